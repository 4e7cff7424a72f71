"""Formats as odd programs write them."""

from __future__ import annotations

import base64
import json

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
