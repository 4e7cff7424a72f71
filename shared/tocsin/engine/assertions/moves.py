"""Numbers that move: a toll that rises from report to report is one claim told anew, not two that contradict."""

from __future__ import annotations

from typing import Final, NamedTuple

from tocsin.engine.assertions.figures import ROUNDING, comparable, excludes
from tocsin.engine.assertions.matching import Beside
from tocsin.engine.assertions.terms import Count, Term

TOLLS: Final = frozenset({
    "kill", "injure", "missing", "evacuate", "displace", "rescue", "detain", "infect", "destroy", "damage",
    "disconnect",
})  # fmt: skip
"""What befalls more and more as hours pass: a later count of it is news, whoever makes it."""
STANDING: Final = frozenset({"queue", "flood", "protest"})
"""What is longer or shorter from hour to hour; two counts of one hour are at odds."""


class Move(NamedTuple):
    """A number and what became of it, as each text writes them."""

    before: Count
    after: Count
    toll: bool
    """Of `TOLLS`, where a higher number of another source is news and not a contradiction."""

    @property
    def share(self) -> float:
        """By which share of itself it moved."""
        return abs(self.after.value - self.before.value) / self.before.value if self.before.value else 1.0


def move(both: Beside) -> Move | None:
    """The first number of what goes on that is another in the later one; None if none is, or one stays as it was."""
    pairs = _pairs(both)
    going_on = [(one, other, _goes_on(one) & _goes_on(other)) for one, other in pairs]
    told = [
        Move(one, other, toll=not TOLLS.isdisjoint(what))
        for one, other, what in going_on
        if what and _of_all(both, one, other)
    ]
    moved = [found for found in told if _other(found.before, found.after)]
    return moved[0] if moved and len(moved) == len(told) else None


def other_number(both: Beside) -> Move | None:
    """The first pair of comparable numbers that cannot be the same."""
    pairs = _pairs(both)
    return next((Move(one, other, toll=False) for one, other in pairs if excludes(one, other)), None)


def _pairs(both: Beside) -> list[tuple[Count, Count]]:
    return [(one, other) for one in both.a.counts for other in both.b.counts if comparable(both, one, other)]


def _goes_on(count: Count) -> frozenset[str]:
    named = frozenset(name for term in (*count.thing, *count.fate) if not term.negated for name in term.concepts)
    return named & (TOLLS | STANDING)


def _of_all(both: Beside, one: Count, other: Count) -> bool:
    """Whether both count all that it befell, or the same of them: children are not the dead."""
    ours, theirs = _kind(one), _kind(other)
    return all(both.alike([term], theirs) for term in ours) and all(both.alike(ours, [term]) for term in theirs)


def _kind(count: Count) -> list[Term]:
    return [term for term in count.thing if term.concepts.isdisjoint(TOLLS | STANDING) and term.kind != "light"]


def _other(one: Count, other: Count) -> bool:
    return abs(one.value - other.value) > ROUNDING * max(abs(one.value), abs(other.value))
