"""Stories joined, parted and put back by hand: nobody is rung, ids stay valid, later articles follow, crash or not."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.integration.conftest import Deployment
from tests.integration.http import Http
from tests.integration.roles import acting
from tests.integration.test_regroup import Killed, alerts, embedded, listed, tell
from tests.regrouped import BAKERS, DOCKERS, MILL, MILL_LATER

from tocsin.errors import InvalidInput, NotFound
from tocsin.queries.belonging import why_together, why_with
from tocsin.steps import fault
from tocsin.steps.decide import Undecidable, merge, split, undo
from tocsin.stories.casefile import CaseFile
from tocsin.watches.model import Rule, Watch, WordRule

pytestmark = pytest.mark.integration

FERRY = (
    (
        "The ferry Alda of the Ostavian line ran aground off Karvel at dawn, the harbour office said. Forty passengers "
        "of the Alda were brought to Karvel in boats."
    ),
    (
        "Passengers of the ferry Alda were brought to Karvel in boats after the ship ran aground at dawn, the harbour "
        "office said. Divers looked at the hull of the Alda."
    ),
    (
        "Divers looked at the hull of the ferry Alda, which ran aground off Karvel. The harbour office of Karvel said "
        "that all passengers were well."
    ),
)


@pytest.fixture
def desk(deployment: Deployment) -> Deployment:
    deployment.services.analyze = embedded
    words = WordRule(any=("mill", "bakers", "dockers", "ferry"))
    deployment.services.watches.create(Watch("all", "Mills, strikes and ships", Rule(words=words)))
    return deployment


@pytest.fixture(params=[None, "decide.listed", "decide.decided"])
def dying(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Calls what it is given by the API's role: with a death at one point and a second try, or undisturbed."""

    def killed(*_: object) -> None:
        raise Killed

    def run(deployment: Deployment, decide: Any, *asked: Any) -> Any:
        with acting(deployment.services, "ApiRole"):
            if request.param:
                (tmp_path / request.param).touch()
                monkeypatch.setenv(fault.FAULT_VARIABLE, str(tmp_path))
                monkeypatch.setattr(os, "kill", killed)
                with contextlib.suppress(Killed):
                    decide(deployment.services, *asked, "desk")
            return decide(deployment.services, *asked, "desk")

    return run


def story_of(deployment: Deployment, article: str) -> str:
    return deployment.services.articles.head(article).story or ""


def kept(file: CaseFile) -> Any:
    """What a file says, whatever its version."""
    ledger = file.ledger
    return ledger.claims, ledger.articles, file.origins, [member.article for member in file.members]


def test_two_stories_joined_by_hand_answer_under_both_ids_and_ring_nobody(desk: Deployment, dying: Any) -> None:
    services = desk.services
    articles = tell(desk, *MILL[:2])
    one, two = (story_of(desk, article) for article in articles)
    before = kept(services.stories.case_file(two))
    assert one != two
    assert len(alerts(desk)) == 2
    decision = dying(desk, merge, one, two)
    assert (decision.story, decision.other, decision.moved) == (one, two, (articles[1],))
    assert alerts(desk) == []
    assert {services.stories.story(story).id for story in (one, two)} == {one}
    assert services.stories.case_file(two) == services.stories.case_file(one)
    assert {*services.stories.case_file(one).ledger.articles} == listed(desk, one) == {*articles}
    assert [story.id for story in services.stories.page(limit=9).items] == [one]
    assert services.stories.story(one).size == 2
    later = tell(desk, MILL_LATER)
    assert {story_of(desk, article) for article in (*articles, *later)} == {one}
    assert alerts(desk) == []
    dying(desk, undo, decision.id)
    assert [story_of(desk, article) for article in (*articles, *later)] == [one, two, one]
    assert kept(services.stories.case_file(two)) == before
    assert listed(desk, two) == {articles[1]}
    assert {story.id for story in services.stories.page(limit=9).items} == {one, two}
    assert alerts(desk) == []


def test_articles_parted_by_hand_stay_apart_and_come_back_when_that_is_undone(desk: Deployment, dying: Any) -> None:
    services = desk.services
    articles = tell(desk, *FERRY)
    [story] = {story_of(desk, article) for article in articles}
    before, size = services.stories.case_file(story), services.stories.story(story).size
    assert len(alerts(desk)) == 1
    decision = dying(desk, split, story, (articles[1],))
    new = decision.other
    assert [story_of(desk, article) for article in articles] == [story, new, story]
    assert (listed(desk, story), listed(desk, new)) == ({articles[0], articles[2]}, {articles[1]})
    assert set(services.stories.case_file(new).ledger.articles) == {articles[1]}
    assert services.stories.story(story).size == 2
    [later] = tell(desk, f"{FERRY[1]} The Alda was towed away.")
    assert story_of(desk, later) == new
    assert len(services.stories.page(limit=9).items) == 2
    alerts(desk)
    dying(desk, undo, decision.id)
    assert {story_of(desk, article) for article in (*articles, later)} == {story}
    assert services.stories.story(new).id == story
    assert services.stories.story(story).size == size + 1
    assert set(services.stories.case_file(story).ledger.articles) == {*articles, later}
    assert alerts(desk) == []
    assert before.version < services.stories.case_file(story).version


