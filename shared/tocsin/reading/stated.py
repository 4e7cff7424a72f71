"""What an upload's own metadata said and could not be taken is told in its notes: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches

FIELDS = ("title", "byline", "publisher", "url", "published-at", "language")
_SHOWN = 60
_LIKE = 0.75
"""Likeness of a name to one that is read from which it is a slip ("published-on") and not another program's own."""
_EXPECTED = {
    "title": "one line of 500 characters at most",
    "byline": "one line of 500 characters at most",
    "publisher": "one line of 500 characters at most",
    "url": "an http or https URL of 2,048 characters at most",
    "published-at": "a date such as 2026-11-09T07:30:00Z that is not ahead of the upload",
    "language": "a code of ISO 639-1 such as uk",
}


def untaken(said: Mapping[str, str], take: Mapping[str, Callable[[str], object]]) -> tuple[str, ...]:
    """Notes on values of metadata (by name, decoded) of which `take` makes nothing, and on names like those read."""
    notes = []
    for name, value in said.items():
        if name in take and not take[name](value):
            notes.append(f"The metadata {name} ({_shown(value)}) was left out: expected {_EXPECTED[name]}.")
        elif name not in take and (meant := get_close_matches(name, FIELDS, n=1, cutoff=_LIKE)):
            notes.append(f"The metadata {_shown(name)} is not read; {meant[0]} is.")
    return tuple(notes)


def _shown(value: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in value)
    return printable if len(printable) <= _SHOWN else f"{printable[:_SHOWN]}..."
