"""Reading text: tokens, sentences, paragraphs and quotations, with exact offsets."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.text.document import Document, read


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in read(text, language="en").sentences]


def words(text: str) -> list[str]:
    return read(text, language="en").words


def quotations(text: str) -> list[tuple[str, int]]:
    doc = read(text, language="en")
    return [
        (text[doc.ends[q.open] : doc.starts[q.close] if q.close < len(doc.words) else None], q.depth)
        for q in doc.quotes
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Marsh's 28-year-old aide didn't pay", ["Gen.", "Marsh", "'s", "28-year-old", "aide", "didn't", "pay"]),
        ("$1.5bn to the U.S.-led 5%", ["$", "1.5bn", "to", "the", "U.S.-led", "5", "%"]),
        ("П’ять осіб, 300,000 і 300 000", ["П’ять", "осіб", ",", "300,000", "і", "300", "000"]),
        ("O’Neil’s call-up at gov.uk... «да»", ["O’Neil", "’s", "call-up", "at", "gov.uk", "...", "«", "да", "»"]),
        ("See https://a.example/b?c=1. Now", ["See", "https://a.example/b?c=1.", "Now"]),
        ("за́мок नमस्ते", ["за́мок", "नमस्ते"]),
    ],
)
def test_a_word_keeps_what_belongs_to_it(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["Gen. J. K. Marsh met U.S. officials on Jan. 5.", "He left at 5 p.m. Monday.", "It cost $3.5m."],
        ["He moved to the U.S.", "The price rose 1.5 per cent.", "Was it Lind Inc. or not?"],
        ["“It is bad.", "Really bad.”", "Then he left (for good).", "He said nothing..."],
        ['"Why?" he asked.', '"Go!"', "He went."],
        ["— Да, — сказал он.", "— Нет!", "Это А. С. Лунд, 1990 г. рождения.", "Он умер в 2022 г.", "Тогда шёл дождь."],
        ["Это стоит 300 тыс. руб. в год и т. д.", "«Мы „не“ боимся!", "Идите».", "Он ушёл."],
        ["У 2022 р. місто мало 5 тис. мешканців.", "Тепер їх менше."],
        ["他说了。", "她走了！"],
        ["वह आया।", "वह गया।"],
        ["1. First item.", "2. Second item."],
        ["the dog barked .", "' it is good ' he said .", "it ran ."],
    ],
)
def test_a_paragraph_is_split_where_its_sentences_end(expected: list[str]) -> None:
    glue = "" if expected[0][-1] == "。" else " "
    assert sentences(glue.join(expected)) == expected


def test_a_missing_space_after_a_full_stop_does_not_join_sentences() -> None:
    assert sentences("He left the town.The rain fell.") == ["He left the town.", "The rain fell."]


def test_headlines_and_bylines_stand_alone_and_paragraphs_are_counted() -> None:
    doc = read("A headline\nby somebody\n\nOne. Two.\n\nThree", language="en")
    assert [(doc.quote(s.span), s.paragraph) for s in doc.sentences] == [
        ("A headline", 0),
        ("by somebody", 1),
        ("One.", 2),
        ("Two.", 2),
        ("Three", 3),
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    lines = [
        "SHORT TITLE",
        "The council of a small town met",
        "on Monday to talk about bridges",
        "and the flood. It rained all day",
    ]
    text = "\n".join([*lines, "and the river rose.", "", "Nobody came."])
    assert [s.replace("\n", " ") for s in sentences(text)] == [
        "SHORT TITLE",
        "The council of a small town met on Monday to talk about bridges and the flood.",
        "It rained all day and the river rose.",
        "Nobody came.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He said “it is ‘her’ word” and «да, „нет“».",
            [("it is ‘her’ word", 0), ("her", 1), ("да, „нет“", 0), ("нет", 1)],
        ),
        ('A "plain" one and another: "yes."', [("plain", 0), ("yes.", 0)]),
        ("The players' union isn't 'new'.", [("new", 0)]),
        ("„Ja“, »nein«", [("Ja", 0), ("nein", 0)]),
        ("“A first paragraph\n\n“and a second”", [("A first paragraph\n\n", 0), ("and a second", 0)]),
    ],
)
def test_quotation_marks_find_their_partners(text: str, expected: list[tuple[str, int]]) -> None:
    assert quotations(text) == expected


CHARACTERS = st.text(
    st.one_of(st.sampled_from(list(" \n\n.!?…,:;\"'“”«»„‘’()-—–0123Aa.Яяїґ。'ʼ%$")), st.characters()), max_size=200
)


def check(text: str, doc: Document) -> None:
    assert [text[a:b] for a, b in zip(doc.starts, doc.ends, strict=True)] == doc.words
    assert all(a <= b for a, b in pairwise([0, *(x for s in doc.sentences for x in (s.start, s.end)), len(text)]))
    assert "".join("".join(text[s.start : s.end].split()) for s in doc.sentences) == "".join(text.split())
    assert [i for s in doc.sentences for i in doc.tokens_of(s)] == list(range(len(doc.words)))
    assert all(doc.span_of(s.first, s.last) == s.span for s in doc.sentences)
    assert [doc.sentences[n].first <= i < doc.sentences[n].last for i, n in enumerate(doc.sentence_of)].count(
        False
    ) == 0
    assert all(q.open < q.close <= len(doc.words) for q in doc.quotes)


@settings(deadline=None)  # the first example loads the word lists
@given(CHARACTERS)
def test_sentences_cover_all_that_is_not_space_in_order_for_any_text(text: str) -> None:
    check(text, read(text, language="en"))


@settings(deadline=None)  # the first example loads the word lists
@given(st.text(st.characters(categories=["Cs", "Lu", "Ll", "Po", "Zs"]), max_size=50))
def test_lone_surrogates_are_text_like_any_other(text: str) -> None:
    check(text, read(text, language="en"))


def _processor_seconds(text: str) -> float:
    start = time.process_time()
    read(text, language="en")
    return time.process_time() - start


@pytest.mark.parametrize(
    "piece", ['"', "“", ".", ". ", "1", "a", "Mr. ", "' ", "a.", "a\n", "1.", "a'", '"a.', "U.S. ", "-", "a-"]
)
def test_reading_is_linear_whatever_is_repeated(piece: str) -> None:
    """Eight times the text takes far less than the 64 times that a quadratic step would cost."""

    def cost(size: int) -> float:
        text = piece * (size // len(piece))
        return min(_processor_seconds(text) for _ in range(3))

    small = max(cost(20_000), 0.002)
    assert cost(160_000) < 32 * small


def test_a_measure_ends_a_sentence_before_a_capital_letter() -> None:
    doc = read("Черга сягає 20 км. Ситуація погана. Заплатили 5 млн грн за міст.", language="uk")
    assert [doc.text[s.start : s.end] for s in doc.sentences] == [
        "Черга сягає 20 км.",
        "Ситуація погана.",
        "Заплатили 5 млн грн за міст.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ДП «НВК «Осталенерго» уклало угоду.", ["«НВК «Осталенерго»", "«Осталенерго»"]),
        ("ТОВ «Фірма «А» і ТОВ «Б» згодні.", ["«Фірма «А»", "«А»", "«Б»"]),
        ("Суд: «Фірма «А» і «Б» винні», – сказано.", ["«Фірма «А» і «Б» винні»", "«А»", "«Б»"]),
        ("Закон «О статусе «Б» и «В» в стране» принят.", ["«О статусе «Б» и «В» в стране»", "«Б»", "«В»"]),
        ("ТОВ «Фірма «Карвель»» винне.", ["«Фірма «Карвель»»", "«Карвель»"]),
        ('Виставка "Гребля «Карвель». Вона велика.', ['"Гребля «Карвель»', "«Карвель»"]),
        ('Виставка "Гребля «Карвель»" велика.', ['"Гребля «Карвель»"', "«Карвель»"]),
    ],
)
def test_one_mark_closes_a_name_and_the_name_around_it_where_no_other_is_left(text: str, expected: list[str]) -> None:
    doc = read(text, language="uk")
    assert [text[doc.starts[q.open] : doc.ends[q.close]] for q in doc.quotes] == expected


@pytest.mark.parametrize(
    ("language", "text", "second"),
    [
        ("uk", "Міст будують у смт.\nДорно. Він довгий.", "Він довгий."),
        ("ru", "Улица им.\nЛунда закрыта. Она узкая.", "Она узкая."),
        ("en", "The council said no.\nThe mayor agreed.", "The mayor agreed."),
    ],
)
def test_a_line_break_behind_an_abbreviation_that_stands_before_a_name_cuts_no_sentence(
    language: str, text: str, second: str
) -> None:
    doc = read(text, language=language)
    assert [doc.quote(s.span) for s in doc.sentences][1:] == [second]
