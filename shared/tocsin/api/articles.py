"""Routes of articles, their text and their claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

from tocsin.api.known import place_id, require_known
from tocsin.api.lists import CursorQuery, Id, IdQuery, Limit, Since, Until, fitting, paged, since_until
from tocsin.api.parameters import NameQuery
from tocsin.api.routes import Api, needs
from tocsin.api.views import (
    ArticleDetail,
    ArticleItem,
    ArticlePage,
)
from tocsin.aws.keys import ListKind
from tocsin.aws.records import Head, Page
from tocsin.aws.services import Services
from tocsin.queries.claims import sought
from tocsin.queries.filters import Filters
from tocsin.queries.speakers import listed_under

MAX_APPEARANCES = 50
TEXT: dict[int, OpenAPIResponse] = {
    200: {"description": "Text", "content": {"text/plain": {"schema": {"type": "string"}}}}
}


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
        claimant: NameQuery = None,
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
        filters = Filters(topic=topic, place=place, story=story)

        def read(position: str | None) -> Page[Head]:
            page = articles.page(kind, value, limit=limit, since=low, until=high, position=position)
            heads = page.items if exact else _heard_in(services, page.items, claimant or "")
            return Page(tuple(filter(filters.takes_article, heads)), page.next)

        others = sorted(name for name in (topic, place, story) if name is not None)
        page = paged(cursors, cursor, ["articles", kind, value, low, high, *others], lambda at: sought(read, at))
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
            killed=head.killed,
        )

    @app.get("/v1/articles/<article_id>/text", summary="The clean text that all offsets refer to", responses=TEXT)
    @needs("read")
    def get_text(article_id: Id) -> Response[str]:
        articles.head(article_id)
        return Response(200, "text/plain; charset=utf-8", services.objects.text(article_id))


_LISTS: dict[str, ListKind] = {"claimant": "claimant", "story": "in-story", "place": "place", "topic": "topic"}


def _shortest_list(**filters: str | None) -> tuple[ListKind, str]:
    """The list to read: of the first filter that is given, the one that few articles meet first. Others sift it."""
    return next(((_LISTS[name], value) for name, value in filters.items() if value is not None), ("article", "all"))


def _require_all_known(services: Services, **filters: str | None) -> None:
    for name, value in filters.items():
        if value is not None:
            require_known(services, _LISTS[name], value)


def _heard_in(services: Services, heads: Sequence[Head], claimant: str) -> list[Head]:
    """The articles in which somebody speaks who has all these words in the name."""
    analyses, spoken = services.articles.analyses(list(heads)), Filters(claimant=claimant)
    heard = {article for article, found in analyses.items() if any(map(spoken.takes_claim, found.claims))}
    return [head for head in heads if head.card.id in heard]
