"""Where a Russian or Ukrainian text says who told it: sentences taken up, documents, outlets, refusals."""

from __future__ import annotations

import pytest

from tocsin.engine.embedded import analyze_text
from tocsin.model import Claim


def attributed(text: str, language: str) -> list[Claim]:
    claims = [claim for claim in analyze_text(text, language=language).claims if claim.voice != "author"]
    return sorted(claims, key=lambda claim: claim.spans[0])


def told(text: str, language: str) -> list[tuple[str | None, str]]:
    """(the words that name the claimant, what is claimed) of each attributed claim, in the order of the text."""
    return [
        (text[at.start : at.end] if claim.claimant and (at := claim.claimant.mention) else None, claim.text)
        for claim in attributed(text, language)
    ]


QUEUE = "На переправе в Карвеле скопилось 400 машин"


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("ru", f"{QUEUE}. Об этом сообщила пограничная служба Оставии.", "пограничная служба Оставии"),
        ("ru", f"{QUEUE}. В среду об этом рассказал губернатор Антон Лен.", "губернатор Антон Лен"),
        ("ru", f"{QUEUE}. О случившемся рассказал мэр Антон Лен в своём канале.", "мэр Антон Лен"),
        ("ru", f"{QUEUE}. Об этом говорится на сайте мэрии.", "сайте мэрии"),
        ("ru", f"{QUEUE}. Эту информацию подтвердила полиция.", "полиция"),
        ("uk", "У черзі 400 машин. Про це повідомляє «Карвельська думка».", "«Карвельська думка»"),
        ("uk", "У черзі 400 машин. Про це йдеться в листі міністерства.", "листі міністерства"),
        ("uk", "У черзі 400 машин. Про це свідчить рішення суду.", "рішення суду"),
        ("uk", "У черзі 400 машин. Про це пише Ганна Лунт у «Вечірньому Дорні».", "Ганна Лунт"),
    ],
)
def test_a_sentence_that_only_names_the_speaker_takes_up_the_one_before(language: str, text: str, speaker: str) -> None:
    assert told(text, language) == [(speaker, text.partition(".")[0])]


def test_no_claim_is_made_of_an_attribution_that_has_nothing_before_it() -> None:
    text = 'Про це речник служби Андрій Лунт розповів в ефірі "Ми разом", пише 24 Канал.'
    assert told(text, "uk") == []


@pytest.mark.parametrize(
    ("language", "text", "speaker", "content"),
    [
        (
            "ru",
            'Выборы начались в воскресенье, сообщает "Радио Дорно".',
            '"Радио Дорно"',
            "Выборы начались в воскресенье",
        ),
        ("ru", "Оба освобождены, пишет «Новая весть».", "«Новая весть»", "Оба освобождены"),
        (
            "ru",
            "У склада нашли канистры - рассказал следователь Раков.",
            "следователь Раков",
            "У склада нашли канистры",
        ),
        ("uk", "Двоє поранені - повідомили у ДСНС.", "у ДСНС", "Двоє поранені"),
        ("uk", "«Міст закрито», — йдеться у повідомленні мерії Дорна.", "повідомленні мерії Дорна", "Міст закрито"),
        ("ru", "Приказ незаконен, говорится в поданном сегодня в Дорнский суд иске.", "иске", "Приказ незаконен"),
        ("uk", "В обґрунтуванні закупівлі повідомляється, що міст закрито.", "обґрунтуванні закупівлі", "міст закрито"),
        ("uk", "З матеріалів суду відомо, що слідчі обшукали склад.", "матеріалів суду", "слідчі обшукали склад"),
        ("ru", "По данным «Дорнского вестника», мост закрыт.", "«Дорнского вестника»", "мост закрыт"),
        (
            "uk",
            "Згідно з техзавданням на мосту повинні змінити опори.",
            "техзавданням",
            "на мосту повинні змінити опори",
        ),
        ("ru", "Согласно докладу палаты, опубликованному 1 мая, мост закрыт.", "докладу палаты", "мост закрыт"),
    ],
)
def test_outlets_documents_and_bodies_are_the_source_of_what_is_told_in_them(
    language: str, text: str, speaker: str, content: str
) -> None:
    assert told(text, language) == [(speaker, content)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Лена Морр рассказала:\nЯ жила у моста. Там тихо.", ("Лена Морр", "Я жила у моста. Там тихо")),
        ("ru", "В некрологе говорится:\n\nОн был преданным борцом.", ("некрологе", "Он был преданным борцом")),
        ("uk", "Міст уже відкрили,\n\n– сказала мерка Іда Лунт.", ("мерка Іда Лунт", "Міст уже відкрили")),
    ],
)  # fmt: skip
def test_a_quotation_without_marks_stands_in_its_own_paragraph(
    language: str, text: str, expected: tuple[str, str]
) -> None:
    claims = attributed(text, language)
    assert told(text, language) == [expected]
    assert claims[0].voice == "direct"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Лауреат отказался прокомментировать присуждение награды."),
        ("ru", "Министр не уточнил, когда мост откроют."),
        ("ru", "Сколько стоил мост, не сообщается."),
        ("uk", "Речник відмовився коментувати перебіг переговорів."),
        ("uk", "Міністерка не сказала, скільки коштував міст."),
    ],
)
def test_who_refuses_to_say_claims_nothing(language: str, text: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "content"),
    [
        ("ru", "Ида Морр сказала, что задание выполнено, но набор продолжат.", "задание выполнено, но набор продолжат"),
        ("uk", "Іда Лунт сказала, що міст відкрили, але не для вантажівок.", "міст відкрили, але не для вантажівок"),
        ("ru", "Лена Морр сказала, что мост открыли, но мэр считает, что он опасен.", "мост открыли"),
        ("ru", "Полиция сообщала, что стрелок задержан, однако позже это изменилось.", "стрелок задержан"),
    ],
)  # fmt: skip
def test_a_claim_keeps_the_but_that_turns_it_unless_another_speaks_there(
    language: str, text: str, content: str
) -> None:
    assert told(text, language)[0][1] == content


