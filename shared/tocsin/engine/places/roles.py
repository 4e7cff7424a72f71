"""What a place is in its sentence: where something happens, where somebody goes to, or comes from."""

from __future__ import annotations

from tocsin.engine.places.context import Context, context
from tocsin.engine.places.gazetteer import ACCUSATIVE, DATIVE, GENITIVE, INSTRUMENTAL, LOCATIVE
from tocsin.engine.places.judge import fits
from tocsin.engine.places.mentions import Mention
from tocsin.model import PlaceRole
from tocsin.text.document import Document

_REACH = 6
"""Words that may stand between a preposition and its name."""
_MOTION_REACH = 9
"""Words back in which a verb of going makes a "to" lead somewhere."""


def roles_of(doc: Document, mentions: list[Mention], cases: list[int]) -> list[PlaceRole | None]:
    """One role per mention; names in a list share the first one's. `cases` are the grammatical cases each may be in."""
    around = context()
    found: list[PlaceRole | None] = []
    for number, mention in enumerate(mentions):
        role = None
        if not mention.hyphenated:
            role = _own_role(doc, mention, cases[number], around)
            if role is None and number and _continues_list(doc, mentions[number - 1], mention, around):
                role = found[-1]
        found.append(role)
    return found


def _continues_list(doc: Document, before: Mention, mention: Mention, around: Context) -> bool:
    gap = doc.lowers[before.last : mention.first]
    if not 0 < len(gap) <= _REACH or gap[0] not in around.joins:
        return False
    return all(word in around.joins or word in around.between for word in gap)


def _own_role(doc: Document, mention: Mention, cases: int, around: Context) -> PlaceRole | None:
    lowers = doc.lowers
    j = mention.first - 1
    floor = max(-1, j - _REACH)
    while (
        j > floor and lowers[j] in around.between and lowers[j] not in around.inside and lowers[j] not in around.origin
    ):
        j -= 1
    if j < 0:
        return None
    if lowers[j] in around.leave:
        return "origin" if not cases or cases & ACCUSATIVE else None
    if lowers[j] in around.enter:
        return "destination" if not cases or cases & ACCUSATIVE else None
    return _after_preposition(doc, j, cases, around)


def _after_preposition(doc: Document, j: int, cases: int, around: Context) -> PlaceRole | None:
    word, previous = doc.lowers[j], doc.lowers[j - 1] if j else ""
    if word in around.together and previous in around.border and (not cases or cases & INSTRUMENTAL):
        return "location"
    if word in around.origin:
        if cases and not cases & GENITIVE:
            return None
        return "location" if previous in around.distance else "origin"
    if word == "of":
        return "origin" if previous == "out" else None
    if word in ("в", "во", "на", "у"):
        return _in_or_into(doc, j, cases, around)
    if word in around.to:
        return _towards(doc, j, cases, around)
    if word in around.inside:
        return "location" if fits(word, cases) else None
    return None


def _in_or_into(doc: Document, j: int, cases: int, around: Context) -> PlaceRole | None:
    """Russian and Ukrainian say by the case whether one is in a place or goes there; where forms coincide, the verb does."""
    if cases & LOCATIVE and not cases & ACCUSATIVE:
        return "location"
    if cases & ACCUSATIVE and not cases & LOCATIVE:
        return "destination"
    if cases and not cases & (ACCUSATIVE | LOCATIVE):
        return "location" if doc.lowers[j] == "у" and cases & GENITIVE else None
    return "destination" if _motion_before(doc, j, around) else "location"


def _towards(doc: Document, j: int, cases: int, around: Context) -> PlaceRole | None:
    word, previous = doc.lowers[j], doc.lowers[j - 1] if j else ""
    if word == "for":
        return "destination" if previous in around.leave_for else None
    if cases and not cases & (DATIVE if word in ("к", "ко") else GENITIVE):
        return None
    if word in around.surely_to:
        return "destination"
    return "destination" if _motion_before(doc, j, around) else None


def _motion_before(doc: Document, j: int, around: Context) -> bool:
    for k in range(j - 1, max(-1, j - 1 - _MOTION_REACH), -1):
        if doc.words[k] in ".!?;":
            return False
        if doc.lowers[k] in around.motion:
            return True
    return False
