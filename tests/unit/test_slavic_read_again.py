"""What a reader of Russian and Ukrainian claims found wrong: whose words they are, where they end, what they deny."""

from __future__ import annotations

import pytest

from tocsin.engine.embedded import analyze_text
from tocsin.text.document import read


def claims_of(language: str, text: str) -> list[tuple[str | None, str]]:
    claims = analyze_text(text, language=language).claims
    return [(claim.claimant.name if claim.claimant else None, claim.text) for claim in claims]


def sentences_of(language: str, text: str) -> list[str]:
    return [" ".join(text[each.start : each.end].split()) for each in read(text, language=language).sentences]


QUOTED = "«Мой отъезд вызван бурей», — процитировал Велна собеседник агентства, добавив, что порт закрыт."
CAPTION = """Картина
Анна Лен
28-летняя художница Мартина Торн сфотографировалась в образе Анны Лен.

В красном платье Мартина Торн приехала в порт.

Она рассказала:
Я с детства рисую море и корабли."""
NAMESAKES = """Акціонерами порту є Олексій Івчен (39%), Галина Івчен (31%) і Христина Івчен (17%).
«Порт я продавати не буду», – розповідав Івчен наприкінці року."""
TWO_LINES = """Керівник порту розповів, що «найбільш «ласих» окунів ловили, не чекаючи весни.
Тепер рибалки привозять додому самі водорості»."""
BOTH_LINES = "найбільш «ласих» окунів ловили, не чекаючи весни. Тепер рибалки привозять додому самі водорості"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", QUOTED, [("Велна", "Мой отъезд вызван бурей"), ("собеседник агентства", "порт закрыт")]),
        ("ru", "«Мы купили ему лодку», — цитирует слова Велна газета «Порт».", [("Велна", "Мы купили ему лодку")]),
        ("ru", CAPTION, [("Мартина Торн", "Я с детства рисую море и корабли")]),
        ("uk", NAMESAKES, [("Олексій Івчен", "Порт я продавати не буду")]),
        ("uk", TWO_LINES, [("Керівник порту", BOTH_LINES)]),
        (
            "ru",
            "Мэр указал, что не держал собак, «однако известно, что в Мерунии мэр держал псарню».",
            [("Мэр", "не держал собак")],
        ),
        (
            "uk",
            "Міст закрили 5 травня.\nПро це пишуть «Вісті Дорно» з посиланням на рішення суду Велма.",
            [("Вісті Дорно", "Міст закрили 5 травня")],
        ),
    ],
)
def test_words_are_of_whoever_said_them(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    told = [(name and name.strip("«»"), words.rstrip(".")) for name, words in claims_of(language, text)]
    assert [pair for pair in told if pair[0]] == expected


def test_a_thing_that_something_is_done_to_says_nothing() -> None:
    text = "Правило было отменено мэром несмотря на жалобу соседей, призывая его подождать с расширением порта Дорно."
    assert [name for name, _ in claims_of("ru", text) if name] == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "Фірма отримає 5 млн грн. на ремонт будинку по пр.\nЛенська, 20.\nМіст закрито.",
         ["Фірма отримає 5 млн грн. на ремонт будинку по пр. Ленська, 20.", "Міст закрито."]),
        ("uk", "Фарбування крамниць №2 і №3 по б.\nМорський. Міст закрито.",
         ["Фарбування крамниць №2 і №3 по б. Морський.", "Міст закрито."]),
        ("uk", "Про це написали «Наша весть.\nДорно» з посиланням на суд. Міст закрито.",
         ["Про це написали «Наша весть. Дорно» з посиланням на суд.", "Міст закрито."]),
        ("uk", "Звіт затвердила директорка філії Велнова Т. І. Сутність умов у ньому не сказано.",
         ["Звіт затвердила директорка філії Велнова Т. І.", "Сутність умов у ньому не сказано."]),
        ("uk", "Учора в Дорно Т. І. Коваль закрив міст.", ["Учора в Дорно Т. І. Коваль закрив міст."]),
        ("ru", "Туда возят до 30 тысяч бочек в год. Порт следует закрыть.",
         ["Туда возят до 30 тысяч бочек в год.", "Порт следует закрыть."]),
        ("ru", "В лавке хлеб, соль и пр. После обеда она закрыта.",
         ["В лавке хлеб, соль и пр.", "После обеда она закрыта."]),
    ],
)  # fmt: skip
def test_a_sentence_ends_with_no_short_form_that_awaits_a_name(language: str, text: str, expected: list[str]) -> None:
    assert sentences_of(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Лидер порта Лен объявил о намерении построить прочный, безопасный мост в Дорно.",
         "объявил о намерении построить прочный, безопасный мост в Дорно"),
        ("ru", "Поступают сообщения, что в порту была найдена не мина, а старая бочка.",
         "в порту была найдена не мина, а старая бочка"),
        ("ru", "Причиной аварии в министерстве называют старую дамбу, построенную в Дорно.",
         "Причиной аварии в министерстве называют старую дамбу, построенную в Дорно"),
        ("uk", "Показати ключі від комори вимагав і засновник порту.", "Показати ключі від комори вимагав"),
    ],
)  # fmt: skip
def test_a_claim_goes_on_to_what_it_is_about(language: str, text: str, expected: str) -> None:
    assert expected in [words for _, words in claims_of(language, text)]


