"""What a strict editor calls wrong in Russian and Ukrainian claims: whose they are, stumps, "he" for nobody."""

from __future__ import annotations

import pytest

from tocsin.engine.embedded import analyze_text
from tocsin.model import Claim


def claims_of(text: str, language: str = "ru") -> tuple[Claim, ...]:
    return analyze_text(text, language=language).claims


def told(text: str, language: str = "ru") -> list[tuple[str | None, str]]:
    return [(claim.claimant.name if claim.claimant else None, claim.text) for claim in claims_of(text, language)]


@pytest.mark.parametrize(
    ("text", "claimant", "content"),
    [
        (
            "По заявлениям мэрии Вельма, авария случилась, так как паром задел причал.",
            "мэрия Вельма",
            "авария случилась, так как паром задел причал",
        ),
        (
            "По данным следствия Ахмад Велни, подозреваемый в краже, купил лодку в порту.",
            "следствие",
            "Ахмад Велни, подозреваемый в краже, купил лодку в порту",
        ),
        (
            "По сообщению газет Velm Post, Dorno Times и других изданий, мэр Карл Оден арестован в порту.",
            "газеты Velm Post",
            "мэр Карл Оден арестован в порту",
        ),
        (
            "Во вторник Белый дом объявил, что Карл Оден станет послом в Остави.",
            "Белый дом",
            "Карл Оден станет послом в Остави",
        ),
        (
            "В 2015 году Оден оценивал оборот музея в 650 млн рублей.",
            "Оден",
            "оценивал оборот музея в 650 млн рублей",
        ),
        (
            "Рыбаки, напомнил мэр, ушли из порта в мае, пишет BBC.",
            "мэр",
            "Рыбаки ушли из порта в мае",
        ),
        (
            "Оден признавался журналистке, что готов уйти из порта.",
            "Оден",
            "готов уйти из порта",
        ),
        (
            "Вечером Карл Оден вышел к журналистам, объявил: «Я чувствую себя прекрасно, порт работает!» и уехал.",
            "Карл Оден",
            "Я чувствую себя прекрасно, порт работает!",
        ),
        (
            "Карл Оден отметил:\nНам объявили, что «Карвель» закрывается. Мост станет последним.",
            "Карл Оден",
            "Нам объявили, что «Карвель» закрывается. Мост станет последним",
        ),
        (
            "Лодка уплыла к партиям, которые, по мнению Анны Лен, боятся выборов в Вельме.",
            "Анна Лен",
            "партиям, которые боятся выборов в Вельме",
        ),
        (
            "Премьер Карл Оден подтвердил намерение уйти после того, как парламент примет закон.",
            "Карл Оден",
            "подтвердил намерение уйти после того, как парламент примет закон",
        ),
    ],
)
def test_the_words_are_whole_and_given_to_whoever_says_them(text: str, claimant: str, content: str) -> None:
    assert told(text) == [(claimant, content)]


def test_he_behind_a_quotation_is_whom_the_sentence_before_tells_of() -> None:
    text = (
        "Кандидат партии вышла из порта, объявила: «Я чувствую себя прекрасно, друзья!»\n"
        "При этом кандидат Карл Оден не стал комментировать отъезд.\n"
        "«Я ничего не знаю об этом, ничего не знаю», — заявил он журналистам."
    )
    assert ("Карл Оден", "Я ничего не знаю об этом, ничего не знаю") in told(text)


def test_who_goes_on_behind_his_quotation_is_the_same() -> None:
    text = (
        "Секретарь порта Карл Оден сказал, что мост закроют в мае. «Это разумное решение совета», — "
        "и добавил, что «новые паромы были должным образом проверены»."
    )
    assert ("Карл Оден", "новые паромы были должным образом проверены") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Карл Оден объявил дату своей отставки.",
        "Мэр Вельма Карл Оден назвал имя нового начальника порта.",
        "Карл Оден сказал агенту, что передумал.",
        "По данным портала «Вельм», водитель Карл Оден объясняет аварию так:",
        "Карл Оден в пятый раз упомянул мост.",
    ],
)
def test_what_tells_nothing_by_itself_is_no_claim_of_anybody(text: str) -> None:
    assert [name for name, _ in told(text) if name] == []


def test_a_participle_is_told_with_its_sentence() -> None:
    text = "В 2004 году Карл Оден выдвинул свою кандидатуру на пост мэра Вельма, пообещав снизить налоги."
    assert told(text) == [(None, text)]


def test_whom_somebody_accuses_is_told_with_the_verb() -> None:
    assert (None, "артиста обвинили в краже лодки") in told(
        "Порт закрыли после того, как артиста обвинили в краже лодки."
    )


@pytest.mark.parametrize(
    ("content", "hedged"),
    [
        ("Скорее всего, мост откроют в мае", True),
        ("По-видимому, мост откроют в мае", True),
        ("Мост откроют в мае как можно скорее", False),
    ],
)
def test_what_is_only_likely_is_hedged(content: str, hedged: bool) -> None:
    assert [claim.hedged for claim in claims_of(f"«{content}», — сказал мэр Вельма Карл Оден.")] == [hedged]


def test_a_negation_in_a_condition_is_not_the_claims() -> None:
    text = "Мэр Вельма Карл Оден заявил, что если денег не хватит, то мост закроют в мае."
    assert [claim.negated for claim in claims_of(text)] == [False]


LEAD = "Мэр Вельма Карл Оден 3 мая открыл в Дорно новый мост. Строители Вельма и Дорна возвели мост за 15 млн рублей. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Накануне районный суд 3 мая оставил в силе распоряжение о её высылке из порта.",
        "Сумма, которую за него должны внести в порту Вельма, составляет 240 тыс. рублей.",
        "Главный редактор журнала Глеб Велнер написал его портрет за 3 дня.",
        "Тренеры Вельма и Дорна в 2015 году проявили ко мне отношение, которое меня тронуло.",
        "В 1983 году окончил МГУ, после чего работал в порту Вельма.",
        "Праправнук Карла Одена по мужской линии; принадлежал к 3 ветвям рода Лен.",
        "Из последних Карл Лен в 2012 году совмещал две должности в Вельме.",
        "Исключение составят 12 человек, которые живут в Вельме.",
    ],
)
def test_a_sentence_about_somebody_named_elsewhere_is_not_told_alone(sentence: str) -> None:
    assert sentence not in [content for _, content in told(LEAD * 3 + sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Карл Велн был арестован в 2012 году в Дорно одним из его знакомых.",
        "К тому моменту, когда полиция ворвалась к нему в номер 32, Велн уехал в Дорно.",
        "Премьер Вельма отправил Карла Одена и его правительство в отставку 3 мая.",
        "Инженер Глеб Велн и его жена Анна Лен вложили в порт Дорно 3 млн рублей.",
        "Суд в Вельме выслал активистку Анну Лен на 3 года, после того как она приехала в Дорно.",
    ],
)
def test_a_pronoun_that_its_own_sentence_explains_is_no_hindrance(sentence: str) -> None:
    assert sentence in [content for _, content in told(sentence)]


def test_what_a_body_says_of_her_is_less_sure_where_nobody_is_named() -> None:
    of_her = claims_of("Верховный суд Вельма заявил, что она поставила свою подпись под документом.")[0]
    of_it = claims_of("Верховный суд Вельма заявил, что Анна Лен поставила свою подпись под документом.")[0]
    assert of_her.confidence < of_it.confidence
