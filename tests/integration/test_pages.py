"""The pages over a real store: signing in, every link of every page, and texts that try to break out."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import pytest
from tests.integration.browser import Browser, Shown
from tests.integration.conftest import TEXT, Deployment

from tocsin.aws.apikeys import create_key, revoke_key
from tocsin.aws.sessions import MAX_ATTEMPTS, make_token
from tocsin.web.site import Site, build_site

pytestmark = pytest.mark.integration


@pytest.fixture
def site(watched: Deployment) -> Site:
    return build_site(watched.services)


def key_of(deployment: Deployment, scope: str = "read") -> str:
    return create_key(deployment.services.table, scope, f"desk {scope}", deployment.clock[0])[1]  # type: ignore[arg-type]


@pytest.fixture
def reader(watched: Deployment, site: Site) -> Browser:
    browser = Browser(site)
    assert browser.sign_in(key_of(watched)).status == 303
    return browser


def test_a_key_signs_in_and_the_cookie_is_for_this_site_alone(watched: Deployment, site: Site) -> None:
    browser = Browser(site)
    assert "Sign in" in browser.get("now").text
    signed = browser.sign_in(key_of(watched))
    assert (signed.status, signed.headers["Location"]) == (303, "now")
    [cookie] = signed.cookies
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Secure" in cookie
    assert "<h1>Now</h1>" in browser.get("now").text


def test_a_wrong_key_is_told_and_trying_on_is_stopped(site: Site) -> None:
    browser = Browser(site)
    for _ in range(MAX_ATTEMPTS):
        assert "opens nothing" in browser.sign_in("tocsin_000000000000_" + "x" * 43).text
    assert "too many keys" in browser.sign_in("tocsin_000000000000_" + "x" * 43).text


def test_right_keys_are_no_attempts_however_many_sign_in_from_one_address(watched: Deployment, site: Site) -> None:
    key = key_of(watched)
    assert {Browser(site).sign_in(key).status for _ in range(MAX_ATTEMPTS + 1)} == {303}


def test_more_fields_than_any_form_has_and_letters_that_no_token_has_are_the_sender_s_fault(reader: Browser) -> None:
    many = {f"f{number}": "1" for number in range(501)}
    assert Browser(reader.site).post("sign-in", many).status == 400
    assert Browser(reader.site).get("sign-in?" + urlencode(many)).status == 400
    assert reader.post("sign-out", {"csrf": "Ж" * 32}).status == 403


def test_signing_out_and_revoking_the_key_work_at_once(watched: Deployment, site: Site) -> None:
    key = key_of(watched)
    one, other = Browser(site), Browser(site)
    one.sign_in(key)
    other.sign_in(key)
    kept = dict(one.cookies)
    assert one.post("sign-out", {"csrf": one.get("now").csrf}).status == 303
    one.cookies = kept
    assert "Sign in" in one.get("now").text
    assert "<h1>Now</h1>" in other.get("now").text
    revoke_key(watched.services.table, key.split("_")[1], watched.clock[0])
    assert "Sign in" in other.get("now").text


def test_a_session_ends_by_itself(watched: Deployment, reader: Browser) -> None:
    assert "<h1>Now</h1>" in reader.get("now").text
    watched.clock[0] += timedelta(hours=13)
    assert "Sign in" in reader.get("now").text


def test_a_link_signs_in_once_and_following_it_changes_nothing(watched: Deployment, site: Site) -> None:
    token = make_token(watched.services.table, key_of(watched).split("_")[1], watched.clock[0])
    scanner, person, thief = Browser(site), Browser(site), Browser(site)
    assert scanner.get(f"enter/{token}").status == 200
    assert person.post("enter", {"token": token}).status == 303
    assert "<h1>Now</h1>" in person.get("now").text
    assert thief.post("enter", {"token": token}).status == 403


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.test"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}]
)
def test_a_form_that_another_site_sends_is_refused(reader: Browser, headers: dict[str, str]) -> None:
    csrf = reader.get("now").csrf
    assert reader.post("sign-out", {"csrf": csrf}, **headers).status == 403
    assert reader.post("sign-out", {"csrf": "0" * 32}).status == 403
    assert "<h1>Now</h1>" in reader.get("now").text


def test_a_link_from_a_mail_finds_the_session_that_the_browser_held_back(site: Site) -> None:
    first = Browser(site).get("stories/abc?x=1", sec_fetch_site="cross-site")
    assert 'content="0;url=?x=1&amp;again=1"' in first.text


def test_where_to_go_on_is_a_page_of_ours_whatever_the_link_says(watched: Deployment, site: Site) -> None:
    key = key_of(watched)
    for to in (
        "https://evil.test",
        "//evil.test",
        "javascript:alert(1)",
        "/ui/../../x",
        "\\\\evil.test",
        "now\r\nX: y",
    ):
        assert Browser(site).post("sign-in", {"key": key, "to": to}).headers["Location"] == "now"


@pytest.mark.parametrize("front", ["https://pages.test/", "https://pages.test/ui/"])
def test_the_front_leads_to_now(reader: Browser, front: str) -> None:
    assert reader.get(front).address.endswith("pages.test/ui/now")


def test_every_page_says_what_it_needs_and_refuses_less(watched: Deployment, site: Site) -> None:
    nobody, reader = Browser(site), Browser(site)
    reader.sign_in(key_of(watched))
    for route in site.routes:
        path = "/".join("x" if part.startswith("<") else part for part in route.path.split("/"))
        if route.scope is not None:
            asked = nobody.get(path) if route.method == "GET" else nobody.post(path, {})
            assert asked.status == (200 if route.method == "GET" else 403), route
            assert route.method != "GET" or "API key" in asked.text, route
        if route.scope in {"write", "admin"}:
            refused = reader.get(path) if route.method == "GET" else reader.post(path, {"csrf": reader.get("now").csrf})
            assert refused.status == 403, route


def crawl(browser: Browser, most: int = 300) -> dict[str, Shown]:
    """Every page that can be reached by links, each of which must be there."""
    found: dict[str, Shown] = {}
    waiting = deque(["now"])
    while waiting and len(found) < most:
        to = waiting.popleft()
        if to in found:
            continue
        shown = browser.get(to)
        found[to] = shown
        assert shown.status == 200, (to, shown.text[:500])
        inside = [link for link in shown.links if urlsplit(link).netloc == "pages.test"]
        posts = {"sign-out", "language", "sign-in"}
        waiting.extend(link for link in inside if urlsplit(link).path.rpartition("/")[2] not in posts)
    return found


def test_every_link_of_every_page_leads_somewhere(watched: Deployment, reader: Browser) -> None:
    watched.put("a.txt", TEXT, publisher="Port Gazette", url="https://gazette.example/a")
    watched.put("b.txt", "\0\1\2")
    watched.run()
    pages = crawl(reader)
    paths = {urlsplit(to).path for to in pages}
    for kind in ("stories/", "articles/", "alerts/", "watches/"):
        assert any(kind in path for path in paths), (kind, paths)


HOSTILE = """<script>alert(1)</script> {{ 7 * 7 }} {% raw %} "><img src=x onerror=alert(1)> \u202egnp.exe

