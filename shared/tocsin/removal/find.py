"""Where what is to go stands: in an article, part by part, and in what the desk wrote itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from tocsin.aws.graves import plain_url
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.codec import to_json
from tocsin.errors import NotFound
from tocsin.model import Analysis
from tocsin.removal.model import Removal
from tocsin.stories.origins import lies_under
from tocsin.text.sounds import same_name, sound

MAX_APPEARANCES = 1_000
BETWEEN: Final = 1
"""Words that may stand between those of a name: a patronymic, an initial."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


def places_of(services: Services, head: Head, wanted: Removal) -> dict[str, int]:
    """How often it stands in which parts of an article; nothing where it does not."""
    if wanted.by == "publisher":
        is_of = _is_publisher(head.card.publisher, head.card.url, wanted.value)
        return {"publisher": 1} if is_of else {}
    if wanted.by == "url":
        return _at_url(services, head, plain_url(wanted.value))
    return _named_in(services, head, wanted.value)


def places_archived(row: Mapping[str, Any], wanted: Removal) -> dict[str, int]:
    """How often it stands in which parts of an article that the archive alone has yet, by its row of `articles`."""
    if wanted.by == "article":
        return {"archive": 1} if row["article"] == wanted.value else {}
    if wanted.by == "publisher":
        return {"publisher": 1} if _is_publisher(row["publisher"], row["url"], wanted.value) else {}
    if wanted.by == "url":
        return {"url": 1} if row["url"] is not None and plain_url(row["url"]) == plain_url(wanted.value) else {}
    parts = ("title", "byline", "publisher", "summary", "text")
    counts = {part: times_named(wanted.value, row[part] or "") for part in parts}
    return {part: count for part, count in counts.items() if count}


def times_named(name: str, text: str) -> int:
    """How often a text names somebody: all words of the name beside each other, in any order, case and alphabet.

    Words are compared by their sound (`tocsin.text.sounds`), which leaves out endings: what is found is for a person to
    look at.
    """
    wanted = [_heard(word) for word in _WORD.findall(name)]
    words = [_heard(word) for word in _WORD.findall(text)]
    if not wanted:
        return 0
    span = len(wanted) + BETWEEN
    return sum(
        same_name(wanted[0], word) and _all_near(wanted[1:], words[max(0, at - span + 1) : at + span])
        for at, word in enumerate(words)
        if word
    )


def elsewhere(services: Services, name: str) -> Iterator[str]:
    """What the desk wrote that names the person: watches, feeds, graded sources."""
    for watch in services.watches.all():
        if times_named(name, to_json(watch).decode()):
            yield f"watch {watch.id}"
    for feed in services.feeds.all():
        if times_named(name, feed.title or ""):
            yield f"feed {feed.id}"
    for grade in services.grades.all():
        if times_named(name, grade.note or ""):
            yield f"source {grade.domain}"


def _is_publisher(publisher: str | None, url: str | None, wanted: str) -> bool:
    """By the publisher's name, or by a domain that its address lies under."""
    wanted = " ".join(wanted.casefold().split())
    if publisher is not None and " ".join(publisher.casefold().split()) == wanted:
        return True
    return "." in wanted and url is not None and lies_under(url, wanted.removeprefix("www."))


def _at_url(services: Services, head: Head, wanted: str) -> dict[str, int]:
    seen = services.articles.appearances(head.card.id, MAX_APPEARANCES)
    urls = [head.card.url, *(one.url for one in seen)]
    count = len([url for url in urls[1:] or urls if url is not None and plain_url(url) == wanted])
    count = count or int(head.card.url is not None and plain_url(head.card.url) == wanted)
    return {"url": count} if count else {}


def _named_in(services: Services, head: Head, name: str) -> dict[str, int]:
    card = head.card
    try:
        text = services.objects.text(card.id)
        analysis: Analysis | None = services.articles.analysis(card.id, head.v)
    except NotFound:
        text, analysis = "", None
    claims = [claim.claimant.name for claim in analysis.claims if claim.claimant] if analysis else []
    parts = {
        "title": card.title or "",
        "byline": card.byline or "",
        "publisher": card.publisher or "",
        "summary": card.summary,
        "claimants": "\n".join(claims),
        "text": text,
    }
    counts = {part: times_named(name, told) for part, told in parts.items()}
    return {part: count for part, count in counts.items() if count}


def _all_near(wanted: list[str], near: list[str]) -> bool:
    return all(any(word and same_name(one, word) for word in near) for one in wanted)


@lru_cache(maxsize=1 << 15)
def _heard(word: str) -> str:
    """Twice, as the Latin letters that Cyrillic ones become are read like those of a Latin name."""
    return sound(sound(word))
