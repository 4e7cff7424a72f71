"""Requests that come twice under one Idempotency-Key: done once, and answered the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.aws import conditions, keys
from tocsin.aws.table import Table
from tocsin.codec import from_json, to_json
from tocsin.errors import Conflict, InvalidInput

KEPT = timedelta(hours=24)
IN_HAND = timedelta(minutes=1)
"""A request that began and did not come to an end by then died with its process: it may be done anew."""
MAX_ANSWER = 100_000
"""Bytes of an answer that are kept; an item holds 400 KB."""


class InUse(Conflict):
    """A request with this key is being worked on, or its answer is not kept."""

    code = "idempotency-key-in-use"


class Reused(InvalidInput):
    """The key came with another request before."""

    code = "idempotency-key-reused"


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given."""

    status: int
    content_type: str
    body: str
    headers: dict[str, str]


class Idempotency:
    """The answers that are kept, of one deployment: by who asked and the key that came along."""

    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        self._table, self._now = table, now

    def begin(self, who: str, key: str, request: str) -> Kept | None:
        """The answer that was given before, None for the first time. Raises `InUse`, and `Reused`."""
        pk, sk = keys.idempotency(who, key)
        print_, now = hashlib.sha256(request.encode("utf-8", "surrogatepass")).hexdigest(), self._now()
        item = {"pk": pk, "sk": sk, "print": print_, "free_at": keys.stamp(now + IN_HAND), "ttl": self._expires()}
        try:
            self._table.put(item, condition=conditions.FREE_OR_FIRST, values={":now": keys.stamp(now)})
        except Conflict:
            found = self._table.get((pk, sk))
            if found is not None and found["print"] != print_:
                raise Reused("came with another request before: take a new one", where="Idempotency-Key") from None
            if found is None or "answer" not in found:
                raise InUse("a request with this key is under way, or its answer is not kept") from None
            return from_json(found["answer"], Kept)
        return None

    def end(self, who: str, key: str, request: str, answer: Kept | None) -> None:
        """Keep the answer; with None only that there was one: it holds what is shown once."""
        pk, sk = keys.idempotency(who, key)
        print_ = hashlib.sha256(request.encode("utf-8", "surrogatepass")).hexdigest()
        written = None if answer is None else to_json(answer).decode()
        kept = written if written is not None and len(written.encode()) <= MAX_ANSWER else None
        self._table.put({"pk": pk, "sk": sk, "print": print_, "free_at": "~", "answer": kept, "ttl": self._expires()})

    def forget(self, who: str, key: str) -> None:
        """Nothing was done: the same may be asked again."""
        self._table.delete(keys.idempotency(who, key))

    def _expires(self) -> int:
        return int((self._now() + KEPT).timestamp())
