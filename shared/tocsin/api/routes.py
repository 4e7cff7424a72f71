"""Where routes are declared, each with what it needs, and the door that every request comes through.

    @app.get("/v1/things", summary="All things")
    @needs("read")
    def list_things() -> ThingList: ...

`needs` names the scope (`read`, `write`, `admin`); `public` is for what is open to all. Neither is a default: a route
that says nothing does not start. The door asks the route that was matched, never the path, and before anything else.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, CORSConfig
from aws_lambda_powertools.event_handler.api_gateway import ResponseBuilder, Route
from aws_lambda_powertools.shared.json_encoder import Encoder

from tocsin.api.auth import require
from tocsin.api.bodies import JSON_TYPE, MAX_BODY, check_body, check_type, read_json
from tocsin.api.problems import problem_of
from tocsin.aws.apikeys import Scope
from tocsin.errors import InvalidInput, TocsinError

Handler = TypeVar("Handler", bound=Callable[..., Any])
_NEEDS = "__tocsin_needs__"


@dataclass(frozen=True, slots=True)
class Needs:
    """What a route asks of a request: a key's scope (None: no key), a body's media type and most bytes."""

    scope: Scope | None
    takes: str = JSON_TYPE
    most: int = MAX_BODY


def needs(scope: Scope, *, takes: str = JSON_TYPE, most: int = MAX_BODY) -> Callable[[Handler], Handler]:
    """Declares what a route needs; stands right above the function, below `@app.get` and the like."""
    return _declare(Needs(scope, takes, most))


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

    def __init__(self, cors: CORSConfig | None = None) -> None:
        # Letters as they are: escaped, each that is not ASCII would take six bytes, and one more in Lambda's answer.
        written = partial(json.dumps, separators=(",", ":"), ensure_ascii=False, cls=Encoder)
        super().__init__(cors=cors, enable_validation=True, json_body_deserializer=read_json, serializer=written)
        self.exception_handler(TocsinError)(problem_of)

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
        return super()._call_route(route, route_arguments)

    def _admit(self, route: Route) -> None:
        """Path, key, body, in this order. Where no route matched, powertools makes one up, which needs any key."""
        event = self.current_event
        if not event.path.isprintable():
            raise InvalidInput("holds characters that no path has", where="path")
        preflight = Needs(None) if event.http_method.upper() == "OPTIONS" else Needs("read")
        needed: Needs = getattr(route.func, _NEEDS, preflight)
        require(needed.scope, event.raw_event)
        check_body(event, needed.most)
        if hasattr(route.func, _NEEDS) and route.dependant.body_params:
            check_type(event, needed.takes)
