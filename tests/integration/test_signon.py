"""Signing in to the pages at an issuer: a server that answers as one, the cookies, and every answer gone wrong."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from tests.integration.browser import HOST, Browser, Shown
from tests.integration.conftest import Deployment
from tests.integration.feed_server import Publisher, publishing
from tests.unit.aws.test_tokens import claims, jwk, other_rsa_key, rsa_key, signed

from tocsin.aws.sessions import MAX_ATTEMPTS
from tocsin.aws.tokens import Trust, scopes_of
from tocsin.fetch import Fetcher, Policy
from tocsin.web.site import Site, build_site

pytestmark = pytest.mark.integration

AUDIENCE, CLIENT = "https://tocsin.example", "tocsin-pages"
BACK = f"{HOST}/ui/signed-in"
CODE = "a code, of one use"


@dataclass
class Account:
    """Who signs in at the issuer, and what it says of them."""

    told: dict[str, Any] = field(default_factory=dict)
    access: dict[str, Any] = field(default_factory=dict)
    key: Any = None
    nonce: str | None = None
    """Instead of the one that was asked with."""


@dataclass
class Desk:
    """The site, the issuer, and a browser between them."""

    deployment: Deployment
    issuer: Publisher
    account: Account
    site: Site
    browser: Browser
    asked: dict[str, str] = field(default_factory=dict)

    def leave(self, to: str = "now") -> dict[str, str]:
        """To the issuer; what it is asked."""
        event = self.browser.once("GET", f"sign-in-issuer?to={to}")
        there = urlsplit(event.headers["Location"])
        assert f"{there.scheme}://{there.netloc}{there.path}" == f"{self.issuer.origin}/authorize"
        self.asked = dict(parse_qsl(there.query, strict_parsing=True))
        return self.asked

    def back(self, /, browser: Browser | None = None, **changed: str | None) -> Shown:
        answer: dict[str, str | None] = {"code": CODE, "state": self.asked["state"], **changed}
        query = urlencode({name: value for name, value in answer.items() if value is not None})
        return (browser or self.browser).once("GET", f"signed-in?{query}")


@pytest.fixture
def issuer() -> Iterator[Publisher]:
    with publishing() as server:
        told = {
            "issuer": server.origin,
            "jwks_uri": f"{server.origin}/keys",
            "authorization_endpoint": f"{server.origin}/authorize",
            "token_endpoint": f"{server.origin}/token",
        }
        server.pages["/.well-known/openid-configuration"] = 200, {}, json.dumps(told).encode()
        server.pages["/keys"] = 200, {}, json.dumps({"keys": [jwk(rsa_key(), "one")]}).encode()
        yield server


@pytest.fixture
def desk(watched: Deployment, issuer: Publisher) -> Desk:
    services, scopes = watched.services, tuple(scopes_of("desk=read editors=write runners=admin"))
    trust = Trust(issuer.origin, AUDIENCE, "groups", scopes, CLIENT, "openid groups")
    services.settings = replace(services.settings, trust=trust, api_url=HOST)
    services.__dict__["fetcher"] = Fetcher(Policy(frozenset({issuer.origin.removeprefix("http://")})))
    site = build_site(services)
    desk = Desk(watched, issuer, Account({"groups": ["desk"]}), site, Browser(site))
    issuer.pages["/token"] = redeeming(desk)
    return desk


def redeeming(desk: Desk) -> Callable[[dict[str, str]], tuple[int, dict[str, str], bytes]]:
    """The token endpoint: a code and its verifier for tokens (RFC 7636, section 4.6)."""

    def redeem(_headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        [*_, (_, body)] = desk.issuer.sent
        sent = {name: value for name, [value] in parse_qs(body.decode()).items()}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).decode()
        good = {"grant_type": "authorization_code", "code": CODE, "redirect_uri": BACK, "client_id": CLIENT}
        if challenge.rstrip("=") != desk.asked["code_challenge"] or not good.items() <= sent.items():
            return 400, {}, b'{"error": "invalid_grant"}'
        now, key = int(desk.site.services.now().timestamp()), desk.account.key or rsa_key()
        common = {"iss": desk.issuer.origin, "iat": now, "exp": now + 300, "scope": None}
        nonce = desk.asked["nonce"] if desk.account.nonce is None else desk.account.nonce
        identity = claims(**{**common, "aud": CLIENT, "nonce": nonce, **desk.account.told})
        access = claims(**{**common, "aud": AUDIENCE, **desk.account.access})
        told = {"id_token": signed(key, told=identity), "access_token": signed(key, told=access)}
        return 200, {}, json.dumps(told).encode()

    return redeem


def test_who_the_issuer_signs_in_reads_the_pages_where_they_were_going(desk: Desk) -> None:
    assert f"Sign in at {desk.issuer.origin.removeprefix('http://')}" in desk.browser.get("sign-in").text
    asked = desk.leave("stories%3Fpage%3D2")
    assert asked["redirect_uri"] == BACK
    assert (asked["response_type"], asked["client_id"], asked["scope"]) == ("code", CLIENT, "openid groups")
    back = desk.back()
    assert (back.status, back.headers["Location"]) == (303, "stories?page=2")
    [session] = [cookie for cookie in back.cookies if cookie.startswith("tocsin=")]
    assert {"HttpOnly", "SameSite=Strict", "Secure"} <= set(session.split("; "))
    shown = desk.browser.get("now")
    assert "<h1>Now</h1>" in shown.text
    assert 'title="scope read">orla<' in shown.text


def test_the_cookie_of_the_way_is_sent_when_coming_back_and_is_gone_after(desk: Desk) -> None:
    [cookie] = desk.browser.once("GET", "sign-in-issuer").cookies
    assert {"HttpOnly", "SameSite=Lax", "Secure", "Max-Age=600"} <= set(cookie.split("; "))
    desk.leave()
    assert any(one.startswith("tocsin-way=; Max-Age=0") for one in desk.back().cookies)
    assert "begin again" in desk.back().text


@pytest.mark.parametrize(
    ("groups", "reads", "writes"), [(["desk"], 200, 403), (["editors", "else"], 200, 303), ("runners", 200, 303)]
)
def test_a_session_may_do_what_the_issuer_s_claim_says(desk: Desk, groups: Any, reads: int, writes: int) -> None:
    desk.account.told = {"groups": groups, "sub": "auth0|orla"}
    desk.leave()
    desk.back()
    shown = desk.browser.get("topics")
    assert shown.status == reads
    made = desk.browser.post("settings/muted", {"csrf": shown.csrf, "kind": "source", "item": "karvel", "name": "x"})
    assert made.status == writes
    audited = [entry.who for entry in desk.site.services.audit.page(limit=9).items]
    assert audited == ["oidc:auth0|orla"] * (writes == 303)


def test_a_scope_of_the_access_token_counts_where_it_is_of_the_same_person(desk: Desk) -> None:
    desk.account.told, desk.account.access = {}, {"groups": ["desk"]}
    desk.leave()
    assert desk.back().status == 303
    desk.account.access = {"groups": ["desk"], "sub": "somebody else"}
    desk.leave()
    assert "opens nothing here" in desk.back().text


def test_the_session_ends_after_an_hour(desk: Desk) -> None:
    desk.leave()
    desk.back()
    desk.deployment.clock[0] += timedelta(minutes=59)
    assert "<h1>Now</h1>" in desk.browser.get("now").text
    desk.deployment.clock[0] += timedelta(minutes=2)
    assert "Sign in" in desk.browser.get("now").text


@pytest.mark.parametrize(
    "told",
    [
        {"aud": AUDIENCE},
        {"aud": "another client"},
        {"iss": "https://elsewhere.example"},
        {"nonce": None},
        {"nonce": "another"},
        {"exp": 0},
        {"sub": None},
    ],
)
def test_an_identity_that_is_not_for_us_now_signs_nobody_in(desk: Desk, told: dict[str, Any]) -> None:
    desk.account.told |= told
    desk.leave()
    assert refused(desk.back())


def test_an_identity_by_another_key_signs_nobody_in(desk: Desk) -> None:
    desk.account.key = other_rsa_key()
    desk.leave()
    assert refused(desk.back())


@pytest.mark.parametrize(
    "changed",
    [
        {"state": None},
        {"state": "0" * 64 + ".bm93"},
        {"state": "x"},
        {"code": None},
        {"code": None, "error": "access_denied"},
        {"code": "x" * 5000},
        {"code": "another code"},
        {"iss": "https://elsewhere.example"},
    ],
)
def test_an_answer_that_is_not_wholly_right_signs_nobody_in(desk: Desk, changed: dict[str, str | None]) -> None:
    desk.leave()
    assert refused(desk.back(None, **changed))


def test_an_answer_counts_only_in_the_browser_that_asked(desk: Desk) -> None:
    desk.leave()
    assert refused(desk.back(Browser(desk.site)))
    other = Browser(desk.site)
    other.once("GET", "sign-in-issuer")
    assert refused(desk.back(other))
    assert desk.issuer.sent == []


def test_where_one_goes_on_to_cannot_be_changed_on_the_way_and_is_never_elsewhere(desk: Desk) -> None:
    state = desk.leave("stories")["state"]
    changed = state.partition(".")[0] + "." + base64.urlsafe_b64encode(b"settings").decode().rstrip("=")
    assert refused(desk.back(state=changed))
    desk.leave("%2F%2Felsewhere.example%2F")
    assert desk.back().headers["Location"] == "now"


def test_what_the_issuer_says_of_an_error_is_no_markup(desk: Desk) -> None:
    desk.leave()
    shown = desk.back(code=None, error="<script>alert(1)</script>")
    assert refused(shown)
    assert "alert(1)" not in shown.text


def test_failed_answers_count_as_wrong_keys_do_and_the_issuer_is_asked_no_more(desk: Desk) -> None:
    for _ in range(MAX_ATTEMPTS + 3):
        desk.leave()
        desk.back(code="another code")
    assert len(desk.issuer.sent) == MAX_ATTEMPTS
    desk.leave()
    assert "too many" in desk.back().text


@pytest.mark.parametrize(
    "pages",
    [
        {"/token": (500, {}, b"down")},
        {"/token": (200, {}, b"[]")},
        {"/token": (200, {}, b'{"id_token": 7}')},
        {"/keys": (500, {}, b"down")},
    ],
)
def test_an_issuer_that_answers_badly_signs_nobody_in(desk: Desk, pages: dict[str, Any]) -> None:
    desk.issuer.pages |= pages
    desk.leave()
    assert refused(desk.back())


@pytest.mark.parametrize("endpoint", ["https://elsewhere.example/authorize", "javascript:alert(1)", 7, None])
def test_an_issuer_that_tells_no_good_endpoint_is_told_of_and_keys_still_sign_in(desk: Desk, endpoint: Any) -> None:
    told = {"issuer": desk.issuer.origin, "authorization_endpoint": endpoint}
    desk.issuer.pages["/.well-known/openid-configuration"] = 200, {}, json.dumps(told).encode()
    shown = desk.browser.once("GET", "sign-in-issuer")
    assert shown.status == 200
    assert "cannot be asked now" in shown.text


def test_where_the_pages_are_known_to_no_issuer_nothing_is_offered(desk: Desk) -> None:
    services = desk.site.services
    trust = services.settings.trust
    assert trust is not None
    services.settings = replace(services.settings, trust=replace(trust, client=""))
    services.__dict__.pop("sign_on", None)
    assert "sign-in-issuer" not in desk.browser.get("sign-in").text
    assert [desk.browser.once("GET", page).status for page in ("sign-in-issuer", "signed-in")] == [404, 404]


def refused(shown: Shown) -> bool:
    """The form again, with a reason, and no session."""
    told = 'class="wrong"' in shown.text
    return shown.status == 200 and told and not any(cookie.startswith("tocsin=") for cookie in shown.cookies)


@pytest.mark.parametrize("works", [True, False])
def test_whoever_is_sent_to_the_issuer_makes_nobody_ask_it_more_often(desk: Desk, *, works: bool) -> None:
    where, sound = "/.well-known/openid-configuration", desk.issuer.pages["/.well-known/openid-configuration"]
    if not works:
        desk.issuer.pages[where] = (500, {}, b"")
    for _ in range(20):
        desk.browser.once("GET", "sign-in-issuer?to=now")
    assert desk.issuer.paths().count(where) == 1
    desk.issuer.pages[where] = sound
    desk.deployment.clock[0] += timedelta(seconds=30)
    assert desk.leave()["client_id"] == CLIENT


@pytest.mark.parametrize("state", ["A", "AAAAA"])
def test_a_state_that_is_no_base64_is_refused_as_any_other(desk: Desk, state: str) -> None:
    desk.leave()
    assert refused(desk.back(state=f"{desk.asked['state'].partition('.')[0]}.{state}"))
