"""Ukrainian and Russian sentences that need the one before, and claims that name what they tell of."""

from __future__ import annotations

import pytest

from tocsin import analyze_text

LEAD = "Вельмська міськрада 3 травня уклала угоду з фірмою «Бріг» на ремонт порту за 12 млн грн. "


def told(text: str) -> list[str]:
    return [claim.text for claim in analyze_text(text, language="uk").claims if claim.claimant is None]


def said(text: str) -> list[tuple[str, str]]:
    claims = analyze_text(text, language="uk").claims
    return [(claim.claimant.name, claim.text) for claim in claims if claim.claimant is not None]


@pytest.mark.parametrize(
    "sentence",
    [
        "Дим цього полігону псує яблука в садах біля Вельма та Дорна.",
        "Засновниками останнього є мешканці Вельма Роман Белько і Ольга Дорн.",
        "У першому йшлося про нові човни для рибалок у селі Романів.",
        "Свою пропозицію ці учасники подали у Вельмі 4 травня цього року.",
        "Однак, суд міста Вельма ці постанови скасував ще у травні.",
        "Наступної весни неподалік на вул. Дубовій вона посадила ще одну липу.",
        "Разом з тим підозрюваний служив у 1994 році на маяку у місті Дорн.",
        "Нагадаємо, обидва порти збудували у Вельмі за 15 млн грн.",
        "Полігон лежить за дві милі на схід від старої гавані.",
        "Мова йде про дві шлюпки, які Роман Белько збудував у Вельмі.",
        "Ще 40% човнів дісталося родині «Ганадо» з острова Дорн.",
        "Але їх пропозиція була дорожчою за ту, яку подала фірма «Дорн».",
        "За рахунок цього набережна Вельма стане на 12 метрів ширшою.",
        "Торік – відповідно шість пожеж на старих складах і одна пожежа поруч.",
    ],
)
def test_a_sentence_that_points_back_is_not_told_alone(sentence: str) -> None:
    assert told(f"{LEAD}Полігон у Вельмі закрили. {sentence}")[0] == LEAD.strip()
    assert all("12 млн" in text or "закрили" in text for text in told(f"{LEAD}Полігон у Вельмі закрили. {sentence}"))


@pytest.mark.parametrize(
    "sentence",
    [
        "За десять місяців цього року у Вельмі збудували чотири школи.",
        "Олена Дорн у цьому ж селі Романів збудувала маєток за 15 млн грн.",
        "Переможцем торгів стало ТОВ «Дорн», що належить Ользі Белько.",
        "«Вельмський пекарський двір» належить родині «Орт» купця Юрія Лоренка.",
        "Роман Белько очолив Школу лоцманів у Вельмській затоці 9 травня 2019 р.",
        "Ярмарок у Вельмі коштував місту майже 5 тис. грн.",
    ],
)
def test_a_sentence_that_names_what_it_tells_of_is_told(sentence: str) -> None:
    assert sentence in told(LEAD + sentence)


def test_what_only_announces_a_sentence_is_no_part_of_it() -> None:
    text = f"{LEAD}Нагадаємо, що відділення комітету у Вельмі очолює Владислав Дорн, який працював у порту."
    assert "відділення комітету у Вельмі очолює Владислав Дорн, який працював у порту." in told(text)


def test_an_outlet_that_reported_earlier_is_the_speaker() -> None:
    text = "Крім того, як раніше писав проєкт «Синя хвиля», у селі Дорнів відкрив пекарню Юрій Лоренко."
    assert said(text) == [("Синя хвиля", "у селі Дорнів відкрив пекарню Юрій Лоренко")]


def test_the_sentence_before_takes_along_the_one_that_names_its_contract() -> None:
    text = f"{LEAD}Вартість угоди впала на 3,2 млн грн.\nПро це повідомляється у «Віснику Дорна»."
    assert said(text) == [("«Вісник Дорна»", f"{LEAD}Вартість угоди впала на 3,2 млн грн.")]


def test_the_first_item_of_a_list_behind_that_is_what_was_found() -> None:
    text = "Ревізори встановили, що:\n* Андрій Двір на час торгів контролював 12% капіталу ТОВ «Меблі».\n* Решту Ян."
    assert ("Ревізори", "Андрій Двір на час торгів контролював 12% капіталу ТОВ «Меблі»") in said(text)


def test_what_is_called_something_is_told_with_it() -> None:
    assert said("Плітки про себе Лоренко називає вигаданими.") == [
        ("Лоренко", "Плітки про себе Лоренко називає вигаданими")
    ]


def test_the_local_media_are_the_media() -> None:
    assert said("Як писали місцеві ЗМІ, з Лоренком щороку сваряться рибалки.")[0][0] == "ЗМІ"


def test_a_surname_in_the_form_of_a_man_is_not_his_mother() -> None:
    text = (
        "Суддя Олег Дубровін живе в Дорні. Його мати Віра Дубровіна продала шхуну. "
        "А суддя Дубровін почав скаржитися на чайок, стверджуючи, що йому досі бракує сну."
    )
    assert said(text)[0][0] == "Олег Дубровін"


