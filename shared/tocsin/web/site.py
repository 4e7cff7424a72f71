"""All pages together: who asks, which page it is, and what is shown when something is wrong."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlsplit

from aws_lambda_powertools import Logger

from tocsin.aws.apikeys import allows
from tocsin.aws.services import Services
from tocsin.aws.sessions import Session, TooManyAttempts, find_session
from tocsin.aws.turns import AlreadyAsking
from tocsin.errors import Conflict, Denied, InvalidInput, NotFound, TocsinError
from tocsin.web.pages import (
    alerts,
    articles,
    claims,
    design,
    desk,
    health,
    joining,
    links,
    now,
    removals,
    search,
    settings,
    signin,
    sources,
    stories,
    topics,
    trends,
    uploads,
    watches,
)
from tocsin.web.render import Renderer
from tocsin.web.request import COOKIE, Reply, Request, redirect
from tocsin.web.routes import Ask, Route, find_route
from tocsin.web.static import asset

logger = Logger(child=True)

SECURITY: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser sends our own forms with the origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""On every answer. Nothing of another site is ever loaded: reading a page must tell no publisher who reads it."""
STATUS: Final[tuple[tuple[type[TocsinError], HTTPStatus], ...]] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (TooManyAttempts, HTTPStatus.TOO_MANY_REQUESTS),
    (AlreadyAsking, HTTPStatus.TOO_MANY_REQUESTS),
    (Denied, HTTPStatus.FORBIDDEN),
    (Conflict, HTTPStatus.CONFLICT),
    (InvalidInput, HTTPStatus.BAD_REQUEST),
)
MODULES: Final = (
    signin,
    now,
    stories,
    joining,
    claims,
    articles,
    search,
    trends,
    alerts,
    links,
    watches,
    topics,
    uploads,
    sources,
    desk,
    health,
    settings,
    removals,
    design,
)


class Site:
    """The pages over one set of stores."""

    def __init__(self, services: Services, renderer: Renderer, routes: list[Route]) -> None:
        self.services = services
        self._renderer = renderer
        self.routes = routes

    def answer(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a request of the gateway (payload 2.0)."""
        request: Request | None = None
        try:
            request = Request.of(event)
            reply = self._reply(request)
        except TocsinError as error:
            reply = self._refusal(request, error)
        except Exception:
            logger.exception("unexpected")
            reply = self._problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here; try again.")
        headers = {"Cache-Control": "no-store", **SECURITY, **reply.headers}
        answer = replace(reply, headers=headers).event(request)
        is_head = event["requestContext"]["http"]["method"] == "HEAD"
        return {**answer, "body": ""} if is_head else answer

    def _reply(self, request: Request) -> Reply:
        if request.path.startswith("static/"):
            return asset(request.path.removeprefix("static/"))
        found = find_route(self.routes, request.method, request.path)
        if isinstance(found, list):
            if found:
                return replace(
                    self._problem(request, HTTPStatus.METHOD_NOT_ALLOWED, "This page does not take that."),
                    headers={"Allow": ", ".join(sorted(set(found)))},
                )
            raise NotFound("no such page")
        route, values = found
        session = self._session(request)
        if route.scope is not None:
            if session is None:
                return self._sign_in_first(request)
            if not allows(session.scope, route.scope):
                raise Denied(f"your key's scope is {session.scope}; {route.scope} is needed for this")
        if request.method == "POST":
            _from_here(request, session, form_token=route.scope is not None)
        ask = Ask(self.services, request, session, partial(self._renderer.show, request, session))
        if session is None or not route.changes:
            return route.view(ask, **values)
        return self._noted(ask, session, route, values)

    def _noted(self, ask: Ask, session: Session, route: Route, values: dict[str, str]) -> Reply:
        """The change with its entry in the audit log; a form that is shown again has changed nothing."""
        log, kind = self.services.audit, route.path.removeprefix("settings/").split("/")[0]
        item = next(reversed(values.values()), "")
        entry = log.begin(session.key, "page", f"POST /ui/{route.path}", kind=kind, item=item)
        try:
            reply = route.view(ask, **values)
        except TocsinError:
            log.drop(entry)
            raise
        except Exception:
            log.end(entry, "failed")
            raise
        if reply.status == HTTPStatus.OK and not reply.made:
            log.drop(entry)
        else:
            log.end(entry, "done", entry.item or reply.headers.get("Location", "").rpartition("/")[2])
        return reply

    def _session(self, request: Request) -> Session | None:
        cookie = request.cookies.get(COOKIE, "")
        return find_session(self.services.table, cookie, self.services.now()) if cookie else None

    def _sign_in_first(self, request: Request) -> Reply:
        """A link from elsewhere (a mail) comes without the cookie, which is `SameSite=Strict`: the page asks itself
        again, then with the cookie. Only who has none is sent to sign in."""
        if request.method != "GET":
            raise Denied("sign in first")
        if request.headers.get("sec-fetch-site") == "cross-site" and "again" not in request.query:
            return self._renderer.show(request, None, "again.html", title="Tocsin")
        there = request.path or "now"
        query = "&".join(f"{quote(n)}={quote(v)}" for n, v in request.query.items() if n != "again")
        to = quote(there + (f"?{query}" if query else ""), safe="")
        return redirect(f"{request.root}sign-in?to={to}")

    def _refusal(self, request: Request | None, error: TocsinError) -> Reply:
        status = next((status for kind, status in STATUS if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)
        where = f"{error.where}: " if getattr(error, "where", None) else ""
        return self._problem(request, status, f"{where}{error}" if where not in str(error) else str(error))

    def _problem(self, request: Request | None, status: HTTPStatus, detail: str) -> Reply:
        if request is None:
            return Reply(detail, status, "text/plain; charset=utf-8")
        session = None
        if status != HTTPStatus.INTERNAL_SERVER_ERROR:
            session = self._session(request)
        shown = self._renderer.show(request, session, "problem.html", title=status.phrase, detail=detail)
        return replace(shown, status=status)


def build_site(services: Services) -> Site:
    """All pages; build it once for a process."""
    routes = [route for module in MODULES for route in module.pages.routes]
    sections = frozenset(route.path for route in routes if route.method == "GET")
    return Site(services, Renderer(services, sections), routes)


def _from_here(request: Request, session: Session | None, *, form_token: bool) -> None:
    """Raises `Denied` for a form that another site made a browser send."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    host = request.headers.get("host", "")
    foreign = site not in {"same-origin", "none"} or (origin is not None and urlsplit(origin).netloc != host)
    if foreign:
        raise Denied("this form was sent by another site")
    if form_token:
        token = request.field("csrf")
        if session is None or not hmac.compare_digest(token.encode(), session.csrf.encode()):
            raise Denied("this form is of another session; load the page again")
