"""What a place is in its sentence: where something happens, where somebody goes to, or comes from."""

from __future__ import annotations

from typing import Final

from tocsin.engine.places.context import Context, context
from tocsin.engine.places.gazetteer import ACCUSATIVE, ANY_CASE, DATIVE, GENITIVE, INSTRUMENTAL, LOCATIVE
from tocsin.engine.places.judge import fits
from tocsin.engine.places.mentions import Mention
from tocsin.model import PlaceRole
from tocsin.text.document import Document

_REACH: Final = 6
"""Words that may stand between a preposition and its name."""
_FROM_REACH: Final = 4
_IN_OR_INTO: Final = frozenset({"в", "во", "на", "у"})
_MOTION_REACH: Final = 9
"""Words back in which a verb of going makes a "to" lead somewhere."""


def roles_of(doc: Document, mentions: list[Mention], cases: list[int]) -> list[PlaceRole | None]:
    """One role per mention; names in a list share the first one's. `cases` are the grammatical cases each may be in."""
    around = context()
    found: list[PlaceRole | None] = []
    for number, mention in enumerate(mentions):
        role = None
        if not mention.hyphenated:
            role = _own_role(doc, mention, cases[number], around)
            if role is None and number and continues_list(doc, mentions[number - 1], mention):
                role = found[-1]
        found.append(role)
    return found


def continues_list(doc: Document, before: Mention, mention: Mention) -> bool:
    """Whether only commas, "and" and the like stand between the two ("to Georgia, Kazakhstan and Mongolia")."""
    around = context()
    gap = doc.lowers[before.last : mention.first]
    if not 0 < len(gap) <= _REACH or gap[0] not in around.joins:
        return False
    return all(word in around.joins or word in around.between for word in gap)


def _own_role(doc: Document, mention: Mention, cases: int, around: Context) -> PlaceRole | None:
    lowers = doc.lowers
    j = mention.first - 1
    floor = max(doc.sentences[doc.sentence_of[mention.first]].first - 1, j - _REACH)
    while j > floor and _may_stand_between(lowers[j], around):
        if lowers[j] in around.settings or lowers[j] in around.settlement:
            cases = ANY_CASE
        j -= 1
    if j <= floor:
        return None
    if lowers[j] in around.struck:
        return "location" if not cases or cases & ACCUSATIVE else None
    if lowers[j] in around.leave or lowers[j] in around.enter:
        if cases and not cases & ACCUSATIVE:
            return None
        return "origin" if lowers[j] in around.leave else "destination"
    return _after_preposition(doc, j, cases, around)


def _may_stand_between(word: str, around: Context) -> bool:
    if word in around.inside or word in around.origin:
        return False
    return word in around.between or word in around.settings


def _after_preposition(doc: Document, j: int, cases: int, around: Context) -> PlaceRole | None:
    word, previous = doc.lowers[j], doc.lowers[j - 1] if j else ""
    if word in around.together and previous in around.border:
        return "location" if not cases or cases & INSTRUMENTAL else None
    if word in around.origin:
        leads_away = not cases or cases & GENITIVE
        return _away_from(doc, j, around) if leads_away and not _is_range(doc, j, around) else None
    if word == "of":
        return "origin" if previous == "out" else None
    if word in _IN_OR_INTO:
        return _in_or_into(doc, j, cases, around)
    if word in around.to:
        return _towards(doc, j, cases, around)
    return "location" if word in around.inside and fits(word, cases) else None


def _away_from(doc: Document, j: int, around: Context) -> PlaceRole | None:
    """ "fled from Lviv", "300 km from Lviv"; not "an apology from Lviv"."""
    if j and doc.lowers[j - 1] in around.distance:
        return "location"
    near = doc.lowers[max(doc.sentences[doc.sentence_of[j]].first, j - _FROM_REACH) : j]
    return None if any(word in around.not_coming for word in near) else "origin"


def _is_range(doc: Document, j: int, around: Context) -> bool:
    """ "dictators from Russia to Syria", "from Nebraska as far south as Texas": nobody goes."""
    last = doc.sentences[doc.sentence_of[j]].last
    onward = any(
        doc.lowers[k] == "as" or (doc.lowers[k] in around.to and k + 1 < last and doc.words[k + 1][0].isupper())
        for k in range(j + 2, min(last, j + 2 + _REACH))
    )
    return onward and not _motion_before(doc, j, around)


def _in_or_into(doc: Document, j: int, cases: int, around: Context) -> PlaceRole | None:
    """Russian and Ukrainian say by the case whether one is there or goes there; where forms coincide, the verb does."""
    there, thither = cases & LOCATIVE, cases & ACCUSATIVE
    if any(word in around.posts for word in doc.lowers[max(0, j - 2) : j]):
        return None
    if bool(there) != bool(thither):
        return "location" if there else "destination"
    if cases and not there:
        return "location" if doc.lowers[j] == "у" and cases & GENITIVE else None
    return "destination" if _motion_before(doc, j, around) else "location"


def _towards(doc: Document, j: int, cases: int, around: Context) -> PlaceRole | None:
    word = doc.lowers[j]
    if word == "for":
        return "destination" if _leaves_before(doc, j, around) else None
    if cases and not cases & (DATIVE if word in ("к", "ко") else GENITIVE):
        return None
    leads = word in around.surely_to or _motion_before(doc, j, around) or _from_before(doc, j, around)
    return "destination" if leads else None


def _leaves_before(doc: Document, j: int, around: Context) -> bool:
    """ "left for Armenia", "left Russia for Armenia"."""
    return any(word in around.leave_for for word in doc.lowers[max(0, j - _FROM_REACH) : j])


def _from_before(doc: Document, j: int, around: Context) -> bool:
    """ "from Lviv to Warsaw"."""
    near = range(max(0, j - _FROM_REACH), j - 1)
    between_places = any(
        doc.lowers[k] in around.origin and doc.words[k + 1][0].isupper() and not _is_range(doc, k, around) for k in near
    )
    return between_places and not _things_before(doc, j, around)


def _things_before(doc: Document, j: int, around: Context) -> bool:
    """Whether aid, gas or missiles are what goes there."""
    first = doc.sentences[doc.sentence_of[j]].first
    return any(word in around.things for word in doc.lowers[max(first, j - _MOTION_REACH) : j])


def _motion_before(doc: Document, j: int, around: Context) -> bool:
    """Whether somebody goes, no more than some words before token `j` and not in another sentence."""
    first = doc.sentences[doc.sentence_of[j]].first
    for k in range(j - 1, max(first - 1, j - 1 - _MOTION_REACH), -1):
        if doc.words[k] == ";" or doc.lowers[k] in around.things:
            return False
        if doc.lowers[k] in around.motion:
            return True
        if doc.lowers[k] in around.conveying:
            return not _things_before(doc, j, around)
    return False
