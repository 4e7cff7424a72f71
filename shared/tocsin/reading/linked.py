"""The JSON-LD of a page, as pages really write it: commented out, encoded, with a comma too many, in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml import html

from tocsin.errors import Rejected, Unreadable
from tocsin.reading.bounds import Bounds
from tocsin.reading.newsjson import load

_MEDIA = "application/ld+json"
_WRAPPED = re.compile(
    r"\A\s*(?:(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--)?(?P<json>.*?)(?:(?://|/\*)?\s*\]\]>\s*(?:\*/)?|-->)?\s*;?\s*\Z",
    re.DOTALL,
)
_STRING_OR_COMMA = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|,\s*(?=[\]}])', re.DOTALL)
_MOST_SCRIPTS = 50


def linked_values(tree: html.HtmlElement, bounds: Bounds) -> Iterator[Any]:
    """The value of each JSON-LD script; what cannot be read with patience is passed over."""
    scripts = (s for s in tree.iter("script") if (s.get("type") or "").split(";")[0].strip().lower() == _MEDIA)
    for _, script in zip(range(_MOST_SCRIPTS), scripts, strict=False):
        try:
            yield patiently(script.text or "", bounds)
        except Rejected:
            continue


def patiently(text: str, bounds: Bounds) -> Any:
    """The JSON in a script. Raises a `Rejected` where it breaks a bound or is none even after mending."""
    wrapped = _WRAPPED.match(text)
    inside = wrapped["json"].strip() if wrapped else text
    try:
        return load(inside, bounds)
    except Unreadable:
        mended = unescape(inside) if inside[:2] in ("{&", "[&", "[{") and '"' not in inside else inside
        return load(_STRING_OR_COMMA.sub(_without_trailing, mended), bounds)


def _without_trailing(match: re.Match[str]) -> str:
    return match.group() if match.group().startswith('"') else ""
