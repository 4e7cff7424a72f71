"""What a strict editor of Ukrainian claims found wrong: cut names, whose words they are, bare bodies, narration."""

from __future__ import annotations

import pytest

from tocsin.engine.embedded import analyze_text


def told(text: str, language: str = "uk") -> list[tuple[str | None, str]]:
    claims = analyze_text(text, language=language).claims
    return [(claim.claimant.name if claim.claimant else None, claim.text.rstrip(".")) for claim in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "За даними Реєстру прав на нерухоме майно, цю землю у 2015 році викупила Олена Карвель.",
            ("Реєстр прав на нерухоме майно", "цю землю у 2015 році викупила Олена Карвель"),
        ),
        (
            "Так, згідно з даними реєстру речових прав на нерухоме майно, у 2015 році Карл Лен придбав дім у Вельмі.",
            ("реєстр речових прав на нерухоме майно", "у 2015 році Карл Лен придбав дім у Вельмі"),
        ),
        (
            "«Порт відкриють», – заявив начальник управління масових і спортивних заходів МВС Остави Карл Веленко.",
            ("Карл Веленко", "Порт відкриють"),
        ),
        (
            "Варто зауважити, що, за словами мера Карла Веленка, 890 га у 2002 році віднесли до міста Дорно.",
            ("Карл Веленко", "890 га у 2002 році віднесли до міста Дорно"),
        ),
        (
            "В Держрезерві стверджують, що для створення запасу потрібно 44 млн грн.",
            ("Держрезерв", "для створення запасу потрібно 44 млн грн"),
        ),
        (
            "У дитячій лікарні виданню повідомили, що ціна масок зросла на третину.",
            ("дитяча лікарня", "ціна масок зросла на третину"),
        ),
        (
            "Остава продасть 844 тис. банок тушонки.\nПро це йдеться в проекті розпорядження Кабміну.",
            ("проект розпорядження Кабміну", "Остава продасть 844 тис. банок тушонки"),
        ),
    ],
)
def test_a_source_is_named_whole_and_in_the_nominative(text: str, expected: tuple[str, str]) -> None:
    assert expected in told(text)


def test_a_relative_clause_about_a_firm_is_not_what_its_spokesman_said() -> None:
    lead = "Причиною обвалення даху одного з будинків училища у Дорно назвали дощі"
    text = f"{lead}.\nПро це заявив представник ВАТ «Карвельбуд», що підпорядковується Міноборони Остави."
    assert told(text) == [("представник ВАТ «Карвельбуд»", lead)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Карл Веленко заявив, що питання потребує вивчення і дозволу на викачку нафти не дав.",
            "питання потребує вивчення",
        ),
        (
            "ТОВ «Вельм» стверджувало, що має висновок експертизи, однак надати його суду не змогло.",
            "має висновок експертизи",
        ),
        (
            "Карл Веленко заявив, що вивчив питання і дозволу на викачку нафти не дав.",
            "вивчив питання і дозволу на викачку нафти не дав",
        ),
        (
            "Карл Веленко заявив, що порт працює, але кран не витримав вантажу.",
            "порт працює, але кран не витримав вантажу",
        ),
    ],
)
def test_what_the_author_tells_of_the_speaker_is_no_part_of_what_was_said(text: str, expected: str) -> None:
    assert told(text)[0][1] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Господарський суд Вельма скасував угоду.\nСуд вказав, що її уклали без торгів.", "Господарський суд Вельма"),
        (
            "Екологічна комісія Дорнської міськради відмовила фірмі.\nУ комісії послалися на те, що там парк.",
            "Екологічна комісія Дорнської міськради",
        ),
        (
            "Угоду оскаржили у Вищому суді Остави та Господарському суді Вельма.\nСуд вказав, що торгів не було.",
            "Суд",
        ),
        ("Суди двох інстанцій відмовили порту.\nВони вказали, що угода чинна.", "Суди двох інстанцій"),
    ],
)
def test_a_bare_body_is_the_only_one_of_its_kind_that_is_named(text: str, name: str) -> None:
    assert name in [each[0] for each in told(text)]


def test_a_finding_is_the_articles_and_not_the_firms() -> None:
    text = "Виявилося, що замість кафе «Вельмська група» хоче збудувати великий торговий центр."
    assert told(text) == [(None, text.rstrip("."))]


def test_what_is_to_be_done_stands_with_what_it_is_done_to() -> None:
    text = "Порожні трубопроводи фірма «Карвель» пропонує заповнити водним розчином."
    assert told(text) == [("Карвель", text.rstrip("."))]


def test_a_question_without_a_comma_hedges_nothing() -> None:
    text = "Без пояснень залишилось яким чином поліція Вельма могла отримати 40 машин раніше."
    assert [claim.hedged for claim in analyze_text(text, language="uk").claims] == [False]


