"""The page of topics: what there is, and the editor that tries a topic on the archive before it is saved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.integration.browser import Browser
from tests.integration.conftest import OTHER_TEXT, TEXT, Deployment

from tocsin.aws.apikeys import Scope, create_key
from tocsin.watches.model import Rule, TopicRule, Watch
from tocsin.web.site import build_site

pytestmark = pytest.mark.integration
ORCHARDS = {
    "label": "Orchards & <b>fruit</b>",
    "definition": "Harvests are lost.",
    "words": "fruit: apple pear",
    "en": ".9 @fruit harvest\n.3 orchards",
    "days": "7",
}


def signed_in(watched: Deployment, scope: Scope) -> Browser:
    browser = Browser(build_site(watched.services))
    assert browser.sign_in(create_key(watched.services.table, scope, "desk", watched.clock[0])[1]).status == 303
    return browser


@pytest.fixture
def desk(watched: Deployment) -> Browser:
    watched.put("a.txt", TEXT)
    watched.put("b.txt", OTHER_TEXT)
    watched.run()
    watched.clock[0] += timedelta(minutes=1)
    return signed_in(watched, "write")


def test_a_topic_is_tried_saved_changed_and_removed(watched: Deployment, desk: Browser) -> None:
    fields = {**ORCHARDS, "csrf": desk.get("topics/new").csrf}
    tried = desk.post("topics/new", {**fields, "try": "1"})
    assert "1 article of 2 would be marked" in " ".join(tried.text.split())
    assert "<mark>apple harvest</mark>" in tried.text
    assert watched.services.own_topics.all() == []
    saved = desk.post("topics/new", {**fields, "id": "ignored", "save": "1"})
    assert (saved.status, saved.headers["Location"]) == (303, "../topics/orchards-b-fruit-b")
    shown = desk.get("topics/orchards-b-fruit-b")
    assert "Orchards &amp; &lt;b&gt;fruit&lt;/b&gt;" in shown.text
    assert "<b>fruit" not in shown.text + desk.get("topics").text
    editor = desk.get("topics/orchards-b-fruit-b/edit")
    assert "fruit: apple pear" in editor.text
    again = {**fields, "csrf": editor.csrf, "version": "1", "label": "Orchards", "save": "1"}
    assert desk.post("topics/orchards-b-fruit-b/edit", again).headers["Location"] == "../orchards-b-fruit-b"
    assert "changed this topic meanwhile" in desk.post("topics/orchards-b-fruit-b/edit", again).text
    assert "Versions" in desk.get("topics/orchards-b-fruit-b").text
    watch = Watch("orchard-desk", "Orchard desk", Rule(topics=TopicRule(any=("orchards-b-fruit-b",))))
    watched.services.watches.create(watch)
    assert "Orchards" in desk.get("watches/new").text
    refused = desk.post("topics/orchards-b-fruit-b/remove", {"csrf": editor.csrf})
    assert (refused.status, "orchard-desk" in refused.text) == (409, True)
    watched.services.watches.delete("orchard-desk", 1)
    assert desk.post("topics/orchards-b-fruit-b/remove", {"csrf": editor.csrf}).status == 303
    assert desk.get("topics/orchards-b-fruit-b").status == 404


def test_what_is_wrong_is_told_by_its_part_and_nothing_that_was_typed_is_lost(desk: Browser) -> None:
    csrf = desk.get("topics/new").csrf
    for wrong, told in (
        ({"en": ".9 @fruit harvest\n.9 Apple"}, "patterns.en:2"),
        ({"words": "apple pear"}, "has no name before its words"),
        ({"label": "Floods"}, "taken by a built-in topic"),
        ({"definition": ""}, "definition"),
    ):
        shown = desk.post("topics/new", {**ORCHARDS, **wrong, "csrf": csrf, "save": "1"})
        assert (shown.status, told in shown.text, "@fruit harvest" in shown.text) == (200, True, True)
        assert 'aria-invalid="true"' in shown.text


def test_patterns_are_proposed_behind_those_that_stand_there(watched: Deployment, desk: Browser) -> None:
    fields = {**ORCHARDS, "csrf": desk.get("topics/new").csrf, "seeds": "pear harvest\nзабастовка", "suggest": "1"}
    shown = desk.post("topics/new", fields)
    assert ".3 orchards\n.7 pear ..2 harvest" in shown.text
    assert ".7 забастов*" in shown.text
    assert watched.services.own_topics.all() == []
    empty = desk.post("topics/new", {**fields, "seeds": ""})
    assert "say which words" in empty.text


def test_readers_see_topics_and_change_none(watched: Deployment, desk: Browser) -> None:
    reader = signed_in(watched, "read")
    listed = reader.get("topics").text
    assert "Floods" in listed
    assert "topics/new" not in listed
    assert "наводнени" in reader.get("topics/floods").text
    for path in ("topics/new", "topics/floods/edit"):
        assert reader.get(path).status == 403
    assert desk.get("topics/floods/edit").status == 404
    assert desk.post("topics/floods/remove", {"csrf": desk.get("topics").csrf}).status == 404