def test_a_ledger_is_the_same_as_before_once_a_split_is_undone(desk: Deployment) -> None:
    services = desk.services
    articles = tell(desk, *FERRY)
    [story] = {story_of(desk, article) for article in articles}
    before = services.stories.case_file(story)
    for gone in ((articles[0],), (articles[1], articles[2])):
        decision = split(services, story, gone, "desk")
        assert kept(services.stories.case_file(story)) != kept(before)
        undo(services, decision.id, "desk")
        assert kept(services.stories.case_file(story)) == kept(before)


def test_a_story_that_was_merged_by_hand_is_not_split_by_itself(desk: Deployment) -> None:
    docks, ovens = tell(desk, *DOCKERS)[0], tell(desk, *BAKERS)[0]
    story = story_of(desk, docks)
    merge(desk.services, story, story_of(desk, ovens), "desk")
    tell(desk, f"{DOCKERS[3]} So it was again.", f"{DOCKERS[1]} It was cold.")
    assert story_of(desk, ovens) == story


def test_what_cannot_be_decided_says_why_and_changes_nothing(desk: Deployment) -> None:
    services = desk.services
    ferry, mill = tell(desk, FERRY[0], MILL[0])
    one, two = story_of(desk, ferry), story_of(desk, mill)
    before = desk.items()
    with pytest.raises(InvalidInput):
        split(services, one, [mill], "desk")
    with pytest.raises(InvalidInput):
        split(services, one, [ferry], "desk")
    with pytest.raises(Undecidable):
        merge(services, one, one, "desk")
    with pytest.raises(NotFound):
        merge(services, one, "nothing", "desk")
    with pytest.raises(NotFound):
        undo(services, "nothing", "desk")
    assert desk.items() == before
    first = merge(services, one, two, "desk")
    assert merge(services, one, two, "desk") == first
    undone = undo(services, first.id, "desk")
    assert undo(services, first.id, "another") == undone


def test_decisions_are_kept_as_labelled_pairs_until_they_are_undone(desk: Deployment) -> None:
    http = Http(desk.services)
    articles = tell(desk, *FERRY, MILL[0])
    ferry, mill = story_of(desk, articles[0]), story_of(desk, articles[3])

    def pairs() -> list[tuple[str, str, bool]]:
        lines = http.call("GET", "/v1/stories/decisions").body.splitlines()
        return [(pair["one"], pair["other"], pair["same"]) for pair in map(json.loads, lines)]

    assert http.call("POST", f"/v1/stories/{ferry}/merge", scope="read", body={"story": mill}).status == 403
    made = http.call("POST", f"/v1/stories/{ferry}/merge", scope="write", body={"story": mill})
    assert (made.status, made.json["moved"]) == (200, [articles[3]])
    assert pairs() == [(articles[3], other, True) for other in articles[:3]]
    parted = http.call("POST", f"/v1/stories/{mill}/split", scope="write", body={"articles": [articles[0]]})
    assert parted.json["story"] == ferry
    assert (articles[0], articles[1], False) in pairs()
    assert http.call("POST", f"/v1/stories/decisions/{made.json['id']}/undo", scope="write").status == 200
    assert all(not same for _, _, same in pairs())
    for path, body in ((f"/v1/stories/{ferry}/split", {"articles": ["x"]}), ("/v1/stories/x/merge", {"story": ferry})):
        assert http.call("POST", path, scope="write", body=body).status in {400, 404}


def test_why_articles_are_one_story_names_what_met_and_what_differed(desk: Deployment) -> None:
    articles = tell(desk, *FERRY)
    story = story_of(desk, articles[0])
    found = why_with(desk.services, articles[1])
    [told] = found.articles
    assert (found.story, found.size, told.article) == (story, 3, articles[1])
    assert told.likeness is not None
    assert told.likeness.value >= told.least
    nearest = told.meetings[0]
    assert {"Alda", "Karvel"} <= set(nearest.names)
    assert "ferry" in nearest.words
    assert nearest.conflict is None
    whole = why_together(desk.services, story)
    assert {one.article for one in whole.articles} == set(articles)
    decision = split(desk.services, story, [articles[2]], "desk")
    answer = Http(desk.services).call("GET", f"/v1/stories/{story}/why", query={"article": articles[0]})
    assert [one["id"] for one in answer.json["decisions"]] == [decision.id]
    [alone] = why_with(desk.services, articles[2]).articles
    assert (alone.likeness, alone.meetings) == (None, ())
    with pytest.raises(InvalidInput):
        why_together(desk.services, story, articles[2])
