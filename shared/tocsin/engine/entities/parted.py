"""Where a run of capitalized words holds several names: parted at places, offices, owners and other letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Final

from tocsin.engine.claims.run_on import run_on
from tocsin.engine.claims.speakers.declined import is_foreign
from tocsin.engine.claims.speakers.names import stem
from tocsin.engine.entities.runs import is_adverb
from tocsin.engine.listed import (
    FIRST,
    ORGANIZATION,
    ROLE,
    listed,
)
from tocsin.text.document import Document
from tocsin.text.morphology import readings

_IN_FULL: Final = 2
"""Words of a person's name in full, at least."""
_PERSON: Final = frozenset(("given", "surname"))
_OF_OFFICE: Final = 5
"""Tokens of an office before the acronym that says whose it is."""
_DISTRICT: Final = 4
"""Characters of "D.C."."""


def parted(doc: Document, runs: list[tuple[int, int]], taken: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Russian and Ukrainian runs parted where no name goes on: behind a place in the genitive ("служба Оставии Лен"),
    and behind an acronym before a first name ("президент РФ Лев"); English ones behind the letters of a district."""
    if doc.language not in ("ru", "uk"):
        yield from ((first + _is_district(doc, first, last), last) for first, last in runs)
        return
    surnames, anew = _surnames(doc, runs), frozenset(run_on(doc))
    for first, last in runs:
        begin = first
        for at in range(first, last - 1):
            if (
                _ends_body(doc, at, last, taken, surnames)
                or _is_of_biographer(doc, at)
                or _changes_script(doc, at, last)
                or (at + 1 in anew and at >= begin)
            ):
                if at > begin:
                    yield begin, at + 1
                begin = at + 1
            elif at in anew and is_adverb(doc, at):
                begin = at + 1
        yield begin, last


def _is_district(doc: Document, first: int, last: int) -> bool:
    """As in "in Lissa, D.V. Holm's lawyers": letters behind a town and a comma are where it lies, no first names."""
    word = doc.words[first]
    letters = last - first > 1 and len(word) >= _DISTRICT and word[1::2] == "." * (len(word) // 2) and word.isupper()
    return letters and first > 1 and doc.words[first - 1] == "," and doc.capital[first - 2]


def _changes_script(doc: Document, at: int, last: int) -> bool:
    """As in "глава Velnair Карл Оден", "в эфире VTV Карл Оден": a name in Latin letters ends where two words in the
    text's own begin, unless they are a body's."""
    if not doc.words[at].isascii() or not doc.words[at].isalpha() or last - at - 1 < _IN_FULL:
        return False
    behind = doc.lowers[at + 1 : last]
    return all(word >= "а" for word in behind) and not any(listed[word] & ORGANIZATION for word in behind)


def _surnames(doc: Document, runs: list[tuple[int, int]]) -> frozenset[str]:
    """Last words of the names in full, by their stems: "Одена" beside "Карл Оден" is his."""
    return frozenset(stem(doc.lowers[last - 1]) for first, last in runs if listed[doc.lowers[first]] & FIRST)


def _ends_body(doc: Document, at: int, last: int, taken: Mapping[int, int], surnames: frozenset[str]) -> bool:
    """Whether behind token `at` of a run that goes up to `last` somebody's name begins, or an outlet's."""
    if doc.words[at][-1].isdigit():  # "чемпионка Дорно-2014 Анна Лен"
        return bool(listed[doc.lowers[at + 1]] & FIRST)
    if is_foreign(doc.words[at]) and not doc.words[at + 1].isascii():
        named = stem(doc.lowers[at + 1]) in surnames or _is_surname(doc, at + 1) or _is_holder(doc, at, last)
        return bool(listed[doc.lowers[at + 1]] & FIRST) or (doc.words[at].isalnum() and named)
    if _is_site(doc.words[at + 1]):  # "цитирует Одена Velm.com"
        return stem(doc.lowers[at]) in surnames
    nouns = [each for each in readings(doc.lowers[at], doc.language) if each.form.part == "noun"]
    found = [each.form for each in nouns if each.listed]
    thing = bool(found) and not any(form.animate or form.kind for form in found)
    place = taken.get(doc.starts[at]) == doc.ends[at]
    if place and not found:  # "Без Велманії Оден не ...": a place that only its ending tells the case of
        found = [each.form for each in nouns]
    if not (thing or place) or doc.words[at + 1].isupper() or listed[doc.lowers[at]] & ORGANIZATION:
        return _is_whose(doc, at)
    if found and all("Fixd" in form.features for form in found):  # "президент Перу Карл Оден"
        return at > 0 and bool(listed[doc.lowers[at - 1]] & ROLE)
    cases = {form.case for form in found if form.number == "singular"}
    behind = [each.form for each in readings(doc.lowers[at + 1], doc.language) if each.listed]
    named = not behind or any(form.animate for form in behind)
    named = named or (_is_of_office(doc, at) and any(form.case == "nominative" for form in behind))
    return named and "genitive" in cases and "nominative" not in cases


def _is_holder(doc: Document, at: int, last: int) -> bool:
    """As in "глава союза ОДВ Ингвар Морр": an office before what is abbreviated, and two more words of a name."""
    if last - at - 1 != _IN_FULL or listed[doc.lowers[at + 1]] & ORGANIZATION or doc.words[at + 2].isupper():
        return False
    known = readings(doc.lowers[at + 1], doc.language)
    if known and all(each.listed and each.form.kind not in _PERSON for each in known):
        return False  # "директор ООО Новый Порт"
    return _is_of_office(doc, at)


def _is_of_office(doc: Document, at: int) -> bool:
    """Whether an office stands right before what it is an office of."""
    before = doc.lowers[max(0, at - _OF_OFFICE) : at]
    return any(listed[word] & ROLE for word in takewhile(str.isalpha, reversed(before)))


def _is_site(word: str) -> bool:
    return "." in word[1:-1] and word[-1].isascii()


def _is_whose(doc: Document, at: int) -> bool:
    """As in "директор департаменту Мінвугілля Карл Оден": a thing in the genitive, before a name in full."""
    found = [each.form for each in readings(doc.lowers[at], doc.language) if each.listed and each.form.part == "noun"]
    whose = any(form.case == "genitive" for form in found) and not any(form.animate for form in found)
    named = bool(listed[doc.lowers[at + 1]] & FIRST) and at + 2 < len(doc.words)
    return whose and named and doc.capital[at + 2]


def _is_of_biographer(doc: Document, at: int) -> bool:
    """As in "биограф Бельского Энди Морр": a surname in the genitive that the article has in the nominative too, before
    a first name."""
    word = doc.words[at]
    return word.endswith("а") and bool(listed[doc.lowers[at + 1]] & FIRST) and word[:-1].lower() in doc.counts()


def _is_surname(doc: Document, at: int) -> bool:
    """Whether the dictionary has the word as a surname in the nominative, and as nothing else there."""
    own = [
        each.form for each in readings(doc.lowers[at], doc.language) if each.listed and each.form.case == "nominative"
    ]
    return bool(own) and all(form.kind == "surname" for form in own)
