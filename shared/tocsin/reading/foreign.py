"""Files that are text and no article: feeds and other XML, tables, mailboxes, captions, programs. Each is named.

Told from the content; name and declared type decide only where the content fits. What holds many articles is named
apart (`MANY`), because it is read by whoever takes it to pieces.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from io import StringIO
from typing import Literal, get_args

Many = Literal["rss", "atom", "rdf", "sitemap", "opml", "newsml", "mbox", "warc", "csv", "jsonl", "jsonfeed"]
"""Kinds that hold or point to many articles."""
Other = Literal["nitf", "xml", "captions", "shortcut", "script", "style", "card", "key", "patch"]
Foreign = Many | Other
MANY: frozenset[str] = frozenset(get_args(Many))

_TAKE_APART = "upload the articles in it one by one"
WHAT: dict[Foreign, str] = {
    "rss": f"an RSS feed; {_TAKE_APART}",
    "atom": f"an Atom feed; {_TAKE_APART}",
    "rdf": f"an RSS 1.0 or RDF feed; {_TAKE_APART}",
    "jsonfeed": f"a JSON Feed; {_TAKE_APART}",
    "sitemap": "a sitemap, which only points to articles; upload these",
    "opml": "a list of feeds (OPML), not an article; upload articles",
    "newsml": "a NewsML document without a news item (a package, a concept, a plan); upload the news items",
    "nitf": "a NITF document that cannot be read as one; export the article as ninjs, HTML or text",
    "mbox": f"a mailbox (mbox) of several messages; {_TAKE_APART}, as .eml files",
    "warc": f"a web archive (WARC); {_TAKE_APART}, as HTML",
    "csv": "a table (CSV); say in the metadata `csv-columns` which columns are what, as `text=Body; title=Headline`",
    "jsonl": f"a file of several JSON values (JSON lines); {_TAKE_APART}",
    "xml": "XML, not an article; upload HTML, JSON or text",
    "captions": "a file of captions or subtitles; upload the article, or the transcript as plain text",
    "shortcut": "a shortcut to a web page; upload the page itself",
    "script": "a program's source, not an article; upload the article",
    "style": "a style sheet; upload the page itself",
    "card": "a calendar or contact file, not an article; upload the article",
    "key": "a key or certificate, not an article; upload the article",
    "patch": "a patch, not an article; upload the article",
}

_XML_WINDOW = 65_536
_ASIDE = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!doctype(?:[^\[>]|\[.*?\]\s*(?=>))*>", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})")
_HTML_ROOTS = frozenset(("html", "head", "body", "article", "main", "div", "section", "p"))
_XML_KINDS: dict[str, Foreign] = {
    **dict.fromkeys(("rss", "channel"), "rss"),
    "feed": "atom",
    "rdf": "rdf",
    **dict.fromkeys(("urlset", "sitemapindex"), "sitemap"),
    "opml": "opml",
    **dict.fromkeys(
        (
            "newsml",
            "newsmessage",
            "newsitem",
            "packageitem",
            "conceptitem",
            "knowledgeitem",
            "planningitem",
            "catalogitem",
        ),
        "newsml",
    ),
    "nitf": "nitf",
    **dict.fromkeys(("svg", "kml", "gpx", "plist", "wsdl", "schema", "stylesheet", "tei", "fictionbook"), "xml"),
}
"""By the root's local name in lower case. Roots that XML alone has, so that they need no `<?xml` before them."""

_OPENINGS: tuple[tuple[str, Foreign], ...] = (
    ("WARC/", "warc"),
    ("WEBVTT", "captions"),
    ("[Script Info]", "captions"),
    ("[InternetShortcut]", "shortcut"),
    ("[Desktop Entry]", "shortcut"),
    ("BEGIN:VCALENDAR", "card"),
    ("BEGIN:VCARD", "card"),
    ("-----BEGIN ", "key"),
    ("diff --git ", "patch"),
    ("#!", "script"),
    ("<?php", "script"),
    ("@charset ", "style"),
    ('"use strict"', "script"),
    ("'use strict'", "script"),
)
_CAPTION = re.compile(r"\A\d{1,6}\s*\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}\s*-->")
_MBOX = re.compile(rb"^From \S+ +(?:\w{3} ){2} ?\d{1,2} [\d:]{5,8}.{0,12} \d{4}\s*\n[!-9;-~]{1,60}:", re.MULTILINE)
_FEWEST_LINES = 3
_WINDOW = 65_536
_CODE_LINE = re.compile(
    r"(?:[{}]|(?:\w\(|=).*;|\*/|=>|\)\s*:)$|^(?:[})\]]|//|/\*|\*/|#include\b|import\s[\w{*]|from\s+[\w.]+\s+import\b|def\s+\w+\(|"
    r"class\s+\w+\s*[:({]|(?:async\s+)?function\b.*\(|(?:var|let|const)\s+[\w{[]|return\b|@\w+|\$\w+\s*=|"
    r"(?:public|private|protected|static)\s+\w+|[\w.]+\s*[-+|]?=\s*\S)"
)
_CODE_SHARE = 0.6
"""Of the lines that begin or end as statements do. Lists of prices and verse stay under a third."""
_CODE_SIGNS = re.compile(r"[{}();=<>\[\]]")
_SIGN_SHARE = 0.1
"""Of all characters, for code on one line. Prose has one or two in a hundred."""
_SUFFIXES: dict[str, Foreign] = {
    **dict.fromkeys(("csv", "tsv"), "csv"),
    "css": "style",
    **dict.fromkeys(("js", "mjs", "cjs", "ts", "py", "sh", "bat", "ps1", "php", "sql"), "script"),
    **dict.fromkeys(("vtt", "srt", "ass"), "captions"),
    **dict.fromkeys(("url", "webloc", "desktop"), "shortcut"),
    **dict.fromkeys(("ics", "vcf"), "card"),
    "warc": "warc",
    "mbox": "mbox",
    **dict.fromkeys(("jsonl", "ndjson"), "jsonl"),
}
_MEDIA: dict[str, Foreign] = {
    **dict.fromkeys(("text/csv", "text/tab-separated-values", "application/csv"), "csv"),
    "text/css": "style",
    **dict.fromkeys(("text/javascript", "application/javascript", "application/x-javascript"), "script"),
    **dict.fromkeys(("text/x-python", "application/x-sh", "application/x-php", "application/sql"), "script"),
    **dict.fromkeys(("text/vtt", "application/x-subrip"), "captions"),
    **dict.fromkeys(("text/calendar", "text/vcard"), "card"),
    "application/warc": "warc",
    "application/mbox": "mbox",
    **dict.fromkeys(("application/jsonl", "application/x-ndjson", "application/jsonlines"), "jsonl"),
}
_DELIMITERS = (",", ";", "\t")
_LONGEST_SELECTOR = 400
_LONGEST_HEADING = 40
_FEWEST_COLUMNS = 3


