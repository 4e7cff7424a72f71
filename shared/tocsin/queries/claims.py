"""Claims by any combination of filters, newest articles first.

The list of the filter that the fewest articles meet is read (claimant, place, topic, else all), the rest sifts it: at
most `MOST_SIFTED` pages of `MOST_ARTICLES` articles a request, each with their analyses and the files of their stories.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tocsin.aws.keys import ListKind
from tocsin.aws.lists import FIRST_TIME, LAST_TIME
from tocsin.aws.records import Head, Page
from tocsin.aws.services import Services
from tocsin.model import Claim
from tocsin.queries.filters import Filters
from tocsin.queries.ledgers import Standing, standings
from tocsin.queries.speakers import listed_under
from tocsin.stories.states import State

MOST_ARTICLES = 20
"""Articles whose analyses one page reads: some 6 KB each."""
MOST_SIFTED = 5
"""Pages of a list that are read until one has anything that meets all filters."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which claims: those of articles, and how they stand in the ledger."""

    filters: Filters
    state: State | None = None
    least_origins: int | None = None

    def takes(self, claim: Claim, standing: Standing | None) -> bool:
        return self.filters.takes_claim(claim) and self._takes_standing(standing)

    def _takes_standing(self, standing: Standing | None) -> bool:
        if standing is None:
            return self.state is None and self.least_origins is None
        return (self.state is None or standing.state == self.state) and len(standing.origins) >= (
            self.least_origins or 0
        )


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and how it stands; None where the ledger does not keep it."""

    claim: Claim
    standing: Standing | None
    number: int
    """Its place among all claims of the article."""


Said = tuple[Head, tuple[Told, ...]]


def claims_page(
    services: Services, asked: Asked, *, since: str = FIRST_TIME, until: str = LAST_TIME, position: str | None = None
) -> Page[Said]:
    """The claims of some articles, which may be none, with the position from which the next page goes on."""
    kind, value = shortest_list(services, asked.filters)

    def read(at: str | None) -> Page[Said]:
        page = services.articles.page(kind, value, limit=MOST_ARTICLES, since=since, until=until, position=at)
        heads = [head for head in page.items if asked.filters.takes_article(head)]
        said = _said(services, asked, heads)
        return Page(tuple(said), page.next)

    return sought(read, position)


def claims_of(services: Services, head: Head) -> Said:
    """All claims of one article."""
    [said] = _said(services, Asked(Filters()), [head]) or [(head, ())]
    return said


def _said(services: Services, asked: Asked, heads: list[Head]) -> list[Said]:
    analyses = services.articles.analyses(heads) if heads else {}
    speaking = [
        (head, claims)
        for head in heads
        if head.card.id in analyses
        and (claims := [one for one in enumerate(analyses[head.card.id].claims) if asked.filters.takes_claim(one[1])])
    ]
    stand = standings(services, [head for head, _ in speaking])
    told = [
        (head, tuple(Told(claim, stand.get((head.card.id, claim.id)), number) for number, claim in claims))
        for head, claims in speaking
    ]
    kept = [(head, tuple(one for one in claims if asked.takes(one.claim, one.standing))) for head, claims in told]
    return [(head, claims) for head, claims in kept if claims]


def shortest_list(services: Services, filters: Filters) -> tuple[ListKind, str]:
    """The list to read: of the first filter that is given, the one that few articles meet first."""
    if filters.claimant is not None:
        return "claimant", listed_under(services, filters.claimant)[0]
    if filters.story is not None:
        return "in-story", filters.story
    if filters.place is not None:
        return "place", filters.place
    return ("topic", filters.topic) if filters.topic is not None else ("article", "all")


def sought(read: Callable[[str | None], Page[T]], position: str | None) -> Page[T]:
    """The first page from `position` on in which anything is left, of a bounded number of them."""
    page = read(position)
    for _ in range(MOST_SIFTED - 1):
        if page.items or page.next is None:
            break
        page = read(page.next)
    return page
