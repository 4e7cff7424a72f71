"""Routes of articles, their text and their claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

from tocsin.api.known import place_id, require_known
from tocsin.api.lists import CursorQuery, Id, IdQuery, Limit, Since, Until, fitting, paged, since_until
from tocsin.api.routes import Api, needs
from tocsin.api.views import (
    ArticleDetail,
    ArticleItem,
    ArticlePage,
    ClaimItem,
    ClaimPage,
)
from tocsin.aws.keys import ListKind
from tocsin.aws.records import Card, Head, Page
from tocsin.aws.services import Services
from tocsin.model import Claim
from tocsin.reports.speakers import listed_under, says

MAX_APPEARANCES = 50
MAX_CLAIM_ARTICLES = 20
"""Articles whose analyses one page of claims reads: some 6 KB each."""
MOST_SIFTED = 5
"""Pages of one list that a request with several filters reads until one has an article that meets all."""
TEXT: dict[int, OpenAPIResponse] = {
    200: {"description": "Text", "content": {"text/plain": {"schema": {"type": "string"}}}}
}
Name = Annotated[
    str | None, Query(min_length=1, max_length=200, description="A name or words of it, in any case: `Putin`.")
]


def add_article_routes(app: Api, services: Services) -> None:
    articles, cursors = services.articles, services.cursors

    @app.get(
        "/v1/articles",
        summary="Articles, newest first: all, or of a topic, place, claimant or story, or of several of these",
    )
    @needs("read")
    def list_articles(
        *,
        topic: IdQuery = None,
        place: IdQuery = None,
        claimant: Name = None,
        story: IdQuery = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = 20,
        cursor: CursorQuery = None,
    ) -> ArticlePage:
        story = None if story is None else services.stories.current(story)
        place = None if place is None else place_id(place)
        kind, value = _shortest_list(claimant=claimant, story=story, place=place, topic=topic)
        value, exact = listed_under(services, value) if kind == "claimant" else (value, True)
        low, high = since_until(since, until)

        def read(position: str | None) -> Page[Head]:
            page = articles.page(kind, value, limit=limit, since=low, until=high, position=position)
            heads = page.items if exact else _heard_in(services, page.items, claimant or "")
            return Page(tuple(head for head in heads if _meets(head, topic, place, story)), page.next)

        others = sorted(name for name in (topic, place, story) if name is not None)
        page = paged(cursors, cursor, ["articles", kind, value, low, high, *others], lambda at: _sought(read, at))
        if not page.items and cursor is None:
            _require_all_known(services, topic=topic, place=place, story=story)
        return ArticlePage(items=[ArticleItem.of(head) for head in page.items], next=page.next)

    @app.get("/v1/articles/<article_id>", summary="An article with its analysis")
    @needs("read")
    def get_article(article_id: Id) -> ArticleDetail:
        head = articles.head(article_id)
        analysis = articles.analysis(article_id, head.v)
        room = fitting(analysis.claims)
        return ArticleDetail(
            article=head.card,
            story=head.story,
            analysis=replace(analysis, claims=analysis.claims[:room]),
            more_claims=len(analysis.claims) - room,
            appearances=articles.appearances(article_id, MAX_APPEARANCES),
            why=services.alerts.why(article_id),
        )

    @app.get("/v1/articles/<article_id>/text", summary="The clean text that all offsets refer to", responses=TEXT)
    @needs("read")
    def get_text(article_id: Id) -> Response[str]:
        articles.head(article_id)
        return Response(200, "text/plain; charset=utf-8", services.objects.text(article_id))

    @app.get("/v1/articles/<article_id>/claims", summary="Who says what in an article, key claims first")
    @needs("read")
    def get_claims(article_id: Id, cursor: CursorQuery = None) -> ClaimPage:
        head = articles.head(article_id)
        said = [(head, articles.analysis(article_id, head.v).claims)]
        page = paged(cursors, cursor, ["claims-of", article_id, head.v], lambda at: _told(Page(tuple(said), None), at))
        return ClaimPage(items=list(page.items), next=page.next)

    @app.get("/v1/claims", summary="What one claimant says, newest articles first")
    @needs("read")
    def list_claims(
        claimant: Annotated[
            str, Query(min_length=1, max_length=200, description="A name or words of it, in any case: `Putin`.")
        ],
        since: Since = None,
        until: Until = None,
        cursor: CursorQuery = None,
    ) -> ClaimPage:
        value, _ = listed_under(services, claimant)
        low, high = since_until(since, until)

        def read(at: str | None) -> Page[ClaimItem]:
            start = (at or "").partition(" ")[0] or None
            heads = articles.page("claimant", value, limit=MAX_CLAIM_ARTICLES, since=low, until=high, position=start)
            analyses = articles.analyses(list(heads.items))
            said = [
                (head, tuple(claim for claim in analyses[head.card.id].claims if says(claimant, claim)))
                for head in heads.items
                if head.card.id in analyses
            ]
            return _told(Page(tuple(said), heads.next), at)

        page = paged(cursors, cursor, ["claims", value, low, high], read)
        return ClaimPage(items=list(page.items), next=page.next)


def _told(page: Page[tuple[Head, Sequence[Claim]]], at: str | None) -> Page[ClaimItem]:
    """The claims of a page of articles as far as there is room.

    A position is that of the articles' list, then behind a space how many claims of the first article were told before.
    """
    start, _, told = (at or "").partition(" ")
    skipped = int(told or 0)
    items = [_claim(head.card, claim) for head, claims in page.items for claim in claims][skipped:]
    room = fitting(items)
    if room == len(items):
        return Page(tuple(items), page.next)
    left = skipped + room
    for head, claims in page.items:
        if left < len(claims):
            break
        start, left = f"{head.card.at}#{head.card.id}", left - len(claims)
    return Page(tuple(items[:room]), f"{start} {left}")


_LISTS: dict[str, ListKind] = {"claimant": "claimant", "story": "in-story", "place": "place", "topic": "topic"}


def _shortest_list(**filters: str | None) -> tuple[ListKind, str]:
    """The list to read: of the first filter that is given, the one that few articles meet first. Others sift it."""
    return next(((_LISTS[name], value) for name, value in filters.items() if value is not None), ("article", "all"))


def _meets(head: Head, topic: str | None, place: str | None, story: str | None) -> bool:
    """Whether an article would be in the lists of all these too, by what lists show of it."""
    card = head.card
    return (
        (topic is None or any(one.id == topic for one in card.topics))
        and (place is None or any(place in {one.id, one.country} for one in card.places))
        and (story is None or head.story == story)
    )


def _sought(read: Callable[[str | None], Page[Head]], position: str | None) -> Page[Head]:
    """The first page from `position` on in which anything is left, of a bounded number of them."""
    page = read(position)
    for _ in range(MOST_SIFTED - 1):
        if page.items or page.next is None:
            break
        page = read(page.next)
    return page


def _require_all_known(services: Services, **filters: str | None) -> None:
    for name, value in filters.items():
        if value is not None:
            require_known(services, _LISTS[name], value)


def _heard_in(services: Services, heads: Sequence[Head], claimant: str) -> list[Head]:
    """The articles in which somebody speaks who has all these words in the name."""
    analyses = services.articles.analyses(list(heads))
    heard = {article for article, found in analyses.items() if any(says(claimant, claim) for claim in found.claims)}
    return [head for head in heads if head.card.id in heard]


def _claim(card: Card, claim: Claim) -> ClaimItem:
    return ClaimItem(article=card.id, at=card.at, title=card.title, claim=claim)
