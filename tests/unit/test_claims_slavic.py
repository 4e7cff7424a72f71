"""Who says what in Russian and Ukrainian, in articles about places and people that do not exist."""

from __future__ import annotations

import pytest

from tocsin import analyze_text
from tocsin.engine.claims import find_claims
from tocsin.engine.entities import find_entities
from tocsin.model import Claim
from tocsin.text.document import read

Said = list[tuple[str | None, str, str]]


def claims_of(text: str, language: str) -> list[Claim]:
    """The attributed claims of a text, in reading order."""
    doc = read(text, language=language)
    found = find_claims(doc, find_entities(doc, ()), ())
    return sorted((claim for claim in found if claim.voice != "author"), key=lambda claim: claim.spans)


def said(text: str, language: str) -> Said:
    """(claimant, kind, readable text) of each attributed claim."""
    return [(c.claimant.name if c.claimant else None, c.kind, c.text) for c in claims_of(text, language)]


RUSSIAN: list[tuple[str, Said]] = [
    (
        (
            "Президент Альдории Виктор Морозов заявил, что призыв завершится в октябре. «Мы не будем отправлять "
            "студентов», — сказал он. По его словам, призовут 20 тысяч человек."
        ),
        [
            ("Виктор Морозов", "statement", "призыв завершится в октябре"),
            ("Виктор Морозов", "statement", "Мы не будем отправлять студентов"),
            ("Виктор Морозов", "report", "призовут 20 тысяч человек"),
        ],
    ),
    (
        "Министерство обороны опровергло сообщения о второй волне призыва. В ведомстве заявили, что это ложь.",
        [
            ("Министерство обороны", "denial", "сообщения о второй волне призыва"),
            ("Министерство обороны", "statement", "это ложь"),
        ],
    ),
    (
        (
            "По данным агентства «Волна», у границы стоят 3 тысячи машин. Очередь растянулась на 12 км, сообщил "
            "начальник пограничной службы Андрей Кимов."
        ),
        [
            ("Волна", "report", "у границы стоят 3 тысячи машин"),
            ("Андрей Кимов", "statement", "Очередь растянулась на 12 км"),
        ],
    ),
    (
        "Как сообщает издание «Север», губернатор пообещал выплатить семьям по миллиону. Он добавил, что деньги есть.",
        [
            ("Север", "statement", "губернатор пообещал выплатить семьям по миллиону"),
            ("губернатор", "promise", "выплатить семьям по миллиону"),
            ("губернатор", "statement", "деньги есть"),
        ],
    ),
    (
        "«Я не хочу воевать, — говорит 28-летний программист Илья Снегов. — У меня двое детей».",
        [("Илья Снегов", "statement", "Я не хочу воевать. У меня двое детей")],
    ),
    (
        "— Мы никуда не уйдём, — сказала Анна Лебедева. — Здесь наш дом.",
        [("Анна Лебедева", "statement", "Мы никуда не уйдём. Здесь наш дом")],
    ),
    (
        "Правозащитники обвинили полицию в избиении задержанных. Полиция отрицает обвинения.",
        [
            ("Правозащитники", "accusation", "полицию в избиении задержанных"),
            ("Полиция", "denial", "обвинения"),
        ],
    ),
    (
        "Ожидается, что стороны обменяются пленными. Мэр призвал жителей не покидать дома.",
        [
            (None, "statement", "стороны обменяются пленными"),
            ("Мэр", "statement", "не покидать дома"),
        ],
    ),
    ("Дворец: второй волны не будет", [("Дворец", "statement", "второй волны не будет")]),
    (
        "Анна Лебедева сказала, мост закроют в мае. Жители рассказали журналистам, дорогу перекрыли в пятницу.",
        [
            ("Анна Лебедева", "statement", "мост закроют в мае"),
            ("Жители", "statement", "дорогу перекрыли в пятницу"),
        ],
    ),
    (
        "Дорога, как пояснила Лебедева, будет закрыта. «Хлеба хватит всем», — улыбается пекарь Илья Снегов.",
        [
            ("Лебедева", "statement", "Дорога будет закрыта"),
            ("Илья Снегов", "statement", "Хлеба хватит всем"),
        ],
    ),
    (
        "Власти Вельмарии сообщили о гибели трёх человек. Анну Белкову обвинили в растрате.",
        [
            ("Власти Вельмарии", "statement", "о гибели трёх человек"),
            (None, "accusation", "Анну Белкову в растрате"),
        ],
    ),
]

