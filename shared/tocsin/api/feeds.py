"""Routes of feeds: the sources that are asked for news by themselves."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from pydantic import StringConstraints

from tocsin.api.lists import CursorQuery, Id, LimitOrNone, whole
from tocsin.api.preconditions import IfMatchOrNot, require_match, tag
from tocsin.api.problems import PreconditionFailed
from tocsin.api.routes import Api, needs
from tocsin.api.views import Body, Cursor, View
from tocsin.aws.services import Services
from tocsin.errors import Conflict
from tocsin.feeds.model import Feed
from tocsin.fetch.addresses import MAX_URL


class FeedRequest(Body):
    """An RSS, Atom, RDF or JSON feed, a news sitemap, or a page with article links."""

    url: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_URL)]
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)] | None = None


class FeedList(View):
    items: list[Feed]
    next: Cursor = None


def add_feed_routes(app: Api, services: Services) -> None:
    @app.get("/v1/feeds", summary="Sources that are asked for news, and how each does")
    @needs("read")
    def list_feeds(limit: LimitOrNone = None, cursor: CursorQuery = None) -> FeedList:
        page = whole(services.cursors, (cursor, limit), "feeds", services.feeds.all(), lambda feed: feed.id)
        return FeedList(items=list(page.items), next=page.next)

    @app.post("/v1/feeds", summary="Add a source; it is asked within five minutes", status_code=201)
    @needs("write")
    def add_feed(request: FeedRequest) -> Response[Feed]:
        feed = services.feeds.add(request.url, request.title)
        return Response(201, "application/json", feed, headers={"Location": f"/v1/feeds/{feed.id}"})

    @app.get("/v1/feeds/<feed_id>", summary="A source and how it does; its `ETag` moves on each time it was asked")
    @needs("read")
    def get_feed(feed_id: Id) -> Response[Feed]:
        feed = services.feeds.get(feed_id)
        return Response(200, "application/json", feed, headers={"ETag": _tag(feed)})

    @app.post("/v1/feeds/<feed_id>/check", summary="Ask a source now, whatever its state", status_code=202)
    @needs("write")
    def check_feed(feed_id: Id) -> Response[Feed]:
        feed = services.feeds.get(feed_id)
        services.queues.collect(feed.id, at_once=True)
        return Response(202, "application/json", feed)

    @app.delete("/v1/feeds/<feed_id>", summary="Remove a source; what it brought stays", status_code=204)
    @needs("write")
    def remove_feed(feed_id: Id, if_match: IfMatchOrNot = None) -> Response[None]:
        feed = services.feeds.get(feed_id)
        require_match(if_match, _tag(feed))
        try:
            services.feeds.remove(feed_id, None if if_match is None else feed.version)
        except Conflict as error:
            raise PreconditionFailed("it was changed since; read it again", where="If-Match") from error
        return Response(204)


def _tag(feed: Feed) -> str:
    return tag(f"{feed.id} {feed.added_at} {feed.version}")
