"""Who says what in Russian and Ukrainian, in articles about places and people that do not exist."""

from __future__ import annotations

import pytest

from tocsin import analyze_text
from tocsin.engine.claims import find_claims
from tocsin.engine.claims.draft import Draft
from tocsin.engine.claims.quotes import find_quotes
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.shared import shared_subject
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
            ("губернатор", "promise", "пообещал выплатить семьям по миллиону"),
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
            ("Правозащитники", "accusation", "обвинили полицию в избиении задержанных"),
            ("Полиция", "denial", "обвинения"),
        ],
    ),
    (
        "Ожидается, что стороны обменяются пленными. Мэр призвал жителей не покидать дома.",
        [
            (None, "statement", "стороны обменяются пленными"),
            ("Мэр", "statement", "призвал жителей не покидать дома"),
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
            ("Власти Вельмарии", "statement", "сообщили о гибели трёх человек"),
            (None, "accusation", "Анну Белкову обвинили в растрате"),
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
            ("мер", "promise", "пообіцяв відбудувати міст"),
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
            ("Міністр", "statement", "закликав мешканців не виходити з домівок"),
            ("Опозиція", "accusation", "звинуватила уряд у брехні"),
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
        [
            ("Ілля Снігур", "statement", "Хліба вистачить усім"),
            ("Служба", "statement", "повідомила про загибель трьох людей"),
        ],
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


@pytest.mark.parametrize(
    ("text", "language", "role"),
    [
        ("Министр транспорта Велмарка Карл Оден заявил, что мост закроют.", "ru", "министр транспорта Велмарка"),
        ("По словам министра Северного Велмарка Карла Одена, мост закроют.", "ru", "министр Северного Велмарка"),
        ("Мост закроют, сообщил министр энергетики ЦБВ Карл Оден.", "ru", "министр энергетики ЦБВ"),
        ("Міністр транспорту Велмарку Карл Оден заявив, що міст закриють.", "uk", "міністр транспорту Велмарку"),
        ("За словами міністра транспорту Велмарку Карла Одена, міст закриють.", "uk", "міністр транспорту Велмарку"),
    ],
)
def test_the_country_between_an_office_and_a_name_belongs_to_the_office(text: str, language: str, role: str) -> None:
    (claim,) = claims_of(text, language)
    assert claim.claimant is not None
    assert (claim.claimant.name, claim.claimant.role) == ("Карл Оден", role)


@pytest.mark.parametrize("name", ["Ли Сюань Лунг", "Реджеп Тайип Озан", "Никита Петрович Оден"])
def test_a_name_of_three_words_behind_an_office_is_kept_whole(name: str) -> None:
    (claim,) = claims_of(f"Министр транспорта {name} заявил, что мост закроют.", "ru")
    assert claim.claimant is not None
    assert claim.claimant.name == name


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Армию обвинил в обстреле порта губернатор Лен.", "ru", ("Лен", "Армию в обстреле порта")),
        ("Армию обвинил губернатор Лен в обстреле порта.", "ru", ("Лен", "Армию в обстреле порта")),
        ("Повстанцев обвинила в поджоге мэр Лиссы Анна Белкова.", "ru", ("Анна Белкова", "Повстанцев в поджоге")),
        ("Министра критикует местная оппозиция.", "ru", ("местная оппозиция", "Министра критикует")),
        ("Слухи о закрытии порта опроверг мэр Карл Оден.", "ru", ("Карл Оден", "Слухи о закрытии порта")),
        ("Решение суда осудили правозащитники.", "ru", ("правозащитники", "Решение суда осудили")),
        ("Армію звинуватив в обстрілі губернатор Лен.", "uk", ("Лен", "Армію в обстрілі")),
        ("Владу звинуватила в бездіяльності мерка Ганна Белкова.", "uk", ("Ганна Белкова", "Владу в бездіяльності")),
        ("Полиция обвинила министра в растрате.", "ru", ("Полиция", "обвинила министра в растрате")),
        ("Никита Оден обвинил власти в растрате.", "ru", ("Никита Оден", "обвинил власти в растрате")),
    ],
)
def test_endings_tell_who_accuses_from_whom_is_accused(text: str, language: str, expected: tuple[str, str]) -> None:
    (claim,) = claims_of(text, language)
    assert claim.claimant is not None
    assert (claim.claimant.name, claim.text) == expected


