"""Signing in with a key, at an issuer or with a one-time link, out again, and the reader's choices of language."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from tocsin.aws.sessions import ISSUED_LIFE, SESSION_LIFE, end_session, open_issued, open_session, redeem_token
from tocsin.aws.signon import WAY_LIFE, SignOn, gone_on_to
from tocsin.errors import Denied, NotFound
from tocsin.web.request import COOKIE, Reply, Request, redirect
from tocsin.web.routes import Ask, Pages, checked
from tocsin.web.words import LANGUAGES

WAY_COOKIE = "tocsin-way"
"""On the way to an issuer and back. It comes back from another site, and so is `Lax`; it opens nothing by itself."""
pages = Pages()


@pages.page("GET", "sign-in", scope=None)
def sign_in_page(ask: Ask) -> Reply:
    to = _inside(ask.request.query.get("to", "now"))
    if ask.session is not None:
        return redirect(to)
    return _form(ask, to, None)


@pages.page("POST", "sign-in", scope=None)
def sign_in(ask: Ask) -> Reply:
    request = ask.request
    to = _inside(request.field("to"))
    try:
        cookie, _ = open_session(ask.services.table, request.field("key"), request.address, ask.services.now())
    except Denied as error:
        return _form(ask, to, error.message)
    return redirect(to, _cookie(ask, COOKIE, cookie, int(SESSION_LIFE.total_seconds())))


@pages.page("GET", "sign-in-issuer", scope=None)
def to_issuer(ask: Ask) -> Reply:
    """A link and no form: what a form leads to must be of this site (`form-action`)."""
    to = _inside(ask.request.query.get("to", "now"))
    try:
        secret, there = _sign_on(ask).begin(to)
    except Denied as error:
        return _form(ask, to, error.message)
    return redirect(there, _cookie(ask, WAY_COOKIE, secret, int(WAY_LIFE.total_seconds()), "Lax"))


@pages.page("GET", "signed-in", scope=None)
def from_issuer(ask: Ask) -> Reply:
    """The browser comes back: what it brings counts with the cookie that it was sent with, and once."""
    request, sign_on = ask.request, _sign_on(ask)
    secret, answer = request.cookies.get(WAY_COOKIE, ""), request.query
    to = _inside(gone_on_to(secret, answer.get("state", "")) or "now")
    gone = _cookie(ask, WAY_COOKIE, "", 0, "Lax")
    try:
        cookie, _ = open_issued(
            ask.services.table, lambda: sign_on.finish(secret, answer), request.address, ask.services.now()
        )
    except Denied as error:
        return replace(_form(ask, to, error.message), cookies=(gone,))
    return redirect(to, _cookie(ask, COOKIE, cookie, int(ISSUED_LIFE.total_seconds())), gone)


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


def _form(ask: Ask, to: str, wrong: str | None) -> Reply:
    known = ask.services.settings.trust
    issuer = urlsplit(known.issuer).netloc if known and ask.services.sign_on else None
    return ask.show("sign_in.html", title="Sign in", to=to, wrong=wrong, issuer=issuer)


def _sign_on(ask: Ask) -> SignOn:
    """Raises `NotFound` where the pages are known to no issuer."""
    found = ask.services.sign_on
    if found is None:
        raise NotFound("nobody signs in at an issuer here; sign in with a key")
    return found


def _inside(to: str) -> str:
    """A page of ours to go on to, whatever a link says."""
    parts = urlsplit(to)
    good = not parts.scheme and not parts.netloc and to.isprintable() and not to.startswith(("/", "\\", "."))
    return to if to and good and ":" not in parts.path else "now"


def _cookie(ask: Ask, name: str, value: str, seconds: int, same_site: str = "Strict") -> str:
    """Without a path of its own: the browser takes the folder of the page that sets it, wherever the gateway has it."""
    secure = "; Secure" if _is_https(ask.request, ask.services.settings.api_url) else ""
    return f"{name}={value}; Max-Age={seconds}; HttpOnly; SameSite={same_site}{secure}"


def _is_https(request: Request, api_url: str) -> bool:
    """Everywhere but on the local stack, which speaks plain HTTP on loopback."""
    return not (api_url.startswith("http://") or request.headers.get("x-forwarded-proto") == "http")