def test_a_law_keeps_what_it_is() -> None:
    text = "Згідно із ЗУ «Про малі пристані», порт Вельма мав прийняти човни фірми «Бріг»."
    assert said(text)[0][0] == "ЗУ «Про малі пристані»"


@pytest.mark.parametrize(
    "text",
    [
        "Порт у Вельмі купив баржі не старше двадцяти років по 63 тис. грн.",
        "Фарбою для порту Вельм торгувала тиха крамниця, колір вивіски якої мерія не назвала.",
        "Маяк у Вельмі купив моряк із міста Дорн, прізвища якого в порту не пам'ятають.",
    ],
)
def test_a_side_clause_or_a_bound_negates_no_claim(text: str) -> None:
    assert not analyze_text(text, language="uk").claims[0].negated


def test_a_sentence_without_a_name_is_told_only_where_few_have_one() -> None:
    nameless = "Обіцяно нові ліхтарі, ремонт сходів і фарбування кованої огорожі."
    named = [f"Фірму «{name}» заснував мешканець міста Вельм Роман Белько." for name in ("Орт", "Дорн", "Бріг")]
    assert nameless in told(f"{LEAD}{nameless} {named[0]}")
    assert nameless not in told(f"{LEAD}{nameless} {' '.join(named)}")


def test_a_street_behind_its_abbreviation_goes_on_over_a_line_break() -> None:
    text = f"{LEAD}Наприклад, фірма «Дорн» має будинок за 12 млн грн. на вул.\nДубовій у самому центрі Вельма."
    assert "Наприклад, фірма «Дорн» має будинок за 12 млн грн. на вул. Дубовій у самому центрі Вельма." in told(text)


def test_one_of_several_rulings_is_the_source() -> None:
    text = "Згідно однієї з ухвал, навесні 2019 року ТОВ «Дорн» приховало другу шхуну."
    assert said(text) == [("ухвали", "навесні 2019 року ТОВ «Дорн» приховало другу шхуну")]


def test_a_body_is_not_called_by_its_report() -> None:
    text = "Звіт АМКО від 2 листопада вже у мера. 2 листопада АМКО повідомив, що ціни зменшено на 10%."
    assert said(text) == [("АМКО", "ціни зменшено на 10%")]


def test_a_body_in_marks_behind_a_preposition_is_named_in_the_nominative() -> None:
    text = "«Порт закриють найближчим часом, а суд перевірить договір», – відмітили у «Лізі портів»."
    assert said(text)[0][0] == "«Ліга портів»"


def test_what_points_back_is_less_sure() -> None:
    claims = analyze_text("Суд вказав, що не побачив потреби цього. Суд вказав, що порт закрито.", language="uk").claims
    sure = {claim.text: claim.confidence for claim in claims}
    assert sure["не побачив потреби цього"] < sure["порт закрито"]


def test_a_body_that_he_can_only_mean_is_the_speaker() -> None:
    text = (
        "ТОВ «Вітер Трейд» подало позов. Та апеляційний суд, з яким посварилась мерія, цю угоду розірвав. "
        "Він вказав, що рішення не змінюється по суті."
    )
    assert said(text) == [("апеляційний суд", "рішення не змінюється по суті")]


def test_two_bodies_leave_the_pronoun_as_it_is() -> None:
    text = "Суд і комітет Вельма скасували ухвалу. Він вказав, що рішення не змінюється по суті."
    assert said(text) == [("Він", "рішення не змінюється по суті")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Перевірку порту вимагала фірма «Дорн».", ("Дорн", "Перевірку порту вимагала")),
        ("Адресу фірми «Дорн», йдеться в повідомленні мерії, не встановлено.",
         ("повідомлення мерії", "Адресу фірми «Дорн» не встановлено")),
        ("В іншій судовій ухвалі зазначено, що порт закрито.", ("інша судова ухвала", "порт закрито")),
        ("Порт закрито, пише Альона Нефьодюк на сайті Вельмського центру.", ("Альона Нефьодюк", "Порт закрито")),
    ],
)  # fmt: skip
def test_what_is_claimed_and_by_whom_is_whole(text: str, expected: tuple[str, str]) -> None:
    assert said(text) == [expected]


def test_a_court_is_named_in_the_nominative_where_the_text_has_it_so() -> None:
    text = "Про це свідчить постанова Верховного Суду. Верховний Суд вказав, що дозвіл видали у 2016 році."
    assert said(text)[-1][0] == "Верховний Суд"


def test_a_model_with_a_number_opens_no_dateline() -> None:
    text = f"{LEAD}\nВД-40 коштує у Вельмі 900 грн., ВД-20 – 400 грн."
    assert told(text)[-1] == "ВД-40 коштує у Вельмі 900 грн., ВД-20 – 400 грн."
