"""Whether a Russian or Ukrainian name is an ordinary word there: «Усі троє», «Того дня», «Черноморское побережье»."""

from __future__ import annotations

from typing import Final

from tocsin.engine.places.context import context
from tocsin.engine.places.gazetteer import gazetteer
from tocsin.engine.places.mentions import Mention
from tocsin.text.document import Document
from tocsin.text.morphology import Form, Reading, readings

_NEVER_NAMES: Final = frozenset({"pronoun", "verb", "adverb", "conjunction", "preposition", "particle", "converb"})
_SHORTEST_NOUN: Final = 3
_LARGE: Final = 5.0
"""A town of 100,000 people is meant where its name is an adjective as well («Рівне обстріляли»); so is a crossing."""


def is_ordinary(doc: Document, mention: Mention) -> bool:
    """Whether a name that opens a sentence, where a capital says nothing, is rather a word of the language."""
    before = doc.lowers[mention.first - 1] if mention.first else ""
    if mention.last - mention.first > 1 or mention.hyphenated or before.rstrip(".") in context().settlement_short:
        return False
    listed = [r for r in _readings(doc, mention.first) if r.listed and r.form.kind != "place"]
    if any(reading.form.part in _NEVER_NAMES for reading in listed):
        return True
    return any(map(_is_common, listed)) and not _is_large(mention)


def _is_common(reading: Reading) -> bool:
    """An adjective, or a noun for people («Медики»)."""
    return reading.form.part in ("adjective", "participle") or (
        reading.form.part == "noun" and reading.form.animate is True and not reading.form.kind
    )


def _is_large(mention: Mention) -> bool:
    entries = [gazetteer().entry(sense.entry) for sense in mention.senses]
    return any(entry.kind == "crossing" or (entry.kind != "country" and entry.weight >= _LARGE) for entry in entries)


def is_half_of_a_name(doc: Document, mention: Mention) -> bool:
    """Whether it is an adjective of the noun behind it («Центрального командования», «Северском районе»)."""
    if mention.last - mention.first > 1 or mention.hyphenated or mention.last >= len(doc.words):
        return False
    own = [r.form for r in _readings(doc, mention.first) if r.form.part == "adjective" and r.form.case]
    if not own or doc.capital[mention.last] or len(doc.words[mention.last]) < _SHORTEST_NOUN:
        return False
    nouns = [r.form for r in _readings(doc, mention.last) if r.form.part == "noun" and r.listed]
    return any(_agree(adjective, noun) for adjective in own for noun in nouns)


def _agree(adjective: Form, noun: Form) -> bool:
    if (adjective.case, adjective.number) != (noun.case, noun.number):
        return False
    return adjective.number != "singular" or not adjective.gender or adjective.gender == noun.gender


def _readings(doc: Document, token: int) -> tuple[Reading, ...]:
    return readings(doc.words[token], doc.language)
