"""Routes of alerts and watches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

from tocsin.api.known import require_known
from tocsin.api.lists import CursorQuery, Id, IdQuery, Limit, LimitOrNone, Since, Until, cut, paged, since_until, whole
from tocsin.api.muted import caller
from tocsin.api.preconditions import IfMatch, expected_of, version_of
from tocsin.api.problems import PreconditionFailed
from tocsin.api.routes import Api, needs
from tocsin.api.views import AlertItem, AlertPage, ChangedWatch, NewWatch, WatchList
from tocsin.aws.alerts import Sent
from tocsin.aws.desk import Acknowledged
from tocsin.aws.keys import stamp
from tocsin.aws.services import Services
from tocsin.errors import Conflict, InvalidWatch
from tocsin.notify.cap import MEDIA_TYPE, cap_xml, sender_of
from tocsin.notify.render import links
from tocsin.watches.alert import Alert
from tocsin.watches.model import Watch, read_watch
from tocsin.watches.naming import id_of

CAP: dict[int, OpenAPIResponse] = {
    200: {
        "description": "CAP 1.2 (OASIS); scope Private, marked as media monitoring and no official warning",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
    }
}


def add_alert_routes(app: Api, services: Services) -> None:
    alerts = services.alerts

    @app.get("/v1/alerts", summary="Alerts, the last raised first: all, or of one watch")
    @needs("read")
    def list_alerts(
        watch: IdQuery = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = 20,
        cursor: CursorQuery = None,
    ) -> AlertPage:
        low, high = since_until(since, until)
        page = paged(
            services.cursors,
            cursor,
            ["alerts", watch or "", low, high],
            lambda at: cut(
                alerts.page(
                    "watch-alert" if watch else "alert", watch or "all", limit=limit, since=low, until=high, position=at
                ),
                lambda sent: alert_item(services, sent),
                lambda sent: f"{sent.alert.raised_at}#{sent.alert.id}",
            ),
        )
        if watch and not page.items and cursor is None:
            require_known(services, "watch-alert", watch)
        seen_to = services.desk.acknowledged([item.alert.id for item in page.items])
        items = [item.model_copy(update={"acknowledged": seen_to.get(item.alert.id)}) for item in page.items]
        return AlertPage(items=items, next=page.next)

    @app.get("/v1/alerts/<alert_id>", summary="An alert, and why it rang")
    @needs("read")
    def get_alert(alert_id: Id) -> AlertItem:
        return _with_acknowledgement(services, alerts.get(alert_id))

    @app.put(
        "/v1/alerts/<alert_id>/acknowledgement", summary="Say that you see to an alert; the first to say so stands"
    )
    @needs("write")
    def acknowledge_alert(alert_id: Id) -> AlertItem:
        sent, now = alerts.get(alert_id), services.now()
        services.desk.acknowledge(alert_id, Acknowledged(caller(app, services), stamp(now)), services.expires(now))
        return _with_acknowledgement(services, sent)

    @app.delete("/v1/alerts/<alert_id>/acknowledgement", summary="Nobody sees to it any more", status_code=204)
    @needs("write")
    def take_back_acknowledgement(alert_id: Id) -> Response[None]:
        services.desk.take_back_acknowledgement(alert_id)
        return Response(204)

    @app.get("/v1/alerts/<alert_id>/cap", summary="An alert as a message of CAP 1.2", responses=CAP)
    @needs("read")
    def get_cap(alert_id: Id) -> Response[str]:
        return Response(200, MEDIA_TYPE, cap_of(services, alerts.get(alert_id).alert).decode())


def alert_item(services: Services, sent: Sent) -> AlertItem:
    """An alert as the API shows it."""
    return AlertItem.of(sent, links(sent.alert, services.settings.api_url))


def _with_acknowledgement(services: Services, sent: Sent) -> AlertItem:
    seen_to = services.desk.acknowledged([sent.alert.id]).get(sent.alert.id)
    return alert_item(services, sent).model_copy(update={"acknowledged": seen_to})


def cap_of(services: Services, alert: Alert) -> bytes:
    """The alert as CAP 1.2; what it follows is read for the time of the reference."""
    told = [sent for one in alert.references if (sent := services.alerts.find(one)) is not None]
    api_url = services.settings.api_url
    return cap_xml(
        alert,
        sender=sender_of(api_url),
        web=alert.url or links(alert, api_url).get("alert"),
        raised={sent.alert.id: sent.alert.raised_at for sent in told},
    )


def add_watch_routes(app: Api, services: Services) -> None:
    watches = services.watches

    @app.get("/v1/watches", summary="All watches, by id")
    @needs("read")
    def list_watches(limit: LimitOrNone = None, cursor: CursorQuery = None) -> WatchList:
        page = whole(services.cursors, (cursor, limit), "watches", watches.all(), lambda watch: watch.id)
        return WatchList(items=list(page.items), next=page.next)

    @app.post("/v1/watches", summary="A new watch; it rings for what comes from now on", status_code=201)
    @needs("write")
    def create_watch(body: NewWatch) -> Response[Watch]:
        given = body.model_dump()
        watch = checked_watch(services, {**given, "id": given["id"] or id_of(given["name"])})
        return _answer(watches.create(watch), 201)

    @app.get("/v1/watches/<watch_id>", summary="A watch; its `ETag` is its version")
    @needs("read")
    def get_watch(watch_id: Id) -> Response[Watch]:
        return _answer(watches.get(watch_id))

    @app.put("/v1/watches/<watch_id>", summary="Change a watch; rings nobody for the past")
    @needs("write")
    def change_watch(watch_id: Id, body: ChangedWatch, if_match: IfMatch = None) -> Response[Watch]:
        expected = version_of(if_match, body.version)
        if body.id not in {None, watch_id}:
            raise InvalidWatch("is not the id in the path; a watch keeps its id", where="id")
        watches.get(watch_id)
        changed = checked_watch(services, {**body.model_dump(exclude={"version"}), "id": watch_id})
        try:
            return _answer(watches.change(changed, expected))
        except Conflict as error:
            raise PreconditionFailed("the watch was changed since; read it again", where="If-Match") from error

    @app.delete("/v1/watches/<watch_id>", summary="Remove a watch; its alerts stay", status_code=204)
    @needs("write")
    def delete_watch(watch_id: Id, if_match: IfMatch = None) -> Response[None]:
        expected = expected_of(if_match)
        watches.get(watch_id)
        try:
            watches.delete(watch_id, expected)
        except Conflict as error:
            raise PreconditionFailed("the watch was changed since; read it again", where="If-Match") from error
        return Response(204)


def checked_watch(services: Services, data: Mapping[str, Any]) -> Watch:
    """A watch out of JSON that articles can meet. Raises `InvalidWatch` pointing to the part that is wrong."""
    from tocsin.watches.known import known_parts  # noqa: PLC0415  # only who writes watches needs it

    return known_parts(read_watch(data), services.topics)


def _answer(watch: Watch, status: int = 200) -> Response[Watch]:
    headers = {"ETag": f'"{watch.version}"', "Location": f"/v1/watches/{watch.id}"}
    return Response(status, "application/json", watch, headers=headers)
