"""Tells an English verb from a noun or participle of the same form by its left neighbour."""

from __future__ import annotations

from tocsin.engine.claims.grammar import Grammar

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
_EVIDENCE = 8
"""Tokens between "records", "polls" and the like and their verb: "records from the last census show"."""
_ADJECTIVE = ("al", "ic", "ous", "ive", "ed")


def is_verb(g: Grammar, at: int, low: int, forms: set[str] | frozenset[str], *, noun: bool, titled: bool) -> bool:
    """Whether token `at`, which may stand for these verb forms (and, if `noun`, for a noun), is the verb here."""
    if g.is_name(at) and at > low and not titled:
        return False
    before = at - 1
    while before >= low and (
        ("adverb" in g.classes[before] and "det" not in g.classes[before]) or g.lowers[before].endswith("ly")
    ):
        before -= 1
    if before >= low and g.lowers[before] == ")":
        before = next((i - 1 for i in range(before, low, -1) if g.lowers[i] == "("), before)
    if before < low:
        return bool(forms & {"ed", "ing", "en", "s"})
    if _noun_context(g, before) or (forms & {"base", "s"} and _complementizer(g, before, low)):
        return False
    if "base" in forms and not forms & {"ed", "en"}:
        return _plain_form(g, before, low)
    if "s" in forms and noun:
        return _third_person(g, before)
    return _inflected(g, at, before, forms)


def _inflected(g: Grammar, at: int, before: int, forms: set[str] | frozenset[str]) -> bool:
    if forms <= {"ed", "en"} and ("preposition" in g.classes[before] or g.words[before][0].isdigit()):
        return False
    return "homograph" not in g.classes[at] or _subject_before(g, before)


def _noun_context(g: Grammar, before: int) -> bool:
    lower = g.lowers[before]
    if g.has(before, "det", "possessive") and "subject" not in g.classes[before] and lower not in _PRONOUN_LIKE:
        return True
    return lower in ("'", "’") or (lower in ("'s", "’s") and not g.has(before, "be", "have"))


def _complementizer(g: Grammar, at: int, low: int) -> bool:
    """A "that" behind a verb of saying: what follows is the subject of its clause ("said that talks ...")."""
    return g.lowers[at] == "that" and at > low and (g.lowers[at - 1] in g.cues or g.verb_like(at - 1))


def _plain_form(g: Grammar, before: int, low: int) -> bool:
    """As in "they plan", "to plan", "officials plan"."""
    lower = g.lowers[before]
    if lower == "to":
        return True
    if "preposition" in g.classes[before]:
        return False
    if any("evidence" in g.classes[i] for i in range(max(0, before - _EVIDENCE), before)):
        return True
    plural = lower.endswith("s") and g.is_word(before) and "be" not in g.classes[before]
    return (
        plural or _plural_head(g, before, low) or lower in _PLURAL_SUBJECTS or g.has(before, "subject", "modal", "do")
    )


def _plural_head(g: Grammar, before: int, low: int) -> bool:
    """As in "Analysts at the institute believe"."""
    found = g.phrase_left(before + 1, low)
    if found is None:
        return False
    link = next((i for i in range(found[0] + 1, found[1]) if "preposition" in g.classes[i]), None)
    return (
        link is not None
        and g.lowers[link - 1].endswith("s")
        and g.is_word(link - 1)
        and "be" not in g.classes[link - 1]
    )


def _third_person(g: Grammar, before: int) -> bool:
    """As in "the ministry plans" against "new plans"."""
    lower = g.lowers[before]
    if "preposition" in g.classes[before] or lower.endswith(_ADJECTIVE):
        return False
    return _subject_before(g, before) or lower in _SINGULAR_SUBJECTS or not lower.endswith("s")


def _subject_before(g: Grammar, before: int) -> bool:
    return g.is_name(before) or "subject" in g.classes[before] or g.lowers[before] in ("who", "that", "which", "and")
