"""Formats as odd programs write them."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Callable

import docx
import pytest

from tocsin.reading import read_upload

TITLE = "Ferry stops"
NEWS = "The ferry to Sorvag will not sail before Thursday, harbour master Ilse Brandvik said on Monday."


def message(**headers: str) -> bytes:
    fixed = {"From": "desk@oldmere.example", "Message-ID": "<1@oldmere.example>", "Subject": TITLE}
    lines = [f"{name}: {value}" for name, value in (fixed | headers).items()]
    return "\n".join([*lines, "", NEWS, ""]).encode()


def test_a_subject_whose_letters_are_beyond_its_charset_is_read() -> None:
    word = base64.b64encode("渡船停運，無人受傷".encode("gb18030")).decode()
    assert read_upload(message(Subject=f"=?gb2312?B?{word}?=")).title == "渡船停運，無人受傷"


def test_an_encoded_comma_does_not_part_a_senders_name() -> None:
    assert read_upload(message(From="=?utf-8?q?Tolan=2C_Mira?= <mira@oldmere.example>")).publisher == "Tolan, Mira"


@pytest.mark.parametrize(
    "fields",
    [
        {"headlines": [{"role": "main", "value": TITLE}], "descriptions": [{"role": "main", "value": NEWS}]},
        {"type": "video", "slugline": "FERRY (CR)", "headline": TITLE, "description_text": NEWS},
        {"type": "text", "headline_main": TITLE, "headline": "Ferry", "body_text": NEWS},
    ],
)
def test_a_news_item_without_a_body_is_what_it_says_of_itself(fields: dict[str, object]) -> None:
    item = {
        "uri": "urn:1",
        "versioncreated": "2024-05-06T10:30:00Z",
        "infosources": [{"name": "Oldmere Post"}],
    } | fields
    article = read_upload(json.dumps(item).encode())
    assert (article.text, article.publisher) == (f"{TITLE}\n\n{NEWS}", "Oldmere Post")


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("kr", "화요일 아침 줄이 끊어지면서 강을 건너는 나룻배가 운항을 멈췄다고 항만 사무소가 밝혔다.", "ko"),
        ("jp", "火曜日の朝、渡し船は運航を停止したと港湾局が発表した。けが人はいなかった。", "ja"),
        ("cz", "Přívoz přes řeku přestal v úterý ráno jezdit, oznámil přístav. Nikdo nebyl zraněn.", "cs"),
    ],
)
def test_a_country_in_place_of_a_language_is_its_language(declared: str, text: str, language: str) -> None:
    page = f"<html lang='{declared}'><body><p>{text}</p></body></html>"
    assert read_upload(page.encode(), content_type="text/html").language == language


def word(change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    """A document of Word's with each of its parts changed."""
    document, plain, target = docx.Document(), io.BytesIO(), io.BytesIO()
    document.add_paragraph(NEWS)
    document.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            changed.writestr(name, change(name, source.read(name)))
        for name, part in (extra or {}).items():
            changed.writestr(name, part)
    return target.getvalue()


def strict(name: str, part: bytes) -> bytes:
    """As Word saves it as Strict Open XML."""
    for area in (b"wordprocessingml", b"officeDocument", b"drawingml"):
        usual, iso = b"http://schemas.openxmlformats.org/%s/2006/", b"http://purl.oclc.org/ooxml/%s/"
        part = part.replace(usual % area, iso % area) if name.endswith((".xml", ".rels")) else part
    return part


def dangling(name: str, part: bytes) -> bytes:
    nowhere = b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/x/image" Target="../NULL"/>'
    return part.replace(b"</Relationships>", nowhere + b"</Relationships>") if name.endswith(".rels") else part


@pytest.mark.parametrize("change", [strict, dangling])
def test_a_word_document_that_word_opens_is_read(change: Callable[[str, bytes], bytes]) -> None:
    assert read_upload(word(change)).text == NEWS


def test_footnotes_follow_the_text() -> None:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = "The harbour office later said Friday."
    part = f"<w:footnotes {names}><w:footnote><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    data = word(lambda _, part: part, {"word/footnotes.xml": part.encode()})
    assert read_upload(data).text == f"{NEWS}\n\n{note}"


def test_a_message_whose_boundary_is_not_the_one_it_names_is_read() -> None:
    kind = 'multipart/alternative; boundary="one"'
    head, _, _ = message(**{"Content-Type": kind, "MIME-Version": "1.0"}).partition(b"\n\n")
    part = f"--two\nContent-Type: text/plain; charset=utf-8\n\n{NEWS}\n--two--\n"
    assert read_upload(head + b"\n\n" + part.encode()).text == f"{TITLE}\n\n{NEWS}"


def test_a_page_saved_by_a_browser_is_that_page() -> None:
    kind = 'multipart/related; type="text/html"; boundary="one"'
    url = "https://oldmere.example/ferry"
    headers = {"Snapshot-Content-Location": url, "MIME-Version": "1.0", "Content-Type": kind}
    head, _, _ = message(**headers).partition(b"\n\n")
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport of the valley</a></li></ul></nav>"
    article_part = f"<article><h1>{TITLE}</h1><p>{NEWS}</p><p>{NEWS[:-1]} too.</p></article>"
    page = f"<html><title>{TITLE}</title><body>{menu}{article_part}"
    part = f"--one\nContent-Type: text/html; charset=utf-8\nContent-Location: {url}\n\n{page}\n--one--\n"
    article = read_upload(head + b"\n\n" + part.encode(), name="ferry.mhtml")
    assert (article.text, article.url) == (f"{TITLE}\n\n{NEWS}\n\n{NEWS[:-1]} too.", url)
