"""Does a text say what a sentence says in other words? Each clause of it is laid beside a sentence of the text.

The parts are those by which the ledger compares claims (`engine/assertions`): what each word means, who does it to
whom, what is negated, what only may be. All that a clause says must be in one sentence of the text (names also in the
one before, for which a pronoun may stand), and nothing of it may be negated, meant or done by another there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from tocsin.engine.assertions.matching import Beside
from tocsin.engine.assertions.moves import other_number
from tocsin.engine.assertions.read import read_assertion
from tocsin.engine.assertions.said import implied
from tocsin.engine.assertions.terms import Assertion, Roles, Term
from tocsin.engine.assertions.turned import turned
from tocsin.engine.compare.words import Word, words
from tocsin.engine.gate.speaker import names_beside
from tocsin.text.document import read

MOST: Final = 3
"""Sentences of the text that one sentence may join."""
LEAST: Final = 2
"""Words of content that a sentence must have: one is found anywhere."""
_SAID_SO: Final = frozenset({"according", "словам", "данным", "даними"})
_BECAUSE: Final = frozenset({"because", "as", "since", "due", "after"})
_REASONS: Final = {"because": _BECAUSE, "although": frozenset({"although", "though", "while", "but", "despite"})}
"""What may stand for a conjunction that says why."""
_CLAUSE: Final = 6
"""Words behind a conjunction that are looked at."""
_SCORE: Final = re.compile(r"\d+[-–:]\d+")
"""Who has which of the two numbers is told by their order."""
_MOODED: Final = frozenset({"predicate", "quality", "other"})


def reworded(sentence: str, source: str, language: str, *, whole: bool) -> bool:
    """Whether each part of `sentence` that can be read agrees with `source`. `whole`: nothing may be left out either,
    where what is left can turn it round: of a single sentence, or at a joint that does not hold."""
    given = _sentences(source, language)
    wanted = read_assertion(sentence, language)
    core = [number for number, term in enumerate(wanted.terms) if _core([term])]
    if len(core) < LEAST:
        return False
    beside = [Beside(wanted, one.said) for one in given]
    chosen = _chosen(wanted, beside, core)
    if not chosen or not all(_agrees(beside[n], wanted, core) for n in chosen):
        return False
    if whole and any(_core(beside[n].left_b) for n in chosen):
        return False
    mine = words(sentence)
    near = [word for n in chosen for one in given[max(0, n - 1) : n + 1] for word in one.words]
    theirs = [word for n in chosen for word in given[n].words]
    if any(score not in source for score in _SCORE.findall(sentence)):
        return False
    return _rest_told(mine, wanted, near) and _same_speaker(mine, theirs) and _same_reason(mine, theirs)


def _core(terms: Sequence[Term]) -> bool:
    """Whether any of these says something of its own."""
    return any(term.kind != "light" for term in terms)


class _Sentence(NamedTuple):
    said: Assertion
    words: tuple[Word, ...]


@lru_cache(maxsize=16)
def _sentences(source: str, language: str) -> tuple[_Sentence, ...]:
    doc = read(source, language=language)
    quotes = [doc.quote(sentence.span) for sentence in doc.sentences]
    return tuple(_Sentence(read_assertion(quote, language), words(quote)) for quote in quotes)


def _rest_told(mine: Sequence[Word], wanted: Assertion, theirs: Sequence[Word]) -> bool:
    """Whether the words that are none of what is claimed, as those of who says it, are words of the text too."""
    read_so = {word.lower for term in wanted.terms if term.kind != "light" for word in words(term.text)}
    stems = {word.stem for word in theirs}
    rest = (word for word in mine if word.kind in ("content", "verb") and word.lower not in read_so)
    return all(word.stem in stems or word.lower in _SAID_SO for word in rest)


def _same_speaker(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether a name beside the verb of saying here is beside one there, where one has names beside it."""
    ours, others = _speakers(mine), _speakers(theirs)
    return not ours or not others or not ours.isdisjoint(others)


