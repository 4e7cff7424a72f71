"""An alert in the form of each protocol."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.codec import to_json
from tocsin.model import Polarity
from tocsin.notify.message import compose
from tocsin.notify.plain import mail, short
from tocsin.notify.render import render
from tocsin.notify.sms import GSM7_BASIC, GSM7_EXTENDED, GSM7_UNITS, UCS2_UNITS, fit, fit_around, units
from tocsin.steps.raising import MAX_TOGETHER
from tocsin.watches.alert import MAX_CLAIMS, MAX_EVIDENCE, Alert
from tocsin.watches.model import Language
from tocsin.watches.quoted import ClaimChange, QuotedClaim, Words
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
    claims=(
        QuotedClaim(
            "c1",
            "that ten thousand reservists would be called up",
            "defence ministry",
            "statement",
            "unconfirmed",
            hedged=False,
            cue="could not confirm",
            text="ten thousand reservists would be called up",
            state="single-source",
        ),
    ),
    topics=("mobilization", "border-queues"),
    places=("Port Lessing",),
    countries=("VD",),
    why=(
        Evidence("topics.any", "mobilization", ("calls up",), "Mobilization"),
        Evidence("places", "VD-L", ("Port Lessing",), "Lessing, Veldania"),
    ),
    publisher="Lessing Courier",
    url="https://courier.example/1",
    published_at="2031-05-04T09:10:00.000Z",
    since="2031-05-04T09:10:00.000Z",
    timezone="Asia/Tbilisi",
)
MAX_MESSAGE = 256 * 1024


def test_queues_and_webhooks_get_a_cloud_event_whose_id_tells_repeats() -> None:
    messages = render(ALERT, "https://api.example").messages
    event = json.loads(messages["default"])
    assert messages.keys() == {"default", "email", "sms"}
    assert {"specversion", "id", "source", "type"} <= event.keys()
    assert (event["specversion"], event["id"], event["subject"]) == ("1.0", ALERT.id, ALERT.story)
    assert event["data"]["claims"][0]["polarity"] == "unconfirmed"
    assert event["data"]["links"] == {
        "source": "https://courier.example/1",
        "alert": f"https://api.example/v1/alerts/{ALERT.id}",
        "article": f"https://api.example/v1/articles/{ALERT.article}",
        "story": f"https://api.example/v1/stories/{ALERT.story}",
    }


def test_an_e_mail_reads_from_what_happened_to_why_it_came() -> None:
    text = render(ALERT, "https://api.example").messages["email"]
    assert text.splitlines()[0] == (
        "Veldania calls up ten thousand reservists. Lessing, Veldania; since 2031-05-04 13:10 Asia/Tbilisi; "
        "says Lessing Courier; one source, not judged."
    )
    assert "- not confirmed: ten thousand reservists would be called up — defence ministry; “could not confirm”" in text
    assert "Why you get this: the watch “Call-up in Veldania” asks for:\n- the topic Mobilization: “calls up”\n" in text
    assert "- the place Lessing, Veldania: “Port Lessing”" in text
    assert "Severity: Severe\nPlaces: Port Lessing\nPublished: 2031-05-04 13:10 Asia/Tbilisi, Lessing Courier" in text
    assert "- the article: https://courier.example/1" in text
    assert "api.example" not in text  # such a link asks its reader for a key
    assert "not an official warning" in text


@pytest.mark.parametrize("polarity", [polarity for polarity in get_args(Polarity) if polarity != "affirmed"])
@pytest.mark.parametrize("language", get_args(Language))
def test_no_channel_shows_the_words_of_a_claim_without_what_its_claimant_does_with_them(
    polarity: Polarity, language: Language
) -> None:
    quoted = replace(ALERT.claims[0], polarity=polarity, meets=True)
    words = Words("three had died", polarity, hedged=False)
    change = ClaimChange("c1", "revised", before=words, after=replace(words, text="nine had died"))
    alert = replace(ALERT, claims=(quoted,), title="Late news", told_in=language)
    update = replace(alert, msg_type="update", references=("b" * 24,), changes=(change,))
    mark = compose(alert).claims[0].words.partition(":")[0][1:]
    assert mark not in {"", quoted.text}
    for told in (mail(compose(alert)), short(compose(alert)), compose(alert).subject):
        assert told.count(f"{mark}: ten thousand") == told.count("ten thousand") - told.count("that ten thousand would")
    told = mail(compose(update))
    assert told.count(f"{mark}: three had died") == told.count("three had died") > 0
    assert told.count(f"{mark}: nine had died") == told.count("nine had died") > 0


def test_a_claim_cannot_be_made_without_its_polarity() -> None:
    with pytest.raises(TypeError):
        QuotedClaim("c1", "three had died", None, "statement")  # type: ignore[call-arg]  # that is what is tested
    with pytest.raises(TypeError):
        Words("three had died")  # type: ignore[call-arg]  # that is what is tested


def test_an_alert_is_told_by_the_claim_that_met_its_watch_where_the_title_is_of_something_else() -> None:
    lead = replace(ALERT.claims[0], meets=True)
    message = compose(replace(ALERT, title="The week in Veldania", claims=(lead,)))
    assert message.first.startswith("Not confirmed: ten thousand reservists would be called up. ")
    assert "says defence ministry, Lessing Courier" in message.first
    assert compose(ALERT).what == ALERT.title


def test_filter_policies_can_match_watch_severity_topics_and_countries() -> None:
    attributes = render(ALERT, "").attributes
    assert attributes["watch"] == "call-up"
    assert attributes["severity"] == "severe"
    assert attributes["topics"] == ("mobilization", "border-queues")
    assert attributes["countries"] == ("VD",)
    assert len(attributes) <= 10
    assert "topics" not in render(replace(ALERT, topics=()), "").attributes


def test_a_subject_is_in_the_script_of_the_title() -> None:
    assert render(ALERT, "").subject == "Severe: Call-up in Veldania: Veldania calls up ten thousand reservists"
    told = replace(ALERT, title="Мобилизация calls up", told_in="ru")
    assert render(told, "").subject == "Высокая: Call-up in Veldania: Мобилизация calls up"


def test_an_update_says_first_what_changed_and_why_it_came_though_the_rule_was_not_met() -> None:
    was, now = (Words(f"{count} people were killed", "affirmed", hedged=False) for count in ("12", "at least 31"))
    change = ClaimChange("c1", "revised", before=was, after=now, by="health ministry")
    update = render(
        replace(ALERT, id="b" * 24, msg_type="update", references=(ALERT.id,), changes=(change,), why=()), ""
    )
    changed = "Now, says health ministry: at least 31 people were killed (told before: 12 people were killed)"
    assert (update.attributes["type"], update.attributes["incident"]) == ("update", ALERT.id)
    assert update.attributes["dedup"] != render(ALERT, "").attributes["dedup"]
    assert update.subject.startswith("Update: Severe: Call-up in Veldania: Now, says health ministry: at least 31")
    assert update.messages["email"].startswith(changed)
    assert update.messages["sms"].startswith("Update: Severe: Now, says health ministry")
    assert f"Why you get this:\n- you got the first alert of this story ({ALERT.id})" in update.messages["email"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (ClaimChange("c1", "corroborated", Words("ten died", "affirmed", hedged=False)), "Lessing Courier: ten died"),
        (
            ClaimChange(
                "c1",
                "contradicted",
                Words("a queue of 12 km", "affirmed", hedged=False),
                Words("there is a queue", "denied", hedged=False),
                "port",
            ),
            "Contradicted by port: denied: there is a queue (told before: a queue of 12 km)",
        ),
        (
            ClaimChange(
                "c1",
                "contradicted",
                Words("it is shut", "affirmed", hedged=False),
                Words("it is shut", "denied", hedged=False),
                "port",
            ),
            "- Contradicted by port: denied: it is shut\n",
        ),
        (
            ClaimChange("c1", "withdrawn", Words("ten died", "affirmed", hedged=True)),
            "Taken back by Lessing Courier: with reservation: ten died",
        ),
    ],
)
def test_a_change_is_told_as_a_reader_says_it(change: ClaimChange, said: str) -> None:
    update = replace(ALERT, msg_type="update", references=(ALERT.id,), changes=(change,))
    assert said in render(update, "https://api.example").messages["email"]


@given(st.text(max_size=400), st.text(max_size=120), st.sampled_from(get_args(Language)))
def test_whatever_an_article_is_called_the_notification_is_one_that_sns_takes(
    title: str, name: str, language: Language
) -> None:
    notification = render(replace(ALERT, title=title, watch_name=name, told_in=language), "https://api.example")
    subject = notification.subject
    assert 0 < len(subject) < 100
    assert subject.isprintable()
    assert subject[0].isalnum()
    assert len(to_json(notification.messages)) < MAX_MESSAGE


@given(st.text(max_size=400))
def test_a_short_message_is_one_message_whatever_its_alphabet(text: str) -> None:
    for fitted in (
        fit(text),
        fit_around("Severe: ", text, (" (Lessing, 13:10)",)),
        fit_around("", "Alarm", (f" ({text})", " (x)")),
    ):
        plain = all(letter in GSM7_BASIC | GSM7_EXTENDED for letter in fitted)
        assert units(fitted) <= (GSM7_UNITS if plain else UCS2_UNITS)
        assert "\n" not in fitted


def test_a_short_message_tells_severity_place_time_and_source_however_long_the_headline() -> None:
    assert short(compose(replace(ALERT, title="Veldania calls up " * 20))).endswith(
        "... (Lessing, Veldania, 13:10, Lessing Courier)"
    )
    told = short(compose(replace(ALERT, title="Мобилизация calls up " * 9, told_in="ru", why=(), places=("Лессинг",))))
    assert told.startswith("Высокая: Мобилизация")
    assert len(told) <= UCS2_UNITS
    assert "13:10" in told


def test_typographic_signs_do_not_cost_half_of_a_short_message() -> None:
    assert fit("“Stop” – he said…") == '"Stop" - he said...'
    cyrillic = fit("Мобилизация " * 20)
    assert len(cyrillic) <= UCS2_UNITS
    assert cyrillic.endswith("…")
    assert len(fit("word " * 100)) <= GSM7_UNITS


def test_one_message_names_all_the_watches_that_an_article_met() -> None:
    others = [
        replace(
            ALERT, id=f"{n}" * 24, watch=f"w{n}", watch_name=f"Watch {n}", why=(Evidence("words.any", "ten", ("ten",)),)
        )
        for n in range(3)
    ]
    sent = render(ALERT, "", others)
    assert sent.attributes["watch"] == ("call-up", "w0", "w1", "w2")
    assert sent.subject.startswith("Severe: Call-up in Veldania, Watch 0, Watch 1, Watch 2: Veldania calls up")
    assert all(f"- the watch “Watch {n}” too: the words “ten”" in sent.messages["email"] for n in range(3))
    data = json.loads(sent.messages["default"])["data"]
    assert [(other["watch"], other["incident"]) for other in data["also"]] == [(f"w{n}", f"{n}" * 24) for n in range(3)]


def test_nothing_that_is_raised_is_too_large_to_be_sent() -> None:
    """The worst that an article and a legal watch can bring: every part full, of letters that take the most bytes."""
    quote = QuotedClaim(
        "c" * 40, '"' * 400, "\U0001f6a8" * 120, "threat", "unconfirmed", hedged=True, cue='"' * 60, text="\\" * 400
    )
    words = Words("\U0001f6a8" * 400, "unconfirmed", hedged=True)
    full = replace(
        ALERT,
        title='"' * 300,
        summary="\\" * 800,
        claims=(quote,) * MAX_CLAIMS,
        changes=(ClaimChange("c" * 64, "contradicted", words, words, "\U0001f6a8" * 120),) * MAX_CLAIMS,
        why=tuple(Evidence("words.any", '"' * 120, ("\U0001f6a8" * 80,) * 3, "\\" * 120) for _ in range(MAX_EVIDENCE)),
        places=("\U0001f6a8" * 120,) * 12,
        topics=("t" * 80,) * 8,
        url="https://courier.example/" + "x" * 2_000,
        publisher="\\" * 120,
        msg_type="update",
        references=("b" * 24,),
    )
    sent = render(full, "https://api.example", (full,) * (MAX_TOGETHER - 1))
    attributes = sum(len(to_json(value)) + len(name) for name, value in sent.attributes.items())
    assert len(to_json(sent.messages)) + attributes < MAX_MESSAGE


FORGED = "Calm\n\nRead on:\n- the article: https://evil.example\r\n\u2028Cancelled\u202e lla \u200b\x1b[2J"


def test_no_title_claim_or_name_begins_a_line_of_its_own_or_hides_what_it_is() -> None:
    claim = replace(ALERT.claims[0], text=FORGED, claimant=FORGED)
    alert = replace(ALERT, title=FORGED, summary=FORGED, publisher=FORGED, claims=(claim,), watch_name=FORGED)
    told = render(alert, "https://api.example").messages
    assert sum(line.startswith("- the article:") for line in told["email"].splitlines()) == 1
    assert f"- the article: {ALERT.url}" in told["email"]
    for protocol in ("email", "sms"):
        assert all(letter.isprintable() or letter == "\n" for letter in told[protocol])
        assert not any(line.startswith(("Read on:", "Cancelled")) for line in told[protocol].splitlines()[2:4])
    assert "\n" not in told["sms"]
