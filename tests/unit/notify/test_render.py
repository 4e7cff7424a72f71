"""An alert in the form of each protocol."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.codec import to_json
from tocsin.notify.render import render
from tocsin.notify.sms import GSM7_BASIC, GSM7_EXTENDED, GSM7_UNITS, UCS2_UNITS, fit, units
from tocsin.watches.alert import Alert, ClaimChange, QuotedClaim
from tocsin.watches.rules import Evidence

ALERT = Alert(
    id="a" * 24,
    watch="call-up",
    watch_name="Call-up in Veldania",
    watch_version=3,
    story="s" * 24,
    article="f" * 32,
    raised_at="2031-05-04T09:30:00.000Z",
    severity="severe",
    title="Veldania calls up ten thousand reservists",
    summary="The ministry said that ten thousand would be called up.",
    claims=(QuotedClaim("c1", "ten thousand reservists would be called up", "defence ministry", "statement"),),
    topics=("mobilization", "border-queues"),
    places=("Port Lessing",),
    countries=("VD",),
    why=(Evidence("topics.any", "mobilization", ("called up",)),),
    publisher="Lessing Courier",
    url="https://courier.example/1",
)
MAX_MESSAGE = 256 * 1024


def test_queues_and_webhooks_get_a_cloud_event_whose_id_tells_repeats() -> None:
    messages = render(ALERT, "https://api.example").messages
    event = json.loads(messages["https"])
    assert messages["sqs"] == messages["https"] == render(ALERT, "https://api.example").messages["lambda"]
    assert {"specversion", "id", "source", "type"} <= event.keys()
    assert (event["specversion"], event["id"], event["subject"]) == ("1.0", ALERT.id, ALERT.story)
    assert event["data"]["links"] == {
        "source": "https://courier.example/1",
        "alert": f"https://api.example/v1/alerts/{ALERT.id}",
        "article": f"https://api.example/v1/articles/{ALERT.article}",
        "story": f"https://api.example/v1/stories/{ALERT.story}",
    }


def test_an_e_mail_says_who_says_what_and_why_it_came() -> None:
    text = render(ALERT, "").messages["email"]
    assert "- defence ministry (statement): ten thousand reservists would be called up" in text
    assert "- topics.any: mobilization (called up)" in text
    assert "not an official warning" in text


def test_filter_policies_can_match_watch_severity_topics_and_countries() -> None:
    attributes = render(ALERT, "").attributes
    assert attributes["watch"] == "call-up"
    assert attributes["severity"] == "severe"
    assert attributes["topics"] == ("mobilization", "border-queues")
    assert attributes["countries"] == ("VD",)
    assert len(attributes) <= 10
    assert render(ALERT, "").subject == "Severe: Call-up in Veldania: Veldania calls up ten thousand reservists"
    assert render(replace(ALERT, title="Мобилизация"), "").subject == "Severe: Call-up in Veldania"
    assert "topics" not in render(replace(ALERT, topics=()), "").attributes


def test_what_follows_an_alert_names_it_and_says_what_changed() -> None:
    change = ClaimChange("c1", "revised", "ten thousand", "forty thousand")
    update = render(replace(ALERT, id="b" * 24, msg_type="update", references=(ALERT.id,), changes=(change,)), "")
    assert (update.attributes["type"], update.attributes["incident"]) == ("update", ALERT.id)
    assert update.attributes["dedup"] != render(ALERT, "").attributes["dedup"]
    assert update.subject.startswith("Update: Severe: Call-up")
    assert (
        f"This update follows the alert {ALERT.id}:\n- revised: ten thousand -> forty thousand"
        in update.messages["email"]
    )
    assert update.messages["sms"].startswith("Update: ")
    assert render(ALERT, "").attributes["incident"] == ALERT.id


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (ClaimChange("c1", "corroborated", after="family:lessing-courier"), "- corroborated by Lessing Courier\n"),
        (
            ClaimChange("c1", "contradicted", "a queue of 12 km", "there is a queue"),
            "12 km -> denied by port: there is",
        ),
        (ClaimChange("c1", "contradicted", "ten dead", "two dead"), "- contradicted: ten dead -> two dead\n"),
        (ClaimChange("c1", "withdrawn", "ten dead"), "- withdrawn: ten dead\n"),
    ],
)
def test_a_change_is_told_as_a_reader_says_it(change: ClaimChange, said: str) -> None:
    denial = QuotedClaim("c9", "that there is a queue", "port", "denial")
    update = replace(ALERT, msg_type="update", references=(ALERT.id,), changes=(change,), claims=(denial,))

    assert said in render(update, "https://api.example").messages["email"]


@given(st.text(max_size=400), st.text(max_size=120))
def test_whatever_an_article_is_called_the_notification_is_one_that_sns_takes(title: str, name: str) -> None:
    notification = render(replace(ALERT, title=title, watch_name=name), "https://api.example")
    subject = notification.subject
    assert 0 < len(subject) < 100
    assert all(" " <= letter <= "~" for letter in subject)
    assert subject[0].isalnum()
    assert len(to_json(notification.messages)) < MAX_MESSAGE


@given(st.text(max_size=400))
def test_a_short_message_is_one_message_whatever_its_alphabet(text: str) -> None:
    fitted = fit(text)
    plain = all(letter in GSM7_BASIC | GSM7_EXTENDED for letter in fitted)
    assert units(fitted) <= (GSM7_UNITS if plain else UCS2_UNITS)
    assert "\n" not in fitted


def test_typographic_signs_do_not_cost_half_of_a_short_message() -> None:
    assert fit("“Stop” – he said…") == '"Stop" - he said...'
    cyrillic = fit("Мобилизация " * 20)
    assert len(cyrillic) <= UCS2_UNITS
    assert cyrillic.endswith("…")
    assert len(fit("word " * 100)) <= GSM7_UNITS
