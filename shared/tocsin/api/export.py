"""Lists as tables and as JSON lines: `format=`, or `Accept`, on those that `EXPORTED` names.

The page stays what it is, its bounds and filters too; what follows it is told by a header `Link` with `rel="next"`
(RFC 8288), and its cursor by `Tocsin-Next`. A page of less than 3 MB of JSON is less than Lambda's 6 MB as a table too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from tocsin.errors import InvalidInput
from tocsin.reports.export import Format, Kind, csv_table, json_lines

EXPORTED: Final[dict[str, Kind]] = {"/v1/claims": "claims", "/v1/stories": "stories", "/v1/alerts": "alerts"}
MEDIA_TYPES: Final[dict[Format, str]] = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
}
NEXT: Final = "Tocsin-Next"


def format_of(query: Mapping[str, str], accept: str) -> Format | None:
    """What a list is wanted in: as `format` says, else by the first type of `Accept`; None for the page of JSON.

    Raises `InvalidInput`.
    """
    told = query.get("format")
    taken = accept.partition(",")[0].partition(";")[0].strip().lower()
    by_type: dict[str, Format] = {media.partition(";")[0]: name for name, media in MEDIA_TYPES.items()}
    chosen = by_type.get(taken) if told is None else next((name for name in MEDIA_TYPES if name == told), None)
    if told is not None and chosen is None:
        raise InvalidInput("is csv or jsonl", where="format")
    if chosen == "csv" and "fields" in query:
        raise InvalidInput("tables have columns of their own; leave it out, or take jsonl", where="fields")
    return chosen


def exported(
    path: str, query: Mapping[str, str], told: Mapping[str, Any], wanted: Format
) -> tuple[str, dict[str, str]]:
    """The body and headers of a page in another format."""
    items, following = told["items"], told["next"]
    first = "cursor" not in query
    body = csv_table(EXPORTED[path], items, head=first) if wanted == "csv" else json_lines(items)
    headers = {"Content-Type": MEDIA_TYPES[wanted]}
    if following:
        where = urlencode({**query, "format": wanted, "cursor": following})
        headers |= {"Link": f'<{path}?{where}>; rel="next"', NEXT: following}
    return body, headers
