"""What articles and claims are sifted by, wherever they are found."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.aws.records import Card, Head
from tocsin.model import Claim, ClaimKind
from tocsin.queries.speakers import says


@dataclass(frozen=True, slots=True)
class Filters:
    """All that are given have to be met; None is not asked for."""

    topic: str | None = None
    place: str | None = None
    """A place, or the country that it lies in."""
    claimant: str | None = None
    kind: ClaimKind | None = None
    language: str | None = None
    story: str | None = None

    @property
    def of_claims(self) -> bool:
        """Whether claims have to be looked at."""
        return self.claimant is not None or self.kind is not None

    def takes_article(self, head: Head) -> bool:
        """By what lists show of it."""
        return takes_card(head.card, self) and (self.story is None or head.story == self.story)

    def takes_claim(self, claim: Claim) -> bool:
        return (self.kind is None or claim.kind == self.kind) and (self.claimant is None or says(self.claimant, claim))


def takes_card(card: Card, filters: Filters) -> bool:
    """Whether an article is of the topic, place and language."""
    return (
        (filters.topic is None or any(one.id == filters.topic for one in card.topics))
        and (filters.place is None or any(filters.place in {one.id, one.country} for one in card.places))
        and (filters.language is None or card.language == filters.language)
    )
