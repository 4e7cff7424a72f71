"""Whether a sentence is a whole sentence of news in the author's voice, and no line of the page, cry or letter."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.english.uttered import SAID
from tocsin.engine.claims.not_prose import is_prose
from tocsin.text.document import Document, Sentence
from tocsin.text.sentences import LOWERED

_WHOLE: Final = {"ru": 6, "uk": 6}
_WHOLE_ELSEWHERE: Final = 8
"""Tokens of a sentence that stands for itself; without articles fewer do, where they have a name or a number."""
_TALK: Final = frozenset(
    ("I", "my", "My", "me", "I'm", "I’m", "I've", "I’ve", "we", "We", "our", "Our", "us", "you", "You", "your")
)
"""Words by which an author speaks of himself or to the reader: a column, a letter, a quotation without marks."""
_DATED: Final = frozenset(("Updated", "Published", "Posted"))
"""At the beginning of a line that a text without line breaks runs into its first sentence."""
_SIGNED: Final = frozenset(("reports", "report", "reporting"))
"""At the end of a sentence: "Our correspondent, Anna Holm, reports."."""
_WHOEVER: Final = frozenset(("anyone", "anybody"))
"""What opens with these speaks to whoever reads it: "Anyone with news of the boat is asked to call"."""
_ABBREVIATED: Final = frozenset(("No", "Nos", "Inc", "Co", "Ltd", "Corp", "Jr", "Sen", "Gov", "Rep", "Lt", "Col"))
"""A sentence that was parted behind one of these has no end: "who will start in the No."."""
_BULLET: Final = "•"
_BY: Final = frozenset(("по", "за"))
_SOURCES: Final = frozenset(
    (
        *("данным", "сведениям", "словам", "информации", "мнению", "версии"),
        *("даними", "відомостями", "словами", "інформацією", "версією"),
    )
)
_SOURCED: Final = 4
"""Tokens of "По последним неофициальным данным"."""
_SINGLE: Final = frozenset(("'", "‘"))


def is_told_news(doc: Document, sentence: Sentence, *, is_lead: bool) -> bool:
    """Whether it is a whole sentence of news: neither a cry, nor the author's talk of himself and the reader, nor the
    words of a speaker who was not found. A lead may announce its quotation with a colon."""
    first, last = sentence.first, sentence.last
    end = doc.words[last - 1][-1]  # "... 16 грудня 2019 р."
    if not _is_long_enough(doc, first, last) or (end != "." and not (is_lead and end == ":")):
        return False
    if not is_prose(doc, first, last) or _is_piece(doc, first, last):
        return False
    if doc.language in ("ru", "uk"):
        from tocsin.engine.claims.slavic.subjectless import tells_readers  # noqa: PLC0415  # as in `_leans`

        return not (_is_sourced(doc, first) or _is_dateline(doc, first, last) or tells_readers(doc, first, last))
    return doc.language != "en" or not (_is_line(doc, first, last) or _is_talk(doc, first, last))


def _is_long_enough(doc: Document, first: int, last: int) -> bool:
    if last - first >= _WHOLE_ELSEWHERE:
        return True
    if last - first < _WHOLE.get(doc.language, _WHOLE_ELSEWHERE):
        return False
    return any(doc.capital[first + 1 : last]) or any(word[0].isdigit() for word in doc.words[first:last])


def _is_piece(doc: Document, first: int, last: int) -> bool:
    """Whether it begins within brackets, was parted at an abbreviation, or runs over the items of a list."""
    words = doc.words[first:last]
    if _BULLET in words:
        return True
    if doc.language == "en" and (words[-2] in _ABBREVIATED or (first > 1 and doc.words[first - 2] in _ABBREVIATED)):
        return True
    return ")" in words and "(" not in words[: words.index(")")] and words[words.index(")") - 1].isalpha()


def _is_sourced(doc: Document, first: int) -> bool:
    """As in "По неофициальным данным ...": whoever is meant was not read, and the words are not the author's."""
    return doc.lowers[first] in _BY and any(word in _SOURCES for word in doc.lowers[first + 1 : first + _SOURCED])


def _is_dateline(doc: Document, first: int, last: int) -> bool:
    """As in "ДОРНО, 15 янв — РИА Порт.": behind a place and a day nothing but names."""
    opening = doc.capital[first] and doc.words[first + 1] == "," and doc.words[first + 2].isdigit()
    return opening and not any(word.islower() for word in doc.words[first + 4 : last])


def _is_line(doc: Document, first: int, last: int) -> bool:
    """Whether it is, or begins with, a line of the page: a date, "By ANNA HOLM VELM, Os.", "Holm reports."."""
    loud = len(doc.words[first + 1]) > 1 and doc.words[first + 1].isupper()
    signed = loud or all(doc.capital[first + 1 : first + 4])  # "By Anna Holm Special for ... The dam"
    byline = doc.words[first] == "By" and (signed or 2 * sum(doc.capital[first:last]) > last - first)
    return byline or doc.words[first] in _DATED or doc.lowers[last - 2] in _SIGNED


def _is_talk(doc: Document, first: int, last: int) -> bool:
    """Whether it is said by or to somebody, or goes on from what was cut off before."""
    if doc.words[first] in _SINGLE and doc.starts[first + 1] == doc.ends[first] and doc.capital[first + 1]:
        return True  # "'Holm is working hard with the crew ." of a quotation whose end stands in a later sentence
    if doc.lowers[first] in _WHOEVER:
        return True
    cut = doc.words[first].islower() and len(doc.upper) > LOWERED * len(doc.words)
    return cut or not (_TALK.isdisjoint(doc.words[first:last]) and SAID.isdisjoint(doc.lowers[first:last]))
