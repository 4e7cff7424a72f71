"""Messages that Outlook saved (MSG): read as the mail that they were, and hostile ones turned away."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from tests.outlook_file import container, message

from tocsin.errors import Encrypted, NoText, Rejected, Unreadable, Unsafe, UnsupportedType
from tocsin.reading import read_upload

NEWS = "The council of Oldmere said on Monday that the bridge stays closed.\r\n\r\nIt named no date for its opening."
TEXT = "The council of Oldmere said on Monday that the bridge stays closed.\n\nIt named no date for its opening."
DESK = ("Oldmere Post", "desk@oldmere.example")
SENT = datetime(2024, 5, 6, 7, 30, tzinfo=UTC)


def test_a_message_is_an_article_with_its_subject_sender_and_date() -> None:
    data = message(subject="FW: Bridge stays closed", body=NEWS, sender=DESK, sent=SENT)
    article = read_upload(data, name="anything.doc")
    assert article.text == f"Bridge stays closed\n\n{TEXT}"
    assert (article.title, article.publisher, article.published_at) == ("Bridge stays closed", DESK[0], SENT)
    assert article.content_type == "application/vnd.ms-outlook"


def test_letters_of_any_alphabet_arrive() -> None:
    body = "Міська рада Олдміра у понеділок повідомила, що міст залишиться зачиненим."
    article = read_upload(message(subject="Міст зачинено", body=body, sender=("Вісник", "a@visnyk.example")))
    assert (article.text, article.publisher) == (f"Міст зачинено\n\n{body}", "Вісник")


@pytest.mark.parametrize("code_page", [65_001, 1251, None])
def test_a_body_in_html_is_read_by_the_code_page_that_it_names(code_page: int | None) -> None:
    body = "Рада Олдмира заявила в понедельник, что мост останется закрытым до осени и что паром возит всех."
    html = f"<html><body><p>{body}</p></body></html>".encode("cp1251" if code_page == 1251 else "utf-8")
    article = read_upload(message(subject="Мост закрыт", html=html, code_page=code_page, sender=DESK))
    assert article.text == f"Мост закрыт\n\n{body}"


def test_a_long_body_that_lies_in_sectors_of_its_own_is_whole() -> None:
    body = "\r\n\r\n".join(f"{n}. The council of Oldmere said that pier {n} stays closed." for n in range(60))
    assert read_upload(message(subject="Piers", body=body)).text.count("stays closed") == 60


def test_a_line_break_in_a_field_makes_no_other_field() -> None:
    article = read_upload(message(subject="Bridge\r\nFrom: x@evil.example", body=NEWS, sender=DESK))
    assert (article.publisher, article.title) == (DESK[0], "Bridge From: x@evil.example")


FULL = message(subject="Bridge", body=NEWS, sender=DESK)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (message(subject="Only a subject"), NoText),
        (message(subject="Bridge", body=NEWS, kind="IPM.Note.SMIME"), Encrypted),
        (container({"WordDocument": b"x" * 100}), UnsupportedType),
        (container({"__properties_version1.0": b""}), NoText),
        (FULL[:48] + b"\xff\xff\xff\x7f" + FULL[52:], Unreadable),
        (container({"__properties_version1.0": bytes(32)}, claimed=100_000_000), Unsafe),
    ],
)
def test_what_is_no_message_with_a_text_is_told_from_one(data: bytes, error: type[Rejected]) -> None:
    with pytest.raises(error):
        read_upload(data)


def test_a_stream_that_many_names_lead_to_is_not_read_for_each() -> None:
    streams = {"__properties_version1.0": bytes(32), "a": b"x" * 20_000} | {f"a{n}": b"" for n in range(60)}
    data = container(streams, spelled={f"a{n}": "a" for n in range(60)})
    with pytest.raises(Unreadable):
        read_upload(data)


@pytest.mark.parametrize("at", range(0, len(FULL), 97))
def test_a_damaged_byte_raises_nothing_but_a_reason(at: int) -> None:
    damaged = bytearray(FULL)
    damaged[at] ^= 0xFF
    with suppress(Rejected):
        assert read_upload(bytes(damaged)).text
