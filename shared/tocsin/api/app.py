"""The HTTP API put together: routes, who may call them, and what is answered when something is wrong."""

from __future__ import annotations

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
from tocsin.api.agents import add_agent_routes
from tocsin.api.alerts import add_alert_routes, add_watch_routes
from tocsin.api.articles import add_article_routes
from tocsin.api.audit import add_audit_routes
from tocsin.api.backtest import add_backtest_routes
from tocsin.api.bodies import JSON_TYPE
from tocsin.api.briefs import add_brief_routes
from tocsin.api.bulletins import add_bulletin_routes
from tocsin.api.claims import add_claim_routes
from tocsin.api.counts import add_count_routes
from tocsin.api.decisions import add_decision_routes
from tocsin.api.deliveries import add_delivery_routes
from tocsin.api.document import openapi_document
from tocsin.api.export import EXPORTED, NEXT
from tocsin.api.feeds import add_feed_routes
from tocsin.api.ledger import add_ledger_routes
from tocsin.api.muted import add_mute_routes
from tocsin.api.places import add_place_routes
from tocsin.api.problems import problem
from tocsin.api.readers import add_reader_routes
from tocsin.api.reference import add_reference_routes
from tocsin.api.removals import add_removal_routes
from tocsin.api.respond import FIELDS
from tocsin.api.routes import Api, public
from tocsin.api.search import add_search_routes
from tocsin.api.sources import add_source_routes
from tocsin.api.stories import add_story_routes
from tocsin.api.subscriptions import add_subscription_routes
from tocsin.api.topics import add_topic_routes, add_topic_trial_routes
from tocsin.api.uploads import add_upload_routes
from tocsin.api.usage import add_usage_routes
from tocsin.api.views import Health
from tocsin.api.why import add_why_routes
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput

ALLOWED_HEADERS = ["Authorization", "X-API-Key", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key"]
EXPOSED_HEADERS = ["ETag", "Location", "Retry-After", "Link", NEXT]
MAX_ERRORS = 20
OPEN = {"Cache-Control": "no-cache"}
"""What is open to all may be kept, if it is asked for anew."""
ANY_PATH = ".*"
"""The rule of the route that powertools makes up where none matches."""

logger = Logger(child=True)


def build_app(services: Services) -> Api:
    """The resolver with all routes; build it once for a process."""
    app = Api(_cors(services.settings.cors_origins), services)
    app.use(middlewares=[_guard])
    _add_problems(app)
    _add_open_routes(app)
    add_reference_routes(app)
    add_place_routes(app)
    for add in (
        add_article_routes,
        add_claim_routes,
        add_count_routes,
        add_search_routes,
        add_topic_routes,
        add_topic_trial_routes,
        add_decision_routes,
        add_story_routes,
        add_ledger_routes,
        add_brief_routes,
        add_upload_routes,
        add_alert_routes,
        add_watch_routes,
        add_backtest_routes,
        add_why_routes,
        add_source_routes,
        add_feed_routes,
        add_bulletin_routes,
        add_subscription_routes,
        add_delivery_routes,
        add_mute_routes,
        add_usage_routes,
        add_removal_routes,
        add_audit_routes,
        add_key_routes,
        add_reader_routes,
        add_agent_routes,
    ):
        add(app, services)
    return app


def _cors(origins: tuple[str, ...]) -> CORSConfig | None:
    """Whose pages may read answers in a browser; None for no others than our own."""
    if not origins:
        return None
    first, *others = origins
    return CORSConfig(
        allow_origin=first,
        extra_origins=others,
        allow_headers=ALLOWED_HEADERS,
        expose_headers=EXPOSED_HEADERS,
        max_age=600,
    )


def _add_open_routes(app: Api) -> None:
    @app.get("/health", summary="Is the API up", security=[])
    @public
    def health() -> Response[Health]:
        return Response(200, JSON_TYPE, Health(status="ok", version=__version__), headers=OPEN)

    @app.get("/openapi.json", include_in_schema=False)
    @public
    def openapi() -> Response[str]:
        return Response(200, JSON_TYPE, openapi_document(app), headers=OPEN)


def _guard(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """No parameter is there that the route does not know."""
    # Powertools keeps the matched route under this name for its own validation, which ignores unknown parameters.
    route = app.context["_route"]
    known = {parameter.alias for parameter in route.dependant.query_params}
    known |= {"fields"} if route.method == "GET" else set()
    known |= {"format"} if route.method == "GET" and route.openapi_path in EXPORTED else set()
    fields = (app.current_event.query_string_parameters or {}).get("fields")
    if fields is not None and FIELDS.fullmatch(fields) is None:
        raise InvalidInput("is a list of names, as title,claims.text", where="fields")
    for name in sorted(app.current_event.query_string_parameters or {}):
        if name not in known and route.rule.pattern != ANY_PATH:
            raise InvalidInput("is not a parameter of this route", where=name[:80])
    return next_middleware(app)


def _add_problems(app: Api) -> None:
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(RequestUnsupportedContentType)(_unsupported)
    app.exception_handler(Exception)(_unexpected)
    app.not_found(lambda _: _no_route(app))


def _invalid(error: RequestValidationError) -> Response[str]:
    """400 for parameters, 422 for a body; each fault with its place."""
    faults = [
        {"where": ".".join(str(part) for part in fault["loc"])[:200], "detail": str(fault["msg"])[:300]}
        for fault in error.errors()[:MAX_ERRORS]
    ]
    in_body = all(fault["where"].startswith("body") for fault in faults)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if in_body else HTTPStatus.BAD_REQUEST
    return problem(status, InvalidInput.code, "the request is not what this route takes", errors=faults)


def _unsupported(_: Exception) -> Response[str]:
    return problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", f"bodies are {JSON_TYPE}")


def _no_route(app: Api) -> Response[str]:
    """405 where other methods would do, else 404."""
    methods = app.methods_at(app.current_event.path)
    if methods:
        allow = ", ".join(methods)
        return problem(
            HTTPStatus.METHOD_NOT_ALLOWED, "method-not-allowed", f"this route takes {allow}", headers={"Allow": allow}
        )
    return problem(HTTPStatus.NOT_FOUND, "not-found", "no such route")


def _unexpected(error: Exception) -> Response[str]:
    logger.error("unexpected", exc_info=error)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "something went wrong here; try again later")
