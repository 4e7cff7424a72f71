"""From an upload to what a subscriber gets."""

from __future__ import annotations

import json

import pytest
from tests.integration.conftest import OTHER_TEXT, TEXT, Deployment

from tocsin.watches.model import Rule, Severity, Watch, WordRule

pytestmark = pytest.mark.integration


def test_an_upload_becomes_an_article_that_rings_once_at_a_subscriber(watched: Deployment) -> None:
    upload = watched.put("a.txt", TEXT)
    watched.run()

    services = watched.services
    state = services.uploads.get(upload)
    assert state.state == "analyzed"
    assert state.article is not None
    head = services.articles.head(state.article)
    assert head.card.topics[0].id == "mobilization"
    assert services.objects.text(state.article).startswith("Veldania calls up")

    [notification] = watched.received()
    event = json.loads(notification["Message"])
    assert event["specversion"] == "1.0"
    assert event["data"]["watch"] == "call-up"
    assert event["data"]["why"][0]["words"] == ["called up"]
    assert event["data"]["links"]["article"] == f"https://tocsin.example/v1/articles/{state.article}"
    assert notification["MessageAttributes"]["topics"]["Type"] == "String.Array"

    [sent] = services.alerts.page("alert", "all", limit=10).items
    assert sent.sent_at is not None
    why = services.alerts.why(state.article)
    assert why is not None
    assert why.outcomes == {"rang": ("call-up",), "topics.any": ("floods",)}


def test_articles_are_listed_by_topic_place_claimant_and_story(watched: Deployment) -> None:
    watched.put("a.txt", TEXT)
    watched.put("b.txt", OTHER_TEXT)
    watched.run()
    articles = watched.services.articles
    every = articles.page("article", "all", limit=10).items
    assert len(every) == 2
    [one] = articles.page("topic", "mobilization", limit=10).items
    assert [head.card.id for head in articles.page("place", "VD", limit=10).items] == [one.card.id]
    assert one.story is not None
    assert [head.card.id for head in articles.page("in-story", one.story, limit=10).items] == [one.card.id]
    assert len(watched.services.stories.page(limit=10).items) == 2


def test_an_article_that_meets_four_watches_is_one_message_that_names_the_four(watched: Deployment) -> None:
    services = watched.services
    rule = Rule(words=WordRule(any=("called up",)))
    severities: dict[str, Severity] = dict.fromkeys(("a1", "b2", "c3", "d4"), "severe")
    for name, severity in {**severities, "e5": "minor"}.items():
        services.watches.create(Watch(name, f"Watch {name}", rule, severity=severity))
    watched.put("a.txt", TEXT)
    watched.run()

    by_severity: dict[str, list[str]] = {}
    for notification in watched.received():
        data = json.loads(notification["Message"])["data"]
        by_severity.setdefault(data["severity"], []).append(data["watch"])
        by_severity[data["severity"]] += [other["watch"] for other in data["also"]]
        watches = notification["MessageAttributes"]["watch"]
        named = json.loads(watches["Value"]) if watches["Type"] == "String.Array" else [watches["Value"]]
        assert named == [data["watch"], *(other["watch"] for other in data["also"])]
    assert by_severity["severe"] == ["a1", "b2", "c3", "d4"]
    assert by_severity["minor"] == ["e5"]
    alerts = services.alerts.page("alert", "all", limit=10).items
    assert len(alerts) == 6
    assert all(sent.sent_at for sent in alerts)
