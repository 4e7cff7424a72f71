"""What it costs to leave words out: the joint between two kept words, the beginning and the end.

Shortening a sentence is safe where a whole phrase goes and unsafe where the words left behind attach to something
else. Without a parser that is read off the kinds of the words at the joint. Four levels are enough: moving any one
joint by half of its cost changed the AUC on sentence pairs by .012 at most, the order of the levels is what counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from tocsin.engine.compare.lexicon import no_verbs, times
from tocsin.engine.compare.words import Word

FREE, LIGHT, DOUBTFUL, GRAVE = 0.0, 0.1, 0.45, 1.0
FAR: Final = 60
"""Words that can be left out at one joint, at most: no clause is longer, and the work stays bounded."""
UNSAFE: Final = 0.7
"""From this cost up a joint alone turns a sentence away."""

_VERBAL: Final = frozenset({"verb", "auxiliary", "modal", "report", "intend", "deny"})
_NOMINAL: Final = frozenset({"content", "number"})
_AFTER_A_PHRASE: Final = frozenset({"preposition", "conjunction", "alternative", "pronoun", "adverb", "determiner"})
_FINAL: Final = frozenset(".!?…")


class Joint(NamedTuple):
    """Cost of a joint and, from `UNSAFE` up, the reason that it gives."""

    cost: float
    reason: str = "omission"


_ADJACENT: Final = Joint(FREE)
_REPEATED: Final = Joint(UNSAFE, "order")
"""A word said twice garbles a sentence and says nothing new."""
_BACKWARD: Final = Joint(GRAVE, "order")
_TURNED: Final = Joint(0.2)
"""Whole clauses may change places: "Keel said the dam is safe" for "The dam is safe, Keel said."."""
_RELATIVE: Final = ("who", "which", "котор")
_MINOR_COST: Final = (
    ("quantifier", Joint(0.3)),
    ("condition", Joint(GRAVE, "modality")),
    ("alternative", Joint(DOUBTFUL, "modality")),
    ("hedge", Joint(DOUBTFUL, "modality")),
    ("preposition", Joint(DOUBTFUL)),
    ("pronoun", Joint(LIGHT)),
    ("conjunction", Joint(LIGHT)),
    ("adverb", Joint(LIGHT)),
    ("total", Joint(LIGHT)),
    ("determiner", Joint(FREE)),
)
"""Dropping closed-class words only: the gravest kind among them decides."""
_MINOR: Final = frozenset(kind for kind, _ in _MINOR_COST)


def verbal(word: Word) -> bool:
    """A verb as far as it can be told: known, auxiliary, or an English -ed or -ing."""
    if word.kind != "content":
        return word.kind in _VERBAL
    return word.lower.endswith(("ed", "ing")) and word.lower not in no_verbs()


def between(source: Sequence[Word], left: int, right: int) -> Joint:
    """The joint where `source[left]` is now followed by `source[right]`."""
    if right == left + 1:
        return _ADJACENT
    if right == left:
        return _REPEATED
    if right < left:
        return _TURNED if opens(source, right) and closes(source, left) else _BACKWARD
    if right - left > FAR:
        return Joint(GRAVE)
    return _left_out(source[left], source[left + 1 : right], source[right])


def _left_out(left: Word, gap: Sequence[Word], right: Word) -> Joint:  # noqa: PLR0911 - a table of cases, in order
    inner = [word for word in gap if word.kind != "punct"]
    if not inner:
        return Joint(DOUBTFUL if _crosses(gap) else 0.02)
    if _crosses(gap):
        return Joint(GRAVE)
    if gap[0].kind == "punct" and gap[-1].kind == "punct":
        return Joint(LIGHT)
    if all(word.kind in _MINOR for word in inner):
        kinds = {word.kind for word in inner}
        return next(joint for kind, joint in _MINOR_COST if kind in kinds)
    if _stands_for_another(left, gap, inner, right):
        return Joint(GRAVE)
    if len(gap) == 1 and _before_an_attribute(left) and right.kind in _NOMINAL:
        return Joint(LIGHT)
    if any(verbal(word) for word in inner):
        return _verb_gone(left, gap, inner, right)
    return _phrase_gone(left, gap, inner, right)


def _stands_for_another(left: Word, gap: Sequence[Word], inner: Sequence[Word], right: Word) -> bool:
    """The owner for what is owned, or a name before a relative clause that was another's.

    "Keel was found" for "Keel's brother was found", "Keel, who fled" for "Keel met Orlov, who fled".
    """
    if inner[0].lower == "'s" and len(inner) > 1 and left.kind == "content":
        return True
    return right.lower.startswith(_RELATIVE) and gap[0].kind != "punct" and inner[-1].kind in _NOMINAL


def _before_an_attribute(word: Word) -> bool:
    """Whether a single word between `word` and a noun is an attribute, also in -ed or -ing: "caused growing anger"."""
    participle = word.kind == "content" and verbal(word)
    return participle or (word.kind in ("verb", "determiner", "preposition") and word.lower != "to")


def _crosses(gap: Sequence[Word]) -> bool:
    return any(word.lower in _FINAL for word in gap)


def opens(source: Sequence[Word], at: int) -> bool:
    """Whether a sentence begins at `at`, quotation marks aside."""
    while at > 0 and source[at - 1].lower in "\"'":
        at -= 1
    return at == 0 or source[at - 1].lower in _FINAL


def closes(source: Sequence[Word], at: int) -> bool:
    """Whether a sentence ends with the word at `at`."""
    return at + 1 >= len(source) or source[at + 1].lower in _FINAL


def _dangling(inner: Sequence[Word]) -> bool:
    """The dropped words end in a preposition, so that its object now belongs to what stands before."""
    core = [word for word in inner if word.kind != "determiner"]
    return bool(core) and core[-1].kind == "preposition"


def _phrase_gone(  # noqa: PLR0911 - as above
    left: Word, gap: Sequence[Word], inner: Sequence[Word], right: Word
) -> Joint:
    opened = gap[0].kind == "punct"
    leads = inner[0].kind
    if _dangling(inner):
        return Joint(DOUBTFUL if leads == "preposition" else GRAVE)
    if opened:
        return Joint(UNSAFE if verbal(right) else 0.25)
    if not any(word.kind in ("preposition", "conjunction", "pronoun") for word in inner):
        if right.kind in _NOMINAL or right.kind == "verb":
            return Joint(LIGHT)
        return Joint(0.7 if left.kind in _NOMINAL else GRAVE)
    if leads == "preposition":
        return Joint(0.4 if inner[0].lower == "of" else 0.2)
    if leads == "conjunction":
        return Joint(0.4)
    return Joint(0.7 if left.kind in _NOMINAL and leads in _NOMINAL else 0.4)


def _verb_gone(left: Word, gap: Sequence[Word], inner: Sequence[Word], right: Word) -> Joint:
    only_auxiliary = all(word.kind in ("auxiliary", "modal", "adverb") for word in inner)
    if only_auxiliary:
        return Joint(0.15)
    if left.kind in ("auxiliary", "modal", "negation") or left.lower == "to":
        return Joint(1.2)
    if gap[0].kind == "punct":
        return Joint(0.9 if verbal(right) else 0.5)
    if _dangling(inner) or (right.kind == "preposition" and inner[0].kind != "preposition"):
        return Joint(1.2)
    return Joint(0.4 if gap[-1].kind == "punct" else 0.7)


def beginning(source: Sequence[Word], first: int) -> Joint:
    """The joint where a sentence begins at `source[first]`: does it take the object of something for its subject?"""
    if first == 0 or source[first - 1].kind == "punct":
        return _ADJACENT
    before = source[first - 1]
    if before.kind in ("conjunction", "adverb", "report", "condition"):
        return _ADJACENT
    at = first - 1
    while at >= 0 and source[at].kind in ("determiner", "content", "number", "quantifier", "total"):
        at -= 1
    if at >= 0 and source[at].kind == "preposition":
        return Joint(UNSAFE)
    if at == first - 1 and verbal(before):
        return Joint(DOUBTFUL if before.kind in ("auxiliary", "modal") else UNSAFE)
    return _ADJACENT if before.kind == "determiner" else Joint(LIGHT)


def ending(source: Sequence[Word], last: int) -> Joint:  # noqa: PLR0911 - as above
    """The joint where a sentence ends at `source[last]`: is a phrase cut through?"""
    if last + 1 >= len(source) or source[last + 1].kind == "punct":
        return _ADJACENT
    if source[last].kind in ("preposition", "determiner", "conjunction", "auxiliary", "modal", "negation"):
        return Joint(UNSAFE, "cut")
    after = source[last + 1]
    if after.lower == "'s":
        return Joint(UNSAFE, "cut")
    if after.lower == "of" and not _of_a_time(source, last + 2):
        return Joint(0.4, "cut")
    if after.kind in ("auxiliary", "modal"):
        return Joint(0.2, "cut")
    if verbal(after) or after.kind in _AFTER_A_PHRASE or after.lower in times():
        return Joint(0.05)
    return Joint(0.6, "cut")


def _of_a_time(source: Sequence[Word], at: int) -> bool:
    """Whether the words from `at` are a date: "of last August" can go, "of the dam" cannot."""
    return at < len(source) and (source[at].lower in times() or source[at].kind == "number")
