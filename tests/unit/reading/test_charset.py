"""A few broken bytes cost these bytes and not the text; entities are letters."""

from __future__ import annotations

import json
import re

import pytest

from tocsin.engine.embedded import analyze_article
from tocsin.reading import extract_article

TEXTS = {
    "en": "“We will not pay,” the mayor of Oldmere said – it’s the state’s duty. The ferry’s owner didn’t answer.",
    "uk": "Пором через Тарн не ходитиме до четверга, повідомила начальниця порту Олдмера.",
    "ja": "火曜日の朝、渡し船は運航を停止したと港湾局が発表した。けが人はいなかった。",
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("content_type", ["text/plain", "text/plain; charset=windows-1252"])
def test_one_bad_byte_is_one_lost_character_and_noted(language: str, content_type: str) -> None:
    text = TEXTS[language]
    article = extract_article(text.encode() + b" \xa9 " + text.encode()[:-1], content_type=content_type)
    assert article.text.startswith(text)
    assert re.fullmatch(r"[12] characters? could not be decoded and stand as U\+FFFD\.", article.notes[0])
    assert analyze_article(article).notes[0] == article.notes[0]


def test_a_sound_text_has_nothing_to_note() -> None:
    assert extract_article(TEXTS["uk"].encode()).notes == ()


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("iso8859-2", "Prom przez Tarn przestał kursować we wtorek rano po zerwaniu się liny. Nikt nie został ranny."),
        ("cp1250", "Prom przez Tarn przestał kursować we wtorek rano po zerwaniu się liny. Wśród rannych są dzieci."),
        (
            "cp1252",
            "Die Fähre über den Tarn fährt seit Dienstag nicht mehr. „Wir müssen warten“, sagte der Bürgermeister.",
        ),
        (
            "cp1252",
            "The ferry’s owner didn’t answer – “no comment”, he said at the café in Oldmere on Tuesday morning.",
        ),
        ("cp1254", "Olay sabah saatlerinde meydana geldi, yetkililer köprünün bir hafta kapalı kalacağını açıkladı."),
        ("gb18030", "星期二早上缆绳断裂后，河上的渡船停止运行，港务处表示没有人受伤，船只漂了几米。修理大约需要九天。"),
    ],
)
def test_short_texts_in_old_charsets_are_read_as_their_language_spells(charset: str, text: str) -> None:
    assert extract_article(text.encode(charset)).text == text


def test_a_declared_charset_survives_a_bad_byte() -> None:
    text = "Паром через Тарн не выйдет до четверга. " * 5
    page = f"<html><head><meta charset='shift_jis'></head><body><p>{TEXTS['ja'] * 5}</p></body></html>"
    damaged = page.encode("cp932").replace(b"</p>", b"\xff</p>")
    assert TEXTS["ja"] in extract_article(damaged).text
    assert extract_article(text.encode() + b"\xff", content_type="text/plain; charset=koi8-r").text.startswith("Паром")


BODY = "<p>The council of Oldmere said on Monday that the bridge stays closed for the rest of the week.</p>"


@pytest.mark.parametrize("written", ["Mayor&#8217;s &quot;plan&quot;", "Mayor&amp;#8217;s &amp;quot;plan&amp;quot;"])
def test_entities_are_read_wherever_they_stand_and_the_headline_stands_once(written: str) -> None:
    linked = {
        "@type": "NewsArticle",
        "headline": written,
        "author": {"name": "J&ouml;rn Aro"},
        "publisher": {"name": "Post &amp; Echo"},
    }
    page = (
        f"<html><head><script type='application/ld+json'>{json.dumps(linked)}</script></head>"
        f'<body><article><h1>Mayor’s "plan"</h1>{BODY}</article></body></html>'
    )
    article = extract_article(page.encode())
    assert (article.title, article.byline, article.publisher) == ('Mayor’s "plan"', "Jörn Aro", "Post & Echo")
    assert article.text.count("plan") == 1


def test_json_bodies_keep_their_paragraphs_whatever_marks_they_hold() -> None:
    def read(body: str) -> str:
        return extract_article(json.dumps({"title": "Bridge", "text": body}).encode(), "application/json").text

    assert read("AT&T said &quot;no&quot;.\n\nNobody asked &amp;#8211; again.") == (
        'Bridge\n\nAT&T said "no".\n\nNobody asked – again.'
    )
    assert read("One <em>bridge</em> is closed.\n\nAnother &amp; the ferry are too.") == (
        "Bridge\n\nOne bridge is closed.\n\nAnother & the ferry are too."
    )
    assert read("&lt;p&gt;One bridge.&lt;/p&gt;&lt;p&gt;Another.&lt;/p&gt;") == "Bridge\n\nOne bridge.\n\nAnother."


def test_a_letter_in_utf8_outweighs_a_broken_byte_in_a_text_of_latin_letters() -> None:
    title = "Mayor says café bombing in Karvel killed four people"
    told = f"{title}\n\nThe mayor said that two suspects were arrested".encode()
    assert extract_article(told + b"\xff on Sunday in the city.").title == title


def test_one_letter_of_an_old_charset_is_that_letter() -> None:
    told = "Mayor says café bombing in Karvel killed four people\n\nThe mayor said that two suspects were arrested."
    assert "café" in extract_article(told.encode("cp1252")).text
