"""What a number counts: the noun phrase after it, found by endings and function words."""

from __future__ import annotations

from typing import Final

from tocsin.engine.quantities.lexicon import Lexicon
from tocsin.text.document import Document

LONGEST: Final = 4
"""Tokens looked at for the noun that is counted."""
_NOT_PLURAL: Final = ("ss", "us", "is", "'s", "’s")


def thing_after(doc: Document, lex: Lexicon, i: int) -> tuple[int, int] | None:
    """Tokens `[first, last)` of what is counted, if it follows at token `i` within the sentence."""
    end = min(i + LONGEST, doc.sentences[doc.sentence_of[i - 1]].last)
    last = i + (i < end and doc.lowers[i] in lex.counted)
    while last < end and doc.words[last][0].isalpha() and doc.lowers[last] not in lex.stop:
        last += 1
    if last == i:
        return None
    if lex.language != "en":
        return i, _slavic_head(doc, lex, i, last) + 1
    head = _english_head(doc, lex, i, _behind_list(doc, last))
    if doc.words[head][0].isupper() and not _plural(doc.lowers[head], lex):  # "12 Monday": a name, not what is counted
        return None
    return i, head + 1


def _behind_list(doc: Document, last: int) -> int:
    """As in "90 air, sea and ground-launched missiles": the noun stands behind the list that tells its kinds."""
    lowers, at = doc.lowers, last
    if lowers[at : at + 1] == [","] and lowers[at + 2 : at + 3] == ["and"] and "-" in "".join(lowers[at + 3 : at + 4]):
        return min(at + 5, doc.sentences[doc.sentence_of[last]].last)
    return last


def after_of(doc: Document, lex: Lexicon, i: int) -> int:
    """The token after "of the" at `i`, or `i` itself."""
    if i < len(doc.lowers) and doc.lowers[i] == "of" and lex.language == "en":
        i += 1
        while i < len(doc.lowers) and doc.lowers[i] in lex.of:
            i += 1
    return i


def _english_head(doc: Document, lex: Lexicon, first: int, last: int) -> int:
    """The first plural, and a plural right after it ("police officers")."""
    for i in range(first, last):
        if _plural(doc.lowers[i], lex):
            return i + 1 if i + 1 < last and _plural(doc.lowers[i + 1], lex) else i
    return first


def _plural(word: str, lex: Lexicon) -> bool:
    return word in lex.counted or (len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL))


def _slavic_head(doc: Document, lex: Lexicon, first: int, last: int) -> int:
    """The first word that does not end like an adjective."""
    for i in range(first, last):
        word = doc.lowers[i]
        if word in lex.counted or len(word) < 5 or not word.endswith(lex.adjective_endings):
            return i
    return first