def test_an_office_before_a_name_begins_behind_what_its_holder_speaks_of() -> None:
    (claim,) = claims_of("Армию обвинил в обстреле порта губернатор Лен.", "ru")
    assert claim.claimant is not None
    assert claim.claimant.role == "губернатор"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Мост закрыт», — сказал Оден. «Ремонт продлится год».", "Мост закрыт. Ремонт продлится год"),
        ("«Мы думаем, — сказал Карл Оден, — Лисса подождёт».", "Мы думаем Лисса подождёт"),
    ],
)
def test_a_quotation_that_goes_on_behind_its_cue_reads_as_it_was_said(text: str, expected: str) -> None:
    assert [found for _, _, found in said(text, "ru")] == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Власти Тасмеры обвинили Велмарк в обстреле. Велмарк отверг обвинения.", "ru"),
        ("В Велмарке идут дожди. Велмарк заявил, что подождёт.", "ru"),
        ("Президент Велмарка уехал. Велмарк заявил, что подождёт.", "ru"),
        ("Влада Тасмери звинуватила Велмарк в обстрілі. Велмарк відкинув звинувачення.", "uk"),
        ("У Велмарку дощі. Велмарк заявив, що почекає.", "uk"),
    ],
)
def test_a_country_that_no_gazetteer_lists_is_no_person(text: str, language: str) -> None:
    claimant = claims_of(text, language)[-1].claimant
    assert claimant is not None
    assert (claimant.name, claimant.kind) == ("Велмарк", "organization")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Власти обвинили Одена в обмане. Оден заявил, что уедет.", "ru"),
        ("Партия Одена молчит. Оден заявил, что вернётся.", "ru"),
        ("У Одена є човен. Оден заявив, що поїде.", "uk"),
        ("По словам президента Одена, мост старый. Оден заявил, что уедет.", "ru"),
    ],
)
def test_somebody_who_is_accused_or_owns_stays_a_person(text: str, language: str) -> None:
    claimant = claims_of(text, language)[-1].claimant
    assert claimant is not None
    assert (claimant.name, claimant.kind) == ("Оден", "person")


@pytest.mark.parametrize(
    ("source", "claimant"),
    [
        ("Премьер-министр страны", "Карл Оден"),
        ("Её премьер-министр", "Карл Оден"),
        ("Министр обороны страны", "Министр обороны страны"),
    ],
)
def test_an_office_of_the_country_is_its_holder_where_the_article_names_one(source: str, claimant: str) -> None:
    text = f"Премьер-министр Велмарка Карл Оден уехал. Армия Велмарка отошла. {source} заявил, что ждёт."
    assert said(text, "ru") == [(claimant, "statement", "ждёт")]


@pytest.mark.parametrize("language", ["ru", "uk"])
@pytest.mark.parametrize("end", ["", "\n", " Одена", " Одена и Кеда", " в Карвеле"])
@pytest.mark.parametrize(
    "cue", ["как сообщает Оден", "як повідомляє Оден", "об этом сообщает Оден", "про це повідомляє Оден"]
)
def test_a_text_may_end_behind_its_speaker_without_a_mark(language: str, end: str, cue: str) -> None:
    for text in (f"Дорогу закрыли, {cue}{end}", f"{cue.capitalize()}{end}", f"Мост закрыт.\n\n{cue}{end}"):
        assert analyze_text(text, language=language).language == language


CUT = {
    "ru": (
        "Власти Карвеля не подтвердили гибель водителя, пассажира и врача, сообщил министр Карл Оден газете «Вести».",
        "«Мост закроют в мае», — заявил Оден. «Потом откроют», — добавил он в беседе с агентством «Дорно».",
        "По словам Одена, жители обвинили соседа в том, что он закрыл дорогу, и призвали суд помочь.",
        "Мост закроют. Об этом сообщает издание «Порт» со ссылкой на министра Карла Одена, который уехал.",
    ),
    "uk": (
        "Влада Карвеля не підтвердила загибель водія, пасажира й лікаря, повідомив міністр Карл Оден газеті «Вісті».",
        "«Міст закриють у травні», – заявив Оден. «Потім відкриють», – додав він у розмові з агентством «Дорно».",
        "За словами Одена, мешканці звинуватили сусіда в тому, що він закрив дорогу, і закликали суд допомогти.",
        "Міст закриють. Про це повідомляє видання «Порт» з посиланням на міністра Карла Одена, який поїхав.",
    ),
}


@pytest.mark.parametrize("language", CUT)
@pytest.mark.parametrize("end", ["", ",", " —,", "«", " “", "(", ":", ", что", ", що", " и", " та", ";"])
def test_a_text_may_be_cut_off_anywhere_with_any_mark(language: str, end: str) -> None:
    for text in CUT[language]:
        words = text.split()
        for cut in (" ".join(words[:number]) + end for number in range(1, len(words) + 1)):
            assert analyze_text(cut, language=language).language == language, cut


def test_a_subject_is_looked_for_among_the_last_attributions_of_a_sentence_alone() -> None:
    """Else a sentence of thousands of cues without subjects is looked through for each of them."""
    doc = read("Оден заявил, что " + "сообщил, что " * 300 + "ждёт", language="ru")
    scene = SlavicScene(doc, find_quotes(doc))
    told = Draft([(3, 4)], (0, 1), (1, 2), "statement", "clause", 0)
    bare = [told._replace(source=None, cue=(at, at + 1)) for at in range(4, 300, 3)]
    scene.drafts[:] = [told, *bare[:20]]
    assert shared_subject(scene, 600) == (0, 1)
    scene.drafts[:] = [told, *bare]
    assert shared_subject(scene, 600) is None
