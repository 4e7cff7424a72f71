"""What a page sets beside its article: "Читайте также" and the headlines below it are other articles' words."""

from __future__ import annotations

from typing import Final

from tocsin.text.document import Document

_OPENINGS: Final = (
    ("читайте", "также"), ("читайте", "ещё"), ("читайте", "еще"), ("также", "читайте"), ("смотрите", "также"),
    ("узнать", "больше", "по", "теме"), ("материалы", "по", "теме"), ("по", "теме"), ("подробнее", "по", "теме"),
    ("читайте", "також"), ("також", "читайте"), ("дивіться", "також"), ("також", "дивіться"), ("читайте", "ще"),
    ("за", "темою"), ("до", "теми"),
)  # fmt: skip
_BULLETS: Final = frozenset("—–-•*·")
_LINES: Final = 12
"""Lines below the heading that can be links."""


def related_sentences(doc: Document) -> frozenset[int]:
    """Numbers of the sentences that only lead to other articles: the heading's line and the bullets right below it."""
    found: set[int] = set()
    paragraphs = [sentence.paragraph for sentence in doc.sentences]
    for number, sentence in enumerate(doc.sentences):
        first = sentence.first
        opens = not number or paragraphs[number - 1] != sentence.paragraph
        if not opens or tuple(doc.lowers[first : first + 2]) not in _PAIRS or not _leads_on(doc, first):
            continue
        here = sentence.paragraph
        for behind in range(number, len(doc.sentences)):
            own = doc.sentences[behind]
            if (
                own.paragraph > here
                and doc.words[own.first] not in _BULLETS
                and paragraphs[behind - 1] != own.paragraph
            ):
                break
            if own.paragraph > here + _LINES:
                break
            found.add(behind)
    return frozenset(found)


def _leads_on(doc: Document, first: int) -> bool:
    return any(tuple(doc.lowers[first : first + len(words)]) == words for words in _OPENINGS)


_PAIRS: Final = frozenset(words[:2] for words in _OPENINGS)
