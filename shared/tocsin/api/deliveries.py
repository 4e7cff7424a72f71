"""Routes of deliveries, for keys of scope admin as subscriptions are."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from tocsin.api.lists import CursorQuery, Limit, paged
from tocsin.api.routes import Api, needs
from tocsin.api.views import Cursor, View
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput
from tocsin.subscriptions.deliveries import Delivery
from tocsin.subscriptions.times import ChannelTimes, times

AlertQuery = Annotated[str | None, Query(max_length=80, description="Id of an alert, a bulletin or a test.")]
SubscriptionQuery = Annotated[str | None, Query(max_length=80, description="Id of a subscription.")]


class DeliveryPage(View):
    items: list[Delivery]
    next: Cursor


class TimesList(View):
    """By channel, of its last deliveries."""

    items: list[ChannelTimes]


def add_delivery_routes(app: Api, services: Services) -> None:
    @app.get("/v1/deliveries/times", summary="Seconds from an upload to each channel, p50 and p95")
    @needs("admin")
    def delivery_times() -> TimesList:
        return TimesList(items=times(services.deliveries, services.channels.all()))

    @app.get("/v1/deliveries", summary="What became of an alert at each subscriber, or of all alerts at one")
    @needs("admin")
    def list_deliveries(
        alert: AlertQuery = None,
        subscription: SubscriptionQuery = None,
        limit: Limit = 20,
        cursor: CursorQuery = None,
    ) -> DeliveryPage:
        if alert is not None and subscription is None:
            return DeliveryPage(items=services.deliveries.of_alert(alert), next=None)
        if subscription is None or alert is not None:
            raise InvalidInput("name an alert or a subscription, and not both", where="alert")
        page = paged(
            services.cursors,
            cursor,
            ["deliveries", subscription],
            lambda at: services.deliveries.of_subscription(subscription, limit=limit, position=at),
        )
        return DeliveryPage(items=list(page.items), next=page.next)
