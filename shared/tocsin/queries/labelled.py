"""What desks decided of stories, as labelled pairs of articles to measure the logic by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tocsin.aws.lists import FIRST_TIME, LAST_TIME
from tocsin.aws.services import Services
from tocsin.errors import NotFound
from tocsin.stories.decisions import LabelledPair, labelled

AT_ONCE: Final = 200
"""Decisions that are read together."""


@dataclass(frozen=True, slots=True)
class PairOfTexts:
    """Two articles' headlines and texts, and whether the desk holds them to be one story."""

    first: str
    second: str
    same: bool
    decision: str


def labelled_pairs(services: Services, since: str = FIRST_TIME, until: str = LAST_TIME) -> Iterator[LabelledPair]:
    """Of all decisions of that time (`stamp`s) that stand, the newest first."""
    while found := services.decisions.newest(since, until, AT_ONCE):
        for decision in found:
            yield from labelled(decision)
        until = found[-1].id


def with_texts(services: Services, pairs: Iterable[LabelledPair]) -> Iterator[PairOfTexts]:
    """Without pairs of which an article was taken down or has expired."""
    for pair in pairs:
        first, second = (_text(services, article) for article in (pair.one, pair.other))
        if first is not None and second is not None:
            yield PairOfTexts(first, second, pair.same, pair.decision)


def _text(services: Services, article: str) -> str | None:
    head = services.articles.find(article)
    if head is None:
        return None
    try:
        text = services.objects.text(article)
    except NotFound:
        return None
    title = head.card.title
    return text if not title or text.startswith(title) else f"{title}\n\n{text}"
