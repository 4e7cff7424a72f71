"""Routes of claims: of one article, and of all by any combination of filters."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from tocsin.api.known import place_id, require_known
from tocsin.api.lists import CursorQuery, Id, IdQuery, Since, Until, fitting, paged, since_until
from tocsin.api.parameters import KindQuery, LanguageQuery, NameQuery, OriginsQuery, StateQuery
from tocsin.api.routes import Api, needs
from tocsin.api.views import ClaimItem, ClaimPage
from tocsin.aws.records import Head, Page
from tocsin.aws.services import Services
from tocsin.queries.claims import Asked, Said, Told, claims_of, claims_page
from tocsin.queries.filters import Filters

Most = Annotated[int, Query(ge=1, le=1_000, description="Most items of a page; a page may hold fewer.")]


def add_claim_routes(app: Api, services: Services) -> None:
    cursors = services.cursors

    @app.get("/v1/articles/<article_id>/claims", summary="Who says what in an article, key claims first")
    @needs("read")
    def get_claims(article_id: Id, limit: Most = 1_000, cursor: CursorQuery = None) -> ClaimPage:
        head = services.articles.head(article_id)
        said = claims_of(services, head)
        page = paged(
            cursors, cursor, ["claims-of", article_id, head.v], lambda at: told(Page((said,), None), at, limit)
        )
        return ClaimPage(items=list(page.items), next=page.next)

    @app.get(
        "/v1/claims",
        summary="Who says what, newest articles first: by claimant, topic, place, kind, state, language, origins",
    )
    @needs("read")
    def list_claims(
        *,
        claimant: NameQuery = None,
        topic: IdQuery = None,
        place: IdQuery = None,
        kind: KindQuery = None,
        state: StateQuery = None,
        language: LanguageQuery = None,
        least_origins: OriginsQuery = None,
        since: Since = None,
        until: Until = None,
        limit: Most = 1_000,
        cursor: CursorQuery = None,
    ) -> ClaimPage:
        low, high = since_until(since, until)
        place = None if place is None else place_id(place)
        filters = Filters(topic=topic, place=place, claimant=claimant, kind=kind, language=language)
        asked = Asked(filters, state, least_origins)
        given = (claimant, topic, place, kind, state, language, least_origins)
        page = paged(
            cursors,
            cursor,
            ["claims", low, high, *(str(one or "") for one in given)],
            lambda at: _page(services, asked, (low, high), at, limit),
        )
        if not page.items and cursor is None:
            for name, value in (("topic", topic), ("place", place)):
                if value is not None:
                    require_known(services, "topic" if name == "topic" else "place", value)
        return ClaimPage(items=list(page.items), next=page.next)


def _page(services: Services, asked: Asked, within: tuple[str, str], at: str | None, limit: int) -> Page[ClaimItem]:
    start = (at or "").partition(" ")[0] or None
    return told(claims_page(services, asked, since=within[0], until=within[1], position=start), at, limit)


def told(page: Page[Said], at: str | None, limit: int) -> Page[ClaimItem]:
    """The claims of a page of articles as far as there is room.

    A position is that of the list of articles, then, behind spaces, the article of which some were told and up to which
    of its claims: it stays right where claims change their state meanwhile.
    """
    start, article, number = (*(at or "").split(" "), "", "")[:3]
    every = [(head, one) for head, claims in page.items for one in claims]
    left = [(head, one) for head, one in every if head.card.id != article or one.number >= int(number)]
    items = [claim_item(head, one) for head, one in left]
    room = min(fitting(items), limit)
    if room == len(items):
        return Page(tuple(items), page.next)
    head, last = left[room - 1]
    ahead = [one for one, _ in page.items if one.card.at + one.card.id > head.card.at + head.card.id]
    start = f"{ahead[-1].card.at}#{ahead[-1].card.id}" if ahead else start
    return Page(tuple(items[:room]), f"{start} {head.card.id} {last.number + 1}")


def claim_item(head: Head, one: Told) -> ClaimItem:
    """A claim as the API shows it."""
    return ClaimItem(
        article=head.card.id,
        at=head.card.at,
        title=head.card.title,
        publisher=head.card.publisher,
        url=head.card.url,
        claim=one.claim,
        story=head.story,
        state=one.standing.state if one.standing else None,
        origins=list(one.standing.origins) if one.standing else [],
    )
