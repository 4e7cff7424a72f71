"""A graded source and the articles that it stands behind: one publisher, by whatever name or address it is met."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tocsin.aws.grades import Grade, checked_domain
from tocsin.aws.records import Card
from tocsin.aws.services import Services
from tocsin.stories.origins import Reliability, default_sources, lies_under

LOOKED_AT = 200
"""The newest articles, in which those of a source are sought: two pages."""
SHOWN = 20
PAGE = 100


@dataclass(frozen=True, slots=True)
class SourceArticle:
    """An article that a source stands behind, as the article itself names it."""

    id: str
    at: str
    title: str | None
    publisher: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A grade, and what it applies to among the newest articles."""

    source: Grade
    articles: tuple[SourceArticle, ...]
    """The newest 20 among those looked at."""
    found: int
    looked_at: int


def grade_domain(
    services: Services, domain: str, grade: Reliability, note: str | None, *, expected: str | None = None
) -> SourceReport:
    """Grade a domain. Its family is the one under which its articles have come so far, so that one publisher stays one.

    Raises `InvalidInput` if it is no domain, `Conflict` beyond the bound, or where the grade that stands is not that of
    the time `expected`.
    """
    plain, known = checked_domain(domain), default_sources()
    families = Counter(
        known.family(card.publisher, card.url)
        for card in _newest(services)
        if card.url and card.publisher and lies_under(card.url, plain)
    )
    usual = next((family for family, _ in families.most_common(1)), None)
    return report_of(services, services.grades.put(plain, grade, note, usual, expected=expected))


def source_report(services: Services, domain: str) -> SourceReport:
    """Raises `NotFound`, and `InvalidInput` for what is no domain."""
    return report_of(services, services.grades.get(domain))


def report_of(services: Services, source: Grade) -> SourceReport:
    """The grade with the articles of its family."""
    cards, sources = _newest(services), services.grades.sources()
    own = [card for card in cards if f"family:{sources.family(card.publisher, card.url)}" == source.origins[0]]
    shown = tuple(SourceArticle(card.id, card.at, card.title, card.publisher, card.url) for card in own[:SHOWN])
    return SourceReport(source, shown, len(own), len(cards))


def _newest(services: Services) -> list[Card]:
    cards: list[Card] = []
    position: str | None = None
    while len(cards) < LOOKED_AT:
        page = services.articles.page("article", "all", limit=PAGE, position=position)
        cards += [head.card for head in page.items]
        position = page.next
        if position is None:
            break
    return cards[:LOOKED_AT]
