"""Runs of capitalized words that may be names, without what opens a sentence or a quotation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Final

from tocsin.engine.claims.slavic.lexicon import is_text, vocabulary
from tocsin.engine.claims.speakers.beside_names import (
    JOINS,
    behind_offices,
    owner_before_name,
)
from tocsin.engine.claims.speakers.cases import stand_apart
from tocsin.engine.dateline import behind_dateline
from tocsin.engine.listed import (
    ARTICLE,
    DATE,
    FIRST,
    GROUP,
    ORGANIZATION,
    PROPER,
    ROLE,
    TITLE,
    UNNAMED,
    listed,
    opens_body,
)
from tocsin.text.document import Document
from tocsin.text.morphology import Reading, readings

_PARTICLES: Final = frozenset(
    (
        *(
            "de",
            "del",
            "der",
            "den",
            "van",
            "von",
            "bin",
            "ibn",
            "al",
            "el",
            "la",
            "le",
            "da",
            "di",
            "du",
            "dos",
            "ben",
        ),
        *("abu", "af", "zu", "ter"),
        *("фон", "дер", "ван"),
    )
)
_WITHIN: Final = ARTICLE | DATE | TITLE | ROLE | UNNAMED | ORGANIZATION
"""Words that may part a run of capitals, so that the name is a part of it."""
_LONGEST: Final = 8
"""Tokens of a name; longer runs are headlines and lists."""
_TITLE_CASE: Final = 0.6
"""Share of capitalized words from which a sentence is a headline, where a capital letter tells nothing."""
_OPENING: Final = frozenset(('"', "“", "«", "„", "‘", "'", "``", "''"))
_ANNOUNCES: Final = frozenset((":", ","))
"""Before a quotation inside of a sentence."""


def capital_runs(doc: Document) -> list[tuple[int, int]]:
    """Maximal runs of capitalized tokens within a sentence, without titles, roles and words that open a sentence."""
    classes = vocabulary(doc.language)
    written = {doc.lowers[sentence.first] for sentence in doc.sentences}.intersection(doc.words)
    words, lowers, capital = doc.words, doc.lowers, doc.capital
    found: list[tuple[int, int]] = []
    current, done = -1, 0
    for start in doc.upper:
        if doc.sentence_of[start] != current:
            current = doc.sentence_of[start]
            sentence = doc.sentences[current]
            first, last = sentence.first, sentence.last
            done = first
            if words[last - 1] != "." and _in_title_case(capital[first:last]):  # a headline
                done = last
            elif words[first].isupper() or ":" in words[first]:
                done = behind_dateline(doc, first, last)
        if start >= done:
            done = _run_end(doc, start, last)
            opens = _is_first(words, start, first) and (
                _opens_sentence(lowers[start], classes, written, done - start) or _is_of_name(doc, start, done)
            )
            if opens or is_adverb(doc, start):
                start += 1  # noqa: PLW2901 - the name begins behind the word that opens the sentence
            found += _names_in(doc, start, done)
    return found


def _is_first(words: Sequence[str], start: int, first: int) -> bool:
    """Whether a word opens its sentence, or a quotation at its beginning or behind a colon: "“But Velnair ..."."""
    if start == first:
        return True
    return words[start - 1] in _OPENING and (start - 1 == first or words[start - 2] in _ANNOUNCES)


def is_adverb(doc: Document, start: int) -> bool:
    """As in "Спочатку Velnair ...": a Russian or Ukrainian word that the dictionary has as nothing but an adverb."""
    if doc.language not in ("ru", "uk") or listed[doc.lowers[start]] & (FIRST | ORGANIZATION):
        return False
    found = readings(doc.lowers[start], doc.language)
    return bool(found) and all(each.listed and each.form.part == "adverb" for each in found)


def _is_of_name(doc: Document, start: int, end: int) -> bool:
    """As in "Беседа Карла Одена", "Форвард Карл Оден": a thing of somebody's, or what he is, opens the sentence, and is
    no part of his name."""
    acronym = end - start > 1 and doc.words[start + 1].isupper() and len(doc.words[start + 1]) > 1
    if acronym and is_text(doc.lowers[start : start + 1], doc.language):
        return True
    if end - start < 2 or doc.lowers[start] < "а" or listed[doc.lowers[start]] & (ORGANIZATION | PROPER | FIRST | ROLE):
        return False
    things = readings(doc.words[start], doc.language)
    if things and all(each.listed and _is_common(each) for each in things) and any(map(_is_somebody, things)):
        return True
    owners = readings(doc.words[start + 1], doc.language)
    thing = all(
        each.listed and each.form.part == "noun" and not (each.form.animate or each.form.kind) for each in things
    )
    owner = any(
        each.form.case == "genitive" and (each.form.kind in ("given", "surname") or not each.listed) for each in owners
    )
    return bool(things) and thing and owner


def _is_common(each: Reading) -> bool:
    return not each.form.kind and each.form.part in ("noun", "adjective")


def _is_somebody(each: Reading) -> bool:
    return each.form.part == "noun" and bool(each.form.animate) and each.form.case == "nominative"


def _in_title_case(capital: Sequence[bool]) -> bool:
    return len(capital) > 4 and capital.count(True) > _TITLE_CASE * len(capital)


def _run_end(doc: Document, start: int, last: int) -> int:
    words, lowers = doc.words, doc.lowers
    organization = listed[lowers[start]] & ORGANIZATION
    end = start + 1
    while end < last and end - start < _LONGEST:
        if words[end][0].isupper():
            told = listed[lowers[end - 1]] & (FIRST | ROLE | TITLE)  # the next word is its holder's or a surname
            if lowers[end] >= "а" and not told and stand_apart(lowers[end - 1], lowers[end], doc.language):
                break
            organization |= listed[lowers[end]] & ORGANIZATION
            end += 1
        elif lowers[end] in _PARTICLES and end + 1 < last and words[end + 1][0].isupper():
            end += 2
        elif lowers[end : end + 2] == ["фон", "дер"] and end + 2 < last and words[end + 2][0].isupper():
            end += 3
        elif organization and lowers[end] in JOINS:
            after = end + 2 if end + 1 < last and lowers[end + 1] == "the" else end + 1
            if lowers[end] == "and" or after >= last or not words[after][0].isupper():
                break
            end = after + 1
        else:
            break
    return end


def _opens_sentence(lower: str, classes: frozenset[str], written: set[str], size: int) -> bool:
    """Whether the capital of a sentence's first word is only that of the sentence; `written`: openings that the text
    has in small letters as well."""
    kinds = listed[lower]
    if lower in classes or kinds & GROUP:
        return True
    if size == 1:
        return (
            (bool(kinds & ORGANIZATION) and not kinds & PROPER)
            or lower in written
            or lower.endswith(("ing", "ly", "ed"))
        )
    return lower in written and not kinds & (FIRST | ROLE)


def _names_in(doc: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The names inside a run: behind the last title or role ("Ukrainian President Volodymyr Zelensky")."""
    if _fills_marks(doc, start, end):
        return [(start, end)]
    kinds = list(map(listed.__getitem__, doc.lowers[start:end]))
    together = reduce(or_, kinds, 0)
    if end - start > 2 and doc.lowers[start] >= "а":
        owner = owner_before_name(doc, start, end, kinds)
        start, kinds = start + owner, kinds[owner:]
    if not together & _WITHIN and (end - start < 3 or not together & FIRST):
        return [(start, end)] if end - start > 1 or (end > start and len(doc.lowers[start]) > 1) else []
    low, high = 0, len(kinds)
    while low < high and kinds[low] & (ARTICLE | DATE) and not opens_body(doc, start + low):
        low += 1
    while low < high and kinds[high - 1] & DATE:
        high -= 1
    cut = behind_offices(doc, start, kinds, low, high)
    low = next((at for at in range(low, cut) if not kinds[at] & ROLE), cut)
    found = []
    if any(kinds[at] & ORGANIZATION for at in range(low, cut - 1)):
        found.append((start + low, start + cut))
    alone = high - cut == 1
    if cut < high and not (alone and (kinds[cut] & (TITLE | ROLE) or len(doc.lowers[start + cut]) < 2)):
        found.append((start + cut, start + high))
    return found


def _fills_marks(doc: Document, start: int, end: int) -> bool:
    """As in ТОВ «Прем'єр Лізинг»: two words and more in guillemets are one name, whatever each of them means."""
    return end - start > 1 and doc.words[start - 1 : start] == ["«"] and doc.words[end : end + 1] == ["»"]


def is_adjective_of_next(doc: Document, at: int) -> bool:
    """As in "спикера Государственной пограничной службы": a body's name begins, and no person's."""
    behind = doc.lowers[at + 1 : at + 2]
    if not behind or doc.capital[at + 1] or not behind[0][0].isalpha():
        return False
    here, there = readings(doc.lowers[at], doc.language), readings(behind[0], doc.language)
    nominal = ("adjective", "participle", "noun")
    cases = {each.form.case for each in there if each.listed and each.form.part in nominal}
    return any(each.form.part == "adjective" and each.form.case in cases for each in here)