UKRAINIAN: list[tuple[str, Said]] = [
    (
        (
            "Президентка Вельмарії Олена Гай заявила, що кордон відкриють у п'ятницю. «Ми чекаємо людей», — "
            "сказала вона. За її словами, черги зникнуть за тиждень."
        ),
        [
            ("Олена Гай", "statement", "кордон відкриють у п'ятницю"),
            ("Олена Гай", "statement", "Ми чекаємо людей"),
            ("Олена Гай", "report", "черги зникнуть за тиждень"),
        ],
    ),
    (
        "Міністерство оборони спростувало повідомлення про нову хвилю призову. У відомстві наголосили, що це неправда.",
        [
            ("Міністерство оборони", "denial", "повідомлення про нову хвилю призову"),
            ("Міністерство оборони", "statement", "це неправда"),
        ],
    ),
    (
        (
            "За даними прикордонної служби, за добу виїхали 5 тисяч осіб. Черга сягнула 10 км, повідомив "
            "речник служби Андрій Ковач."
        ),
        [
            ("прикордонна служба", "report", "за добу виїхали 5 тисяч осіб"),
            ("Андрій Ковач", "statement", "Черга сягнула 10 км"),
        ],
    ),
    (
        "Як повідомляє видання «Хвиля», мер пообіцяв відбудувати міст. Він додав, що гроші вже є.",
        [
            ("Хвиля", "statement", "мер пообіцяв відбудувати міст"),
            ("мер", "promise", "відбудувати міст"),
            ("мер", "statement", "гроші вже є"),
        ],
    ),
    (
        "«Я не хочу воювати, — каже 30-річний пекар Ілля Снігур. — У мене двоє дітей».",
        [("Ілля Снігур", "statement", "Я не хочу воювати. У мене двоє дітей")],
    ),
    (
        "Міністр закликав мешканців не виходити з домівок. Опозиція звинуватила уряд у брехні.",
        [
            ("Міністр", "statement", "не виходити з домівок"),
            ("Опозиція", "accusation", "уряд у брехні"),
        ],
    ),
    (
        "Очікується, що сторони обміняються полоненими.",
        [(None, "statement", "сторони обміняються полоненими")],
    ),
    ("Палац: другої хвилі не буде", [("Палац", "statement", "другої хвилі не буде")]),
    (
        "Олена Гай сказала, міст закриють у травні. Дорога, як пояснив Ковач, буде закрита.",
        [("Олена Гай", "statement", "міст закриють у травні"), ("Ковач", "statement", "Дорога буде закрита")],
    ),
    (
        "«Хліба вистачить усім», — усміхається пекар Ілля Снігур. Служба повідомила про загибель трьох людей.",
        [("Ілля Снігур", "statement", "Хліба вистачить усім"), ("Служба", "statement", "про загибель трьох людей")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RUSSIAN)
def test_a_russian_paragraph_gives_its_claims(text: str, expected: Said) -> None:
    assert said(text, "ru") == expected


@pytest.mark.parametrize(("text", "expected"), UKRAINIAN)
def test_a_ukrainian_paragraph_gives_its_claims(text: str, expected: Said) -> None:
    assert said(text, "uk") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Илья Снегов говорил, улыбаясь и глядя в окно.",
        "Илья Снегов ответил, депутат городского совета.",
        "Илья Снегов рассказал, показал и ушёл.",
    ],
)
def test_an_aside_behind_a_russian_cue_is_no_claim(text: str) -> None:
    assert said(text, "ru") == []


def test_a_pronoun_that_points_to_nobody_is_no_name() -> None:
    (claim,) = claims_of("Он заявил, что мост закрыт.", "ru")
    assert claim.claimant is not None
    assert (claim.claimant.name, claim.claimant.kind) == ("Он", "unnamed")


@pytest.mark.parametrize("source", ["По словам Олега Карпова", "Согласно отчёту инженера"])
def test_a_source_in_the_genitive_or_dative_passes_the_gate_by_its_nominative(source: str) -> None:
    assert [claim.text for claim in analyze_text(f"{source}, мост ржавеет.", language="ru").claims] == ["мост ржавеет"]


def test_inflected_names_are_one_person_in_the_nominative() -> None:
    doc = read("По словам Владимира Загорского, всё готово. Загорский заявил, что ждёт.", language="ru")
    (person,) = find_entities(doc, ())
    assert (person.name, person.kind, len(person.spans)) == ("Владимир Загорский", "person", 2)
