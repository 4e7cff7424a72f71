"""One upload that holds many articles becomes many uploads, each with a key, a state and a reason of its own.

`uploads/archive.zip` becomes `uploads/archive.zip!folder/a.html` and so on. A key is made of what lies where, and an
object that lies there already with the same bytes is not put again: a crash in the middle starts nothing twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.aws.keys import upload_id
from tocsin.steps.fault import fault
from tocsin.steps.held import scope_of

if TYPE_CHECKING:
    from tocsin.aws.objects import Stored
    from tocsin.aws.services import Services
    from tocsin.reading.parts import Parts

_LONGEST_KEY = 1_000
"""Bytes; S3 takes 1,024."""
_LEAST_SECONDS = 5.0
"""That an invocation has to have left for one more part: a time-out would fail all of its batch."""


class Unfinished(Exception):
    """Some parts are not put yet; the next delivery goes on there."""


def parts_of(stored: Stored, key: str, now: datetime) -> Parts | None:
    """What the object is to be taken into; None for one article. Raises a `Rejected`."""
    from tocsin.reading.split import split_upload  # noqa: PLC0415  # readers are loaded by the first upload

    name = key.rpartition("/")[2]
    found = split_upload(stored.data, name=name, content_type=stored.content_type, metadata=stored.metadata)
    return found if found is not None else _items_of(stored, now)


def hand_out(services: Services, key: str, stored: Stored, parts: Parts, expires: int) -> None:
    """Put each part that is not there yet. The list of them is noted first, so that none is put unaccounted for.

    Raises `Unfinished` when the time of the invocation is over.
    """
    from tocsin.reading.parts import depth_of, inherited, share_of  # noqa: PLC0415  # as above

    names = [_key(key, part.name) for part in parts.parts]
    services.uploads.note_parts(upload_id(key), names, expires)
    fault("split.noted")
    common = {
        **inherited(stored.metadata),
        "parent": key,
        "depth": str(depth_of(stored.metadata) + 1),
        "room": str(share_of(stored.metadata, len(names))),
    }
    for name, part in zip(names, parts.parts, strict=True):
        if services.time_left() < _LEAST_SECONDS:
            raise Unfinished("too little time is left in this invocation for all parts")
        services.objects.put_part(name, part.data, part.content_type, {**common, **part.metadata})
    fault("split.handed-out")


def _key(whole: str, part: str) -> str:
    """Under the upload's own key, or, where that is too long, in the folder of whoever uploaded it."""
    key = f"{whole}!{part}"
    home = scope_of(whole).rstrip("/") or "uploads"
    return key if len(key.encode()) <= _LONGEST_KEY else f"{home}/parts/{upload_id(whole)}!{part}"


def _items_of(stored: Stored, now: datetime) -> Parts | None:
    """The items of a feed that somebody uploaded, which carry their text; those that are links alone are told."""
    from tocsin.feeds.uploaded import feed_parts  # noqa: PLC0415  # as above
    from tocsin.reading.parts import MOST_PARTS, room_in  # noqa: PLC0415  # as above

    most = min(MOST_PARTS, room_in(stored.metadata))
    return feed_parts(stored.data, stored.content_type, now, most=most)
