"""Which of a page's headings is its article's, where neither JSON-LD nor a meta element tells."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from lxml import html

from tocsin.reading.markup import first, line_of
from tocsin.reading.standfirst import compared

_PARTS: Final = re.compile(r"\s+(?:[|–—·•»«›:/-]+|\\)\s+|\s*[|»]\s*")
"""Between the headline and the site's name in a page's title, in either order."""
_MOST: Final = 60
"""Headings that are looked at: behind them come those of lists and comments."""
_HOME: Final = frozenset(("/", "./", "../", "index.html", "/index.html", "index.php", "/index.php"))


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
