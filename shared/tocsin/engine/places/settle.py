"""Settles which place a name means that several bear, by what else the text names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from tocsin.engine.places.context import context
from tocsin.engine.places.gazetteer import Entry, Gazetteer, neighbours
from tocsin.engine.places.mentions import Mention
from tocsin.text.document import Document

# A shared name goes to the place with the highest weight (about the logarithm of its inhabitants, 9.5 for countries)
# plus these. They let two American towns in a text turn "Georgia" into the state, and keep it the country where Russia
# or Turkey are named as well.
_OF_SAME_COUNTRY: Final = 1.2
_TOWN_OF_SAME_COUNTRY: Final = 0.4
"""Towns need less: they differ less, and Donetsk must not become the one in Rostov Oblast."""
_MOST_OF_SAME_COUNTRY: Final = 3
_COUNTRY_NAMED: Final = 0.4
_NEIGHBOUR_NAMED: Final = 0.8
_IN_A_LIST: Final = 1.5
""" "Georgia and Ukraine", "Ohio and Georgia"."""
_LIST_WORDS: Final = frozenset({",", "and", "or", "и", "или", "і", "й", "та", "або"})
_STATE_NEAR: Final = 3.0
_STATE_REACH: Final = 5
""" "A senator from Georgia": tokens on either side in which such a word counts."""
_CLOSE: Final = 0.7
"""Weights nearer than this (a fifth of the inhabitants) leave it open which place is meant."""
_ONLY_ONE_NAMED: Final = 3.0
"""Of the candidates' countries the text names one alone, and no neighbour of the likeliest one's: "Tripoli" where the
Lebanese army is named. Neighbours are named in each other's news: Donetsk stays in Ukraine where Russia is named."""
_HOLDS_ANOTHER: Final = 3.0
""" "Georgia" where Atlanta is named."""
_STANDS_INSIDE: Final = 6.0
""" "Atlanta, Georgia", "Springfield, Illinois": the next name holds this one."""

Name = tuple[int, ...]
"""What identifies a name however it is declined: the entries that it may mean."""


def name_of(mention: Mention) -> Name:
    senses = mention.senses
    return (senses[0].entry,) if len(senses) == 1 else tuple(sorted({s.entry for s in senses}))


class _Evidence:
    """Which countries the unambiguous names of a text belong to."""

    def __init__(self, names: list[Name], book: Gazetteer, adjectives: set[str]) -> None:
        self.inside = Counter[str]()
        self.named = set(adjectives)
        self.regions = {book.entry(name[0]).region for name in names if len(name) == 1}
        for name in names:
            entry = book.entry(name[0])
            if len(name) > 1 or not entry.country:
                continue
            self.named.add(entry.country)
            if entry.kind != "country":
                self.inside[entry.country] += 1
        self.around = {code for country in self.named for code in neighbours().get(country, ())}

    def weight(self, entry: Entry) -> float:
        weight = entry.weight
        if entry.country:
            each = _TOWN_OF_SAME_COUNTRY if entry.kind == "city" else _OF_SAME_COUNTRY
            weight += each * min(_MOST_OF_SAME_COUNTRY, self.inside[entry.country])
            weight += _COUNTRY_NAMED * (entry.country in self.named)
            weight += _NEIGHBOUR_NAMED * (entry.kind == "country" and entry.id in self.around)
            weight += _HOLDS_ANOTHER * (entry.kind == "region" and entry.id in self.regions)
        return weight

    def only_named(self, entries: list[Entry]) -> str | None:
        """The one country of these towns that the text names, if the likeliest one's is neither that nor beside it."""
        countries = {entry.country for entry in entries if entry.country}
        named = countries & self.named
        if len(named) != 1 or len(countries) == 1 or any(entry.kind == "country" for entry in entries):
            return None
        (only,) = named
        first = max(entries, key=self.weight).country or ""
        return only if only not in neighbours().get(first, ()) else None


class Choice(NamedTuple):
    """What a mention stands for."""

    number: int
    """Of the entry in the gazetteer."""
    rival: int | None = None
    """Another place of that name that is hardly less likely."""


