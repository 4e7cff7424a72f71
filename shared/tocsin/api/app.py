"""The HTTP API put together: routes, who may call them, and what is answered when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, CORSConfig, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.event_handler.openapi.exceptions import (
    RequestUnsupportedContentType,
    RequestValidationError,
)

from tocsin import __version__
from tocsin.api.access import add_key_routes
from tocsin.api.alerts import add_alert_routes, add_watch_routes
from tocsin.api.articles import add_article_routes
from tocsin.api.auth import require
from tocsin.api.backtest import add_backtest_routes
from tocsin.api.bulletins import add_bulletin_routes
from tocsin.api.document import openapi_document
from tocsin.api.ledger import add_ledger_routes
from tocsin.api.places import add_place_routes
from tocsin.api.problems import problem, problem_of
from tocsin.api.sources import add_source_routes
from tocsin.api.stories import add_story_routes
from tocsin.api.subscriptions import add_subscription_routes
from tocsin.api.uploads import add_upload_routes
from tocsin.api.usage import add_usage_routes
from tocsin.api.views import Health
from tocsin.api.why import add_why_routes
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput, TocsinError

ALLOWED_HEADERS = ["Authorization", "X-API-Key", "Content-Type", "If-Match"]
EXPOSED_HEADERS = ["ETag", "Location"]
MAX_ERRORS = 20
JSON_TYPE = "application/json"
ANY_PATH = ".*"
"""The rule of the route that powertools makes up where none matches."""

logger = Logger(child=True)


def build_app(services: Services) -> APIGatewayHttpResolver:
    """The resolver with all routes; build it once for a process."""
    cors = CORSConfig(allow_origin="*", allow_headers=ALLOWED_HEADERS, expose_headers=EXPOSED_HEADERS, max_age=600)
    app = APIGatewayHttpResolver(cors=cors, enable_validation=True)
    app.use(middlewares=[_guard])
    _add_problems(app)
    _add_open_routes(app)
    add_place_routes(app)
    for add in (
        add_article_routes,
        add_story_routes,
        add_ledger_routes,
        add_upload_routes,
        add_alert_routes,
        add_watch_routes,
        add_backtest_routes,
        add_why_routes,
        add_source_routes,
        add_bulletin_routes,
        add_subscription_routes,
        add_usage_routes,
        add_key_routes,
    ):
        add(app, services)
    return app


def _add_open_routes(app: APIGatewayHttpResolver) -> None:
    @app.get("/health", summary="Is the API up", security=[])
    def health() -> Health:
        return Health(status="ok", version=__version__)

    @app.get("/openapi.json", include_in_schema=False)
    def openapi() -> Response[str]:
        return Response(200, "application/json", openapi_document(app))


def _guard(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """The caller may do this, and no parameter is there that the route does not know."""
    _require(app)
    # Powertools keeps the matched route under this name for its own validation, which ignores unknown parameters.
    route = app.context["_route"]
    known = {parameter.alias for parameter in route.dependant.query_params}
    for name in sorted(app.current_event.query_string_parameters or {}):
        if name not in known and route.rule.pattern != ANY_PATH:
            raise InvalidInput("is not a parameter of this route", where=name[:80])
    return next_middleware(app)


def _require(app: APIGatewayHttpResolver) -> None:
    event = app.current_event
    require(event.http_method, event.path, event.raw_event)


def _add_problems(app: APIGatewayHttpResolver) -> None:
    def first_of_all_a_key(answer: Callable[[Any], Response[str]]) -> Callable[[Any], Response[str]]:
        """Validation comes before middlewares in the resolver: who has no key learns nothing from it."""

        def handle(error: Any) -> Response[str]:
            try:
                _require(app)
            except TocsinError as denied:
                return problem_of(denied)
            return answer(error)

        return handle

    app.exception_handler(TocsinError)(problem_of)
    app.exception_handler(RequestValidationError)(first_of_all_a_key(lambda error: _invalid(app, error)))
    app.exception_handler(RecursionError)(first_of_all_a_key(_nested_too_deep))
    app.exception_handler(RequestUnsupportedContentType)(first_of_all_a_key(_unsupported))
    app.exception_handler(Exception)(_unexpected)
    app.not_found(first_of_all_a_key(lambda _: _no_route(app)))


def _invalid(app: APIGatewayHttpResolver, error: RequestValidationError) -> Response[str]:
    """400 for parameters and what is no JSON, 422 for a body that is; each fault with its place."""
    found = error.errors()[:MAX_ERRORS]
    if any(fault["type"] == "json_invalid" for fault in found):
        return problem(HTTPStatus.BAD_REQUEST, "malformed-json", "the body is not JSON", where="body")
    faults = [
        {"where": ".".join(str(part) for part in fault["loc"])[:200], "detail": str(fault["msg"])[:300]}
        for fault in found
    ]
    in_body = all(fault["where"].startswith("body") for fault in faults)
    if in_body and not _says_json(app):
        return _unsupported(error)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if in_body else HTTPStatus.BAD_REQUEST
    return problem(status, InvalidInput.code, "the request is not what this route takes", errors=faults)


def _says_json(app: APIGatewayHttpResolver) -> bool:
    said = app.current_event.headers.get("content-type") or JSON_TYPE
    return said.partition(";")[0].strip().lower() == JSON_TYPE


def _nested_too_deep(_: RecursionError) -> Response[str]:
    return problem(HTTPStatus.BAD_REQUEST, "malformed-json", "the body is nested too deep", where="body")


def _unsupported(_: Exception) -> Response[str]:
    return problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", f"bodies are {JSON_TYPE}")


def _no_route(app: APIGatewayHttpResolver) -> Response[str]:
    """405 where other methods would do, else 404."""
    routes = [*app._static_routes, *app._dynamic_routes]  # noqa: SLF001  # powertools has no public list of routes
    methods = sorted({route.method for route in routes if route.rule.match(app.current_event.path)})
    if methods:
        allow = ", ".join(methods)
        return problem(
            HTTPStatus.METHOD_NOT_ALLOWED, "method-not-allowed", f"this route takes {allow}", headers={"Allow": allow}
        )
    return problem(HTTPStatus.NOT_FOUND, "not-found", "no such route")


def _unexpected(error: Exception) -> Response[str]:
    logger.error("unexpected", exc_info=error)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "something went wrong here; try again later")
