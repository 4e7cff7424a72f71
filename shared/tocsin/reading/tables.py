"""Tables and lists taken into articles: CSV by a mapping that is stated, JSON lines, arrays of JSON articles."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any, Final

from tocsin.errors import Rejected, Unreadable, UnsupportedType
from tocsin.reading.bounds import Bounds
from tocsin.reading.newsjson import article_in, load
from tocsin.reading.parts import Part, numbered

FIELDS: Final = ("title", "text", "byline", "publisher", "url", "published_at", "language")
_WRAPPERS: Final = ("items", "articles", "results", "data", "_items")
_DELIMITERS: Final = (",", ";", "\t", "|")
_LONGEST_CELL: Final = 1024 * 1024
_JSON: Final = "application/json"


def rows_in(text: str, mapping: str) -> Iterator[Part]:
    """An article a row, by `text=Body; title=Headline; url=Link`: fields to names of columns.

    Raises `UnsupportedType` for a mapping that does not fit the table.
    """
    csv.field_size_limit(_LONGEST_CELL)
    wanted = _mapping(mapping)
    first = text.lstrip("\ufeff").partition("\n")[0]
    reader = csv.DictReader(StringIO(text.lstrip("\ufeff")), delimiter=max(_DELIMITERS, key=first.count))
    columns = {name.strip().casefold(): name for name in reader.fieldnames or ()}
    missing = [column for column in wanted.values() if column.casefold() not in columns]
    if missing:
        raise UnsupportedType(
            f"this table has no column {', '.join(missing)[:200]}; its columns are {', '.join(columns.values())[:300]}"
        )
    chosen = {field: columns[column.casefold()] for field, column in wanted.items()}
    try:
        articles = [{field: row.get(name) or "" for field, name in chosen.items()} for row in reader]
    except csv.Error as error:
        raise Unreadable("this table is malformed; export it again as CSV in UTF-8") from error
    return numbered((_written(one) for one in articles if one["text"].strip()), "row", "json", _JSON)


def lines_in(text: str) -> Iterator[Part]:
    """A part a line, also where a line is no JSON: the part then says so by itself."""
    return numbered(
        (line.encode() for line in text.lstrip("\ufeff").splitlines() if line.strip()), "line", "json", _JSON
    )


def are_lines(text: str) -> bool:
    """Whether the first two lines are each a JSON object by itself."""
    lines = [line for line in text.lstrip("\ufeff").splitlines()[:20] if line.strip()][:2]
    try:
        return len(lines) == 2 and all(isinstance(json.loads(line), dict) for line in lines)
    except (ValueError, RecursionError):
        return False


def articles_in(text: str, bounds: Bounds) -> Iterator[Part] | None:
    """The articles of an array, or of an object around one; None where there are not two, or it is another thing."""
    try:
        value = load(text, bounds)
    except Rejected:
        return None
    listed = value if isinstance(value, list) else _wrapped(value, bounds)
    if listed is None or len(listed) < 2 or not all(_is_article(one, bounds) for one in listed[:2]):
        return None
    return numbered((_written(one) for one in listed), "item", "json", _JSON)


def _wrapped(value: Any, bounds: Bounds) -> list[Any] | None:
    if not isinstance(value, Mapping) or _is_article(value, bounds):
        return None
    return next((value[name] for name in _WRAPPERS if isinstance(value.get(name), list)), None)


def _is_article(value: Any, bounds: Bounds) -> bool:
    if not isinstance(value, Mapping):
        return False
    try:
        return article_in(value, _JSON, bounds) is not None
    except Rejected:
        return True  # an article that cannot be read is told as that


def _mapping(written: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in written.split(";") if pair.strip())
    found = {field.strip().lower().replace("-", "_"): column.strip() for field, _, column in pairs}
    unknown = sorted(found.keys() - set(FIELDS))
    if unknown or "text" not in found or not all(found.values()):
        raise UnsupportedType(
            "`csv-columns` names fields and columns as `text=Body; title=Headline`; fields are "
            f"{', '.join(FIELDS)}, and text is needed"
        )
    return found


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
