"""Routes of articles, their text and their claims."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

from tocsin.api.lists import CursorQuery, Id, IdQuery, Limit, Since, Until, paged, since_until
from tocsin.api.views import (
    ArticleDetail,
    ArticleItem,
    ArticlePage,
    ClaimItem,
    ClaimPage,
)
from tocsin.aws.keys import ListKind, claimant_value
from tocsin.aws.records import Card
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput
from tocsin.model import Claim

MAX_APPEARANCES = 50
MAX_CLAIM_ARTICLES = 20
"""Articles whose analyses one page of claims reads: some 6 KB each."""
TEXT: dict[int, OpenAPIResponse] = {
    200: {"description": "Text", "content": {"text/plain": {"schema": {"type": "string"}}}}
}
Name = Annotated[str | None, Query(min_length=1, max_length=200)]


def add_article_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    articles, cursors = services.articles, services.cursors

    @app.get("/v1/articles", summary="Articles, newest first: all, or of one topic, place, claimant or story")
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
        kind, value = _one_list(topic=topic, place=place, claimant=claimant, story=story)
        value = services.stories.current(value) if kind == "in-story" else value
        low, high = since_until(since, until)
        page = paged(
            cursors,
            cursor,
            ["articles", kind, value, low, high],
            lambda at: articles.page(kind, value, limit=limit, since=low, until=high, position=at),
        )
        return ArticlePage(items=[ArticleItem.of(head) for head in page.items], next=page.next)

    @app.get("/v1/articles/<article_id>", summary="An article with its analysis")
    def get_article(article_id: Id) -> ArticleDetail:
        head = articles.head(article_id)
        return ArticleDetail(
            article=head.card,
            story=head.story,
            analysis=articles.analysis(article_id, head.v),
            appearances=articles.appearances(article_id, MAX_APPEARANCES),
            why=services.alerts.why(article_id),
        )

    @app.get("/v1/articles/<article_id>/text", summary="The clean text that all offsets refer to", responses=TEXT)
    def get_text(article_id: Id) -> Response[str]:
        articles.head(article_id)
        return Response(200, "text/plain; charset=utf-8", services.objects.text(article_id))

    @app.get("/v1/articles/<article_id>/claims", summary="Who says what in an article, key claims first")
    def get_claims(article_id: Id) -> ClaimPage:
        head = articles.head(article_id)
        claims = articles.analysis(article_id, head.v).claims
        return ClaimPage(items=[_claim(head.card, claim) for claim in claims], next=None)

    @app.get("/v1/claims", summary="What one claimant says, newest articles first")
    def list_claims(
        claimant: Annotated[str, Query(min_length=1, max_length=200)],
        since: Since = None,
        until: Until = None,
        cursor: CursorQuery = None,
    ) -> ClaimPage:
        value = claimant_value(claimant)
        low, high = since_until(since, until)
        page = paged(
            cursors,
            cursor,
            ["claims", value, low, high],
            lambda at: articles.page("claimant", value, limit=MAX_CLAIM_ARTICLES, since=low, until=high, position=at),
        )
        analyses = articles.analyses(list(page.items))
        found = [
            _claim(head.card, claim)
            for head in page.items
            if head.card.id in analyses
            for claim in analyses[head.card.id].claims
            if claim.claimant is not None and claimant_value(claim.claimant.name) == value
        ]
        return ClaimPage(items=found, next=page.next)


def _one_list(**filters: str | None) -> tuple[ListKind, str]:
    """The list that the filters name. Raises `InvalidInput` for more than one: each would need an index of its own."""
    given = {name: value for name, value in filters.items() if value is not None}
    if len(given) > 1:
        raise InvalidInput("only one of topic, place, claimant and story can be asked for", where=sorted(given)[1])
    lists: dict[str, ListKind] = {"topic": "topic", "place": "place", "claimant": "claimant", "story": "in-story"}
    for name, value in given.items():
        return lists[name], claimant_value(value) if name == "claimant" else value
    return "article", "all"


def _claim(card: Card, claim: Claim) -> ClaimItem:
    return ClaimItem(article=card.id, at=card.at, title=card.title, claim=claim)
