"""Words by which Russian and Ukrainian authors announce a sentence and say nothing: "Нагадаємо,", "Отметим, что"."""

from __future__ import annotations

from typing import Final

from tocsin.text.document import Document

_REMINDERS: Final = frozenset(
    (
        *("нагадаємо", "зазначимо", "зауважимо", "відзначимо", "додамо", "підкреслимо", "уточнимо", "зокрема", "отже"),
        *("напомним", "отметим", "заметим", "добавим", "подчеркнем", "подчеркнём", "уточним"),
    )
)
_OUGHT: Final = frozenset(
    ("стоит", "следует", "необходимо", "нужно", "важно", "надо", "варто", "слід", "треба", "важливо")
)
_TO_SAY: Final = frozenset(
    (
        *("напомнить", "отметить", "заметить", "добавить", "подчеркнуть", "уточнить", "сказать", "упомянуть"),
        *("нагадати", "зазначити", "зауважити", "відзначити", "додати", "підкреслити", "уточнити", "сказати"),
    )
)
LABELS: Final = frozenset(
    (
        "деталі",
        "передісторія",
        "довідково",
        "нагадаємо",
        "детали",
        "подробности",
        "предыстория",
        "справочно",
        "напомним",
    )
)
"""With a colon they say what part of the report begins: "Деталі: Міст закрито."."""
_FAR: Final = 6
"""Tokens of "Стоит также напомнить, что"."""
_THAT: Final = frozenset(("що", "что"))


def behind_reminder(doc: Document, first: int, last: int) -> int:
    """The token behind such an opening of tokens `[first, last)`; `first` where there is none."""
    if doc.lowers[first] in LABELS and first + 2 < last and doc.words[first + 1] == ":":
        return first + 2
    if doc.lowers[first] in _OUGHT:
        that = next((at for at in range(first + 2, min(first + _FAR, last - 1)) if doc.words[at] == ","), first)
        told = that > first and doc.lowers[that + 1] in _THAT and doc.lowers[that - 1] in _TO_SAY
        behind = that + 2 + (that + 2 < last and doc.words[that + 2] == ",")  # "Варто нагадати, що, на жаль, ..."
        return behind if told and behind < last else first
    if doc.lowers[first] not in _REMINDERS or first + 2 >= last or doc.words[first + 1] != ",":
        return first
    behind = first + 2
    return behind + (doc.lowers[behind] in _THAT and behind + 1 < last)
