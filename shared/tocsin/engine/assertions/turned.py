"""Whether two assertions tell of other doers, or of the same in each other's place."""

from __future__ import annotations

from typing import Final

from tocsin.engine.assertions.lexicon import section_words
from tocsin.engine.assertions.matching import Beside
from tocsin.engine.assertions.said import implied
from tocsin.engine.assertions.terms import Assertion, Roles, Term
from tocsin.engine.assertions.verdicts import Verdict

_DOERS: Final = frozenset({"name", "thing", "other"})


def turned(both: Beside) -> Verdict | None:
    """Agent and patient of one predicate in each other's place; or another agent, or another patient."""
    told = (
        _roles(both, role, other)
        for m, role in both.a.roles.items()
        for n, other in both.b.roles.items()
        if n in both.there[m]
    )
    return next((verdict for verdict in told if verdict is not None), _exchanged(both))


def _exchanged(both: Beside) -> Verdict | None:
    """Two of which each does it in one text, and is the one from or against whom it is done in the other."""
    at_whom = section_words("at-whom")
    moved = [
        (one, other)
        for one, other in both.pairs
        if one.kind in _DOERS and "" in {one.after, other.after} and not at_whom.isdisjoint((one.after, other.after))
    ]
    moved = [(one, other) for one, other in moved if not _stays(both, one, other)]
    ours = {one.after: one.text for one, _ in moved if one.after in at_whom}
    theirs = {other.after: other.text for _, other in moved if other.after in at_whom}
    shared = next((preposition for preposition in ours if preposition in theirs), None)
    return Verdict("conflict", "roles", (ours[shared], theirs[shared])) if shared else None


def _stays(both: Beside, one: Term, other: Term) -> bool:
    """Whether one of the two has a counterpart behind the same preposition as well."""
    return any((ours is one or theirs is other) and ours.after == theirs.after for ours, theirs in both.pairs)


def _roles(both: Beside, one: Roles, other: Roles) -> Verdict | None:
    agents, patients = both.meet(one.agents, other.agents), both.meet(one.patients, other.patients)
    crossed, back = both.meet(one.agents, other.patients), both.meet(one.patients, other.agents)
    doers = (_named(both.a, one.agents), _named(both.b, other.agents))
    if not agents and ((crossed and back) or _agents_exchanged(both, one, other)):
        return Verdict("conflict", "roles", doers)
    if not (agents or patients) and ((crossed and one.patients) or (back and other.patients)):
        return Verdict("apart", "roles", doers)
    if _others(both, one.patients, other.patients) and not (crossed or back):
        return Verdict("apart", "roles", (_named(both.a, one.patients), _named(both.b, other.patients)))
    return None


def _agents_exchanged(both: Beside, one: Roles, other: Roles) -> bool:
    """Whether the names of who does it are told in the other text too, and do not do it there: to whom, it may be. Only
    of languages whose cases tell surely who does it."""
    if "en" in {both.a.language, both.b.language}:
        return False
    ours = [both.there[m] for m in one.agents if both.a.terms[m].kind == "name"]
    met = frozenset(n for numbers in both.there for n in numbers)
    theirs = [n for n in other.agents if both.b.terms[n].kind == "name"]
    return bool(ours and theirs) and all(ours) and met.issuperset(theirs)


def _others(both: Beside, ours: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
    """Whether both are told, they do not meet, and the head of one is nowhere in the other text."""
    if not ours or not theirs or both.meet(ours, theirs):
        return False
    told_elsewhere = both.there[ours[-1]] or implied(both.a.terms[ours[-1]], both.b)
    theirs_told = both.b.terms[theirs[-1]] not in both.left_b or implied(both.b.terms[theirs[-1]], both.a)
    return not (told_elsewhere and theirs_told)


def _named(assertion: Assertion, numbers: tuple[int, ...]) -> str:
    return " ".join(assertion.terms[n].text for n in numbers)
