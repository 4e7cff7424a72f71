"""Names that tell nothing of where something happens: datelines, and towns that bear the name of a greater one."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from tocsin.engine.places.gazetteer import Entry
from tocsin.engine.places.mentions import Mention
from tocsin.engine.places.nations import adjectives_in
from tocsin.text.document import Document

_DASHES: Final = frozenset("—–-")
_LONGEST: Final = 12
"""Tokens of a dateline up to its dash ("Paris, January 10, 2023 —", "KYIV, Ukraine (AP) —")."""
_MONTHS: Final = (
    *("янв", "фев", "мар", "апр", "май", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    *("січ", "лют", "бер", "кві", "тра", "чер", "лип", "сер", "вер", "жов", "лис", "гру"),
)
_AND: Final = frozenset({"and", "or", "&"})


def told(doc: Document, mentions: list[Mention], entries: list[Entry]) -> list[int]:
    """Positions of the mentions that count, with what each stands for in `entries`.

    A dateline counts unless the text names another country and never its own. In "Moscow, Idaho" Idaho counts alone.
    """
    numbers = range(len(mentions))
    namesakes = {at for at in numbers if _is_namesake(doc, mentions, entries, at) or _is_foreign(mentions, entries, at)}
    lines = {at for at, mention in enumerate(mentions) if _is_dateline(doc, mention)}
    if lines:
        elsewhere = {e.country for at, e in enumerate(entries) if at not in lines and e.country}
        elsewhere |= {m.place[:2] for m in adjectives_in(doc) if m.public and m.place[2:3] in ("", "-")}
        lines = {at for at in lines if elsewhere and entries[at].country not in elsewhere}
    return [at for at in range(len(mentions)) if at not in lines and at not in namesakes]


def _is_dateline(doc: Document, mention: Mention) -> bool:
    """Whether only names, figures, months and brackets stand from a paragraph's start over the mention to a dash."""
    sentence = doc.sentences[doc.sentence_of[mention.first]]
    opens = sentence.first == 0 or doc.sentences[doc.sentence_of[sentence.first - 1]].paragraph != sentence.paragraph
    if not opens or mention.first - sentence.first > _LONGEST:
        return False
    for token in range(sentence.first, min(len(doc.words), sentence.first + _LONGEST)):
        word = doc.words[token]
        if word in _DASHES:
            return token >= mention.last
        if word[0].isalpha() and not word[0].isupper() and not word.startswith(_MONTHS):
            return False
    return False


def _is_namesake(doc: Document, mentions: list[Mention], entries: list[Entry], at: int) -> bool:
    """Whether a comma and a region of another country follow, and no list: a town there of the same name."""
    if at + 1 >= len(mentions) or entries[at + 1].kind != "region" or entries[at].kind in ("region", "crossing"):
        return False
    left, right = mentions[at], mentions[at + 1]
    if right.first - left.last != 1 or doc.words[left.last] != "," or entries[at].country == entries[at + 1].country:
        return False
    return not _in_list(doc, mentions, at)


def _is_foreign(mentions: list[Mention], entries: list[Entry], at: int) -> bool:
    """Whether a district's town lies in another region than the one named right behind it."""
    if not mentions[at].district or at + 1 >= len(mentions) or mentions[at + 1].first - mentions[at].last > 1:
        return False
    return entries[at + 1].kind == "region" and entries[at].region != entries[at + 1].id


def _in_list(doc: Document, mentions: list[Mention], at: int) -> bool:
    """Whether a third name is joined to the two, or "and" follows."""
    after = mentions[at + 1].last
    if after < len(doc.words) and doc.lowers[after] in _AND:
        return True
    beside = [m for m in (mentions[at - 1] if at else None, mentions[at + 2] if at + 2 < len(mentions) else None) if m]
    ordered = sorted([*beside, mentions[at], mentions[at + 1]], key=lambda m: m.first)
    joined = [0 < right.first - left.last <= 2 for left, right in pairwise(ordered)]
    return sum(joined) > 1
