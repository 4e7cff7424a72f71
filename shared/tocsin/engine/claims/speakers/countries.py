"""Which single names an article uses as a country's, whether or not a gazetteer lists them."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.lexicon import vocabulary
from tocsin.engine.claims.speakers.names import ORGANIZATION, ROLE, Words, kinds, name_words, stem
from tocsin.text.document import Document

_INSIDE: Final = frozenset(("in", "into", "across", "throughout", "inside", "within"))
_SLAVIC_INSIDE: Final = {"ru": frozenset(("в", "во")), "uk": frozenset(("в", "у"))}
_LOCATIVE: Final = {"ru": ("е", "и", "у", "ю"), "uk": ("і", "ї", "у", "ю")}
"""Endings of a name behind "in": "у Велмарку", not "у Одена", which is with Oden."""
_GENITIVE: Final = ("а", "я", "и", "ы", "і", "ї", "у", "ю")
_OWNS: Final = frozenset(("'s", "’s"))
_LINKS: Final = frozenset(("of", "with", "against"))
_BLAMES: Final = ("accus", "blam")
_BLAMED: Final = frozenset(("of", "for"))
_SLAVIC_BLAMES: Final = ("обвин", "звинува")
_CONSONANTS: Final = frozenset("бвгґджзклмнпрстфхцчшщ")
_DEMONYMS: Final = ("ian", "ian's", "ians", "ish", "ese", "ans", "an")
_CALENDAR: Final = frozenset(
    (
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
        *("december", "spring", "summer", "autumn", "winter"),
    )
)
_REACH: Final = 5
"""Words between a name that is blamed and what for; function words between a name and its "its troops"."""


def country_words(doc: Document, beginning: str = "") -> dict[str, bool]:
    """Lower-cased words, or their stems if Cyrillic, that are used as names of countries or towns.

    True: of a country for certain; False: of what a town or a firm may be as well. `beginning`: only of such words.
    """
    slavic = doc.language in _LOCATIVE
    known, closed = name_words(), vocabulary(doc.language)
    found: dict[str, bool] = {}
    for at in _alone(doc, beginning):
        certain = _is_slavic_country(doc, at) if slavic else _is_country(doc, at, known, closed)
        if (certain or _perhaps(doc, at)) and doc.lowers[at] not in _CALENDAR:
            word = stem(doc.lowers[at])
            found[word] = found.get(word, False) or certain
    return found


def _perhaps(doc: Document, at: int) -> bool:
    """As in "in Velmark", "Velmark's bank"."""
    lowers = doc.lowers
    before = lowers[at - 1] if at else ""
    if doc.language in _LOCATIVE:
        return before in _SLAVIC_INSIDE[doc.language] and lowers[at].endswith(_LOCATIVE[doc.language])
    if before in _INSIDE or before in name_words().compass:
        return True
    return lowers[at + 1] in _OWNS and any(kinds(word) & (ROLE | ORGANIZATION) for word in lowers[at + 2 : at + 4])


def has_demonym(doc: Document, lower: str) -> bool:
    """Whether the article also speaks of its people: "Velmark" beside "Velmarkian"."""
    return any(lower + ending in doc.counts() for ending in _DEMONYMS)


def _alone(doc: Document, beginning: str) -> list[int]:
    """Capitalized tokens that are no part of a longer name; the capital before may be that of the sentence."""
    words, lowers, last = doc.words, doc.lowers, len(doc.words) - 2
    return [
        at
        for at in doc.upper
        if lowers[at].startswith(beginning)
        and at < last
        and not words[at + 1][0].isupper()
        and not (at and words[at - 1][0].isupper() and doc.sentences[doc.sentence_of[at]].first < at - 1)
    ]


def _is_country(doc: Document, at: int, known: Words, closed: frozenset[str]) -> bool:
    lowers = doc.lowers
    before = lowers[at - 1] if at else ""
    behind = lowers[at + 1]
    if behind in _OWNS:
        return not known.state.isdisjoint(lowers[at + 2 : at + 5])
    if at > 1 and before in _LINKS and lowers[at - 2] in known.state:
        return True
    if behind in _BLAMED and before.startswith(_BLAMES):
        return not known.acts.isdisjoint(lowers[at + 2 : at + 2 + _REACH])
    return behind in closed and _speaks_of_its_own(lowers, at + 1, known, closed)


def _speaks_of_its_own(lowers: list[str], at: int, known: Words, closed: frozenset[str]) -> bool:
    """As in "said its troops had left", "said it had not shelled": only function words stand between."""
    own = False
    for here in range(at, min(len(lowers), at + 2 * _REACH)):
        lower = lowers[here]
        if lower == "its":
            return not known.state.isdisjoint(lowers[here + 1 : here + 3])
        if own and lower in known.acts:
            return True
        if lower not in closed or lower in ("he", "she", "his", "her"):
            return False
        own = own or lower == "it"
    return False


def _is_slavic_country(doc: Document, at: int) -> bool:
    lowers = doc.lowers
    before, lower = lowers[at - 1] if at else "", lowers[at]
    if before in name_words().state and lower.endswith(_GENITIVE):
        return True
    # Somebody who is blamed stands in the genitive: a name that keeps its nominative is no person's.
    blamed = before.startswith(_SLAVIC_BLAMES) and lowers[at + 1] in ("в", "во", "у")
    return blamed and lower[-1] in _CONSONANTS
