"""The brief of a model: each sentence with its evidence and verdict, what is not supported dropped and counted."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.integration.test_openai_engine import OK, TEXT, analyzed
from tests.openai_server.server import Act, Asked, Running

from tocsin.codec import from_json, to_json
from tocsin.engine.openai.account import LocalAccount
from tocsin.engine.openai.prompt import brief_version
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.errors import InvalidInput
from tocsin.model import Analysis, Brief, BriefSentence, Dropped, Span

pytestmark = pytest.mark.integration

COPIED = "Queues of cars formed at the border crossing."
TURNED = (
    "Ten thousand reservists will be called up by the Veldanian defence ministry, minister Orla Brandt said on Monday."
)
RUSSIAN = "На пограничном переходе образовались очереди машин."


def written(*items: tuple[str, list[int]]) -> Act:
    sentences = [{"text": text, "sentences": numbers} for text, numbers in items]
    return Act(json.dumps({"sentences": sentences}), usage=(500, 100))


def opinions(*supported: bool) -> Act:
    items = [
        {"number": n, "supported": one, "reason": "The source <b>says</b> so."} for n, one in enumerate(supported, 1)
    ]
    return Act(json.dumps({"opinions": items}), usage=(300, 60))


def briefed(
    answer: Act, review: Act | None = None, translation: Act | None = None, **changes: Any
) -> tuple[Analysis, Running]:
    def script(_: int, asked: Asked) -> Act:
        if '"to"' in asked.messages[1]["content"]:
            return translation or Act(status=400)
        if asked.messages[0]["content"].startswith("You check"):
            return review or Act(status=400)
        return answer if asked.messages[0]["content"].startswith("You write a brief") else OK

    return analyzed(script, **{"brief": "on", "attempts": 1, **changes})


def texts(analysis: Analysis) -> list[str]:
    return [one.text for one in analysis.brief.sentences] if analysis.brief else []


def test_without_the_setting_no_brief_is_asked_for() -> None:
    analysis, server = analyzed(lambda _, __: OK)
    assert analysis.brief is None
    assert len(server.asked) == 1


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_each_sentence_has_its_evidence_and_its_verdict_and_nothing_else_changes(api: str) -> None:
    plain, _ = analyzed(lambda _, __: OK, api=api)
    analysis, server = briefed(written((TURNED, [1]), (COPIED, [3])), api=api)
    assert analysis.brief is not None
    turned, copied = analysis.brief.sentences
    assert (turned.verdict, copied.verdict) == ("supported", "verbatim")
    assert [TEXT[span.start : span.end] for span in copied.spans] == [COPIED]
    assert str(analysis.versions.prompt).endswith(f" {brief_version()} on")
    assert analysis.usage.input_tokens == plain.usage.input_tokens + 500
    assert replace(analysis, brief=None, versions=plain.versions, usage=plain.usage) == plain
    assert from_json(to_json(analysis), Analysis) == analysis
    assert TEXT[:60] not in server.asked[1].messages[0]["content"]


@pytest.mark.parametrize(
    ("wrong", "numbers", "reason"),
    [
        (TURNED.replace("Ten", "Twenty"), [1], "span"),
        (TURNED.replace("Orla Brandt", "Jonas Hale"), [1], "span"),
        (TURNED.replace("will be", "will not be"), [1], "negation"),
        (COPIED, [4], "verbatim"),
        (COPIED, [], "span"),
        (COPIED, [99], "span"),
        (TURNED, [4], "span"),
        ("Queues of cars formed at the border crossing, see http://a.example/.", [3], "name"),
        ('Brandt promised that "nobody who works will be drafted".', [2], "quote"),
        ("Nobody who studies will be drafted.", [2], "attribution"),
        ("The opposition burned a school.", [4], "unsupported"),
    ],
)
def test_what_the_article_does_not_support_is_dropped_and_counted(wrong: str, numbers: list[int], reason: str) -> None:
    analysis, _ = briefed(written((wrong, numbers), (COPIED, [3])))
    if reason == "verbatim":
        assert texts(analysis) == [COPIED, COPIED]
        return
    assert texts(analysis) == [COPIED]
    assert [one for one in analysis.dropped if one.item == "brief"] == [Dropped("brief", reason, 1)]


def test_a_second_opinion_takes_away_and_tells_its_reason() -> None:
    analysis, server = briefed(written((TURNED, [1]), (COPIED, [3])), opinions(False, True), brief="reviewed")
    assert texts(analysis) == [COPIED]
    assert analysis.brief is not None
    assert analysis.brief.sentences[0].opinion == "The source <b>says</b> so."
    assert Dropped("brief", "second-opinion", 1) in analysis.dropped
    asked = json.loads(server.asked[2].messages[1]["content"])["review"]
    assert asked["2"] == {"sentence": COPIED, "source": COPIED}
    assert COPIED not in server.asked[2].messages[0]["content"]


def test_a_second_opinion_saves_nothing_that_the_gate_dropped() -> None:
    analysis, _ = briefed(written(("The opposition burned a school.", [4])), opinions(True), brief="reviewed")
    assert texts(analysis) == []


@pytest.mark.parametrize("trouble", [Act(status=500), Act("no"), opinions(True), Act(refusal="no")])
def test_without_a_second_opinion_the_brief_stands_and_says_so(trouble: Act) -> None:
    analysis, _ = briefed(written((TURNED, [1]), (COPIED, [3])), trouble, brief="reviewed")
    assert texts(analysis) == [TURNED, COPIED]
    assert "no second opinion" in analysis.notes[-1]


@pytest.mark.parametrize(
    "trouble", [Act(status=500), Act("no"), Act('{"sentences": [', finish="length"), Act(refusal="no")]
)
def test_without_a_brief_the_analysis_is_whole_and_says_so(trouble: Act) -> None:
    analysis, _ = briefed(trouble)
    assert analysis.brief is None
    assert "No brief was written" in analysis.notes[-1]
    assert analysis.claims


def test_the_reader_s_language_stands_beside_each_sentence_if_it_says_the_same() -> None:
    right = Act(json.dumps({"sentences": [RUSSIAN]}, ensure_ascii=False))
    wrong = Act(json.dumps({"sentences": [RUSSIAN.replace("образовались", "не образовались")]}, ensure_ascii=False))
    for act, shown in ((right, RUSSIAN), (wrong, None)):
        analysis, _ = briefed(written((COPIED, [3])), translation=act, language="ru")
        assert analysis.brief is not None
        assert analysis.brief.translated == "ru"
        assert analysis.brief.sentences[0].translation == shown


def test_a_brief_is_not_paid_for_past_the_cap() -> None:
    dear = replace(OK, usage=(6_000, 3_000))  # of a cap of 0.0195 dollars this leaves less than another call may cost
    analysis, server = analyzed(lambda _, __: dear, brief="on", account=LocalAccount(Decimal("0.0195")))
    assert len(server.asked) == 1
    assert "No brief was written (budget-spent" in analysis.notes[-1]


def test_a_setting_that_is_not_offered_is_told() -> None:
    env = {"TOCSIN_OPENAI_MODEL": "m", "TOCSIN_OPENAI_BRIEF": "yes"}
    with pytest.raises(InvalidInput, match="must be one of off, on, reviewed"):
        OpenAISettings.from_environment(env)
    assert OpenAISettings.from_environment({**env, "TOCSIN_OPENAI_BRIEF": "reviewed"}).brief == "reviewed"


def test_a_brief_without_sentences_is_a_brief() -> None:
    empty = Brief("en", ())
    one = Brief("en", (BriefSentence("a", (Span(0, 1),), "verbatim"),))
    assert [from_json(to_json(brief), Brief) for brief in (empty, one)] == [empty, one]
