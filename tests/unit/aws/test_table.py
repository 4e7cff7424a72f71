"""What a batch leaves over is asked for again, for a while."""

from __future__ import annotations

from typing import Any, cast

import pytest
from botocore.exceptions import ClientError
from mypy_boto3_dynamodb import DynamoDBClient

from tocsin.aws.table import BACKOFF_SECONDS, MAX_WRITES, Item, Overloaded, Table, Write
from tocsin.errors import Conflict


class Throttled:
    """Takes one write and gives one item a call, and hands the rest back."""

    def __init__(self, *, takes: int) -> None:
        self.takes = takes
        self.stored: list[Any] = []
        self.largest = 0

    def batch_write_item(self, RequestItems: Any) -> Any:  # noqa: N803  # boto3's name
        self.largest = max(self.largest, len(RequestItems["t"]))
        self.stored += RequestItems["t"][: self.takes]
        rest = RequestItems["t"][self.takes :]
        return {"UnprocessedItems": {"t": rest} if rest else {}}

    def batch_get_item(self, RequestItems: Any) -> Any:  # noqa: N803  # boto3's name
        keys = RequestItems["t"]["Keys"]
        rest = keys[self.takes :]
        unprocessed = {"t": {**RequestItems["t"], "Keys": rest}} if rest else {}
        return {"Responses": {"t": keys[: self.takes]}, "UnprocessedKeys": unprocessed}


def items(count: int) -> list[Item]:
    return [{"pk": "p", "sk": f"{number:02d}"} for number in range(count)]


def table(client: Throttled, slept: list[float]) -> Table:
    return Table(cast("DynamoDBClient", client), "t", sleep=slept.append)


def test_throttled_writes_and_reads_are_repeated_until_all_are_done() -> None:
    client, slept = Throttled(takes=1), list[float]()
    store = table(client, slept)
    store.write_many(items(4))
    assert len(client.stored) == 4
    assert slept == list(BACKOFF_SECONDS[:3])
    assert len(store.get_many([("p", str(number)) for number in range(4)])) == 4


def test_a_table_that_takes_nothing_is_given_up_in_time_to_tell_so() -> None:
    slept: list[float] = []
    with pytest.raises(Overloaded):
        table(Throttled(takes=0), slept).write_many(items(1))
    assert sum(slept) < 5


def test_batches_hold_no_more_than_dynamodb_takes() -> None:
    client = Throttled(takes=100)
    table(client, []).write_many(items(60))
    assert (client.largest, len(client.stored)) == (MAX_WRITES, 60)


class Contended:
    """Cancels a transaction with each of `reasons` in turn, then takes it."""

    class exceptions:  # noqa: N801  # boto3's name
        TransactionCanceledException = ClientError

    def __init__(self, *reasons: list[str]) -> None:
        self.reasons = list(reasons)
        self.taken = 0

    def transact_write_items(self, TransactItems: Any) -> None:  # noqa: N803  # boto3's name
        if self.reasons:
            codes = [{"Code": code} for code in self.reasons.pop(0)]
            answer: Any = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": codes}
            raise ClientError(answer, "TransactWriteItems")
        self.taken += len(TransactItems)


def transact(client: Contended) -> None:
    Table(cast("DynamoDBClient", client), "t", sleep=lambda _: None).transact([Write(("p", "s"), set={"a": 1})])


def test_a_transaction_that_met_another_is_tried_again() -> None:
    client = Contended(["None", "TransactionConflict"], ["ThrottlingError"])
    transact(client)
    assert client.taken == 1
    with pytest.raises(Overloaded):
        transact(Contended(*[["TransactionConflict"]] * 20))


def test_a_failed_condition_is_a_conflict_whatever_else_was_in_the_way() -> None:
    client = Contended(["ConditionalCheckFailed", "TransactionConflict"])
    with pytest.raises(Conflict):
        transact(client)
    assert client.taken == 0


def test_a_key_is_named_once_in_a_batch_and_what_is_put_is_not_deleted() -> None:
    client = Throttled(takes=100)
    table(client, []).write_many([*items(2), *items(2)], deletes=[("p", "01"), ("p", "09"), ("p", "09")])
    assert [next(iter(request)) for request in client.stored] == ["PutRequest", "PutRequest", "DeleteRequest"]


class Bulky:
    """Gives two of five items a call, as DynamoDB does once they fill a megabyte."""

    def __init__(self) -> None:
        self.limits: list[int] = []

    def query(self, **request: Any) -> Any:
        self.limits.append(request["Limit"])
        first = int(request["ExclusiveStartKey"]["sk"]["S"]) + 1 if "ExclusiveStartKey" in request else 0
        last = min(first + min(2, request["Limit"]), 5)
        answer: dict[str, Any] = {"Items": [{"pk": {"S": "p"}, "sk": {"S": str(n)}} for n in range(first, last)]}
        return answer if last == 5 else answer | {"LastEvaluatedKey": {"pk": {"S": "p"}, "sk": {"S": str(last - 1)}}}


def test_a_query_goes_on_where_a_megabyte_ended_it_and_stops_at_its_limit() -> None:
    client = Bulky()
    store = Table(cast("DynamoDBClient", client), "t")
    assert [item["sk"] for item in store.query("p", "0", "9", limit=50)] == list("01234")
    client.limits.clear()
    assert [item["sk"] for item in store.query("p", "0", "9", limit=3)] == list("012")
    assert client.limits == [3, 1]
