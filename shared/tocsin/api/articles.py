"""Routes of articles, their text and their claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

from tocsin.api.known import place_id, require_known
from tocsin.api.lists import CursorQuery, Id, IdQuery, Limit, Since, Until, paged, since_until
from tocsin.api.routes import Api, needs
from tocsin.api.views import (
    ArticleDetail,
    ArticleItem,
    ArticlePage,
    ClaimItem,
    ClaimPage,
)
from tocsin.aws.keys import ListKind, claimant_value, claimant_words
from tocsin.aws.records import Card, Head
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput
from tocsin.model import Claim

MAX_APPEARANCES = 50
MAX_CLAIM_ARTICLES = 20
"""Articles whose analyses one page of claims reads: some 6 KB each."""
TEXT: dict[int, OpenAPIResponse] = {
    200: {"description": "Text", "content": {"text/plain": {"schema": {"type": "string"}}}}
}
Name = Annotated[
    str | None, Query(min_length=1, max_length=200, description="A name or words of it, in any case: `Putin`.")
]


def add_article_routes(app: Api, services: Services) -> None:
    articles, cursors = services.articles, services.cursors

    @app.get("/v1/articles", summary="Articles, newest first: all, or of one topic, place, claimant or story")
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
        kind, value = _one_list(topic=topic, place=place, claimant=claimant, story=story)
        value, exact = _listed_under(services, value) if kind == "claimant" else (value, True)
        value = services.stories.current(value) if kind == "in-story" else value
        value = place_id(value) if kind == "place" else value
        low, high = since_until(since, until)
        page = paged(
            cursors,
            cursor,
            ["articles", kind, value, low, high],
            lambda at: articles.page(kind, value, limit=limit, since=low, until=high, position=at),
        )
        if not page.items and cursor is None:
            require_known(services, kind, value)
        items = page.items if exact else _heard_in(services, page.items, claimant or "")
        return ArticlePage(items=[ArticleItem.of(head) for head in items], next=page.next)

    @app.get("/v1/articles/<article_id>", summary="An article with its analysis")
    @needs("read")
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
    @needs("read")
    def get_text(article_id: Id) -> Response[str]:
        articles.head(article_id)
        return Response(200, "text/plain; charset=utf-8", services.objects.text(article_id))

    @app.get("/v1/articles/<article_id>/claims", summary="Who says what in an article, key claims first")
    @needs("read")
    def get_claims(article_id: Id) -> ClaimPage:
        head = articles.head(article_id)
        claims = articles.analysis(article_id, head.v).claims
        return ClaimPage(items=[_claim(head.card, claim) for claim in claims], next=None)

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
        value, _ = _listed_under(services, claimant)
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
            if _says(claimant, claim)
        ]
        return ClaimPage(items=found, next=page.next)


def _one_list(**filters: str | None) -> tuple[ListKind, str]:
    """The list that the filters name. Raises `InvalidInput` for more than one: each would need an index of its own."""
    given = {name: value for name, value in filters.items() if value is not None}
    if len(given) > 1:
        raise InvalidInput("only one of topic, place, claimant and story can be asked for", where=sorted(given)[1])
    lists: dict[str, ListKind] = {"topic": "topic", "place": "place", "claimant": "claimant", "story": "in-story"}
    for name, value in given.items():
        return lists[name], value
    return "article", "all"


def _listed_under(services: Services, claimant: str) -> tuple[str, bool]:
    """The list of a name, else of its last word if nobody has just that name; and whether it holds no other names."""
    whole, words = claimant_value(claimant), claimant_words(claimant)
    if len(words) < 2 or services.lists.page("claimant", whole, limit=1).items:
        return whole, True
    return claimant_value(words[0]), False


def _says(claimant: str, claim: Claim) -> bool:
    """Whether a claim is of somebody who has this name, or all the words of it in a longer one."""
    if claim.claimant is None:
        return False
    name, words = claim.claimant.name, set(claimant_words(claimant))
    return claimant_value(name) == claimant_value(claimant) or (bool(words) and words <= set(claimant_words(name)))


def _heard_in(services: Services, heads: Sequence[Head], claimant: str) -> list[Head]:
    """The articles in which somebody speaks who has all these words in the name."""
    analyses = services.articles.analyses(list(heads))
    heard = {article for article, found in analyses.items() if any(_says(claimant, claim) for claim in found.claims)}
    return [head for head in heads if head.card.id in heard]


def _claim(card: Card, claim: Claim) -> ClaimItem:
    return ClaimItem(article=card.id, at=card.at, title=card.title, claim=claim)
