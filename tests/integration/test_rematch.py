"""Stored ledgers by the rules of today: false corroborations are corrected, and told to whom they rang."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from tests.integration.conftest import Deployment
from tests.integration.counting import CountingDynamoDB
from typer.testing import CliRunner

from tocsin.cli import reanalyze as command
from tocsin.cli.main import app
from tocsin.cli.target import Target
from tocsin.errors import Conflict
from tocsin.model import Analysis, Article
from tocsin.stories import enter
from tocsin.stories.ledger import LedgerClaim
from tocsin.stories.relations import APART, Relation
from tocsin.stories.rematch import Rematched
from tocsin.stories.sightings import SAME, Sighting, about_the_same
from tocsin.watches.model import Delivery, Quiet, Rule, Watch, WordRule

pytestmark = pytest.mark.integration

RELEASED = """Rebels release prisoners in Velm

Rebels released 12 prisoners in the town of Velm on Tuesday, the Red Cross said.
"""
EXECUTED = """Prisoners of rebels in Velm

Rebels executed 12 prisoners in the town of Velm on Tuesday, the army said.
"""


@contextmanager
def first_version() -> Iterator[None]:
    """Claims are matched by words shared, as the first version did."""

    def by_words(known: Sighting, new: Sighting, _: object = ()) -> Relation:
        likeness = about_the_same(known, new)
        return Relation("same", likeness) if likeness >= SAME else APART

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(enter, "relation", by_words)
        patched.setattr(enter, "MATCHER", 1)
        patched.setattr(enter, "rematched", lambda ledger, _: Rematched(ledger))
        yield


@pytest.fixture
def believed(deployment: Deployment) -> Deployment:
    """A release that the first version held to be borne out by an execution, and told so."""
    services = deployment.services
    services.analyze = embedded
    prisoners = Rule(words=WordRule(any=("prisoners",)))
    services.watches.create(Watch("prisoners", "Prisoners", prisoners))
    services.watches.create(Watch("off", "Off", prisoners, enabled=False))
    services.watches.create(Watch("elsewhere", "Elsewhere", Rule(words=WordRule(any=("ferry",)))))
    with first_version():
        for name, text, by in (("a.txt", RELEASED, "Lessing Courier"), ("b.txt", EXECUTED, "Omber Post")):
            deployment.put(name, text, publisher=by, url=f"https://{by[:4].lower()}.example/{name}")
            deployment.run()
            deployment.clock[0] += timedelta(minutes=40)
    assert [claim.state for claim in claims(deployment)] == ["corroborated"]
    assert [told["msg_type"] for told in received(deployment)] == ["alert", "update"]
    return deployment


def embedded(article: Article) -> Analysis:
    from tocsin.engine.embedded import analyze_text  # noqa: PLC0415  # loaded by these tests alone

    return analyze_text(article.text, article.title, article.language, article.published_at)


def claims(deployment: Deployment) -> tuple[LedgerClaim, ...]:
    [story] = deployment.services.stories.page(limit=10).items
    return deployment.services.stories.case_file(story.id).ledger.claims


def received(deployment: Deployment) -> list[dict[str, Any]]:
    """What a subscriber got since it looked last."""
    return [json.loads(notification["Message"])["data"] for notification in deployment.received()]


def reanalyzed(deployment: Deployment, monkeypatch: pytest.MonkeyPatch, *options: str) -> list[dict[str, Any]]:
    """What `tocsin reanalyze --ledger --json` prints."""
    target = Target({})
    target.__dict__["services"] = deployment.services
    monkeypatch.setattr(command, "find_target", lambda *_: target)
    answer = CliRunner().invoke(app, ["reanalyze", "--ledger", "--json", *options])
    assert answer.exit_code == 0, answer.output
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_a_dry_run_tells_what_would_change_and_changes_nothing(
    believed: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, sums = reanalyzed(believed, monkeypatch, "--tell", "--dry-run")
    assert sums["counts"] == {"looked_at": 1, "matched": 1, "lost": 1, "told": 1}
    [lost] = found["lost"]
    assert lost["change"] == "contradicted"
    assert ("released" in lost["before"], "executed" in lost["after"]) == (True, True)
    assert [claim.state for claim in claims(believed)] == ["corroborated"]
    believed.run()
    assert received(believed) == []


def test_what_an_older_version_corroborated_wrongly_is_contradicted_and_rings_an_update(
    believed: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    reanalyzed(believed, monkeypatch, "--tell", "--yes")
    believed.run()
    release, execution = claims(believed)
    assert (release.state, execution.state) == ("contradicted", "contradicted")
    assert (release.against, execution.against) == ((execution.id,), (release.id,))
    assert release.origins != execution.origins
    [update] = received(believed)
    assert update["msg_type"] == "update"
    [change] = update["changes"]
    assert change["change"] == "contradicted"
    assert "released 12 prisoners" in change["before"]["text"]
    assert "executed 12 prisoners" in change["after"]["text"]


def test_without_tell_the_ledger_is_corrected_and_nobody_is_rung(
    believed: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    reanalyzed(believed, monkeypatch, "--yes")
    believed.run()
    assert {claim.state for claim in claims(believed)} == {"contradicted"}
    assert received(believed) == []


def test_a_second_run_finds_nothing_to_do(believed: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    reanalyzed(believed, monkeypatch, "--tell", "--yes")
    before = claims(believed)
    [sums] = reanalyzed(believed, monkeypatch, "--tell", "--yes")
    assert sums["counts"] == {"looked_at": 1, "matched": 0, "lost": 0, "told": 0}
    assert claims(believed) == before


def test_after_a_stop_between_the_update_and_the_ledger_the_same_command_goes_on_and_rings_once(
    believed: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(believed.services.stories, "put_case_file", stopped)
        with pytest.raises(AssertionError):
            reanalyzed(believed, monkeypatch, "--tell", "--yes")
    believed.run()
    reanalyzed(believed, monkeypatch, "--tell", "--yes")
    believed.run()
    assert {claim.state for claim in claims(believed)} == {"contradicted"}
    assert [told["msg_type"] for told in received(believed)] == ["update"]


def test_an_article_that_comes_in_meanwhile_is_read_and_the_story_matched_with_it(
    believed: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = believed.services.stories
    put, tried = stories.put_case_file, []

    def late_once(*arguments: Any) -> None:
        tried.append(arguments)
        if len(tried) == 1:
            raise Conflict("another article was entered")
        put(*arguments)

    monkeypatch.setattr(stories, "put_case_file", late_once)
    reanalyzed(believed, monkeypatch, "--yes")
    assert {claim.state for claim in claims(believed)} == {"contradicted"}


def test_an_update_waits_where_its_watch_would_have_any_other_wait(
    believed: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = believed.services.watches.get("prisoners")
    quiet = Delivery(quiet=Quiet("00:00", "23:59"))
    believed.services.watches.change(Watch("prisoners", "Prisoners", watch.rule, delivery=quiet), watch.version)
    reanalyzed(believed, monkeypatch, "--tell", "--yes")
    believed.run()
    assert received(believed) == []


def test_a_story_costs_a_bounded_number_of_calls(believed: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    client, counting = CountingDynamoDB.before(believed.services.table.client)
    believed.services.table.client = client
    reanalyzed(believed, monkeypatch, "--tell", "--yes")
    assert counting.reset().total_calls <= 20
    reanalyzed(believed, monkeypatch, "--tell", "--yes")
    assert counting.reset().total_calls <= 8


def test_telling_is_for_ledgers_and_articles_need_a_date() -> None:
    for options in (["--tell", "--since", "2031-01-01"], []):
        answer = CliRunner().invoke(app, ["reanalyze", *options])
        assert answer.exit_code != 0
