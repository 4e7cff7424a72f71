"""What is left of a text: its words in one normal form, without the page around it."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reading import read_upload
from tocsin.reading.dates import parse_date
from tocsin.text.normalize import article_id, normalize

NOW = datetime(2024, 6, 1, tzinfo=UTC)
NEWS = "The council of Oldmere said on Monday that the bridge stays closed. It named no date for its opening."


def read(*paragraphs: str, **metadata: str) -> str:
    return read_upload("\n\n".join(paragraphs).encode(), metadata=metadata).text


@pytest.mark.parametrize(
    ("byline", "name", "clutter"),
    [
        ("by Mira Tolan", "Mira Tolan", ["You may also like", "Leave a Comment"]),
        (
            "By Jens Aro, Oldmere Post",
            "Jens Aro",
            ["Share this article", "Read also: Ten bridges", "Related", "One", "Two"],
        ),
        ("Автор: Мира Толан", "Мира Толан", ["Читайте также: Десять мостов", "Поделиться", "Комментарии (0)"]),
        ("Автор: Міра Толан", "Міра Толан", ["Підписуйтесь на наш канал", "Вам може сподобатися", "Інший міст"]),
        ("Von Mira Tolan", None, ["Das könnte Sie auch interessieren", "Andere Brücke"]),
    ],
)
def test_the_byline_becomes_metadata_and_the_lines_around_an_article_go(
    byline: str, name: str | None, clutter: list[str]
) -> None:
    shown = [byline] if name else []
    article = read_upload(
        "\n\n".join(["Bridge stays closed", *shown, NEWS, NEWS[::-1].capitalize() + ".", *clutter]).encode()
    )
    assert article.text == "\n\n".join(["Bridge stays closed", NEWS, NEWS[::-1].capitalize() + "."])
    assert (article.title, article.byline) == ("Bridge stays closed", name)


@pytest.mark.parametrize(
    ("line", "byline", "publisher", "day"),
    [
        ("By Mira Tolan, Oldmere Post (invented), 6 May 2024", "Mira Tolan", "Oldmere Post (invented)", 6),
        ("By Mira Tolan and Jens Aro | Monday, May 6, 2024", "Mira Tolan and Jens Aro", None, 6),
        ("By Mira Tolan, Jens Aro", "Mira Tolan, Jens Aro", None, None),
        ("By Emily Post", "Emily Post", None, None),
        ("Автор: Мира Толан, Вестник Олдмера, 6 мая 2024", "Мира Толан", "Вестник Олдмера", 6),
        ("By Mira Tolan, Room 1984", "Mira Tolan, Room 1984", None, None),
    ],
)
def test_a_byline_is_taken_apart_where_it_is_plain(
    line: str, byline: str, publisher: str | None, day: int | None
) -> None:
    article = read_upload(f"Bridge stays closed\n\n{line}\n\n{NEWS}".encode(), last_modified=NOW)
    assert article.text == f"Bridge stays closed\n\n{NEWS}"
    assert (article.byline, article.publisher) == (byline, publisher)
    assert article.published_at == (datetime(2024, 5, day, tzinfo=UTC) if day else None)


def test_what_the_upload_says_goes_before_what_its_byline_says() -> None:
    text = f"Bridge stays closed\n\nBy Mira Tolan, Oldmere Post, 6 May 2024\n\n{NEWS}"
    said = {"publisher": "Sorvag Echo", "published-at": "2024-05-05"}
    article = read_upload(text.encode(), metadata=said, last_modified=NOW)
    assert (article.byline, article.publisher) == ("Mira Tolan", "Sorvag Echo")
    assert article.published_at == datetime(2024, 5, 5, tzinfo=UTC)


def test_words_of_clutter_inside_a_sentence_are_text() -> None:
    text = "Subscribe now, the minister told the crowd, or share the fate of Oldmere. Comments came from both sides."
    assert read("Minister speaks", text, NEWS) == f"Minister speaks\n\n{text}\n\n{NEWS}"


def test_wrapped_lines_are_joined_and_single_lines_stay_paragraphs() -> None:
    wrapped = (
        "The council of Oldmere said on Monday that the bridge\nstays closed, and that nobody may cross it on foot\n"
        "before Friday. It named no date for its opening to\ncars."
    )
    assert read(wrapped) == wrapped.replace("\n", " ")
    assert read(f"{NEWS}\n{NEWS}") == f"{NEWS}\n\n{NEWS}"
    assert read(f"{NEWS[:46]}\n{NEWS[47:]}") == NEWS


def test_what_the_uploader_says_wins_over_the_document() -> None:
    data = b'{"title": "A", "text": "The bridge is closed.", "publisher": "Post", "language": "en", "url": "https://a.example/1"}'
    said = {
        "x-amz-meta-publisher": "=?utf-8?b?0JLQtdGB0YLQuA==?=",
        "byline": "%D0%9C%D0%B8%D1%80%D0%B0",
        "published-at": "2024-05-06T10:00Z",
    }
    article = read_upload(data, metadata=said | {"language": "de", "url": "javascript:alert(1)"}, last_modified=NOW)
    assert (article.publisher, article.byline, article.language) == ("Вести", "Мира", "de")
    assert article.url == "https://a.example/1"
    assert article.published_at == datetime(2024, 5, 6, 10, tzinfo=UTC)


def test_a_declared_language_is_not_believed_against_the_letters() -> None:
    text = "Мост закрыт до пятницы, сообщила мэрия. Объявлен объезд, проезд запрещён."
    assert read_upload(f"<html lang='en'><body><p>{text}</p></body></html>".encode()).language == "ru"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-05-06T12:30:00+02:00", datetime(2024, 5, 6, 10, 30, tzinfo=UTC)),
        ("Mon, 06 May 2024 12:30:00 +0200", datetime(2024, 5, 6, 10, 30, tzinfo=UTC)),
        ("6 мая 2024, 10:30", datetime(2024, 5, 6, 10, 30, tzinfo=UTC)),
        ("6 травня 2024", datetime(2024, 5, 6, tzinfo=UTC)),
        ("May 6, 2024", datetime(2024, 5, 6, tzinfo=UTC)),
        ("06.05.2024 10:30", datetime(2024, 5, 6, 10, 30, tzinfo=UTC)),
        ("05/06/2024", None),
        ("2031-01-01", None),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("May 2024", None),
    ],
)
def test_a_date_is_one_moment_in_the_past_or_none(written: str, expected: datetime | None) -> None:
    assert parse_date(written, now=NOW) == expected


@given(st.text(alphabet=st.characters(codec=None)))
def test_normal_text_is_nfc_visible_and_stays_what_it_is(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not [char for char in once if char != "\n" and unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    assert once == once.encode().decode()


def test_the_same_words_have_the_same_id_however_they_are_set() -> None:
    assert article_id("“No,” he said — and left…\n\nThen\u00a0rain.") == article_id(
        '"No," he said - and left... Then rain.'
    )
    assert article_id("1.5 million") != article_id("15 million")
    assert article_id("US troops") != article_id("us troops")
