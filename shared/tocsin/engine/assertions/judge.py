"""Are two assertions the same, in conflict, or apart? Part by part; what cannot be told is apart."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from tocsin.engine.assertions.figures import comparable, excludes
from tocsin.engine.assertions.lexicon import directions, opposites, section_words
from tocsin.engine.assertions.matching import Beside
from tocsin.engine.assertions.terms import Assertion, Roles, Term

Outcome = Literal["same", "conflict", "apart"]
Part = Literal["", "predicate", "state", "polarity", "roles", "number", "place", "time", "mood", "words"]

COVERED_ALONE: Final = 0.4
"""Share of the longer text that must be found in the shorter one, which may have nothing of its own."""
_DOERS: Final = frozenset({"name", "thing", "other"})
_MOODED: Final = frozenset({"predicate", "quality", "other"})
_CORE: Final = frozenset({"predicate", "thing", "name", "other", "quality"})


class Verdict(NamedTuple):
    """What two assertions are to one another, and in which part they differ."""

    outcome: Outcome
    part: Part = ""
    words: tuple[str, str] = ("", "")
    """What differs, in the words of each."""
    near: bool = False
    """Whether the two share most of what the shorter one says, besides that."""
    replaced: bool = False
    """One word of each stands in the place of the other's, and the rest is the same: surely not the same claim."""


def judge(a: Assertion, b: Assertion) -> Verdict:
    """The verdict on two assertions that share enough words to be about the same. Symmetric, save for `words`."""
    return judged(Beside(a, b))


def judged(both: Beside) -> Verdict:
    """`judge` of two whose words have been matched."""
    if both.a.key == both.b.key:
        return Verdict("same", near=True)
    found = next((found for test in _TESTS if (found := test(both)) is not None), None) or _said(both)
    if found.outcome == "same":
        return found
    return found._replace(near=_near(both), replaced=found.outcome == "apart" and _one_replaced(both))


def _near(both: Beside) -> bool:
    """Whether half of what the shorter text says, and a name or two things, are in the other."""
    short, left = (both.a, both.left_a) if both.a.total <= both.b.total else (both.b, both.left_b)
    core = [term for term in short.terms if term.kind != "light"]
    shared = [term for term in core if term not in left]
    return 2 * len(shared) >= len(core) and (len(shared) > 1 or any(term.kind == "name" for term in shared))


def _one_replaced(both: Beside) -> bool:
    ours, theirs = ([term for term in left if term.kind != "light"] for left in (both.left_a, both.left_b))
    if not ours and not theirs:
        return True
    if len(ours) != 1 or len(theirs) != 1:
        return False
    if ours[0].kind == theirs[0].kind == "name":
        return ours[0].after == theirs[0].after != ""
    return bool(ours[0].concepts and theirs[0].concepts) and _acts(both.a, ours[0]) and _acts(both.b, theirs[0])


def _acts(assertion: Assertion, term: Term) -> bool:
    return any(assertion.terms[n] is term for role in assertion.roles.values() for n in role.agents)


def _opposed(both: Beside) -> Verdict | None:
    """A predicate of each that cannot hold beside the other's, and that the other does not have."""
    a, b = both.a, both.b
    for section in ("fact", "state", "quality"):
        table = opposites(section)
        for m, one in enumerate(a.terms):
            contrary = frozenset(name for concept in one.concepts for name in table.get(concept, ()))
            for n, other in enumerate(b.terms) if contrary else ():
                if _contrary(both, one, other, contrary) and (
                    _same_next(both, one, other) if section == "quality" else _of_one_thing(both, m, n)
                ):
                    part: Part = "state" if section == "state" else "predicate"
                    return Verdict("conflict" if one.mood == other.mood else "apart", part, (one.text, other.text))
    return None


def _contrary(both: Beside, one: Term, other: Term, contrary: frozenset[str]) -> bool:
    """Whether `other` says one of `contrary`, as plainly, and neither text has the other's word as well."""
    if other.concepts.isdisjoint(contrary) or not one.concepts.isdisjoint(other.concepts):
        return False
    if any(_takes_back(term) and term not in {one, other} for term in (*both.left_a, *both.left_b)):
        return False  # a ban that is lifted is no ban
    return one.negated == other.negated and not _has(both.b, one) and not _has(both.a, other)


def _of_one_thing(both: Beside, m: int, n: int) -> bool:
    """Whether two predicates may be of the same: no objects that are known to be others."""
    ours, theirs = both.a.roles.get(m, Roles()), both.b.roles.get(n, Roles())
    if ours.patients and theirs.patients:
        return both.meet(ours.patients, theirs.patients)
    mine, yours = (*ours.agents, *ours.patients), (*theirs.agents, *theirs.patients)
    return not mine or not yours or both.meet(mine, yours)


def _has(assertion: Assertion, term: Term) -> bool:
    return any(not term.concepts.isdisjoint(other.concepts) for other in assertion.terms)


def _same_next(both: Beside, one: Term, other: Term) -> bool:
    """Whether two qualities are of the same thing: of what follows them."""
    after_one = next((term for term in both.a.terms if term.at > one.at), None)
    after_other = next((term for term in both.b.terms if term.at > other.at), None)
    if after_one is None or after_other is None:
        return after_one is after_other
    return both.alike([after_one], [after_other])


def _denied(both: Beside) -> Verdict | None:
    """What one negates and the other says, all of it; none where both negate the same."""
    if not both.a.negations and not both.b.negations:
        return None
    if any((one.negated or one.lacking) and (other.negated or other.lacking) for one, other in both.pairs):
        return None
    for ours, first in ((both.a, 0), (both.b, 1)):
        for group in ours.negations:
            terms = [ours.terms[n] for n in group]
            said = [_said_plainly(term, both.pairs, first) for term in terms]
            whole = all(found is not None for term, found in zip(terms, said, strict=True) if term.kind != "light")
            word = next((term.text for term in said if term is not None), "")
            if word and whole:
                return Verdict("conflict", "polarity", (word, f"not {word}") if first else (f"not {word}", word))
    return None


