"""Where routes are declared, each with what it needs, and the door that every request comes through.

    @app.get("/v1/things", summary="All things")
    @needs("read")
    def list_things() -> ThingList: ...

`needs` names the scope (`read`, `write`, `admin`); `public` is for what is open to all. Neither is a default: a route
that says nothing does not start. The door asks the route that was matched, never the path, and before anything else.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, CORSConfig, Response
from aws_lambda_powertools.event_handler.api_gateway import ResponseBuilder, Route
from aws_lambda_powertools.shared.json_encoder import Encoder

from tocsin.api.auth import key_id, require
from tocsin.api.bodies import JSON_TYPE, MAX_BODY, check_body, check_type, read_json
from tocsin.api.limits import Limits, Together
from tocsin.api.problems import problem_of
from tocsin.aws.apikeys import Scope
from tocsin.aws.audit import AuditLog, in_short
from tocsin.aws.idempotency import Kept
from tocsin.aws.rates import Rates
from tocsin.aws.services import Services
from tocsin.aws.turns import AlreadyAsking
from tocsin.errors import InvalidInput, TocsinError

Handler = TypeVar("Handler", bound=Callable[..., Any])
_NEEDS = "__tocsin_needs__"
_IDEMPOTENCY_KEY = re.compile(r"[\x21-\x7e]{1,128}")
REPLAYED = "Idempotency-Replayed"
"""The header of an answer that was given before."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a route asks of a request: a key's scope (None: no key), a body's media type and most bytes."""

    scope: Scope | None
    takes: str = JSON_TYPE
    most: int = MAX_BODY
    changes: bool = True
    """Whether a request that is no GET changes something, and so is noted in the audit log."""
    alone: bool = False
    """Whether it takes so long that a key may have one of this kind under way."""


def needs(
    scope: Scope, *, takes: str = JSON_TYPE, most: int = MAX_BODY, changes: bool = True, alone: bool = False
) -> Callable[[Handler], Handler]:
    """Declares what a route needs; stands right above the function, below `@app.get` and the like.

    What is no GET and needs `write` or `admin` is noted in the audit log, unless it says that it `changes` nothing.
    """
    return _declare(Needs(scope, takes, most, changes and scope in {"write", "admin"}, alone))


def public(handler: Handler) -> Handler:
    """Declares a route that is open to all."""
    return _declare(Needs(None))(handler)


def _declare(needed: Needs) -> Callable[[Handler], Handler]:
    def mark(handler: Handler) -> Handler:
        setattr(handler, _NEEDS, needed)
        return handler

    return mark