def test_a_participle_behind_the_speaker_is_no_part_of_the_claim() -> None:
    text = "Жалобу отклонили, сообщил адвокат Сергей Лен, представляющий газету."
    assert told(text, "ru") == [("адвокат Сергей Лен", "Жалобу отклонили")]


def test_a_relative_clause_is_said_by_the_noun_that_it_agrees_with() -> None:
    text = "Проверят факт избиения девушки, которая утверждала, что её били."
    assert told(text, "ru") == [("девушки", "её били")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "Крім того, за даними слідства, міст закрили.", [("слідства", "міст закрили")]),
        ("uk", "Зокрема, як повідомили правоохоронці, міст закрили.", [("правоохоронці", "міст закрили")]),
        ("ru", "По сведениям изданий Лен находится в больнице.", [("изданий", "Лен находится в больнице")]),
    ],
)
def test_words_that_only_open_a_sentence_are_no_part_of_the_claim_or_the_source(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text, language) == expected


def test_a_sentence_without_a_subject_goes_on_with_the_speaker_before_it() -> None:
    text = "Суд відмітив, що договір чинний. Натомість пояснив, що рішення законне."
    assert told(text, "uk") == [("Суд", "договір чинний"), ("Суд", "рішення законне")]


def test_a_caption_above_the_first_sentence_is_no_part_of_what_is_taken_up() -> None:
    text = "Мост в Карвеле в мае\n13 октября мост закрыли. Об этом сообщила мэрия."
    assert told(text, "ru") == [("мэрия", "13 октября мост закрыли")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Как следует из документов суда, мост закрыт.", [("документов суда", "мост закрыт")]),
        ("uk", "Як випливає з ухвали суду, міст закрито.", [("ухвали суду", "міст закрито")]),
        ("uk", "Суд виходив з того, що договір чинний.", [("Суд", "договір чинний")]),
        ("uk", "Суд дійшов висновку, що договір чинний.", [("Суд", "договір чинний")]),
        ("ru", "Журналистка обратила внимание, что мост закрыт.", [("Журналистка", "мост закрыт")]),
        ("ru", "По предварительным данным полиции, мост закрыт.", [("полиции", "мост закрыт")]),
        ("uk", "Управління має намір закрити міст.", [("Управління", "має намір закрити міст")]),
        ("ru", "Суд обратил долг в доход, что было ошибкой.", []),
    ],
)
def test_a_cue_of_several_words_is_one_only_with_all_of_them(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "uk",
            "Як повідомив «Думці» колишній мер, голова спілки Іван Лунт, міст закрили.",
            [("колишній мер, голова спілки Іван Лунт", "міст закрили")],
        ),
        ("ru", "Лен передал деньги соседу, чтобы ему помогли.", []),
        ("ru", "Суд вынес приговор, ссылаясь на отсутствие улик.", []),
        ("uk", "Він власник галереї, якого називають експертом.", []),
        (
            "ru",
            "По информации издания, лоцман Лен, стоявший у штурвала, уснул.",
            [("издания", "лоцман Лен, стоявший у штурвала, уснул")],
        ),
        ("ru", "Верховный суд отклонил довод, отметив, что срок истёк.", [("Верховный суд", "срок истёк")]),
    ],
)
def test_what_stands_beside_a_cue_is_told_from_what_belongs_to_it(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "В заявлении комитета было сказано, что мост закрыт.", [("заявлении комитета", "мост закрыт")]),
        ("ru", "Главным упрёком, по мнению палаты, стало молчание.", [("палаты", "Главным упрёком стало молчание")]),
        ("ru", "В некрологе говорится:\n\n\n\nЛен родился в Карвеле.", []),
        ("ru", "Мэр написал:\n\n\n\nЛен родился в Карвеле.", []),
        ("ru", "На сайте мэрии говорится:", []),
        ("uk", "Мер сказав:", []),
    ],
)
def test_claims_end_where_their_words_do_and_a_missing_quotation_is_not_made_up(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text, language) == expected
