"""HTML trees and their plain text, within bounds."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree, html

from tocsin.errors import TooLarge, Unreadable
from tocsin.reading.apart import try_apart
from tocsin.reading.bounds import Bounds

_BLOCKS_NAMES = (
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCKS_NAMES.split())
_CELLS = ("td", "th")
CELL_SEPARATOR = " | "
_SILENT_NAMES = (
    "audio button canvas embed head iframe input math noscript object script select style svg template textarea "
    "title video"
)
SILENT = frozenset(_SILENT_NAMES.split())
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|br|cite|em|font|i|mark|p|small|span|strong|sub|sup|u|wbr)\b[^<>]{0,500}>", re.IGNORECASE
)
_MOST_FOUND = 50
_MOST_LAYERS = 3
"""How often programs encode what was encoded already: `&amp;#8217;` is two."""
_SCRIPTS = re.compile(r"<(script|style)\b.*?(?:</\1|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[A-Za-z](?:[^<>=]|=\s*+(?:\"[^\"]*+\"|'[^']*+')|=)*+")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_SEPARATOR = re.compile(r"[\s/]+")
_MARKS_PER_ELEMENT = 4
"""Tags, end tags, and the odd sign in scripts."""
_MOST_ATTRIBUTES = 5_000
"""libxml2 compares each attribute with all before it: 5,000 take 0.02 s, 40,000 take 3 s, 500,000 take minutes."""
_QUICK = 300_000
"""Bytes that cannot hold attributes enough to take libxml2 longer than 5 s."""


def parse_html(text: str, bounds: Bounds) -> html.HtmlElement:
    """The tree of a page or fragment. Raises `TooLarge` when it is nested too deep or has too many elements."""
    _check_tags(text, bounds)
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=False
    )
    try:
        tree = _parsed(text.replace("\0", "").encode("utf-8", errors="replace"), parser, bounds)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError, ValueError) as error:
        raise Unreadable("the HTML could not be parsed; save the page again and upload that") from error
    if any("depth" in entry.message for entry in parser.error_log):  # libxml2 stops at 256 and leaves the rest out
        raise TooLarge(f"the HTML is nested deeper than {bounds.nesting} elements; upload the article's text")
    if any(number >= bounds.elements for number, _ in enumerate(tree.iter())):
        raise TooLarge(f"the HTML has more than {bounds.elements} elements; upload the article's text")
    return tree


def _check_tags(text: str, bounds: Bounds) -> None:
    """What must be known before parsing, because parsing itself would take the memory or the time."""
    if text.count("<") > _MARKS_PER_ELEMENT * bounds.elements:
        raise TooLarge(f"the HTML has more than {bounds.elements} elements; upload the article's text")
    tags = (tag.group() for tag in _TAG.finditer(_SCRIPTS.sub("", text)))
    if any(len(tag) > _MOST_ATTRIBUTES and _attributes(tag) > _MOST_ATTRIBUTES for tag in tags):
        raise TooLarge(
            f"the HTML has an element with more than {_MOST_ATTRIBUTES} attributes; upload the article's text"
        )


def _attributes(tag: str) -> int:
    return len(_SEPARATOR.findall(_QUOTED.sub(" ", tag)))


def _parsed(data: bytes, parser: html.HTMLParser, bounds: Bounds) -> html.HtmlElement:
    """Large pages are tried apart: which attributes libxml2 will see, nothing but libxml2 knows."""

    def parse() -> html.HtmlElement:
        return html.document_fromstring(data, parser=parser)

    if len(data) >= _QUICK:
        try_apart(parse, bounds.seconds)
    return parse()


def unescaped(text: str) -> str:
    """The text with what was left of its HTML entities read, however often they were encoded. `AT&T` stays."""
    for _ in range(_MOST_LAYERS):
        if not ENTITY.search(text):
            break
        text = ENTITY.sub(lambda entity: unescape(entity.group()), text)
    return text


def plain_field(text: str) -> str:
    """A headline or name as text: without entities, and without the inline elements that some write into them."""
    return _INLINE.sub(" ", unescaped(text)) if "<" in text or "&" in text else text


def fragment_text(markup: str, bounds: Bounds) -> str:
    """All text of a fragment, block elements as paragraphs, scripts, styles and forms left out."""
    return tree_text(parse_html(f"<div>{markup}</div>", bounds)) if markup.strip() else ""


def tree_text(tree: html.HtmlElement) -> str:
    """The text of a tree with a blank line around each block."""
    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _CELLS and not any(inner.tag in BLOCKS for inner in element.iterdescendants()):
            tag = ""  # a row of plain cells is one line; tables that lay out a page hold blocks
            if event == "start" and element.getprevious() is not None:
                pieces.append(CELL_SEPARATOR)
        if event == "start":
            silent += tag in SILENT
            pieces.append("\n\n" if tag in BLOCKS else "\n" if tag == "br" else "")
            if not silent and element.text:
                pieces.append(_flowed(element.text))
            continue
        silent -= tag in SILENT
        pieces.append("\n\n" if tag in BLOCKS else "")
        if not silent and element.tail and element is not tree:
            pieces.append(_flowed(element.tail))
    return "".join(pieces)


def _flowed(text: str) -> str:
    """Line breaks in HTML source are spaces."""
    return text.replace("\n", " ").replace("\r", " ")


def first(tree: html.HtmlElement, path: str) -> str | None:
    """The text or attribute that an XPath of ours finds first, None if it is blank."""
    found = tree.xpath(path)
    for item in found if isinstance(found, list) else []:
        text = item if isinstance(item, str) else line_of(item)
        if text.strip():
            return " ".join(text.split())
    return None


def every(tree: html.HtmlElement, path: str) -> list[str]:
    """The texts or attributes that an XPath of ours finds, those that are blank left out."""
    found = tree.xpath(path)
    texts = (i if isinstance(i, str) else line_of(i) for i in (found if isinstance(found, list) else [])[:_MOST_FOUND])
    return [" ".join(text.split()) for text in texts if text.strip()]


def line_of(element: html.HtmlElement) -> str:
    """The element's text on one line, words apart where elements part them: "River traffic" and "Ferry stops".

    An initial in an element of its own stays with its word.
    """
    line = ""
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parted = inner is not element and (inner.tag in BLOCKS or inner.tag == "br")
            line = _appended(
                line, (inner.text or "") if inner is element or inner.tag not in SILENT else "", parted=parted
            )
        elif inner is not element:
            line = _appended(line, inner.tail or "", parted=inner.tag in BLOCKS)
    return " ".join(line.split())


def _appended(line: str, text: str, *, parted: bool) -> str:
    if not line or not text:
        return f"{line} {text}" if parted else line + text
    new_word = text[0].isupper() and (line[-1].islower() or line[-1].isdigit())
    after_mark = line[-1] in ".:!?;," and text[0].isalpha()
    return f"{line} {text}" if parted or new_word or after_mark else line + text
