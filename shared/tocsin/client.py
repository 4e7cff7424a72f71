"""The API from Python: pages and retries handled, answers as typed values.

    from tocsin.client import Tocsin

    tocsin = Tocsin("https://api.example", "tocsin_...")
    for item in tocsin.claims(topic="border-queues", kind="denial"):
        print(item.claim.claimant, item.claim.text, item.url)

Filters are those of the routes (docs/api.md), by the same names; `since` and `until` stand for `from` and `to`.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec
import urllib3

from tocsin.codec import from_builtins
from tocsin.errors import InvalidInput, TocsinError
from tocsin.model import Claim
from tocsin.stories.states import State
from tocsin.watches.alert import Alert

T = TypeVar("T")
Filter = str | int | datetime | None
SECONDS: Final = 30.0
"""The gateway gives up after 29."""
MOST_TRIES: Final = 5
MOST_WAIT: Final = 60.0
"""Seconds that one request waits in all before it gives up; a longer `Retry-After` is not waited for."""
AGAIN: Final = frozenset({429, 503})
OVERLAP: Final = timedelta(minutes=5)
"""Alerts may become visible a little later than they were raised: so far back is looked again while following."""
_NAMES: Final = {"since": "from", "until": "to"}
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class ApiError(TocsinError):
    """The API refused or could not be reached; `status` is 0 for the latter, `code` that of the problem document."""

    def __init__(self, status: int, code: str, message: str, *, where: str | None = None) -> None:
        super().__init__(message, where=where)
        self.status = status
        self.problem = code
        """Stable, as docs and `/problems` list them."""


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """A claim with the article that carries it, its state in the ledger, and who is independently behind it."""

    article: str
    at: str
    title: str | None
    publisher: str | None
    url: str | None
    claim: Claim
    story: str | None
    state: State | None
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event."""

    id: str
    title: str | None
    first_at: datetime | None
    last_at: datetime | None
    articles: int


@dataclass(frozen=True, slots=True)
class AlertItem:
    """An alert; `sent_at` is null while it waits to be published."""

    alert: Alert
    sent_at: str | None
    links: dict[str, str] = field(default_factory=dict)


