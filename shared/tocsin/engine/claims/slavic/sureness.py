"""How likely a Russian or Ukrainian claim is right, by what was read of it: its pattern, what it leans on, its speaker.

The steps were set by hand after strict readers' verdicts (the table is in docs/claims-errors.md), so that of the claims
with .85 and more about nine in ten are right, of those with .7 to .85 eight, and those under .6 are rather not shown.
"""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Draft
from tocsin.engine.claims.slavic.given import given_topic
from tocsin.engine.claims.slavic.points_back import means_another, points_by_adverb, points_within
from tocsin.engine.claims.slavic.pronouns_inside import PRONOUNS, leans_on_pronoun
from tocsin.engine.claims.slavic.unnamed import POINTING, bits_of
from tocsin.engine.claims.speakers.pronouns import FEMALE, MALE
from tocsin.model import Claimant
from tocsin.text.document import Document

_RULES: Final = {
    "quote": 0.93,  # marks show the words: 14 of 14 in what was seen, 7 of 10 where nothing had been
    "reported": 0.9,  # ", сообщил мэр": the sentence is told whole; 11 of 11
    "that": 0.88,  # where it goes wrong, it leans on another sentence, which is told apart
    "according": 0.86,  # behind "по словам" the speaker is plain, and "он" of "по его словам" less so
    "clause": 0.8,
    "preposition": 0.8,  # "сообщил о пожаре" is told with its verb
    "phrase": 0.74,  # what is denied or confirmed often stands before
    "infinitive": 0.72,  # whose plan it is is plain, but "решил выйти" leaves open from what
    "headline": 0.6,  # a colon opens subjects and labels as often as speakers
    "passive": 0.58,  # nobody is named who says it
}
_OTHER: Final = 0.55
"""Of patterns in which somebody seldom says something."""
AUTHOR: Final = 0.82
"""Of an article's own sentence that names whom it tells of."""
_OPENS_ON: Final = 0.85
"""Of one that opens as a sentence does which goes on with another, or has "он" or "такой" in it."""
_INNER: Final = 0.92
_PERHAPS: Final = 0.88
_LEANS: Final = 0.66
"""What is said has "this", or "she" whom nothing there names: readers called seven of ten wrong."""
_POINTS: Final = 0.85
"""It tells of "роботодавці" or "голосование", which the sentences before may tell, and names nothing."""
_UNRESOLVED: Final = 0.7
_BARE: Final = 0.85
"""Somebody, or a body, that is called by one common noun: "депутат", "издание"."""
_NOBODY_NEEDED: Final = frozenset(("passive",))
_CONNECTIVES: Final = frozenset(
    (
        *("однако", "однак", "тем", "кроме", "при", "также", "затем", "позже", "позднее", "потом", "поэтому", "зато"),
        *("крім", "тим", "також", "потім", "пізніше", "тому", "водночас", "а", "но", "и", "але", "проте", "та"),
    )
)
_LIKE_THAT: Final = "так"
"""So begin the forms of "такой"."""
_SUCH: Final = ("ой", "ого", "ому", "ая", "ую", "ое", "ие", "их", "им", "ий", "а", "у", "е", "і")


def claim_sureness(doc: Document, draft: Draft, claimant: Claimant | None) -> float:
    """0..1 of what somebody else says."""
    sure = _RULES.get(draft.rule, _OTHER)
    if draft.inner:
        sure *= _INNER
    if draft.hedged or draft.negated:
        sure *= _PERHAPS
    if _leans(doc, draft, claimant):
        sure *= _LEANS
    elif not draft.direct and _names_nothing(doc, draft):
        sure *= _POINTS
    return round(sure * _speaker(doc, draft, claimant), 2)


def sentence_sureness(doc: Document, first: int, last: int) -> float:
    """0..1 of an article's own sentence."""
    opens = doc.lowers[first] in _CONNECTIVES
    leans = not PRONOUNS.isdisjoint(doc.lowers[first:last]) or any(map(_is_such, doc.lowers[first:last]))
    points = any(bits & POINTING for bits in bits_of(doc, first, last))
    return round(AUTHOR * (_OPENS_ON if opens or leans or points else 1), 2)


def _leans(doc: Document, draft: Draft, claimant: Claimant | None) -> bool:
    """A pronoun in what a person says indirectly may mean that person; in a quotation, or said by a body, not so."""
    first, last = draft.content[0]
    other = draft.direct or claimant is None or claimant.kind != "person"
    if other and (means_another(doc, first, last) or leans_on_pronoun(doc, first, last, draft.source)):
        return True
    if draft.direct:
        return False
    return (
        points_within(doc, first, last)
        or points_by_adverb(doc, first, last)
        or any(map(_is_such, _opening(doc, draft)))
    )


def _opening(doc: Document, draft: Draft) -> list[str]:
    """The lower-cased words of the first clause."""
    first, last = draft.content[0]
    comma = next((at for at in range(first + 1, last) if doc.words[at] == ","), last)
    return doc.lowers[first:comma]


def _is_such(lower: str) -> bool:
    return lower.startswith(_LIKE_THAT) and lower[len(_LIKE_THAT) :] in _SUCH


def _names_nothing(doc: Document, draft: Draft) -> bool:
    """Whether it tells of a bare noun, and neither a name nor a number stands in it."""
    first, last = draft.content[0]
    begin = first + (doc.lowers[first] in ("что", "що"))
    if any(doc.capital[at] or doc.words[at][0].isdigit() or doc.words[at] == "«" for at in range(first + 1, last)):
        return False
    return given_topic(doc, begin, last) is not None


def _speaker(doc: Document, draft: Draft, claimant: Claimant | None) -> float:
    if claimant is None or draft.source is None:
        return 1.0 if draft.rule in _NOBODY_NEEDED else _UNRESOLVED
    first, last = draft.source
    lower = doc.lowers[first]
    if last - first == 1 and (lower in MALE or lower in FEMALE) and claimant.name.lower() == lower:
        return _UNRESOLVED
    bare = " " not in claimant.name and (
        claimant.kind == "unnamed" or (claimant.kind == "organization" and claimant.name.islower())
    )
    bare = bare or bool(bits_of(doc, first, last)[0] & POINTING)  # "эта публикация"
    return _BARE if bare else 1.0
