"""Stories merged and split in the table: ids stay valid, lists are right, nobody is rung, also after a crash."""

from __future__ import annotations

import contextlib
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from tests.integration.conftest import Deployment
from tests.integration.counting import CountingDynamoDB
from tests.regrouped import BAKERS, BAKERS_LATER, DOCKERS, MILL, MILL_LATER, WALKOUTS

from tocsin.engine.embedded import analyze_text
from tocsin.model import Analysis, Article
from tocsin.steps import fault
from tocsin.watches.model import Rule, Watch, WordRule

STORAGE = Path(__file__).resolve().parents[2] / "docs" / "storage.md"
STATED = re.compile(r"^\| correlate, with a merge or a split \| (\d+) \| (\d+) \|", re.MULTILINE)
pytestmark = pytest.mark.integration


class Killed(BaseException):
    """Stands for SIGKILL: nothing in the product catches it."""


def embedded(article: Article) -> Analysis:
    return analyze_text(article.text, article.title, article.language, article.published_at)


@pytest.fixture
def fires(deployment: Deployment) -> Deployment:
    deployment.services.analyze = embedded
    words = WordRule(any=("mill", "bakers", "dockers"))
    deployment.services.watches.create(Watch("all", "Mills and strikes", Rule(words=words)))
    return deployment


def tell(deployment: Deployment, *texts: str) -> list[str]:
    """Upload texts one after the other, an hour apart; answers their articles."""
    uploads = []
    for text in texts:
        at = f"2031-05-04T{deployment.sequence:02d}:00:00Z"
        paper = f"Paper {deployment.sequence}"
        uploads.append(deployment.put(f"{deployment.sequence}.txt", text, **{"published-at": at, "publisher": paper}))
        deployment.run()
    return [deployment.services.uploads.get(upload).article or "" for upload in uploads]


def alerts(deployment: Deployment) -> list[Any]:
    """What subscribers got since the last look, without updates."""
    found = [json.loads(message["Message"]) for message in deployment.received()]
    return [event["data"] for event in found if event["data"]["msg_type"] == "alert"]


@pytest.fixture(params=[None, "regroup.listed", "regroup.parted"])
def dying(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Runs what it is given, with a death at one point and a redelivery, or undisturbed."""

    def killed(*_: object) -> None:
        raise Killed

    def run(deployment: Deployment, text: str) -> str:
        if request.param:
            (tmp_path / request.param).touch()
            monkeypatch.setenv(fault.FAULT_VARIABLE, str(tmp_path))
            monkeypatch.setattr(os, "kill", killed)
        at = f"2031-05-04T{deployment.sequence:02d}:00:00Z"
        upload = deployment.put("last.txt", text, **{"published-at": at, "publisher": "Last Paper"})
        for _ in range(2):
            with contextlib.suppress(Killed):
                deployment.run()
        return deployment.services.uploads.get(upload).article or ""

    return run


def listed(deployment: Deployment, story: str) -> set[str]:
    page = deployment.services.articles.page("in-story", story, limit=20)
    return {head.card.id for head in page.items}


def test_merged_stories_answer_under_both_ids_and_ring_nobody(fires: Deployment, dying: Any) -> None:
    services = fires.services
    articles = tell(fires, *MILL[:3])
    older, younger = (services.articles.head(article).story or "" for article in articles[:2])
    assert len(alerts(fires)) == 2
    articles.append(dying(fires, MILL[3]))
    assert alerts(fires) == []
    assert services.stories.story(younger).id == services.stories.story(older).id == older
    assert services.stories.case_file(younger) == services.stories.case_file(older)
    assert {services.articles.head(article).story for article in articles} == {older}
    assert listed(fires, older) == set(articles)
    assert [story.id for story in services.stories.page(limit=9).items] == [older]
    assert set(services.stories.case_file(older).ledger.articles) == set(articles)
    tell(fires, MILL_LATER)
    assert alerts(fires) == []


@pytest.mark.parametrize("texts", [MILL, WALKOUTS], ids=["merge", "split"])
def test_a_merge_or_a_split_costs_no_more_calls_and_write_units_than_stated(
    fires: Deployment, texts: tuple[str, ...]
) -> None:
    tell(fires, *texts[:-1])
    fires.put("last.txt", texts[-1], **{"published-at": "2031-05-04T09:00:00Z"})
    fires.step(fires.intake)
    client, counting = CountingDynamoDB.before(fires.services.table.client)
    fires.services.table.client = client
    fires.step(fires.correlate)
    calls, units = map(int, STATED.findall(STORAGE.read_text("utf-8"))[0])
    assert 13 < counting.bill.total_calls <= calls, counting.bill
    assert counting.bill.write_units <= units, counting.bill


def test_an_update_of_a_merged_story_refers_to_the_alerts_of_both(fires: Deployment) -> None:
    tell(fires, *MILL)
    first, second = (alert["id"] for alert in alerts(fires))
    tell(fires, f"{MILL_LATER} Firefighters denied that the old flour mill burned all night.")
    [update] = [json.loads(message["Message"])["data"] for message in fires.received()]
    assert (update["msg_type"], set(update["references"])) == ("update", {first, second})


def test_a_split_moves_the_smaller_group_and_rings_nobody_until_its_event_is_told_of_again(
    fires: Deployment, dying: Any
) -> None:
    services = fires.services
    articles = tell(fires, *WALKOUTS[:-1])
    assert len(alerts(fires)) == 1
    articles.append(dying(fires, WALKOUTS[-1]))
    stories = {text: services.articles.head(a).story or "" for text, a in zip(WALKOUTS, articles, strict=True)}
    assert {stories[text] for text in DOCKERS} == {stories[WALKOUTS[0]]}
    [new] = {stories[text] for text in BAKERS}
    for story in (new, stories[WALKOUTS[0]]):
        members = {article for text, article in zip(WALKOUTS, articles, strict=True) if stories[text] == story}
        assert listed(fires, story) == members
        assert set(services.stories.case_file(story).ledger.articles) == members
        assert services.stories.story(story).size == len(members)
    assert {story.id for story in services.stories.page(limit=9).items} == {*stories.values()}
    tell(fires, BAKERS_LATER, f"{DOCKERS[0]} Dockers of Tessa slept beside the cranes.")
    assert [alert["story"] for alert in alerts(fires)][-1:] == [new]
