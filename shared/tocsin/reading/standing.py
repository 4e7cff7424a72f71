"""What an agency says of an item beside its text: which item it is, which version, and whether it may be used.

NewsML-G2, NITF and ninjs say the same in other words; they are read into `Signals`, and settled here into a `Standing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from tocsin.errors import Rejected
from tocsin.reading.dates import parse_date

Held = Literal["canceled", "withheld"]
_HELD: Final[dict[str, Held]] = {
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    "withheld": "withheld",
}
_REASONS: Final[dict[Held, str]] = {
    "canceled": "its publisher has canceled this item: what it told is withdrawn",
    "withheld": "its publisher withholds this item: it may not be used",
}
_AHEAD: Final = timedelta(days=36_525)
"""How far ahead an embargo is believed: a century."""
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Signals:
    """As the document has it."""

    item: str | None = None
    """What all versions of the item have in common: `guid`, `du-key`, `uri`."""
    version: str | None = None
    created: tuple[str, ...] = ()
    status: str | None = None
    """A word, a QCode or a URI."""
    embargo: str | None = None
    """A date; empty where the item is embargoed and no date is told; None where it is not."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The same, settled."""

    item: str | None = None
    version: int | None = None
    created: datetime | None = None
    held: Held | None = None
    embargo: datetime | None = None
    """Before this it may not be used; also where that is over."""


class Withheld(Rejected):
    """The publisher says that the item may not be used: canceled, withheld, embargoed until nobody knows when.

    `standing` says which item, and whether its earlier versions are withdrawn with it.
    """

    code = "withheld"

    def __init__(self, message: str, standing: Standing | None = None) -> None:
        super().__init__(message)
        self.standing = standing or Standing()


def standing_of(signals: Signals | None, *, now: datetime) -> Standing:
    """Raises `Withheld` for what may not be used now and at no time that is told."""
    if signals is None:
        return Standing()
    item = " ".join((signals.item or "").split())
    version = (signals.version or "").strip()
    created = (parse_date(written, now=now) for written in signals.created)
    standing = Standing(
        item[:_LONGEST] or None,
        int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
        next((date for date in created if date is not None), None),
        _HELD.get((signals.status or "").strip().lower().rpartition("/")[2].rpartition(":")[2]),
        parse_date(signals.embargo, now=now + _AHEAD) if signals.embargo else None,
    )
    if standing.held is not None:
        raise Withheld(_REASONS[standing.held], standing)
    if signals.embargo is not None and standing.embargo is None:
        raise Withheld(
            "its publisher embargoed this item, and until when cannot be read: a later version tells", standing
        )
    return standing


def embargo_note(embargo: str | None) -> tuple[str, ...]:
    """For whoever reads the article: that it is or was not to be used before a time."""
    return (f"Its publisher embargoed it until {' '.join(embargo.split())[:40]}.",) if embargo else ()
