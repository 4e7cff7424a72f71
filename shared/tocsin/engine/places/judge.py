"""Judges by the neighbouring words whether a name is a place, a person, an organization, a region or a crossing."""

from __future__ import annotations

from tocsin.engine.places.context import Context, context
from tocsin.engine.places.gazetteer import ACCUSATIVE, DATIVE, GENITIVE, INSTRUMENTAL, LOCATIVE, Sense
from tocsin.engine.places.mentions import Mention
from tocsin.text.document import Document

_LIST_REACH = 12
"""Tokens that a list of names may take up to the word that they share ("Donetsk, Luhansk, ... and Kherson regions")."""
_CROSSING_BEFORE, _CROSSING_AFTER = 5, 3

# Which cases a name may have after a preposition that makes it a place. Names in Latin script have no case and fit all.
_CASES_AFTER = {
    "в": ACCUSATIVE | LOCATIVE, "во": ACCUSATIVE | LOCATIVE, "на": ACCUSATIVE | LOCATIVE, "у": ACCUSATIVE | LOCATIVE | GENITIVE,
    "под": INSTRUMENTAL | ACCUSATIVE, "під": INSTRUMENTAL | ACCUSATIVE, "над": INSTRUMENTAL, "при": LOCATIVE, "через": ACCUSATIVE,
    "к": DATIVE, "ко": DATIVE, "с": GENITIVE | INSTRUMENTAL, "со": GENITIVE | INSTRUMENTAL, "з": GENITIVE | INSTRUMENTAL,
    "із": GENITIVE | INSTRUMENTAL, "зі": GENITIVE | INSTRUMENTAL,
}  # fmt: skip


def fits(preposition: str, cases: int) -> bool:
    """Whether a name that may stand in `cases` can follow the preposition; most Slavic ones take the genitive."""
    if cases == 0:
        return True
    return bool(cases & _CASES_AFTER.get(preposition, GENITIVE))


def judged(doc: Document, mention: Mention) -> tuple[tuple[Sense, ...], bool]:
    """The senses that the context allows, and whether it speaks for a place by itself (else a name that needs it is unsure)."""
    around = context()
    if _is_person(doc, mention, around) or _is_organization(doc, mention, around):
        return (), False
    senses = mention.senses
    if any(s.needs == "c" for s in senses):
        senses = _crossing_or_town(doc, mention, around)
    if any(s.needs == "r" for s in senses):
        senses = _region_or_town(doc, mention, around)
    if not senses:
        return (), False
    return senses, _speaks_for_place(doc, mention, senses, around)


def _crossing_or_town(doc: Document, mention: Mention, around: Context) -> tuple[Sense, ...]:
    window = doc.lowers[max(0, mention.first - _CROSSING_BEFORE) : mention.last + _CROSSING_AFTER]
    beside = any(word in around.crossing for word in window)
    return tuple(s for s in mention.senses if (s.needs == "c") == beside)


def _region_or_town(doc: Document, mention: Mention, around: Context) -> tuple[Sense, ...]:
    beside = _shares_region_word(doc, mention, around)
    return tuple(s for s in mention.senses if (s.needs == "r") == beside)


def _shares_region_word(doc: Document, mention: Mention, around: Context) -> bool:
    """ "Kherson region", "Kherson and Odesa regions", "the regions of Kherson and Odesa", «Херсонской и Одесской областей»."""
    lowers, words = doc.lowers, doc.words
    declined = any(s.needs == "r" and s.cases for s in mention.senses)
    for j in range(mention.last, min(len(words), mention.last + _LIST_REACH)):
        if lowers[j] in around.region:
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
    if not 0 <= j < len(doc.words):
        return ""
    word = doc.words[j]
    if (
        not word[0].isupper()
        or doc.lowers[j] in around.inside
        or doc.lowers[j] in around.origin
        or doc.lowers[j] in around.to
    ):
        return ""
    return word


def _is_person(doc: Document, mention: Mention, around: Context) -> bool:
    before = mention.first - 1
    if before >= 0 and doc.words[before] == "." and before > 0 and len(doc.words[before - 1]) <= 4:
        if doc.lowers[before - 1] in around.titles:
            return True
        initial = doc.words[before - 1]
        if len(initial) == 1 and initial.isupper() and mention.last == mention.first + 1:
            return True
    name = doc.text[mention.start : mention.end]
    previous = _neighbour(doc, before, around)
    if previous and (doc.lowers[before] in around.titles or previous in around.given):
        return not mention.hyphenated
    if (
        previous
        and name in around.surnames
        and not _all_capitalized(doc, mention)
        and not _begins_sentence(doc, before)
    ):
        return True
    following = _neighbour(doc, mention.last, around)
    if not following or _all_capitalized(doc, mention):
        return False
    weak = all(s.needs == "w" for s in mention.senses)
    return (name in around.given or (weak and bool(mention.senses[0].cases))) and doc.lowers[
        mention.last
    ] not in around.region


def _is_organization(doc: Document, mention: Mention, around: Context) -> bool:
    following = _neighbour(doc, mention.last, around)
    return bool(following) and following in around.organizations


def _begins_sentence(doc: Document, token: int) -> bool:
    return (
        token == 0
        or doc.words[token - 1] in '.!?…"“«„:;'
        or doc.text[doc.ends[token - 1] : doc.starts[token]].count("\n") > 0
    )


def _all_capitalized(doc: Document, mention: Mention) -> bool:
    """Whether the words around are all capitalized, as in a headline, so that capitals say nothing."""
    near = [w for w in doc.words[max(0, mention.first - 6) : mention.last + 6] if len(w) > 3 and w[0].isalpha()]
    return len(near) > 3 and sum(w[0].isupper() for w in near) >= 0.8 * len(near)


def _speaks_for_place(doc: Document, mention: Mention, senses: tuple[Sense, ...], around: Context) -> bool:
    """A preposition, a word for a settlement, or a region's or crossing's word beside it."""
    if any(s.needs in ("r", "c") for s in senses):
        return True
    before = mention.first - 1
    if before < 0:
        return False
    word = doc.lowers[before]
    if word == "." and before > 0 and doc.lowers[before - 1] in around.settlement_short:
        return True
    if word == "of" and before > 0:
        return doc.lowers[before - 1] in around.settlement
    if word in around.settlement:
        return True
    if word in around.inside or word in around.origin:
        return any(fits(word, s.cases) for s in senses)
    return False
