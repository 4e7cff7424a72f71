"""Who appears in an article: its names in reading order, and what has been learnt of them so far."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from tocsin.engine.claims.slavic.lexicon import vocabulary
from tocsin.engine.claims.speakers.names import Words, mentions, name_words
from tocsin.model import Claimant, Entity, Place, Span
from tocsin.text.document import Document

_NEAR: Final = 32
"""Tokens in which the next mention is nearly always found."""
_SURNAMES: Final = ("ова", "ева", "ёва", "єва", "ина", "іна", "їна")


class Cast:
    """The mentions of all entities in reading order, the roles learnt beside them, and who spoke last."""

    def __init__(self, doc: Document, entities: tuple[Entity, ...], places: tuple[Place, ...] = ()) -> None:
        self.doc = doc
        self.entities = entities
        self.known: Words = name_words()
        self.vocabulary = vocabulary(doc.language)
        self.mentions = _in_tokens(doc, mentions(entities))
        self.firsts = [first for first, _, _ in self.mentions]
        self.roles: dict[int, list[str]] = {}
        """Entity -> its roles as written."""
        self.holders: dict[str, dict[int, None]] = {}
        """Beginning of a word -> the entities in whose roles it stands, in the order in which they got them."""
        self.places = frozenset(
            [span.start for place in places for span in place.spans if not _like_a_surname(doc, place, span)]
        )
        """Where names of places begin: a country that says something is an organization."""
        self.country_spans = {
            span.start: span.end for place in places if place.kind == "country" for span in place.spans
        }
        self.asked = 0
        """How many single names were looked up as countries."""
        self.known_countries: dict[str, bool] | None = None
        self.known_nations: frozenset[str] | None = None
        self.known_dead: frozenset[int] | None = None
        self.genders: dict[int, str] = {}
        """Of the persons asked for: "m", "f", or "" where nothing tells."""
        self.last_described: Claimant | None = None
        """The last claimant, if it was somebody without a name."""
        self.described_at = 0
        """Token at which that one was named."""
        self.last_body: Claimant | None = None
        """The last organization among the claimants."""
        self.body_at = 0
        self.bodies: list[Claimant] = []
        self.last_group: Claimant | None = None
        self.group_at = 0
        """Token at which the last group was named as a claimant."""
        self.last_person: int | None = None
        self.last_at = 0


def _in_tokens(doc: Document, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Mentions in reading order, by tokens instead of code points."""
    starts, ends = doc.starts, doc.ends
    inside: list[tuple[int, int, int]] = []
    first = 0
    for start, end, number in found:
        near = first + _NEAR
        ahead = near < len(starts) and starts[near] >= start
        first = last = bisect_left(starts, start, first, near if ahead else len(starts))
        while ends[last] < end:
            last += 1
        inside.append((first, last + 1, number))
    return inside


def _like_a_surname(doc: Document, place: Place, span: Span) -> bool:
    """Иванова is rather a woman than a form of the town of Ivanovo, if something is said by it."""
    return place.kind == "city" and doc.text[span.start : span.end].endswith(_SURNAMES)
