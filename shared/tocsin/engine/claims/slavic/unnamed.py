"""Russian and Ukrainian sentences about somebody or something that only what stands before names: "Директором фірми є
...", "Тоді він займався ...". Alone they tell of no one, or of the wrong one."""

from __future__ import annotations

from functools import cache
from typing import Final

from tocsin.engine.claims.lexicon import sections
from tocsin.text.document import Document
from tocsin.text.morphology import readings

_NAMED: Final = frozenset(("«", '"', "“", "„"))


@cache
def unnamed_words(section: str) -> frozenset[str]:
    """The words of one section of the data file: "kind", "role", "copula", "pronoun", "pointing", "one_of_them"."""
    return frozenset(word for name, _, words in sections("unnamed.txt") if name == section for word in words)


def is_unnamed(doc: Document, first: int, last: int) -> bool:
    """Whether the sentence of tokens `[first, last)` tells of a firm or contract by its kind, of owners of something,
    or of "him", before it has any name."""
    kinds, roles = unnamed_words("kind"), unnamed_words("role")
    pronouns, copulas = unnamed_words("pronoun"), unnamed_words("copula")
    role = False
    for at in range(first, last):
        if at > first and (doc.capital[at] or doc.words[at] in _NAMED):
            return False
        if doc.lowers[at] in pronouns or (role and doc.lowers[at] in copulas):
            return True
        lemmas = {each.lemma for each in readings(doc.lowers[at], doc.language)}
        if not lemmas.isdisjoint(kinds):
            return not is_named_behind(doc, at + 1, min(at + 3, last))
        role = role or (not lemmas.isdisjoint(roles) and not is_named_behind(doc, at + 1, min(at + 2, last)))
    return False


def is_named_behind(doc: Document, first: int, last: int) -> bool:
    """As in ТОВ «Карвель», "директор Карл Оден" and "компанія міста Вельм": the next words say which."""
    return any(doc.capital[at] or doc.words[at] in _NAMED for at in range(first, last))
