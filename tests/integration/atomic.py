"""DynamoDB checks a condition and writes as one; moto lets another thread in between the two."""

from __future__ import annotations

import threading
from typing import Any, cast

from mypy_boto3_dynamodb import DynamoDBClient


class AtomicDynamoDB:
    """Stands before moto's client and lets one put at a time through."""

    def __init__(self, client: DynamoDBClient) -> None:
        self._client, self._lock = client, threading.Lock()

    @classmethod
    def before(cls, client: DynamoDBClient) -> DynamoDBClient:
        return cast("DynamoDBClient", cls(client))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def put_item(self, **request: Any) -> Any:
        with self._lock:
            return self._client.put_item(**request)
