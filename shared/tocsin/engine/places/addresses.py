"""Addresses: streets, districts and settlements that the gazetteer lacks stand for the place that they lie in.

«По вул. Морській у Бучі» tells twice of Bucha, «у с. Горішня Криниця Київської області» of the region.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress
from typing import Final, NamedTuple

from tocsin.engine.places.context import Context, context
from tocsin.engine.places.gazetteer import Entry
from tocsin.engine.places.judge import begins_sentence
from tocsin.engine.places.mentions import Mention, is_known
from tocsin.model import Span
from tocsin.text.document import Document
from tocsin.text.morphology import readings

_LANGUAGES: Final = ("ru", "uk")
_LONGEST: Final = 3
"""Capitalized words of a street's or settlement's name."""
_BESIDE: Final = 8
"""Tokens between an address and the place right behind it: house numbers, brackets, "in the town of"."""
_ADJECTIVE: Final = re.compile(
    ".{2,}(?:ий|ый|ой|ого|его|ому|ему|им|ым|ім|ом|ем|ая|яя|ої|ій|ую|юю|ою|ею|ое|ее|их|ых|іх|[нк][ауеі]|ие|ые)"
)
_NUMBERED: Final = re.compile(r"\d+(?:-\w+)?")
"""Streets are called by figures too («8 Березня», «40-річчя Перемоги», «30 років Перемоги»)."""
_YEARS: Final = ("років", "лет")
_PEOPLE: Final = ("given", "patronymic", "surname")


class Local(NamedTuple):
    """Tokens `[first, last)` that name a street, or a settlement or district unknown to the gazetteer."""

    first: int
    last: int
    is_street: bool


def addresses_in(doc: Document) -> list[Local]:
    """The streets, settlements and districts that a Russian or Ukrainian text calls so, in reading order."""
    if doc.language not in _LANGUAGES:
        return []
    around = context()
    found: list[Local] = []
    for token in compress(range(len(doc.lowers)), map(around.address.__contains__, doc.lowers)):
        if not found or token >= found[-1].last:
            found += _called(doc, token, found[-1].last if found else 0, around)
    return found


def _called(doc: Document, token: int, free: int, around: Context) -> list[Local]:
    """What the word at `token` says is a street, a settlement or a district; nothing before `free` is taken."""
    word = doc.lowers[token]
    if word in around.district:
        return _before(doc, token, free, is_street=False)
    street = word in around.street or word in around.streets or word in around.street_short
    first = _behind(doc, token, around)
    last = _name_end(doc, first, street=street) if first else 0
    if not last:
        return _before(doc, token, free, is_street=True) if word in around.street else []
    if street:
        return [Local(token, last, True), *(_listed(doc, last) if word in around.streets else ())]
    return [] if _is_persons(doc, first, last) else [Local(first, last, False)]


def _behind(doc: Document, token: int, around: Context) -> int:
    """Where a name behind the word would begin: after its full stop or the colon of a list; 0 where none does.

    A figure before it says that the word counts: «2013 г.», «100 м.».
    """
    word, behind = doc.lowers[token], token + 1
    if behind >= len(doc.words) or (token and doc.words[token - 1][-1].isdigit() and word not in around.street):
        return 0
    if word in around.settlement_short or word in around.street_short:
        return behind + 1 if doc.words[behind] == "." and behind + 1 < len(doc.words) else 0
    if doc.words[behind] == ":" and word in around.streets:
        behind += 1
    together = behind < len(doc.words) and (word[-1] == "." or doc.sentence_of[behind] == doc.sentence_of[token])
    return behind if together else 0


def _name_end(doc: Document, first: int, *, street: bool) -> int:
    """The token after the name that begins at `first`; 0 where none does. Streets have figures and names of towns."""
    last, capitals, sentence = first, 0, doc.sentence_of[first]
    if street and _NUMBERED.fullmatch(doc.words[first]):
        last += 2 if first + 1 < len(doc.words) and doc.lowers[first + 1] in _YEARS else 1
    while last < len(doc.words) and doc.words[last][0].isupper() and doc.sentence_of[last] == sentence:
        if last > first and not street and _names_more(doc, last):
            break
        capitals += len(doc.words[last].rstrip(".")) > 1
        last += 1
        if capitals == _LONGEST:
            break
    return last if capitals else 0


def _names_more(doc: Document, token: int) -> bool:
    """Whether a settlement's name has ended: its district, its region or another place is named."""
    district = token + 1 < len(doc.words) and doc.lowers[token + 1] in context().district
    return district or is_known(doc.words[token])


