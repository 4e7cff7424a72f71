"""Live pages that declare nothing: blocks beside each other with a `time` element each are entries.

Extraction drops `time` elements, so each block is given its time as a paragraph, which is what `tocsin.text.entries`
looks for. Nothing is taken out or moved: a page that was none loses nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime, tzinfo
from typing import Final

from lxml import html

from tocsin.text.entries import LEAST, LEAST_TEXT, clock_of, direction

_MOST: Final = 500
_ELSEWHERE = re.compile(
    r"comment|reply|respon|disqus|related|recommend|teaser|card|promo|sidebar|latest|most-|footer|author|byline",
    re.IGNORECASE,
)
_ASIDE: Final = frozenset(("aside", "nav", "footer", "header", "table"))
_MOST_LINKED: Final = 0.3
"""Of a block's text: what lists other articles is mostly links."""
_LEAST_TOLD: Final = 0.6
"""Of the blocks that have as much text as an entry."""


def show_times(tree: html.HtmlElement, zone: tzinfo | None) -> str | None:
    """Put the times of entries into their blocks, in `zone`; the newest as ISO 8601, if their dates are told."""
    blocks: dict[html.HtmlElement, list[tuple[html.HtmlElement, datetime | str]]] = defaultdict(list)
    for element in list(tree.iter("time"))[:_MOST]:
        block, at = _block(element), _at(element)
        container = block.getparent()
        if container is not None and at is not None:
            blocks[container].append((block, at))
    groups = [group for container, group in blocks.items() if len(group) >= LEAST and _are_entries(container, group)]
    group = max(groups, key=len, default=[])
    dated = [at.astimezone(zone) for _, at in group if isinstance(at, datetime)]
    if dated and len(dated) < len(group):
        return None
    apart = len({at.date() for at in dated}) > 1
    shown = [f"{at:%Y-%m-%d %H:%M}" if apart else f"{at:%H:%M}" for at in dated] or [str(at) for _, at in group]
    clocks = [clock for line in shown if (clock := clock_of(line)) is not None]
    if direction(clocks) == 0 or len(clocks) < len(group):
        return None
    for (block, _), line in zip(group, shown, strict=True):
        block.insert(0, _paragraph(line, block))
    return max(dated).isoformat() if dated else None


def _block(element: html.HtmlElement) -> html.HtmlElement:
    """The largest element around a time that holds no other time."""
    block = element
    for parent in element.iterancestors():
        if parent.tag in {"body", "html"} or sum(1 for _ in parent.iter("time")) > 1:
            break
        block = parent
    return block


def _at(element: html.HtmlElement) -> datetime | str | None:
    """What it says in its attribute, with a zone; else the time of day that it shows."""
    try:
        found = datetime.fromisoformat((element.get("datetime") or "").strip())
    except ValueError:
        found = None
    if found is not None and found.tzinfo is not None:
        return found
    line = " ".join("".join(element.itertext()).split())
    return line if clock_of(line) is not None else None


def _are_entries(container: html.HtmlElement, group: list[tuple[html.HtmlElement, datetime | str]]) -> bool:
    around = [container, *container.iterancestors(), *(block for block, _ in group)]
    if any(one.tag in _ASIDE or _ELSEWHERE.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in around):
        return False
    if len({block.tag for block, _ in group}) > 1 or any(block.tag == "time" for block, _ in group):
        return False
    told = [block for block, _ in group if _told(block) >= LEAST_TEXT]
    return len(told) >= _LEAST_TOLD * len(group)


def _told(block: html.HtmlElement) -> int:
    """Characters of its text; none where much of it is links."""
    text = len(" ".join("".join(block.itertext()).split()))
    linked = sum(len(" ".join("".join(link.itertext()).split())) for link in block.iter("a"))
    return text if linked <= _MOST_LINKED * text else 0


def _paragraph(line: str, block: html.HtmlElement) -> html.HtmlElement:
    """Before what the block begins with, its own words too."""
    made = html.Element("p")
    made.text, made.tail, block.text = line, block.text, None
    return made
