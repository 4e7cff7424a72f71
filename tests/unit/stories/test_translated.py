"""Translated texts are copies of their origin: they corroborate nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.engine.embedded import analyze_text
from tocsin.model import Article
from tocsin.stories.casefile import CaseFile, Filed, add_article
from tocsin.stories.near import fingerprint, relation
from tocsin.stories.origins import default_sources

AT = datetime(2031, 5, 4, 9, tzinfo=UTC)
ENGLISH = (
    "The river Omber rose 4.2 metres in 6 hours and flooded Tessa on Sunday, the harbour office said.\n\n"
    "Of 12,400 people in the town 3,150 were brought to 11 schools.\n\n"
    "Water stands in 870 houses. The office said that 64 boats were lost.\n\n"
    "The last such flood was in 1987."
)
RUSSIAN = (
    "Уровень воды в реке Омбер поднялся на 4,2 метра за 6 часов, Тессу затопило, сообщило управление порта.\n\n"
    "Из 12 400 жителей города 3150 человек разместили в 11 школах.\n\n"
    "Вода стоит в 870 домах. По данным управления, потеряны 64 лодки.\n\n"
    "Последний такой паводок был в 1987 году."
)
OWN_WORDS = (
    "В Тессе после наводнения эвакуированы 3150 человек, сообщило управление порта.\n\n"
    "Под водой 870 домов, река поднялась на 4,2 метра.\n\n"
    "Спасатели просят жителей не выходить на улицу до 18 часов. Работают 40 насосов."
)


def filed(file: CaseFile, text: str, publisher: str, language: str, hours: int) -> Filed:
    at = AT + timedelta(hours=hours)
    article = Article(id=publisher, text=text, publisher=publisher, language=language, published_at=at)
    return add_article(file, article, analyze_text(text, None, language, at), default_sources(), at)


def test_a_translation_is_a_repost_with_the_origin_of_what_it_translates() -> None:
    first = filed(CaseFile(), ENGLISH, "Tessa Herald", "en", 0)
    second = filed(first.file, RUSSIAN, "Вестник Дорно", "ru", 3)
    assert (second.part, second.of, second.origin.id) == ("repost", "Tessa Herald", first.origin.id)
    assert "corroborated" not in set(second.states.values())
    assert second.file.origins == first.file.origins


def test_a_translation_by_the_same_house_replaces_nothing() -> None:
    first = filed(CaseFile(), ENGLISH, "Tessa Herald", "en", 0)
    at = AT + timedelta(hours=2)
    text = RUSSIAN.replace("64", "65")
    article = Article(id="b", text=text, publisher="Tessa Herald", language="ru", published_at=at)
    second = add_article(first.file, article, analyze_text(text, None, "ru", at), default_sources(), at)
    assert second.part == "adaptation"
    assert "withdrawn" not in {claim.state for claim in second.file.ledger.claims}


def test_a_report_of_the_same_event_in_other_sentences_is_its_own() -> None:
    first = filed(CaseFile(), ENGLISH, "Tessa Herald", "en", 0)
    assert filed(first.file, OWN_WORDS, "Вестник Дорно", "ru", 3).part == "own"


def test_with_a_number_changed_it_is_an_edited_text_and_with_more_another() -> None:
    one, other = fingerprint(ENGLISH, "en"), fingerprint(RUSSIAN, "ru")
    assert relation(fingerprint(RUSSIAN.replace("64", "65"), "ru"), one) == "edited"
    assert relation(fingerprint(RUSSIAN.replace("64", "65").replace("870", "920"), "ru"), one) == "apart"
    assert relation(replace(other, language="en"), one) == "apart"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ru", "Дамба под Тессой прорвана, сообщает агентство Reuters."),
        ("de", "Der Damm bei Tessa ist gebrochen, meldet die Agentur Reuters."),
        ("fr", "Le barrage de Tessa a cédé, selon l'agence Reuters."),
        ("es", "La presa de Tessa se rompió, según la agencia Reuters."),
        ("pl", "Zapora pod Tessą pękła, podaje agencja Reuters."),
    ],
)
def test_who_passes_on_an_agencys_report_in_any_language_is_no_voice_of_its_own(language: str, line: str) -> None:
    article = Article(id="a", text=line, publisher="Dorno Post", language=language)
    assert default_sources().origin(article).id == "agency:reuters"
