"""Stories and their files worked out anew from the articles that a desk put into them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.model import Analysis, Article
from tocsin.stories.casefile import CaseFile, add_article
from tocsin.stories.index import MAX_COMPARED_TERMS
from tocsin.stories.lead import read_lead
from tocsin.stories.likeness import StoryState, Trace, Weighed, weighed, with_article, with_lead
from tocsin.stories.origins import Sources
from tocsin.stories.terms import read_terms


@dataclass(frozen=True, slots=True)
class Told:
    """An article of a story as it is stored, with the time under which it was entered."""

    article: Article
    analysis: Analysis
    at: datetime


def file_anew(told: Sequence[Told], sources: Sources, before: CaseFile, traces: Mapping[str, Trace]) -> CaseFile:
    """The file after these articles, in the order in which they came, as the next version of `before`."""
    file = CaseFile()
    for one in told:
        trace = traces.get(one.article.id)
        file = add_article(file, one.article, one.analysis, sources, one.at, trace=trace).file
    return replace(file, version=before.version + 1, parts=before.parts)


def traces_of(*files: CaseFile) -> dict[str, Trace]:
    """What is remembered of the articles of files, by their ids."""
    return {one.article: one.trace for file in files for one in file.members if one.trace is not None}


def state_anew(state: StoryState, told: Sequence[Told], rarity: Callable[[str], float]) -> StoryState:
    """`state` as if it had these articles alone; version, kin and decisions are not touched."""
    last = told[-1].article.id
    times = [one.at for one in told]
    fresh = StoryState(state.id, state.title, min(times), max(times), 0, {}, last, state.version)
    for one in told:
        article = weighed_of(one.article.text, rarity)
        fresh = replace(with_article(article, fresh), size=fresh.size + 1)
        fresh = with_lead(read_lead(one.article.text, one.article.title, one.at), fresh)
    title = state.title or told[0].article.title
    return replace(fresh, title=title, kin=state.kin, offshoots=state.offshoots, decisions=state.decisions)


def weighed_of(text: str, rarity: Callable[[str], float]) -> Weighed:
    """An article as it is compared with stories."""
    return weighed(read_terms(text), rarity, MAX_COMPARED_TERMS)


def without(articles: Sequence[Told], moved: Collection[str]) -> tuple[list[Told], list[Told]]:
    """Those that stay and those that move, each in their order."""
    staying = [one for one in articles if one.article.id not in moved]
    return staying, [one for one in articles if one.article.id in moved]
