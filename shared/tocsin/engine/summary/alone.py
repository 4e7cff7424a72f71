"""What an English sentence tells by itself: who it is about, and whether it is the news or what was known before it."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.english.wordclasses import CUE, DIGIT, NAME, OWNING, VERB_LIKE, WORD, word_bits
from tocsin.engine.leads import QUOTING
from tocsin.engine.listed import DATE, listed
from tocsin.engine.summary.weights import summary_words
from tocsin.text.document import Document

_SUBJECT: Final = 7
"""Tokens from an article in which the end of a subject is looked for; a longer one describes itself."""
_SUPERLATIVE: Final = 6
"""Letters at least of a superlative: "the largest"."""
_INTRODUCING: Final = 8
"""Tokens at least of a sentence that introduces somebody and tells what happened."""
_COURTESY: Final = frozenset(("mr", "mrs", "ms", "dr"))
_BEFORE_NEWS: Final = frozenset(("also", "further", "later"))
_ANNOUNCES, _OF_A_YEAR, _KNOWN_ALREADY = 0.8, 0.9, 0.7
"""What is left of the weight that a sentence has as an opening when a colon in it announces words or a list, when it
tells of a year, and when it calls somebody "Mr" whom a sentence before has named in full ..."""
_BARE, _AT_THE_END = 0.9, 0.5
"""... when it does not tell who its subject is, and when it stands in the last quarter: reports tell last what matters
least."""
_END: Final = 0.75
_CENTURIES: Final = ("19", "20")
_SPEAKING: Final = frozenset(("he", "she", "they", "it"))
_SPEAKER: Final = 4
"""Tokens at the end of a quotation's sentence in which a pronoun is its speaker."""


def bare_subject(doc: Document, first: int, last: int) -> str:
    """The noun of a subject that opens at token `first` and is "the" with common words only, as in "The firm denied
    it": who that is stands elsewhere. "" where a name in it, words behind it that describe it ("the owner of ...") or
    that there is one only ("the government") tell it."""
    if doc.lowers[first] != "the":
        return ""
    known = summary_words(doc.language)["known"]
    for at in range(first + 1, min(first + _SUBJECT, last)):
        word, bits = doc.lowers[at], word_bits[doc.words[at]]
        if bits & NAME or word in known or (word.endswith("est") and len(word) >= _SUPERLATIVE):
            return ""
        if at > first + 1 and (bits & VERB_LIKE or not bits & WORD):
            return doc.lowers[at - 1]
    return ""


def quotes_somebody_known(doc: Document, first: int, last: int) -> bool:
    """Whether the sentence is a quotation whose speaker is a pronoun: '"It will open in May," she said.'"""
    return doc.words[first] in QUOTING and not _SPEAKING.isdisjoint(doc.lowers[last - _SPEAKER : last])


def introduces(doc: Document, first: int, last: int) -> bool:
    """Whether a report may open with it since it says who did what: "A man ...", "Three ships ...", "Ada Krohn, 41,
    ...", and tells neither what had been before nor what was the case, too."""
    if last - first < _INTRODUCING or not _BEFORE_NEWS.isdisjoint(doc.lowers[first:last]):
        return False
    if not any(doc.words[at][0].isupper() and not listed[doc.lowers[at]] & DATE for at in range(first + 1, last)):
        return False
    word = doc.lowers[first]
    if word in ("a", "an") or word in summary_words(doc.language)["several"] or word_bits[doc.words[first]] & DIGIT:
        return True
    behind = next((at for at in range(first, last) if not word_bits[doc.words[at]] & NAME), last - 1)
    aged = doc.words[behind] == "," and behind > first and doc.words[behind + 1].isdigit()
    apposed = doc.words[behind] in (",", "(") and not word_bits[doc.words[min(behind + 1, last - 1)]] & NAME
    return aged or (behind - first > 1 and apposed)


def tells_what_had_been(doc: Document, first: int, last: int) -> bool:
    """Whether its main clause is in the past perfect, in nobody's words but the author's, and names no subject."""
    for at in range(first, last):
        if word_bits[doc.words[at]] & NAME and at > first:
            return False
        if doc.lowers[at] == "had":
            return not word_bits[doc.words[min(at + 1, last - 1)]] & (OWNING | DIGIT)
        if word_bits[doc.words[at]] & CUE:
            return False
    return False


def news_share(doc: Document, first: int, last: int) -> float:
    """What is left of the sentence's weight as an opening, in (0, 1]: less where it tells what was before the news or
    beside it, or does not tell who it is about."""
    words = doc.lowers[first:last]
    share = _BARE if bare_subject(doc, first, last) else 1.0
    if doc.starts[first] > _END * len(doc.text):
        share *= _AT_THE_END
    if ":" in words:
        share *= _ANNOUNCES
    if any(len(word) == 4 and word.isdigit() and word.startswith(_CENTURIES) for word in words):
        share *= _OF_A_YEAR
    return share if _COURTESY.isdisjoint(words) else share * _KNOWN_ALREADY
