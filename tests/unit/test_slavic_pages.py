"""What pages do to a sentence of Russian and Ukrainian news: names run together, lost sources, lines of the outlet."""

from __future__ import annotations

import pytest
from tests.unit.test_entities import named

from tocsin.engine.embedded import analyze_text


def told(text: str, language: str = "uk") -> list[tuple[str | None, str]]:
    found = analyze_text(text, language=language).claims
    return [(claim.claimant.name if claim.claimant else None, claim.text) for claim in found]


def test_a_womans_first_name_is_no_case_of_a_noun() -> None:
    text = "Канцлерка Ангела Вельнер назвала повінь бідою. «Я дякую лікарям порту», - сказала Вельнер."
    assert {name for name, _ in told(text)} == {"Ангела Вельнер"}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("uk", "У розмові з VTV Мішель Барлє повідомив про ремонт.", "Мішель Барлє"),
        ("ru", "По словам главы Velnair Оскара Белоу, рейсов не будет.", "Оскар Белоу"),
        ("uk", "Учора очільник МВК Гайнер Оденко відкрив міст.", "Гайнер Оденко"),
    ],
)
def test_a_name_begins_behind_one_in_other_letters_and_behind_whose_office_it_is(
    language: str, text: str, name: str
) -> None:
    assert name in [found for found, _, _ in named(text, language)]


@pytest.mark.parametrize("opening", ["Спочатку", "Невдовзі"])
def test_an_adverb_that_opens_a_sentence_is_no_part_of_a_name(opening: str) -> None:
    assert told(f"{opening} Velnair оголосив про скасування рейсів.") == [("Velnair", "оголосив про скасування рейсів")]


def test_a_pronoun_means_the_name_in_full_before_it_and_not_whom_it_turned_to() -> None:
    text = "Ашур Веленд звернувся до мера Карла Одена із проханням. «Допоможіть нам», - сказав він."
    assert ("Ашур Веленд", "Допоможіть нам") in told(text)


def test_a_sentence_ends_where_the_page_has_lost_its_source() -> None:
    text = "Міст у Дорно закриють на рік, повідомляє За словами мера, порт працює. Про це пише Оден замінить Лена."
    assert ("мер", "порт працює") in told(text)
    assert (None, "Міст у Дорно закриють на рік") in told(text)
    assert not any(name == "Оден" for name, _ in told(text))


def test_what_a_marker_sources_ends_before_the_report_that_tells_it() -> None:
    text = "За даними мерії, міст закрили через повінь, йдеться в повідомленні."
    assert told(text) == [("мерія", "міст закрили через повінь")]


@pytest.mark.parametrize(
    "line",
    [
        "Передрук матеріалів видання «Дорно» можливий лише з посиланням на нього.",
        "Власникам блогів слід ставити гiперпосилання на шпальту «Дорно».",
        "Редакція «Дорно» інколи може не розділяти думку гостей рубрики «Причал».",
        "У порту Дорно зупинили 40 кораблів / фото мерії.",
    ],
)
def test_terms_of_a_page_and_captions_are_neither_claims_nor_summary(line: str) -> None:
    news = "Велика повінь у Дорно зруйнувала вночі старий міст через річку. "
    found = analyze_text(news + line, language="uk")
    assert [claim.text for claim in found.claims] == [news.strip()]
    assert not any(line in sentence.text for sentence in found.summary.sentences)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Порт закрито», - заявила глава комісії Урсула фон дер Велн.", ("Урсула фон дер Велн", "Порт закрито")),
        ("«Порт закрито», - заявив представник міністерства внутрішніх справ.",
         ("представник міністерства внутрішніх справ", "Порт закрито")),
        ("Центр контролю за хворобами повідомив, що порт закрито.", ("Центр контролю за хворобами", "порт закрито")),
        ("Рада порту Дорно найближчим часом заявляє, що міст закрито.", ("Рада порту Дорно", "міст закрито")),
        ("Партія 23 голосами постановила, що міст закриють.", ("Партія", "міст закриють")),
        ("Velnair ж заявив, що рейсів не буде.", ("Velnair", "рейсів не буде")),
        ("Оставський уряд відповів на сумніви, які стосуються мосту, наголошуючи, що визнає свободу преси.",
         ("Оставський уряд", "визнає свободу преси")),
        ("Раніше ми повідомляли, що повінь у Дорно почалася в неділю.", (None, "повінь у Дорно почалася в неділю")),
        ("Міст у Дорно закрито, повідомляє Guardian На думку мера, порт у Дорно працює.",
         ("Guardian", "Міст у Дорно закрито")),
    ],
)  # fmt: skip
def test_a_speaker_is_named_whole_and_without_how_or_when_it_is_said(
    text: str, expected: tuple[str | None, str]
) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Мер Карл Оденко розповів, чи готове Дорно до повені."),
        ("uk", "Мер Карл Оденко розповів, скільки коштує новий міст у Дорно."),
        ("uk", "Про те, які кораблі зайдуть у порт Дорно, повідомив мер."),
        ("ru", "Мэр Карл Оден рассказал, готов ли Дорно к паводку на реке."),
        ("uk", "Учора ми говорили про 700 тисяч доз для міста Дорно."),
    ],
)
def test_a_question_that_is_said_to_be_answered_and_talk_of_the_outlet_tell_nothing(language: str, text: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Бортпровідники Velnair оголосили страйк у порту / Ілюстрація VTV", "оголосили страйк у порту"),
        ("Мер пообіцяв відкрити порт | Вісник Дорно", "пообіцяв відкрити порт"),
        ("Деталі: Повінь у Дорно зруйнувала вночі старий міст через річку.",
         "Повінь у Дорно зруйнувала вночі старий міст через річку."),
        ("Нагадаємо, порт у Дорно закриють у травні, заявив мер.", "порт у Дорно закриють у травні"),
    ],
)  # fmt: skip
def test_a_claim_is_told_without_labels_and_credits_of_the_page(text: str, expected: str) -> None:
    assert [words for _, words in told(text)] == [expected]


def test_a_sentence_whose_subject_was_not_found_is_told_whole() -> None:
    text = "Напередодні початку акції Velnair опублікувала звіт про ціни на рейси."
    assert told(text) == [(None, text)]


def test_a_speaker_named_in_full_stands_behind_the_outlet_that_he_talks_to() -> None:
    assert told("В інтерв'ю VTV Ашур Веленд повідомив, що міст закрито.") == [("Ашур Веленд", "міст закрито")]


@pytest.mark.parametrize(("who", "kind"), [("угоду, яка", "statement"), ("мера, який", "estimate")])
def test_a_text_provides_where_somebody_foresees(who: str, kind: str) -> None:
    found = analyze_text(f"У Дорно бачили {who} передбачає, що порт відкриють у травні.", language="uk").claims
    assert [claim.kind for claim in found if claim.claimant] == [kind]
