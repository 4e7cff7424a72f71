"""Russian and Ukrainian pronouns whose noun stands nowhere in their own sentence: "Суд оставил в силе решение о её
высылке", "Сумма, которую за него внесут". Alone such a sentence tells of nobody."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.text.document import Document
from tocsin.text.morphology import Form, readings

_HIM: Final = frozenset(
    (
        *("он", "его", "ему", "него", "нему", "ним", "нём", "нем"),
        *("він", "його", "йому", "нього", "ньому", "нім"),
    )
)
_HER: Final = frozenset(
    (
        *("она", "её", "ее", "ей", "неё", "нее", "ней", "нею"),
        *("вона", "її", "їй", "неї", "нею", "ній"),
    )
)
_THEM: Final = frozenset(
    (
        *("они", "их", "ими", "них", "ними"),
        *("вони", "їх", "їм", "їхній", "їхня", "їхнє", "їхні", "їхнього", "їхньої", "їхніх"),
    )
)
PRONOUNS: Final = _HIM | _HER | _THEM
_SUBJECTS: Final = frozenset(("он", "она", "они", "він", "вона", "вони"))
"""They can mean any noun before them; in another case none means the subject of its own clause."""
_CLAUSE: Final = frozenset((",", ";", ":", "—", "–", "(", ")"))
_AND: Final = frozenset(("и", "та", "і", "й"))
_SHORT: Final = frozenset(("participle", "adjective"))
_MASCULINE: Final = frozenset(("masculine", "neuter"))
_FEMININE: Final = frozenset(("feminine",))
_CONSONANTS: Final = frozenset("бвгґджзйклмнпрстфхцчшщ")
_RARE: Final = 0.02
"""A reading with a smaller share is not meant."""
_REACH: Final = 60
"""Tokens on either side of a pronoun among which its noun is looked for."""


def leans_on_pronoun(doc: Document, first: int, last: int, also: Range | None = None) -> bool:
    """Whether a pronoun stands in tokens `[first, last)` and nobody and nothing it can mean there, or in the tokens
    `also` of who says it."""
    if PRONOUNS.isdisjoint(doc.lowers[first:last]):
        return False
    told = () if also is None else range(*also)
    return any(
        doc.lowers[at] in PRONOUNS and not (_is_meant_inside(doc, at, first, last) or _is_meant_by(doc, at, told))
        for at in range(first, last)
    )


def _is_meant_inside(doc: Document, at: int, first: int, last: int) -> bool:
    """By a word before it; or, in a clause that opens the sentence, by a name behind its comma."""
    pronoun, bound = doc.lowers[at], _is_bound(doc, at, first)
    for here in range(at - 1, max(first, at - _REACH) - 1, -1):
        bound = bound and doc.words[here] not in _CLAUSE and doc.lowers[here] not in _AND
        if _can_mean(doc, here, pronoun) and not (bound and _is_subject(doc, here, first)):
            return True
    comma = next((i for i in range(at + 1, min(last, at + _REACH)) if doc.words[i] == ","), last)
    return any(doc.capital[i] and _can_mean(doc, i, pronoun) for i in range(comma + 1, min(last, comma + _REACH)))


def _is_meant_by(doc: Document, at: int, source: range | tuple[()]) -> bool:
    return any(_can_mean(doc, here, doc.lowers[at]) for here in source)


def _is_bound(doc: Document, at: int, first: int) -> bool:
    """Whether the subject of its own clause cannot be meant, which would be "себя" or "свой": not so in "Лен и его
    жена", nor behind a passive ("Лен был убит одним из его знакомых")."""
    if doc.lowers[at] in _SUBJECTS or (at > first and doc.lowers[at - 1] in _AND):
        return False
    for here in range(at - 1, max(first, at - _REACH) - 1, -1):
        if doc.words[here] in _CLAUSE:
            return True
        found = readings(doc.lowers[here], doc.language)
        if any(each.form.part in _SHORT and not each.form.case for each in found[:1]):
            return False
    return True


def _can_mean(doc: Document, here: int, pronoun: str) -> bool:
    """Whether the word at `here` names somebody, or what a clause is about, in the gender and number of the pronoun."""
    lower = doc.lowers[here]
    if pronoun in _THEM and (lower in _AND or lower[0].isdigit()):
        return True  # "Лен и Оден ... их"
    found = [each for each in readings(lower, doc.language) if each.share > _RARE]
    if doc.capital[here] and not any(each.listed for each in found):
        return pronoun not in _THEM
    return any(
        _agrees(each.form, pronoun) and (doc.capital[here] or each.form.animate or each.form.case == "nominative")
        for each in found
        if each.form.part == "noun"
    )


def _is_subject(doc: Document, here: int, first: int) -> bool:
    """A noun that can only be a nominative where it stands, or a name that the dictionary lacks and that has no
    ending."""
    if here > first and "preposition" in word_classes(doc.language).get(doc.lowers[here - 1], ()):
        return False
    found = [each for each in readings(doc.lowers[here], doc.language) if each.share > _RARE]
    if not any(each.listed for each in found):
        return doc.lowers[here][-1] in _CONSONANTS
    cases = {each.form.case for each in found if each.form.part == "noun"}
    return "nominative" in cases and "genitive" not in cases


def _agrees(form: Form, pronoun: str) -> bool:
    if pronoun in _THEM:
        return form.number == "plural"
    wanted = _FEMININE if pronoun in _HER else _MASCULINE
    return form.number != "plural" and (form.gender in ("", "common") or form.gender in wanted)
