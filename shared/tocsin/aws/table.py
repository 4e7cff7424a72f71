"""The one table as plain dicts: a thin layer over the DynamoDB client that retries what was not processed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tocsin.aws import conditions
from tocsin.aws.keys import Key
from tocsin.errors import Conflict, TocsinError

if TYPE_CHECKING:
    from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
    from mypy_boto3_dynamodb import DynamoDBClient

Item = dict[str, Any]
"""`pk`, `sk` and attributes: text, whole numbers, bytes, lists and dicts of these. Never a float."""

MAX_WRITES = 25
MAX_READS = 100
"""What DynamoDB takes in one BatchWriteItem and one BatchGetItem."""
BACKOFF_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
_PASSING = {None, "None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
"""Why a transaction is cancelled without any condition having failed; items that were not in the way say `None`."""


class Overloaded(TocsinError):
    """The table throttles, and waiting did not help."""

    code = "overloaded"


@dataclass(frozen=True, slots=True)
class Write:
    """One write: a whole item to put, or attributes to set and remove under a key, under a named condition."""

    key: Key
    put: Mapping[str, Any] | None = None
    set: Mapping[str, Any] = field(default_factory=dict)
    add: Mapping[str, int] = field(default_factory=dict)
    """Added to what is there, in one step whoever else writes; nothing there counts as 0."""
    remove: Sequence[str] = ()
    condition: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def versioned(item: Item, version: int) -> Write:
    """Put what was read as the version before, or was not there."""
    first = version == 1
    condition = conditions.FIRST if first else conditions.SAME_VERSION
    return Write(
        (item["pk"], item["sk"]), put=item, condition=condition, values={} if first else {":expected": version - 1}
    )


class Table:
    """Reads are consistent unless said otherwise; a failed condition is `Conflict`."""

    def __init__(self, client: DynamoDBClient, name: str, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.client = client
        self.name = name
        self._sleep = sleep

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        answer = self.client.get_item(TableName=self.name, Key=self._key(key), ConsistentRead=consistent)
        return self._item(answer["Item"]) if "Item" in answer else None

    def get_many(self, keys: Sequence[Key], *, consistent: bool = True) -> dict[Key, Item]:
        """The items that are there, by key; one call per hundred keys."""
        found: dict[Key, Item] = {}
        for chunk in _chunks(list(dict.fromkeys(keys)), MAX_READS):
            wanted: Any = {self.name: {"Keys": [self._key(key) for key in chunk], "ConsistentRead": consistent}}
            for pause in (*BACKOFF_SECONDS, None):
                answer = self.client.batch_get_item(RequestItems=wanted)
                for raw in answer["Responses"].get(self.name, []):
                    item = self._item(raw)
                    found[item["pk"], item["sk"]] = item
                wanted = answer.get("UnprocessedKeys") or {}
                if not wanted:
                    break
                self._pause(pause)
        return found

    def query(
        self, pk: str, low: str, high: str, *, limit: int, descending: bool = True, consistent: bool = False
    ) -> list[Item]:
        """At most `limit` items of a partition with `low <= sk <= high`; one call for each MB of them.

        None where `low` is above `high`, which DynamoDB takes for an error.
        """
        if low > high:
            return []
        request: dict[str, Any] = {
            "TableName": self.name,
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :low AND :high",
            "ExpressionAttributeValues": self._values({":pk": pk, ":low": low, ":high": high}),
            "ScanIndexForward": not descending,
            "ConsistentRead": consistent,
        }
        found: list[Item] = []
        while len(found) < limit:
            answer = self.client.query(**request, Limit=limit - len(found))
            found += map(self._item, answer["Items"])
            if "LastEvaluatedKey" not in answer:
                break
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
        return found

    def put(self, item: Item, *, condition: str | None = None, values: Mapping[str, Any] | None = None) -> None:
        """Raises `Conflict` when the condition does not hold."""
        with _conflicts():
            self.client.put_item(
                **self._request(Write((item["pk"], item["sk"]), put=item, condition=condition, values=values or {}))
            )

    def put_version(self, item: Item) -> None:
        """Put an item as the version that its `v` says. Raises `Conflict` if another writer was faster."""
        write = versioned(item, item["v"])
        self.put(item, condition=write.condition, values=write.values)

    def update(self, write: Write) -> Item:
        """Set and remove attributes; answers the whole item as it is afterwards. Raises `Conflict`."""
        with _conflicts():
            answer = self.client.update_item(**self._request(write), ReturnValues="ALL_NEW")
        return self._item(answer["Attributes"])

    def add(self, key: Key, attribute: str, amount: int, expires: int) -> int:
        """Add to a number that many add to, made with 0 where it is not there; answers what it is then."""
        return int(self.update(Write(key, set={"ttl": expires}, add={attribute: amount}))[attribute])

    def delete(self, key: Key, *, condition: str | None = None, values: Mapping[str, Any] | None = None) -> None:
        """Deleting what is not there is no error, unless the condition says so."""
        request: dict[str, Any] = {"TableName": self.name, "Key": self._key(key)}
        if condition is not None:
            request["ConditionExpression"] = condition
        if values:
            request["ExpressionAttributeValues"] = self._values(values)
        with _conflicts():
            self.client.delete_item(**request)

    def write_many(self, puts: Sequence[Item] = (), deletes: Sequence[Key] = ()) -> None:
        """Put and delete without conditions and in no order; one call per 25, more only for what was throttled.

        A key that is put is not deleted, and is put once: DynamoDB refuses a batch that names a key twice.
        """
        last = {(item["pk"], item["sk"]): item for item in puts}
        requests: list[Any] = [{"PutRequest": {"Item": self._raw(item)}} for item in last.values()]
        requests += [{"DeleteRequest": {"Key": self._key(key)}} for key in dict.fromkeys(deletes) if key not in last]
        for chunk in _chunks(requests, MAX_WRITES):
            wanted: Any = {self.name: list(chunk)}
            for pause in (*BACKOFF_SECONDS, None):
                wanted = self.client.batch_write_item(RequestItems=wanted).get("UnprocessedItems") or {}
                if not wanted:
                    break
                self._pause(pause)

    def transact(self, writes: Sequence[Write]) -> None:
        """All or nothing. Raises `Conflict` when a condition does not hold.

        A transaction that met another one, or a throttled key, is tried again: the client's own retries leave out both.
        """
        items: list[Any] = [{"Put" if w.put is not None else "Update": self._request(w)} for w in writes]
        for pause in (*BACKOFF_SECONDS, None):
            with _conflicts():
                if self._transacted(items):
                    return
            self._pause(pause)

    def _transacted(self, items: list[Any]) -> bool:
        """False if it was only in the way of others."""
        try:
            self.client.transact_write_items(TransactItems=items)
        except self.client.exceptions.TransactionCanceledException as error:
            reasons = {reason.get("Code") for reason in error.response.get("CancellationReasons", [])}
            if reasons - _PASSING:
                raise
            return False
        return True

    def _request(self, write: Write) -> dict[str, Any]:
        request: dict[str, Any] = {"TableName": self.name}
        values = dict(write.values)
        if write.put is not None:
            request["Item"] = self._raw(write.put)
        else:
            request["Key"] = self._key(write.key)
            names: dict[str, str] = {}
            sets, removes = [], []
            for number, (name, value) in enumerate(write.set.items()):
                names[f"#s{number}"], values[f":s{number}"] = name, value
                sets.append(f"#s{number} = :s{number}")
            for number, name in enumerate(write.remove):
                names[f"#r{number}"] = name
                removes.append(f"#r{number}")
            adds = []
            for number, (name, value) in enumerate(write.add.items()):
                names[f"#a{number}"], values[f":a{number}"] = name, value
                adds.append(f"#a{number} :a{number}")
            clauses = [f"SET {', '.join(sets)}"] if sets else []
            clauses += [f"ADD {', '.join(adds)}"] if adds else []
            clauses += [f"REMOVE {', '.join(removes)}"] if removes else []
            request["UpdateExpression"] = " ".join(clauses)
            request["ExpressionAttributeNames"] = names
        if write.condition is not None:
            request["ConditionExpression"] = write.condition
        if values:
            request["ExpressionAttributeValues"] = self._values(values)
        return request

    def _pause(self, seconds: float | None) -> None:
        if seconds is None:
            raise Overloaded("the table is busy and did not take everything in time; try again later")
        self._sleep(seconds)

    @cached_property
    def _serializer(self) -> TypeSerializer:
        from boto3.dynamodb.types import TypeSerializer  # noqa: PLC0415  # boto3 is loaded with the client

        return TypeSerializer()

    @cached_property
    def _deserializer(self) -> TypeDeserializer:
        from boto3.dynamodb.types import TypeDeserializer  # noqa: PLC0415  # boto3 is loaded with the client

        return TypeDeserializer()

    def _key(self, key: Key) -> Any:
        return {"pk": {"S": key[0]}, "sk": {"S": key[1]}}

    def _values(self, values: Mapping[str, Any]) -> Any:
        return {name: self._serializer.serialize(value) for name, value in values.items()}

    def _raw(self, item: Mapping[str, Any]) -> Any:
        return self._values({name: value for name, value in item.items() if value is not None})

    def _item(self, raw: Any) -> Item:
        return {name: _plain(self._deserializer.deserialize(value)) for name, value in raw.items()}


def _plain(value: Any) -> Any:
    """Whole numbers as int, binary as bytes: what was put in."""
    if isinstance(value, Decimal):
        return int(value)
    return bytes(value) if type(value).__name__ == "Binary" else value


def _chunks(values: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (values[first : first + size] for first in range(0, len(values), size))


@contextmanager
def _conflicts() -> Iterator[None]:
    from botocore.exceptions import ClientError  # noqa: PLC0415  # botocore is loaded with the client

    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code")
        reasons = [reason.get("Code") for reason in error.response.get("CancellationReasons", [])]
        if code == "ConditionalCheckFailedException" or "ConditionalCheckFailed" in reasons:
            raise Conflict("somebody else wrote first; read again") from error
        raise
