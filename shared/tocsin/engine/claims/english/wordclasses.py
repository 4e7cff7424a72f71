"""The tokens of an English document as sets of bits: word classes, shapes, and what one token or a verb group is."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.lexicon import english
from tocsin.text.memo import Memo

CUE: Final = 1 << 0
CLITIC: Final = 1 << 1
PLAIN: Final = 1 << 2
FINITE: Final = 1 << 3
VERB_LIKE: Final = 1 << 4
IN_GROUP: Final = 1 << 5
LOOSE: Final = 1 << 6
LY: Final = 1 << 7
"""A cue, or "according"; 's; always inside a noun phrase; can carry a clause; looks like a verb; in the verb group that
goes on to its right; cannot open a noun phrase; -ly."""
WORD: Final = 1 << 8
NAME: Final = 1 << 9
DIGIT: Final = 1 << 10
ENDS_ING: Final = 1 << 11
ENDS_ED: Final = 1 << 12
"""A letter or figure first, a capital first, a figure first; -ing, -ed."""
DET: Final = 1 << 13
POSSESSIVE: Final = 1 << 14
SUBJECT: Final = 1 << 15
OBJECT: Final = 1 << 16
PREPOSITION: Final = 1 << 17
COORDINATOR: Final = 1 << 18
SUBORDINATOR: Final = 1 << 19
WH: Final = 1 << 20
BE: Final = 1 << 21
HAVE: Final = 1 << 22
DO: Final = 1 << 23
MODAL: Final = 1 << 24
NEGATION: Final = 1 << 25
ADVERB: Final = 1 << 26
TIME: Final = 1 << 27
EVIDENCE: Final = 1 << 28
"""No more than 30 bits, and those that are asked for most the lowest: such integers are fast."""

_NAMES: Final = (
    "det possessive subject object preposition coordinator subordinator wh be have do modal negation adverb time"
)
_SECTIONS: Final = {name: DET << n for n, name in enumerate((*_NAMES.split(), "evidence"))}
"""The sections of claims.en.txt that every token is asked for, in the order of their bits."""
AUXILIARY: Final = BE | HAVE | DO | MODAL
NEVER_INSIDE: Final = AUXILIARY | SUBJECT | SUBORDINATOR | WH | OBJECT
"""Classes that no noun phrase has inside of it."""
OWNING: Final = DET | POSSESSIVE
_CANNOT_OPEN: Final = PREPOSITION | COORDINATOR | ADVERB | SUBORDINATOR | TIME
SHOWS_VERB: Final = NAME | SUBJECT | WH
TELLS_CASE: Final = CUE | VERB_LIKE | LY
"""What else a capital letter may change of a word's bits."""
_CLITICS: Final = frozenset(("'s", "’s"))
_QUOTING: Final = frozenset(('"', "“", "”", "''", "‘", "’", "'"))
NP_PREPOSITIONS: Final = frozenset(
    (
        *("of", "for", "in", "at", "from", "with", "on", "to", "by", "near", "between", "among", "about", "against"),
        *("inside", "outside", "as"),
    )
)


def _bits(word: str) -> int:
    lexicon, lower = english(), word.lower()
    classes = lexicon.classes.get(lower, frozenset())
    bits = _shape(word, lower) | sum(_SECTIONS.get(name, 0) for name in classes)
    bits |= CUE * (lower in lexicon.cues or lower == "according")
    unsure = False
    if bits & AUXILIARY or "finite" in classes:
        bits |= FINITE
    elif lower in lexicon.finite and not bits & NAME:
        unsure = "homograph" in classes
        bits |= FINITE * (not unsure)
    if bits & FINITE or (bits & ENDS_ED and len(lower) > 4 and not bits & NAME):
        bits |= VERB_LIKE
    if (bits & (AUXILIARY | ADVERB | NEGATION) and not bits & DIGIT) or (bits & (LY | NAME) == LY and len(lower) > 4):
        bits |= IN_GROUP
    if word in _QUOTING or (bits & _CANNOT_OPEN and not bits & OWNING and lower != "most"):
        bits |= LOOSE
    return bits | PLAIN * (not unsure and _is_plain(lower, bits))


def _shape(word: str, lower: str) -> int:
    return (
        WORD * word[0].isalnum()
        | NAME * word[0].isupper()
        | DIGIT * word[0].isdigit()
        | CLITIC * (lower in _CLITICS)
        | LY * lower.endswith("ly")
        | ENDS_ING * lower.endswith("ing")
        | ENDS_ED * lower.endswith("ed")
    )


def _is_plain(lower: str, bits: int) -> bool:
    """Whether no neighbour can keep the word out of a noun phrase."""
    if not lower[0].isalnum() or bits & COORDINATOR or lower in NP_PREPOSITIONS:
        return False
    if bits & OWNING:
        return lower != "that"
    return not bits & NEVER_INSIDE and bool(bits & NAME or not bits & VERB_LIKE)


word_bits: Final = Memo(_bits)
"""The bits of a word as written."""
