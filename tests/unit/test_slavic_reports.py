"""Speakers of Russian and Ukrainian news as it is printed: documents, outlets over lines, addressees, the cited."""

from __future__ import annotations

import pytest
from tests.unit.test_slavic_sources import told

from tocsin.engine.embedded import analyze_text


def names(text: str, language: str) -> list[tuple[str | None, str]]:
    """(the claimant's name, what is claimed) of each attributed claim, in the order of the text."""
    claims = [claim for claim in analyze_text(text, language=language).claims if claim.voice != "author"]
    claims.sort(key=lambda claim: claim.spans[0])
    return [(claim.claimant.name if claim.claimant else None, claim.text) for claim in claims]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Верховный суд Оставии 1 мая 2013 года заявил, что иск подан.", ("Верховный суд Оставии", "иск подан")),
        ("ru", "По данным газеты Voce della Valle, мост закроют.", ("газета Voce della Valle", "мост закроют")),
        ("ru", "По мнению ряда экспертов, мост закроют.", ("ряд экспертов", "мост закроют")),
        ("ru", "После споров власти объявили, что мост закроют.", ("власти", "мост закроют")),
        ("ru", "Отец Кирилла Бероцкого сказал, что мост закроют.", ("Отец Кирилла Бероцкого", "мост закроют")),
        ("ru", "«Мост закроют», — сообщил Белен «Известиям».", ("Белен", "Мост закроют")),
        ("ru", "В аннотации к книге сказано, что мост закроют.", ("аннотация", "мост закроют")),
        ("ru", "В поздравлении мэра Дорно говорится, что мост закроют.", ("поздравление мэра Дорно", "мост закроют")),
        ("ru", "Мост закроют, говорится в поданном вчера в Дорнский суд иске.", ("иск", "Мост закроют")),
        ("ru", "Дело начали из-за девушки, которая утверждала, что мост закроют.", ("девушка", "мост закроют")),
        ("uk", "«Міст закриють», — йдеться у повідомленні мерії Дорно.", ("повідомлення мерії Дорно", "Міст закриють")),
        ("uk", "Як свідчить ухвала Липського суду, міст закриють.", ("ухвала Липського суду", "міст закриють")),
        ("uk", "За даними «Порт.\nДорно», міст незабаром закриють.", ("«Порт. Дорно»", "міст незабаром закриють")),
    ],
)  # fmt: skip
def test_a_speaker_is_named_whole_and_without_what_stands_beside_it(
    language: str, text: str, expected: tuple[str, str]
) -> None:
    assert names(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "cited"),
    [
        (
            "ru",
            (
                "Полиция пришла в штаб Любови Собер, пишет «Вестник» со ссылкой на секретаря Фонда (ФБ) Киру Ярмо.\n\n"
                "По её словам, полицейские стоят за дверью."
            ),
            "Кира Ярмо",
        ),
        (
            "uk",
            (
                "Черги зросли, повідомляє «Вісник» з посиланням на речника Державної прикордонної служби Андрія Лунта."
                "\n\nЗа його словами, причина у збої."
            ),
            "Андрій Лунт",
        ),
    ],
)
def test_a_pronoun_means_the_person_whom_the_outlet_before_cites(language: str, text: str, cited: str) -> None:
    assert names(text, language)[-1][0] == cited


@pytest.mark.parametrize(
    "text",
    [
        "Отравление Лунёва: следы вещества нашли в пиццерии",
        "Хаос и невоспитанные дети: дом у моря закрыт на год",
        "В ходе встречи он, в частности, прокомментировал отравление Скрипалей.",
    ],
)
def test_a_thing_or_whose_it_is_speaks_in_no_sentence(text: str) -> None:
    assert not any(speaker for speaker, _ in told(text, "ru"))


def test_information_that_somebody_confirms_later_is_the_sentence_before() -> None:
    text = "Склад сгорел. Позднее эту информацию подтвердил директор порта Павел Белен."
    assert names(text, "ru") == [("Павел Белен", "Склад сгорел")]


def test_a_court_is_not_the_document_that_it_issued() -> None:
    text = "Порт оштрафували. Про це свідчить рішення Дорнського суду. Суд вказав, що сума невірна."
    assert names(text, "uk")[-1] == ("Суд", "сума невірна")


def test_a_clause_that_breaks_off_is_no_claim() -> None:
    assert told("Журналістка нагадала, що у 2007-2008 рр.\nЛунт очолював порт.", "uk") == []


def test_a_turn_goes_on_behind_what_the_speaker_is() -> None:
    text = "– Нелегко, – зізнається Дмитро Мінь, начальник порту. – Та комусь потрібно працювати."
    assert names(text, "uk") == [("Дмитро Мінь", "Нелегко. Та комусь потрібно працювати")]


def test_a_phrase_is_told_with_its_verb_up_to_the_next_verb() -> None:
    text = "Ассоциация поддержала новый закон и призвала к миру."
    assert names(text, "ru")[0] == ("Ассоциация", "поддержала новый закон")
