"""Are two assertions the same, in conflict, or apart? Part by part; what cannot be told is apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tocsin.engine.assertions.figures import comparable, excludes
from tocsin.engine.assertions.lexicon import contraries, directions, opposites
from tocsin.engine.assertions.matching import Beside
from tocsin.engine.assertions.said import said, takes_back
from tocsin.engine.assertions.terms import Assertion, Count, Mood, Roles, Term
from tocsin.engine.assertions.turned import turned
from tocsin.engine.assertions.verdicts import Part, Verdict

ABOUT_MINUTES: Final = 60
"""Reports of one event put it no further apart than this."""
_NONE: Final[frozenset[str]] = frozenset()
_MOODED: Final = frozenset({"predicate", "quality", "other"})


def judge(a: Assertion, b: Assertion) -> Verdict:
    """The verdict on two assertions that share enough words to be about the same. Symmetric, save for `words`."""
    return judged(Beside(a, b))


def judged(both: Beside) -> Verdict:
    """`judge` of two whose words have been matched."""
    if both.a.key == both.b.key:
        return Verdict("same", near=True)
    found = next((found for test in _TESTS if (found := test(both)) is not None), None) or said(both)
    if found.outcome == "same":
        return found
    if found.part == "mood" and said(both).outcome == "same":
        found = found._replace(moods=(_first_mood(both.a), _first_mood(both.b)))
    if found.outcome == "conflict":
        return found._replace(near=_near(both))
    return found._replace(replaced=_one_replaced(both))


def _near(both: Beside) -> bool:
    """Whether half of what the shorter text says, and a name or two things, are in the other."""
    short, left = (both.a, both.left_a) if both.a.total <= both.b.total else (both.b, both.left_b)
    core = [term for term in short.terms if term.kind != "light"]
    shared = [term for term in core if term not in left]
    return 2 * len(shared) >= len(core) and (len(shared) > 1 or any(term.kind == "name" for term in shared))


def _first_mood(assertion: Assertion) -> Mood:
    return next((term.mood for term in assertion.terms if term.mood != "done"), "done")


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
    acting = (role.agents for of, role in assertion.roles.items() if assertion.terms[of].kind == "predicate")
    return any(assertion.terms[n] is term for agents in acting for n in agents)


def _opposed(both: Beside) -> Verdict | None:
    """A predicate of each that cannot hold beside the other's, and that the other does not have."""
    a, b = both.a, both.b
    if b.concepts.isdisjoint(contraries(a.concepts)):
        return None
    for section in ("fact", "state", "quality"):
        table = opposites(section)
        for m, one in enumerate(a.terms):
            contrary = {name: those for name in one.concepts if (those := table.get(name, _NONE) & b.concepts)}
            for n, other in enumerate(b.terms) if contrary else ():
                if _contrary(both, one, other, contrary) and (
                    _same_next(both, one, other) if section == "quality" else _of_one_thing(both, m, n)
                ):
                    part: Part = "state" if section == "state" else "predicate"
                    return Verdict("conflict" if one.mood == other.mood else "apart", part, (one.text, other.text))
    return None


def _contrary(both: Beside, one: Term, other: Term, contrary: Mapping[str, frozenset[str]]) -> bool:
    """Whether `other` says what is contrary to a concept of `one`, as plainly, and neither text says both."""
    if one.negated != other.negated or not one.concepts.isdisjoint(other.concepts):
        return False
    opposed = [(concept, other.concepts & those) for concept, those in contrary.items()]
    ours, theirs = both.a.concepts, both.b.concepts
    if not any(those and concept not in theirs and ours.isdisjoint(those) for concept, those in opposed):
        return False
    # a ban that is lifted is no ban
    return not any(takes_back(term) and term not in {one, other} for term in (*both.left_a, *both.left_b))


def _of_one_thing(both: Beside, m: int, n: int) -> bool:
    """Whether two predicates may be of the same: no objects that are known to be others."""
    ours, theirs = both.a.roles.get(m, Roles()), both.b.roles.get(n, Roles())
    if ours.patients and theirs.patients:
        return both.meet(ours.patients, theirs.patients)
    mine, yours = (*ours.agents, *ours.patients), (*theirs.agents, *theirs.patients)
    return not mine or not yours or both.meet(mine, yours)


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


def _numbered(both: Beside) -> Verdict | None:
    """A count of each of the same thing, that cannot be the same as any of the other's."""
    a, b = both.a, both.b
    pairs = [(one, other) for one in a.counts for other in b.counts if comparable(both, one, other)]
    for one, other in pairs:
        beside = [(x, y) for x, y in pairs if x is one], [(x, y) for x, y in pairs if y is other]
        if any(all(excludes(x, y) for x, y in those) for those in beside):
            alike = _mood(one) == _mood(other)
            return Verdict("conflict" if alike else "apart", "number" if alike else "mood", (one.text, other.text))
    if a.counts and b.counts and not pairs:
        return Verdict("apart", "number", (a.counts[0].text, b.counts[0].text))
    return None


def _mood(count: Count) -> Mood:
    """Of what befell what is counted: pay that is asked for is not pay that is got."""
    return next((term.mood for term in count.fate), "done")


def _elsewhere(both: Beside) -> Verdict | None:
    """Each has a name that the other has not; or something is before, to or for the same thing, and after, from or
    against it."""
    told_alike = any(
        not one.keys.isdisjoint(other.keys) for one, other in both.pairs if one.kind not in {"name", "thing"}
    )
    for one, other in both.pairs if told_alike else ():
        if other.after in directions().get(one.after, ()) and both.points(one, other):
            return Verdict("apart", "place", (f"{one.after} {one.text}", f"{other.after} {other.text}"))
    ours, theirs = ([term for term in left if term.kind == "name"] for left in (both.left_a, both.left_b))
    return Verdict("apart", "place", (ours[0].text, theirs[0].text)) if ours and theirs else None


def _otherwhen(both: Beside) -> Verdict | None:
    """Other days, months or years, or hours that lie apart."""
    for field in ("weekdays", "days", "months", "years"):
        ours, theirs = getattr(both.a.times, field), getattr(both.b.times, field)
        if ours and theirs and ours.isdisjoint(theirs):
            return Verdict("apart", "time", (" ".join(sorted(ours)), " ".join(sorted(theirs))))
    begun, other = both.a.times.clock, both.b.times.clock
    if begun is not None and other is not None and abs(begun - other) > ABOUT_MINUTES:
        return Verdict("apart", "time", (f"{begun // 60}:{begun % 60:02}", f"{other // 60}:{other % 60:02}"))
    return None


def _other_mood(both: Beside) -> Verdict | None:
    """What is done in one and only meant, possible or wanted in the other."""
    pairs = [(one, other) for one, other in both.pairs if one.kind == other.kind and _may_be_meant(both, one, other)]
    for one, other in pairs:
        if one.mood != other.mood and not any((x is one or y is other) and x.mood == y.mood for x, y in pairs):
            return Verdict("apart", "mood", (one.text, other.text))
    return None


def _may_be_meant(both: Beside, one: Term, other: Term) -> bool:
    """Whether mood tells the two apart: as what happens, or as the thing that is meant where the other text does it."""
    if one.kind in _MOODED:
        return True
    alone = next((text for term, text in ((one, both.a), (other, both.b)) if term.mood != "done"), None)
    return alone is not None and not any(term.kind in _MOODED for term in alone.terms)


_TESTS: Final = (_opposed, _denied, turned, _numbered, _elsewhere, _otherwhen, _other_mood)
