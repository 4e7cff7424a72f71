"""The API as a browser or a program sees it: authorizer and resolver behind one function, and the same as WSGI."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tests.integration.roles import acting

from tocsin.api.app import build_app
from tocsin.api.auth import identify
from tocsin.api.respond import respond
from tocsin.aws.apikeys import Scope, create_key
from tocsin.aws.services import Services


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Http:
    """Calls the API the way the gateway does: the authorizer's context goes into the event."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._app = build_app(services)
        self.keys: dict[str, str] = {}

    def key(self, scope: Scope) -> str:
        """A key of a scope, made on first use."""
        if scope not in self.keys:
            _, self.keys[scope] = create_key(self.services.table, scope, f"test {scope}", self.services.now())
        return self.keys[scope]

    def call(
        self,
        method: str,
        path: str,
        *,
        scope: Scope | None = "read",
        query: Mapping[str, str] | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        base64: bool = False,
    ) -> Answer:
        sent = dict(headers or {})
        if scope is not None:
            sent["authorization"] = f"Bearer {self.key(scope)}"
        if body is not None and "content-type" not in sent:
            sent["content-type"] = "application/json"
        text = body if isinstance(body, str) or body is None else json.dumps(body)
        return self.raw(method, path, urlencode(query or {}), text, sent, base64=base64)

    def raw(
        self,
        method: str,
        path: str,
        query: str,
        body: str | None,
        headers: Mapping[str, str],
        *,
        base64: bool = False,
    ) -> Answer:
        pairs: dict[str, str] = {}
        for name, value in parse_qsl(query, keep_blank_values=True):
            pairs[name] = f"{pairs[name]},{value}" if name in pairs else value
        with acting(self.services, "AuthorizeRole"):
            identity = identify(self.services.table, headers, self.services.now(), pairs, self.services.tokens)
        event = {
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": path,
            "rawQueryString": query,
            "headers": {name.lower(): value for name, value in headers.items()},
            "queryStringParameters": pairs,
            "requestContext": {
                "http": {"method": method, "path": path},
                "stage": "$default",
                "requestId": "request",
                "authorizer": {"lambda": identity["context"]},
            },
            "body": body,
            "isBase64Encoded": base64,
        }
        with acting(self.services, "ApiRole"):
            answer = respond(self._app, event, None)  # no route looks at Lambda's context
        return Answer(answer["statusCode"], answer.get("headers", {}), answer["body"])

    def wsgi(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The same for tools that speak WSGI."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length).decode("utf-8", "replace") if length else None
        headers = {name[5:].replace("_", "-"): value for name, value in environ.items() if name.startswith("HTTP_")}
        if environ.get("CONTENT_TYPE"):
            headers["content-type"] = environ["CONTENT_TYPE"]
        headers.pop("ACCEPT-ENCODING", None)  # the tools take nothing off
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        answer = self.raw(environ["REQUEST_METHOD"], path, environ.get("QUERY_STRING", ""), body, headers)
        start_response(f"{answer.status} -", list(answer.headers.items()))
        return [answer.body.encode()]
