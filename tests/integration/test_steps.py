"""What holds however often, in whatever order and with whatever bodies the messages come."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.integration.conftest import OTHER_TEXT, TEXT, Deployment, analysis_of, s3_event

from tocsin.aws.memory import Moved
from tocsin.aws.records import Head, version_of
from tocsin.errors import Conflict, EngineUnavailable
from tocsin.model import Analysis, Article
from tocsin.steps import analyze, fault
from tocsin.steps.correlate import Correlator
from tocsin.steps.messages import Correlate, MalformedMessage
from tocsin.stories.index import Outcome

pytestmark = pytest.mark.integration

ON_THE_WAY = [
    point
    for point in fault.POINTS
    if not point.startswith(
        ("reanalyze.", "regroup.", "decide.", "deliver.", "correlate.copy", "correlate.kill", "split.", "release.")
    )
    and not point.startswith(("analyze.appearance", "analyze.waiting", "analyze.item"))
]
OF_REANALYSIS = [point for point in fault.POINTS if point.startswith("reanalyze.")]


class Killed(BaseException):
    """Stands for SIGKILL: nothing in the product catches it."""


@pytest.fixture
def die_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Sets the point at which the process dies, once."""

    def killed(*_: object) -> None:
        raise Killed

    def at(point: str) -> Path:
        armed = tmp_path / point
        armed.touch()
        monkeypatch.setenv(fault.FAULT_VARIABLE, str(tmp_path))
        monkeypatch.setattr(os, "kill", killed)
        return armed

    return at


def outcome(deployment: Deployment) -> dict[str, Any]:
    """The state that counts in the end: all items but those times that tell when a step ran."""
    kept = {}
    for (pk, sk), item in deployment.items().items():
        if pk.startswith("LIST#") and any(f"LIST#{kind}#" in pk for kind in ("story", "alert", "watch-alert")):
            pk, sk = pk.rsplit("#", 2)[0], sk.partition("#")[2]  # noqa: PLW2901  # the time is when a step ran
        if pk == "SECRETS#links":
            continue  # a random key, made where the first link is signed
        if pk.startswith("EFFORT#"):
            continue  # the time that reading took, which a kill does change
        loose = {name: value for name, value in item.items() if name not in {"at", "sent_at", "sk"}}
        if pk.startswith("ALERT#"):
            loose["data"] = {k: v for k, v in json.loads(item["data"]["S"]).items() if k != "raised_at"}
        if sk == "WHY":
            loose.pop("data")
        kept[f"{pk} {sk}"] = loose
    return kept


@pytest.mark.parametrize("point", ON_THE_WAY)
def test_a_kill_between_any_two_effects_changes_nothing_but_the_time(
    watched: Deployment, die_at: Any, point: str, request: pytest.FixtureRequest
) -> None:
    armed = die_at(point)
    upload = watched.put("a.txt", TEXT)
    for _ in range(3):
        with contextlib.suppress(Killed):
            watched.run()
    assert not armed.exists(), "the point is on the way"
    assert watched.services.uploads.get(upload).state == "analyzed"
    assert len(watched.services.articles.page("article", "all", limit=10).items) == 1
    assert len(watched.services.alerts.page("alert", "all", limit=10).items) == 1
    ids = {json.loads(message["Message"])["id"] for message in watched.received()}
    assert len(ids) == 1
    died = outcome(watched)

    undisturbed: Deployment = request.getfixturevalue("another_watched")
    undisturbed.put("a.txt", TEXT)
    undisturbed.run()
    assert died == outcome(undisturbed)


@pytest.mark.parametrize("point", OF_REANALYSIS)
def test_a_kill_during_reanalysis_leaves_the_new_analysis_alone_in_the_end(
    watched: Deployment, die_at: Any, point: str
) -> None:
    watched.put("a.txt", TEXT)
    watched.run()
    [head] = watched.services.articles.page("article", "all", limit=10).items
    rows_before = sum(pk.startswith("LIST#") for pk, _ in watched.items())
    watched.services.analyze = newer_engine
    armed = die_at(point)
    watched.send(watched.intake, {"reanalyze": head.card.id, "job": "job.1", "token": "t"})
    for _ in range(3):
        with contextlib.suppress(Killed):
            watched.run()
    assert not armed.exists()
    now = watched.services.articles.head(head.card.id)
    assert (now.card.engine, now.previous) == ("test/2", None)
    assert sum(pk.startswith("LIST#") for pk, _ in watched.items()) == rows_before
    assert sum(sk.startswith("ANALYSIS#") for _, sk in watched.items()) == 1
    assert [h.v for h in watched.services.articles.page("topic", "mobilization", limit=10).items] == [now.v]
    assert len(watched.received()) == 1
    assert watched.services.reanalyses.outcomes("job.1", [head.card.id])[head.card.id].outcome == "reanalyzed"


