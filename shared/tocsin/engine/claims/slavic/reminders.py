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
_THAT: Final = frozenset(("що", "что"))


def behind_reminder(doc: Document, first: int, last: int) -> int:
    """The token behind such an opening of tokens `[first, last)`; `first` where there is none."""
    if doc.lowers[first] not in _REMINDERS or first + 2 >= last or doc.words[first + 1] != ",":
        return first
    behind = first + 2
    return behind + (doc.lowers[behind] in _THAT and behind + 1 < last)
