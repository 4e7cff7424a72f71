"""Hostile titles in every markup: nobody is called, no mark stands open, no link is ours that was not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.unit.notify.test_render import ALERT

from tocsin.channels import amazonq, discord, matrix, mattermost, slack, teams, telegram
from tocsin.channels.model import CHANNELS, Address, Notice
from tocsin.channels.parts import parts, title, web_links
from tocsin.channels.registry import BY_NAME
from tocsin.notify.message import Link, Message, compose
from tocsin.watches.alert import Alert, MsgType
from tocsin.watches.quoted import ClaimChange, Words

AT = datetime(2031, 5, 4, 9, 31, tzinfo=UTC)
ADDRESSES = {
    "amazonq": Address("arn:aws:sns:eu-central-1:123456789012:chat"),
    "mail": Address("desk@veldania.example"),
    "webhook": Address("https://desk.example/in", ("whsec_" + "A" * 32,)),
    "slack": Address("https://hooks.slack.example/services/T/B/x"),
    "teams": Address("https://flow.example/x?sig=y"),
    "discord": Address("https://discord.example/api/webhooks/1/x"),
    "telegram": Address("https://api.telegram.org/-100", ("1:" + "a" * 30,)),
    "matrix": Address("https://matrix.example/!room:matrix.example", ("token-of-ours",)),
    "mattermost": Address("https://chat.example/hooks/x"),
    "ntfy": Address("https://ntfy.sh/desk"),
    "pushover": Address("https://api.pushover.net/" + "u" * 30, ("t" * 30,)),
    "pagerduty": Address("https://events.pagerduty.com", ("k" * 32,)),
    "opsgenie": Address("https://api.opsgenie.com", ("k" * 36,)),
}
HOSTILE = (
    "<!channel> <!here|x> <@U123> &lt;!everyone&gt; calls up",
    "@everyone @here @channel @all @room calls up",
    "*bold* _it_ ~gone~ `code` ```block``` ||spoiler|| calls up",
    "[click](https://evil.example) <https://evil.example|bank> ![x](y) calls up",
    "<b>bold</b><a href='https://evil.example'>x</a></p><script>1</script> calls up",
    "{{DATE(2031-01-01,SHORT)}} ${secret} <at>Desk</at> calls up",
    "# heading\n> quote\n- item\n1. one\r\n\u202egnp.exe\u2066 calls up \x00\x1b[31m",
    "\\*\\_\\[ trailing backslash calls up \\",
)


def notice(alert: Alert, thread: str = "") -> Notice:
    return Notice(compose(alert), b'{"id":"x"}', AT, thread)


def hostile(text: str) -> Alert:
    """The text in whatever comes from outside."""
    claim = replace(ALERT.claims[0], text=text, claimant=text)
    return replace(ALERT, title=text, summary=text, publisher=text, places=(text,), claims=(claim,), watch_name=text)


def body(name: str, alert: Alert, thread: str = "") -> Any:
    return json.loads(BY_NAME[name].request(notice(alert, thread), ADDRESSES[name]).body)  # type: ignore[index]


def texts(value: Any, key: str) -> list[str]:
    """All strings under a key, wherever they stand."""
    if isinstance(value, dict):
        found = [v for k, v in value.items() if k == key and isinstance(v, str)]
        return found + [text for v in value.values() for text in texts(v, key)]
    return [text for v in value for text in texts(v, key)] if isinstance(value, list) else []


def kinds(value: Any) -> set[str]:
    return set(texts(value, "type"))


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == []
    return tags


ANY_TEXT = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=300), st.text("<>&@*_~`[]()\\|#{}$!-. \nab", max_size=900)
)


@given(ANY_TEXT)
def test_telegram_and_matrix_hold_only_the_tags_that_are_ours(text: str) -> None:
    one = notice(hostile(f"calls up {text}"))
    sent = telegram.html(one)
    assert parsed(sent).seen <= {"b", "a"}
    assert parsed(sent).links == [ALERT.url]
    assert len(sent.encode("utf-16-le", "surrogatepass")) // 2 <= 4_096
    assert re.search(r"@\w", parsed(sent).text) is None
    found = parsed(matrix.html(one))
    assert found.seen <= {"h4", "p", "a", "strong", "ul", "li", "br"}
    assert found.links == [ALERT.url]


@given(ANY_TEXT)
def test_slack_reads_no_markup_in_what_others_wrote(text: str) -> None:
    sent = body("slack", hostile(f"calls up {text}"))
    assert re.search(r"[<>]", sent["text"]) is None
    assert sent["mrkdwn"] is False
    assert kinds(sent) <= {"header", "plain_text", "rich_text", "rich_text_section", "rich_text_list", "text", "link"}
    assert texts(sent, "url") == [ALERT.url]
    assert len(sent["blocks"][0]["text"]["text"]) <= 150


@given(ANY_TEXT)
@example("{{{")
def test_a_card_of_teams_holds_runs_of_text_and_no_functions(text: str) -> None:
    sent = body("teams", hostile(f"calls up {text}"))
    card = sent["attachments"][0]["content"]
    assert kinds(card["body"]) == {"RichTextBlock", "TextRun"}
    assert "msteams" not in card
    assert not any("{{" in one or "${" in one for one in texts(card, "text"))
    assert [action["url"] for action in card["actions"]] == [ALERT.url]
    assert len(json.dumps(sent).encode()) < 100_000


OURS = re.compile(r"^\*\*(.*)\*\*$|\[[^\n]*\]\(<https://courier.example/1>\)", re.MULTILINE)
UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*([`*_~|<\[])")


@given(ANY_TEXT)
def test_markdown_of_discord_has_no_mark_but_ours(text: str) -> None:
    sent = body("discord", hostile(f"calls up {text}"))
    [embed] = sent["embeds"]
    assert sent["allowed_mentions"] == {"parse": []}
    assert len(embed["title"]) <= 256
    assert len(embed["description"]) <= 4_096
    assert UNESCAPED.search(embed["title"]) is None
    ours = OURS.sub(r"\1", embed["description"])
    assert UNESCAPED.search(ours) is None
    assert re.search(r"@\w", embed["description"] + embed["title"]) is None


@given(ANY_TEXT)
def test_mattermost_calls_nobody_and_shows_no_mark_but_ours(text: str) -> None:
    sent = body("mattermost", hostile(f"calls up {text}"))
    assert re.search(r"@\w", sent["text"]) is None
    ours = OURS.sub(r"\1", sent["text"])
    assert re.search(r"(?<!\\)(?:\\\\)*[`*_~|\[]", ours) is None


@given(ANY_TEXT)
def test_amazon_q_is_given_its_own_form_without_a_mark(text: str) -> None:
    sent = json.loads(amazonq.notification(compose(hostile(f"calls up {text}"))))
    assert (sent["version"], sent["source"], sent["content"]["textType"]) == ("1.0", "custom", "client-markdown")
    assert sent["metadata"]["threadId"] == ALERT.id
    assert not set("<>*_~`[]|&") & set(sent["content"]["title"])
    assert len(sent["content"]["title"]) <= 250
    assert re.search(r"@\w", json.dumps(sent, ensure_ascii=False)) is None


@given(ANY_TEXT)
def test_push_services_are_given_plain_text_within_their_bounds(text: str) -> None:
    alert = hostile(f"calls up {text}")
    assert len(body("ntfy", alert)["message"].encode()) <= 4_096
    pushed = body("pushover", alert)
    assert len(pushed["message"]) <= 1_024
    assert len(pushed["title"]) <= 250
    assert "html" not in pushed
    assert len(body("pagerduty", alert)["payload"]["summary"]) <= 1_024
    assert len(body("opsgenie", alert)["message"]) <= 130


MOST_BYTES = {
    "amazonq": 262_144,  # a message of SNS
    "discord": 25_000,  # 6,000 characters of embeds, of four bytes at most
    "mail": 10_000_000,
    "matrix": 60_000,  # 65,536 with what servers add
    "mattermost": 70_000,  # 16,383 characters
    "ntfy": 40_000,
    "opsgenie": 100_000,
    "pagerduty": 512_000,
    "pushover": 10_000,
    "slack": 100_000,
    "teams": 21_000,
    "telegram": 40_000,
}
"""Of a whole request, as the services say or as follows from what they say of their fields."""
FULL = ("\U0001f6a8" * 9 + " ") * 60


def full() -> Message:
    """Every part as long as it can be, of the letters that take the most bytes."""
    words = Words(FULL[:300], "denied", hedged=True)
    change = ClaimChange("e1", "contradicted", before=words, after=words, by=FULL[:120])
    alert = replace(
        hostile(FULL[:300]),
        claims=(replace(ALERT.claims[0], text=FULL[:300], claimant=FULL[:120]),) * 5,
        places=(FULL[:120],) * 12,
        changes=(change,) * 5,
        msg_type="update",
        references=("b" * 24,),
        url="https://courier.example/" + "x" * 1_900,
    )
    others = [replace(alert, id=f"{n}" * 24, watch=f"w{n}") for n in range(9)]
    return compose(alert, "ru", others, acknowledge="https://tocsin.example/ui/ack/" + "f" * 80)


@pytest.mark.parametrize("name", sorted(MOST_BYTES))
def test_the_fullest_message_fits_into_what_its_service_takes(name: str) -> None:
    sent = BY_NAME[name].request(Notice(full(), b"{}", AT), ADDRESSES[name]).body  # type: ignore[index]
    assert len(sent) <= MOST_BYTES[name]
    if name == "discord":
        [embed] = json.loads(sent)["embeds"]
        assert len(embed["title"]) + len(embed["description"]) <= 6_000
    if name == "slack":
        assert len(json.dumps(json.loads(sent)["blocks"], ensure_ascii=False)) <= 13_000
    if name == "mattermost":
        assert len(json.loads(sent)["text"]) <= 16_383
    if name == "ntfy":
        assert len(json.loads(sent)["message"].encode()) <= 4_096


UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u200c\u200d\ufeff\u2028\u2029\x00-\x08\x0b-\x1f\x7f]")
"""What turns, hides or breaks text. Our own ZERO WIDTH SPACE, which parts a sign from a word, is not among them."""


def told_by(name: str, alert: Alert) -> list[str]:
    """Every text of what is sent, a field each, as the service gets it after reading JSON or MIME."""
    sent = BY_NAME[name].request(notice(alert), ADDRESSES[name]).body  # type: ignore[index]
    if name == "mail":
        mail = message_from_bytes(sent, policy=default)
        assert mail.defects == []
        assert isinstance(mail, EmailMessage)
        parts_of = [str(one.get_content()) for one in (mail.get_body(("plain",)), mail.get_body(("html",))) if one]
        return [str(mail["Subject"]), *(text.replace("\r\n", "\n") for text in parts_of)]
    return list(strings(json.loads(sent)))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


NOT_PARTED = frozenset({"mail", "ntfy", "pushover", "pagerduty", "opsgenie", "matrix", "slack", "teams"})
"""Services that look for no names in a text, or not in these elements (`m.mentions`, `rich_text`, `TextRun`)."""
HIDDEN = (
    *HOSTILE,
    "calls\u200d up\u200b \u200f\u202b@here\u202c \ufeff<!here> \u2028 next\u2029 <users/all> @team @channel\t@all",
)


@pytest.mark.parametrize("text", HIDDEN)
@pytest.mark.parametrize("kind", ["alert", "update", "cancel"])
@pytest.mark.parametrize("name", [one for one in CHANNELS if one != "webhook"])
def test_no_channel_is_sent_what_turns_hides_calls_or_links(name: str, kind: MsgType, text: str) -> None:
    """Each channel, kind of message and hostile text; webhooks carry data for programs, as the article has it."""
    words = Words(text, "affirmed", hedged=False)
    changes = () if kind == "alert" else (ClaimChange("e1", "revised", before=words, after=words, by=text),)
    references = () if kind == "alert" else ("b" * 24,)
    alert = replace(hostile(text), msg_type=kind, changes=changes, references=references)
    for told in told_by(name, alert):
        assert UNSEEN.search(told) is None
        if name not in NOT_PARTED:
            assert re.search(r"@(?:here|all|everyone|channel|room|team)", told) is None
    hrefs = re.findall(r'href="([^"]*)"', "\n".join(told_by(name, alert)))
    assert [one for one in hrefs if not one.startswith("https://courier.example/")] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_each_line_is_one_line_that_can_be_seen(text: str) -> None:
    message = compose(hostile(text))
    assert title(message).isprintable()
    assert all(line.isprintable() for part in parts(message) for line in part.lines)


def links(url: str) -> tuple[Link, ...]:
    message: Message = replace(compose(ALERT), links=(Link("Article", url),))
    return web_links(message)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://bank.example@evil.example/",
        "https://a.example/\n)x",
        "tocsin why abc",
        "http://[::1",
    ],
)
def test_what_is_no_address_of_the_web_is_no_link(url: str) -> None:
    assert links(url) == ()


def test_an_address_cannot_end_the_link_that_it_stands_in() -> None:
    [link] = links('https://a.example/x)>"](y)|z')
    assert link.target == "https://a.example/x%29%3E%22%5D%28y%29%7Cz"
    for channel in (discord, mattermost):
        assert channel.CHANNEL.name in BY_NAME
    assert slack.escaped("<a&b>") == "&lt;a&amp;b&gt;"
    assert teams.inert("{{{x}}}") == "{\u200b{\u200b{x}}}"
