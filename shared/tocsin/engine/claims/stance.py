"""What a cue makes of the words beside it: affirmed, denied, doubted, refused, or told not to be confirmed."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Draft
from tocsin.model import Polarity
from tocsin.text.document import Document

_CONFIRMS: Final = ("confirm", "verif", "corroborat", "substantiat", "подтвер", "підтвер")
_EXCLUDES: Final = ("den", "rul", "exclud", "исключ", "отриц", "отверг", "опроверг", "виключ", "запереч", "спрост")
_DOUBTS: Final = ("doubt", "сомнев", "усомн", "сумнів")
_REFUSES: Final = ("refus", "declin", "hesitat", "отказ", "відмов")
_AWAITS: Final = (
    *("hope", "hoping", "expect", "anticipat", "predict", "forecast"),
    *("наде", "ожида", "предполага", "допуска", "рассчит", "прогноз"),
    *("споді", "наді", "очіку", "припуска", "розрахов", "прогноз"),
)
"""How the words begin that say so, in any of their forms."""
_HOPE: Final = ("надежд", "надію", "сподіван")
"""The nouns that "выразил" and "висловив" may have behind them."""
_ON_CONDITION: Final = frozenset(("условии", "условием", "умови", "умовою", "provided", "providing"))


def stance(doc: Document, draft: Draft) -> Polarity:
    """Of the cue alone: a negation inside of what is claimed is told with its words."""
    cue = doc.lowers[draft.cue[0] : draft.cue[1]]
    if draft.negated:
        return _negated(cue, denial=draft.kind == "denial")
    if draft.kind == "denial":
        return "denied"
    if _has(cue, _DOUBTS):
        return "doubted"
    return "refused" if draft.rule == "infinitive" and _has(cue, _REFUSES) else "affirmed"


def is_awaited(doc: Document, draft: Draft) -> bool:
    """Whether what is claimed has not come about: it is hoped or expected, or is only a condition of something else
    ("согласилась при условии, что")."""
    first, last = draft.cue
    if _has(doc.lowers[first:last], _AWAITS) or _has(doc.words[last : last + 1], _HOPE):
        return True
    first = draft.content[0][0] if draft.content else 0
    return not _ON_CONDITION.isdisjoint(doc.lowers[max(0, first - 2) : first + 1])


def _negated(cue: list[str], *, denial: bool) -> Polarity:
    if _has(cue, _CONFIRMS):
        return "unconfirmed"
    if denial or _has(cue, _EXCLUDES):
        return "undenied"
    return "affirmed" if _has(cue, (*_DOUBTS, *_REFUSES)) else "unaffirmed"


def _has(cue: list[str], beginnings: tuple[str, ...]) -> bool:
    return any(word.startswith(beginnings) for word in cue)