def xml_root(text: str) -> str | None:
    """The name of the first element, behind declarations, comments and a document type; None if there is none."""
    head, at = text[:_XML_WINDOW].lstrip("\ufeff\0"), 0
    while aside := _ASIDE.match(head, at):
        at = aside.end()
    root = _ROOT.match(head, at)
    return root.group(1) if root else None


def xml_kind(text: str) -> Foreign | None:
    """Which XML it is that is no web page; None for web pages and for what is no XML."""
    root = xml_root(text)
    if root is None:
        return None
    local = root.rpartition(":")[2].lower()
    if local in _XML_KINDS:
        return _XML_KINDS[local]
    declared = text.lstrip("\ufeff \t\r\n\0").startswith("<?xml")
    return "xml" if declared and local not in _HTML_ROOTS else None


def opened_kind(text: str) -> Foreign | None:
    """What opens with a mark that nothing else opens with."""
    head = text[:_WINDOW].lstrip("\ufeff \t\r\n")
    return next((kind for opening, kind in _OPENINGS if head.startswith(opening)), None)


def plain_kind(text: str, content_type: str | None, name: str | None) -> Foreign | None:
    """Which text it is that is no article, asked of what is neither HTML, JSON nor mail."""
    head = text[:_WINDOW].lstrip("\ufeff \t\r\n")
    said = said_kind(content_type, name)
    if _CAPTION.match(head):
        return "captions"
    looks: tuple[tuple[Foreign, Callable[[str], bool]], ...] = (
        ("csv", _is_table),
        ("style", _is_style),
        ("script", _is_code),
    )
    return said or next((kind for kind, test in looks if test(head)), None)


def is_mailbox(data: bytes) -> bool:
    """Whether more than one message begins as the mbox format lets them begin."""
    return len(_MBOX.findall(data)) > 1


def said_kind(content_type: str | None, name: str | None) -> Foreign | None:
    """What the declared type or the name's suffix calls it, where that is none of the kinds that are read."""
    media = (content_type or "").split(";")[0].strip().lower()
    return _MEDIA.get(media) or _SUFFIXES.get((name or "").lower().removesuffix(".gz").rpartition(".")[2])


def _is_table(head: str) -> bool:
    """Rows of one width under short headings. A list in prose has a space behind each comma."""
    first = head.partition("\n")[0]
    return any(_rows_are_even(head, sign) for sign in _DELIMITERS if first.count(sign) >= _FEWEST_COLUMNS - 1)


def _rows_are_even(head: str, delimiter: str) -> bool:
    try:
        rows = [row for row in csv.reader(StringIO(head), delimiter=delimiter) if row]
    except csv.Error:
        return False
    rows = rows[:-1] if len(head) == _WINDOW else rows
    if len(rows) < _FEWEST_LINES or len(rows[0]) < _FEWEST_COLUMNS:
        return False
    titles = rows[0]
    headed = all(title.strip() and len(title) <= _LONGEST_HEADING and title[0] != " " for title in titles)
    return headed and not titles[-1].rstrip().endswith((".", "!", "?")) and {len(row) for row in rows} == {len(titles)}


def _is_style(head: str) -> bool:
    """Nothing but selectors, each with its declarations in braces."""
    pieces = [piece.partition("{") for piece in head.split("}") if piece.strip()]
    rules = [piece for piece in pieces if ":" in piece[2] and len(piece[0]) < _LONGEST_SELECTOR]
    return bool(rules) and sum(len(selector) + len(body) for selector, _, body in rules) > _CODE_SHARE * len(head)


def _is_code(head: str) -> bool:
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    statements = sum(bool(_CODE_LINE.search(line)) for line in lines)
    if len(lines) >= _FEWEST_LINES and statements > _CODE_SHARE * len(lines):
        return True
    return len(lines) < _FEWEST_LINES and len(head) > 80 and len(_CODE_SIGNS.findall(head)) > _SIGN_SHARE * len(head)
