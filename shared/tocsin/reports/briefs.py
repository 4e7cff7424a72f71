"""Briefs out of what is stored: of a story, or of a day."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Final

from tocsin.aws.keys import stamp
from tocsin.aws.records import Card, Head
from tocsin.aws.services import Services
from tocsin.reports.brief import Brief, Notes, brief_of
from tocsin.stories.casefile import CaseFile
from tocsin.stories.ledger import LedgerClaim

MOST_NOTED: Final = 100
"""Articles of a brief that are looked up for its footnotes: one batch of reads."""
MOST_ARTICLES: Final = 500
"""Articles of a day, its newest, by which its stories are chosen: five pages of a list."""
MOST_STORIES: Final = 10
MOST_OF_DAY: Final = 8
"""Claims of each story of a day."""
WEIGHT: Final = {"contradicted": 0, "withdrawn": 1, "revised": 2, "corroborated": 3, "single-source": 4}
"""States in the order in which a desk wants to see them."""


def by_weight(file: CaseFile) -> list[LedgerClaim]:
    """The claims of a ledger, what a desk must see first."""
    return sorted(file.ledger.claims, key=lambda claim: (WEIGHT[claim.state], -claim.seen))


def story_brief(services: Services, story: str) -> Brief:
    """The brief of a story, also by the id of one that became part of it. Raises `NotFound`."""
    state = services.stories.story(story)
    file = services.stories.case_file(state.id)
    claims = by_weight(file)
    notes = Notes(_cards(services, claims))
    return brief_of(state.title or "Story", state.size, file, claims, notes)


def day_brief(services: Services, day: date) -> list[Brief]:
    """The stories with the most articles of a day (UTC), each with what was said in it that day; states are of now.

    Footnotes are numbered through all of them.
    """
    low = datetime(day.year, day.month, day.day, tzinfo=UTC)
    high = low + timedelta(days=1)
    counted = Counter(head.story for head in _articles(services, low, high) if head.story)
    ids = [story for story, _ in counted.most_common(MOST_STORIES)]
    files = services.stories.case_files(ids)
    told = {
        story: [claim for claim in by_weight(files[story]) if any(low <= seen.at < high for seen in claim.carried)]
        for story in ids
        if story in files
    }
    notes = Notes(_cards(services, [claim for claims in told.values() for claim in claims[:MOST_OF_DAY]]))
    return [
        brief_of(
            services.stories.story(story).title or "Story", counted[story], files[story], claims[:MOST_OF_DAY], notes
        )
        for story, claims in told.items()
        if claims
    ]


def _articles(services: Services, low: datetime, high: datetime) -> list[Head]:
    found: list[Head] = []
    position: str | None = None
    while len(found) < MOST_ARTICLES:
        page = services.articles.page(
            "article", "all", limit=100, since=stamp(low), until=stamp(high), position=position
        )
        found += page.items
        position = page.next
        if position is None:
            break
    return found


def _cards(services: Services, claims: list[LedgerClaim]) -> dict[str, Card]:
    articles = dict.fromkeys(sighting.article for claim in claims for sighting in claim.carried)
    heads = services.articles.heads([*articles][:MOST_NOTED])
    return {article: head.card for article, head in heads.items()}