@pytest.mark.parametrize(
    ("language", "text", "negated"),
    [
        ("ru", "17 апреля, не дожидаясь рассвета, 16-летний житель города Дорно переплыл бухту порта.", False),
        ("ru", "Гостей порта 17 апреля кормили ни много, ни мало три повара из столицы Оставии.", False),
        ("ru", "Гостей порта 17 апреля кормили ни больше ни меньше три повара из столицы Оставии.", False),
        ("ru", "17 апреля в порту города Дорно была найдена не мина, а старая бочка с мазутом.", False),
        ("ru", "17 апреля они были не пираты, а их корабль можно было назвать паромом из порта Дорно.", True),
        ("ru", "17 апреля мост в порту города Дорно не закрыли, а жители Оставии ждали парома.", True),
        ("ru", "17 апреля ни мост, ни паром в порту города Дорно не работали из-за шторма.", True),
        ("uk", "17 квітня фірма «Порт» виконала роботи, не включені в проект, за 5 млн грн на рік.", False),
        ("uk", "Фірма «Порт» 17 квітня повідомила, що роботи не включені в проект.", True),
    ],
)
def test_a_manner_a_set_phrase_and_a_contrast_deny_nothing(language: str, text: str, negated: bool) -> None:
    claims = analyze_text(text, language=language).claims
    assert [claim.negated for claim in claims] == [negated]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Лен построил карусель, которую уже назвали самой дорогой на берегах Оставии."),
        ("uk", "Лен збудував карусель, яку вже назвали найдорожчою на берегах Оставії."),
    ],
)
def test_what_a_thing_told_of_before_is_called_is_no_claim_without_it(language: str, text: str) -> None:
    assert all("дорог" not in words or "Лен" in words for _, words in claims_of(language, text))
    assert all("найдорож" not in words or "Лен" in words for _, words in claims_of(language, text))


def test_a_name_in_latin_letters_is_whole() -> None:
    text = "Лена была в платье, которое, по словам блогера Harbour word, сшили в Дорно."
    assert [name for name, _ in claims_of("ru", text) if name] == ["блогер Harbour word"]


def test_the_title_of_a_page_referred_to_makes_no_claim() -> None:
    text = (
        "Глава порта Лен задержан 4 апреля в Дорно.\n\nПропуск Лена отобран[https://vest.example/1 Источник "
        "сообщил об изъятии пропуска :: Общество :: Весть]."
    )
    assert [words for _, words in claims_of("ru", text)] == ["Глава порта Лен задержан 4 апреля в Дорно."]


def test_a_link_whose_words_belong_to_the_sentence_is_read() -> None:
    text = "Мэр Дорно Анна Лен [https://vest.example/1 сообщила], что мост закроют 4 апреля."
    assert "мост закроют 4 апреля" in [words for name, words in claims_of("ru", text) if name]


def test_a_row_of_a_table_makes_no_claim() -> None:
    row = "Програма порту | К-сть 4 | Опис --- | --- | --- Право доступу до 12 суден порту | 5 | Користувач порту."
    text = f"Порт уклав угоду на 20 млн грн з фірмою «Дорно».\n{row}"
    assert all("|" not in words for _, words in claims_of("uk", text))
