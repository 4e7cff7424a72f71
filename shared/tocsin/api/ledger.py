"""Routes of the ledger: the claims of a story with their states and history, and what edited versions changed.

The views read the ledger's own values by their attributes, so that a cold start need not load the ledger's logic.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator

from tocsin.api.lists import CursorQuery, Id, Limit, cut, fitting, paged
from tocsin.api.parameters import StateQuery
from tocsin.api.routes import Api, needs
from tocsin.api.views import Cursor, Read, View
from tocsin.aws.records import Card, Page
from tocsin.aws.services import Services
from tocsin.errors import InvalidCursor
from tocsin.model import ClaimKind, Polarity
from tocsin.stories.origins import Reliability
from tocsin.stories.states import Change, State

if TYPE_CHECKING:
    from tocsin.queries.timeline import Moment
    from tocsin.stories.casefile import CaseFile
    from tocsin.stories.ledger import LedgerClaim

Share = Annotated[float, AfterValidator(lambda share: round(share, 3))]


class SightingItem(Read):
    """A claim in one article: who says it there, in which words, and who is behind it."""

    article: str
    claim: str
    at: datetime
    origin: str
    text: str
    quote: str
    claimant: str | None
    kind: ClaimKind
    denies: bool
    """Whether what is claimed is said not to be so."""
    polarity: Polarity
    """What the claimant does with the words: without it they may say the opposite."""
    hedged: bool
    language: str


class EventItem(Read):
    """A claim changed: when, how, because of which article, from what to what."""

    at: datetime
    change: Change
    article: str
    before: str
    after: str
    before_polarity: Polarity
    after_polarity: Polarity
    moved: Share | None
    """By which share a number moved."""
    number: str
    """The number that moved, before and after: "18 -> 43"."""


class LedgerItem(Read):
    """One claim of a story over all its articles."""

    id: str
    state: State
    current: SightingItem
    """As the last article has it that stated it."""
    first: SightingItem
    """Who said it first, by time of publication."""
    sightings: list[SightingItem]
    """Of the current wording: one for each origin, the first and the last ones."""
    origins: list[str]
    seen: int
    """Times that an article stated it."""
    against: list[str]
    """Claims of this story that cannot hold beside it."""
    events: list[EventItem]
    past: list[SightingItem]
    """What it said before it was revised: who, when, in which words."""
    matcher: int
    """Version of the rules by which its sightings were held to be one claim."""


class LedgerPage(View):
    story: str
    """Another id than was asked for if that story has become part of this one."""
    origins: list[str]
    """Who is independently behind the story's articles."""
    grades: dict[str, Reliability]
    """How reliable these origins are held to be; those that are left out have no grade and count as F."""
    states: dict[State, int]
    """Claims by state, whatever is filtered."""
    forgotten: int
    """Claims that are no longer kept."""
    items: list[LedgerItem]
    next: Cursor


class ClaimDiffItem(Read):
    change: Literal["added", "dropped", "number", "negation"]
    before: str | None
    after: str | None
    claimant: str | None
    moved: Share | None


class DifferenceItem(Read):
    """From the version before."""

    title_before: str | None
    title_after: str | None
    claims: list[ClaimDiffItem]
    kept: int
    """Claims that both versions make."""
    sentences_added: list[str]
    sentences_dropped: list[str]


class RevisionItem(View):
    article: Card
    of: str | None
    """The version that it revises."""
    difference: DifferenceItem | None
    """Null for the first version, and where the one before is no longer kept."""


class RevisionPage(View):
    items: list[RevisionItem]
    """The oldest first; a single one for an article that nobody edited."""
    cut: bool
    """Whether there are older versions than are shown."""


class MomentItem(View):
    """One thing that happened; of `article`, `said`, `change` and `alert` the one that `what` names is there."""

    at: datetime
    what: Literal["article", "said", "change", "alert"]
    article_id: str
    claim: str | None
    """What the claim is called in the ledger."""
    article: Card | None
    said: SightingItem | None
    change: EventItem | None
    alert: str | None
    """The id of an alert that it rang."""
    watch: str | None


class Timeline(View):
    story: str
    items: list[MomentItem]
    """From the first to the last."""
    cut: bool
    """Whether there was more than there is room for; the first are left out then."""


def add_ledger_routes(app: Api, services: Services) -> None:
    @app.get("/v1/stories/<story_id>/claims", summary="The ledger: claims of a story, their states and history")
    @needs("read")
    def get_ledger(story_id: Id, state: StateQuery = None, limit: Limit = 20, cursor: CursorQuery = None) -> LedgerPage:
        story = services.stories.story(story_id).id
        file = services.stories.case_file(story)
        claims = [claim for claim in file.ledger.claims if state is None or claim.state == state]
        page = paged(
            services.cursors,
            cursor,
            ["ledger", story, state or ""],
            lambda after: cut(_after(claims, after, limit), LedgerItem.model_validate, lambda claim: claim.id),
        )
        return LedgerPage(
            story=story,
            origins=list(file.origins),
            grades=services.grades.known(file.origins),
            states=states_of(file),
            forgotten=file.ledger.forgotten,
            items=list(page.items),
            next=page.next,
        )

    @app.get(
        "/v1/stories/<story_id>/timeline",
        summary="A story as it became known: who said what, what changed, what rang",
    )
    @needs("read")
    def get_timeline(story_id: Id) -> Timeline:
        # Only this route needs all of the ledger and the alerts.
        from tocsin.queries.timeline import timeline  # noqa: PLC0415  # see above

        story = services.stories.story(story_id).id
        items = [_moment(one) for one in timeline(services, story)]
        newest = fitting(reversed(items))
        return Timeline(story=story, items=items[len(items) - newest :], cut=newest < len(items))

    @app.get("/v1/articles/<article_id>/revisions", summary="The versions of an article, and what each changed")
    @needs("read")
    def get_revisions(article_id: Id) -> RevisionPage:
        # Only this route compares claims.
        from tocsin.reports.revisions import revisions  # noqa: PLC0415  # see above

        found, more = revisions(services, article_id)
        items = [
            RevisionItem(
                article=one.head.card,
                of=one.of,
                difference=None if one.difference is None else DifferenceItem.model_validate(one.difference),
            )
            for one in found
        ]
        newest = fitting(reversed(items))
        return RevisionPage(items=items[-newest:], cut=more or newest < len(items))


def _moment(one: Moment) -> MomentItem:
    return MomentItem(
        at=one.at,
        what=one.what,
        article_id=one.article_id,
        claim=one.claim,
        article=one.article.card if one.article else None,
        said=SightingItem.model_validate(one.said) if one.said else None,
        change=EventItem.model_validate(one.change) if one.change else None,
        alert=one.alert.id if one.alert else None,
        watch=one.alert.watch if one.alert else None,
    )


def states_of(file: CaseFile) -> dict[State, int]:
    """How many of the claims are in each state that any is in."""
    return dict(sorted(Counter(claim.state for claim in file.ledger.claims).items()))


def _after(claims: list[LedgerClaim], after: str | None, limit: int) -> Page[LedgerClaim]:
    """The claims behind the last one of the page before; in the order in which they came."""
    first = 0
    if after is not None:
        first = next((n + 1 for n, claim in enumerate(claims) if claim.id == after), -1)
        if first < 0:
            raise InvalidCursor("the claim that it stood at is no longer kept; start again", where="cursor")
    some = claims[first : first + limit]
    return Page(tuple(some), some[-1].id if first + limit < len(claims) else None)
