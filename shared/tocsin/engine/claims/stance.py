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
"""How the words begin that say so, in any of their forms."""


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


def _negated(cue: list[str], *, denial: bool) -> Polarity:
    if _has(cue, _CONFIRMS):
        return "unconfirmed"
    if denial or _has(cue, _EXCLUDES):
        return "undenied"
    return "affirmed" if _has(cue, (*_DOUBTS, *_REFUSES)) else "unaffirmed"


def _has(cue: list[str], beginnings: tuple[str, ...]) -> bool:
    return any(word.startswith(beginnings) for word in cue)
