"""Judges by the neighbouring words whether a name is a place, a person, an organization, a region or a crossing."""

from __future__ import annotations

from typing import Final

from tocsin.engine.places.context import Context, context
from tocsin.engine.places.gazetteer import ACCUSATIVE, DATIVE, GENITIVE, INSTRUMENTAL, LOCATIVE, Sense, gazetteer
from tocsin.engine.places.mentions import Mention, is_known
from tocsin.engine.places.words import is_half_of_a_name, is_ordinary
from tocsin.text.document import Document

_LIST_REACH: Final = 12
"""Tokens that a list of names may take up to the word that they share ("Donetsk, Luhansk, ... and Kherson regions")."""
_CROSSING_BEFORE, _CROSSING_AFTER = 5, 3
_CAPITALS_REACH: Final = 8
_WELL_KNOWN: Final = 6.0
"""A town under a million inhabitants after another capitalized word is a surname: "Lev Parnas", "Conor Kennedy"."""

# Which cases a name may have after a preposition that makes it a place. Names in Latin script have no case and fit all.
_CASES_AFTER: Final = {
    **dict.fromkeys(["в", "во", "на", "уві"], ACCUSATIVE | LOCATIVE),
    "у": ACCUSATIVE | LOCATIVE | GENITIVE,
    **dict.fromkeys(["под", "під"], INSTRUMENTAL | ACCUSATIVE),
    "над": INSTRUMENTAL,
    "при": LOCATIVE,
    "через": ACCUSATIVE,
    **dict.fromkeys(["к", "ко"], DATIVE),
}


def fits(preposition: str, cases: int) -> bool:
    """Whether a name that may stand in `cases` can follow the preposition; most Slavic ones take the genitive."""
    if cases == 0:
        return True
    return bool(cases & _CASES_AFTER.get(preposition, GENITIVE))


def judged(doc: Document, mention: Mention) -> tuple[tuple[Sense, ...], bool]:
    """The senses that the context allows (none: it is no place), and whether the context by itself says place."""
    around = context()
    if mention.district:
        return mention.senses, True
    if _is_person(doc, mention, around) or _is_organization(doc, mention, around) or _is_water(doc, mention, around):
        return (), False
    if begins_sentence(doc, mention.first) and is_ordinary(doc, mention):
        return (), False
    senses = mention.senses
    needs = {s.needs for s in senses}
    if needs <= {"", "w"} and is_half_of_a_name(doc, mention):
        return (), False
    if "c" in needs:
        senses = _crossing_or_town(doc, mention, around)
    if "r" in needs:
        senses = _region_or_town(doc, mention, around)
    if not senses:
        return (), False
    return senses, _speaks_for_place(doc, mention, senses, around)


def _crossing_or_town(doc: Document, mention: Mention, around: Context) -> tuple[Sense, ...]:
    sentence = doc.sentences[doc.sentence_of[mention.first]]
    first, last = (
        max(sentence.first, mention.first - _CROSSING_BEFORE),
        min(sentence.last, mention.last + _CROSSING_AFTER),
    )
    window = doc.lowers[first:last]
    beside = any(word in around.crossing for word in window)
    return tuple(s for s in mention.senses if (s.needs == "c") == beside)


def _region_or_town(doc: Document, mention: Mention, around: Context) -> tuple[Sense, ...]:
    beside = _shares_region_word(doc, mention, around)
    return tuple(s for s in mention.senses if (s.needs == "r") == beside)


def _shares_region_word(doc: Document, mention: Mention, around: Context) -> bool:
    """ "Kherson region", "Kherson and Odesa regions", "the regions of Kherson and Odesa", «Одесской областей»."""
    if mention.hyphenated:
        return False
    lowers, words = doc.lowers, doc.words
    declined = any(s.needs == "r" and s.cases for s in mention.senses)
    for j in range(mention.last, min(len(words), mention.last + _LIST_REACH)):
        if lowers[j].rstrip(".") in around.region:
            return j == mention.last or declined or lowers[j] in around.region_plural
        if not (words[j][0].isupper() or lowers[j] in around.joins or lowers[j] == "."):
            break
    for j in range(mention.first - 1, max(-1, mention.first - _LIST_REACH), -1):
        if lowers[j] == "of":
            return lowers[j - 1] in around.region
        if not (words[j][0].isupper() or lowers[j] in around.joins):
            break
    return False


def _neighbour(doc: Document, j: int, around: Context) -> str:
    """The capitalized word at token `j`, or "" where there is none or it is a function word."""
    if not 0 <= j < len(doc.words) or not doc.words[j][0].isupper():
        return ""
    low = doc.lowers[j]
    function_word = low in around.inside or low in around.origin or low in around.to or low in around.joins
    return "" if function_word else doc.words[j]


