"""A take-down as it is ordered, looked for, reported and carried out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

By = Literal["article", "url", "publisher", "name"]
RemovalState = Literal["looking", "found", "removing", "done"]
"""found: what was found waits for the order to remove it."""
MAX_VALUE = 2_048
MAX_REASON = 300


@dataclass(frozen=True, slots=True)
class Removal:
    """What is to go, why, by whose order, and how far it is."""

    id: str
    by: By
    value: str
    """An article's id, a URL, a publisher's name or domain, a person's name; empty once it is done, but for an id."""
    reason: str
    ordered_by: str
    """The id of the key, or `command`."""
    at: str
    state: RemovalState
    carry_out: bool = False
    """Whether what is found goes without being looked at first."""
    allow_again: bool = False
    """Whether the same text and URLs may come again."""
    looked_at: int = 0
    found: int = 0
    removed: int = 0
    elsewhere: tuple[str, ...] = ()
    """Rules and notes of the desk that name the person, as `watch border-queues`: they are for the desk to change."""
    position: str | None = None
    done_at: str | None = None
    waits: str | None = None
    """What keeps it from going on, None where nothing does."""
    v: int = 0

    @property
    def works(self) -> bool:
        """Whether there is something to do yet."""
        return self.state in {"looking", "removing"}


@dataclass(frozen=True, slots=True)
class Finding:
    """An article in which it stands: how often, in which parts."""

    article: str
    at: str
    places: dict[str, int] = field(default_factory=dict)
