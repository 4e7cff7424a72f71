"""Russian and Ukrainian sentences about somebody or something that only what stands before names: "Директором фірми є
...", "Тоді він займався ...". Alone they tell of no one, or of the wrong one."""

from __future__ import annotations

from functools import cache
from typing import Final

from tocsin.engine.claims.lexicon import sections
from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.text.document import Document
from tocsin.text.memo import Memo
from tocsin.text.morphology import readings

_NAMED: Final = frozenset(("«", '"', "“", "„"))
_PHRASE: Final = 8
"""Tokens of a noun with what tells which it is."""
KIND: Final = 1 << 0
ROLE: Final = 1 << 1
POINTING: Final = 1 << 2
ONE_OF_THEM: Final = 1 << 3
PARTY: Final = 1 << 4
PRONOUN: Final = 1 << 5
SUBJECT: Final = 1 << 6
COPULA: Final = 1 << 7
"""What a word can be, as bits. `PRONOUN` is of a section of the data file, `SUBJECT` a nominative one."""
SUBJECTS: Final = frozenset(("він", "вона", "вони", "воно", "он", "она", "они", "оно"))


@cache
def unnamed_words(section: str) -> frozenset[str]:
    """The words of one section of the data file: "kind", "role", "copula", "pronoun", "pointing", "one_of_them"."""
    return frozenset(word for name, _, words in sections("unnamed.txt") if name == section for word in words)


def _bits(word: str, language: str) -> int:
    """Worked out once per lower-cased word, so that a sentence is asked about with one number per word."""
    found = readings(word, language)
    lemmas = {each.lemma for each in found}
    declined = {each.lemma for each in found if each.form.case}
    subjects = {each.lemma for each in found if each.listed and each.form.case == "nominative"}
    return (
        KIND * (not lemmas.isdisjoint(unnamed_words("kind")))
        | ROLE * (not lemmas.isdisjoint(unnamed_words("role")))
        | POINTING * (not declined.isdisjoint(unnamed_words("pointing")))
        | ONE_OF_THEM * (not lemmas.isdisjoint(unnamed_words("one_of_them")))
        | PARTY * (not subjects.isdisjoint(unnamed_words("party")))
        | PRONOUN * (word in unnamed_words("pronoun"))
        | SUBJECT * (word in SUBJECTS)
        | COPULA * (word in unnamed_words("copula"))
    )


_BITS: Final = {
    "ru": Memo(lambda word: _bits(word, "ru")),
    "uk": Memo(lambda word: _bits(word, "uk")),
}


def bits_of(doc: Document, first: int, last: int) -> list[int]:
    """What each of the tokens `[first, last)` of a Russian or Ukrainian document can be."""
    return list(map(_BITS[doc.language].__getitem__, doc.lowers[first:last]))


def is_unnamed(doc: Document, first: int, last: int) -> bool:
    """Whether the sentence of tokens `[first, last)` tells of a firm or contract by its kind, of owners of something,
    or of "him", before it has any name."""
    role = False
    for at, bits in enumerate(bits_of(doc, first, last), first):
        if at > first and (doc.capital[at] or doc.words[at] in _NAMED):
            return False
        if bits & PRONOUN or (role and bits & COPULA):
            return True
        if bits & KIND:
            return _has_verb_behind(doc, at, last) or not is_named_behind(doc, at + 1, _verb_behind(doc, at, last))
        role = role or bool(bits & ROLE and not is_named_behind(doc, at + 1, min(at + 2, last)))
    return False


def _has_verb_behind(doc: Document, at: int, last: int) -> bool:
    """As in "Засновником фірми є Роман Белько": the name behind the verb is another's."""
    if at + 1 == last or doc.capital[at + 1]:
        return False
    found = readings(doc.lowers[at + 1], doc.language)
    return bool(found) and all(each.form.part == "verb" for each in found)


def _verb_behind(doc: Document, at: int, last: int) -> int:
    """Where the phrase of the noun ends, by which it may be named: "Договір про позичку човнів з Вельма | був"."""
    if at + 3 >= last or "preposition" not in word_classes(doc.language).get(doc.lowers[at + 1], ()):
        return min(at + 3, last)
    for here in range(at + 2, min(at + _PHRASE, last)):
        found = readings(doc.lowers[here], doc.language)
        if not (doc.words[here][0].isalnum() or doc.words[here] in _NAMED) or (
            found and all(each.form.part == "verb" for each in found)
        ):
            return here
    return min(at + _PHRASE, last)


def is_named_behind(doc: Document, first: int, last: int) -> bool:
    """As in ТОВ «Карвель», "директор Карл Оден" and "компанія міста Вельм": the next words say which."""
    return any(doc.capital[at] or doc.words[at] in _NAMED for at in range(first, last))
