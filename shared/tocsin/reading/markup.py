"""HTML trees and their plain text, within bounds."""

from __future__ import annotations

from lxml import etree, html

from tocsin.errors import TooLarge, Unreadable
from tocsin.reading.bounds import Bounds

_BLOCKS_NAMES = (
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_SILENT_NAMES = (
    "audio button canvas embed head iframe input math noscript object script select style svg template textarea "
    "title video"
)
_SILENT = frozenset(_SILENT_NAMES.split())


def parse_html(text: str, bounds: Bounds) -> html.HtmlElement:
    """The tree of a page or fragment. Raises `TooLarge` when it is nested too deep or has too many elements."""
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=False
    )
    data = text.replace("\0", "").encode("utf-8", errors="replace")
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError, ValueError) as error:
        raise Unreadable("the HTML could not be parsed; save the page again and upload that") from error
    if any("depth" in entry.message for entry in parser.error_log):  # libxml2 stops at 256 and leaves the rest out
        raise TooLarge(f"the HTML is nested deeper than {bounds.nesting} elements; upload the article's text")
    elements = 0
    for elements, _ in enumerate(tree.iter(), 1):
        if elements > bounds.elements:
            raise TooLarge(f"the HTML has more than {bounds.elements} elements; upload the article's text")
    return tree


def fragment_text(markup: str, bounds: Bounds) -> str:
    """All text of a fragment, block elements as paragraphs, scripts, styles and forms left out."""
    return tree_text(parse_html(f"<div>{markup}</div>", bounds)) if markup.strip() else ""


def tree_text(tree: html.HtmlElement) -> str:
    """The text of a tree with a blank line around each block."""
    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            silent += tag in _SILENT
            pieces.append("\n\n" if tag in _BLOCKS else "\n" if tag == "br" else "")
            if not silent and element.text:
                pieces.append(_flowed(element.text))
            continue
        silent -= tag in _SILENT
        pieces.append("\n\n" if tag in _BLOCKS else "")
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
        text = item if isinstance(item, str) else "".join(item.itertext())
        if text.strip():
            return " ".join(text.split())
    return None
