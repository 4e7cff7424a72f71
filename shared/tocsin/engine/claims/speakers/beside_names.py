"""What stands beside a name: offices before and behind it, whose they are, and what kind of name that makes it."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from tocsin.engine.claims.speakers.names import name_words
from tocsin.engine.claims.speakers.nominative import is_nominative
from tocsin.engine.listed import FIRST, ORGANIZATION, PERSONAL, ROLE, TITLE, UNNAMED, listed
from tocsin.model import EntityKind
from tocsin.text.document import Document
from tocsin.text.morphology import readings

JOINS: Final = frozenset(("of", "for", "on", "and", "&", "the"))
"""Small words inside a name."""
_POSSESSIVE: Final = frozenset(("'s", "’s", "'", "’"))
_GENITIVES: Final = ("а", "я", "у", "ю", "ии", "ії", "ы", "и", "і", "ого", "его", "ой", "ої")
_LEAST: Final = 4
"""Letters of a country in the genitive: "Ли" and "Мао" begin names."""
_PATRONYMIC: Final = ("вич", "вича", "вичу", "вичем", "вна", "вны", "вни", "вной", "вною", "ич", "ична")
_OFFICE: Final = 5
"""Tokens behind a name, and half as many as before it, within which an office is looked for."""


def behind_offices(doc: Document, start: int, kinds: list[int], low: int, high: int) -> int:
    """Where in the run from token `start`, of these kinds of words, the name begins; `low` where nothing parts it."""
    lowers = doc.lowers
    cut = low
    for at in range(low, high - 1):
        if kinds[at] & TITLE or (kinds[at] & (ROLE | UNNAMED) and lowers[start + at + 1] not in JOINS):
            cut = at + 1
    unlisted = cut + 1 < high and not kinds[cut] & FIRST
    if unlisted and not _begins_behind_office(
        doc, start, cut, low
    ):  # "Albania Edi Rama": a place before the first name
        cut = next((at for at in range(cut + 1, high - 1) if kinds[at] & FIRST), cut)
    if cut > low and high - cut > 2 and not kinds[cut] & FIRST and _is_owner(doc, start + cut):
        cut += 1  # "омбудсман Велмарка Сильвия Ренко": whose office it is stands before the name
    if cut > low and lowers[start] < "а" and any(kinds[at] & ORGANIZATION for at in range(cut, high)):
        cut = low
    return cut


def _begins_behind_office(doc: Document, start: int, cut: int, low: int) -> bool:
    """As in the English "president Otmar Maria Velden": right behind a small office the name begins, known or not."""
    small = doc.language == "en" and cut == low and start > 0 and not doc.capital[start - 1]
    return small and bool(listed[doc.lowers[start - 1]] & (ROLE | TITLE))


def owner_before_name(doc: Document, start: int, end: int, kinds: list[int]) -> int:
    """Words that say whose office it is: "министр транспорта | Велмарка | Карл Оден"; two words at least are a name."""
    owner = 0
    while end - start - owner > 2 and not kinds[owner] & PERSONAL and _is_owner(doc, start + owner):
        owner += 1
    if not owner or any(kind & (TITLE | ROLE | ORGANIZATION) for kind in kinds):
        return 0
    low = max(doc.sentences[doc.sentence_of[start]].first, start - _OFFICE)
    before = takewhile(_in_phrase, reversed(doc.lowers[low:start]))
    return owner if any(listed[word] & ROLE for word in before) else 0


def _is_owner(doc: Document, at: int) -> bool:
    """Behind an office: an acronym or a genitive, unless a patronymic follows."""
    word = doc.words[at]
    genitive = doc.lowers[at] >= "а" and len(word) >= _LEAST and doc.lowers[at].endswith(_GENITIVES)
    return (word.isupper() and len(word) > 1) or (genitive and not doc.lowers[at + 1].endswith(_PATRONYMIC))


def is_country_of(doc: Document, office: str, at: int) -> bool:
    """As in "президент Велмарка" beside "Велмарк": a holder would stand in the nominative, as the office does."""
    lower = doc.lowers[at]
    if lower < "а" or not lower.endswith(_GENITIVES) or not is_nominative(office, doc.language):
        return False
    return lower[:-1] in doc.counts()


def kind_of_name(doc: Document, run: tuple[int, int]) -> EntityKind:
    first, last = run
    lowers, words = doc.lowers, doc.words
    in_marks = last - first > 1 and words[first - 1 : first] == ["«"] and words[last : last + 1] == ["»"]
    if in_marks or any(listed[word] & ORGANIZATION for word in lowers[first:last]):
        return "organization"
    if last - first == 1:
        return "organization" if words[first].isupper() and len(words[first]) > 1 else "other"
    if listed[lowers[first]] & PERSONAL or words[first].endswith(".") or _is_given(lowers[first], doc.language):
        return "person"
    before = lowers[first - 1] if first else ""
    if listed[before] & (TITLE | ROLE) or before.endswith("-old"):
        return "person"
    aged = last + 1 < len(words) and words[last] == "," and words[last + 1].isdigit()
    if aged or _has_office(doc, run):
        return "person"
    region = lowers[first] in name_words().compass
    body = before == "the" or last - first > 3 or words[last - 1].isupper() or region
    return "organization" if body else "other"


def _is_given(word: str, language: str) -> bool:
    """A first name by the dictionary of Russian or Ukrainian, in any case: "Киру"."""
    return any(each.listed and each.form.kind == "given" for each in readings(word, language))


def _has_office(doc: Document, run: tuple[int, int]) -> bool:
    first, last = run
    behind = last + 1 < len(doc.words) and doc.words[last] == "," and _office_behind(doc, last)
    return behind or (first > 1 and doc.words[first - 1] == "," and _office_before(doc, first - 1))


def _office_behind(doc: Document, comma: int) -> bool:
    """As in ", a teacher" or ", who": what only persons are."""
    lowers = doc.lowers
    if lowers[comma + 1] in ("who", "whose"):
        return True
    end = min(comma + 2 + _OFFICE, len(lowers))
    return lowers[comma + 1] in ("a", "an", "the", "his", "her") and any(
        listed[word] & ROLE for word in takewhile(str.isalpha, lowers[comma + 2 : end])
    )


def _office_before(doc: Document, comma: int) -> bool:
    """As in "Merinia's interior minister, " or "The mayor of the nearby town of Sellin, "."""
    low = max(doc.sentences[doc.sentence_of[comma]].first, comma - 2 * _OFFICE)
    return any(listed[word] & ROLE for word in takewhile(_in_phrase, reversed(doc.lowers[low:comma])))


def _in_phrase(word: str) -> bool:
    return word[0].isalnum() or word in _POSSESSIVE
