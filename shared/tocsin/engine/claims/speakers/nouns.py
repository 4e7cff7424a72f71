"""What English nouns name: somebody, a body, a document, a part of a group; listed, or told by the ending."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from tocsin.engine.claims.lexicon import sections
from tocsin.text.memo import Memo

Sort = Literal["agent", "body", "document", "share", ""]

_SORTS: Final[tuple[Sort, ...]] = ("agent", "body", "document", "share")
_AGENT: Final = (
    *("er", "or", "ist", "ian", "man", "woman", "men", "women", "eer", "ee", "person", "crat", "smith", "wright"),
    *("arch", "path", "phile", "phobe"),
)
"""Endings of nouns for those who do something."""
_LEAST: Final = 5
"""Letters of a noun that is known by its ending."""


@cache
def _listed() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for section, _, words in sections("speakers.en.txt"):
        found.setdefault(section, set()).update(words)
    return {section: frozenset(words) for section, words in found.items()}


def _sort_of(word: str) -> Sort:
    listed = _listed()
    forms = [word, *singulars(word)]
    for sort in _SORTS:
        if any(form in listed[sort] for form in forms):
            return sort
    agent = any(len(form) >= _LEAST and form.endswith(_AGENT) and form not in listed["nobody"] for form in forms)
    return "agent" if agent else ""


def singulars(word: str) -> list[str]:
    """What a plural may be the plural of; nothing of a word without -s."""
    if word.endswith("ies"):
        return [word[:-3] + "y", word[:-1]]
    return [word[:-1], word[:-2]] if word.endswith("es") else [word[:-1]] if word.endswith("s") else []


sort_of: Final = Memo(_sort_of)
"""What a lower-cased noun names, "" where it can say nothing. Offices, bodies and groups of roles.txt are not in it."""
