"""Live pages: entries with a time each become one text, the newest first, so that its newest line is its lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from tocsin.reading.dates import parse_date

LEAST: Final = 2
MOST: Final = 500
_FAR: Final = datetime(9000, 1, 1, tzinfo=UTC)
"""Whether a date lies ahead is for others to judge: here dates are only put in order."""


@dataclass(frozen=True, slots=True)
class Live:
    """The entries as one text, and when the newest was written, as it is written."""

    text: str
    newest: str | None


def live_entries(updates: Any, told: Callable[[Any], str | None], plain: Callable[[str], str]) -> Live | None:
    """`liveBlogUpdate` of schema.org's LiveBlogPosting; None where there are not two entries with a text.

    `told` makes text of a JSON value, `plain` plain text of a body. The order is that of their dates if each has one,
    else that of the document.
    """
    listed = [one for one in updates[:MOST] if isinstance(one, Mapping)] if isinstance(updates, list) else []
    entries = [(_date(one, told), text) for one in listed if (text := _text(one, told, plain))]
    if len(entries) < LEAST:
        return None
    times = [parse_date(date, now=_FAR) for date, _ in entries]
    if all(time is not None for time in times):
        order = sorted(range(len(entries)), key=lambda number: times[number] or _FAR, reverse=True)
        zone = (times[order[0]] or _FAR).tzinfo
        shown = [f"{(times[number] or _FAR).astimezone(zone):%Y-%m-%d %H:%M}" for number in order]
        text = "\n\n".join(f"{at}\n\n{entries[number][1]}" for at, number in zip(shown, order, strict=True))
        return Live(text, entries[order[0]][0])
    return Live("\n\n".join(text for _, text in entries), entries[0][0])


def _date(entry: Mapping[str, Any], told: Callable[[Any], str | None]) -> str | None:
    return told(entry.get("datePublished")) or told(entry.get("dateModified"))


def _text(entry: Mapping[str, Any], told: Callable[[Any], str | None], plain: Callable[[str], str]) -> str:
    headline, body = told(entry.get("headline")), told(entry.get("articleBody"))
    text = plain(body).strip() if body else ""
    return text if not headline or text.startswith(headline) else f"{headline}\n\n{text}".strip()
