"""The summary in another language: beside the verified one, compared with it, and nothing else is made from it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.integration.test_openai_engine import ARTICLE, GOOD, TEXT, analyzed
from tests.openai_server.server import Act, Asked, Running

from tocsin.codec import from_json, to_json
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.errors import InvalidInput
from tocsin.model import Analysis, Dropped, Translation

pytestmark = pytest.mark.integration

SECOND = "Queues of cars formed at the border crossing."
SUMMARY = [*GOOD["summary"], {"sentences": [3], "text": SECOND}]
ANSWER = Act(json.dumps({**GOOD, "summary": SUMMARY}))
RIGHT = "Министерство обороны Велдании призовёт десять тысяч резервистов, сообщила министр Орла Брандт."
QUEUES = "На пограничном переходе образовались очереди машин."


def told(*sentences: str) -> Act:
    return Act(json.dumps({"sentences": sentences}, ensure_ascii=False), usage=(300, 100))


def in_russian(translation: Act) -> tuple[Analysis, Running]:
    def script(_: int, asked: Asked) -> Act:
        return translation if '"to"' in asked.messages[1]["content"] else ANSWER

    return analyzed(script, language="ru", attempts=1)


def test_without_the_setting_or_in_the_article_s_own_language_nothing_is_translated() -> None:
    for language in ("article", "en"):
        analysis, server = analyzed(lambda _, __: ANSWER, language=language)
        assert analysis.translation is None
        assert len(server.asked) == 1


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_a_translation_stands_beside_the_summary_and_changes_nothing_else(api: str) -> None:
    def script(_: int, asked: Asked) -> Act:
        return told(RIGHT, QUEUES) if '"to"' in asked.messages[1]["content"] else ANSWER

    plain, _ = analyzed(lambda _, __: ANSWER, api=api)
    analysis, server = analyzed(script, language="ru", api=api)
    assert analysis.translation == Translation("ru", (RIGHT, QUEUES))
    assert analysis.versions.prompt is not None
    assert analysis.versions.prompt.endswith(" ru")
    assert replace(analysis, translation=None, versions=plain.versions, usage=plain.usage) == plain
    assert (analysis.usage.input_tokens, analysis.usage.output_tokens, analysis.usage.cost_usd) == (1300, 300, "0.0019")
    assert from_json(to_json(analysis), Analysis) == analysis
    shown = json.loads(server.asked[1].messages[1]["content"])
    assert list(shown["sentences"].values()) == [sentence.text for sentence in plain.summary.sentences]
    assert TEXT[:60] not in server.asked[1].messages[0]["content"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (RIGHT.replace("десять", "двадцать"), "number"),
        (RIGHT.replace("Орла Брандт", "Йонас Хейл"), "name"),
        (RIGHT.replace("призовёт", "не призовёт"), "negation"),
        (RIGHT.replace("призовёт", "может призвать"), "modality"),
        (RIGHT + " Подробнее: http://a.example/", "name"),
        (RIGHT + " Голосуйте за Петра Коваля.", "name"),
        (GOOD["summary"][0]["text"], "language"),
        ("Да.", "length"),
    ],
)
def test_a_sentence_that_differs_in_what_can_be_compared_is_left_out_and_counted(wrong: str, reason: str) -> None:
    analysis, _ = in_russian(told(wrong, QUEUES))
    assert analysis.translation == Translation("ru", (None, QUEUES))
    assert analysis.dropped[-1] == Dropped("translation", reason, 1)


@pytest.mark.parametrize("around", ["```json\n%s\n```", "<think>Ten is десять.</think>%s"])
def test_a_translation_is_read_through_what_models_put_around_their_json(around: str) -> None:
    plain = told(RIGHT, QUEUES)
    analysis, _ = in_russian(replace(plain, text=around % plain.text))
    assert analysis.translation == Translation("ru", (RIGHT, QUEUES))


TROUBLE = {
    "one sentence": told(RIGHT),
    "not json": Act("Вот перевод"),
    "refused": Act(refusal="no"),
    "cut": Act('{"sentences": ["', finish="length"),
    "down": Act(status=500),
    "turned away": Act(status=400),
}


@pytest.mark.parametrize("trouble", TROUBLE.values(), ids=TROUBLE.keys())
def test_without_a_translation_the_analysis_is_whole_and_says_so(trouble: Act) -> None:
    analysis, _ = in_russian(trouble)
    assert analysis.versions.engine == "openai/1 test-model"
    assert analysis.translation is None
    assert "was not translated" in analysis.notes[-1]
    assert len(analysis.summary.sentences) == 2


def test_an_article_in_a_language_that_cannot_be_compared_is_not_translated() -> None:
    words = "Die Regierung von Tasmere schließt zwei Häfen, sagte die Ministerin am Montag in der Hauptstadt."
    answer = {"summary": [{"sentences": [1], "text": words}], "claims": [], "topics": []}
    article = replace(ARTICLE, text=words, language="de", title=None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.integration.test_openai_engine.ARTICLE", article)
        analysis, server = analyzed(lambda _, __: Act(json.dumps(answer)), language="en")
    assert len(server.asked) == 1
    assert "English, Russian and Ukrainian only" in analysis.notes[-1]


def test_a_language_that_is_not_offered_is_told() -> None:
    env = {"TOCSIN_OPENAI_MODEL": "m", "TOCSIN_OPENAI_LANGUAGE": "fr"}
    with pytest.raises(InvalidInput, match="must be one of article, en, ru, uk"):
        OpenAISettings.from_environment(env)
    assert OpenAISettings.from_environment({**env, "TOCSIN_OPENAI_LANGUAGE": "uk"}).language == "uk"
