"""When a page says that it was published: meta elements, `time` elements, visible dates, in the order of trust.

htmldate, which comes with trafilatura, is asked where none of them can be read: it knows more places, but no times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import html

_NOT_PUBLISHED = re.compile(r"modif|updat|revis|expir|access|copyright|event|birth|valid|crawl|build", re.IGNORECASE)
_META_RANKS = (
    re.compile(r"publish(?!er)|pub(?:lication)?(?:date|time)|issued|firstpub|releasedate"),
    re.compile(r"creat(?:ed|ion)|post(?:ed|date)|dateposted|datecreated"),
    re.compile(
        r"(?:^|dc|dcterms|sailthru|article|display|doc|story|content|citation|og)date(?:time)?$|^[pg](?:en)?time$"
    ),
)
"""What a meta element's name says of its date, once all but letters and digits are gone: `rnews:datePublished`."""
_NAMES = ("property", "name", "itemprop", "http-equiv")
_SIGNS = re.compile(r"[^a-z0-9]+")
_DATED_CLASS = re.compile(
    r"(?:^|[\s_-]|(?<=[a-z]))(?:[Dd]ate(?:line|time)?|[Dd]atum|[Ff]echa|[Pp]ublish(?:ed|Date|-date|On|Time)?|[Pp]ub-?[Dd]ate|"
    r"[Pp]osted(?:-?[Oo]n)?|[Tt]imestamp|[Tt]ime)(?:$|[\s_-]|(?=[A-Z]))"
)
_YEAR = re.compile(r"(?:19|20)\d\d|\b\d{1,2}[./]\d{1,2}[./]\d\d\b")
_LED = re.compile(
    r"^(?:written|published|posted|created|erstellt am|erschienen am|veröffentlicht(?: am)?|publi[ée] le|"
    r"publicado(?: el)?|опубликовано|опубліковано)\s*:?\s+",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"[\s/|,;·(–-]*\b(?:last )?(?:updated|modified|aktualisiert|geändert|mis à jour|actualizado|обновлено|"
    r"оновлено)\b.*",
    re.IGNORECASE,
)
"""Behind the date of publication, that of a change."""
_ELSEWHERE = frozenset(("nav", "aside", "footer"))
_ELSEWHERE_CLASS = re.compile(
    r"related|recommend|teaser|comment|sidebar|footer|most-|latest|promo|newsletter", re.IGNORECASE
)
_BESIDE_HEADING = "following::*[position() <= 40] | preceding::*[position() <= 15]"
"""Elements so near to the headline that a date in them is the article's."""
_FEWEST_TO_SORT = 2
_LONGEST = 80
_MOST = 30
"""Candidates of one kind that are looked at."""


def dates_in(tree: html.HtmlElement) -> Iterator[str]:
    """What may be the date of publication, as written, the most trusted first."""
    yield from _of_meta(tree)
    marked = tree.xpath("//*[@itemprop='datePublished' or @itemprop='dateCreated' or @pubdate]")
    yield from _written(marked)
    times = [time for time in tree.iter("time") if not _says_another(time)]
    heading = next(tree.iter("h1"), None)
    yield from _written(_near(times, heading))
    named = (e for e in tree.iter("span", "div", "p", "li", "em", "small", "dd", "b", "i", "abbr") if _is_dated(e))
    yield from _written(_near(list(named), heading))


def guessed(tree: html.HtmlElement, url: str | None, now: datetime) -> str | None:
    """The day that htmldate finds up to `now`. None for a first of January too, by which it tells a year alone."""
    from htmldate import find_date  # noqa: PLC0415 - loaded when needed

    latest = now.strftime("%Y-%m-%d")
    for extensive in (False, True):  # 3 ms a page, and 14 for those on which the first finds nothing
        day = find_date(tree, original_date=True, url=url, max_date=latest, extensive_search=extensive)
        if day is not None and not day.endswith("-01-01"):
            return day
    return None


def _of_meta(tree: html.HtmlElement) -> Iterator[str]:
    ranked: list[list[str]] = [[] for _ in _META_RANKS]
    for meta in tree.iter("meta"):
        content = (meta.get("content") or meta.get("datetime") or "").strip()
        name = next((value for key in _NAMES if (value := meta.get(key))), "")
        if not content or len(content) > _LONGEST or not any(map(str.isdigit, content)) or _NOT_PUBLISHED.search(name):
            continue
        key = _SIGNS.sub("", name.lower())
        rank = next((number for number, names in enumerate(_META_RANKS) if names.search(key)), None)
        if rank is not None:
            ranked[rank].append(content)
    for found in ranked:
        yield from found[:_MOST]


def _near(elements: list[html.HtmlElement], heading: html.HtmlElement | None) -> list[html.HtmlElement]:
    """Those at the heading first, then of the article, then behind the heading, the others; menus and teasers last."""
    if len(elements) < _FEWEST_TO_SORT:
        return elements
    before = set() if heading is None else set(heading.xpath("preceding::*"))
    beside = set() if heading is None else set(heading.xpath(_BESIDE_HEADING))

    def distance(element: html.HtmlElement) -> tuple[bool, bool, bool, bool]:
        around = [element, *element.iterancestors()]
        elsewhere = any(a.tag in _ELSEWHERE or _ELSEWHERE_CLASS.search(a.get("class") or "") for a in around)
        return elsewhere, element not in beside, element in before, all(a.tag != "article" for a in around)

    return sorted(elements[:_MOST], key=distance)


def _written(elements: list[html.HtmlElement]) -> Iterator[str]:
    for element in elements[:_MOST]:
        for value in (
            element.get("datetime"),
            element.get("content"),
            _instant(element),
            _shown(element),
        ):
            if value and len(value) <= _LONGEST and any(map(str.isdigit, value)):
                yield value


def _shown(element: html.HtmlElement) -> str:
    """The element's text from the date of publication on, up to that of a change."""
    return _LED.sub("", _CHANGED.sub("", " ".join("".join(element.itertext()).split())))


def _instant(element: html.HtmlElement) -> str | None:
    """The date in the title of an abbreviation, where microformats keep it."""
    return element.get("title") if element.tag == "abbr" else None


def _says_another(element: html.HtmlElement) -> bool:
    """Whether the element or the one around it says that its date is of a change."""
    parent = element.getparent()
    names = (e.get(key) or "" for e in (element, parent) if e is not None for key in ("class", "itemprop", "id"))
    return any(_NOT_PUBLISHED.search(name) and "publish" not in name.lower() for name in names)


def _is_dated(element: html.HtmlElement) -> bool:
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    if len(name) < 3 or not _DATED_CLASS.search(name) or _says_another(element):
        return False
    text = "".join(element.itertext())
    return len(text) <= 2 * _LONGEST and bool(_YEAR.search(text))