def settled(
    doc: Document, mentions: list[Mention], book: Gazetteer, adjectives: Callable[[], set[str]]
) -> list[Choice]:
    """What each mention stands for; one name means one place throughout a text.

    `adjectives` tells which countries the text names by adjectives; asked only where a name is shared.
    """
    names = [name_of(mention) for mention in mentions]
    shared = {name for name in names if len(name) > 1}
    if not shared:
        return [Choice(name[0]) for name in names]
    evidence = _Evidence(names, book, adjectives())
    support: dict[int, float] = {}
    for at, name in enumerate(names):
        if name in shared:
            for number, worth in _support(doc, mentions, at, names, book):
                support[number] = max(support.get(number, 0.0), worth)
    choices = {}
    for name in shared:
        only = evidence.only_named([book.entry(n) for n in name])
        ranked = sorted((-_weight(book.entry(n), evidence, only) - support.get(n, 0.0), n) for n in name)
        close = ranked[1][0] - ranked[0][0] < _CLOSE
        choices[name] = Choice(ranked[0][1], ranked[1][1] if close else None)
    return [choices.get(name) or Choice(name[0]) for name in names]


def _weight(entry: Entry, evidence: _Evidence, only: str | None) -> float:
    return evidence.weight(entry) + (_ONLY_ONE_NAMED if only and entry.country == only else 0.0)


def _support(
    doc: Document, mentions: list[Mention], at: int, names: list[Name], book: Gazetteer
) -> Iterator[tuple[int, float]]:
    """What the words around the mention at `at` add to the weights of the entries that it may mean."""
    yield from ((number, _STANDS_INSIDE) for number in _standing(doc, mentions, at, names, book))
    yield from ((number, _IN_A_LIST) for number in _kin(doc, mentions, at, names, book))
    yield from ((number, _STATE_NEAR) for number in _states(doc, mentions[at], names[at], book))


def _standing(doc: Document, mentions: list[Mention], at: int, names: list[Name], book: Gazetteer) -> Iterator[int]:
    """Entries of the mention at `at` that hold the name before a comma, or that the name after a comma holds."""
    own = [(number, book.entry(number)) for number in names[at]]
    if at and _comma_between(doc, mentions[at - 1], mentions[at]):
        holders = {up for number in names[at - 1] for up in _above(book.entry(number))}
        yield from (number for number, entry in own if entry.id in holders)
    if at + 1 < len(mentions) and _comma_between(doc, mentions[at], mentions[at + 1]):
        larger = {book.entry(number).id for number in names[at + 1]}
        yield from (number for number, entry in own if larger & _above(entry))


def _kin(doc: Document, mentions: list[Mention], at: int, names: list[Name], book: Gazetteer) -> Iterator[int]:
    """Entries of the mention at `at` that are of a kind with their neighbour in a list ("Georgia and Ukraine")."""
    for other in (at - 1, at + 1):
        if not 0 <= other < len(mentions) or len(names[other]) > 1:
            continue
        left, right = mentions[min(at, other)], mentions[max(at, other)]
        gap = doc.lowers[left.last : right.first]
        if 0 < len(gap) <= 2 and all(word in _LIST_WORDS for word in gap):
            kind = book.entry(names[other][0]).kind
            yield from (number for number in names[at] if book.entry(number).kind == kind)


def _states(doc: Document, mention: Mention, name: Name, book: Gazetteer) -> Iterator[int]:
    """American states of that name where a word of American politics stands near ("a senator from Georgia")."""
    around = context()
    near = doc.lowers[max(0, mention.first - _STATE_REACH) : mention.last + _STATE_REACH]
    if any(word in around.state for word in near):
        yield from (number for number in name if book.entry(number).id.startswith("US-"))


def _above(entry: Entry) -> set[str | None]:
    """The region and the country that the place lies in, other than itself."""
    return {entry.region, entry.country} - {entry.id, None}


def _comma_between(doc: Document, left: Mention, right: Mention) -> bool:
    return right.first - left.last == 1 and doc.words[left.last] in (",", "(")
