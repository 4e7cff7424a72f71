"""DynamoDB as IAM lets a role see it: actions and leading keys as the template grants them.

moto and the emulator do not know `dynamodb:LeadingKeys`; the tests read the template and hold each step to its role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from threading import get_ident
from typing import Any, Literal, cast

from mypy_boto3_dynamodb import DynamoDBClient

from tocsin.aws.services import Services
from tocsin.local.package import load_template

Role = Literal[
    "AnalyzeRole",
    "CorrelateRole",
    "NotifyRole",
    "DeliverRole",
    "DigestRole",
    "PlanRole",
    "CollectRole",
    "RemoveRole",
    "ArchiveRole",
    "ApiRole",
    "WebRole",
    "AuthorizeRole",
]
ROLES: tuple[Role, ...] = (
    "AnalyzeRole",
    "CorrelateRole",
    "NotifyRole",
    "DeliverRole",
    "DigestRole",
    "PlanRole",
    "CollectRole",
    "RemoveRole",
    "ArchiveRole",
    "ApiRole",
    "WebRole",
    "AuthorizeRole",
)
LEADING_KEYS = "dynamodb:LeadingKeys"
OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "ForAllValues:StringLike": fnmatchcase,
    "ForAllValues:StringEquals": lambda key, pattern: key == pattern,
}


class NotGranted(Exception):
    """What IAM would answer with AccessDeniedException."""


@dataclass(frozen=True)
class Grant:
    """Actions on the table, and the partitions that they are for; None for all."""

    actions: frozenset[str]
    patterns: tuple[str, ...] | None
    operator: str = "ForAllValues:StringLike"

    def covers(self, action: str, partition: str) -> bool:
        if action not in self.actions:
            return False
        return self.patterns is None or any(OPERATORS[self.operator](partition, pattern) for pattern in self.patterns)


@cache
def grants(role: Role) -> tuple[Grant, ...]:
    """What the template grants a role on the table. A condition that is not understood is an error."""
    template = load_template(Path(__file__).resolve().parents[2] / "template.yaml")
    policies = template["Resources"][role]["Properties"]["Policies"]
    rules = [
        rule for policy in policies if "PolicyDocument" in policy for rule in policy["PolicyDocument"]["Statement"]
    ]
    found = []
    for rule in rules:
        actions = rule["Action"] if isinstance(rule["Action"], list) else [rule["Action"]]
        if not any(action.startswith("dynamodb:") for action in actions):
            continue
        assert rule["Effect"] == "Allow"
        assert rule["Resource"] == {"Fn::GetAtt": ["Table", "Arn"]}
        named = frozenset(action.partition(":")[2] for action in actions)
        if "Condition" not in rule:
            found.append(Grant(named, None))
            continue
        [(operator, condition)] = rule["Condition"].items()
        assert operator in OPERATORS
        assert set(condition) == {LEADING_KEYS}
        found.append(Grant(named, tuple(condition[LEADING_KEYS]), operator))
    return tuple(found)


def may(role: Role, action: str, partition: str) -> bool:
    """Whether a role may do this in the partition of that key."""
    return any(grant.covers(action, partition) for grant in grants(role))


class Acting:
    """A client that raises `NotGranted` for what its role may not do; other threads are somebody else."""

    def __init__(self, client: DynamoDBClient, role: Role) -> None:
        self._client = client
        self._role = role
        self._thread = get_ident()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def get_item(self, **request: Any) -> Any:
        return self._call("get_item", request, [("GetItem", request["Key"])])

    def put_item(self, **request: Any) -> Any:
        return self._call("put_item", request, [("PutItem", request["Item"])])

    def update_item(self, **request: Any) -> Any:
        return self._call("update_item", request, [("UpdateItem", request["Key"])])

    def delete_item(self, **request: Any) -> Any:
        return self._call("delete_item", request, [("DeleteItem", request["Key"])])

    def query(self, **request: Any) -> Any:
        return self._call("query", request, [("Query", {"pk": request["ExpressionAttributeValues"][":pk"]})])

    def batch_get_item(self, **request: Any) -> Any:
        wanted = [key for table in request["RequestItems"].values() for key in table["Keys"]]
        return self._call("batch_get_item", request, [("BatchGetItem", key) for key in wanted])

    def batch_write_item(self, **request: Any) -> Any:
        writes = [one for table in request["RequestItems"].values() for one in table]
        items = [one["PutRequest"]["Item"] if "PutRequest" in one else one["DeleteRequest"]["Key"] for one in writes]
        return self._call("batch_write_item", request, [("BatchWriteItem", item) for item in items])

    def transact_write_items(self, **request: Any) -> Any:
        """IAM asks for the action of each part."""
        parts = [(f"{kind}Item", part) for item in request["TransactItems"] for kind, part in item.items()]
        done = [(action, part["Item"] if action == "PutItem" else part["Key"]) for action, part in parts]
        return self._call("transact_write_items", request, done)

    def scan(self, **_: Any) -> Any:
        raise NotGranted(f"{self._role} may not Scan")

    def _call(self, method: str, request: dict[str, Any], done: Iterable[tuple[str, Any]]) -> Any:
        for action, key in done:
            partition = key["pk"]["S"]
            if get_ident() == self._thread and not may(self._role, action, partition):
                raise NotGranted(f"{self._role} may not {action} in {partition}")
        return getattr(self._client, method)(**request)


@contextmanager
def acting(services: Services, role: Role) -> Iterator[None]:
    """As long as it lasts the services' table is the role's."""
    table = services.table
    client = table.client
    table.client = cast("DynamoDBClient", Acting(client, role))
    try:
        yield
    finally:
        table.client = client
