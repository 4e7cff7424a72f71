"""Are two assertions the same, in conflict, or apart? Part by part; what cannot be told is apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from tocsin.engine.assertions.lexicon import directions, opposites, section_words
from tocsin.engine.assertions.matching import matches, unmatched
from tocsin.engine.assertions.terms import Assertion, Count, Roles, Term

Outcome = Literal["same", "conflict", "apart"]
Part = Literal["", "predicate", "state", "polarity", "roles", "number", "place", "time", "mood", "words"]

ROUNDING: Final = 0.02
"""Two figures this near are one, rounded differently."""
COVERED_ALONE: Final = 0.4
"""Share of the longer text that must be found in the shorter one, which may have nothing of its own."""
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
    if a.key == b.key:
        return Verdict("same", near=True)
    found = next((found for test in _TESTS if (found := test(a, b)) is not None), None) or _said(a, b)
    if found.outcome == "same":
        return found
    return found._replace(near=_near(a, b), replaced=found.outcome == "apart" and _one_replaced(a, b))


def _near(a: Assertion, b: Assertion) -> bool:
    """Whether half of what the shorter text says, and a name or two things, are in the other."""
    alike = a.language == b.language
    short, long = sorted((a, b), key=lambda one: one.total)
    core = [term for term in short.terms if term.kind != "light"]
    left = unmatched(core, long.terms, one_language=alike)
    shared = [term for term in core if term not in left]
    return 2 * len(shared) >= len(core) and (len(shared) > 1 or any(term.kind == "name" for term in shared))


def _one_replaced(a: Assertion, b: Assertion) -> bool:
    alike = a.language == b.language
    left_a, left_b = unmatched(a.terms, b.terms, one_language=alike), unmatched(b.terms, a.terms, one_language=alike)
    ours, theirs = ([term for term in left if term.kind != "light"] for left in (left_a, left_b))
    if not ours and not theirs:
        return True
    if len(ours) != 1 or len(theirs) != 1:
        return False
    if ours[0].kind == theirs[0].kind == "name":
        return ours[0].after == theirs[0].after != ""
    return bool(ours[0].concepts and theirs[0].concepts) and _acts(a, ours[0]) and _acts(b, theirs[0])


def _acts(assertion: Assertion, term: Term) -> bool:
    return any(assertion.terms[n] is term for role in assertion.roles.values() for n in role.agents)


def _pairs(a: Assertion, b: Assertion) -> Iterable[tuple[Term, Term]]:
    alike = a.language == b.language
    return ((one, other) for one in a.terms for other in b.terms if matches(one, other, one_language=alike))


def _opposed(a: Assertion, b: Assertion) -> Verdict | None:
    """A predicate of each that cannot hold beside the other's, and that the other does not have."""
    for section in ("fact", "state", "quality"):
        table = opposites(section)
        for one in a.terms:
            contrary = frozenset(name for concept in one.concepts for name in table.get(concept, ()))
            for other in b.terms if contrary else ():
                if other.concepts.isdisjoint(contrary) or not one.concepts.isdisjoint(other.concepts):
                    continue
                if one.negated != other.negated or _has(b, one) or _has(a, other):
                    continue
                if section == "quality" and not _same_next(a, b, one, other):
                    continue
                if not _of_one_thing(a, b, one, other):
                    continue
                part: Part = "state" if section == "state" else "predicate"
                return Verdict("conflict" if one.mood == other.mood else "apart", part, (one.text, other.text))
    return None


def _of_one_thing(a: Assertion, b: Assertion, one: Term, other: Term) -> bool:
    """Whether two predicates may be of the same: no objects that are known to be others, nor counts of others."""
    alike = a.language == b.language
    ours = a.roles.get(a.terms.index(one), Roles())
    theirs = b.roles.get(b.terms.index(other), Roles())

    def meet(mine: tuple[int, ...], yours: tuple[int, ...]) -> bool:
        return any(matches(a.terms[m], b.terms[n], one_language=alike) for m in mine for n in yours)

    if ours.patients and theirs.patients:
        return meet(ours.patients, theirs.patients)
    mine, yours = (*ours.agents, *ours.patients), (*theirs.agents, *theirs.patients)
    return not mine or not yours or meet(mine, yours)


