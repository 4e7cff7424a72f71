"""Ukrainian and Russian sentences that lean on the one before by a word in their middle: "вказав на порушення фірмою
закону", "її єдиним конкурентом був", "ще дешевше"; and those that are a rest of one, or no news at all."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.subjectless import opens_with_infinitive
from tocsin.engine.claims.slavic.unnamed import is_named_behind
from tocsin.text.document import Document
from tocsin.text.morphology import readings

_PARTS_OF_NAMES: Final = frozenset('«"“„')
_INSIDE: Final = frozenset((",", "–", "—", ";", ":"))
_QUALIFYING: Final = frozenset(("adjective", "participle", "pronoun", "numeral"))
_FIRMS: Final = frozenset(("фірма", "компанія", "підприємство", "товариство"))
_THAN: Final = frozenset(("ніж", "як"))
_MORE: Final = frozenset(("більше", "менше", "раніше", "пізніше"))
_WHOSE: Final = frozenset(("його", "її", "їхнім", "їхній", "їхня"))
_REACH: Final = 6
"""Tokens before the verb."""


def leans_inside(doc: Document, first: int, last: int, *, of_kind: bool) -> bool:
    """Whether the sentence of tokens `[first, last)` does; `of_kind`: a word like "firm" stands in it."""
    return (
        _is_rest_of_name(doc, first, last)
        or opens_with_infinitive(doc, first, last)
        or _compares_with_before(doc, first, last)
        or _owned_by_somebody(doc, first, last)
        or (of_kind and _is_of_some_firm(doc, first, last))
    )


def _is_rest_of_name(doc: Document, first: int, last: int) -> bool:
    """As in "Юа» продало маски лікарні": the mark that closes was opened in the sentence before."""
    mark = next((word for word in doc.words[first:last] if word in "«»"), "")
    return mark == "»"


def _compares_with_before(doc: Document, first: int, last: int) -> bool:
    """As in "Торік це коштувало ще дешевше": than what the sentence before tells of."""
    if doc.language != "uk" or "ще" not in doc.lowers[first:last] or not _THAN.isdisjoint(doc.lowers[first:last]):
        return False
    pairs = zip(doc.lowers[first : last - 1], doc.lowers[first + 1 : last], strict=True)
    return any(more == "ще" and than.endswith("ше") and than not in _MORE for more, than in pairs)


def _owned_by_somebody(doc: Document, first: int, last: int) -> bool:
    """As in "На торгах її конкурентом був «Бриг»": whose, before the verb, and no subject stands before it."""
    for at in range(first + 1, min(first + _REACH, last)):
        if doc.words[at] in _INSIDE or doc.words[at] in _PARTS_OF_NAMES:
            return False
        forms = [each.form for each in readings(doc.lowers[at], doc.language) if each.listed]
        if doc.lowers[at] in _WHOSE:
            return _has_verb(doc, at + 1, last)
        if any(form.part == "verb" or form.case == "nominative" for form in forms):
            return False
    return False


def _is_of_some_firm(doc: Document, first: int, last: int) -> bool:
    """As in "ВГСУ вказав на порушення фірмою закону": which firm only a sentence before tells."""
    if doc.language != "uk":
        return False
    for at in range(first, last):
        if doc.words[at] in _PARTS_OF_NAMES or (doc.capital[at] and doc.words[at].isascii()):
            return False
        forms = [each.form for each in readings(doc.lowers[at], "uk") if each.lemma in _FIRMS]
        if not forms or all(form.number == "plural" for form in forms):
            continue
        told = is_named_behind(doc, at + 1, min(at + 3, last)) or doc.words[at + 1 : at + 2] == [","]
        before = readings(doc.lowers[at - 1], "uk") if at > first else ()
        apart = any(each.form.part in _QUALIFYING for each in before) or "." in doc.words[at - 1]
        return not (told or apart)
    return False


def _has_verb(doc: Document, first: int, last: int) -> bool:
    found = (readings(doc.lowers[at], doc.language)[:1] for at in range(first, min(first + _REACH, last)))
    return any(each.form.part == "verb" for each in (reading for one in found for reading in one))
