"""People who are told by their number: "41% жителей", "двое сенаторов", "ряд экспертов"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.heads import is_modifier
from tocsin.engine.claims.slavic.lexicon import lemmas_of
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import has, lower_at
from tocsin.engine.claims.speakers.names import GROUP, ROLE, kinds
from tocsin.text.morphology import readings

_GENITIVE: Final = frozenset(("genitive",))

_ONE: Final = frozenset(("один", "одна", "двое", "двоє", "трое", "троє", "некоторые", "деякі", "многие", "багато"))
_OF: Final = frozenset(("из", "з", "із"))


def is_amount(s: SlavicScene, at: int) -> bool:
    """As in "41% жителей", "двое сенаторов", "тысячи верующих": people, with their number right before them."""
    word = s.words[at]
    if not (word.isdigit() or word[0].isalpha()):
        return False
    if s.lowers[at] in _ONE and lower_at(s, at + 1) in _OF:
        return _counted_behind(s, at + 2)
    counted = word.isdigit() or any(
        each.form.case == "nominative"
        and (each.form.part == "numeral" or each.lemma in lemmas_of(s.doc.language, "amount"))
        for each in readings(s.lowers[at], s.doc.language)
    )
    here = at + 1
    while counted and here < min(s.high, at + 4) and (s.words[here] == "%" or is_modifier(s, here, _GENITIVE)):
        here += 1
    return counted and here < s.high and _is_people(s, here)


def counts_people(s: SlavicScene, at: int) -> bool:
    """As in "по мнению ряда экспертов": a word of number in any case, with people behind it."""
    amounts = lemmas_of(s.doc.language, "amount")
    counts = any(each.lemma in amounts for each in readings(s.lowers[at], s.doc.language))
    return counts and _counted_behind(s, at + 1)


def _counted_behind(s: SlavicScene, start: int) -> bool:
    here = start
    while here < min(s.high, start + 3) and is_modifier(s, here, _GENITIVE):
        here += 1
    return here < s.high and _is_people(s, here)


def _is_people(s: SlavicScene, at: int) -> bool:
    lower = lower_at(s, at)
    if has(s, at, "time"):
        return False
    listed = bool(kinds(lower) & (GROUP | ROLE))
    bodies = lemmas_of(s.doc.language, "source")
    return any(
        each.form.case == "genitive"
        and each.form.part == "noun"
        and (each.form.animate or listed or each.lemma in bodies)
        for each in readings(lower, s.doc.language)
    )
