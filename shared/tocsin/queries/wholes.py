"""A story with all its articles, as they are stored, for who decides of it or explains it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tocsin.aws.memory import Moved
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.errors import NotFound
from tocsin.stories.anew import Told
from tocsin.stories.casefile import CaseFile
from tocsin.stories.index import EVERYTHING, Posting, StoryState
from tocsin.stories.terms import read_terms

MAX_ANEW: Final = 100
"""Articles of stories that are worked out anew: some 4 s. What larger ones remember is joined and parted as it is."""
MAX_RARE: Final = 1_900
"""Terms whose rarity is looked up, `AT_ONCE` at a time."""
AT_ONCE: Final = 95


@dataclass(frozen=True, slots=True)
class Whole:
    """A story with its articles, in the order in which they came."""

    place: Moved
    file: CaseFile
    heads: tuple[Head, ...]

    @property
    def state(self) -> StoryState:
        return self.place.story

    @property
    def articles(self) -> tuple[str, ...]:
        return tuple(head.card.id for head in self.heads)


def read_whole(services: Services, place: Moved) -> Whole:
    """Its articles are those that are listed, and those that its file knows should a row come late."""
    story, file = place.story.id, services.stories.case_file(place.story.id)
    listed = services.stories.listed_articles(story)
    known = dict.fromkeys((*file.ledger.articles, *listed, place.story.last_article))
    heads = services.articles.heads([one for one in known if one], consistent=True)
    mine = [head for head in heads.values() if head.story == story]
    if not mine:
        raise NotFound("no article of this story is kept any more")
    return Whole(place, file, tuple(in_order(services, mine)))


def in_order(services: Services, heads: Sequence[Head]) -> list[Head]:
    """As they were correlated; those that still are come last."""
    came = services.alerts.whys([head.card.id for head in heads])
    return sorted(heads, key=lambda h: (came[h.card.id].at if h.card.id in came else "~", h.card.id))


def told_of(services: Services, heads: Sequence[Head]) -> list[Told] | None:
    """The articles as they are stored, in the order in which they came; None for too many, or where any has gone."""
    if len(heads) > MAX_ANEW:
        return None
    ordered = in_order(services, heads)
    analyses = services.articles.analyses(ordered)
    if len(analyses) < len(ordered):
        return None
    try:
        return [
            Told(
                head.article(services.objects.text(head.card.id)),
                analyses[head.card.id],
                datetime.fromisoformat(head.card.at),
            )
            for head in ordered
        ]
    except NotFound:
        return None


def postings_of(services: Services, texts: Sequence[str]) -> Mapping[str, Posting]:
    """What is known of the words of texts, as far as it is looked up: the rest counts as rare."""
    words = list(dict.fromkeys(word for text in texts for word in read_terms(text).words))[:MAX_RARE]
    found: dict[str, Posting] = {}
    for first in range(0, len(words), AT_ONCE):
        found |= services.stories.postings([EVERYTHING, *words[first : first + AT_ONCE]])
    return found
