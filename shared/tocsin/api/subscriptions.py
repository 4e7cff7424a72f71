"""Routes of subscriptions, for keys of scope admin.

They hold addresses of people, send what is known elsewhere, and cost money.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
from pydantic import Field, StringConstraints

from tocsin.api.known import known_watches
from tocsin.api.lists import CursorQuery, Id, paged
from tocsin.api.routes import Api, needs
from tocsin.api.views import Body, Cursor, View, WatchId
from tocsin.aws.services import Services
from tocsin.subscriptions.endpoints import MAX_URL, Protocol, checked_endpoint
from tocsin.subscriptions.model import MAX_WATCHES, Subscription, told_of_removed
from tocsin.watches.model import Severity

ShortLimit = Annotated[int, Query(ge=1, le=25, description="Most items of a page; SNS is asked about each of them.")]

_ANSWER: OpenAPIResponse = {"description": "The subscription", "content": {"application/json": {"model": Subscription}}}
MADE_OR_THERE = {200: _ANSWER, 201: _ANSWER}


class SubscriptionRequest(Body):
    """An endpoint, and what it is to hear of."""

    protocol: Protocol
    endpoint: Annotated[str, StringConstraints(min_length=1, max_length=MAX_URL)]
    watches: Annotated[
        tuple[WatchId, ...],
        Field(max_length=MAX_WATCHES, description="Ids of watches; empty for all, those to come too."),
    ] = ()
    least_severity: Severity = "minor"


class SubscriptionPage(View):
    items: list[Subscription]
    next: Cursor


def add_subscription_routes(app: Api, services: Services) -> None:
    @app.get("/v1/subscriptions", summary="Subscriptions by id, with their state as SNS sees it now")
    @needs("admin")
    def list_subscriptions(limit: ShortLimit = 20, cursor: CursorQuery = None) -> SubscriptionPage:
        page = paged(
            services.cursors,
            cursor,
            ["subscriptions"],
            lambda at: services.subscriptions.page(limit=limit, position=at, now=services.now()),
        )
        return SubscriptionPage(items=with_removed(services, page.items), next=page.next)

    @app.post(
        "/v1/subscriptions",
        summary="Subscribe an endpoint; 200 if the same subscription is there already",
        status_code=201,
        responses=MADE_OR_THERE,
    )
    @needs("admin")
    def subscribe(request: SubscriptionRequest) -> Response[Subscription]:
        made, new = add_subscription(services, request, local=services.settings.local_endpoints)
        headers = {"Location": f"/v1/subscriptions/{made.id}"}
        return Response(201 if new else 200, "application/json", made, headers=headers)

    @app.get("/v1/subscriptions/<subscription_id>", summary="A subscription, its state, and deliveries that failed")
    @needs("admin")
    def get_subscription(subscription_id: Id) -> Subscription:
        return with_removed(services, [services.subscriptions.get(subscription_id, services.now())])[0]

    @app.delete("/v1/subscriptions/<subscription_id>", summary="Unsubscribe; it is shown as deleted for a week")
    @needs("admin")
    def unsubscribe(subscription_id: Id) -> Subscription:
        return services.subscriptions.delete(subscription_id, services.now())


def with_removed(services: Services, found: Sequence[Subscription]) -> list[Subscription]:
    """Each with those of its watches that were removed since."""
    there = {watch.id for watch in services.watches.all()} if any(one.watches for one in found) else set()
    return [told_of_removed(one, there) for one in found]


def add_subscription(services: Services, request: SubscriptionRequest, *, local: bool) -> tuple[Subscription, bool]:
    """The subscription that is asked for, and whether it is new. Raises `InvalidInput` and `Conflict`."""
    endpoint = checked_endpoint(request.protocol, request.endpoint, local=local)
    known_watches(services, {f"watches[{number}]": watch for number, watch in enumerate(request.watches)})
    return services.subscriptions.create(
        request.protocol, endpoint, request.watches, request.least_severity, services.now()
    )
