"""What wires and papers print around Russian news: whose acronym a name stands behind, datelines, words of the page."""

from __future__ import annotations

import pytest

from tocsin.engine.embedded import analyze_text


def told(text: str) -> list[tuple[str | None, str]]:
    claims = analyze_text(text, language="ru").claims
    return [(claim.claimant.name if claim.claimant else None, claim.text) for claim in claims]


def speakers(text: str) -> list[str]:
    return [speaker for speaker, _ in told(text) if speaker]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Помощник министра ОСВ Филд Норден сказал, что мост в Дорно закрыт для грузовиков.", "Филд Норден"),
        ("Уполномоченный Velmport Ингвар Шольц заявил, что порт в Дорно закроют в мае.", "Ингвар Шольц"),
        ("Мэрию посетил посол ОСВ Ингвар Норден, который заявил, что порт закроют в мае.", "Ингвар Норден"),
        ("Глава МИД Германии Норр считает налог ошибкой.\nНалог вреден, заявил Норр в Дорно.", "Норр"),
    ],
)
def test_a_name_begins_behind_the_acronym_of_whose_office_it_is(text: str, name: str) -> None:
    assert speakers(text) == [name]


@pytest.mark.parametrize("cites", ["цитирует ДРК Лесинга", "цитирует Velm Лесинга", "цитирует Карла Лесинга Velm.com"])
def test_whom_an_outlet_quotes_says_it_and_not_the_outlet(cites: str) -> None:
    text = f"Порт закроют, сказал Карл Лесинг. «Порт стоит уже третью неделю, и никто не платит», — {cites}."
    assert speakers(text) == ["Карл Лесинг", "Карл Лесинг"]


def test_whom_a_relative_clause_tells_of_keeps_his_first_name() -> None:
    text = "На этом посту он сменил Дэвида Норриса, который накануне объявил, что уходит из правительства."
    assert speakers(text) == ["Дэвид Норрис"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Директор Малого сообщил, что репертуар театра осенью пересмотрят.", "Директор Малого"),
        ("Председатель Европарламента подтвердил, что жители в безопасности.", "Председатель Европарламента"),
        ("Муж Асии Норр сообщил, что суд перенесли на май.", "Муж Асии Норр"),
        ("Министр Норр сообщил, что суд перенесли на май.", "Норр"),
    ],
)
def test_whose_somebody_is_says_nothing(text: str, name: str) -> None:
    assert speakers(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Карла Венди заявила, что порт закроют.", "Карла Венди"),
        ("По словам главы порта Марка Венди, порт закроют.", "Марк Венди"),
    ],
)
def test_a_womans_name_is_no_case_of_a_mans(text: str, name: str) -> None:
    assert speakers(text)[-1] == name


def test_a_name_that_the_dictionary_has_as_a_rare_mans_is_left_as_the_article_has_it() -> None:
    article = analyze_text("Из Дорно уехала Асия Виби. Суд в мае оправдал Асию Виби.", language="ru")
    assert [entity.name for entity in article.entities] == ["Асия Виби"]


@pytest.mark.parametrize(
    "dateline",
    [
        "ДОРНО, 15 янв — РИА Порт. ",
        "ДОРНО, 30 июл ПОРТ. ",
        "Дорно, 7 февраля - Вест-Дорно. ",
        "Дорно, 25 января 2021, 08:51 — ВЕЛМА ",
        ", 08:51 ВЕЛМА ",
    ],
)
def test_a_dateline_is_neither_told_nor_a_part_of_what_is(dateline: str) -> None:
    assert told(f"{dateline}Мост через Лесну откроют для грузовиков 18 мая.") == [
        (None, "Мост через Лесну откроют для грузовиков 18 мая.")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "При цитировании гиперссылка на Вест Дорно обязательна.",
        "Свидетельство о регистрации Вест Дорно выдано 10 ноября 2016 года.",
        "Другие новости о порте Дорно читайте в разделе Порты.",
        "Материалы с отметкой Дорно опубликованы на правах рекламы.",
    ],
)
def test_what_a_page_prints_below_its_news_is_no_claim(line: str) -> None:
    assert told(line) == []


def test_a_sentence_ends_without_a_space_behind_a_name_where_a_common_opening_follows() -> None:
    text = "Мост откроют в мае, заявила мэр Анна Норр.Она добавила, что порт закрыл Оден.В Дорно порт стоит с марта."
    assert told(text) == [
        ("Анна Норр", "Мост откроют в мае"),
        ("Анна Норр", "порт закрыл Оден"),
        (None, "В Дорно порт стоит с марта."),
    ]
    assert [claim for _, claim in told("Сайт Дорно.Новости закрыли 18 мая.")] == ["Сайт Дорно.Новости закрыли 18 мая."]


def test_a_sentence_ends_with_its_year_only_far_behind_its_opening() -> None:
    ends = "Порт Дорно закрыли для больших грузовых судов летом 2011 г. Верховный суд Оставии отменил налог."
    opens = "Летом 2011 г. Верховный суд Оставии отменил налог."
    assert [len(told(text)) for text in (ends, opens)] == [2, 1]