def _is_persons(doc: Document, first: int, last: int) -> bool:
    """Whether the words behind "town" rather name its mayor («голова міста Іван ...»)."""
    given = context().given
    for word in doc.words[first:last]:
        likeliest = readings(word, doc.language)[:1]
        if word in given or any(r.form.kind in _PEOPLE and r.listed for r in likeliest):
            return True
    return False


def _listed(doc: Document, end: int) -> list[Local]:
    """The other streets of «вулиць: Лугова, Ткачів та Нова»."""
    found: list[Local] = []
    while end + 1 < len(doc.words) and doc.lowers[end] in context().joins:
        last = _name_end(doc, end + 1, street=True)
        if not last:
            break
        found.append(Local(end + 1, last, True))
        end = last
    return found


def _before(doc: Document, token: int, free: int, *, is_street: bool) -> list[Local]:
    """The adjective that stands before the word: «Поштової площі», «Диканського району».

    None at the start of a sentence, where a capital says nothing («Загальна площа»).
    """
    first = token - 1
    if first < free or not doc.words[first][0].isupper() or not _ADJECTIVE.fullmatch(doc.lowers[first]):
        return []
    return [] if begins_sentence(doc, first) else [Local(first, token + 1, is_street)]


class _Anchor(NamedTuple):
    """A place of the text that an address may lie in: where it stands, its kind, its number among the mentions."""

    first: int
    last: int
    kind: str
    mention: int


def lying_in(
    doc: Document, addresses: list[Local], mentions: list[Mention], entries: list[Entry]
) -> Iterator[tuple[int, Span]]:
    """The number of the mention whose place each address lies in, and its span; what lies in none is left out."""
    anchors = [_Anchor(m.first, m.last, e.kind, at) for at, (m, e) in enumerate(zip(mentions, entries, strict=True))]
    for local in addresses:
        if not any(anchor.first < local.last and local.first < anchor.last for anchor in anchors):
            holder = _beside(doc, local, anchors) or _near(doc, local, anchors)
            if holder is not None:
                yield holder.mention, doc.span_of(local.first, local.last)


def _beside(doc: Document, local: Local, anchors: list[_Anchor]) -> _Anchor | None:
    """The place right behind, over marks, figures and the small words of an address.

    A settlement lies in no town: there only «під Києвом» counts, not a second settlement in a list.
    """
    around = context()
    behind = next((anchor for anchor in anchors if anchor.first >= local.last), None)
    if behind is None or behind.first - local.last > _BESIDE:
        return None
    if not local.is_street and behind.kind == "city" and doc.lowers[local.last] not in around.inside:
        return None
    joined = all(
        not word[0].isalpha() or word in around.inside or word in around.address or word in around.address_parts
        for word in doc.lowers[local.last : behind.first]
    )
    return behind if joined and doc.sentence_of[local.first] == doc.sentence_of[behind.first] else None


def _near(doc: Document, local: Local, anchors: list[_Anchor]) -> _Anchor | None:
    """The town for a street, else the region: of its sentence the nearest, else the one named last, else the next."""
    sentence = doc.sentence_of[local.first]
    kinds = ("city", "region") if local.is_street else ("region",)
    of_kinds = [[anchor for anchor in anchors if anchor.kind == kind] for kind in kinds]
    for of_kind in of_kinds:
        close = [anchor for anchor in of_kind if doc.sentence_of[anchor.first] == sentence]
        if close:
            return min(close, key=lambda anchor: abs(anchor.first - local.first))
    for of_kind in of_kinds:
        if of_kind:
            before = [anchor for anchor in of_kind if anchor.first < local.first]
            return before[-1] if before else of_kind[0]
    return None
