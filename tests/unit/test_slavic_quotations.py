"""Quotations over several paragraphs, names of two sentences, and what tells of a noun rather than of a claim."""

from __future__ import annotations

import pytest

from tocsin.engine.embedded import analyze_text
from tocsin.model import Claim


def claims(text: str, language: str) -> list[Claim]:
    return sorted(analyze_text(text, language=language).claims, key=lambda claim: claim.spans[0].start)


def told(text: str, language: str) -> list[tuple[str | None, str]]:
    """Who says what, in reading order."""
    return [(claim.claimant.name if claim.claimant else None, claim.text) for claim in claims(text, language)]


def test_a_quotation_in_guillemets_is_one_claim_over_paragraphs() -> None:
    text = "Міст закрили.\n«Опори підмило водою.\nРемонт триватиме до травня», – заявив Дорненко."
    (claim,) = (claim for claim in claims(text, "uk") if claim.voice == "direct")
    assert claim.claimant is not None
    assert claim.claimant.name == "Дорненко"
    assert text[claim.spans[0].start : claim.spans[0].end].count("\n") == 1


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    text = "«Опори підмило водою.\n\nМіст у селі закрили через три тріщини в опорах.\n\nПішов дощ."
    assert [claim.voice for claim in claims(text, "uk")] == ["author"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "В заявлении семьи говорится:\nРодители Милы сегодня вместе объявили, что едут в Дорно.",
            "ru",
        ),
        ("Актёр сообщил:\nСпектакль прощальный: как садовник не хочет сеять зимой, так не хочу и я.", "ru"),
    ],
)
def test_what_a_quoted_paragraph_tells_of_others_is_part_of_it(text: str, language: str) -> None:
    assert [claim.voice for claim in claims(text, language)] == ["direct"]


def test_a_paragraph_behind_a_colon_and_an_item_of_a_list_are_not_the_authors_sentences() -> None:
    assert told("Глава церкви обратился к людям:\nМы видим, как люди по ночам уходят из своих домов.", "ru") == []
    assert told("Майно підприємства:\n– Автоколона у селі на 12 місць (вул. Садова, 6).", "uk") == []


def test_sentences_within_a_quotation_are_not_the_authors() -> None:
    text = "Речник промовчав. «Ми бачили воду. Вона дійшла до 300 будинків у двох селах долини». Потім пішов дощ."
    assert [claim.text for claim in claims(text, "uk") if "300" in claim.text] == []


def test_a_name_of_two_sentences_is_whole() -> None:
    text = "Дорно уклало угоду на дороги. Про це пишуть «Наша варта. Дорно» з посиланням на дані."
    assert told(text, "uk")[0] == ("«Наша варта. Дорно»", "Дорно уклало угоду на дороги")


@pytest.mark.parametrize(
    ("text", "language", "claimant", "content"),
    [
        (
            "Суд ці скарги вислухав, вказавши, що фірма пиляла дуби.",
            "uk",
            "Суд",
            "фірма пиляла дуби",
        ),
        (
            "Дорненко своєї вини не визнає, заявляючи, що міст цілий.",
            "uk",
            "Дорненко",
            "міст цілий",
        ),
        (
            "Активісти підозрювали, що «Дорнобуд» збирається продати двір.",
            "uk",
            "Активісти",
            "«Дорнобуд» збирається продати двір",
        ),
        (
            "Фірма планувала побілити склади, тоді як лоцман заборонив це.",
            "uk",
            "Фірма",
            "планувала побілити склади",
        ),
        (
            "9 мая 2031 года на воротах порта была вывешена петиция, которая предлагает вернуть Велна на маяк.",
            "ru",
            "петиция",
            "предлагает вернуть Велна на маяк",
        ),
        (
            "Дорненка зняли. Його звинуватили у підпалі човнів сусідів на пристані.",
            "uk",
            None,
            "Його звинуватили у підпалі човнів сусідів на пристані",
        ),
    ],
)
def test_who_says_it_is_whole_and_nobody_else(text: str, language: str, claimant: str | None, content: str) -> None:
    assert (claimant, content) in told(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Для «Дорносервіс» вказали номер 555, який фігурував для сусідів.", "uk"),
        ("File:Тысячи людей проводили Велна.webm", "ru"),
    ],
)
def test_a_relative_clause_and_a_file_are_no_claims(text: str, language: str) -> None:
    assert [claim for claim in claims(text, language) if claim.voice != "author"] == []


def test_a_noun_that_ends_like_an_infinitive_is_a_noun() -> None:
    assert told("Міністерство вимагало копію листа про вірність присязі.", "uk") == [
        ("Міністерство", "вимагало копію листа про вірність присязі")
    ]


def test_a_word_that_only_opens_a_sentence_is_no_part_of_who_speaks() -> None:
    text = "Позднее неназванный повар пароходства рассказал, что мост закрыт."
    assert told(text, "ru") == [("неназванный повар пароходства", "мост закрыт")]


def test_what_is_confirmed_is_the_sentence_before() -> None:
    text = "Мост в Дорно закрыли. В министерстве подтвердили эту информацию."
    assert told(text, "ru") == [("министерство", "Мост в Дорно закрыли")]


def test_that_of_a_reason_is_nobody() -> None:
    text = "Суд не прийняв скаргу, посилаючись на те, що сьогодні свято."
    assert "те" not in [name for name, _ in told(text, "uk")]


@pytest.mark.parametrize(
    ("text", "language", "claimant"),
    [
        ("В Портнадзоре предложили кормить чаек по утрам.", "ru", "Портнадзор"),
        ("В іншій судовій ухвалі зазначено, що шхуну продали за 9 млн.", "uk", "інша судова ухвала"),
        ("Прес-служба музею поширила повідомлення про те, що вхід вільний.", "uk", "Прес-служба музею"),
        ("Згідно з Морським кодексом, купання тут дозволено.", "uk", "Морський кодекс"),
        ("Беседа Карла Одена с дочерью идёт. «Это рекорд», — сказал Оден.", "ru", "Карл Оден"),
    ],
)
def test_bodies_documents_and_owners_are_told_apart_from_what_stands_beside(
    text: str, language: str, claimant: str
) -> None:
    assert claimant in [name for name, _ in told(text, language)]


def test_a_verb_that_is_a_cue_only_with_other_words_ends_no_claim() -> None:
    text = "Рыбаки в Дорно сообщают, что на чердак, на котором спал Велн, пришла коза."
    assert told(text, "ru")[0][1] == "на чердак, на котором спал Велн, пришла коза"
