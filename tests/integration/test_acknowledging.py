"""An alert is seen to: by a link in its message, by a page or over HTTP, and everybody sees by whom."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from tests.integration.browser import Browser
from tests.integration.conftest import TEXT, Deployment
from tests.integration.http import Http

from tocsin.aws.apikeys import create_key
from tocsin.aws.links import LIFE
from tocsin.web.site import build_site

pytestmark = pytest.mark.integration


@pytest.fixture
def rang(watched: Deployment) -> Deployment:
    watched.put("a.txt", TEXT, publisher="Port Gazette", url="https://gazette.example/a")
    watched.run()
    return watched


def link_of(deployment: Deployment) -> str:
    """The page behind the link in the message that a subscriber got."""
    event = json.loads(deployment.received()[0]["Message"])
    link: str = event["data"]["links"]["acknowledge"]
    assert link.startswith("https://tocsin.example/ui/ack/")
    return urlsplit(link).path.removeprefix("/ui/")


def alert_of(deployment: Deployment) -> str:
    [sent] = deployment.services.alerts.page("alert", "all", limit=9).items
    return sent.alert.id


def form_of(text: str) -> str:
    found = re.search(r'name="form" value="([0-9a-f]+)"', text)
    assert found is not None
    return found[1]


def test_who_follows_the_link_of_a_message_is_asked_and_then_seen_by_all(rang: Deployment) -> None:
    link, alert = link_of(rang), alert_of(rang)
    reader, http = Browser(build_site(rang.services)), Http(rang.services)
    asked = reader.get(link)
    assert asked.status == 200
    assert "Veldania calls up" in asked.text
    assert http.call("GET", f"/v1/alerts/{alert}", scope="read").json["acknowledged"] is None

    told = {"form": form_of(asked.text), "name": "Orla <b>"}
    assert reader.post(link, told).status == 303
    assert reader.post(link, {**told, "name": "Somebody else"}).status == 303
    assert "Orla &lt;b&gt;" in reader.get(link).text
    seen_to = http.call("GET", f"/v1/alerts/{alert}", scope="read").json["acknowledged"]
    assert seen_to["by"] == "Orla <b> (by the link)"  # whoever has the message may write any name
    assert seen_to["at"].startswith("2031-05-04T09:30:00")
    assert http.call("GET", "/v1/alerts", scope="read").json["items"][0]["acknowledged"] == seen_to
    desk = Browser(reader.site)
    desk.sign_in(create_key(rang.services.table, "read", "desk", rang.clock[0])[1])
    for page in ("alerts", f"alerts/{alert}"):
        assert "acknowledged</span>" in desk.get(page).text
        assert "Orla &lt;b&gt;" in desk.get(page).text
    noted = [one for one in rang.services.audit.page(limit=9).items if one.item == alert]
    assert [(one.who, one.how, one.kind, one.outcome) for one in noted] == [("link", "page", "alerts", "done")]


def test_a_link_that_was_changed_or_is_old_or_a_form_of_elsewhere_changes_nothing(rang: Deployment) -> None:
    link, alert = link_of(rang), alert_of(rang)
    reader = Browser(build_site(rang.services))
    form = form_of(reader.get(link).text)
    forged = link[:-1] + ("0" if link[-1] != "0" else "1")
    assert reader.get(forged).status == reader.post(forged, {"form": form}).status == 403
    assert reader.get(link.replace("ack/", "unsubscribe/")).status in {403, 404}
    assert reader.post(link, {"form": ""}).status == 403
    assert reader.post(link, {"form": form}, origin="https://elsewhere.example").status == 403
    assert reader.post(link, {"form": form}, **{"sec-fetch-site": "cross-site"}).status == 403
    rang.clock[0] += LIFE + timedelta(seconds=1)
    assert reader.get(link).status == reader.post(link, {"form": form}).status == 403
    assert rang.services.desk.acknowledged([alert]) == {}


def test_with_a_key_an_alert_is_acknowledged_and_its_watch_lowered_to_the_least(rang: Deployment) -> None:
    alert, http = alert_of(rang), Http(rang.services)
    path = f"/v1/alerts/{alert}/acknowledgement"
    assert http.call("PUT", path, scope="read").status == 403
    told = http.call("PUT", path, scope="write").json["acknowledged"]
    assert http.call("PUT", path, scope="admin").json["acknowledged"] == told
    assert http.call("PUT", "/v1/alerts/none/acknowledgement", scope="write").status == 404

    browser = Browser(build_site(rang.services))
    browser.sign_in(create_key(rang.services.table, "write", "night desk", rang.clock[0])[1])
    shown = browser.get(f"alerts/{alert}")
    assert f"by {told['by']}" in shown.text
    watch = rang.services.alerts.get(alert).alert.watch
    before = rang.services.watches.get(watch)
    assert browser.post(f"watches/{watch}/lower", {"csrf": "0" * 32}).status == 403
    assert browser.post(f"alerts/{alert}/acknowledge", {"csrf": shown.csrf}).status == 303
    while (browser.post(f"watches/{watch}/lower", {"csrf": shown.csrf})).status == 303:
        pass
    after = rang.services.watches.get(watch)
    assert (after.severity, after.rule) == ("minor", before.rule)
    assert rang.services.desk.acknowledged([alert])[alert].by == told["by"]


def test_what_is_removed_is_acknowledged_no_more(rang: Deployment) -> None:
    alert = alert_of(rang)
    Http(rang.services).call("PUT", f"/v1/alerts/{alert}/acknowledgement", scope="write")
    rang.services.desk.forget("alert", [alert])
    assert [key for key in rang.items() if key[0].startswith("DESK#")] == []


def test_the_time_from_raising_an_alert_to_handing_it_on_is_told_once(watched: Deployment) -> None:
    watched.put("a.txt", TEXT)
    watched.step(watched.intake)
    watched.step(watched.correlate)
    watched.clock[0] += timedelta(seconds=7)
    [done] = watched.step(watched.outbox)
    assert done.published
    assert 7 <= done.seconds < 8
    watched.send(watched.outbox, {"alert": done.alert})
    [again] = watched.step(watched.outbox)
    assert (again.published, again.seconds) == (False, None)