def _said_plainly(negated: Term, pairs: list[tuple[Term, Term]], first: int) -> Term | None:
    if (negated.kind == "light" and not negated.concepts) or negated.mood == "condition":
        return None
    said = (pair[1 - first] for pair in pairs if pair[first] is negated)
    return next((term for term in said if not (term.negated or term.lacking) and term.mood != "condition"), None)


def _turned(both: Beside) -> Verdict | None:
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
    moved = [(one, other) for one, other in both.pairs if one.kind in _DOERS and "" in {one.after, other.after}]
    at_whom = section_words("at-whom")
    ours = {one.after: one.text for one, other in moved if one.after in at_whom}
    theirs = {other.after: other.text for one, other in moved if other.after in at_whom}
    shared = next((preposition for preposition in ours if preposition in theirs), None)
    return Verdict("conflict", "roles", (ours[shared], theirs[shared])) if shared else None


def _roles(both: Beside, one: Roles, other: Roles) -> Verdict | None:
    agents, patients = both.meet(one.agents, other.agents), both.meet(one.patients, other.patients)
    turned, back = both.meet(one.agents, other.patients), both.meet(one.patients, other.agents)
    doers = (_named(both.a, one.agents), _named(both.b, other.agents))
    if turned and back and not (agents or (patients and agents)):
        return Verdict("conflict", "roles", doers)
    if not (agents or patients) and ((turned and one.patients) or (back and other.patients)):
        return Verdict("apart", "roles", doers)
    if _others(both, one.patients, other.patients) and not (turned or back):
        return Verdict("apart", "roles", (_named(both.a, one.patients), _named(both.b, other.patients)))
    return None


def _others(both: Beside, ours: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
    """Whether both are told, they do not meet, and the head of one is nowhere in the other text."""
    if not ours or not theirs or both.meet(ours, theirs):
        return False
    return not both.there[ours[-1]] or both.b.terms[theirs[-1]] in both.left_b


def _named(assertion: Assertion, numbers: tuple[int, ...]) -> str:
    return " ".join(assertion.terms[n].text for n in numbers)


def _numbered(both: Beside) -> Verdict | None:
    """A count of each of the same thing, that cannot be the same as any of the other's."""
    a, b = both.a, both.b
    beside = [(one, [other for other in b.counts if comparable(both, one, other)]) for one in a.counts]
    for one, others in beside:
        if others and all(excludes(one, other) for other in others):
            return Verdict("conflict", "number", (one.text, others[0].text))
    if a.counts and b.counts and not any(others for _, others in beside):
        return Verdict("apart", "number", (a.counts[0].text, b.counts[0].text))
    return None


def _elsewhere(both: Beside) -> Verdict | None:
    """Each has a name that the other has not; or something is before, to or for the same thing, and after, from or
    against it."""
    told_alike = any(
        not one.keys.isdisjoint(other.keys) for one, other in both.pairs if one.kind not in {"name", "thing"}
    )
    for one, other in both.pairs if told_alike else ():
        if other.after in directions().get(one.after, ()):
            return Verdict("apart", "place", (f"{one.after} {one.text}", f"{other.after} {other.text}"))
    ours, theirs = ([term for term in left if term.kind == "name"] for left in (both.left_a, both.left_b))
    return Verdict("apart", "place", (ours[0].text, theirs[0].text)) if ours and theirs else None


def _otherwhen(both: Beside) -> Verdict | None:
    """Other days, months or years."""
    for field in ("weekdays", "days", "months", "years"):
        ours, theirs = getattr(both.a.times, field), getattr(both.b.times, field)
        if ours and theirs and ours.isdisjoint(theirs):
            return Verdict("apart", "time", (" ".join(sorted(ours)), " ".join(sorted(theirs))))
    return None


def _other_mood(both: Beside) -> Verdict | None:
    """What is done in one and only meant, possible or wanted in the other."""
    pairs = [(one, other) for one, other in both.pairs if one.kind == other.kind and one.kind in _MOODED]
    for one, other in pairs:
        if one.mood != other.mood and not any((x is one or y is other) and x.mood == y.mood for x, y in pairs):
            return Verdict("apart", "mood", (one.text, other.text))
    return None


def _said(both: Beside) -> Verdict:
    """The same, if all that one of them says is in the other: where each has something of its own, who can tell."""
    if not both.a.total or not both.b.total or not both.pairs:
        return Verdict("apart", "words")
    core_a, core_b = ([term for term in left if term.kind in _CORE] for left in (both.left_a, both.left_b))
    told = Verdict("apart", "words", (" ".join(t.text for t in core_a), " ".join(t.text for t in core_b)))
    share_a = 1 - sum(term.weight for term in both.left_a) / both.a.total
    share_b = 1 - sum(term.weight for term in both.left_b) / both.b.total
    if (core_a and core_b) or any(_takes_back(term) for term in (*core_a, *core_b)):
        return told
    return Verdict("same") if min(share_a, share_b) >= COVERED_ALONE else told


def _takes_back(term: Term) -> bool:
    """Whether a predicate may say of the rest that it is not, or no longer so."""
    return term.kind == "predicate" and not term.concepts.isdisjoint(section_words("operator"))


_TESTS: Final = (_opposed, _denied, _turned, _numbered, _elsewhere, _otherwhen, _other_mood)
