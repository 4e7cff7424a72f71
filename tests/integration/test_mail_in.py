"""Mails that Amazon SES puts into the bucket: whose are taken, and what newsletters become."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from tests.integration.conftest import Deployment, s3_event
from tests.integration.feed_server import Publisher, publishing
from tests.integration.roles import acting

from tocsin.aws.records import Upload
from tocsin.feeds.links import follow
from tocsin.feeds.messages import Link, read_collect

pytestmark = [pytest.mark.integration, pytest.mark.allow_hosts(["127.0.0.1"])]

PASSED = (
    "amazonses.com; spf=pass (spfCheck: domain of gazette.example designates 192.0.2.1 as permitted sender) "
    "client-ip=192.0.2.1; envelope-from=news@gazette.example; dkim=pass header.i=@gazette.example; "
    "dmarc=pass header.from=gazette.example;"
)
FORGED = (
    "amazonses.com; spf=pass (spfCheck: domain of other.example designates 192.0.2.1 as permitted sender) "
    "client-ip=192.0.2.1; envelope-from={}; dkim=pass header.i=@other.example; dmarc=none header.from=gazette.example"
)
"""What its sender chose stands in the place of the braces."""
STORY = (
    "The harbour office of Port Lessing said on Monday that pier {n} would stay closed for {n} weeks. Ferries to "
    "Omberland are to land at the old quay instead, and lorries have to wait for hours, the office said. Residents "
    "of the old town had asked for the works in spring, when two boats were damaged by a storm on one night in March."
)


def mail(
    body: str, *, results: str = PASSED, sender: str = "Tessa Gazette <news@gazette.example>", more: str = ""
) -> str:
    return (
        f"X-SES-Spam-Verdict: PASS\nX-SES-Virus-Verdict: PASS\n{more}Authentication-Results: {results}\n"
        f"From: {sender}\nTo: in@desk.example\nSubject: Tessa Gazette this morning\n"
        "Date: Sun, 4 May 2031 06:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
        f"<html><body>{body}</body></html>\n"
    )


def entry(number: int, *, text: str = STORY, origin: str = "https://gazette.example") -> str:
    return (
        f'<tr><td><h2><a href="{origin}/n/{number}">Pier {number} of Port Lessing is closed</a></h2>'
        f'<p>{text.format(n=number)}</p><p><a href="{origin}/n/{number}">Read more</a></p></td></tr>'
    )


def single(text: str = STORY) -> str:
    return f"<p>{text.format(n=4)}</p>"


@pytest.fixture
def desk(deployment: Deployment) -> Deployment:
    services = deployment.services
    services.settings = replace(services.settings, mail_senders=frozenset({"gazette.example", "me@desk.example"}))
    return deployment


def came(desk: Deployment, text: str, key: str = "mail/m1") -> Upload:
    upload = desk.put(key, text)
    desk.run()
    return desk.services.uploads.get(upload)


def test_a_mail_of_an_allowed_sender_becomes_an_article(desk: Deployment) -> None:
    known = came(desk, mail(single()))
    assert known.state == "analyzed"
    head = desk.services.articles.head(known.article or "")
    assert (head.card.publisher, head.card.title) == ("Tessa Gazette", "Tessa Gazette this morning")


@pytest.mark.parametrize(
    "results",
    [
        "amazonses.com; dkim=pass header.i=@gazette.example",
        "amazonses.com; spf=pass smtp.mailfrom=news@mail.gazette.example; dkim=none; dmarc=none",
        "amazonses.com; dkim=pass header.d=gazette.example; spf=fail smtp.mailfrom=x@other.example",
    ],
)
def test_without_dmarc_what_is_aligned_proves_the_sender(desk: Deployment, results: str) -> None:
    assert came(desk, mail(single(), results=results)).state == "analyzed"


@pytest.mark.parametrize(
    "told",
    [
        {"sender": "news@other.example"},
        {"sender": "news@gazette.example.other.example"},
        {"sender": "a@gazette.example, b@gazette.example"},
        {"sender": '"news@gazette.example" <x@other.example>'},
        {"results": "amazonses.com; spf=pass smtp.mailfrom=x@other.example; dkim=pass header.i=@other.example"},
        {"results": "amazonses.com; dkim=pass header.i=@gazette.example; dmarc=fail header.from=gazette.example"},
        {"results": "amazonses.com; spf=fail; dkim=fail; dmarc=none"},
        {"results": f"other.example; {PASSED}"},
        {"results": f"amazonses.com; spf=none\nAuthentication-Results: {PASSED}"},
        {"results": "amazonses.com; dkim=fail (dmarc=pass) header.i=@gazette.example"},
        {"results": PASSED, "more": "From: x@other.example\n"},
        {"results": FORGED.format('"x; dmarc=pass; y"@other.example')},
        {"results": FORGED.format('"x dkim=pass header.d=gazette.example "@other.example')},
        {"results": FORGED.format('"\\"; dkim=pass header.d=gazette.example; "@other.example')},
        {"results": FORGED.format("x@other.example; helo=dkim=pass header.d=gazette.example")},
        {"results": FORGED.format("x@other.example; helo=x; dmarc=pass")},
        {"results": FORGED.format("(dkim=pass (x) header.d=gazette.example)x@other.example")},
        {"results": "amazonses.com; dkim=pass header.d=gazette.example; dkim=fail header.i=@gazette.example"},
        {"results": "amazonses.com; dmarc=pass header.from=other.example"},
        {"sender": "x@other.example@gazette.example"},
        {"sender": '"x@other.example"@gazette.example'},
    ],
)
def test_a_mail_that_is_not_from_an_allowed_sender_is_refused(desk: Deployment, told: dict[str, str]) -> None:
    known = came(desk, mail(single(), **told))
    assert (known.state, known.code) == ("rejected", "untrusted-sender")
    assert known.reason


@pytest.mark.parametrize(
    "told",
    [
        {"sender": "(" * 2_000 + "news@gazette.example"},
        {"sender": "a:" * 5_000 + "news@gazette.example"},
        {"more": "X-Odd: x\n" * 20_000},
        {"results": "amazonses.com; dkim=pass" + " a=b" * 100_000},
    ],
    ids=["brackets", "groups", "headers", "results"],
)
def test_a_stranger_s_mail_neither_breaks_the_reader_nor_takes_its_time(desk: Deployment, told: dict[str, str]) -> None:
    """Anybody may send one: a kilobyte was enough for five tries, a dead letter and an alarm."""
    began = time.process_time()
    known = came(desk, mail(single(), **told))
    assert (known.state, known.code) == ("rejected", "untrusted-sender")
    assert time.process_time() - began < 2


def test_what_nests_too_deep_for_a_reader_is_rejected_at_its_first_try(desk: Deployment) -> None:
    head, _, _ = mail("").partition("Content-Type")
    known = came(desk, head + "Content-Type: message/rfc822\n\n" * 5_000 + "hello")
    assert (known.state, known.code) == ("rejected", "too-large")


@pytest.mark.parametrize("verdict", ["X-SES-Spam-Verdict", "X-SES-Virus-Verdict"])
def test_spam_and_viruses_are_refused(desk: Deployment, verdict: str) -> None:
    known = came(desk, mail(single()).replace(f"{verdict}: PASS", f"{verdict}: FAIL"))
    assert (known.state, known.code) == ("rejected", "untrusted-sender")


def test_nobody_s_mail_is_taken_where_no_sender_is_allowed(deployment: Deployment) -> None:
    assert came(deployment, mail(single())).code == "untrusted-sender"


def test_the_same_mail_uploaded_by_hand_needs_no_sender(deployment: Deployment) -> None:
    assert came(deployment, mail(single()), key="by-hand.eml").state == "analyzed"


def test_a_newsletter_that_carries_its_texts_becomes_an_article_each(desk: Deployment) -> None:
    known = came(desk, mail(f"<table>{entry(1)}{entry(2)}{entry(3)}</table><p>Unsubscribe from this newsletter.</p>"))
    assert (known.state, known.parts) == ("split", 3)
    for number, part in enumerate(desk.services.uploads.parts(known.id)):
        desk.send(desk.intake, s3_event(part.key, "e", 10 + number, desk.clock[0]))
    desk.run()
    parts = desk.services.uploads.parts(known.id)
    assert [part.state for part in parts] == ["analyzed"] * 3
    heads = [desk.services.articles.head(part.article or "") for part in parts]
    assert [head.card.url for head in heads] == [f"https://gazette.example/n/{n}" for n in (1, 2, 3)]
    assert {head.card.publisher for head in heads} == {"Tessa Gazette"}
    assert heads[0].card.title == "Pier 1 of Port Lessing is closed"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as started:
        yield started


def test_links_alone_are_fetched_from_allowed_hosts_and_the_others_are_told(
    desk: Deployment, publisher: Publisher
) -> None:
    services, host = desk.services, urlsplit(publisher.origin)
    services.settings = replace(
        services.settings, mail_hosts=frozenset({host.hostname or ""}), allowed_hosts=frozenset({host.netloc})
    )
    publisher.html("/n/1", "pier 1 is closed")
    teasers = entry(1, text="Ferries land elsewhere.", origin=publisher.origin)
    teasers += entry(2, text="Elsewhere.", origin="https://tracker.example")
    known = came(desk, mail(f"<table>{teasers}</table>"))
    assert (known.state, known.parts) == ("split", 0)
    assert known.notes == (
        "Links that are fetched: 1.",
        "Links left out, as their hosts are not among MailHosts: 1.",
    )
    [message] = services.clients.sqs.receive_message(QueueUrl=desk.collect)["Messages"]
    link = read_collect(message["Body"])
    assert link == Link(f"{publisher.origin}/n/1", "Tessa Gazette")
    with acting(services, "CollectRole"):
        results = [follow(services, link, lambda _: None) for _ in range(2)]
    assert [(one.outcome, one.put) for one in results[:1]] == [("asked", 1)]
    keys = [
        one["Key"] for one in services.clients.s3.list_objects_v2(Bucket="tocsin", Prefix="uploads/feeds/")["Contents"]
    ]
    assert len(keys) == 1


def test_a_link_that_cannot_be_had_is_told_and_not_tried_for_ever(desk: Deployment) -> None:
    result = follow(desk.services, Link("http://127.0.0.1:9/n/1"), lambda _: None)
    assert (result.outcome, result.put) == ("asked", 0)
    assert result.reason
