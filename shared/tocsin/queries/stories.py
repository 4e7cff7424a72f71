"""Stories by topic, place, claimant and state, the last changed first.

The list of all stories is walked, and sifted by their files and their newest articles: at most `MOST_SIFTED` pages of
`limit` stories a request. A story changes its place in the list when it changes, so a page tells it once.
"""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.aws.lists import FIRST_TIME, LAST_TIME
from tocsin.aws.records import Head, Page
from tocsin.aws.services import Services
from tocsin.queries.claims import sought
from tocsin.queries.filters import Filters, takes_card
from tocsin.queries.speakers import is_named
from tocsin.stories.casefile import CaseFile
from tocsin.stories.index import StoryState
from tocsin.stories.ledger import LedgerClaim
from tocsin.stories.states import State

NEWEST_ARTICLES = 5
"""Articles of a story by which it is held to be of a topic or place: those that came last."""
MOST_READ = 20
"""Stories whose files are read at once: some 10 KB each."""


@dataclass(frozen=True, slots=True)
class AskedStories:
    """A story has an article of the topic and place, and a claim of the claimant in the state."""

    filters: Filters
    state: State | None = None

    @property
    def asks(self) -> bool:
        return self != AskedStories(Filters())


def stories_page(
    services: Services,
    asked: AskedStories,
    *,
    limit: int,
    since: str = FIRST_TIME,
    until: str = LAST_TIME,
    position: str | None = None,
) -> Page[StoryState]:
    """Stories that meet all; a page may come short."""
    most = min(limit, MOST_READ) if asked.asks else limit

    def read(at: str | None) -> Page[StoryState]:
        page = services.stories.page(limit=most, since=since, until=until, position=at)
        return Page(tuple(_sifted(services, asked, page.items)) if asked.asks else page.items, page.next)

    return sought(read, position)


def _sifted(services: Services, asked: AskedStories, stories: tuple[StoryState, ...]) -> list[StoryState]:
    files = services.stories.case_files([story.id for story in stories])
    wanted = asked.filters
    by_card = wanted.topic is not None or wanted.place is not None or wanted.language is not None
    ids = [one for file in files.values() for one in file.ledger.articles[-NEWEST_ARTICLES:]] if by_card else []
    heads = services.articles.heads(ids) if ids else {}
    return [story for story in stories if story.id in files and _takes(asked, files[story.id], heads, by_card=by_card)]


def _takes(asked: AskedStories, file: CaseFile, heads: dict[str, Head], *, by_card: bool) -> bool:
    newest = [heads[one].card for one in file.ledger.articles[-NEWEST_ARTICLES:] if one in heads]
    if by_card and not any(takes_card(card, asked.filters) for card in newest):
        return False
    if asked.state is None and asked.filters.claimant is None:
        return True
    return any(
        (asked.state is None or claim.state == asked.state) and _is_of(claim, asked.filters.claimant)
        for claim in file.ledger.claims
    )


def _is_of(claim: LedgerClaim, claimant: str | None) -> bool:
    return claimant is None or any(seen.claimant and is_named(claimant, seen.claimant) for seen in claim.carried)
