"""What a digest tells, and in which form."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tocsin.digests.model import CHANGES, MAX_STORIES, Change, Digest, Rung, Surge, put_together
from tocsin.digests.render import MAX_COVERS, render
from tocsin.digests.schedule import Period
from tocsin.watches.model import SEVERITIES, Severity
from tocsin.watches.quoted import QuotedClaim

PERIOD = Period(datetime(2031, 5, 3, 6, tzinfo=UTC), datetime(2031, 5, 4, 6, tzinfo=UTC))
SNS_BYTES = 256 * 1024
NOW = datetime(2031, 5, 4, 6, 5, tzinfo=UTC)


def rung(
    alert: str, story: str, change: Change = "new", severity: Severity = "minor", at: str = "2031-05-03T09"
) -> Rung:
    return Rung(alert, story, at, f"Title of {alert}", severity, change, f"article-{alert}")


rungs = st.lists(
    st.builds(
        rung,
        st.integers(0, 10**6).map(str),
        st.integers(0, 60).map(lambda number: f"s{number}"),
        st.sampled_from(CHANGES),
        st.sampled_from(SEVERITIES),
        st.integers(10, 23).map(lambda hour: f"2031-05-03T{hour}"),
    ),
    max_size=80,
    unique_by=lambda one: one.alert,
)


def made(found: list[Rung], *, cut: bool = False) -> Digest:
    return put_together(("floods", "Überschwemmungen"), PERIOD, found, NOW, cut=cut)


@given(rungs, st.randoms(use_true_random=False))
def test_every_alert_is_told_or_counted_once_in_whatever_order_it_is_found(found: list[Rung], chance: object) -> None:
    digest = made(found)
    shuffled = found.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types its random as object
    assert made(shuffled) == digest
    stories = {one.story for one in found}
    assert len(digest.stories) + digest.more == sum(digest.counts.values()) == len(stories)
    assert len(digest.stories) <= MAX_STORIES
    assert set(digest.covers) == {one.alert for one in found}
    assert {told.last.story for told in digest.stories} <= stories


def test_contradictions_come_first_then_severity_then_the_latest() -> None:
    digest = made(
        [
            rung("1", "calm", at="2031-05-03T10"),
            rung("2", "later", at="2031-05-03T11"),
            rung("3", "grave", severity="extreme"),
            rung("4", "doubtful", at="2031-05-03T08"),
            rung("5", "doubtful", "contradicted", at="2031-05-03T09"),
        ]
    )
    assert [told.last.story for told in digest.stories] == ["doubtful", "grave", "later", "calm"]
    assert digest.stories[0].changes == ("contradicted", "new")
    assert digest.counts == {"contradicted": 1, "new": 3}
    assert digest.severity == "extreme"


def test_a_digest_reads_well_on_paper_and_as_an_event() -> None:
    found = [rung(str(number), f"s{number:02}") for number in range(MAX_STORIES + 3)]
    sent = render(made(found, cut=True), "https://tocsin.example")
    assert sent.subject == "Digest: Überschwemmungen: 23 stories, 2031-05-03 06:00 – 2031-05-04 06:00 UTC"
    assert "and 3 more\n" in sent.messages["email"]
    assert "tocsin.example" not in sent.messages["email"]  # such a link asks its reader for a key
    assert sent.attributes == {"watch": "floods", "severity": "minor", "type": "digest", "dedup": made(found).id}
    event = json.loads(sent.messages["default"])
    assert event["type"] == "tocsin.digest.v1"
    assert len(event["data"]["stories"]) == MAX_STORIES
    assert "covers" not in event["data"]
    assert sum(len(body.encode()) for body in sent.messages.values()) < 256_000


def test_a_bulletin_of_thousands_held_alerts_fits_into_a_message() -> None:
    long = "Резервісти " * 30
    found = [
        replace(rung(f"{n:024x}", f"{n:024x}"), title=long[:300], url=f"https://courier.example/{n}")
        for n in range(5000)
    ]
    digest = put_together(("few", "Few"), PERIOD, found, NOW, kind="more")
    notification = render(digest, "https://api.example")
    assert len(json.dumps(notification.messages, ensure_ascii=False).encode()) < SNS_BYTES
    data = json.loads(notification.messages["default"])["data"]
    assert (data["count"], len(data["covers"])) == (5000, MAX_COVERS)


def test_a_surge_says_how_much_more_than_usual() -> None:
    surge = Surge(
        "i", "floods", "VD", "2031-05-04T00:00:00.000Z", "2031-05-03T00:00:00.000Z", 33, 3.0, 8.7, ("floods",)
    )
    sent = render(surge, "")
    assert sent.subject.startswith("Surge: floods, VD: 33 articles since 2031-05-03 00:00 UTC, where 3.0 were")
    assert "33 articles since 2031-05-03 00:00 UTC, where 3.0 were to be expected" in sent.messages["sms"]
    assert sent.attributes["watch"] == ("floods",)
    assert json.loads(sent.messages["default"])["data"]["score"] == 8.7


def test_a_digest_goes_by_the_clock_and_the_language_of_its_watch_and_no_claim_stands_without_its_polarity() -> None:
    claim = QuotedClaim("c1", "что мост закрыт", "мэр", "report", "unconfirmed", hedged=False, text="мост закрыт")
    found = [replace(rung("1", "s1"), claim=claim, publisher="Курьер")]
    digest = put_together(("floods", "Паводки"), PERIOD, found, NOW, told_in="ru", timezone="Asia/Tbilisi")
    sent = render(digest, "")
    assert sent.subject == "Сводка: Паводки: событий: 1, 2031-05-03 10:00 – 2031-05-04 10:00 Asia/Tbilisi"
    assert "  не подтверждено: мост закрыт — мэр\n" in sent.messages["email"]
