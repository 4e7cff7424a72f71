"""A DynamoDB client that counts calls and capacity as DynamoDB bills them.

Rules as published by AWS: a write costs a unit for each begun KB of the item (before or after, whichever is larger), a
consistent read one for each begun 4 KB, an eventual one half of that; in a transaction both count double. An item has
the size of its attribute names and values in UTF-8; a number takes a byte for each two digits and one more.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, cast

from mypy_boto3_dynamodb import DynamoDBClient


@dataclass
class Bill:
    """What was asked of the table."""

    calls: Counter[str] = field(default_factory=Counter)
    write_units: int = 0
    read_units: float = 0.0

    @property
    def total_calls(self) -> int:
        return sum(self.calls.values())


class CountingDynamoDB:
    """Stands before a real client; what it does not count it passes on."""

    def __init__(self, client: DynamoDBClient) -> None:
        self._client = client
        self.bill = Bill()

    @classmethod
    def before(cls, client: DynamoDBClient) -> tuple[DynamoDBClient, CountingDynamoDB]:
        counting = cls(client)
        return cast("DynamoDBClient", counting), counting

    def reset(self) -> Bill:
        """The bill so far; counting starts afresh."""
        bill, self.bill = self.bill, Bill()
        return bill

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def get_item(self, **request: Any) -> Any:
        answer = self._count("get_item", request)
        self.bill.read_units += _read([answer.get("Item", {})], consistent=request["ConsistentRead"])
        return answer

    def query(self, **request: Any) -> Any:
        answer = self._count("query", request)
        size = sum(map(_size, answer["Items"]))
        self.bill.read_units += max(1, math.ceil(size / 4096)) * (1.0 if request["ConsistentRead"] else 0.5)
        return answer

    def batch_get_item(self, **request: Any) -> Any:
        answer = self._count("batch_get_item", request)
        for table, wanted in request["RequestItems"].items():
            items = answer["Responses"].get(table, [])
            missing: list[Any] = [{}] * (len(wanted["Keys"]) - len(items))
            self.bill.read_units += _read([*items, *missing], consistent=wanted["ConsistentRead"])
        return answer

    def put_item(self, **request: Any) -> Any:
        self.bill.write_units += _write(request["Item"])
        return self._count("put_item", request)

    def update_item(self, **request: Any) -> Any:
        before = self._stored(request)
        answer = self._count("update_item", request)
        self.bill.write_units += max(_write(before), _write(answer["Attributes"]))
        return answer

    def delete_item(self, **request: Any) -> Any:
        self.bill.write_units += _write(self._stored(request))
        return self._count("delete_item", request)

    def batch_write_item(self, **request: Any) -> Any:
        for table, requests in request["RequestItems"].items():
            for one in requests:
                if "PutRequest" in one:
                    self.bill.write_units += _write(one["PutRequest"]["Item"])
                else:
                    deleted = {"TableName": table, "Key": one["DeleteRequest"]["Key"]}
                    self.bill.write_units += _write(self._stored(deleted))
        return self._count("batch_write_item", request)

    def transact_write_items(self, **request: Any) -> Any:
        answer = self._count("transact_write_items", request)
        for one in request["TransactItems"]:
            item = one["Put"]["Item"] if "Put" in one else self._stored(one["Update"])
            self.bill.write_units += 2 * _write(item)
        return answer

    def _stored(self, request: Any) -> Any:
        answer = self._client.get_item(TableName=request["TableName"], Key=request["Key"], ConsistentRead=True)
        return answer.get("Item", {})

    def _count(self, name: str, request: Any) -> Any:
        self.bill.calls[name] += 1
        return getattr(self._client, name)(**request)


def _read(items: list[Any], *, consistent: bool) -> float:
    units = sum(max(1, math.ceil(_size(item) / 4096)) for item in items)
    return units if consistent else units / 2


def _write(item: Any) -> int:
    return max(1, math.ceil(_size(item) / 1024))


def _size(item: Any) -> int:
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _value(value: Any) -> int:
    [(kind, content)] = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "B":
        return len(bytes(content))
    if kind == "N":
        return len(content) // 2 + 2
    raise AssertionError(f"nothing is stored as {kind}")
