"""A DynamoDB table in memory: the operations and expressions that `tocsin.aws.table` uses, each call indivisible.

It is fast enough for a million articles, where moto is not, bills as DynamoDB does (`metering`), and asks a hook before
each call, so that a test may decide who goes first. What it does not know it refuses. `tests/integration/test_scale.py`
holds it to moto: the same articles leave the same items and cost the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from botocore.exceptions import ClientError
from tests.bench.metering import Meter, item_size

Raw = Mapping[str, Any]
"""An item as it goes over the wire: `{"pk": {"S": ...}, ...}`."""
Test = Callable[[Raw, Raw], bool]
"""A condition: does it hold of an item (empty where there is none), given the expression's values?"""

_TOKEN = re.compile(r"\s*(attribute_exists|attribute_not_exists|AND\b|OR\b|[()]|<>|<=|[=<]|:?\w+)")
_CLAUSE = re.compile(r"(SET|REMOVE) (.*?)(?= REMOVE |$)")
_PAGE_BYTES = 1 << 20
"""What one Query answers at most."""


class TransactionCanceledException(ClientError):
    """As botocore's: `CancellationReasons` has one entry for each item."""


class Stored(NamedTuple):
    """An item with its size, measured once."""

    item: Raw
    size: int


@dataclass(frozen=True, slots=True)
class _Change:
    """One write, ready to be made."""

    key: tuple[str, str]
    after: Stored | None
    """None deletes."""
    units: int


class MemoryDynamoDB:
    """One table of any name. `before` is told of each call; partitions that `keeps` refuses are billed and dropped."""

    exceptions = SimpleNamespace(TransactionCanceledException=TransactionCanceledException)

    def __init__(
        self,
        *,
        before: Callable[[str], None] = lambda _: None,
        keeps: Callable[[str], bool] = lambda _: True,
        archive: Callable[[str, str], Raw | None] = lambda _pk, _sk: None,
    ) -> None:
        self.meter = Meter()
        self.items: dict[tuple[str, str], Stored] = {}
        self._before = before
        self._keeps = keeps
        self._archive = archive
        """Answers for items that were written before this table's time and are made when they are first asked for."""
        self._sorted: dict[str, list[str]] = {}
        """Sort keys of each partition, for queries."""

    def get_item(self, *, TableName: str, Key: Raw, ConsistentRead: bool) -> Any:  # noqa: ARG002, N803  # boto3's names
        self._call("get_item")
        stored = self._read(_key(Key), consistent=ConsistentRead)
        return {"Item": stored.item} if stored else {}

    def batch_get_item(self, *, RequestItems: Mapping[str, Any]) -> Any:  # noqa: N803  # boto3's name
        self._call("batch_get_item")
        [(table, wanted)] = RequestItems.items()
        consistent = wanted["ConsistentRead"]
        found = [self._read(_key(key), consistent=consistent) for key in wanted["Keys"]]
        assert len(found) <= 100
        return {"Responses": {table: [stored.item for stored in found if stored]}, "UnprocessedKeys": {}}

    def query(self, **request: Any) -> Any:
        assert request["KeyConditionExpression"] == "pk = :pk AND sk BETWEEN :low AND :high", request
        self._call("query")
        pk, low, high = (request["ExpressionAttributeValues"][name]["S"] for name in (":pk", ":low", ":high"))
        every = self._sorted.get(pk, [])
        found = every[bisect_left(every, low) : bisect_right(every, high)]
        if not request["ScanIndexForward"]:
            found.reverse()
        if start := request.get("ExclusiveStartKey"):
            found = found[found.index(start["sk"]["S"]) + 1 :]
        page: list[Stored] = []
        size = 0
        for sk in found[: request["Limit"]]:
            stored = self.items[pk, sk]
            if size + stored.size > _PAGE_BYTES:
                break
            page, size = [*page, stored], size + stored.size
        self.meter.read(pk, size, consistent=request["ConsistentRead"])
        answer: dict[str, Any] = {"Items": [stored.item for stored in page]}
        if len(page) < len(found):
            answer["LastEvaluatedKey"] = {"pk": {"S": pk}, "sk": page[-1].item["sk"]}
        return answer

    def put_item(self, **request: Any) -> Any:
        self._call("put_item")
        self._alone(self._put(request), "put_item")
        return {}

    def update_item(self, **request: Any) -> Any:
        self._call("update_item")
        change = self._alone(self._update(request), "update_item")
        assert change.after is not None
        return {"Attributes": change.after.item}

    def delete_item(self, **request: Any) -> Any:
        self._call("delete_item")
        key = _key(request["Key"])
        self._alone(self._checked(key, None, request), "delete_item")
        return {}

    def batch_write_item(self, *, RequestItems: Mapping[str, Any]) -> Any:  # noqa: N803  # boto3's name
        self._call("batch_write_item")
        [requests] = RequestItems.values()
        assert len(requests) <= 25
        for one in requests:
            if "PutRequest" in one:
                self._make(self._checked(*_stored(one["PutRequest"]["Item"]), {}))
            else:
                self._make(self._checked(_key(one["DeleteRequest"]["Key"]), None, {}))
        return {}

    def transact_write_items(self, *, TransactItems: list[Any]) -> Any:  # noqa: N803  # boto3's name
        self._call("transact_write_items")
        changes = [self._put(one["Put"]) if "Put" in one else self._update(one["Update"]) for one in TransactItems]
        assert len(changes) <= 100
        if None in changes:
            reasons = [{"Code": "None" if change else "ConditionalCheckFailed"} for change in changes]
            error: Any = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}
            raise TransactionCanceledException(error, "TransactWriteItems")
        for change in changes:
            assert change is not None
            self._make(change, times=2)
        return {}

    def load(self, item: Raw) -> None:
        """Hold an item that another table had; nothing is billed."""
        self._keep(*_stored(item))

    def drop(self, pk: str) -> None:
        """Forget a partition that nobody will ask for again: memory is for what is read."""
        for sk in self._sorted.pop(pk, []):
            del self.items[pk, sk]

    def _call(self, name: str) -> None:
        self._before(name)
        self.meter.calls[name] += 1

    def _find(self, key: tuple[str, str]) -> Stored | None:
        stored = self.items.get(key)
        if stored is None and (made := self._archive(*key)) is not None:
            _, stored = _stored(made)
            self._keep(key, stored)
        return stored

    def _read(self, key: tuple[str, str], *, consistent: bool) -> Stored | None:
        stored = self._find(key)
        self.meter.read(key[0], stored.size if stored else 0, consistent=consistent)
        return stored

    def _put(self, request: Raw) -> _Change | None:
        key, after = _stored(request["Item"])
        return self._checked(key, after, request)

    def _update(self, request: Raw) -> _Change | None:
        key = _key(request["Key"])
        before = self._find(key)
        item = dict(before.item if before else request["Key"])
        names, values = request["ExpressionAttributeNames"], request.get("ExpressionAttributeValues", {})
        for clause, parts in _CLAUSE.findall(request["UpdateExpression"]):
            for part in parts.split(", "):
                name, _, value = part.partition(" = ")
                if clause == "SET":
                    item[names[name]] = values[value]
                else:
                    item.pop(names[name], None)
        return self._checked(key, _stored(item)[1], request)

    def _checked(self, key: tuple[str, str], after: Stored | None, request: Raw) -> _Change | None:
        """The change, None if its condition does not hold."""
        before = self._find(key)
        condition = request.get("ConditionExpression")
        values = request.get("ExpressionAttributeValues", {})
        if condition is not None and not _condition(condition)(before.item if before else {}, values):
            self.meter.write(*key, before.size if before else 0, times=1)  # a write that is refused costs as one
            return None
        return _Change(key, after, max(stored.size if stored else 0 for stored in (before, after)))

    def _alone(self, change: _Change | None, operation: str) -> _Change:
        """Make a change, or say that its condition failed."""
        if change is None:
            raise ClientError({"Error": {"Code": "ConditionalCheckFailedException"}}, operation)
        self._make(change)
        return change

    def _make(self, change: _Change | None, *, times: int = 1) -> None:
        assert change is not None
        (pk, sk), after = change.key, change.after
        self.meter.write(pk, sk, change.units, times=times)
        if after is not None and self._keeps(pk):
            self._keep(change.key, after)
        elif after is None and change.key in self.items:
            del self.items[change.key]
            self._sorted[pk].remove(sk)

    def _keep(self, key: tuple[str, str], stored: Stored) -> None:
        if key not in self.items:
            insort(self._sorted.setdefault(key[0], []), key[1])
        self.items[key] = stored