def newer_engine(article: Article) -> Analysis:
    return analysis_of(article, engine="test/2")


def test_the_same_bytes_under_another_key_are_a_duplicate_that_adds_an_appearance_and_rings_nobody(
    watched: Deployment,
) -> None:
    first = watched.put("a.txt", TEXT, publisher="Lessing Courier")
    watched.run()
    watched.received()
    second = watched.put("copies/b c.txt", TEXT, publisher="Omber Post")
    watched.run()
    state = watched.services.uploads.get(second)
    assert (state.state, state.duplicate_of) == ("duplicate", first)
    assert state.article is not None
    publishers = {seen.publisher for seen in watched.services.articles.appearances(state.article, 10)}
    assert publishers == {"Lessing Courier", "Omber Post"}
    assert watched.received() == []
    assert [u.id for u in watched.services.uploads.page("duplicate", limit=10).items] == [second]


def test_two_uploads_of_one_text_at_the_same_moment_are_one_article(watched: Deployment) -> None:
    """Both find no head; the second writes its head after the first has."""
    services = watched.services
    watched.put("a.txt", TEXT)
    seen: list[str] = []
    find = services.articles.known

    def find_late(article: str) -> Any:
        found = find(article)
        if not seen:
            seen.append(article)
            second = s3_event("uploads/b.txt", "tag", 99, watched.clock[0])
            services.clients.s3.put_object(Bucket=services.settings.bucket, Key="uploads/b.txt", Body=TEXT.encode())
            analyze.handle(services, json.dumps(second))
        return found

    services.articles.known = find_late  # type: ignore[method-assign]  # a race cannot be had otherwise
    watched.run()
    states = [services.uploads.page(state, limit=10).items for state in ("analyzed", "duplicate")]
    assert [len(uploads) for uploads in states] == [1, 1]
    assert len(services.articles.page("article", "all", limit=10).items) == 1
    assert len(watched.received()) == 1


def test_an_upload_that_can_never_be_read_is_rejected_with_its_reason_and_its_message_is_gone(
    watched: Deployment,
) -> None:
    upload = watched.put("empty.txt", b"")
    assert [result.outcome for result in watched.run()] == ["rejected"]
    state = watched.services.uploads.get(upload)
    assert (state.state, state.code) == ("rejected", "empty-document")
    assert state.reason
    assert watched.run() == []


def test_an_object_that_is_gone_or_too_large_is_rejected_without_being_read(watched: Deployment) -> None:
    gone = watched.put("gone.txt", TEXT)
    watched.services.clients.s3.delete_object(Bucket="tocsin", Key="uploads/gone.txt")
    large = watched.put("large.txt", b"x" * (10 * 1024 * 1024 + 1))
    watched.run()
    assert watched.services.uploads.get(gone).code == "gone"
    assert watched.services.uploads.get(large).code == "too-large"


def test_an_upload_that_keeps_failing_shows_as_retrying_and_then_as_failed_until_it_is_brought_back(
    watched: Deployment,
) -> None:
    def unavailable(_: Article) -> Analysis:
        raise EngineUnavailable("no answer")

    services, works = watched.services, watched.services.analyze
    services.analyze = unavailable
    upload = watched.put("a.txt", TEXT)
    states = []
    for _ in range(services.settings.max_receives):
        with pytest.raises(EngineUnavailable):
            watched.run()
        states.append(services.uploads.get(upload).state)
    assert states == ["received", "retrying", "retrying", "failed"]
    assert [u.id for u in services.uploads.page("failed", limit=10).items] == [upload]
    services.analyze = works
    watched.run()
    assert services.uploads.get(upload).state == "analyzed"
    assert services.uploads.page("failed", limit=10).items == ()


def test_a_late_event_of_an_overwritten_object_does_not_put_its_state_back(watched: Deployment) -> None:
    upload = watched.put("a.txt", TEXT)
    watched.run()
    watched.put("a.txt", OTHER_TEXT)
    watched.run()
    article = watched.services.uploads.get(upload).article
    late = s3_event("uploads/a.txt", "older", 0, watched.clock[0])
    [result] = analyze.handle(watched.services, json.dumps(late))
    assert result.outcome == "stale"
    assert watched.services.uploads.get(upload).article == article
    assert len(watched.services.articles.page("article", "all", limit=10).items) == 2


