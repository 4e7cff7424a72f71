"""Which of a page's headings is its article's headline, as readers see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from lxml import html

from tocsin.reading.markup import first, line_of
from tocsin.reading.standfirst import compared

_PARTS: Final = re.compile(r"\s+(?:[|–—·•»«›:/-]+|\\)\s+|\s*[|»]\s*")
"""Between the headline and the site's name in a page's title, in either order."""
_MOST: Final = 60
"""Headings that are looked at: behind them come those of lists and comments."""
_MOST_FIRST: Final = 10
_HOME: Final = frozenset(("/", "./", "../", "index.html", "/index.html", "index.php", "/index.php"))
_ELSEWHERE: Final = frozenset(("nav", "aside", "footer"))
_BESIDE: Final = re.compile(
    r"kicker|eyebrow|roof-?line|dach-?zeile|(?:top|over|sub|pre|supra)-?_?(?:line|title|head)|section|label|category|"
    r"invisible|hidden|sr-only|screen-?reader",
    re.IGNORECASE,
)
"""Classes of what is set over, under or unseen inside of a heading: a kicker, a subtitle, the site's name."""
_UNSEEN: Final = re.compile(r"visually-?hidden|sr-only|screen-?reader|element-invisible", re.IGNORECASE)
_SHORTEST: Final = 15
"""Letters and digits of a headline that is believed for a likeness. Shorter headings name a section."""
_ALIKE: Final = 0.5
"""Of the threes of letters of the shorter one that a heading and what the page calls itself have in common."""


def shown_heading(tree: html.HtmlElement, stated: Iterable[str], sites: Iterable[str | None]) -> str | None:
    """The first heading that says what one of `stated` says, in its own words: the headline on the page itself.

    What a page states for search engines and for those who share it is often shorter, older or louder.
    None where no heading is like it, or one is only a kicker and the stated headline in a single line.
    """
    own = {compared(site) for site in sites if site}
    keys = [key for one in stated if len(key := compared(one)) >= _SHORTEST]
    found = [text for text in _first_headings(tree) if len(compared(text)) >= _SHORTEST and compared(text) not in own]
    likest = max(found, key=lambda text: _likeness(compared(text), keys), default="")
    key = compared(likest)
    if not key or _likeness(key, keys) < _ALIKE:
        return None
    cut = likest.endswith(("...", "…")) and any(key != other and key in other for other in keys)
    return None if cut or any(key != other and key.endswith(other) for other in keys) else likest


def _first_headings(tree: html.HtmlElement) -> Iterator[str]:
    for heading in islice(tree.iter("h1"), _MOST_FIRST):
        apart = _leads_home(heading) or any(around.tag in _ELSEWHERE for around in heading.iterancestors())
        if not apart and not _UNSEEN.search(heading.get("class") or ""):
            yield _headline_of(heading)


def _headline_of(heading: html.HtmlElement) -> str:
    """The heading's text without what stands beside the headline in it, by the names of its elements."""
    whole = line_of(heading)
    beside = [e for e in heading.iterdescendants() if isinstance(e.tag, str) and _BESIDE.search(e.get("class") or "")]
    rest = whole
    for text in filter(None, map(line_of, beside)):
        rest = (
            rest.removeprefix(text).strip(" :|–-") if rest.startswith(text) else rest.removesuffix(text).strip(" |–-")
        )
    return rest if len(compared(rest)) >= _SHORTEST else whole


def _likeness(key: str, others: Iterable[str]) -> float:
    threes = _threes(key)
    return max((len(threes & other) / min(len(threes), len(other)) for other in map(_threes, others)), default=0.0)


def _threes(key: str) -> set[str]:
    return {key[start : start + 3] for start in range(max(1, len(key) - 2))}


def confirmed_heading(tree: html.HtmlElement) -> str | None:
    """The heading that is a part of the page's title: of several the one that is not the site's name over every page.

    The site's name leads home, or is the shorter one; a first heading that the title does not know ("Menu") is none.
    """
    parts = {compared(part) for part in _PARTS.split(first(tree, "//title[1]") or "")} - {""}
    whole = compared(first(tree, "//title[1]") or "")
    headings = list(islice(tree.iter("h1", "h2"), _MOST))
    told = [(heading, " ".join(line_of(heading).split())) for heading in headings]
    found = [
        (heading, text) for heading, text in told if compared(text) in parts or (whole and compared(text) == whole)
    ]
    if not found:
        return None
    own = [text for heading, text in found if not _leads_home(heading)] or [text for _, text in found]
    return max(own, key=lambda text: len(compared(text)))


def _leads_home(heading: html.HtmlElement) -> bool:
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(link.get("href", "") in _HOME or link.get("rel") == "home" for link in links)
