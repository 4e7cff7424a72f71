"""Places of a document: mentions judged, shared names settled, roles given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from tocsin.engine.places.addresses import addresses_in, lying_in
from tocsin.engine.places.context import context
from tocsin.engine.places.datelines import told
from tocsin.engine.places.gazetteer import Entry, gazetteer, spelling
from tocsin.engine.places.judge import begins_sentence, judged
from tocsin.engine.places.mentions import Mention, find_mentions
from tocsin.engine.places.nations import adjectives_in
from tocsin.engine.places.roles import continues_list, roles_of
from tocsin.engine.places.settle import Choice, Name, name_of, settled
from tocsin.engine.places.titles import is_a_things_name
from tocsin.model import Place, PlaceRole, Span
from tocsin.text.document import Document, read

GAZETTEER_VERSION: Final = "2026.11.3"

_SURE, _NAMED, _GUESSED = 1.0, 0.8, 0.6
"""Score of a place that a context speaks for, of one only named, of one that may be another of the same name."""
_RISING: Final[tuple[PlaceRole, ...]] = ("location", "origin", "destination")
"""Of roles that as many mentions have, the last wins: going to or coming from a place says more than being there."""


def find_places(doc: Document) -> tuple[Place, ...]:
    """Places in order of first mention, each with all its spans."""
    body = _places_in(doc)
    if not doc.title:
        return body
    known = {place.id for place in body}
    title = _places_in(read(doc.title, language=doc.language))
    alone = [place for place in title if place.id not in known and place.score >= _NAMED]
    return (*body, *(replace(place, spans=()) for place in alone))


def _places_in(doc: Document) -> tuple[Place, ...]:
    addresses = addresses_in(doc)
    in_streets = frozenset(token for a in addresses if a.is_street for token in range(a.first, a.last))
    found, certain = _accepted(doc, in_streets)
    if not found:
        return ()
    book = gazetteer()
    chosen = settled(doc, found, book, lambda: {m.place for m in adjectives_in(doc) if not m.private})
    kept = told(doc, found, [book.entry(choice.number) for choice in chosen])
    mentions = [found[at] for at in kept]
    spoken_for, meant = [certain[at] for at in kept], [chosen[at] for at in kept]
    roles = roles_of(doc, mentions, [_cases(m, choice.number) for m, choice in zip(mentions, meant, strict=True)])
    groups: dict[int, list[int]] = {}
    for position, choice in enumerate(meant):
        groups.setdefault(choice.number, []).append(position)
    entries = [book.entry(choice.number) for choice in meant]
    more: dict[int, list[Span]] = {number: [] for number in groups}
    for at, span in lying_in(doc, addresses, mentions, entries):
        more[meant[at].number].append(span)
    places = [_place(mentions, meant, roles, spoken_for, at) for at in groups.values()]
    return tuple(map(_with_addresses, places, more.values()))


def _with_addresses(place: Place, spans: list[Span]) -> Place:
    return replace(place, spans=tuple(sorted([*place.spans, *spans]))) if spans else place


def lookup(name: str) -> Entry | None:
    """The place that a name alone (in any case form of the three languages) or an id means first.

    "Kherson" is the city, "Kherson region" the region, "Narva checkpoint" the crossing.
    """
    book = gazetteer()
    words = [spelling(word) for word in name.split()]
    senses = book.senses(" ".join(words))
    needs: tuple[str, ...] = ("", "w")
    if not senses and len(words) > 1:
        senses = book.senses(" ".join(words[:-1]))
        last = words[-1].lower()
        needs = ("r",) if last in context().region else ("c",) if last in context().crossing else ()
    fitting = [book.entry(sense.entry) for sense in senses if sense.needs in needs]
    return max(fitting, key=lambda entry: entry.weight) if fitting else book.by_id(name)


def lies_in(place_id: str, other_id: str) -> bool:
    """Whether one place is the other or lies inside it; crossings lie in both countries, areas hold their members."""
    return not _reached(place_id, _holders).isdisjoint(_reached(other_id, _held))


def _holders(entry: Entry) -> list[str]:
    """What a place lies directly in."""
    return [up for up in (entry.region, entry.country, *(entry.within if entry.kind == "crossing" else ())) if up]


def _held(entry: Entry) -> Iterable[str]:
    """What lies directly inside an area; nothing else is asked from above."""
    return entry.within if entry.kind == "area" else ()


def _reached(place_id: str, onward: Callable[[Entry], Iterable[str]]) -> set[str]:
    """The place and all that `onward` leads to, step by step."""
    book = gazetteer()
    reached: set[str] = set()
    waiting = [place_id]
    while waiting:
        current = waiting.pop()
        if current in reached:
            continue
        reached.add(current)
        entry = book.by_id(current)
        if entry is not None:
            waiting += onward(entry)
    return reached


def _accepted(doc: Document, in_streets: frozenset[int]) -> tuple[list[Mention], list[bool]]:
    """Mentions that are places, and whether a context speaks for each.

    A name that needs a context counts everywhere once one of its mentions has it; a person's name counts nowhere.
    """
    found: list[tuple[Mention, bool]] = []
    persons: set[Name] = set()
    certain: set[Name] = set()
    for mention in find_mentions(doc):
        if mention.first in in_streets or is_a_things_name(doc, mention):
            continue
        name = name_of(mention)
        senses, speaks = judged(doc, mention)
        if not senses:
            persons.add(name)
            continue
        mention.senses = senses
        speaks = speaks or _goes_on(doc, found, mention)
        if speaks:
            certain.add(name_of(mention))
        found.append((mention, speaks))
    kept = [(m, speaks) for m, speaks in found if speaks or _counts(doc, m, certain, persons)]
    return [m for m, _ in kept], [speaks for _, speaks in kept]


def _goes_on(doc: Document, found: list[tuple[Mention, bool]], mention: Mention) -> bool:
    """Whether it stands in a list behind a name that is a place ("Tulsa, Wichita and Des Moines")."""
    if not found:
        return False
    before, speaks = found[-1]
    sure = speaks or any(not sense.needs for sense in before.senses)
    return sure and continues_list(doc, before, mention)


def _counts(doc: Document, mention: Mention, certain: set[Name], persons: set[Name]) -> bool:
    """Whether a mention without a context of its own is a place by what the rest of the text says."""
    name = name_of(mention)
    if any(s.needs != "w" for s in mention.senses):
        return name in certain or name not in persons
    return name in certain and not begins_sentence(doc, mention.first)


def _cases(mention: Mention, number: int) -> int:
    return next((s.cases for s in mention.senses if s.entry == number), 0)


def _place(
    mentions: list[Mention], meant: list[Choice], roles: list[PlaceRole | None], spoken_for: list[bool], at: list[int]
) -> Place:
    """The place that the mentions at the positions `at` stand for."""
    entry = gazetteer().entry(meant[at[0]].number)
    rival = next((meant[p].rival for p in at), None)
    certain = any(spoken_for[p] or roles[p] for p in at) and rival is None
    return Place(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        spans=tuple(Span(mentions[p].start, mentions[p].end) for p in at),
        region=entry.region,
        latitude=entry.latitude,
        longitude=entry.longitude,
        role=_main_role([roles[p] for p in at]),
        score=_SURE if certain else _NAMED if rival is None else _GUESSED,
        rival=None if rival is None else gazetteer().entry(rival).id,
    )


def _main_role(roles: list[PlaceRole | None]) -> PlaceRole | None:
    """The role that most mentions have."""
    given = [role for role in roles if role]
    most: PlaceRole = max(_RISING, key=lambda role: (given.count(role), _RISING.index(role)))
    return most if given else None
