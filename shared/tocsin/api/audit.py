"""The audit log over HTTP. The door of the API notes each change (`tocsin.api.routes`): no route can forget it."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from tocsin.api.lists import CursorQuery, Limit, Since, Until, paged, since_until
from tocsin.api.routes import Api, needs
from tocsin.api.views import Cursor, View
from tocsin.aws.audit import AuditEntry
from tocsin.aws.services import Services

WhoQuery = Annotated[
    str | None,
    Query(
        pattern=r"^[A-Za-z0-9._:@|+/=#-]{1,110}$", description="The id of a key, `oidc:` and a subject, or `command`."
    ),
]
KindQuery = Annotated[str | None, Query(pattern=r"^[a-z-]{1,40}$", description="As the API groups it: `watches`.")]


class AuditPage(View):
    items: list[AuditEntry]
    next: Cursor


def add_audit_routes(app: Api, services: Services) -> None:
    @app.get("/v1/audit", summary="Changes by API, page and command, the last first")
    @needs("admin")
    def list_changes(
        *,
        who: WhoQuery = None,
        kind: KindQuery = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = 20,
        cursor: CursorQuery = None,
    ) -> AuditPage:
        low, high = since_until(since, until)
        page = paged(
            services.cursors,
            cursor,
            ["audit", who or "", kind or "", low, high],
            lambda at: services.audit.page(who=who, kind=kind, limit=limit, since=low, until=high, position=at),
        )
        return AuditPage(items=list(page.items), next=page.next)
