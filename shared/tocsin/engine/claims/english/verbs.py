"""Tells an English verb from a noun or participle of the same form by its left neighbour."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from tocsin.engine.claims.english.phrases import phrase_left, subject_left
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.wordclasses import (
    ADVERB,
    AUXILIARY,
    BE,
    CLITIC,
    COORDINATOR,
    DET,
    DIGIT,
    DO,
    EVIDENCE,
    FINITE,
    LY,
    MODAL,
    NAME,
    OWNING,
    POSSESSIVE,
    PREPOSITION,
    SUBJECT,
    SUBORDINATOR,
    VERB_LIKE,
    WORD,
)
from tocsin.engine.claims.english.words import has
from tocsin.engine.claims.lexicon import Cue, english

_PLURAL_SUBJECTS: Final = frozenset(
    (
        *("that", "who", "which", "and", "or", "some", "many", "most", "others", "not", "people", "men", "women"),
        *(
            "%",
            "critics",
            "police",
            "media",
            "staff",
            "percent",
            "cent",
            "majority",
            "half",
            "third",
            "quarter",
            "dozen",
        ),
    )
)
_BOTH: Final = frozenset(("neither", "either", "both"))
_PRONOUN_LIKE: Final = frozenset(
    ("that", "some", "many", "few", "most", "others", "both", "all", "these", "those", "another", "each", "several")
)
_SINGULAR_SUBJECTS: Final = frozenset(("who", "which", "that", "and", ","))
_OWNS: Final = frozenset((DET, POSSESSIVE, OWNING))
"""A determiner or possessive that is no subject: a noun follows."""
_APOSTROPHES: Final = frozenset(("'", "’"))
_SUBJECTS: Final = frozenset(("who", "that", "which", "and"))
_CAUSING: Final = frozenset(
    (
        *("let", "lets", "letting", "make", "makes", "made", "making", "help", "helps", "helped", "helping", "to"),
        *("have", "had", "having", "hear", "heard", "hearing", "see", "saw", "watch", "watched", "did", "does", "do"),
    )
)
_CAUSED: Final = 4
"""Words between "let" and the verb that it takes: "let the voters know"."""
_NUMBERS: Final = frozenset(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen", "hundred")
)
_EVIDENCE: Final = 8
"""Tokens between "records", "polls" and the like and their verb: "records from the last census show"."""
_ADJECTIVE: Final = ("al", "ic", "ous", "ive", "ed")


class Forms(NamedTuple):
    """What a cue word may be: the cue for each part of speech, and which forms of the verb."""

    verb: Cue | None
    noun: Cue | None
    adjective: Cue | None
    ing: bool
    participle: bool
    passive: bool
    """A past form or participle, which "be" before it makes a passive."""
    opening: bool
    """Some other form than the plain one: it may open a sentence as its verb."""
    present: bool
    bare: bool
    """The plain form, and no past form."""
    plain: bool
    """The plain form, and neither a past form nor a participle."""
    third: bool
    """The third person, and a plural noun."""
    past: bool
    """Only past forms and participles."""
    only_third: bool
    """The third person and no other form of the verb."""
    homograph: bool
    """A noun is as common as the verb."""
    never_noun: bool
    """No noun has this form: "say", "believe"."""


@cache
def forms_of(word: str) -> Forms:
    """What the cue `word` may be."""
    found = english().cues[word]
    forms = {form for cue, form in found if cue.part == "verb"}
    parts = {cue.part: cue for cue, _ in reversed(found)}
    return Forms(
        verb=parts.get("verb"),
        noun=parts.get("noun"),
        adjective=parts.get("adjective"),
        ing="ing" in forms,
        participle="en" in forms,
        passive="ing" not in forms and bool(forms & {"en", "ed"}),
        opening=bool(forms - {"base"}),
        present=bool(forms & {"base", "s"}),
        bare="base" in forms and "ed" not in forms,
        plain="base" in forms and not forms & {"ed", "en"},
        third="s" in forms and "noun" in parts,
        past=forms <= {"ed", "en"},
        only_third=forms == {"s"},
        homograph="homograph" in english().classes.get(word, ()),
        never_noun="never_noun" in english().classes.get(word, ()),
    )


def is_verb(s: EnglishScene, at: int, low: int, forms: Forms) -> bool:
    """Whether token `at`, which may stand for these forms of a verb, is the verb here."""
    before, bits, lowers = at - 1, s.bits, s.lowers
    while before >= low and bits[before] & (ADVERB | LY) and bits[before] & (DET | LY) != DET:
        before -= 1
    if before > low and lowers[before] in _BOTH and bits[before - 1] & AUXILIARY:
        before -= 1  # "would neither confirm nor deny"
    if before >= low and lowers[before] == ")":
        before = next((i - 1 for i in range(before, low, -1) if lowers[i] == "("), before)
    if before < low:
        return forms.opening and not forms.homograph  # "Doubts grow"
    found, lower = bits[before], lowers[before]
    noun_follows = found & (OWNING | SUBJECT) in _OWNS and lower not in _PRONOUN_LIKE
    noun_follows = noun_follows or bool(forms.only_third and found & PREPOSITION)  # "a team of volunteers"
    if noun_follows or lower in _APOSTROPHES or found & (CLITIC | BE) == CLITIC:
        return False
    if forms.present and lower == "that" and _complementizer(s, before, low):
        return False
    if forms.plain:
        return _plain_form(s, before, low) or (forms.never_noun and _never_noun(s, at, before, low))
    if forms.third:
        return _third_person(s, before) and not _verb_next(s, at)
    share = found & DIGIT and lowers[before - 1] == "in"  # "about four in 10 said"
    behind_noun = bool(share) or not (forms.past and found & (PREPOSITION | DIGIT))
    return behind_noun and (not forms.homograph or _subject_before(s, before) or _evidence_before(s, before))


def _complementizer(s: EnglishScene, at: int, low: int) -> bool:
    """A "that" behind a verb of saying: what follows is the subject of its clause ("said that talks ...")."""
    return at > low and (bool(s.bits[at - 1] & VERB_LIKE) or s.lowers[at - 1] in s.lexicon.cues)


def _plain_form(s: EnglishScene, before: int, low: int) -> bool:
    """As in "they plan", "to plan", "officials plan"."""
    lower, bits = s.lowers[before], s.bits[before]
    if lower == "to":
        return True
    if bits & PREPOSITION:
        return False
    return (
        bool(bits & (SUBJECT | MODAL | DO | DIGIT))
        or _plural_evidence_before(s, before)
        or (lower.endswith("s") and bits & (WORD | BE) == WORD)
        or lower in _PLURAL_SUBJECTS
        or (_plural_behind(s, before, low) if lower == "," else _plural_head(s, before, low))
    )


def _never_noun(s: EnglishScene, at: int, before: int, low: int) -> bool:
    """As in "Activists in the town say", "..., say experts", but not in "let the voters know"."""
    if s.words[before] == ",":
        return at + 1 < len(s.lowers) and s.lowers[at + 1].endswith("s")
    if s.bits[before] & (WORD | BE | COORDINATOR | SUBORDINATOR | ADVERB) != WORD:
        return False
    return not any(lower in _CAUSING for lower in s.lowers[max(low, before - _CAUSED) : before + 1])


def _plural_head(s: EnglishScene, before: int, low: int) -> bool:
    """As in "Analysts at the institute believe"."""
    found = phrase_left(s, before + 1, low)
    link = next((i for i in range(found[0] + 1, found[1]) if s.bits[i] & PREPOSITION), None) if found else None
    return link is not None and s.lowers[link - 1].endswith("s") and s.bits[link - 1] & (WORD | BE) == WORD


def _plural_behind(s: EnglishScene, comma: int, low: int) -> bool:
    """As in "The biggest banks, like Holm and Velo, say"."""
    subject = subject_left(s, comma + 1, low)
    first = next((i for i in range(subject[0], comma) if s.words[i] == ","), None) if subject else None
    return first is not None and (s.lowers[first - 1].endswith("s") or s.lowers[first - 1] in _PLURAL_SUBJECTS)


def _third_person(s: EnglishScene, before: int) -> bool:
    """As in "the ministry plans" against "new plans"."""
    lower = s.lowers[before]
    if s.bits[before] & PREPOSITION or lower.endswith(_ADJECTIVE) or lower in _NUMBERS:
        return False
    if s.bits[before] & FINITE and lower in s.lexicon.finite:
        return False  # "said reports of the fire were wrong"
    return not lower.endswith("s") or lower in _SINGULAR_SUBJECTS or _subject_before(s, before)


def _verb_next(s: EnglishScene, at: int) -> bool:
    """As in "Ostavian figures say", "protests soon followed": the word is the subject of the verb behind it."""
    here = at + 1
    while here < s.high and s.bits[here] & (ADVERB | LY):
        here += 1
    if here >= s.high:
        return False
    plain = "never_noun" in s.lexicon.classes.get(s.lowers[here], ())
    return plain or bool(s.bits[here] & AUXILIARY)


def _evidence_before(s: EnglishScene, before: int) -> bool:
    """As in "Exit polls in nine towns show"."""
    return has(s, max(0, before - _EVIDENCE), before + 1, EVIDENCE)


def _plural_evidence_before(s: EnglishScene, before: int) -> bool:
    """As in "polls in nine towns show", but not in "a court order"."""
    several = s.lowers[before].endswith("s") or s.lowers[before] in ("data", "evidence")
    return _evidence_before(s, before) and (several or not s.bits[before] & EVIDENCE)


def _subject_before(s: EnglishScene, before: int) -> bool:
    return bool(s.bits[before] & (NAME | SUBJECT)) or s.lowers[before] in _SUBJECTS
