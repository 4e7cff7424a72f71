"""Roles in English, by the order of words and by prepositions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from tocsin.engine.assertions.terms import Roles, Term
from tocsin.engine.compare.words import Word

_BE: Final = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "gets", "got", "'s"})
_PARTICIPLES: Final = frozenset({
    "beaten", "shot", "hit", "struck", "caught", "taken", "held", "found", "sent", "sold", "bought", "hurt", "put",
    "cut", "won", "lost", "made", "seen", "given", "known", "built", "broken", "driven", "stolen",
})  # fmt: skip
_RELATIVE: Final = frozenset({"that", "which", "who"})
_OF: Final = frozenset({"of", "on", "against"})
_OF_NOUNS: Final = _OF | {"by"}
_MARKS: Final = frozenset(",;:")
_Chunk = tuple[str, tuple[int, ...]]


def english_roles(found: Sequence[Word], terms: Sequence[Term], at: dict[int, int], term: Term) -> Roles:
    """Roles by order: the subject goes before its verb; "by" names the agent of a passive, "of" a noun's patient."""
    stop = term.at + len(term.text.split())
    verbal = _verbal(found, term)
    if not verbal and not any(word.lower in _OF_NOUNS for word in found[stop:]):
        return Roles()
    after = _chunks(found[: _end(found, terms, at, stop)], stop, terms, at)
    if not verbal:
        by = _first(after, {"by"})
        return Roles(by, _first(after, _OF)) if by or _first(after, _OF) else Roles()
    start = _start(found, terms, at, term.at)
    subject = tuple(
        n for preposition, numbers in _chunks(found[: term.at], start, terms, at) if preposition == "" for n in numbers
    )
    direct = tuple(n for chunk in takewhile(lambda chunk: chunk[0] == "", after) for n in chunk[1])
    if _passive(found, term) or (not direct and stop < len(found) and found[stop].lower == "by"):
        return Roles(_first(after, {"by"}), subject)
    return Roles(subject, direct)


def _end(found: Sequence[Word], terms: Sequence[Term], at: dict[int, int], start: int) -> int:
    """Where the clause ends that goes on at `start`: at a mark or the next verb."""
    ends = (n for n in range(start, len(found)) if found[n].text in _MARKS or _is_verb(found, terms, at, n))
    return next(ends, len(found))


def _start(found: Sequence[Word], terms: Sequence[Term], at: dict[int, int], end: int) -> int:
    """Where the clause begins that leads up to the verb at `end`; a relative clause within it is passed over."""
    verbs = [n for n in range(end) if _is_verb(found, terms, at, n) and not _relative(found, n)]
    marks = [n for n in range(end) if found[n].text in _MARKS]
    return max((*verbs, *marks), default=-1) + 1


def _relative(found: Sequence[Word], at: int) -> bool:
    return any(word.lower in _RELATIVE for word in found[max(0, at - 2) : at])


def _is_verb(found: Sequence[Word], terms: Sequence[Term], at: dict[int, int], n: int) -> bool:
    return n in at and terms[at[n]].kind == "predicate" and _verbal(found, terms[at[n]])


def _verbal(found: Sequence[Word], term: Term) -> bool:
    """Whether a word that may be a noun stands as a verb: no determiner or preposition right before it."""
    known = found[term.at].kind == "verb" or term.text.lower() in _PARTICIPLES
    if term.kind == "other" and not known and not term.text.lower().endswith(("ed", "s", "ing")):
        return False
    if term.at == 0:
        return False
    previous = found[term.at - 1]
    return previous.kind not in {"determiner", "preposition", "number"} or previous.lower == "to"


def _passive(found: Sequence[Word], term: Term) -> bool:
    verb = term.text.split()[0].lower()
    if not verb.endswith(("ed", "en", "wn", "ung")) and verb not in _PARTICIPLES:
        return False
    n = term.at - 1
    while n > 0 and found[n].kind in {"adverb", "negation"}:
        n -= 1
    return n >= 0 and found[n].lower in _BE


def _chunks(found: Sequence[Word], start: int, terms: Sequence[Term], at: dict[int, int]) -> list[_Chunk]:
    """The noun phrases from `start` on: the preposition ("" for none) and the terms of each, the head last."""
    chunks: list[tuple[str, list[int]]] = []
    fresh, preposition = True, ""
    for n in range(start, len(found)):
        word = found[n]
        if word.kind == "preposition":
            preposition, fresh = word.lower, True
        elif word.kind in {"determiner", "conjunction"}:
            preposition = chunks[-1][0] if word.kind == "conjunction" and chunks else preposition
            fresh = True
        elif word.lower == "'s" and chunks:
            chunks[-1][1].clear()  # "the mayor's driver" is the driver
        elif n in at:
            if fresh and not _named_by(preposition, chunks, terms):
                chunks.append((preposition, []))
            fresh, preposition = False, ""
            chunks[-1][1].append(at[n])
    return [(preposition, tuple(numbers)) for preposition, numbers in chunks]


def _named_by(preposition: str, chunks: list[tuple[str, list[int]]], terms: Sequence[Term]) -> bool:
    """ "The town of Karvel" is Karvel."""
    return preposition == "of" and bool(chunks) and all(terms[m].kind == "light" for m in chunks[-1][1])


def _first(chunks: list[_Chunk], prepositions: frozenset[str] | set[str]) -> tuple[int, ...]:
    return next((numbers for preposition, numbers in chunks if preposition in prepositions and numbers), ())
