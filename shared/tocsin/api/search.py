"""The route of the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query

from tocsin.api.known import place_id
from tocsin.api.lists import CursorQuery, IdQuery, Limit, Since, Until, paged, since_until
from tocsin.api.parameters import KindQuery, LanguageQuery, NameQuery
from tocsin.api.routes import Api, needs
from tocsin.api.views import Cursor, View
from tocsin.aws.records import Card
from tocsin.aws.services import Services
from tocsin.model import Span

if TYPE_CHECKING:
    from tocsin.queries.search import Hit

Words = Annotated[
    str,
    Query(
        min_length=1,
        max_length=300,
        description='Words that must be there in any case form, "words in this order", and -words that must not.',
    ),
]


class MatchItem(View):
    """A part of the article that answers."""

    field: Literal["title", "summary", "claim", "text"]
    text: str
    marks: list[Span]
    """Where the words are, in code points of `text`."""
    spans: list[Span]
    """Where the part stands in the article's text; none for a title."""
    claim: str | None


class HitItem(View):
    """An article that answers."""

    article: Card
    story: str | None
    score: float
    """BM25; comparable within one list only."""
    matches: list[MatchItem]


class HitPage(View):
    items: list[HitItem]
    """The best of the newest that answer first; a page may hold fewer than asked for, also none, and have a `next`."""
    next: Cursor


def add_search_routes(app: Api, services: Services) -> None:
    @app.get("/v1/search", summary="Articles with these words in title, summary, claims or text, in any of their forms")
    @needs("read")
    def search_articles(
        *,
        q: Words,
        topic: IdQuery = None,
        place: IdQuery = None,
        claimant: NameQuery = None,
        kind: KindQuery = None,
        language: LanguageQuery = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = 20,
        cursor: CursorQuery = None,
    ) -> HitPage:
        # Only this route needs the dictionaries.
        from tocsin.queries.filters import Filters  # noqa: PLC0415  # see above
        from tocsin.queries.search import search  # noqa: PLC0415  # see above
        from tocsin.search.question import read_question  # noqa: PLC0415  # see above

        low, high = since_until(since, until)
        place = None if place is None else place_id(place)
        filters = Filters(topic=topic, place=place, claimant=claimant, kind=kind, language=language)
        question = read_question(q)
        binding = ["search", q, low, high, *(str(one or "") for one in (topic, place, claimant, kind, language))]
        page = paged(
            services.cursors,
            cursor,
            binding,
            lambda at: search(services, question, filters, limit=limit, since=low, until=high, position=at),
        )
        return HitPage(items=[_item(hit) for hit in page.items], next=page.next)


def _item(hit: Hit) -> HitItem:
    matches = [
        MatchItem(
            field=one.passage.field,
            text=one.passage.text,
            marks=list(one.marks),
            spans=list(one.passage.spans),
            claim=one.passage.claim,
        )
        for one in hit.matches
    ]
    return HitItem(article=hit.head.card, story=hit.head.story, score=hit.score, matches=matches)
