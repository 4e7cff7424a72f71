"""Claims, stories and alerts as tables for spreadsheets (CSV) and as JSON lines for programs.

Rows are made of what the API lists: objects of JSON. A spreadsheet may run a cell that begins like a formula, and what
an article says is anybody's, so a cell of text that begins with one of `= + - @ '`, a tab or an end of line (or the
full-width form of one) gets a `'` before it, and every cell stands in quotation marks, whichever sign parts columns.
Who takes one leading `'` off each cell has what was there.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

Kind = Literal["claims", "stories", "alerts"]
Format = Literal["csv", "jsonl"]
Item = Mapping[str, Any]

COLUMNS: Final[dict[Kind, dict[str, str]]] = {
    "claims": {
        "at": "at",
        "claimant": "claim.claimant.name",
        "role": "claim.claimant.role",
        "kind": "claim.kind",
        "polarity": "claim.polarity",
        "hedged": "claim.hedged",
        "words": "claim.text",
        "state": "state",
        "origins": "origins",
        "title": "title",
        "publisher": "publisher",
        "url": "url",
        "article": "article",
        "story": "story",
        "claim": "claim.id",
        "spans": "claim.spans",
    },
    "stories": {
        "id": "id",
        "title": "title",
        "first_at": "first_at",
        "last_at": "last_at",
        "articles": "articles",
    },
    "alerts": {
        "raised_at": "alert.raised_at",
        "sent_at": "sent_at",
        "watch": "alert.watch",
        "type": "alert.msg_type",
        "severity": "alert.severity",
        "title": "alert.title",
        "summary": "alert.summary",
        "topics": "alert.topics",
        "places": "alert.places",
        "origins": "alert.origins",
        "publisher": "alert.publisher",
        "url": "alert.url",
        "article": "alert.article",
        "story": "alert.story",
        "follows": "alert.references",
        "id": "alert.id",
    },
}
"""The columns of a table, and where their values stand in an item of the list."""
BOM: Final = "\ufeff"
"""Without it spreadsheets take UTF-8 for the code page of the machine; readers of CSV leave it out (`utf-8-sig`)."""
_FORMULA: Final = tuple("=+-@'\t\r\n＝＋－＠")


def cell(value: object) -> str:
    """A value as a cell: lists with `; ` between their parts, nothing for null, text so that it is no formula."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return str(value)
        case list() | tuple():
            return _inert("; ".join(_text(part) for part in value))
    return _inert(str(value))


def csv_table(kind: Kind, items: Iterable[Item], *, head: bool) -> str:
    """RFC 4180, each line with its CR LF; `head` for the first page, with the names of the columns and a mark of UTF-8.

    Pages put one behind the other are one table.
    """
    columns = COLUMNS[kind]
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    if head:
        out.write(BOM)
        writer.writerow(columns)
    writer.writerows([cell(_at(item, path)) for path in columns.values()] for item in items)
    return out.getvalue()


def json_lines(items: Iterable[Item]) -> str:
    """Each item whole, as the API lists it, on a line of its own."""
    return "".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in items)


def _text(part: object) -> str:
    return f"{part['start']}-{part['end']}" if isinstance(part, dict) else str(part)


def _inert(text: str) -> str:
    plain = text.replace("\0", "")
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def _at(item: Item, path: str) -> object:
    value: Any = item
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
