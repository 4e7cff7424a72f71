"""First names, titles, roles and words of organizations, from `data/names.txt` and `data/roles*.txt`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tocsin.engine.claims.lexicon import sections
from tocsin.model import Entity

_ADJECTIVAL = (
    *("ського", "ському", "ським", "ської", "ській", "ською", "ська", "ську", "ський"),
    *("ского", "скому", "ским", "ском", "ская", "ской", "скую", "ский"),
    *("цького", "цькому", "цьким", "цький"),
)
"""Endings of surnames that are declined as adjectives, longest first in each language."""
_NOMINAL = (
    *(
        "ого",
        "ому",
        "ові",
        "еві",
        "єві",
        "ым",
        "им",
        "ой",
        "ою",
        "ей",
        "ом",
        "ем",
        "єм",
        "ию",
        "ія",
        "ії",
        "ии",
        "ия",
        "ая",
        "ую",
        "ої",
    ),
    *("ій", "ий", "ый", "а", "у", "е", "я", "ю", "и", "і", "ї", "ы", "й", "ь", "о"),
)
_LISTS = ("title", "role", "organization", "group", "unnamed")
_PLURAL_GENITIVE = ("ов", "ев", "ів", "їв", "ей", "ам", "ям", "ах")


class Words(NamedTuple):
    """The name and role lists, by lower-cased word."""

    male: frozenset[str]
    female: frozenset[str]
    first: frozenset[str]
    first_stems: dict[str, tuple[str, ...]]
    """Stem -> first names as listed, for inflected Cyrillic forms."""
    title: frozenset[str]
    role: frozenset[str]
    organization: frozenset[str]
    group: frozenset[str]
    unnamed: frozenset[str]
    proper: frozenset[str]
    """Organizations whose one word is a name ("Kremlin"), unlike "Ministry"."""
    stems: dict[str, frozenset[str]]
    """Of titles, roles and so on: the stems, for inflected Cyrillic forms."""

    def is_a(self, kind: str, word: str) -> bool:
        """Whether a lower-cased word, in any case, is listed as "title", "role", "organization", "group", "unnamed"."""
        listed: frozenset[str] = getattr(self, kind)
        if word in listed:
            return True
        stems = self.stems[kind]
        return word >= "а" and (stem(word) in stems or (word.endswith(_PLURAL_GENITIVE) and word[:-2] in stems))

    def kind_of(self, word: str) -> str | None:
        """Which list but titles the word is on; the word itself decides before its stem does."""
        kinds = ("unnamed", "group", "role", "organization")
        exact = next((kind for kind in kinds if word in getattr(self, kind)), None)
        return exact or next((kind for kind in kinds if self.is_a(kind, word)), None)


@cache
def name_words() -> Words:
    """Names and roles from `data/names.txt`, `data/roles.txt` and their Cyrillic companions."""
    found: dict[str, set[str]] = {}
    for name in ("names.txt", "roles.txt", "roles.cyrillic.txt"):
        for section, _, words in sections(name):
            found.setdefault(section, set()).update(words)
    male = found["male"] | found["male cyrillic"]
    female = found["female"] | found["female cyrillic"]
    return Words(
        male=frozenset(male),
        female=frozenset(female),
        first=frozenset(male | female),
        first_stems=_by_stem(found["male cyrillic"] | found["female cyrillic"]),
        title=frozenset(found["title"]),
        role=frozenset(found["role"]),
        organization=frozenset(found["organization"]),
        group=frozenset(found["group"]),
        unnamed=frozenset(found["unnamed"]),
        proper=frozenset(found["proper"]),
        stems={key: frozenset(map(stem, found[key])) for key in _LISTS},
    )


def _by_stem(names: set[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(names):
        found[stem(name)] = (*found.get(stem(name), ()), name)
    return found


def stem(word: str) -> str:
    """A lower-cased name without its Cyrillic case ending; other scripts unchanged."""
    if not "а" <= word[:1] <= "ӿ":
        return word
    for ending in _ADJECTIVAL:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + "ск"
    for ending in _NOMINAL:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)]
    return word


def mentions(entities: tuple[Entity, ...]) -> list[tuple[int, int, int]]:
    """Start and end of every span of every entity, with the entity's number, in reading order."""
    return sorted([(span.start, span.end, number) for number, entity in enumerate(entities) for span in entity.spans])
