"""What a page prints that is no prose: references with another page's address and title, and rows of a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final

from tocsin.engine.claims.draft import Draft, Range
from tocsin.text.document import Document

_CELLS: Final = 2
"""Upright strokes of a line from which it is a row of a table."""
_STROKES: Final = frozenset(("/", "|"))
_CREDIT: Final = 5
"""Tokens of whose a picture or a page is, with the stroke before it."""
_LONGEST_LINK: Final = 60
"""Tokens of a link with its title, up to the closing bracket."""


def without_links(doc: Document, drafts: list[Draft]) -> list[Draft]:
    """The drafts that are read from prose. In a reference stands another page's title, and what is said there is that
    page's; a link whose words belong to the sentence ("[https://... сообщил] мэр") stays."""
    if "[http" not in doc.text:
        return drafts
    links = _references(doc, doc.odd)
    starts = [first for first, _ in links]
    return [cut for draft in drafts if (cut := _before_links(draft, links, starts)) is not None]


def _references(doc: Document, tokens: Iterable[int]) -> list[Range]:
    """Each reference "[https://... title]" that opens at one of the tokens, brackets included, in order."""
    words, last = doc.words, len(doc.words) - 1
    opened = [at for at in tokens if words[at] == "[" and at < last and words[at + 1].startswith("http")]
    found = [(at, _closing(words, at)) for at in opened]
    return [link for link in found if _is_reference(doc, link)]


def _closing(words: list[str], at: int) -> int:
    stop = min(len(words), at + _LONGEST_LINK)
    return next((here + 1 for here in range(at, stop) if words[here] == "]"), stop)


def _is_reference(doc: Document, link: Range) -> bool:
    """Whether no space parts it from the word it belongs to, or it has a path of titles ("Мост :: Порт")."""
    first, last = link
    clings = first > 0 and doc.ends[first - 1] == doc.starts[first] and doc.words[first - 1] != "("
    path = any(doc.words[at] == doc.words[at + 1] == ":" for at in range(first + 2, last - 1))
    return clings or path


def _before_links(draft: Draft, links: list[Range], starts: list[int]) -> Draft | None:
    """The draft with its content up to the reference behind it; None where it is read from the reference."""
    before = bisect_right(starts, draft.cue[0]) - 1
    if before >= 0 and draft.cue[0] < links[before][1]:
        return None
    content = [_cut(part, starts) for part in draft.content]
    kept = [part for part in content if part[0] < part[1]]
    return draft._replace(content=kept) if kept else None


def _cut(part: Range, starts: list[int]) -> Range:
    at = bisect_left(starts, part[0])
    return (part[0], min(part[1], starts[at])) if at < len(starts) else part


def before_credit(doc: Document, first: int, last: int) -> int:
    """Where tokens `[first, last)` end before whose the picture or the page is: "Міст закриють / фото мерії", "Порт
    відкрито | Вісник"."""
    for at in range(max(first + 1, last - _CREDIT), last):
        if doc.words[at] in _STROKES and doc.starts[at] > doc.ends[at - 1] and at + 1 < last:
            apart = doc.starts[at + 1] > doc.ends[at]
            ends = last == len(doc.words) or doc.sentence_of[last] != doc.sentence_of[last - 1]
            return at if apart and ends and not doc.words[at - 1][0].isdigit() else last
    return last


def is_prose(doc: Document, first: int, last: int) -> bool:
    """Whether tokens `[first, last)` are neither a row of a table nor hold a reference to another page."""
    if doc.words[first:last].count("|") >= _CELLS:
        return False
    return "[" not in doc.words[first:last] or not _references(doc, range(first, last))
