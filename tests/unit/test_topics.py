"""Which topics an article gets: definitions, context that rules out, scores and the spans that decided."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.engine.topics.find import LISTED_FROM, find_topics
from tocsin.engine.topics.matcher import Matcher
from tocsin.engine.topics.table import table_of
from tocsin.engine.topics.taxonomy import builtin_taxonomy, load_taxonomy, topic_entries
from tocsin.text.document import read

CASES = {
    file.stem: tomllib.loads(file.read_text("utf-8"))
    for file in sorted((Path(__file__).parent / "topic_cases").glob("*.toml"))
}


find_topics(read("a я", language="und"))  # reads the patterns of all languages once, outside of any test's time


def topics_of(text: str, language: str = "en", title: str | None = None) -> dict[str, float]:
    return {topic.id: topic.score for topic in find_topics(read(text, language=language, title=title))}


def cases(kind: str) -> list[tuple[str, str, str]]:
    return [
        (language, topic, text)
        for language, topics in CASES.items()
        for topic, texts in topics.items()
        for text in texts[kind]
    ]


@pytest.mark.parametrize(("language", "topic", "text"), cases("about"))
def test_a_text_that_meets_the_definition_gives_the_topic(language: str, topic: str, text: str) -> None:
    assert topic in topics_of(text, language)


@pytest.mark.parametrize(("language", "topic", "text"), cases("ruled_out"))
def test_a_text_that_the_definition_leaves_out_does_not_give_the_topic(language: str, topic: str, text: str) -> None:
    assert topic not in topics_of(text, language)


REPORT = "Cars stood in a ten-kilometre queue at the Karsk crossing."
MENTION = "He recalled the partial mobilization."
FILLER = "The council met on Tuesday and agreed to repaint the old bridge before the summer fair. "


def test_every_topic_is_tried_in_three_languages() -> None:
    ids = {entry.id for entry in topic_entries()}
    assert {language: set(topics) for language, topics in CASES.items()} == {"en": ids, "ru": ids, "uk": ids}


def test_the_spans_are_the_words_that_decided() -> None:
    text = "It rained. Reservists got call-up papers while refugees waited."
    found = {
        topic.id: [text[span.start : span.end] for span in topic.spans]
        for topic in find_topics(read(text, language="en"))
    }
    assert found == {"mobilization": ["Reservists", "call-up papers"], "displacement": ["refugees"]}


def test_the_headline_counts_but_gives_no_spans() -> None:
    (topic,) = find_topics(read("It rained all day.", language="en", title="Velmark orders partial mobilization"))
    assert (topic.id, topic.spans) == ("mobilization", ())


def test_a_passing_mention_in_a_long_article_is_not_a_topic() -> None:
    assert "mobilization" in topics_of(MENTION)
    assert "mobilization" not in topics_of(FILLER * 30 + MENTION + FILLER * 30)


def test_a_long_article_that_keeps_coming_back_to_it_is_about_it() -> None:
    article = (
        FILLER * 10
        + "Conscripts arrived. "
        + FILLER * 10
        + MENTION
        + FILLER * 10
        + "Draft notices were burnt. "
        + FILLER
    )
    assert "mobilization" in topics_of(article)


def test_words_that_report_the_thing_itself_suffice_anywhere() -> None:
    assert "border-queues" in topics_of(FILLER * 30 + REPORT + FILLER * 30)


def test_what_opens_a_long_article_is_what_it_is_about() -> None:
    assert "mobilization" in topics_of(MENTION + FILLER * 40)


def test_headlines_of_a_digest_do_not_lend_each_other_words() -> None:
    assert topics_of("The queue was long • Border guards opened a museum") == {}


def test_topics_come_best_first() -> None:
    scores = list(topics_of("Refugees. Refugees fled the war. Conscripts wept.").values())
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "the a an of to in for from with on at by and or is was were it that as be not his her"),
        ("ru", "в на из с не и по за от до для у к что как это он она о об при но бы"),
        ("uk", "у в на з із не і та по за від до для що як це він вона про при але б"),
    ],
)
def test_words_that_stand_in_every_article_wake_no_pattern(language: str, words: str) -> None:
    seen = Matcher(table_of(load_taxonomy(builtin_taxonomy()))).read(read(words, language=language))
    assert {word for word, entry in seen.vocabulary() if entry.rules} == set()


def test_a_language_without_patterns_gets_no_topics() -> None:
    assert topics_of("La mobilisation partielle des reservists.", language="fr") == {}


@given(
    st.lists(st.sampled_from([REPORT, MENTION, FILLER, "Refugees fled.", "• ", "draft-", "’s", "…", "ё"]), max_size=30)
)
def test_scores_are_listed_and_spans_lie_in_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    for topic in find_topics(read(text, language="und")):
        assert LISTED_FROM <= topic.score <= 1
        assert all(0 <= span.start < span.end <= len(text) for span in topic.spans)


@given(st.text(max_size=200))
def test_any_text_at_all_is_taken(text: str) -> None:
    find_topics(read(text, language="und", title=text))
