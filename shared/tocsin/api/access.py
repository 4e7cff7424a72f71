"""Routes of API keys, for keys of scope admin: who makes keys opens everything."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from tocsin.api.lists import CursorQuery, Id, Limit, paged, utc
from tocsin.api.routes import Api, needs
from tocsin.api.views import KeyList, KeyMade, KeyRequest
from tocsin.aws.apikeys import ApiKey, create_key, key_page, revoke_key, rotate_key
from tocsin.aws.records import Page
from tocsin.aws.services import Services

Overlap = Annotated[int, Query(ge=0, le=168, description="Hours in which the old key opens what it did.")]


def add_key_routes(app: Api, services: Services) -> None:
    table = services.table

    @app.get("/v1/keys", summary="API keys by id, revoked ones too, without their secrets")
    @needs("admin")
    def get_keys(limit: Limit = 100, cursor: CursorQuery = None) -> KeyList:
        def read(at: str | None) -> Page[ApiKey]:
            found, following = key_page(table, limit=limit, position=at)
            return Page(tuple(found), following)

        page = paged(services.cursors, cursor, ["keys"], read)
        return KeyList(items=list(page.items), next=page.next)

    @app.post("/v1/keys", summary="A new API key; its secret is shown this once", status_code=201)
    @needs("admin")
    def make_key(request: KeyRequest) -> Response[KeyMade]:
        expires = None if request.expires_at is None else utc(request.expires_at, "expires_at")
        key, secret = create_key(table, request.scope, request.name, services.now(), expires)
        headers = {"Cache-Control": "no-store"}
        return Response(201, "application/json", KeyMade(key=key, secret=secret), headers=headers)

    @app.post(
        "/v1/keys/<key_id>/rotate",
        summary="A new key in the place of one, which ends after an overlap",
        status_code=201,
    )
    @needs("admin")
    def change_key(key_id: Id, overlap_hours: Overlap = 24) -> Response[KeyMade]:
        key, secret = rotate_key(table, key_id, services.now(), timedelta(hours=overlap_hours))
        headers = {"Cache-Control": "no-store"}
        return Response(201, "application/json", KeyMade(key=key, secret=secret), headers=headers)

    @app.delete("/v1/keys/<key_id>", summary="Revoke an API key")
    @needs("admin")
    def drop_key(key_id: Id) -> ApiKey:
        return revoke_key(table, key_id, services.now())
