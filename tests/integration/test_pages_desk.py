"""Claims, trends, and what a desk does with what it sees."""

from __future__ import annotations

import pytest
from tests.integration.browser import Browser
from tests.integration.conftest import TEXT, Deployment, sweep

from tocsin.aws.apikeys import create_key
from tocsin.web.site import build_site

pytestmark = pytest.mark.integration


@pytest.fixture
def writer(watched: Deployment) -> Browser:
    watched.put("a.txt", TEXT, publisher="Port Gazette", url="https://gazette.example/a")
    watched.run()
    browser = Browser(build_site(watched.services))
    assert browser.sign_in(create_key(watched.services.table, "write", "night desk", watched.clock[0])[1]).status == 303
    return browser


def test_claims_are_shown_by_who_says_them_and_of_what_kind(writer: Browser) -> None:
    every = writer.get("claims").text
    assert "Orla Brandt 1" in every
    assert "#c-c1" in writer.get("claims?claimant=brandt").text
    assert "Nobody of that name" in writer.get("claims?claimant=Nobody").text
    assert "#c-c1" not in writer.get("claims?claimant=brandt&kind=threat").text
    assert writer.get("claims?kind=gossip").status == 400
    assert "Orla" in writer.get("watches/new?claimant=Orla").text


def test_trends_are_what_the_schedule_counted(watched: Deployment, writer: Browser) -> None:
    assert "No hour is counted yet" in writer.get("trends").text
    hours = watched.clock[0].replace(minute=0, second=0)
    watched.clock[0] = hours.replace(hour=hours.hour + 1, minute=5)
    sweep(watched.services)
    shown = writer.get("trends").text
    assert "All articles: 1" in shown
    assert 'href="./articles?topic=mobilization"' in shown
    assert 'href="./articles?place=VD"' in shown


def test_marks_and_notes_are_shared_by_the_desk_and_taken_back(watched: Deployment, writer: Browser) -> None:
    [sent] = watched.services.alerts.page("alert", "all", limit=9).items
    [story] = watched.services.stories.page(limit=9).items
    for where, id_ in (("alerts", sent.alert.id), ("stories", story.id)):
        csrf = writer.get(f"{where}/{id_}").csrf
        fields = {"csrf": csrf, "important": "on", "note": "<b>ask the port</b>"}
        assert writer.post(f"marks/{where}/{id_}", fields).status == 303
        shown = writer.get(f"{where}/{id_}").text
        assert "&lt;b&gt;ask the port" in shown
        assert "by night desk" in shown
        assert "important</span>" in writer.get("now").text
        assert "important</span>" in writer.get(where).text
        assert writer.post(f"marks/{where}/{id_}", {"csrf": csrf}).status == 303
        assert "important</span>" not in writer.get(where).text
    assert [key for key in watched.items() if key[0].startswith("DESK#")] == []
    assert writer.post("marks/articles/x", {"csrf": writer.get("now").csrf}).status == 400
    long = {"csrf": writer.get("now").csrf, "note": "x" * 2_001}
    assert writer.post(f"marks/alerts/{sent.alert.id}", long).status == 400


@pytest.mark.parametrize("kind", ["story", "source"])
def test_what_is_muted_is_left_out_said_and_shown_again(watched: Deployment, writer: Browser, kind: str) -> None:
    [sent] = watched.services.alerts.page("alert", "all", limit=9).items
    [story] = watched.services.stories.page(limit=9).items
    csrf = writer.get("now").csrf
    item = story.id if kind == "story" else watched.services.stories.case_file(story.id).origins[0]
    link = f"alerts/{sent.alert.id}"
    assert link in writer.get("now").text
    assert f'value="{item}"' in writer.get(link).text
    muted = {"csrf": csrf, "kind": kind, "item": item, "name": "<i>it</i>"}
    assert writer.post("settings/muted", muted).status == 303
    assert link not in writer.get("now").text
    assert "muted</a>" in writer.get("now").text
    assert "&lt;i&gt;it" in writer.get("settings/muted").text
    assert watched.services.alerts.get(sent.alert.id) == sent
    assert writer.post("settings/muted", {**muted, "back": "1"}).status == 303
    assert link in writer.get("now").text
    assert writer.post("settings/muted", {**muted, "item": ""}).status == 400


def test_articles_of_another_event_are_parted_and_joined_again_and_either_is_taken_back(
    watched: Deployment, writer: Browser
) -> None:
    services = watched.services
    watched.put("b.txt", f"{TEXT}\nMore was said in the evening by nobody else.\n", publisher="Omber Post")
    watched.run()
    [story] = services.stories.page(limit=9).items
    shown = writer.get(f"stories/{story.id}")
    one = services.articles.page("in-story", story.id, limit=1).items[0].card.id
    nothing = writer.post(f"stories/{story.id}/part", {"csrf": shown.csrf})
    assert "tick the articles" in nothing.text
    parted = writer.post(f"stories/{story.id}/part", {"csrf": shown.csrf, "article": one})
    other = parted.headers["Location"].rpartition("/")[2]
    assert services.articles.head(one).story == other
    assert "Take it back" in writer.get(f"stories/{story.id}").text

    offered = writer.get(f"stories/{story.id}/join")
    assert f'value="{other}"' in offered.text
    joined = writer.post(
        f"stories/{story.id}/join", {"csrf": shown.csrf, "other": f"https://x.test/ui/stories/{other}"}
    )
    assert joined.status == 303
    assert services.articles.head(one).story == story.id
    [decision] = [d for d in services.decisions.newest("0", "9", 9) if d.kind == "merge"]
    undone = writer.post(f"stories/{story.id}/decisions/{decision.id}/undo", {"csrf": shown.csrf})
    assert undone.status == 303
    assert services.articles.head(one).story == other
    assert "choose a story" in writer.post(f"stories/{story.id}/join", {"csrf": shown.csrf, "other": "STORY#x"}).text
