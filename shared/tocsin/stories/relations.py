"""What a claim that comes in is to one that is known: the same, in conflict, its number moved, its state changed.

Words shared make two claims candidates; whether they are one is for what they assert. What cannot be told is apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from tocsin.engine.assertions import Assertion, Verdict, read_assertion
from tocsin.engine.assertions.judge import judged
from tocsin.engine.assertions.lexicon import LANGUAGES
from tocsin.engine.assertions.matching import Beside
from tocsin.engine.assertions.moves import Move, move, other_number
from tocsin.engine.assertions.terms import Mood
from tocsin.engine.assertions.verdicts import Part
from tocsin.model import Polarity
from tocsin.stories.elsewhere import elsewhere
from tocsin.stories.sightings import SAME, Sighting, about_the_same
from tocsin.stories.when import order

MATCHER: Final = 4
"""Version of the rules here; grows when they would match stored claims otherwise. 1 matched by words shared, 2 knew
fewer words, 3 let numbers of other places move."""
LATER: Final = timedelta(hours=6)
"""From here on a later report of what may change tells of a change where neither says when."""
LEAST_MARKS, LEAST_MARKS_ACROSS = 4, 2
"""Marks (stems, meanings, sounds: a name leaves two) that claims must share to be looked at, in one language and across
two: a name and what happened. Of 24,000 pairs of real and made-up claims twelve that share fewer are alike by their
words, and those are fragments ("stood")."""
_READ: Final = frozenset(LANGUAGES)
_FLIPS: Final[frozenset[Polarity]] = frozenset({"denied", "refused", "doubted"})
_SAYS_NOT: Final[frozenset[Polarity]] = frozenset({"unconfirmed", "undenied", "unaffirmed"})

_TO_COME: Final[frozenset[Mood]] = frozenset({"future", "possible"})
_OTHER_EVENT: Final[frozenset[Part]] = frozenset({"polarity", "predicate", "roles", "place", "time", "mood"})
"""Parts in which two differ that a number cannot have moved between."""

Kind = Literal["same", "moved", "older", "changed", "conflict", "apart"]
"""moved: the same with another number, by a later report. older: a number that has been overtaken. changed: what was so
is no longer, in time, or what was to come is so. conflict: both cannot hold. apart: something else, or too
little to say."""


class Relation(NamedTuple):
    """Of a known claim to one that comes in, with what differs."""

    kind: Kind
    likeness: float = 0.0
    verdict: Verdict | None = None
    move: Move | None = None
    of: Sighting | None = None
    """What the claim said before, if that is what `new` is in conflict with."""

    @property
    def moved(self) -> float | None:
        """By which share a number moved."""
        return self.move.share if self.move else None

    @property
    def number(self) -> str:
        """The number before and after, as "18 -> 43"; "" if none moved."""
        return f"{_plain(self.move.before.value)} -> {_plain(self.move.after.value)}" if self.move else ""


APART: Final = Relation("apart")


class _Pair(NamedTuple):
    """A known claim and one that comes in, with what they assert."""

    known: Sighting
    new: Sighting
    both: Beside
    verdict: Verdict
    past: Sequence[Sighting]


def relation(known: Sighting, new: Sighting, past: Sequence[Sighting] = ()) -> Relation:
    """What `new` is to `known`. `past` is what the claim said before: it may name the day that `known` leaves out, and
    who denies it denies the claim."""
    found = _relation(known, new, past)
    if found.kind != "apart" or new.polarity not in _FLIPS or known.polarity in _FLIPS:
        return found
    denied = next((old for old in reversed(past) if _relation(old, new, ()).kind == "conflict"), None)
    return found if denied is None else found._replace(kind="conflict", of=denied)


def _relation(known: Sighting, new: Sighting, past: Sequence[Sighting]) -> Relation:
    read = known.language in _READ and new.language in _READ
    if not read or (known.polarity in _SAYS_NOT) != (new.polarity in _SAYS_NOT):
        return APART
    before, after = read_assertion(known.text, known.language), read_assertion(new.text, new.language)
    if len(before.marks & after.marks) < (LEAST_MARKS if known.language == new.language else LEAST_MARKS_ACROSS):
        return APART
    pair = _Pair(known, new, *_compared(known.text, known.language, new.text, new.language), past)
    found = _related(pair)
    if found.kind == "apart":
        return found  # nor did a number move
    likeness = about_the_same(known, new)
    found = found if likeness >= SAME or _of_one_thing(pair) else _overtaken(pair)
    return found._replace(likeness=likeness)


@lru_cache(maxsize=1 << 10)
def _compared(known: str, known_in: str, new: str, new_in: str) -> tuple[Beside, Verdict]:
    """Two texts with the verdict on them; wire copies ask the same again."""
    both = Beside(read_assertion(known, known_in), read_assertion(new, new_in))
    return both, judged(both)


def _of_one_thing(pair: _Pair) -> bool:
    """Whether two claims that share few words are of one thing for all that, as those of two languages are."""
    across = pair.known.language != pair.new.language
    verdict = pair.verdict
    return verdict.outcome == "same" or (verdict.outcome == "conflict" and verdict.near and across)


def _related(pair: _Pair) -> Relation:
    if (pair.known.polarity in _FLIPS) != (pair.new.polarity in _FLIPS):
        return _at_odds(pair.verdict)
    if _came_about(pair):
        return Relation("changed", verdict=pair.verdict)
    moved = _overtaken(pair)
    if moved.kind == "apart" and pair.verdict.outcome == "conflict":
        return _in_conflict(pair)
    return moved if moved.kind != "apart" else Relation(pair.verdict.outcome, verdict=pair.verdict)


def _came_about(pair: _Pair) -> bool:
    """Whether what was planned or held possible is done by the later report."""
    known, new, verdict = pair.known, pair.new, pair.verdict
    if verdict.moods is None or order(known.when, new.when) < 0 or not known.polarity == new.polarity == "affirmed":
        return False
    before, after = verdict.moods
    return before in _TO_COME and after == "done"


def _at_odds(verdict: Verdict) -> Relation:
    """One says what the other denies; or denies the contrary, which says the same."""
    if verdict.outcome == "same":
        return Relation("conflict", verdict=verdict._replace(outcome="conflict", part="polarity"))
    if verdict.outcome == "conflict" and verdict.part == "polarity":
        return Relation("same", verdict=verdict._replace(outcome="same"))
    return Relation("apart", verdict=verdict)


def _overtaken(pair: _Pair) -> Relation:
    """A number of what goes on that is another in a later report, of one and the same event."""
    known, new, both, verdict, _ = pair
    affirmed = known.polarity == new.polarity == "affirmed"
    found = move(both) if affirmed and verdict.part not in _OTHER_EVENT else None
    if found is None or _elsewhere(pair):
        return APART
    if order(known.when, new.when) < 0 or (found.after.open and found.after.value < found.before.value):
        return Relation("older", verdict=verdict, move=found)  # "at least 12" behind 43 takes nothing back
    if not found.toll and _at_one_time(pair) and not _one_voice(known, new):
        return APART
    return Relation("moved", verdict=verdict, move=found)


def _in_conflict(pair: _Pair) -> Relation:
    found = other_number(pair.both) if pair.verdict.part == "number" else None
    if found is not None and _elsewhere(pair):
        return APART
    if pair.verdict.part == "state":
        order = _order(pair)
        if order:
            return Relation("changed" if order > 0 else "older", verdict=pair.verdict)
    return Relation("conflict", verdict=pair.verdict, move=found)


def _elsewhere(pair: _Pair) -> bool:
    """Whether each number is of another place: the dead of one town do not revise those of the next."""
    return elsewhere(pair.known.text, pair.known.language, pair.new.text, pair.new.language)


def _order(pair: _Pair) -> int:
    """1 if `new` tells of a later time, -1 of an earlier one, 0 if that cannot be told: by the times in the texts where
    both have some, else by when they were published."""
    known, new, before, after = pair.known, pair.new, pair.both.a, pair.both.b
    published = order(known.when, new.when)
    if _other_days(before, after):
        return published or 1
    ours, theirs = before.times.clock, after.times.clock
    if ours is not None and theirs is not None and ours != theirs:
        return 1 if theirs > ours else -1
    return published if published and abs(new.at - known.at) >= LATER else 0


def _other_days(before: Assertion, after: Assertion) -> bool:
    fields = ((before.times.weekdays, after.times.weekdays), (before.times.days, after.times.days))
    return any(ours and theirs and ours.isdisjoint(theirs) for ours, theirs in fields)


def _at_one_time(pair: _Pair) -> bool:
    """Whether both name a day, the known one by its past if need be, and it is the same."""
    told = (read_assertion(old.text, old.language).times for old in reversed(pair.past))
    days = (times for times in (pair.both.a.times, *told) if times.weekdays or times.days)
    before, after = next(days, pair.both.a.times), pair.both.b.times
    fields = ((before.weekdays, after.weekdays), (before.days, after.days))
    return any(not ours.isdisjoint(theirs) for ours, theirs in fields)


def _one_voice(a: Sighting, b: Sighting) -> bool:
    return a.origin == b.origin or (a.house is not None and a.house == b.house)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"