def _speakers(found: Sequence[Word]) -> set[str]:
    verbs = [n for n, word in enumerate(found) if word.kind == "report"]
    return {word.stem for n in verbs for word in names_beside(found, n)}


def _same_reason(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether what stands behind a "because" or "although" here stands behind one there."""
    for n, word in enumerate(mine):
        if word.lower in _REASONS:
            ours = {other.stem for other in mine[n + 1 : n + 1 + _CLAUSE] if not other.closed}
            there = [m for m, other in enumerate(theirs) if other.lower in _REASONS[word.lower]]
            if not any(theirs[k].stem in ours for m in there for k in _behind(theirs, m)):
                return False
    return True


def _behind(found: Sequence[Word], at: int) -> list[int]:
    """The first word of content behind a conjunction."""
    return [n for n in range(at + 1, min(at + 1 + _CLAUSE, len(found))) if found[n].kind == "content"][:1]


def _chosen(wanted: Assertion, beside: Sequence[Beside], core: Sequence[int]) -> list[int]:
    """The fewest sentences in which all clauses are found, each whole in one; none if there are none, or too many."""
    clauses = _clauses(wanted, core)
    carried = [{c for c, those in clauses.items() if _carries(beside, n, wanted, those)} for n in range(len(beside))]
    missing = set(clauses)
    chosen: list[int] = []
    while missing and len(chosen) < MOST:
        best = max(range(len(beside)), key=lambda n: (len(carried[n] & missing), -n), default=None)
        if best is None or not carried[best] & missing:
            return []
        chosen.append(best)
        missing -= carried[best]
    return [] if missing else chosen


def _clauses(wanted: Assertion, core: Sequence[int]) -> dict[int, list[int]]:
    """Numbers of the terms of each clause. What has no predicate goes with what has none before it: an apposition says
    who somebody is ("the minister, Dana Mirov,")."""
    clauses: dict[int, list[int]] = {}
    for number in core:
        clauses.setdefault(wanted.terms[number].clause, []).append(number)
    joined: dict[int, list[int]] = {}
    apposed: int | None = None
    for clause, numbers in clauses.items():
        tells = any(wanted.terms[number].kind == "predicate" for number in numbers)
        if apposed is not None and not tells:
            joined[apposed] += numbers
        else:
            joined[clause] = list(numbers)
            apposed = None if tells else clause
    return joined


def _carries(beside: Sequence[Beside], n: int, wanted: Assertion, numbers: Sequence[int]) -> bool:
    """Whether a sentence has all these terms; a name may stand in the one before it."""
    here = beside[n]
    for number in numbers:
        term = wanted.terms[number]
        before = n > 0 and term.kind == "name" and beside[n - 1].there[number]
        if not (here.there[number] or before or implied(term, here.b)):
            return False
    return True


def _agrees(both: Beside, wanted: Assertion, core: Sequence[int]) -> bool:
    if turned(both) is not None or other_number(both) is not None:
        return False
    for number in core:
        term = wanted.terms[number]
        theirs = [both.b.terms[n] for n in both.there[number]]
        if theirs and term.kind in _MOODED and not any(_says_it(term, other) for other in theirs):
            return False
    return all(_same_doers(both, role, m) for m, role in wanted.roles.items())


def _says_it(term: Term, other: Term) -> bool:
    alike = term.negated == other.negated and term.mood == other.mood and term.lacking == other.lacking
    return alike and _no_more(term, other)


def _no_more(term: Term, other: Term) -> bool:
    """Whether a word says no more than the text's: who murders kills, and who kills may not murder."""
    return not term.keys.isdisjoint(other.keys) or term.concepts <= other.concepts


def _same_doers(both: Beside, role: Roles, m: int) -> bool:
    """Whether those who do it here do it there too, and those to whom: nobody on the other side of the verb."""
    for n in both.there[m]:
        other = both.b.roles.get(n)
        if other is None:
            continue
        crossed = both.meet(role.agents, other.patients) and not both.meet(role.agents, other.agents)
        back = both.meet(role.patients, other.agents) and not both.meet(role.patients, other.patients)
        if crossed or back:
            return False
    return True
