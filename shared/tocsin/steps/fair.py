"""Whose turn it is: uploads that are slow to read are put behind those of others, each uploader's within its own time.

An upload of whoever used up its share of a window (`tocsin.aws.efforts`) is not read, but sent once more when its turn
has come. While slow uploads of everybody together took their share, each is read for a short while only, and what
needs longer is put behind: who takes many names gains nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from tocsin.aws.keys import stamp
from tocsin.errors import InvalidInput
from tocsin.steps.batch import turn
from tocsin.steps.fault import fault
from tocsin.steps.mailed import PREFIX as MAIL
from tocsin.steps.messages import ObjectPut, read_intake, written_put

if TYPE_CHECKING:
    from tocsin.aws.services import Services

BRIEF_SECONDS: Final = 2.0
"""For reading an upload while slow ones have used up their share; an article takes a twentieth."""
BRIEF_TEXT: Final = 150_000
"""Code points; the slowest of texts takes the engine two seconds for so many (docs/measurements.md)."""
_NOBODY: Final = "-"
REASON: Final = "its uploader's uploads took long to read, and those of others go first"
REASON_OF_ALL: Final = "it takes long to read, and many such uploads came at once"


def uploader_of(key: str, data: bytes = b"") -> str:
    """By whom it is: a feed, the sender of a mail, an API key (`new_upload_key`), else a folder of the bucket."""
    if key.startswith(MAIL) and "!" not in key and data:
        from tocsin.reading.mailfrom import sender_of  # noqa: PLC0415  # readers are loaded by the first upload

        return f"mail/{sender_of(data)}"
    folders = key.split("/")[1:-1]
    return "/".join(folders[: 2 if folders[:1] == ["feeds"] else 1]) or _NOBODY


def in_turns(records: Sequence[Mapping[str, Any]], bucket: str) -> list[Mapping[str, Any]]:
    """A batch in the order in which it is done: the first of each uploader, then the second of each, and so on.

    Among them another order at each delivery (`turn`).
    """
    seen: Counter[str] = Counter()
    order: list[tuple[int, Mapping[str, Any]]] = []
    for record in sorted(records, key=turn):
        uploader = _uploader_in(record, bucket)
        order.append((seen[uploader], record))
        seen[uploader] += 1
    return [record for _, record in sorted(order, key=lambda pair: pair[0])]


def wait_behind(
    services: Services, put: ObjectPut, upload: str, uploader: str, *, of_all: bool = False
) -> dict[str, str]:
    """Have an upload read when it is its uploader's turn again; what its state tells.

    `of_all`: the time of everybody is used up. How long one waits follows from its own uploads there too, so that who
    sends many puts back nobody else.
    """
    expires = services.expires(put.at)
    latest = datetime.fromtimestamp(expires, put.at.tzinfo) - timedelta(hours=1)
    until = stamp(min(services.efforts.turn(uploader), latest))
    services.uploads.wait(upload, until, written_put(put, services.settings.bucket), expires)
    fault("analyze.waiting")
    return {"until": until, "reason": f"it waits until {until}: {REASON_OF_ALL if of_all else REASON}"}


def _uploader_in(record: Mapping[str, Any], bucket: str) -> str:
    try:
        first = next(iter(read_intake(record["body"], bucket)), None)
    except InvalidInput:
        return _NOBODY
    return uploader_of(first.key) if isinstance(first, ObjectPut) else _NOBODY
