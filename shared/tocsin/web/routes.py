"""Where pages are declared, each with what it needs, and how a path finds its page.

    @page("GET", "stories/<story>", scope="read")
    def story(ask: Ask, story: str) -> Reply: ...

`scope` is the key's scope that the session must have; None is for pages before signing in. A form (POST) of a session
is believed only with the session's own token and from the pages' own origin.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from tocsin.aws.apikeys import Scope
from tocsin.aws.services import Services
from tocsin.aws.sessions import Session
from tocsin.errors import InvalidInput
from tocsin.web.request import Reply, Request

View = Callable[..., Reply]
_SEGMENT: Final = r"([A-Za-z0-9][A-Za-z0-9._:-]{0,119})"
_ID: Final = re.compile(r"<([a-z]+)>")


@dataclass(frozen=True)
class Ask:
    """What a view is given: the stores, the request, and who asks."""

    services: Services
    request: Request
    session: Session | None
    show: Callable[..., Reply]
    """Fills a template: `show("story.html", title=..., **values)`."""

    @property
    def signed_in(self) -> Session:
        """The session of a page that needs one. Raises `LookupError` on a page that does not: a fault of ours."""
        if self.session is None:
            raise LookupError("a page without a scope asked who is signed in")
        return self.session


@dataclass(frozen=True)
class Route:
    """One page or form."""

    method: str
    path: str
    scope: Scope | None
    view: View
    changes: bool = True
    """Whether a form changes something, and so is noted in the audit log."""

    @property
    def pattern(self) -> re.Pattern[str]:
        parts = (_SEGMENT if _ID.fullmatch(part) else re.escape(part) for part in self.path.split("/"))
        return re.compile("/".join(parts))

    def match(self, path: str) -> dict[str, str] | None:
        """The values of `<names>` in the path if it is this route's."""
        found = self.pattern.fullmatch(path)
        return None if found is None else dict(zip(_ID.findall(self.path), found.groups(), strict=True))


class Pages:
    """A module's pages, in the order in which they are tried."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def page(self, method: str, path: str, *, scope: Scope | None, changes: bool = True) -> Callable[[View], View]:
        """Declares a page; the scope is said for each. A form that needs `write` or `admin` is noted in the audit log,
        unless it says that it `changes` nothing that others go by."""

        def declare(view: View) -> View:
            self.routes.append(
                Route(method, path, scope, view, changes and method == "POST" and scope in {"write", "admin"})
            )
            return view

        return declare


def find_route(routes: list[Route], method: str, path: str) -> tuple[Route, dict[str, str]] | list[str]:
    """The route with its values, or the methods that the path takes (none: there is no such page)."""
    methods: list[str] = []
    for route in routes:
        values = route.match(path)
        if values is not None:
            if route.method == method:
                return route, values
            methods.append(route.method)
    return methods


def checked(value: str, choices: Any, name: str) -> str:
    """`value` if it is one of `choices`. Raises `InvalidInput`."""
    if value not in choices:
        raise InvalidInput("is one of " + ", ".join(map(str, choices)), where=name)
    return value
