"""What is no article is turned away by its name, and articles that resemble it are read."""

from __future__ import annotations

import pytest

from tocsin.errors import NoText, Rejected, UnsupportedType
from tocsin.reading import read_upload

NEWS = "The council of Oldmere said on Monday that the bridge stays closed. It named no date for its opening."
ITEM = f"<item><title>Bridge stays closed</title><description>&lt;p&gt;{NEWS}&lt;/p&gt;</description></item>"
XML = '<?xml version="1.0" encoding="utf-8"?>\n'
MESSAGE = (
    f"From desk@oldmere.example Mon May  6 12:30:00 2024\nFrom: desk@oldmere.example\nSubject: Bridge\n\n{NEWS}\n\n"
)

FOREIGN = {
    "rss": (f"{XML}<!-- made by hand --><rss version='2.0'><channel>{ITEM}</channel></rss>", "RSS feed"),
    "rss-bare": (f"<rss version='2.0'><channel>{ITEM}</channel></rss>", "RSS feed"),
    "atom": (f"{XML}<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title></entry></feed>", "Atom feed"),
    "rdf": (f"{XML}<rdf:RDF xmlns:rdf='x'>{ITEM}</rdf:RDF>", "RDF feed"),
    "jsonfeed": ('{"version": "https://jsonfeed.org/version/1.1", "title": "Oldmere Post", "items": []}', "JSON Feed"),
    "sitemap": (f"{XML}<urlset><url><loc>https://oldmere.example/1</loc></url></urlset>", "sitemap"),
    "newsml": (f"{XML}<newsMessage><itemSet><newsItem>{ITEM}</newsItem></itemSet></newsMessage>", "NewsML"),
    "newsml-prefixed": (f"{XML}<n:packageItem xmlns:n='x'><p>{NEWS}</p></n:packageItem>", "NewsML"),
    "svg": ("<svg xmlns='http://www.w3.org/2000/svg'><text>Bridge</text></svg>", "XML"),
    "unknown-xml": (f"{XML}<ledger><p>{NEWS}</p></ledger>", r"XML \(ledger\)"),
    "mbox": (MESSAGE + MESSAGE, "mailbox"),
    "warc": ("WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<html><p>a</p></html>", "WARC"),
    "captions": (f"WEBVTT\n\n00:01.000 --> 00:04.000\n{NEWS}\n", "captions"),
    "subtitles": (f"1\n00:00:01,000 --> 00:00:04,000\n{NEWS}\n", "captions"),
    "shortcut": ("[InternetShortcut]\r\nURL=https://oldmere.example/bridge\r\n", "shortcut"),
    "table": ("id,title,country\n1,Bridge closed,Merinia\n2,Ferry stops,Ostavia\n", "table"),
    "long-table": (f'id;title;text\n1;Bridge;"{NEWS}\n\n{NEWS}"\n2;Ferry;"{NEWS}"\n', "table"),
    "style": ("body { margin: 0; color: #333 }\n@media print { .menu, .ad { display: none; } }\n", "style sheet"),
    "script": ("const port = 'Oldmere';\nfunction close(a) {\n  return open(a) + 1;\n}\nclose(port);\n", "source"),
    "packed-script": (
        "!function(e,t){var n=e.a||{};n.b=function(r){return t(r)};e.c=[n.b(1),n.b(2)]}(this,d);window.e=f(1);",
        "source",
    ),
    "program": ("import sys\n\n\ndef main(port):\n    left = port - 1\n    return left\n", "source"),
    "lines": ('{"title": "A", "text": "a"}\n{"title": "B", "text": "b"}\n', "JSON lines"),
    "calendar": ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nSUMMARY:Bridge opens\r\nEND:VCALENDAR\r\n", "calendar"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_no_article_is_turned_away_by_its_name(kind: str) -> None:
    text, named = FOREIGN[kind]
    for content_type in (None, "text/html", "text/plain"):
        with pytest.raises(UnsupportedType, match=named):
            read_upload(text.encode(), content_type=content_type)


@pytest.mark.parametrize(
    ("name", "content_type"), [("a.csv", None), ("a.css", None), ("a.js.gz", None), (None, "text/vtt; charset=utf-8")]
)
def test_the_name_or_declared_type_decides_for_text_that_could_be_either(
    name: str | None, content_type: str | None
) -> None:
    with pytest.raises(UnsupportedType):
        read_upload(NEWS.encode(), name=name, content_type=content_type)


@pytest.mark.parametrize(
    "text",
    [
        "Present were Tolan, Aro, Brandt\n\nAbsent were Harsk, Ribber, Torner\n\nLate were Karsk, Merin, Lenne",
        "The law names three cases:\n\n- a bridge (or ferry);\n\n- a road;\n\n- a port that is closed.",
        f"{NEWS}\n\nFrom Monday on the ferry takes all.\n\nFrom Tuesday on it takes nobody.",
        f"@harbour: {NEWS}",
        "Prices: bread = 3 crowns, milk = 2 crowns (in Oldmere), fish = 9 crowns; nobody bought any on Monday.",
    ],
)
def test_an_article_with_lists_and_signs_is_no_table_and_no_program(text: str) -> None:
    assert read_upload(text.encode()).text == text


def test_a_page_is_a_page_under_any_prolog() -> None:
    page = f"{XML}<!DOCTYPE html PUBLIC 'x' 'y'>\n<!-- <rss> --><html><body><p>{NEWS}</p></body></html>"
    assert read_upload(page.encode(), content_type="application/rss+xml").text == NEWS


SHELLS = {
    "headline": "<html><head><title>Bridge closed</title></head><body><div id='root'></div><script>x()</script></body>",
    "notice": "<html><title>Oldmere Post</title><noscript>You need to enable JavaScript to run this app.</noscript>",
    "russian": "<html><title>Вести</title><body><p>Пожалуйста, включите JavaScript в браузере.</p></body>",
    "menu": "<html><title>Bridge closed</title><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul>",
    "check": "<html><title>Just a moment...</title><h1>oldmere.example</h1><p>Verifying you are human.</p></html>",
    "missing": "<html><title>Oldmere Post</title><h1>404 Not Found</h1><p>Sorry, this is a dead end, dear reader.</p>",
}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_page_whose_text_is_elsewhere_is_turned_away(shell: str) -> None:
    with pytest.raises(NoText):
        read_upload(SHELLS[shell].encode(), content_type="text/html")


def test_a_message_without_a_body_is_turned_away() -> None:
    head = "From: desk@oldmere.example\nMessage-ID: <1@oldmere.example>\nSubject: Bridge closed\n\n"
    with pytest.raises(NoText) as reason:
        read_upload(head.encode())
    assert (reason.value.code, isinstance(reason.value, Rejected)) == ("no-text", True)


def test_an_article_about_scripts_is_an_article() -> None:
    page = f"<html><title>Code</title><p>Sites now require JavaScript, experts in Karvel warn.</p><p>{NEWS * 3}</p>"
    assert "Sites now require JavaScript" in read_upload(page.encode()).text