class Api(APIGatewayHttpResolver):
    """The resolver of powertools with a door before its validation, which comes before any middleware of its own."""

    def __init__(self, cors: CORSConfig | None = None, services: Services | None = None) -> None:
        # Letters as they are: escaped, each that is not ASCII would take six bytes, and one more in Lambda's answer.
        written = partial(json.dumps, separators=(",", ":"), ensure_ascii=False, cls=Encoder)
        super().__init__(cors=cors, enable_validation=True, json_body_deserializer=read_json, serializer=written)
        self.exception_handler(TocsinError)(problem_of)
        self._services = services
        known = services.settings if services else None
        rate, burst = (known.key_rate, known.key_burst) if known else (0, 1)
        self.limits = Limits(rate, burst, time.monotonic)
        self.together = Together(Rates(services.table, services.now), rate, burst) if services else None

    def route(self, rule: str, *args: Any, **kwargs: Any) -> Callable[[Handler], Handler]:
        """Raises `TypeError` where the function does not say what it needs."""
        register = super().route(rule, *args, **kwargs)

        def checked(handler: Handler) -> Handler:
            if not hasattr(handler, _NEEDS):
                raise TypeError(f"the route {rule} does not say what it needs: @needs(scope) or @public")
            return register(handler)

        return checked

    def declared(self) -> dict[tuple[str, str], Needs]:
        """What each route needs, by method and path as the OpenAPI document writes it."""
        return {(route.method, route.openapi_path): getattr(route.func, _NEEDS) for route in self._routes()}

    def methods_at(self, path: str) -> list[str]:
        """The methods of all routes that match a path."""
        return sorted({route.method for route in self._routes() if route.rule.match(path)})

    def _routes(self) -> list[Route]:
        return [*self._static_routes, *self._dynamic_routes]

    @staticmethod
    def _compile_regex(rule: str, base_regex: str = r"^{}\Z") -> Any:
        r"""A `$`, as powertools has it, also matches before a newline at the end."""
        return APIGatewayHttpResolver._compile_regex(rule, base_regex)  # noqa: SLF001  # a static method has no super()

    def _call_route(self, route: Route, route_arguments: dict[str, str]) -> ResponseBuilder[Any]:
        try:
            self._admit(route)
        except TocsinError as refused:
            answer = self._call_exception_handler(refused, route)
            if answer is None:
                raise
            return answer
        needed: Needs | None = getattr(route.func, _NEEDS, None)
        if self._services is not None and needed is not None and needed.alone:
            return self._alone(self._services, route, route_arguments)
        if self._services is None or needed is None or not needed.changes or route.method == "GET":
            return super()._call_route(route, route_arguments)
        return self._once(self._services, route, route_arguments)

    def _alone(self, services: Services, route: Route, values: dict[str, str]) -> ResponseBuilder[Any]:
        try:
            with services.turns.alone(key_id(self.current_event.raw_event)):
                return super()._call_route(route, values)
        except AlreadyAsking as refused:
            return ResponseBuilder(problem_of(refused), route=route, serializer=self._serializer)

    def _once(self, services: Services, route: Route, values: dict[str, str]) -> ResponseBuilder[Any]:
        """A POST under an Idempotency-Key is done once, whoever sends it again because no answer came."""
        event = self.current_event
        key = event.headers.get("idempotency-key", "") if route.method == "POST" else ""
        if not key:
            return self._noted(services.audit, route, values)
        who, request = key_id(event.raw_event), f"{event.path}\n{event.raw_event.get('rawQueryString')}\n{event.body}"
        try:
            if _IDEMPOTENCY_KEY.fullmatch(key) is None:
                raise InvalidInput("is 1 to 128 printable characters of ASCII", where="Idempotency-Key")
            kept = services.idempotency.begin(who, key, request)
        except TocsinError as refused:
            return ResponseBuilder(problem_of(refused), route=route, serializer=self._serializer)
        if kept is not None:
            again = Response(kept.status, kept.content_type, kept.body, headers={**kept.headers, REPLAYED: "true"})
            return ResponseBuilder(again, route=route, serializer=self._serializer)
        answer = self._noted(services.audit, route, values)
        told = answer.response
        if told.status_code >= HTTPStatus.BAD_REQUEST:
            services.idempotency.forget(who, key)
        else:
            headers = {name: str(value) for name, value in told.headers.items() if name.lower() in {"etag", "location"}}
            body = told.body if isinstance(told.body, str) else str(self._serializer(told.body or {}))
            shown_once = str(told.headers.get("Cache-Control", "")) == "no-store"
            kept = None if shown_once else Kept(told.status_code, told.content_type or JSON_TYPE, body, headers)
            services.idempotency.end(who, key, request, kept)
        return answer

    def _noted(self, log: AuditLog, route: Route, values: dict[str, str]) -> ResponseBuilder[Any]:
        """The change with its entry in the audit log: before it, and what came of it."""
        action, kind = f"{route.method} {route.openapi_path}", route.openapi_path.split("/")[2]
        item = next(reversed(values.values()), "")
        entry = log.begin(key_id(self.current_event.raw_event), "api", action, kind=kind, item=item)
        answer = super()._call_route(route, values)
        status = answer.response.status_code
        if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
            log.drop(entry)
        else:
            told = _read_back(answer.response.body)
            made = "" if entry.item else str(told.get("id") or "")
            log.end(entry, "done" if status < HTTPStatus.BAD_REQUEST else "failed", made, in_short(told))
        return answer

    def _admit(self, route: Route) -> None:
        """Path, key, body, in this order. Where no route matched, powertools makes one up, which needs any key."""
        event = self.current_event
        if not event.path.isprintable():
            raise InvalidInput("holds characters that no path has", where="path")
        preflight = Needs(None) if event.http_method.upper() == "OPTIONS" else Needs("read")
        needed: Needs = getattr(route.func, _NEEDS, preflight)
        require(needed.scope, event.raw_event)
        if needed.scope is not None:
            self.limits.take(key_id(event.raw_event))
            if self.together is not None:
                self.together.take(key_id(event.raw_event))
        check_body(event, needed.most)
        if hasattr(route.func, _NEEDS) and route.dependant.body_params:
            check_type(event, needed.takes)


def _read_back(body: Any) -> dict[str, Any]:
    """The object that an answer is, those one level down at its top; empty where it is none."""
    try:
        told = json.loads(body) if isinstance(body, str) else body
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
