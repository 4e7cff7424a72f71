"""What an own topic may be: each refusal names the part, and no pattern that is let through takes long on any text."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from tocsin.engine.topics import Taxonomy
from tocsin.engine.topics.patterns import parse_pattern
from tocsin.engine.topics.taxonomy import shared_words
from tocsin.errors import InvalidTopic
from tocsin.text.document import Document, read
from tocsin.topics.builtin import builtin_topic
from tocsin.topics.checks import MAX_PATTERNS, builtin_ids, entry_of, too_wide
from tocsin.topics.model import read_topic

DAMS: dict[str, Any] = {
    "label": "Dam failures",
    "definition": "A dam breaks or overflows.",
    "iptc": "20000141",
    "words": {"dam": "dam dams reservoir"},
    "patterns": {"en": "# the thing itself\n.95 @dam ..4 burst|breach*\n\n- dam busters", "ru": ".95 дамб* ..3 прорв*"},
}


def with_line(line: str, language: str = "en") -> dict[str, Any]:
    return {**DAMS, "patterns": {language: f".95 @dam burst\n{line}" if language == "en" else line}}


def test_a_topic_in_the_schema_of_the_taxonomy_is_taken_and_found() -> None:
    topic = read_topic(DAMS)
    assert topic.id == "dam-failures"
    taxonomy = Taxonomy([entry_of(topic)])
    text = "The upper dam above Karvel burst on Monday, the mayor said."
    [found] = taxonomy.find(read(text, language="en"))
    assert [text[span.start : span.end] for span in found.spans] == ["dam above Karvel burst"]
    assert taxonomy.find(read("Плотину прорвало, дамбу у Карвеля тоже прорвало.", language="ru"))
    assert not taxonomy.find(read("The dam busters came to the museum.", language="en"))


@pytest.mark.parametrize(
    ("part", "value", "where", "told"),
    [
        ("id", "Dam Failures", "id", "small letters"),
        ("id", "floods", "id", "taken by a built-in topic"),
        ("id", "a" * 49, "id", "1 to 48"),
        ("label", "x" * 81, "label", "1 to 80"),
        ("label", "two\nlines", "label", "one line"),
        ("definition", "", "definition", "missing"),
        ("definition", "x" * 601, "definition", "1 to 600"),
        ("iptc", "20000064", "iptc", "retired"),
        ("iptc", "floods", "iptc", "eight digits"),
        ("related", ["20000141", "7"], "related[1]", "eight digits"),
        ("related", ["20000141"] * 11, "related", "more than 10"),
        ("subject", "20000141", "subject", "top level"),
        ("subject", "18000000", "subject", "top level"),
        ("words", {"Dam": "dam"}, "words.Dam", "small letters"),
        ("words", {"dam": " "}, "words.dam", "words between spaces"),
        ("words", {"dam": "Dam wall"}, "words.dam", "try `dam wall`"),
        ("words", {f"l{n}": "dam" for n in range(21)}, "words", "more than 20"),
        ("patterns", {"de": ".9 damm"}, "patterns", "en, ru, uk"),
        ("patterns", {"ua": ".9 дамба"}, "patterns", "did you mean `uk`?"),
        ("patterns", {"en": "- dam busters"}, "patterns", "no line with a weight"),
        ("patterns", {"en": "# nothing"}, "patterns", "at least one line"),
        ("patterns", {}, "patterns", "missing"),
        ("patterns", {"en": 7}, "patterns", "str"),
        ("colour", "red", "colour", "no part of a topic"),
    ],
)
def test_a_part_that_is_wrong_is_named(part: str, value: object, where: str, told: str) -> None:
    with pytest.raises(InvalidTopic, match=told) as caught:
        entry_of(read_topic({**DAMS, part: value}))
    assert (caught.value.where or "").startswith(where)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("dam burst", "starts with a weight"),
        ("2 dam burst", "starts with a weight"),
        (".9 Dam", "try `.9 dam`"),
        (".9 dam-burst", "try `.9 dam burst`"),
        (".9 @damm burst", "did you mean `@dam`"),
        (".9 ..3 dam", "starts and ends with a word"),
        (".9 dam ..9 burst", "more than 6 words"),
        (".9 dam ..2 a ..2 b ..2 c ..2 burst", "at most 3 gaps"),
        (".9 du* burst", "at least 3 letters"),
        (".9 дамба", "letters of its language"),
        (".9 dam a? b? c? burst", "may be left out"),
        (".9 dam " + "wall " * 12, "more than 12 steps"),
        (".9 dam " + "|".join(["wall"] * 120), "more than 400 characters"),
    ],
)
def test_a_line_that_is_wrong_is_named_with_what_may_have_been_meant(line: str, told: str) -> None:
    with pytest.raises(InvalidTopic, match=told) as caught:
        entry_of(read_topic(with_line(line)))
    assert caught.value.where == "patterns.en:2"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", ".9 the"),
        ("en", ".9 of ..6 the"),
        ("en", ".9 the & dam"),
        ("en", ".9 con*"),
        ("en", ".9 with ..2 from"),
        ("ru", ".9 перед ..2 после"),
        ("en", ".9 dam|the"),
        ("en", ".9 the dam?  of"),
        ("ru", ".9 что"),
        ("ru", ".9 при*"),
        ("uk", ".9 який ..3 що"),
    ],
)
def test_a_pattern_that_nearly_every_article_meets_is_refused(language: str, line: str) -> None:
    with pytest.raises(InvalidTopic, match="nearly every article"):
        entry_of(read_topic(with_line(line, language)))


def test_more_lines_than_a_topic_has_room_for_are_refused() -> None:
    lines = "\n".join(f".5 dam{'x' * (n % 30)}{chr(97 + n // 30)}" for n in range(MAX_PATTERNS + 1))
    with pytest.raises(InvalidTopic, match="more than 200 lines") as caught:
        entry_of(read_topic({**DAMS, "patterns": {"en": lines}}))
    assert caught.value.where == f"patterns.en:{MAX_PATTERNS + 1}"


def test_no_text_makes_a_pattern_try_the_same_thing_again_and_again() -> None:
    """Each step is tried once at each word: a sentence of one word alone is no trap."""
    line = ".9 dam ..6 dam? ..6 dam dam? dam ..6 burst & burst"
    taxonomy = Taxonomy([entry_of(read_topic({**DAMS, "patterns": {"en": line}}))])

    def took_once(doc: Document) -> float:
        before = process_time()
        assert taxonomy.find(doc) == ()
        return process_time() - before

    docs = [read("burst " + "dam " * words, language="en") for words in (2_000, 8_000)]
    took = [min(took_once(doc) for _ in range(3)) for doc in docs]
    assert took[1] < 12 * took[0] + 0.05  # four times the words, and a busy machine; each step anew would be 10,000


def test_built_in_topics_are_shown_in_the_same_form() -> None:
    for topic in sorted(builtin_ids()):
        shown = builtin_topic(topic)
        assert shown is not None
        assert (shown.id, shown.version) == (topic, 0)
    assert builtin_topic("no-such-topic") is None


def test_the_built_in_topics_have_no_line_that_would_be_refused_as_too_wide() -> None:
    refused = []
    for topic in sorted(builtin_ids()):
        shown = builtin_topic(topic)
        assert shown is not None
        lists = {**shared_words(), **{name: frozenset(words.split()) for name, words in shown.words.items()}}
        for language, block in shown.patterns.items():
            lines = [line for line in block.splitlines() if line.strip() and not line.startswith(("# ", "-"))]
            refused += [line for line in lines if too_wide(parse_pattern(line, lists), language)]
    assert refused == []