def test_what_is_denied_within_a_quotation_denies_nothing_else() -> None:
    text = "Як відомо, у зоні забороняється спорудження будівель, «не пов'язаних з експлуатаційним режимом курорту»."
    assert not any(claim.negated for claim in analyze_text(text, language="uk").claims)


@pytest.mark.parametrize(
    "text",
    [
        "Новий будинок зведений на місці старого млина у Вельмі без дозволу інспекції.",
        "Карл Лен засуджений до восьми років ув'язнення з конфіскацією майна за хабар у порту.",
    ],
)
def test_a_sentence_with_a_passive_participle_is_no_caption(text: str) -> None:
    assert told(text) == [(None, text.rstrip("."))]


@pytest.mark.parametrize(
    "text",
    [
        "Новий міст, зведений у 1990 році на Вельмі за проектом Карла Лена з Дорна.",
        "Порт Вельм купив маски.\nВ Оставі такі маски вже десять років випускає завод «Карвель».",
        "Маски поставило ТОВ «Бук.\nЮа» 8 липня продало маски дитячій лікарні у Дорно за 35 грн.",
    ],
)
def test_captions_and_what_leans_on_the_sentence_before_are_not_told_alone(text: str) -> None:
    assert (None, text.rsplit("\n", maxsplit=1)[-1].rstrip(".")) not in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Порт купив машини за 4 млн грн.\nУ 2014 році користування машиною обійшлось ще дешевше – 500 грн за рік.",
        "«Карвель» купив машини.\nНа торгах Вельмського порту його єдиним конкурентом був «Дорнбанк» Карла Лена.",
        "«Карвель» купив машини.\nВідстояти інтереси держави в «Укрпорту» й заборонити продаж газу за кордон.",
        "Порт Вельм купив машини.\nВищий суд послався на порушення фірмою статті 69 Повітряного кодексу Остави.",
        "Карл Лен працює у порту.\nСьогодні є суддею господарського суду Одеської області і депутатом ради.",
    ],
)
def test_what_leans_on_the_one_before_in_its_middle_is_not_told_alone(text: str) -> None:
    assert (None, text.rsplit("\n", maxsplit=1)[-1].rstrip(".")) not in told(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("За даними «Вельмської правди», у порту закрили два причали.", "«Вельмська правда»"),
        ("За версією слідчих Генпрокуратури, посадовці привласнили 4 млн грн.", "слідчі Генпрокуратури"),
        ("Про закриття порту йдеться в дослідженні. За даними Наших Портів, він збитковий.", "Наші Порти"),
        ("Суди трьох інстанцій позов задовольнили.\nВони вказали, що рада не мала права.", "Суди трьох інстанцій"),
        ("Голова департаменту Міненерговугілля Ігор Рубен заявив, що різниця зросла.", "Ігор Рубен"),
    ],
)
def test_a_source_stands_in_the_nominative_and_no_body_is_joined_with_a_person(text: str, name: str) -> None:
    assert name in [each[0] for each in told(text)]


def test_whose_site_it_is_told_on_is_no_source_by_its_pronoun() -> None:
    text = "Фірма орендує ресторан «Імперія», на сайті якого повідомляється, що він захоплений рейдерами."
    assert "сайт якого" not in [each[0] for each in told(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Це рішення оскаржила обласна прокуратура, яка наголошує, що рада помилилась.", "обласна прокуратура"),
        ("Рада звернулася до апеляційного суду, який постановив, що зміна законна.", "апеляційний суд"),
        ("Тому ВГСУ дійшов висновку, що розірвання договорів нашкодить порту.", "ВГСУ"),
    ],
)
def test_whoever_a_relative_clause_or_an_adverb_stands_beside_is_the_speaker(text: str, name: str) -> None:
    assert name in [each[0] for each in told(text)]


@pytest.mark.parametrize("which", ["якій", "котрій"])
def test_what_is_planned_ends_with_its_relative_clause(which: str) -> None:
    text = f"Вартість метра землі, на {which} Олена Дорн планує розмістити виробничу базу, склала 122 грн."
    assert ("Олена Дорн", "планує розмістити виробничу базу") in told(text)


def test_a_firm_that_meets_demands_answers_nothing() -> None:
    text = "Порт страхує компанія, яка відповідає трьом вимогам: є резидентом Остави, має відповідну ліцензію."
    assert [each for each in told(text) if each[0]] == []


def test_whoever_answers_somebody_says_it() -> None:
    text = "Олена Дорн відповідає журналістам: «Порт відкриють у травні, коли розтане лід»."
    assert told(text) == [("Олена Дорн", "Порт відкриють у травні, коли розтане лід")]
