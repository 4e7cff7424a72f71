"""Tells an English verb from a noun or participle of the same form by its left neighbour."""

from __future__ import annotations

from tocsin.engine.claims.grammar import Grammar
from tocsin.engine.claims.wordclasses import (
    ADVERB,
    BE,
    CLITIC,
    DET,
    DIGIT,
    DO,
    EVIDENCE,
    HAVE,
    LY,
    MODAL,
    NAME,
    OWNING,
    PREPOSITION,
    SUBJECT,
    VERB_LIKE,
    WORD,
)

_FIRST = frozenset(("ed", "ing", "en", "s"))
"""The forms that a sentence can open with and still have as its verb."""
_PAST = frozenset(("ed", "en"))
_PRESENT = frozenset(("base", "s"))
_PLURAL_SUBJECTS = frozenset(
    (
        "that",
        "who",
        "which",
        "and",
        "or",
        "some",
        "many",
        "most",
        "others",
        "not",
        "people",
        "men",
        "women",
        "critics",
        "police",
        "media",
        "staff",
    )
)
_PRONOUN_LIKE = frozenset(("that", "some", "many", "few", "most", "others", "both", "all", "these", "those"))
_SINGULAR_SUBJECTS = frozenset(("who", "which", "that", "and", ","))
_SUBJECTS = frozenset(("who", "that", "which", "and"))
_EVIDENCE = 8
"""Tokens between "records", "polls" and the like and their verb: "records from the last census show"."""
_ADJECTIVE = ("al", "ic", "ous", "ive", "ed")


def is_verb(g: Grammar, at: int, low: int, forms: frozenset[str], *, noun: bool) -> bool:
    """Whether token `at`, which may stand for these verb forms (and, if `noun`, for a noun), is the verb here."""
    before, bits = at - 1, g.bits
    while before >= low and bits[before] & (ADVERB | LY) and bits[before] & (DET | LY) != DET:
        before -= 1
    if before >= low and g.lowers[before] == ")":
        before = next((i - 1 for i in range(before, low, -1) if g.lowers[i] == "("), before)
    if before < low:
        return not forms.isdisjoint(_FIRST)
    if _noun_context(g, before) or (not forms.isdisjoint(_PRESENT) and _complementizer(g, before, low)):
        return False
    if "base" in forms and forms.isdisjoint(_PAST):
        return _plain_form(g, before, low)
    if noun and "s" in forms:
        return _third_person(g, before)
    if bits[before] & (PREPOSITION | DIGIT) and forms <= _PAST:
        return False
    return "homograph" not in g.lexicon.classes.get(g.lowers[at], ()) or _subject_before(g, before)


def _noun_context(g: Grammar, before: int) -> bool:
    lower = g.lowers[before]
    if g.bits[before] & OWNING and not g.bits[before] & SUBJECT and lower not in _PRONOUN_LIKE:
        return True
    return lower in ("'", "’") or g.bits[before] & (CLITIC | BE | HAVE) == CLITIC


def _complementizer(g: Grammar, at: int, low: int) -> bool:
    """A "that" behind a verb of saying: what follows is the subject of its clause ("said that talks ...")."""
    return g.lowers[at] == "that" and at > low and (g.lowers[at - 1] in g.cues or bool(g.bits[at - 1] & VERB_LIKE))


def _plain_form(g: Grammar, before: int, low: int) -> bool:
    """As in "they plan", "to plan", "officials plan"."""
    lower, bits = g.lowers[before], g.bits[before]
    if lower == "to":
        return True
    if bits & PREPOSITION:
        return False
    return (
        bool(bits & (SUBJECT | MODAL | DO))
        or g.has(max(0, before - _EVIDENCE), before, EVIDENCE)
        or (lower.endswith("s") and bits & (WORD | BE) == WORD)
        or lower in _PLURAL_SUBJECTS
        or _plural_head(g, before, low)
    )


def _plural_head(g: Grammar, before: int, low: int) -> bool:
    """As in "Analysts at the institute believe"."""
    found = g.phrase_left(before + 1, low)
    link = next((i for i in range(found[0] + 1, found[1]) if g.bits[i] & PREPOSITION), None) if found else None
    return link is not None and g.lowers[link - 1].endswith("s") and g.bits[link - 1] & (WORD | BE) == WORD


def _third_person(g: Grammar, before: int) -> bool:
    """As in "the ministry plans" against "new plans"."""
    lower = g.lowers[before]
    if g.bits[before] & PREPOSITION or lower.endswith(_ADJECTIVE):
        return False
    return not lower.endswith("s") or lower in _SINGULAR_SUBJECTS or _subject_before(g, before)


def _subject_before(g: Grammar, before: int) -> bool:
    return bool(g.bits[before] & (NAME | SUBJECT)) or g.lowers[before] in _SUBJECTS
