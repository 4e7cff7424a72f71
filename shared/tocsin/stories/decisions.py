"""What a desk decided by hand: two stories are one, or some articles of a story tell another one. Pure.

Decisions are kept, each as pairs of articles that are one story or are not, by which the logic can be measured later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from tocsin.stories.likeness import Kin, StoryState
from tocsin.stories.regroup import merged

DecisionKind = Literal["merge", "split"]

MAX_STANDING = 16
"""Decisions that a story remembers, the last ones."""
MAX_KIN = 16
MAX_OFFSHOOTS = 8
"""Stories by hand beside one: each is looked up for every article that comes near it."""
MAX_STAYED = 25
MAX_PAIRS = 200
"""Labelled pairs of one decision."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`other` was merged into `story`, or split off from it; `moved` are the articles that changed over."""

    id: str
    """Its time and a hash of what it says: ids sort by time."""
    kind: DecisionKind
    story: str
    other: str
    moved: tuple[str, ...]
    stayed: tuple[str, ...]
    """Some of the articles that were in `story` before and after, the newest `MAX_STAYED`."""
    at: str
    by: str
    """The API key behind it, or the name of whoever is signed in."""
    undone_at: str | None = None
    undone_by: str | None = None
    kin: tuple[Kin, ...] = ()
    """Of `other` before it was merged."""


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two articles, and whether the desk holds them to be one story."""

    one: str
    other: str
    same: bool
    decision: str
    kind: DecisionKind
    at: str
    by: str


def decision_id(at: str, *parts: str) -> str:
    """Of a decision at that time, a `stamp`."""
    return f"{at}.{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:8]}"


def labelled(decision: Decision) -> list[LabelledPair]:
    """The pairs that a decision labels, `MAX_PAIRS` at most; none of one that was undone."""
    if decision.undone_at is not None:
        return []
    same, told = decision.kind == "merge", (decision.id, decision.kind, decision.at, decision.by)
    pairs = (LabelledPair(one, other, same, *told) for other in decision.stayed for one in decision.moved)
    return list(islice(pairs, MAX_PAIRS))


def split_id(story: str, moved: Collection[str]) -> str:
    """The id of a story that these articles make: the same for the same, so that a second try finds the first."""
    parts = chr(0).join(("by hand", story, *sorted(moved)))
    return hashlib.sha256(parts.encode()).hexdigest()[:24]


def joined_by_hand(state: StoryState, other: StoryState, decision: str) -> StoryState:
    """`state` with all that is remembered of `other`, and its next version."""
    whole = merged(state, other)
    return replace(
        whole,
        version=state.version + 1,
        title=state.title or other.title,
        kin=tuple(kin for kin in dict.fromkeys(whole.kin) if kin.story != state.id),
        offshoots=tuple(story for story in whole.offshoots if story not in {state.id, other.id}),
        decisions=_standing(state, decision),
    )


def left_by_hand(state: StoryState, other: str, decision: str, before: Sequence[Kin] = ()) -> StoryState:
    """`state` once `other` was split off, at its next version: the two never become one by themselves.

    `before` are stories that `other` brought with it and takes along.
    """
    gone = {other, *(kin.story for kin in before)}
    return replace(
        state,
        version=state.version + 1,
        kin=tuple(kin for kin in state.kin if kin.story not in gone),
        offshoots=tuple(dict.fromkeys((*state.offshoots, other))),
        decisions=_standing(state, decision),
    )


def parted_kin(state: StoryState, moved: Sequence[str], before: Sequence[Kin] = ()) -> tuple[Kin, ...]:
    """Whose alerts a story answers for that was split off: those that its own articles raised, and `before`."""
    own = [Kin(kin.story, tuple(one for one in moved if not kin.only or one in kin.only)) for kin in state.kin]
    every = (*before, Kin(state.id, tuple(moved)), *(kin for kin in own if kin.only))
    return tuple({kin.story: kin for kin in reversed(every)}.values())[::-1]


def _standing(state: StoryState, decision: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*state.decisions, decision)))[-MAX_STANDING:]
