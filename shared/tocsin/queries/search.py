"""Which articles answer a question.

An article is put away under up to 120 terms (`tocsin.search.index`), a row for each. A page walks back month by month,
reads the rows of every term of the question, and keeps the articles that stand under all its words: the newest
`MOST_RANKED` of them are read, held against the question word by word, and ranked. The text is read only of
those whose title, summary and claims leave the question open. The page that follows goes on in the same stretch of
time, then before it.

A request makes at most 32 queries of `MOST_ROWS` rows (a month of eight words with four lemmas each; more months where
the question is shorter), and reads `MOST_RANKED` heads and as many analyses and texts; twice that within a stretch that
goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.aws.keys import term_value
from tocsin.aws.lists import FIRST_TIME, LAST_TIME, MAX_QUERIES, Lists, Row
from tocsin.aws.records import Head, Page
from tocsin.aws.services import Services
from tocsin.codec import from_json, to_json
from tocsin.model import Analysis
from tocsin.queries.filters import Filters
from tocsin.search.match import Match, idf, match, passages, sentences
from tocsin.search.question import Question, Terms

MOST_ROWS = 1_000
"""Rows read of a term and month; of a term that more articles have, the page reaches back as far as these."""
MOST_RANKED = 100
LEAST_RARITY = 0.01
"""Of a word that all have: with it the article that has the word more often is still first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that answers, how well, and the passages that do."""

    head: Head
    score: float
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of all lists whose articles are ranked together: positions with `low <= position < high`.

    `held` is how many of `articles` have each word, as it was when the stretch was first looked at: with it an article
    has the same score on every page. `after` are score and id of the last article that was shown.
    """

    low: str
    high: str
    articles: int = 0
    held: tuple[int, ...] = ()
    after: tuple[float, str] | None = None


def search(
    services: Services,
    question: Question,
    filters: Filters,
    *,
    limit: int,
    since: str = FIRST_TIME,
    until: str = LAST_TIME,
    position: str | None = None,
) -> Page[Hit]:
    """A page of the articles that answer: stretches of time from the newest back, the best of each first."""
    at = Stretch(since, until) if position is None else from_json(position, Stretch)
    # What came in meanwhile must not push out what a first look found.
    most = 1 if at.after is None else 2
    found = _candidates(services, question, at.low, at.high, most)
    stretch = replace(at, low=found.low, articles=found.articles, held=found.held) if at.after is None else at
    hits = _ranked(services, question, filters, found.rows, stretch)
    if len(hits) > limit:
        last = hits[limit - 1]
        stretch = replace(stretch, after=(last.score, last.head.card.id))
        return Page(tuple(hits[:limit]), to_json(stretch).decode())
    more = stretch.low > since and services.lists.months(since, stretch.low)
    return Page(tuple(hits), to_json(Stretch(since, stretch.low)).decode() if more else None)


@dataclass(frozen=True, slots=True)
class _Candidates:
    rows: list[Row]
    """Articles under all words, the newest first."""
    low: str
    """How far back was looked."""
    articles: int
    held: tuple[int, ...]


def _candidates(services: Services, question: Question, since: str, until: str, most: int) -> _Candidates:
    """As far back as the bound of queries and of articles allows."""
    lists, months = services.lists, services.lists.months(since, until)
    walked = months[: max(1, MAX_QUERIES // len(question.lookups))]
    low = since if len(walked) == len(months) else f"{months[len(walked)]}~"
    rows: list[Row] = []
    held, articles = [0] * len(question.must), 0
    for month in walked:
        under, begin = _month(lists, question, month, (since, until), most * MOST_ROWS)
        held = [before + len(now) for before, now in zip(held, under, strict=True)]
        articles += len(set.union(*under))
        rows += sorted((row for row in set.intersection(*under) if _position(row) >= begin), reverse=True)
        if len(rows) > most * MOST_RANKED:
            rows = rows[: most * MOST_RANKED]
            low = _position(rows[-1])
            break
        if begin > max(since, month):
            low = begin
            break
    return _Candidates(rows, low, articles, tuple(held))


def _month(
    lists: Lists, question: Question, month: str, within: tuple[str, str], most: int
) -> tuple[list[set[Row]], str]:
    """The rows of each word in a month, and from which position on none is missing."""
    since, until = within
    begin, read = max(since, month), {}
    for term in question.lookups:
        read[term] = lists.rows("term", term_value(term), month, since=since, until=until, most=most)
        if len(read[term]) == most:
            begin = max(begin, _position(read[term][-1]))
    return [{row for term in word for row in read[term]} for word in question.must], begin


def _position(row: Row) -> str:
    return f"{row.at}#{row.id}#{row.version}"


def _ranked(
    services: Services, question: Question, filters: Filters, rows: Sequence[Row], stretch: Stretch
) -> list[Hit]:
    """The articles that answer, the best first, behind what was shown."""
    heads = services.articles.heads([row.id for row in rows]) if rows else {}
    listed = [heads[row.id] for row in rows if row.id in heads and heads[row.id].v == row.version]
    fitting = [head for head in listed if filters.takes_article(head)]
    analyses = services.articles.analyses(fitting) if fitting else {}
    rarity = {
        word: LEAST_RARITY + idf(held, stretch.articles) for word, held in zip(question.must, stretch.held, strict=True)
    }
    read = [(head, analyses[head.card.id]) for head in fitting if head.card.id in analyses]
    ranked = sorted(_hits(services, _Wanted(question, filters, rarity), read), key=_rank)
    return ranked if stretch.after is None else [hit for hit in ranked if _rank(hit) > _after(stretch.after)]


def _rank(hit: Hit) -> tuple[float, str]:
    return -hit.score, hit.head.card.id


def _after(shown: tuple[float, str]) -> tuple[float, str]:
    return -shown[0], shown[1]


@dataclass(frozen=True, slots=True)
class _Wanted:
    question: Question
    filters: Filters
    rarity: Mapping[Terms, float]

    def hit(self, head: Head, analysis: Analysis, text: str = "") -> Hit | None:
        if self.filters.of_claims and not any(map(self.filters.takes_claim, analysis.claims)):
            return None
        language = analysis.language
        read = [*passages(head.card.title, analysis), *sentences(self.question, text, language)]
        found = match(self.question, read, language, self.rarity)
        return None if found is None else Hit(head, found.score, found.matches)


def _hits(services: Services, wanted: _Wanted, read: Sequence[tuple[Head, Analysis]]) -> list[Hit]:
    """By title, summary and claims; of what these leave open (a word is not there, or must not be), by the text too."""
    first = [(wanted.hit(head, analysis), head, analysis) for head, analysis in read]
    unsure = [(head, found) for hit, head, found in first if hit is None or wanted.question.never]
    texts = services.articles.texts([head.card.id for head, _ in unsure]) if unsure else {}
    later = (wanted.hit(head, found, texts.get(head.card.id, "")) for head, found in unsure)
    sure = (hit for hit, _, _ in first if hit is not None and not wanted.question.never)
    return [*sure, *(hit for hit in later if hit is not None)]