def test_messages_that_ask_for_nothing_are_consumed(watched: Deployment) -> None:
    removed = s3_event("uploads/a.txt", "tag", 1, watched.clock[0])
    removed["Records"][0]["eventName"] = "ObjectRemoved:Delete"
    for body in (
        {"Service": "Amazon S3", "Event": "s3:TestEvent"},
        removed,
        s3_event("other/a", "t", 1, watched.clock[0]),
    ):
        assert analyze.handle(watched.services, json.dumps(body)) == []


@pytest.mark.parametrize(
    "body", ["", "junk", "[]", "{}", '{"Records": 1}', '{"Records": [{}]}', '{"reanalyze": "a b"}']
)
def test_junk_is_refused_so_that_it_ends_where_somebody_sees_it(watched: Deployment, body: str) -> None:
    with pytest.raises(MalformedMessage):
        analyze.handle(watched.services, body)


def test_articles_of_one_story_ring_a_watch_once_and_the_second_tells_why_it_did_not(watched: Deployment) -> None:
    watched.put("a.txt", TEXT)
    watched.run()
    edited = TEXT.replace("within a week", "within ten days").replace("on Monday", "on Tuesday")
    upload = watched.put("b.txt", edited)
    watched.run()
    article = watched.services.uploads.get(upload).article
    assert article is not None
    why = watched.services.alerts.why(article)
    assert why is not None
    assert why.outcomes["story-has-alert"] == ("call-up",)
    assert len(watched.received()) == 1


def test_two_articles_on_one_new_event_at_the_same_moment_are_one_story_and_one_alert(watched: Deployment) -> None:
    """Both have looked for a story and found none when the first is stored, as two workers side by side would."""
    memory = watched.services.stories
    remember = memory.remember
    waiting = [Correlate(*pair) for pair in two_alike(watched)]
    second = waiting[1]

    def remember_late(head: Head, outcome: Outcome, at: str) -> Moved:
        memory.remember = remember  # type: ignore[method-assign]  # the other worker is not delayed
        Correlator(watched.services).correlate(second)
        return remember(head, outcome, at)

    memory.remember = remember_late  # type: ignore[method-assign]  # a race cannot be had otherwise
    with pytest.raises(Conflict):
        Correlator(watched.services).correlate(waiting[0])
    watched.run()
    heads = watched.services.articles.page("article", "all", limit=10).items
    assert len({head.story for head in heads}) == 1
    [story] = watched.services.stories.page(limit=10).items
    assert story.size == 2
    assert len(watched.received()) == 1


def two_alike(deployment: Deployment) -> list[tuple[str, str]]:
    """Two articles on one event, analyzed and waiting to be correlated."""
    deployment.put("a.txt", TEXT)
    deployment.put("b.txt", TEXT.replace("within a week", "within ten days"))
    deployment.step(deployment.intake)
    heads = deployment.services.articles.page("article", "all", limit=10).items
    return [(head.card.id, head.v) for head in heads]


def test_a_reanalysis_does_not_swallow_the_message_that_is_still_to_ring(watched: Deployment) -> None:
    watched.put("a.txt", TEXT)
    watched.step(watched.intake)
    sqs = watched.services.clients.sqs
    sqs.purge_queue(QueueUrl=watched.correlate)  # its worker died before it handed the article on
    [head] = watched.services.articles.page("article", "all", limit=1).items
    other = version_of(analysis_of(head.article(TEXT), engine="test/2").versions)
    watched.services.queues.correlate(head.card.id, other, again=True)
    watched.services.queues.correlate(head.card.id, other)
    watched.run()
    assert len(watched.received()) == 1


def test_a_watch_that_is_off_rings_nobody_and_is_named_as_the_reason(watched: Deployment) -> None:
    watch = watched.services.watches.get("call-up")
    watched.services.watches.change(replace(watch, enabled=False), watch.version)
    upload = watched.put("a.txt", TEXT)
    watched.run()
    article = watched.services.uploads.get(upload).article
    assert article is not None
    why = watched.services.alerts.why(article)
    assert why is not None
    assert why.outcomes["watch-off"] == ("call-up",)
    assert watched.received() == []