The Veldanian defence ministry said that ten thousand reservists would be called up "><svg/onload=alert(2)>.
=cmd|' /C calc'!A0 \x1b[31mred\x1b[0m Queues of cars formed at Port Lessing.
"""


def test_nothing_of_an_article_or_a_name_becomes_markup(watched: Deployment, reader: Browser) -> None:
    watched.put(
        "x.txt", HOSTILE, publisher="<b>Bold</b>", url="javascript:alert(3)", title="</title><script>1</script>"
    )
    watched.run()
    for to, shown in crawl(reader).items():
        if "/static/" in to:
            continue
        for bad in (
            "<script>alert",
            "<img src=x",
            "<svg/onload",
            "49 {%",
            "<b>Bold",
            "</title><script>1",
            'href="javascript:',
        ):
            assert bad not in shown.text, (to, bad)
        assert "'unsafe" not in shown.headers["Content-Security-Policy"]
        assert "style=" not in shown.text
        assert "<script>" not in shown.text


def test_styles_and_scripts_are_kept_for_a_year_under_a_name_of_their_content(reader: Browser) -> None:
    page = reader.get("now")
    files = [link for link in page.links if "/static/" in link]
    assert len(files) >= 3
    for link in files:
        assert "immutable" in reader.get(link).headers["Cache-Control"]
    assert reader.get("static/0000000000000000/tocsin.css").status == 404
    assert reader.get("static/0000000000000000/..%2fsite.py").status == 404
    assert page.headers["Cache-Control"] == "no-store"


def watch_fields(shown: Shown, **given: str) -> dict[str, str]:
    empty = ("topics", "topics_all", "places", "words_any", "words_all", "words_none", "claimants", "languages")
    times = {"at": "08:00", "timezone": "UTC", "quiet_start": "22:00", "quiet_end": "07:00", "quiet_passes": "extreme"}
    least = {
        "least_claims": "0",
        "least_origins": "1",
        "least_confidence": "0",
        "least_severity": "minor",
        "number_moves": "0.25",
        "days": "14",
    }
    rest = {"severity": "severe", "mode": "immediate", "language": "uk", "cooldown_minutes": "5", "most_per_hour": "9"}
    fixed = {"csrf": shown.csrf, "version": "0", "modes": "happening", "enabled": "on"}
    return {**dict.fromkeys(empty, ""), **times, **least, **rest, **fixed, **given}


def test_a_watch_is_tried_on_the_past_then_saved_and_edited_without_losing_a_part(
    watched: Deployment, site: Site
) -> None:
    watched.put("a.txt", TEXT)
    watched.run()
    writer = Browser(site)
    writer.sign_in(key_of(watched, "write"))
    fields = watch_fields(writer.get("watches/new"), name="Reservists", words_any="reservists\ncalled up")
    tried = writer.post("watches/new", {**fields, "try": "1"})
    assert "1 alert and 0 updates from 1 article" in tried.text
    assert [watch.id for watch in watched.services.watches.all()] == ["call-up", "floods"]
    saved = writer.post("watches/new", {**fields, "save": "1"})
    assert saved.headers["Location"] == "../watches/reservists"
    kept = watched.services.watches.get("reservists")
    assert (kept.rule.words.any, kept.delivery.language) == (("reservists", "called up"), "uk")
    edit = writer.get("watches/reservists/edit")
    again = {**fields, "csrf": edit.csrf, "version": str(kept.version), "save": "1"}
    assert writer.post("watches/reservists/edit", again).status == 303
    changed = watched.services.watches.get("reservists")
    assert (changed.rule, changed.delivery, changed.version) == (kept.rule, kept.delivery, kept.version + 1)
    assert "somebody else changed" in writer.post("watches/reservists/edit", again).text


def test_what_could_never_ring_is_refused_by_its_part_and_keeps_what_was_typed(watched: Deployment, site: Site) -> None:
    writer = Browser(site)
    writer.sign_in(key_of(watched, "write"))
    fields = watch_fields(writer.get("watches/new"), name="Nowhere", places="Valencja", words_any="flood")
    shown = writer.post("watches/new", {**fields, "save": "1"})
    assert "rule.places" in shown.text
    assert "Valencja" in shown.text
    assert "wrong" in shown.text


def test_a_watch_is_switched_off_and_removed(watched: Deployment, site: Site) -> None:
    writer = Browser(site)
    writer.sign_in(key_of(watched, "write"))
    csrf = writer.get("watches/call-up").csrf
    assert writer.post("watches/call-up/switch", {"csrf": csrf}).status == 303
    assert not watched.services.watches.get("call-up").enabled
    assert writer.post("watches/call-up/remove", {"csrf": csrf}).status == 303
    assert [watch.id for watch in watched.services.watches.all()] == ["floods"]


def test_the_pages_speak_the_reader_s_language(watched: Deployment, reader: Browser) -> None:
    watched.put("a.txt", TEXT)
    watched.run()
    assert '<h2 id="h-alerts">Що дзвонить</h2>' in reader.get("now", accept_language="uk-UA,uk;q=0.9,en;q=0.5").text
    for language, counted in (("ru", "1 статья"), ("uk", "1 стаття"), ("en", "1 article")):
        assert reader.post("language", {"language": language, "to": "now"}).status == 303
        for to, shown in crawl(reader).items():
            if shown.headers["Content-Type"].startswith("text/html"):
                assert f'<html lang="{language}">' in shown.text, to
        assert counted in reader.get("now").text
