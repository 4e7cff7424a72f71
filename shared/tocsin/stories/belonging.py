"""Why an article is in its story: what it shares with the others, what differs, how like they are. Pure.

Worked out anew from the texts as they are stored: likeness is to what the story is without the article.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tocsin.stories.agree import ENOUGH, Agreement
from tocsin.stories.anew import Told, state_anew, weighed_of
from tocsin.stories.latest import ALIKE, like_the_last
from tocsin.stories.lead import conflict, met, read_lead
from tocsin.stories.likeness import LEAST_LIKENESS, LEAST_NAMES, Likeness, StoryState, Weighed, compared
from tocsin.stories.terms import spellings

MAX_MET = 12
"""Words and names that are told, the weightiest first."""
LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two articles: the words, names, days and figures that met, and those in which they differ."""

    article: str
    title: str | None
    likeness: Likeness
    words: tuple[str, ...]
    names: tuple[str, ...]
    only_here: tuple[str, ...]
    """Names of the article that the other does not have."""
    only_there: tuple[str, ...]
    days: tuple[str, ...]
    """Of the year, as "month-day"."""
    figures: tuple[str, ...]
    terms: Agreement
    """What their leads have in common in terms of no language: places by ids, kinds of events, sites, figures."""
    one_day: float
    """Words and evidence of terms of two items of one day that tell one event in like words; 0 where that rule does not
    join them (`latest.like_the_last`)."""
    conflict: str | None
    """In what their leads tell two events, as `lead.conflict` says; None where they may tell one."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """An article and the rest of its story."""

    article: str
    title: str | None
    least: float
    """The likeness from which an article joins a story."""
    least_terms: float
    """The evidence of terms from which two leads tell one event in whatever words; `agree.PLENTY` in one language."""
    least_one_day: float
    """The likeness from which an article of the same day joins a story in whose last one it is told in like words."""
    least_names: float
    """The likeness of names below which two that both name somebody are never one story."""
    likeness: Likeness | None
    """To the story without the article; None for one that is alone in it."""
    meetings: tuple[Meeting, ...]
    """With the other articles, the likest first."""


def belonging(told: Told, others: Sequence[Told], rarity: Callable[[str], float]) -> Belonging:
    """Why `told` is in a story with `others`, which are in the order in which they came."""
    article = weighed_of(told.article.text, rarity)
    whole = compared(article, state_anew(_nothing(told), others, rarity)) if others else None
    meetings = [_meeting(told, article, other, rarity) for other in others]
    meetings.sort(key=lambda one: (-one.likeness.value, one.article))
    return Belonging(
        article=told.article.id,
        title=told.article.title,
        least=LEAST_LIKENESS,
        least_terms=ENOUGH,
        least_one_day=ALIKE,
        least_names=LEAST_NAMES,
        likeness=whole,
        meetings=tuple(meetings),
    )


def _meeting(told: Told, article: Weighed, other: Told, rarity: Callable[[str], float]) -> Meeting:
    theirs = weighed_of(other.article.text, rarity)
    spelled = spellings(f"{other.article.text}\n{told.article.text}")
    leads = [read_lead(one.article.text, one.article.title, one.at) for one in (told, other)]
    alone = state_anew(_nothing(other), [other], rarity)
    return Meeting(
        article=other.article.id,
        title=other.article.title,
        likeness=compared(article, alone),
        words=_met(article.terms, theirs.terms, spelled),
        names=_met(article.names, theirs.names, spelled),
        only_here=_alone(article.names, theirs.names, spelled),
        only_there=_alone(theirs.names, article.names, spelled),
        days=tuple(sorted(article.dates.days & theirs.dates.days)),
        figures=tuple(sorted(article.figures & theirs.figures)),
        terms=met(*leads),
        one_day=like_the_last(article, leads[0], alone),
        conflict=conflict(*leads),
    )


def _nothing(told: Told) -> StoryState:
    return StoryState(told.article.id, None, told.at, told.at, 0, {}, told.article.id)


def _met(ours: Mapping[str, float], theirs: Mapping[str, float], spelled: Mapping[str, str]) -> tuple[str, ...]:
    """Of both, those first that weigh most in both; words too short to say anything are left out."""
    shared = (term for term in ours if term in theirs and all(len(word) >= LEAST_LETTERS for word in term.split()))
    ranked = sorted(shared, key=lambda term: (-ours[term] * theirs[term], term))
    return tuple(_written(term, spelled) for term in ranked[:MAX_MET])


def _alone(ours: Mapping[str, float], theirs: Mapping[str, float], spelled: Mapping[str, str]) -> tuple[str, ...]:
    alone = sorted((term for term in ours if term not in theirs), key=lambda term: (-ours[term], term))
    return tuple(_written(term, spelled) for term in alone[:MAX_MET])


def _written(term: str, spelled: Mapping[str, str]) -> str:
    return " ".join(spelled.get(word, word) for word in term.split())