def _key(raw: Raw) -> tuple[str, str]:
    return raw["pk"]["S"], raw["sk"]["S"]


def _stored(item: Raw) -> tuple[tuple[str, str], Stored]:
    return _key(item), Stored(item, item_size(item))


@cache
def _condition(expression: str) -> Test:
    """A condition expression as a function. AND binds before OR; there is no NOT."""
    tokens = iter([*_TOKEN.findall(expression), ""])
    test, rest = _either(next(tokens), tokens)
    assert rest == "", expression
    return test


def _either(token: str, tokens: Iterator[str]) -> tuple[Test, str]:
    left, token = _both(token, tokens)
    if token != "OR":
        return left, token
    right, token = _either(next(tokens), tokens)
    return (lambda item, values: left(item, values) or right(item, values)), token


def _both(token: str, tokens: Iterator[str]) -> tuple[Test, str]:
    left, token = _one(token, tokens)
    if token != "AND":
        return left, token
    right, token = _both(next(tokens), tokens)
    return (lambda item, values: left(item, values) and right(item, values)), token


def _one(token: str, tokens: Iterator[str]) -> tuple[Test, str]:
    if token == "(":
        inner, token = _either(next(tokens), tokens)
        assert token == ")"
        return inner, next(tokens)
    if token.startswith("attribute_"):
        _, name, _ = next(tokens), next(tokens), next(tokens)
        there = token == "attribute_exists"
        return (lambda item, _: (name in item) is there), next(tokens)
    name, operator, value = token, next(tokens), next(tokens)
    return (lambda item, values: _compare(item.get(name), operator, values[value])), next(tokens)


def _compare(attribute: Any, operator: str, value: Any) -> bool:
    if operator == "=":
        return bool(attribute == value)
    if operator == "<>":
        return bool(attribute != value)
    assert operator in {"<", "<="}, operator
    if attribute is None or attribute.keys() != value.keys():
        return False
    [(kind, ours)], [theirs] = attribute.items(), value.values()
    if operator == "<=" and ours == theirs:
        return True
    return bool(int(ours) < int(theirs) if kind == "N" else ours < theirs)
