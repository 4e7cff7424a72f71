"""Routes of feeds: the sources that are asked for news by themselves."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from pydantic import StringConstraints

from tocsin.api.lists import Id
from tocsin.api.routes import Api, needs
from tocsin.api.views import Body, View
from tocsin.aws.services import Services
from tocsin.feeds.model import Feed
from tocsin.fetch.addresses import MAX_URL


class FeedRequest(Body):
    """An RSS, Atom, RDF or JSON feed, a news sitemap, or a page with article links."""

    url: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_URL)]
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)] | None = None


class FeedList(View):
    items: list[Feed]


def add_feed_routes(app: Api, services: Services) -> None:
    @app.get("/v1/feeds", summary="Sources that are asked for news, and how each does")
    @needs("read")
    def list_feeds() -> FeedList:
        return FeedList(items=services.feeds.all())

    @app.post("/v1/feeds", summary="Add a source; it is asked within five minutes", status_code=201)
    @needs("write")
    def add_feed(request: FeedRequest) -> Response[Feed]:
        feed = services.feeds.add(request.url, request.title)
        return Response(201, "application/json", feed, headers={"Location": f"/v1/feeds/{feed.id}"})

    @app.get("/v1/feeds/<feed_id>", summary="A source and how it does")
    @needs("read")
    def get_feed(feed_id: Id) -> Feed:
        return services.feeds.get(feed_id)

    @app.post("/v1/feeds/<feed_id>/check", summary="Ask a source now, whatever its state", status_code=202)
    @needs("write")
    def check_feed(feed_id: Id) -> Response[Feed]:
        feed = services.feeds.get(feed_id)
        services.queues.collect(feed.id, at_once=True)
        return Response(202, "application/json", feed)

    @app.delete("/v1/feeds/<feed_id>", summary="Remove a source; what it brought stays", status_code=204)
    @needs("write")
    def remove_feed(feed_id: Id) -> Response[None]:
        services.feeds.remove(feed_id)
        return Response(204)
