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
            "За даними Реєстру прав на річкові човни, цю шхуну у 2015 році продала Олена Карвель.",
            ("Реєстр прав на річкові човни", "цю шхуну у 2015 році продала Олена Карвель"),
        ),
        (
            "Так, згідно з даними реєстру портових прав на старе судно, у 2019 році Карл Лен збув яхту у Вельмі.",
            ("реєстр портових прав на старе судно", "у 2019 році Карл Лен збув яхту у Вельмі"),
        ),
        (
            "«Порт відкриють», – заявив начальник відділу річкових і морських перевезень МВС Остави Карл Веленко.",
            ("Карл Веленко", "Порт відкриють"),
        ),
        (
            "Варто додати, що, за словами мера Карла Веленка, 40 катерів у 1998 році передали місту Дорно.",
            ("Карл Веленко", "40 катерів у 1998 році передали місту Дорно"),
        ),
        (
            "В Держтеатрі стверджують, що завіса для сцени коштує 44 млн грн.",
            ("Держтеатр", "завіса для сцени коштує 44 млн грн"),
        ),
        (
            "У морській школі виданню повідомили, що набір курсантів відкладуть на осінь.",
            ("морська школа", "набір курсантів відкладуть на осінь"),
        ),
        (
            "Остава купить 12 тис. пар чобіт.\nПро це йдеться в проекті договору Кабміну.",
            ("проект договору Кабміну", "Остава купить 12 тис. пар чобіт"),
        ),
    ],
)
def test_a_source_is_named_whole_and_in_the_nominative(text: str, expected: tuple[str, str]) -> None:
    assert expected in told(text)


def test_a_relative_clause_about_a_firm_is_not_what_its_spokesman_said() -> None:
    lead = "Причиною пожежі на палубі одного з поромів артілі у Дорно назвали іскру"
    text = f"{lead}.\nПро це заявив представник ВАТ «Карвельфлот», що належить міській громаді Остави."
    assert told(text) == [("представник ВАТ «Карвельфлот»", lead)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Карл Веленко заявив, що вітрило потребує латки і голки матросам не дав.",
            "вітрило потребує латки",
        ),
        (
            "ТОВ «Вельм» стверджувало, що зберігає суднові журнали, однак показати їх лоцману не змогло.",
            "зберігає суднові журнали",
        ),
        (
            "Карл Веленко заявив, що оглянув маяк і ключа від башти не віддав.",
            "оглянув маяк і ключа від башти не віддав",
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
            "Причальна комісія Дорнської міськради відмовила рибалкам.\nУ комісії пояснили, що дошки гнилі.",
            "Причальна комісія Дорнської міськради",
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
    text = "Виявилося, що замість пристані «Вельмська група» хоче викопати глибоке озеро."
    assert told(text) == [(None, text.rstrip("."))]


def test_what_is_to_be_done_stands_with_what_it_is_done_to() -> None:
    text = "Старі причали фірма «Карвель» пропонує засипати річковим піском."
    assert told(text) == [("Карвель", text.rstrip("."))]


def test_a_question_without_a_comma_hedges_nothing() -> None:
    text = "Таємницею лишилось яким чином команда Вельма могла привести 40 човнів уночі."
    assert [claim.hedged for claim in analyze_text(text, language="uk").claims] == [False]


def test_what_is_denied_within_a_quotation_denies_nothing_else() -> None:
    text = "Як відомо, у бухті забороняється стоянка кораблів, «не приписаних до рибальського флоту Остави»."
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
        "Порт Вельм купив сіті.\nВ Оставі такі сіті вже сорок років плете артіль «Карвель».",
        "Вудки привезло ТОВ «Гак.\nЮа» 3 травня продало вудки морській школі у Дорно за 90 грн.",
    ],
)
def test_captions_and_what_leans_on_the_sentence_before_are_not_told_alone(text: str) -> None:
    assert (None, text.rsplit("\n", maxsplit=1)[-1].rstrip(".")) not in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Порт купив буксири за 4 млн грн.\nУ 2019 році наймання буксира вийшло ще дешевше – 700 грн за місяць.",
        "«Карвель» купив машини.\nНа торгах Вельмського порту його єдиним конкурентом був «Дорнбанк» Карла Лена.",
        "«Карвель» купив машини.\nВимостити дорогу до «Дорнпорту» й обмежити торгівлю рибою за морем.",
        "Порт Вельм купив машини.\nВищий суд послався на незнання фірмою глави 12 Морського статуту Остави.",
        "Карл Лен працює у порту.\nСьогодні є доглядачем головного маяка на березі затоки і членом ради.",
    ],
)
def test_what_leans_on_the_one_before_in_its_middle_is_not_told_alone(text: str) -> None:
    assert (None, text.rsplit("\n", maxsplit=1)[-1].rstrip(".")) not in told(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("За даними «Вельмської правди», у порту закрили два причали.", "«Вельмська правда»"),
        ("За версією слідчих Генпрокуратури, сторожі розпродали два човни.", "слідчі Генпрокуратури"),
        ("Про закриття порту йдеться в дослідженні. За даними Наших Портів, він збитковий.", "Наші Порти"),
        ("Суди трьох інстанцій позов задовольнили.\nВони вказали, що рада не мала права.", "Суди трьох інстанцій"),
        ("Голова відділу Мінморфлоту Ігор Лобан заявив, що улов зріс.", "Ігор Лобан"),
    ],
)
def test_a_source_stands_in_the_nominative_and_no_body_is_joined_with_a_person(text: str, name: str) -> None:
    assert name in [each[0] for each in told(text)]


def test_whose_site_it_is_told_on_is_no_source_by_its_pronoun() -> None:
    text = "Артіль винайняла пором «Чайка», на сайті якого зазначається, що він пливе до Карвеля."
    assert "сайт якого" not in [each[0] for each in told(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Цей наказ скасувала портова інспекція, яка наголошує, що човни безпечні.", "портова інспекція"),
        ("Рибалки поскаржилися до морського суду, який постановив, що вилов дозволений.", "морський суд"),
        ("Тому ДКПУ дійшов висновку, що маяк зруйнувала буря.", "ДКПУ"),
    ],
)
def test_whoever_a_relative_clause_or_an_adverb_stands_beside_is_the_speaker(text: str, name: str) -> None:
    assert name in [each[0] for each in told(text)]


@pytest.mark.parametrize("which", ["якій", "котрій"])
def test_what_is_planned_ends_with_its_relative_clause(which: str) -> None:
    text = f"Ціна старої баржі, на {which} Олена Дорн планує відкрити плавучу пекарню, сягнула 90 тис. грн."
    assert ("Олена Дорн", "планує відкрити плавучу пекарню") in told(text)


def test_a_firm_that_meets_demands_answers_nothing() -> None:
    text = "Човни лагодить майстерня, яка відповідає двом умовам: стоїть на березі Остави, має власний кран."
    assert [each for each in told(text) if each[0]] == []


def test_whoever_answers_somebody_says_it() -> None:
    text = "Олена Дорн відповідає журналістам: «Порт відкриють у травні, коли розтане лід»."
    assert told(text) == [("Олена Дорн", "Порт відкриють у травні, коли розтане лід")]
