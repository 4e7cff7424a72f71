"""Mails of our own: valid MIME, kept together by story, left by one click, with nothing in them but words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.notify.test_render import ALERT

from tocsin.channels.mail import CHANNEL
from tocsin.channels.model import Address, Notice, Postage
from tocsin.channels.parts import title
from tocsin.digests.briefing import sections
from tocsin.digests.model import Change, Digest, Rung, ToldStory
from tocsin.digests.render import render
from tocsin.errors import InvalidInput
from tocsin.notify.message import Message, compose
from tocsin.subscriptions.samples import bulletin_message
from tocsin.watches.model import Language
from tocsin.watches.quoted import ClaimChange

AT = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)
POSTAGE = Postage("alerts@desk.example", "https://tocsin.example/ui/unsubscribe/abc.0")
HOSTILE = (
    "</title></style><script>x()</script>\r\nBcc: all@desk.example <img src=http://t.example/p.gif> @everyone \u202e"
)


def mail_of(message: Message, thread: str = "") -> EmailMessage:
    request = CHANNEL.request(Notice(message, b"", AT, thread, POSTAGE), Address("desk@veldania.example"))
    assert request.url == "mailto:desk@veldania.example"
    found = message_from_bytes(request.body, policy=default)
    assert isinstance(found, EmailMessage)
    assert found.defects == []
    return found


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_text_and_html_tell_the_same_in_the_same_order() -> None:
    mail = mail_of(compose(ALERT, acknowledge="https://tocsin.example/ui/ack/a.0"))
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert " ".join(mail["Subject"].split()) == "Severe: Call-up in Veldania: Veldania calls up ten thousand reservists"
    for kind in ("plain", "html"):
        text = body(mail, kind)
        told = ("Port Lessing", "ui/ack/a.0", "would be called up — defence ministry", "Unsubscribe")
        assert all(one in text for one in told)
    order = [body(mail, "html").index(one) for one in ("<h1>", "ui/ack", "Who says what", "Why", "unsubscribe/abc")]
    assert order == sorted(order)


def test_one_click_ends_it_and_a_story_is_one_thread_whatever_came_first() -> None:
    first = mail_of(compose(ALERT))
    update = replace(ALERT, id="b" * 24, msg_type="update", references=(ALERT.id,))
    other = mail_of(compose(replace(ALERT, id="c" * 24, watch="other")))
    later = mail_of(compose(update), thread="0102@eu-central-1.amazonses.com")
    assert first["List-Unsubscribe"] == f"<{POSTAGE.unsubscribe}>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    roots = {mail["References"].split()[0] for mail in (first, other, later)}
    assert roots == {f"<story.{ALERT.story}@desk.example>"}
    assert later["In-Reply-To"] == "<0102@eu-central-1.amazonses.com>"
    assert len({mail["Message-ID"] for mail in (first, other, later)}) == 3
    assert (first["Auto-Submitted"], first["Content-Language"]) == ("auto-generated", "en")


def test_nothing_of_a_title_is_a_header_a_tag_or_a_request() -> None:
    claims = tuple(replace(one, text=HOSTILE, claimant=HOSTILE) for one in ALERT.claims)
    hostile = replace(ALERT, title=HOSTILE, summary=HOSTILE, claims=claims, publisher=HOSTILE, watch_name=HOSTILE)
    mail = mail_of(compose(replace(hostile, url='https://news.example/"onload="x()')))
    assert mail["Bcc"] is None
    tags = Tags(body(mail, "html"))
    assert tags.open == []
    assert not {"script", "img", "iframe", "object", "form"} & set(tags.seen)
    assert all(link.startswith("https://") and '"' not in link for link in tags.links)
    assert not re.search(r"url\(|@import|http://(?!t\.example/p\.gif)", body(mail, "html"))
    assert "\u202e" not in body(mail, "html") + body(mail, "plain") + str(mail["Subject"])


def test_a_mail_has_both_themes_and_loads_nothing() -> None:
    text = body(mail_of(compose(ALERT, "uk")), "html")
    assert '<html lang="uk">' in text
    assert "prefers-color-scheme:dark" in text
    assert "Відписатися" in text
    assert "src=" not in text


@given(
    st.lists(st.text("абвгдежзиклмн abcXYZ—«»:,()=?_", min_size=1, max_size=30), min_size=1, max_size=8).map(" ".join)
)
def test_a_subject_keeps_every_space_wherever_its_header_is_broken(words: str) -> None:
    alert = replace(ALERT, title=f"calls up {words}")
    mail = mail_of(compose(alert))
    assert mail["Subject"] == title(compose(alert))
    raw = CHANNEL.request(Notice(compose(alert), b"", AT, "", POSTAGE), Address("desk@veldania.example")).body
    assert all(len(one) <= 78 for one in raw.split(b"\r\n\r\n")[0].split(b"\r\n"))


def test_the_headline_stands_once_above_what_is_said_of_it() -> None:
    text = body(mail_of(compose(ALERT)), "html")
    assert text.count(f"{ALERT.title}<") == 2  # the title of the document, and the headline
    assert '<p class="label">Severe: Call-up in Veldania</p><h1>Veldania calls up ten thousand reservists</h1>' in text
    assert "<p>Lessing, Veldania; since" in text
    denied = ClaimChange("e1", "withdrawn", before=ALERT.claims[0].words, by="Lessing Courier")
    cancel = replace(ALERT, id="d" * 24, msg_type="cancel", references=(ALERT.id,), changes=(denied,))
    text = body(mail_of(compose(cancel)), "html")
    assert '<p class="label">Cancelled: Severe: Call-up in Veldania</p><h1>Taken back by Lessing Courier' in text
    assert "What changed" not in text


def told(title: str, *changes: Change) -> ToldStory:
    last = Rung(
        "a1", "s1", "2031-05-04T09:00:00.000Z", title, "severe", changes[0], "f" * 32, "https://courier.example/1"
    )
    return ToldStory(replace(last, claim=ALERT.claims[0], publisher="Lessing Courier"), changes, 1)


def test_a_digest_is_a_briefing_of_what_is_contradicted_changed_and_new_with_quotes_and_links() -> None:
    stories = (
        told("The bridge stands", "contradicted"),
        told("Toll rises", "changed", "new"),
        told("Ferry stops", "new"),
    )
    digest = Digest(
        "d1", "w", "Port", "2031-05-03T08:00:00.000Z", "2031-05-04T08:00:00.000Z", "2031-05-04T08:00:00.000Z", "severe",
        stories, {"contradicted": 1, "changed": 1, "new": 1}, 0, (),
    )  # fmt: skip
    message = replace(bulletin_message("d1", render(digest, "")), sections=sections(digest))
    text = body(mail_of(message), "html")
    order = [text.index(one) for one in ("Contradicted</h2>", "stands</a>", "Changed</h2>", "rises</a>", "New</h2>")]
    assert order == sorted(order)
    assert (
        text.count("<blockquote>not confirmed: ten thousand reservists") == text.count("https://courier.example/1") == 3
    )
    assert "Media monitoring" in text
    assert "Ferry stops" in body(mail_of(message), "plain")


@pytest.mark.parametrize(("language", "leave"), [("en", "Unsubscribe"), ("ru", "Отписаться"), ("uk", "Відписатися")])
def test_a_digest_is_in_its_language_to_the_last_word(language: Language, leave: str) -> None:
    digest = Digest(
        "d1", "w", "Port", "2031-05-03T08:00:00.000Z", "2031-05-04T08:00:00.000Z", "2031-05-04T08:00:00.000Z", "severe",
        (told("Ferry stops", "new"),), {"new": 1}, 0, (), told_in=language,
    )  # fmt: skip
    mail = mail_of(bulletin_message("d1", render(digest, ""), digest.told_in))
    assert mail["Content-Language"] == language
    assert f'<html lang="{language}">' in body(mail, "html")
    assert leave in body(mail, "html")
    assert leave in body(mail, "plain")


@pytest.mark.parametrize(
    "endpoint", ["desk", "desk@localhost", "a@b.example\r\nBcc: c@d.example", "Desk <a@b.example>"]
)
def test_what_is_no_address_is_refused(endpoint: str) -> None:
    with pytest.raises(InvalidInput):
        CHANNEL.check(Address(endpoint))
