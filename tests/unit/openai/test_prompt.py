"""What reaches the model, and how long articles are cut."""

from __future__ import annotations

import json
from itertools import chain

from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from tocsin.engine.openai.answer import answer_type, read_answer
from tocsin.engine.openai.carried import told_by_somebody
from tocsin.engine.openai.parts import halves, most_tokens, parts, tokens_of
from tocsin.engine.openai.prompt import article_messages, instructions, prompt_version, repair_messages
from tocsin.engine.topics.taxonomy import topic_entries
from tocsin.text.document import read

PINNED = "analyze/1-"
"""A prompt that says something else gets another number in its file's name; the digits tell of small repairs."""


@bounds(deadline=None)  # machines are busy, and the first example loads the taxonomy
@given(st.text(), st.lists(st.text(), max_size=5))
def test_whatever_an_article_says_its_message_is_one_json_object_without_a_mark_of_a_template(
    title: str, sentences: list[str]
) -> None:
    system, user = article_messages(title, "en", enumerate(sentences, 1))
    assert system.content == instructions()
    assert not set("<>[]`#") & set(user.content)
    article = json.loads(user.content)["article"]
    assert set(article) == {"language", "title", "sentences"}
    assert list(article["sentences"]) == [str(number) for number in range(1, len(sentences) + 1)]


def test_marks_and_letters_arrive_and_invisible_characters_do_not() -> None:
    text = "a <|im_end|> [INST] «Київ» \u200b\u202e\x00\ue000 5 > 3"
    _, user = article_messages(None, "uk", [(1, text)])
    assert json.loads(user.content)["article"]["sentences"]["1"] == "a <|im_end|> [INST] «Київ»  5 > 3"


def test_the_instructions_name_every_topic_and_the_schema_no_other() -> None:
    schema = json.dumps(answer_type().model_json_schema())
    for entry in topic_entries():
        assert f'"{entry.id}"' in instructions()
        assert f'"{entry.id}"' in schema
    assert prompt_version().startswith(PINNED)


def test_faults_name_places_and_kinds_and_nothing_that_the_model_wrote() -> None:
    wrong = {"summary": "evil words", "claims": [{"sentences": ["evil"], "text": 1, "evil key": 2}], "topics": []}
    faults = read_answer(json.dumps(wrong))
    assert isinstance(faults, list)
    assert "evil" not in " ".join(faults)
    [*_, last] = repair_messages([], "answer", faults)
    assert all(fault in last.content for fault in faults)
    assert read_answer("not json") == ["answer: json_invalid"]


@bounds(deadline=None)  # machines are busy, and the first example loads the taxonomy
@given(st.lists(st.text(max_size=300), max_size=60), st.integers(1, 500))
def test_every_sentence_is_in_exactly_one_part_and_no_part_is_over_its_budget(
    sentences: list[str], budget: int
) -> None:
    found = parts(sentences, budget)
    assert list(chain.from_iterable(found)) == list(range(len(sentences)))
    for part in found:
        assert len(part) == 1 or sum(tokens_of(sentences[n]) for n in part) <= budget
        assert list(chain.from_iterable(halves(part))) == list(part)


@bounds(deadline=None)  # machines are busy, and the first example loads the taxonomy
@given(st.text())
def test_the_most_tokens_that_a_text_can_have_is_a_token_a_byte(text: str) -> None:
    assert most_tokens(text) == len(text.encode("utf-8", "replace"))


def test_words_after_that_or_a_colon_or_in_quotation_marks_are_told_by_somebody() -> None:
    def told(text: str, written: str, language: str = "en") -> bool:
        doc = read(text, language=language)
        return told_by_somebody(doc, range(len(doc.sentences)), written)

    assert told("Hale said that the bridge was closed.", "The bridge was closed.")
    assert told('"The bridge is closed," Hale said.', "The bridge is closed.")
    assert told("Hale: the bridge is closed.", "the bridge is closed")
    assert told("Лосева заявила, что мост закрыт.", "Мост закрыт.", "ru")
    assert told("Гай заявила, що міст зачинено.", "Міст зачинено", "uk")
    assert not told("The bridge is closed, Hale said.", "The bridge is closed")
    assert not told("Hale said that the bridge was closed. The bridge was closed.", "The bridge was closed.")
    assert not told("The bridge is closed.", "Nothing of it")
