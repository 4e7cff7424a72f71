"""What arrives on the queues, checked at the edge.

A body that is none of what is sent there raises `MalformedMessage`: it goes to the dead-letter queue, where somebody
sees it. Dropping it could be dropping an upload.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Literal, TypeVar
from urllib.parse import quote_plus, unquote_plus

import msgspec

from tocsin.aws.keys import checked_id
from tocsin.aws.objects import UPLOADS
from tocsin.errors import InvalidInput
from tocsin.model import EngineName
from tocsin.notify.render import EVENT_TYPE as ALERT_TYPE

T = TypeVar("T")
SEQUENCER_DIGITS = 32


class MalformedMessage(InvalidInput):
    """The body is not one of the messages that this queue carries."""

    code: ClassVar[str] = "malformed-message"


@dataclass(frozen=True, slots=True)
class ObjectPut:
    """An object was put under `uploads/`."""

    key: str
    etag: str
    seq: str
    """Grows with each put of one key, compared as text."""
    at: datetime
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Reanalyze:
    """Analyze an article again, with the deployment's engine as it is now or with the one named."""

    article: str
    engine: EngineName | None = None
    job: str | None = None
    """The re-analysis that wants to know what became of it, and the token of this message in it."""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Correlate:
    """An article whose analysis is visible."""

    article: str
    v: str
    again: bool = False
    """It was analyzed again: its story is to know what is new in it, and nobody is rung."""
    killed: str = ""
    """The upload by which its agency canceled it: nothing that it says is to count any more."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """An alert to be sent, with those of other watches for the same article that one message tells."""

    alert: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A digest or a surge to be sent."""

    bulletin: str


@dataclass(frozen=True, slots=True)
class Published:
    """An alert or a bulletin went to the topic: it is to be handed on to the channels that hear of it."""

    kind: Literal["alert", "bulletin"]
    id: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One alert, bulletin or test, for one channel."""

    to: str
    kind: Literal["alert", "bulletin", "test"]
    id: str
    also: tuple[str, ...] = ()


def read_intake(body: str, bucket: str) -> list[ObjectPut | Reanalyze]:
    """What an intake message asks for: S3 notifications, EventBridge's form of them, or our own `{"reanalyze": id}`.

    S3's test event, deletions and keys outside of `uploads/` ask for nothing. Raises `MalformedMessage` for events of
    another bucket than ours: believed, one could make a later upload of the same key count as stale.
    """
    data = _read(body, dict[str, Any])
    if data.get("Event") == "s3:TestEvent":
        return []
    if "reanalyze" in data:
        return [_reanalyze(data)]
    try:
        if any(named != bucket for named in _buckets(data)):
            raise MalformedMessage("is of another bucket", where="bucket")
        return [put for put in _puts(data) if put.key.startswith(UPLOADS) and not put.key.endswith("/")]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise MalformedMessage("is not an S3 event", where="body") from error


def written_put(put: ObjectPut, bucket: str) -> str:
    """The event, so that `read_intake` reads the same out of it."""
    thing = {"key": quote_plus(put.key), "eTag": put.etag, "sequencer": put.seq, "versionId": put.version}
    told = {"bucket": {"name": bucket}, "object": thing}
    record = {"eventName": "ObjectCreated:Put", "eventTime": put.at.isoformat(), "s3": told}
    return msgspec.json.encode({"Records": [record]}).decode()


def read_correlate(body: str) -> Correlate:
    message = _read(body, Correlate)
    killed = _id(message.killed, "killed") if message.killed else ""
    return Correlate(_id(message.article, "article"), _id(message.v, "v"), message.again, killed)


def read_outbox(body: str) -> Outbox | Bulletin:
    data = _read(body, dict[str, Any])
    if "bulletin" in data:
        return Bulletin(_id(data["bulletin"], "bulletin"))
    also = data.get("also", [])
    if not isinstance(also, list):
        raise MalformedMessage("is not a list", where="also")
    return Outbox(_id(data.get("alert"), "alert"), tuple(_id(one, "also") for one in also))


def read_delivery(body: str) -> Published | Task:
    """What the deliveries queue carries: an envelope of the topic, or a task that was made of one."""
    data = _read(body, dict[str, Any])
    if "to" in data:
        task = _read(body, Task)
        return Task(_id(task.to, "to"), task.kind, _id(task.id, "id"), tuple(_id(one, "also") for one in task.also))
    kind, told = data.get("type"), data.get("data")
    if not isinstance(kind, str) or not kind.startswith("tocsin.") or not isinstance(told, dict):
        raise MalformedMessage("is no envelope of ours", where="body")
    if kind != ALERT_TYPE:
        return Published("bulletin", _id(data.get("id"), "id"))
    others = told.get("also", [])
    if not isinstance(others, list) or not all(isinstance(one, dict) for one in others):
        raise MalformedMessage("is not a list", where="also")
    return Published("alert", _id(data.get("id"), "id"), tuple(_id(one.get("id"), "also") for one in others))


def _reanalyze(data: Mapping[str, Any]) -> Reanalyze:
    article, engine = _id(data["reanalyze"], "reanalyze"), data.get("engine")
    if engine not in (None, "embedded", "openai"):
        raise MalformedMessage("is no engine", where="engine")
    if "job" not in data:
        return Reanalyze(article, engine)
    return Reanalyze(article, engine, _id(data["job"], "job"), _id(data.get("token"), "token"))


def _buckets(data: Mapping[str, Any]) -> list[str]:
    if "detail" in data:
        return [data["detail"]["bucket"]["name"]]
    return [record["s3"]["bucket"]["name"] for record in data["Records"]]


def _puts(data: Mapping[str, Any]) -> Iterator[ObjectPut]:
    if "detail" in data:
        thing = data["detail"]["object"]
        if data["detail-type"] == "Object Created":
            yield _put(thing["key"], thing, data["time"])
        return
    for record in data["Records"]:
        if record["eventName"].removeprefix("s3:").startswith("ObjectCreated:"):
            thing = record["s3"]["object"]
            yield _put(unquote_plus(thing["key"]), thing, record["eventTime"])


def _put(key: str, thing: Mapping[str, Any], time: str) -> ObjectPut:
    at = datetime.fromisoformat(time)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    etag = str(thing.get("eTag") or thing.get("etag") or "").strip('"')
    sequencer = str(thing.get("sequencer") or "").upper().ljust(SEQUENCER_DIGITS, "0")
    version = thing.get("versionId") or thing.get("version-id")
    return ObjectPut(key, etag, sequencer, at, None if version in {None, "null"} else str(version))


def _id(value: object, where: str) -> str:
    try:
        return checked_id(value if isinstance(value, str) else "", where)
    except InvalidInput as error:
        raise MalformedMessage("is not an id", where=where) from error


def _read(body: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise MalformedMessage("is not what this queue carries", where="body") from error
