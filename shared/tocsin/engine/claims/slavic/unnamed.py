"""Russian and Ukrainian sentences about somebody or something that only what stands before names: "Директором фірми є
...", "Тоді він займався ...". Alone they tell of no one, or of the wrong one."""

from __future__ import annotations

from typing import Final

from tocsin.text.document import Document
from tocsin.text.morphology import readings

_KINDS: Final = frozenset(
    (
        "фірма", "компанія", "підприємство", "товариство", "договір", "угода", "контракт", "фирма", "компания",
        "предприятие", "договор", "сделка", "организация",
    )
)  # fmt: skip
"""What is told of by its kind once its name is known."""
_ROLES: Final = frozenset(
    (
        "власник", "співвласник", "засновник", "співзасновник", "керівник", "директор", "бенефіціар",
        "акціонер", "владелец", "совладелец", "учредитель", "основатель", "руководитель", "бенефициар",
        "акционер",
    )
)  # fmt: skip
"""Those of something, which must be named."""
_COPULAS: Final = frozenset(
    (
        "є", "був", "була", "були", "стала", "стали", "став", "значиться", "значаться", "записаний",
        "записана", "является", "являются", "был", "была", "были", "стал", "значится", "числится", "числятся",
    )
)  # fmt: skip
_PRONOUNS: Final = frozenset(
    (
        "він", "вона", "вони", "ним", "нею", "ними", "йому", "їй", "он", "она", "они", "ему", "ей",
    )
)  # fmt: skip
_NAMED: Final = frozenset(("«", '"', "“", "„"))


def is_unnamed(doc: Document, first: int, last: int) -> bool:
    """Whether the sentence of tokens `[first, last)` tells of a firm or contract by its kind, of owners of something,
    or of "him", before it has any name."""
    role = False
    for at in range(first, last):
        if at > first and (doc.capital[at] or doc.words[at] in _NAMED):
            return False
        if doc.lowers[at] in _PRONOUNS or (role and doc.lowers[at] in _COPULAS):
            return True
        lemmas = {each.lemma for each in readings(doc.lowers[at], doc.language)}
        if not lemmas.isdisjoint(_KINDS):
            return not _is_named_behind(doc, at + 1, min(at + 3, last))
        role = role or (not lemmas.isdisjoint(_ROLES) and not _is_named_behind(doc, at + 1, min(at + 2, last)))
    return False


def _is_named_behind(doc: Document, first: int, last: int) -> bool:
    """As in ТОВ «Карвель», "директор Карл Оден" and "компанія міста Вельм": the next words say which."""
    return any(doc.capital[at] or doc.words[at] in _NAMED for at in range(first, last))
