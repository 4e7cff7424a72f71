"""The words of messages, from an article to what is read, in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pytest

from tocsin import analyze_text
from tocsin.model import Article, Polarity
from tocsin.notify.cap import cap_xml
from tocsin.notify.message import compose
from tocsin.notify.plain import mail
from tocsin.notify.words import WORDS
from tocsin.stories.states import Change, State
from tocsin.watches.alert import MsgType, Occasion
from tocsin.watches.model import Delivery, Language, Rule, Severity, Watch, WordRule
from tocsin.watches.ring import try_watch
from tocsin.watches.rules import Condition
from tocsin.watches.severity import Certainty

TEXTS: dict[Language, tuple[str, str, str]] = {
    "en": (
        "An explosion shook it. The interior ministry of Ostavia could not confirm that the explosion was an attack.",
        "explosion",
        "not confirmed: the explosion was an attack — interior ministry of Ostavia; “could not confirm”",
    ),
    "ru": (
        "В воскресенье в Карвеле прогремел взрыв. Министерство внутренних дел не подтвердило, что взрыв был терактом.",
        "взрыв*",
        "не подтверждено: взрыв был терактом — Министерство внутренних дел; “не подтвердило”",
    ),
    "uk": (
        "У неділю в Карвелі пролунав вибух. Поліція не підтвердила, що вибух був терактом.",
        "вибух*",
        "не підтверджено: вибух був терактом — Поліція; “не підтвердила”",
    ),
}


@pytest.mark.parametrize("language", get_args(Language))
def test_what_nobody_confirmed_is_told_so_from_the_article_to_the_mail_and_cap(language: Language) -> None:
    text, word, told = TEXTS[language]
    watch = Watch("karvel", "Karvel", Rule(words=WordRule(any=(word,))), delivery=Delivery(language=language))
    article = Article("a1", text, "Karvel", publisher="Karvel Post")
    found = try_watch(watch, Occasion(article, analyze_text(text, language=language), "s1", "2031-05-04T09:00:00.000Z"))
    assert found.alert is not None
    assert told in mail(compose(found.alert))
    assert told in cap_xml(found.alert).decode()
    assert compose(found.alert, "en").claims[0].words.startswith("not confirmed: ")


@pytest.mark.parametrize("language", get_args(Language))
def test_a_language_has_a_word_for_whatever_can_be_told(language: Language) -> None:
    words = WORDS[language]
    tables: list[tuple[Mapping[Any, str], Any]] = [
        (words.polarity, Polarity),
        (words.states, State),
        (words.changes, Change),
        (words.certainty, Certainty),
        (words.severity, Severity),
        (words.types, MsgType),
        (words.conditions, Condition),
    ]
    for table, kind in tables:
        assert set(table) == set(get_args(kind))
        assert all(word for key, word in table.items() if key != "affirmed")


def test_no_sentence_of_a_language_is_left_in_another() -> None:
    named = {
        "disclaimer",
        "digest",
        "article",
        "since",
        "why",
        "what_changed",
        "who_says_what",
        "one_source",
        "read_on",
    }
    for name in named:
        assert len({getattr(WORDS[language], name) for language in get_args(Language)}) == len(get_args(Language)), name