class Tocsin:
    """A deployment, and a key for it. Raises `ApiError` for what is refused, after bounded retries of 429 and 503."""

    def __init__(self, url: str, key: str, *, sleep: Callable[[float], None] = time.sleep) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise InvalidInput("is https, or http on loopback: a key goes with each request", where="url")
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {key}", "Accept-Encoding": "gzip", "User-Agent": "tocsin-client"}
        self._pool = urllib3.PoolManager(timeout=urllib3.Timeout(SECONDS), retries=False)
        self._sleep = sleep

    def claims(self, **filters: Filter) -> Iterator[ClaimItem]:
        """Who says what, newest articles first."""
        return self._listed("/v1/claims", ClaimItem, filters)

    def stories(self, **filters: Filter) -> Iterator[Story]:
        """Stories, the last changed first."""
        return self._listed("/v1/stories", Story, {"limit": 100, **filters})

    def alerts(self, **filters: Filter) -> Iterator[AlertItem]:
        """Alerts, the last raised first."""
        return self._listed("/v1/alerts", AlertItem, {"limit": 100, **filters})

    def follow_alerts(self, *, since: datetime, every: float = 10.0, **filters: Filter) -> Iterator[AlertItem]:
        """Alerts as they are raised, each once and the first first, without an end."""
        seen: set[str] = set()
        first = last = _aware(since)
        while True:
            found = list(self.alerts(since=max(first, last - OVERLAP), **filters))
            for one in sorted(found, key=lambda item: item.alert.raised_at):
                if one.alert.id not in seen:
                    yield one
                last = max(last, datetime.fromisoformat(one.alert.raised_at))
            seen = {one.alert.id for one in found}
            self._sleep(every)

    def timeline(self, story: str) -> list[dict[str, Any]]:
        """Who said what when in a story, what changed, what rang: `what`, `at`, and the part that `what` names."""
        items: list[dict[str, Any]] = self.get(f"/v1/stories/{_segment(story)}/timeline")["items"]
        return items

    def backtest(self, watch: Mapping[str, Any] | str, *, days: int = 7) -> dict[str, Any]:
        """What a watch (an id, or one that is not saved) would have sent in the last days."""
        if isinstance(watch, str):
            answer = self.request("POST", f"/v1/watches/{_segment(watch)}/backtest", {"days": days})
        else:
            answer = self.request("POST", "/v1/watches/backtest", body={"watch": dict(watch), "days": days})
        told: dict[str, Any] = json.loads(answer.data)
        return told

    def export(
        self, kind: Literal["claims", "stories", "alerts"], form: Literal["csv", "jsonl"] = "csv", **filters: Filter
    ) -> Iterator[str]:
        """A table or JSON lines in pieces, page after page; put together they are one file."""
        asked: dict[str, Filter] = {**({} if kind == "claims" else {"limit": 100}), **filters, "format": form}
        while True:
            answer = self.request("GET", f"/v1/{kind}", asked)
            yield answer.data.decode()
            following = answer.headers.get("Tocsin-Next")
            if following is None:
                return
            asked["cursor"] = following

    def get(self, path: str, **query: Filter) -> Any:
        """What a route of the API answers, as JSON."""
        return json.loads(self.request("GET", path, query).data)

    def request(
        self, method: str, path: str, query: Mapping[str, Filter] | None = None, *, body: object = None
    ) -> urllib3.BaseHTTPResponse:
        """One request. What is sent again is done once: its Idempotency-Key stays the same.

        Raises `InvalidInput` for a path that would lead to another host, which the key is not for.
        """
        if not path.startswith("/"):
            raise InvalidInput("begins with a slash: else it would be part of the host's name", where="path")
        headers = dict(self._headers)
        if method != "GET":
            headers |= {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
        given = urlencode(
            {_NAMES.get(name, name): _text(value) for name, value in (query or {}).items() if value is not None}
        )
        url = f"{self._url}{path}" + (f"?{given}" if given else "")
        data = None if body is None else json.dumps(body).encode()
        waited = 0.0
        for turn in range(MOST_TRIES):
            answer = self._asked(method, url, headers, data)
            if answer is not None and answer.status not in AGAIN:
                return _checked(answer)
            pause = _pause(answer, turn)
            waited += pause
            if turn == MOST_TRIES - 1 or waited > MOST_WAIT:
                break
            self._sleep(pause)
        if answer is None:
            raise ApiError(0, "unreachable", "the API cannot be reached; look at its address", where=self._url)
        return _checked(answer)

    def _asked(
        self, method: str, url: str, headers: dict[str, str], data: bytes | None
    ) -> urllib3.BaseHTTPResponse | None:
        """None where there was no whole answer. A change of address is not followed: the key is for this one."""
        try:
            return self._pool.request(method, url, headers=headers, body=data, redirect=False)
        except urllib3.exceptions.HTTPError:
            return None

    def _listed(self, path: str, kind: type[T], filters: Mapping[str, Filter]) -> Iterator[T]:
        asked = dict(filters)
        while True:
            page = self.get(path, **asked)
            yield from (_read(item, kind) for item in page["items"])
            if page["next"] is None:
                return
            asked["cursor"] = page["next"]


def _read(item: Any, kind: type[T]) -> T:
    """Parts that a later version of the API adds are left out."""
    try:
        return from_builtins(item, kind)
    except msgspec.ValidationError as error:
        raise ApiError(200, "unknown-answer", f"the API answers what this client does not know: {error}") from error


def _checked(answer: urllib3.BaseHTTPResponse) -> urllib3.BaseHTTPResponse:
    if answer.status < 300:
        return answer
    try:
        told = json.loads(answer.data)
    except ValueError:
        told = None
    told = told if isinstance(told, dict) else {}
    code, detail = str(told.get("code", "error")), str(told.get("detail", f"the API answered {answer.status}"))
    faults = [f"{one.get('where')}: {one.get('detail')}" for one in told.get("errors", ()) if isinstance(one, dict)]
    raise ApiError(answer.status, code, "; ".join([detail, *faults]), where=told.get("where"))


def _pause(answer: urllib3.BaseHTTPResponse | None, turn: int) -> float:
    told = "" if answer is None else answer.headers.get("Retry-After", "")
    return float(told) if told.isascii() and told.isdigit() else float(2**turn)


def _text(value: str | int | datetime) -> str:
    return _aware(value).isoformat() if isinstance(value, datetime) else str(value)


def _aware(at: datetime) -> datetime:
    """A time without an offset is UTC, as for the API."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _segment(name: str) -> str:
    return quote(name, safe="")
