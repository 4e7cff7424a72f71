"""Signing in with a key or a one-time link, out again, and the reader's choices of language."""

from __future__ import annotations

from urllib.parse import urlsplit

from tocsin.aws.sessions import SESSION_LIFE, end_session, open_session, redeem_token
from tocsin.errors import Denied
from tocsin.web.request import COOKIE, Reply, Request, redirect
from tocsin.web.routes import Ask, Pages, checked
from tocsin.web.words import LANGUAGES

pages = Pages()


@pages.page("GET", "sign-in", scope=None)
def sign_in_page(ask: Ask) -> Reply:
    to = _inside(ask.request.query.get("to", "now"))
    if ask.session is not None:
        return redirect(to)
    return ask.show("sign_in.html", title="Sign in", to=to, wrong=None)


@pages.page("POST", "sign-in", scope=None)
def sign_in(ask: Ask) -> Reply:
    request = ask.request
    to = _inside(request.field("to"))
    try:
        cookie, _ = open_session(ask.services.table, request.field("key"), request.address, ask.services.now())
    except Denied as error:
        return ask.show("sign_in.html", title="Sign in", to=to, wrong=error.message)
    return redirect(to, _cookie(ask, COOKIE, cookie, int(SESSION_LIFE.total_seconds())))


@pages.page("GET", "enter/<token>", scope=None)
def enter_page(ask: Ask, token: str) -> Reply:
    """Following the link changes nothing: mail scanners follow links too. The form on the page does."""
    return ask.show("enter.html", title="Sign in", token=token)


@pages.page("POST", "enter", scope=None)
def enter(ask: Ask) -> Reply:
    cookie, _ = redeem_token(ask.services.table, ask.request.field("token"), ask.services.now())
    return redirect("now", _cookie(ask, COOKIE, cookie, int(SESSION_LIFE.total_seconds())))


@pages.page("POST", "sign-out", scope="read")
def sign_out(ask: Ask) -> Reply:
    end_session(ask.services.table, ask.signed_in)
    return redirect("sign-in", _cookie(ask, COOKIE, "", 0))


@pages.page("POST", "language", scope=None)
def language(ask: Ask) -> Reply:
    chosen = checked(ask.request.field("language"), LANGUAGES, "language")
    return redirect(_inside(ask.request.field("to")), _cookie(ask, "tocsin-lang", chosen, 365 * 86_400))


def _inside(to: str) -> str:
    """A page of ours to go on to, whatever a link says."""
    parts = urlsplit(to)
    good = not parts.scheme and not parts.netloc and to.isprintable() and not to.startswith(("/", "\\", "."))
    return to if to and good and ":" not in parts.path else "now"


def _cookie(ask: Ask, name: str, value: str, seconds: int) -> str:
    """Without a path of its own: the browser takes the folder of the page that sets it, wherever the gateway has it."""
    secure = "; Secure" if _is_https(ask.request, ask.services.settings.api_url) else ""
    return f"{name}={value}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"


def _is_https(request: Request, api_url: str) -> bool:
    """Everywhere but on the local stack, which speaks plain HTTP on loopback."""
    return not (api_url.startswith("http://") or request.headers.get("x-forwarded-proto") == "http")
