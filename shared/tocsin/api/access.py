"""Routes of API keys, for keys of scope admin: who makes keys opens everything."""

from __future__ import annotations

from aws_lambda_powertools.event_handler import Response

from tocsin.api.lists import Id, utc
from tocsin.api.routes import Api, needs
from tocsin.api.views import KeyList, KeyMade, KeyRequest
from tocsin.aws.apikeys import ApiKey, create_key, list_keys, revoke_key
from tocsin.aws.services import Services


def add_key_routes(app: Api, services: Services) -> None:
    table = services.table

    @app.get("/v1/keys", summary="All API keys without their secrets")
    @needs("admin")
    def get_keys() -> KeyList:
        return KeyList(items=list_keys(table))

    @app.post("/v1/keys", summary="A new API key; its secret is shown this once", status_code=201)
    @needs("admin")
    def make_key(request: KeyRequest) -> Response[KeyMade]:
        expires = None if request.expires_at is None else utc(request.expires_at, "expires_at")
        key, secret = create_key(table, request.scope, request.name, services.now(), expires)
        headers = {"Cache-Control": "no-store"}
        return Response(201, "application/json", KeyMade(key=key, secret=secret), headers=headers)

    @app.delete("/v1/keys/<key_id>", summary="Revoke an API key")
    @needs("admin")
    def drop_key(key_id: Id) -> ApiKey:
        return revoke_key(table, key_id, services.now())
