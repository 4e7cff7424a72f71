"""Routes of subscriptions, for keys of scope admin.

They hold addresses of people, send what is known elsewhere, and cost money.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
from pydantic import Field, StringConstraints

from tocsin.api.known import known_watches
from tocsin.api.lists import CursorQuery, Id, paged
from tocsin.api.preconditions import IfMatchOrNot, require_match, tag
from tocsin.api.routes import Api, needs
from tocsin.api.views import Body, Cursor, View, WatchId
from tocsin.aws.keys import stamp
from tocsin.aws.services import Services
from tocsin.codec import to_json
from tocsin.steps.sample import send_test
from tocsin.subscriptions.channels import OVERLAP
from tocsin.subscriptions.deliveries import Delivery
from tocsin.subscriptions.endpoints import MAX_URL, Protocol
from tocsin.subscriptions.manage import Asked, Made, subscribe, unsubscribe
from tocsin.subscriptions.model import MAX_WATCHES, Subscription, told_of_removed
from tocsin.watches.model import Language, Severity

ShortLimit = Annotated[int, Query(ge=1, le=25, description="Most items of a page; SNS is asked about each of them.")]


class SubscriptionRequest(Body):
    """An endpoint, and what it is to hear of."""

    protocol: Protocol
    endpoint: Annotated[str, StringConstraints(min_length=1, max_length=MAX_URL)]
    secret: Annotated[
        str,
        StringConstraints(max_length=600),
        Field(description="Of a channel: its token or key. Of a webhook: whsec_..., or empty for one of ours."),
    ] = ""
    watches: Annotated[
        tuple[WatchId, ...],
        Field(max_length=MAX_WATCHES, description="Ids of watches; empty for all, those to come too."),
    ] = ()
    least_severity: Severity = "minor"
    language: Annotated[
        Language | None, Field(description="Of a channel: what it is told in; null for the language of each watch.")
    ] = None


@dataclass(frozen=True, slots=True)
class SubscriptionMade(Subscription):
    """What was subscribed."""

    secret: str | None = None
    """Of a webhook that brought none: what its messages are signed with, shown this once."""


_ANSWER: OpenAPIResponse = {
    "description": "The subscription",
    "content": {"application/json": {"model": SubscriptionMade}},
}
MADE_OR_THERE = {200: _ANSWER, 201: _ANSWER}


class SecretMade(View):
    """A new secret of a webhook, shown this once; the one before signs too until `old_until`."""

    secret: str
    old_until: str


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
    def subscribe_endpoint(request: SubscriptionRequest) -> Response[SubscriptionMade]:
        made = add_subscription(services, request, local=services.settings.local_endpoints)
        headers = {"Location": f"/v1/subscriptions/{made.subscription.id}"}
        headers |= {"Cache-Control": "no-store"} if made.secret else {}
        return Response(201 if made.new else 200, "application/json", _shown(made), headers=headers)

    @app.get("/v1/subscriptions/<subscription_id>", summary="A subscription, its state, and deliveries that failed")
    @needs("admin")
    def get_subscription(subscription_id: Id) -> Response[Subscription]:
        [found] = with_removed(services, [services.subscriptions.get(subscription_id, services.now())])
        headers = {"ETag": tag(_settings(found), to_json(found).decode())}
        return Response(200, "application/json", found, headers=headers)

    @app.delete("/v1/subscriptions/<subscription_id>", summary="Unsubscribe; it is shown as deleted for a week")
    @needs("admin")
    def unsubscribe_endpoint(subscription_id: Id, if_match: IfMatchOrNot = None) -> Subscription:
        if if_match is not None:
            require_match(if_match, tag(_settings(services.subscriptions.get(subscription_id, services.now()))))
        return unsubscribe(services, subscription_id)

    @app.post(
        "/v1/subscriptions/<subscription_id>/test",
        summary="Send a test to a channel, the way that alerts go; GET /v1/deliveries tells what became of it",
        status_code=202,
    )
    @needs("admin")
    def test_subscription(subscription_id: Id) -> Response[Delivery]:
        return Response(202, "application/json", send_test(services, subscription_id))

    @app.post(
        "/v1/subscriptions/<subscription_id>/secret",
        summary="A new secret of a webhook; the old one signs too for a day",
    )
    @needs("admin")
    def rotate_secret(subscription_id: Id) -> Response[SecretMade]:
        made = SecretMade(
            secret=services.channels.rotate(subscription_id, services.now()), old_until=stamp(services.now() + OVERLAP)
        )
        return Response(200, "application/json", made, headers={"Cache-Control": "no-store"})


def _settings(subscription: Subscription) -> str:
    """What somebody chose of it, and whether it still is: how its endpoint does is left out."""
    gone = subscription.state == "deleted"
    chosen = (subscription.id, subscription.created_at, subscription.watches, subscription.least_severity)
    return to_json((*chosen, subscription.language, gone)).decode()


def with_removed(services: Services, found: Sequence[Subscription]) -> list[Subscription]:
    """Each with those of its watches that were removed since."""
    there = {watch.id for watch in services.watches.all()} if any(one.watches for one in found) else set()
    return [told_of_removed(one, there) for one in found]


def add_subscription(services: Services, request: SubscriptionRequest, *, local: bool) -> Made:
    """Raises `InvalidInput` and `Conflict`."""
    known_watches(services, {f"watches[{number}]": watch for number, watch in enumerate(request.watches)})
    asked = Asked(
        request.protocol, request.endpoint, request.secret, request.watches, request.least_severity, request.language
    )
    return subscribe(services, asked, local=local)


def _shown(made: Made) -> SubscriptionMade:
    told = {field.name: getattr(made.subscription, field.name) for field in fields(made.subscription)}
    return SubscriptionMade(**told, secret=made.secret or None)