def _has(assertion: Assertion, term: Term) -> bool:
    return any(not term.concepts.isdisjoint(other.concepts) for other in assertion.terms)


def _same_next(a: Assertion, b: Assertion, one: Term, other: Term) -> bool:
    """Whether two qualities are of the same thing: of what follows them."""
    after_one = next((term for term in a.terms if term.at > one.at), None)
    after_other = next((term for term in b.terms if term.at > other.at), None)
    if after_one is None or after_other is None:
        return after_one is after_other
    return matches(after_one, after_other, one_language=a.language == b.language)


def _denied(a: Assertion, b: Assertion) -> Verdict | None:
    """What one negates and the other says, all of it; none where both negate the same."""
    pairs = list(_pairs(a, b))
    if any((one.negated or one.lacking) and (other.negated or other.lacking) for one, other in pairs):
        return None
    for ours, theirs in ((a, b), (b, a)):
        for group in ours.negations:
            said = [_said_plainly(ours.terms[n], theirs, one_language=a.language == b.language) for n in group]
            if any(said) and all(
                found is not None for n, found in zip(group, said, strict=True) if ours.terms[n].kind != "light"
            ):
                word = next(term.text for term in said if term is not None)
                return Verdict("conflict", "polarity", (f"not {word}", word) if ours is a else (word, f"not {word}"))
    return None


def _said_plainly(negated: Term, there: Assertion, *, one_language: bool) -> Term | None:
    if (negated.kind == "light" and not negated.concepts) or negated.mood == "condition":
        return None
    return next(
        (
            term
            for term in there.terms
            if not (term.negated or term.lacking)
            and term.mood != "condition"
            and matches(negated, term, one_language=one_language)
        ),
        None,
    )


def _turned(a: Assertion, b: Assertion) -> Verdict | None:
    """Agent and patient of one predicate in each other's place; or another agent, or another patient."""
    alike = a.language == b.language
    for m, role in a.roles.items():
        for n, other in b.roles.items():
            if matches(a.terms[m], b.terms[n], one_language=alike):
                verdict = _roles(a, b, role, other)
                if verdict is not None:
                    return verdict
    return None