def _is_person(doc: Document, mention: Mention, around: Context) -> bool:
    """ "Mr. London", "Jack London", "Denzel Washington", "J. Lincoln"; "Paris Hilton", «Владимир Путин»."""
    if mention.hyphenated:
        return False
    return _ends_name(doc, mention, around) or _begins_name(doc, mention, around)


def _ends_name(doc: Document, mention: Mention, around: Context) -> bool:
    before = mention.first - 1
    previous = _neighbour(doc, before, around)
    if not previous:
        return False
    title = previous.rstrip(".")
    if title.lower() in around.titles or title in around.given or (len(title) == 1 and previous != title):
        return True
    if title.isupper() or title.lower() in around.before_places or _all_capitalized(doc, mention):
        return False
    if begins_sentence(doc, before) or is_known(previous):
        return False
    return doc.text[mention.start : mention.end] in around.surnames or _is_small(mention)


def _is_small(mention: Mention) -> bool:
    """Whether only towns bear the name that fewer people know than bear it as a surname."""
    book = gazetteer()
    entries = [book.entry(sense.entry) for sense in mention.senses]
    return all(entry.kind == "city" and entry.weight < _WELL_KNOWN for entry in entries)


def _begins_name(doc: Document, mention: Mention, around: Context) -> bool:
    following = _neighbour(doc, mention.last, around)
    if not following or following.lower() in around.after_places or following.lower() in around.region:
        return False
    if doc.text[mention.start : mention.end] in around.given:
        return not following.isupper()
    if (is_known(following) and following[0] > "z") or _is_called_settlement(doc, mention, around):
        return False
    weak = all(s.needs == "w" for s in mention.senses)
    return weak and not _all_capitalized(doc, mention)


def _is_called_settlement(doc: Document, mention: Mention, around: Context) -> bool:
    """ "the village of", «с.», «селі» just before the name."""
    before = mention.first - 1
    if before < 0:
        return False
    word = doc.lowers[before]
    if word == ".":
        return before > 0 and doc.lowers[before - 1] in around.settlement_short
    return word.rstrip(".") in around.settlement_short if word[-1] == "." else word in around.settlement


def _is_organization(doc: Document, mention: Mention, around: Context) -> bool:
    if mention.hyphenated:
        return False
    following, previous = _neighbour(doc, mention.last, around), _neighbour(doc, mention.first - 1, around)
    return following in around.organizations or previous in around.clubs


def _is_water(doc: Document, mention: Mention, around: Context) -> bool:
    """ "the Dnipro River", "the river Dnipro", «на левом берегу Днепра», "the Strait of Malacca"."""
    lowers, before = doc.lowers, mention.first - 1
    if mention.last < len(lowers) and lowers[mention.last] in around.water and lowers[mention.last].isascii():
        return True
    if before > 0 and lowers[before] == "of":
        before -= 1
    return before >= 0 and lowers[before] in around.water


def begins_sentence(doc: Document, token: int) -> bool:
    """Whether the token is the first of its sentence or quotation, where a capital says nothing."""
    return token == doc.sentences[doc.sentence_of[token]].first or doc.words[token - 1] in '"“«„:;—*•'


def _all_capitalized(doc: Document, mention: Mention) -> bool:
    """Whether the words around are all capitalized, as in a headline, so that capitals say nothing."""
    near = doc.words[max(0, mention.first - _CAPITALS_REACH) : mention.last + _CAPITALS_REACH]
    long = [word for word in near if len(word) > 3 and word[0].isalpha()]
    return len(long) >= 6 and sum(word[0].isupper() for word in long) >= 0.85 * len(long)


def _speaks_for_place(doc: Document, mention: Mention, senses: tuple[Sense, ...], around: Context) -> bool:
    """A preposition, a verb or a word for a settlement before it, or a region's or crossing's word beside it."""
    if any(s.needs in ("r", "c") for s in senses):
        return True
    before = mention.first - 1
    if before < 0:
        return False
    if doc.capital[before] and not begins_sentence(doc, before):
        return False
    return _is_cue(doc, before, senses, around)


def _is_cue(doc: Document, before: int, senses: tuple[Sense, ...], around: Context) -> bool:
    word, previous = doc.lowers[before], doc.lowers[before - 1] if before else ""
    if word[-1] == "." or word == "of":
        if word != "of":
            return (word[:-1] or previous) in around.settlement_short and not _behind_figure(doc, before)
        return previous in around.settlement
    if word in around.inside or word in around.origin:
        return any(fits(word, s.cases) for s in senses)
    if word in around.enter or word in around.leave or word in around.struck:
        return any(not s.cases or s.cases & ACCUSATIVE for s in senses)
    if word in around.heads:
        return any(s.cases & GENITIVE for s in senses)
    return word in around.settlement


def _behind_figure(doc: Document, stop: int) -> bool:
    """Whether the abbreviation whose full stop is at `stop` counts a figure («2013 г.», «100 м.»)."""
    at = stop - (doc.words[stop] == ".") - 1
    return at >= 0 and doc.words[at][-1].isdigit()
