"""Whose name stands in a mention: at its end, in its apposition, behind a title."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from tocsin.engine.claims.draft import Draft
from tocsin.engine.claims.speakers.cast import Cast
from tocsin.engine.claims.speakers.declined import is_whose
from tocsin.engine.claims.speakers.described import LINKS, head_of
from tocsin.engine.claims.speakers.names import ORGANIZATION, ROLE, TITLE, kinds

_KNIGHTS: Final = frozenset(("sir", "dame", "king", "queen", "prince", "princess", "pope", "father", "sister"))
"""Titles that stand before a first name alone."""
_HE_OR_SHE: Final = frozenset(("he", "his", "him", "she", "her"))
_TITLED: Final = 2
_LOOKED_AT: Final = 200
"""Names of an article among which one is looked for, so that time stays linear."""
_BEHIND_NAME: Final = frozenset(("'s", "’s", "'", "’", ")"))
_OWNS: Final = frozenset(("'s", "’s"))
_WHERE: Final = frozenset(("at", "on", "in", "over", "during", "for"))
"""Behind a person's name these tell where, when or for whom that one spoke: "Brandt on the floor of the council"."""
_NOWHERE: Final = (-1, -1, -1)
_APART: Final = LINKS | {"'s", "’s", "and"}
"""Between the beginning of a mention and a name: the name is not whom the mention is about."""


def name_in(cast: Cast, first: int, last: int) -> int | None:
    """Whose name stands in the mention."""
    number = _knight(cast, first, last)
    if number is None:
        number = name_at_end(cast, first, last)
    return _named_in_apposition(cast, first, last) if number is None else number


def name_at_end(cast: Cast, first: int, last: int) -> int | None:
    """The entity that the mention's head names: at its end, or with nothing but a possessive behind it."""
    begin, end = head_of(cast, first, last)
    inside = mentions_inside(cast, begin, end)
    if not inside:
        return None
    lowers = cast.doc.lowers
    for start, stop, number in inside:
        behind = lowers[stop] if stop < end and _APART.isdisjoint(lowers[begin:start]) else ""
        person = cast.entities[number].kind == "person"
        if behind in ("of", "from") or (behind in _WHERE and person):
            return number if person else None
    while end > begin and lowers[end - 1] in _BEHIND_NAME:
        end -= 1
    start, stop, number = next((found for found in reversed(inside) if found[0] < end <= found[1]), _NOWHERE)
    if number < 0:
        return None
    before = lowers[start - 1] if start > begin else ""
    office = kinds(before) & (TITLE | ROLE if cast.doc.language == "en" else TITLE)  # "supporters of President Brandt"
    if (before in ("the", "a", "an") or office) and start - 1 > begin:
        before = lowers[start - 2]
    if before in _OWNS and _is_longer(cast, begin, start, number):
        return None
    if before in LINKS or before == "and" or is_whose(cast.doc, begin, start, stop, cast.entities[number]):
        return None
    return None if _is_owned(cast, begin, start, number) or _is_namesake(cast, begin, start, number) else number


def _is_longer(cast: Cast, begin: int, start: int, number: int) -> bool:
    """As in "the Children's Services Council": a name that goes on before the "'s", which is of no person or place."""
    at = start - 2
    if cast.doc.language != "en" or cast.entities[number].kind == "person" or at <= begin:
        return False
    while at > begin and cast.doc.capital[at]:
        at -= 1
    owners = mentions_inside(cast, at + 1, start)
    known = any(cast.entities[owner].kind == "person" for _, _, owner in owners)
    known = known or cast.doc.starts[start - 2] in cast.places
    return cast.doc.lowers[at] == "the" and at + 1 < start - 1 and not known


def _is_namesake(cast: Cast, begin: int, start: int, number: int) -> bool:
    """As in "Rosa “Rosie” Brandt" where Karl Brandt is known: a first name before the marks is another's."""
    entity = cast.entities[number]
    known = entity.kind == "person" and cast.doc.language == "en" and begin < start - 1
    return known and cast.doc.lowers[begin] in cast.known.first and cast.doc.words[begin] not in entity.name.split()


def _is_owned(cast: Cast, begin: int, start: int, number: int) -> bool:
    """As in "министерство финансов Велмарка": the name in the genitive only says whose body it is."""
    if cast.entities[number].kind != "other" or cast.doc.language not in ("ru", "uk"):
        return False
    body = any(kinds(word) & ORGANIZATION for word in cast.doc.lowers[begin:start])
    return body and cast.doc.words[start - 1] not in ("«", "“", '"', "„")


def _named_in_apposition(cast: Cast, first: int, last: int) -> int | None:
    """As in "Its foreign minister, Tomas Reil,": the name stands behind the office."""
    _, end = head_of(cast, first, last)
    if end + 1 >= last or cast.doc.lowers[end] != ",":
        return None
    office = any(kinds(word) & ROLE for word in cast.doc.lowers[first:end])
    inside = mentions_inside(cast, end + 1, last)
    if not inside:
        return None
    start, stop, number = inside[0]
    person = cast.doc.language == "en" and cast.entities[number].kind == "person" and stop >= last - 1
    return number if start == end + 1 and (office or person) else _named_at_the_end(cast, inside[-1], last)


def _named_at_the_end(cast: Cast, found: tuple[int, int, int], last: int) -> int | None:
    """As in "the envoy on torture and other cruel, inhuman acts, Niels Marr,": the name alone before the last comma."""
    start, stop, number = found
    alone = cast.doc.lowers[start - 1] == "," and stop >= last - 1
    return number if alone and cast.entities[number].kind != "organization" and stop - start > 1 else None


def _knight(cast: Cast, first: int, last: int) -> int | None:
    """As in "Sir Bruce" for Bruce Keogh: the one person who is called so."""
    if last - first != _TITLED or cast.doc.lowers[first] not in _KNIGHTS:
        return None
    called = cast.doc.words[last - 1]
    meant = [
        number
        for number, one in enumerate(cast.entities[:_LOOKED_AT])
        if one.kind == "person" and called in one.name.split()[:-1]
    ]
    return meant[0] if len(meant) == 1 else None


def mentions_inside(cast: Cast, first: int, last: int) -> list[tuple[int, int, int]]:
    at = bisect_left(cast.firsts, first)
    found = []
    while at < len(cast.mentions) and cast.mentions[at][0] < last:
        found.append(cast.mentions[at])
        at += 1
    return found


def named_behind(cast: Cast, draft: Draft) -> frozenset[int]:
    """Whom an English claim names behind the pronoun that is its speaker: "he said that Holm", "he asked Holm to"; or
    inside of his quotation, where nobody calls himself by his name."""
    if draft.source is None or cast.doc.language != "en" or draft.source[1] - draft.source[0] > 1:
        return frozenset()
    first = draft.source[0]
    if cast.doc.lowers[first] not in _HE_OR_SHE:
        return frozenset()
    ranges = draft.content if draft.direct else [(first, last) for _, last in draft.content if first < last]
    called = frozenset([number for low, high in ranges for _, _, number in mentions_inside(cast, low, high)])
    spoke = cast.last_person
    if draft.direct and spoke is not None:
        own = cast.entities[spoke].name.split()[0]
        called |= {spoke} if any(own in cast.doc.words[low:high] for low, high in ranges) else frozenset()
    return called
