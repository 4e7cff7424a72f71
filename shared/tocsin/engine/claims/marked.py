"""Which quotation marks hold a name, or a few words of the author's, and not what somebody said."""

from __future__ import annotations

from typing import Final

from tocsin.text.document import Document
from tocsin.text.quotes import MARKS, Quote

_LONGEST_NAME: Final = 5
"""Tokens between marks."""
_NESTED: Final = frozenset(("”", "“", '"', "»"))
"""As in ТОВ «Компанія “Карвель”»."""
_TITLED: Final = frozenset(
    ("указ", "указу", "закон", "закону", "закона", "постановление", "постанову", "приказ", "наказ")
)
"""Before the title of an act: указ «О мерах по защите Ветряного залива от ...»."""
_LONGEST_TITLE: Final = 20
_LONGEST_FORM: Final = 5
"""Letters of ТОВ, ПрАТ, ФГУП."""
_ASIDE: Final = frozenset(("(", ","))
_FEW_WORDS: Final = 3
"""So many words between marks are a nickname, a term or a word meant otherwise."""
_OUTSIDE: Final = 8
"""Tokens of the sentence outside of such marks, at least: with fewer they are what it is about."""
_CLOSING: Final = frozenset(("»", "”", '"', "''"))
_DASHES: Final = frozenset(("—", "–", "-"))
_STOPS: Final = frozenset((".", "!", "?", "…", "..."))
_LIGHT: Final = frozenset((",", "."))
_SMALL: Final = frozenset(("of", "the", "and", "a", "in", "for", "to"))
"""Words that are small in the title of a work."""


def is_speech(doc: Document, quote: Quote) -> bool:
    """Whether the marks may hold what somebody said, whose sentences are not the author's own."""
    return not (_is_name(doc, quote) or _is_work(doc, quote) or _is_term(doc, quote) or _is_left_open(doc, quote))


def _is_left_open(doc: Document, quote: Quote) -> bool:
    """As in "откроется выставка "Порт «Вельм».": in Russian and Ukrainian a mark behind a noun that none closes is a
    slip in a name, since speech stands behind a colon or opens its sentence."""
    before = quote.open - 1
    if doc.language == "en" or before < 0 or (quote.close < len(doc.words) and doc.words[quote.close] in MARKS):
        return False
    inside = doc.words[quote.open + 1 : quote.open + 2]
    return doc.words[before].isalpha() and bool(inside) and inside[0][0].isupper()


def _is_name(doc: Document, quote: Quote) -> bool:
    """As in ТОВ «Карвель» and "the ferry “Anna Brandt” sank"."""
    before, first, last = quote.open - 1, quote.open + 1, quote.close
    if _opens_as_name(doc, quote):
        return True
    if before < 0 or not 0 < last - first <= _longest(doc, before):
        return False
    foreign = _is_foreign(doc, first)
    if not (doc.words[before].lstrip("'’")[:1].isalnum() or (doc.words[before] in _ASIDE and foreign)):
        return False
    named = doc.words[first][0].isupper() or (doc.words[first].isdigit() and doc.language != "en")
    return named and (foreign or doc.words[last - 1][-1].isalnum() or doc.words[last - 1] in _NESTED)


def _longest(doc: Document, before: int) -> int:
    """Tokens of a name behind token `before`: that of an act, or of a firm behind its form (ТОВ, ДП), may be long."""
    form = doc.words[before]
    formal = doc.language != "en" and 1 < len(form) <= _LONGEST_FORM and form.isalpha() and form.isupper()
    return _LONGEST_TITLE if formal or doc.lowers[before] in _TITLED else _LONGEST_NAME


def _is_foreign(doc: Document, at: int) -> bool:
    """Whether a word is in Latin letters in a Russian or Ukrainian text."""
    return doc.language != "en" and doc.words[at].isascii() and doc.words[at].isalpha()


def _opens_as_name(doc: Document, quote: Quote) -> bool:
    """As in "«Дорнський суднобудівний завод» належить групі": guillemets at the beginning of a sentence that goes on
    without a comma or a dash hold a name."""
    first, last = quote.open + 1, quote.close
    if doc.words[quote.open] != "«" or not 0 < last - first <= _LONGEST_NAME or last + 1 >= len(doc.words):
        return False
    opens = quote.open == doc.sentences[doc.sentence_of[quote.open]].first
    behind, inside = doc.words[last + 1], doc.words[first:last]
    return opens and inside[0][0].isupper() and inside[-1][-1].isalnum() and behind[0].isalpha() and behind.islower()


def _is_work(doc: Document, quote: Quote) -> bool:
    """As in "With “The Harbour,” the director goes home": an English title takes the comma in, and its words are
    capitalized."""
    first, last = quote.open + 1, quote.close
    if doc.language != "en" or not 1 < last - first <= _LONGEST_NAME + 1 or doc.words[last - 1] not in _LIGHT:
        return False
    words = doc.words[first : last - 1]
    spoken = quote.open == 0 or not doc.words[quote.open - 1].lstrip("'’")[:1].isalnum()
    return not spoken and words[0][0].isupper() and all(word[0].isupper() or word in _SMALL for word in words)


def _is_term(doc: Document, quote: Quote) -> bool:
    """As in "указ о починке «усов» причалов", "процедура «у одного учасника»": two or three words inside of a
    Russian or Ukrainian sentence that tells the rest without marks, before no dash and behind no colon."""
    first, last = quote.open + 1, quote.close
    if doc.language == "en" or not 0 < last - first <= _FEW_WORDS or last >= len(doc.words):
        return False
    sentence = doc.sentences[doc.sentence_of[quote.open]]
    if (
        quote.open == sentence.first
        or last >= sentence.last
        or sentence.last - sentence.first - last + first < _OUTSIDE
    ):
        return False
    before = doc.words[quote.open - 1]
    listed = before == "," and doc.words[quote.open - 2] in _CLOSING
    if not _STOPS.isdisjoint(doc.words[first:last]) or not (before[0].isalnum() or before == "(" or listed):
        return False
    behind = doc.words[last + 1 : min(last + 3, sentence.last)]
    return _DASHES.isdisjoint(behind)