def _roles(a: Assertion, b: Assertion, one: Roles, other: Roles) -> Verdict | None:
    alike = a.language == b.language

    def meet(ours: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
        return any(matches(a.terms[m], b.terms[n], one_language=alike) for m in ours for n in theirs)

    def others(ours: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
        """Both are told, they do not meet, and the head of one is nowhere in the other text."""
        if not ours or not theirs:
            return False
        mine, yours = a.terms[ours[-1]], b.terms[theirs[-1]]
        return not meet(ours, theirs) and bool(
            unmatched([mine], b.terms, one_language=alike) or unmatched([yours], a.terms, one_language=alike)
        )

    agents, patients = meet(one.agents, other.agents), meet(one.patients, other.patients)
    turned, back = meet(one.agents, other.patients), meet(one.patients, other.agents)
    if turned and back and not (agents or (patients and agents)):
        return Verdict("conflict", "roles", (_named(a, one.agents), _named(b, other.agents)))
    if not (agents or patients) and ((turned and one.patients) or (back and other.patients)):
        return Verdict("apart", "roles", (_named(a, one.agents), _named(b, other.agents)))
    if others(one.patients, other.patients) and not (turned or back):
        return Verdict("apart", "roles", (_named(a, one.patients), _named(b, other.patients)))
    return None


def _named(assertion: Assertion, numbers: tuple[int, ...]) -> str:
    return " ".join(assertion.terms[n].text for n in numbers)


def _numbered(a: Assertion, b: Assertion) -> Verdict | None:
    """A count of each of the same thing, that cannot be the same as any of the other's."""
    beside = [(one, [other for other in b.counts if comparable(a, b, one, other)]) for one in a.counts]
    for one, others in beside:
        if others and all(excludes(one, other) for other in others):
            return Verdict("conflict", "number", (one.text, others[0].text))
    if a.counts and b.counts and not any(others for _, others in beside):
        return Verdict("apart", "number", (a.counts[0].text, b.counts[0].text))
    return None


def comparable(a: Assertion, b: Assertion, one: Count, other: Count) -> bool:
    """Whether two counts are of the same: of one unit, and of one thing or, where that is untold or is people, of what
    befell it."""
    if one.unit != other.unit:
        return False
    alike = a.language == b.language

    def meet(ours: tuple[Term, ...], theirs: tuple[Term, ...]) -> bool:
        return any(matches(x, y, one_language=alike) for x in ours for y in theirs)

    if one.thing and other.thing and not meet(one.thing, other.thing):
        return meet(one.thing, other.fate) or meet(one.fate, other.thing)
    if not (one.thing and other.thing) and (one.thing or other.thing) and not (one.fate and other.fate):
        return meet((*one.thing, *one.fate), (*other.thing, *other.fate))
    return not (one.fate and other.fate) or meet((*one.thing, *one.fate), (*other.thing, *other.fate))


def excludes(one: Count, other: Count) -> bool:
    """Whether no value lies in both, rounding allowed for."""
    return _below(one, other) or _below(other, one)


def _below(one: Count, other: Count) -> bool:
    return one.high is not None and other.low is not None and one.high + ROUNDING * abs(one.high) < other.low


def _elsewhere(a: Assertion, b: Assertion) -> Verdict | None:
    """Each has a name that the other has not; or something is before, to or for the same thing, and after, from or
    against it."""
    alike = a.language == b.language
    told_alike = any(
        not one.keys.isdisjoint(other.keys) for one in a.terms for other in b.terms if one.kind not in {"name", "thing"}
    )
    for one, other in _pairs(a, b) if told_alike else ():
        if other.after in directions().get(one.after, ()):
            return Verdict("apart", "place", (f"{one.after} {one.text}", f"{other.after} {other.text}"))
    ours = [term for term in unmatched(a.terms, b.terms, one_language=alike) if term.kind == "name"]
    theirs = [term for term in unmatched(b.terms, a.terms, one_language=alike) if term.kind == "name"]
    if ours and theirs:
        return Verdict("apart", "place", (ours[0].text, theirs[0].text))
    return None


def _otherwhen(a: Assertion, b: Assertion) -> Verdict | None:
    """Other days, months or years."""
    for field in ("weekdays", "days", "months", "years"):
        ours, theirs = getattr(a.times, field), getattr(b.times, field)
        if ours and theirs and ours.isdisjoint(theirs):
            return Verdict("apart", "time", (" ".join(sorted(ours)), " ".join(sorted(theirs))))
    return None


def _other_mood(a: Assertion, b: Assertion) -> Verdict | None:
    """What is done in one and only meant, possible or wanted in the other."""
    pairs = [(one, other) for one, other in _pairs(a, b) if one.kind == other.kind == "predicate"]
    for one, other in pairs:
        if one.mood != other.mood and not any((x is one or y is other) and x.mood == y.mood for x, y in pairs):
            return Verdict("apart", "mood", (one.text, other.text))
    return None


def _said(a: Assertion, b: Assertion) -> Verdict:
    """The same, if all that one of them says is in the other: where each has something of its own, who can tell."""
    alike = a.language == b.language
    left_a, left_b = unmatched(a.terms, b.terms, one_language=alike), unmatched(b.terms, a.terms, one_language=alike)
    if not a.total or not b.total or len(left_a) == len(a.terms):
        return Verdict("apart", "words")
    core_a, core_b = ([term for term in left if term.kind in _CORE] for left in (left_a, left_b))
    told = Verdict("apart", "words", (" ".join(t.text for t in core_a), " ".join(t.text for t in core_b)))
    share_a = 1 - sum(term.weight for term in left_a) / a.total
    share_b = 1 - sum(term.weight for term in left_b) / b.total
    if (core_a and core_b) or any(_takes_back(term) for term in (*core_a, *core_b)):
        return told
    return Verdict("same") if min(share_a, share_b) >= COVERED_ALONE else told


def _takes_back(term: Term) -> bool:
    """Whether a predicate may say of the rest that it is not, or no longer so."""
    return term.kind == "predicate" and not term.concepts.isdisjoint(section_words("operator"))


_TESTS: Final = (_opposed, _denied, _turned, _numbered, _elsewhere, _otherwhen, _other_mood)
