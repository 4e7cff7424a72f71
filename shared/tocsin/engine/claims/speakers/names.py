"""First names, titles, roles and words of organizations, from `data/names.txt` and `data/roles*.txt`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from tocsin.engine.claims.lexicon import sections
from tocsin.model import Entity
from tocsin.text.memo import Memo

_ADJECTIVAL: Final = (
    *("ського", "ському", "ським", "ської", "ській", "ською", "ська", "ську", "ський"),
    *("ского", "скому", "ским", "ском", "ская", "ской", "скую", "ский"),
    *("цького", "цькому", "цьким", "цький"),
)
"""Endings of surnames that are declined as adjectives, longest first in each language."""
_NOMINAL: Final = (
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
TITLE: Final = 1 << 0
ROLE: Final = 1 << 1
ORGANIZATION: Final = 1 << 2
GROUP: Final = 1 << 3
UNNAMED: Final = 1 << 4
_LISTS: Final = {"title": TITLE, "role": ROLE, "organization": ORGANIZATION, "group": GROUP, "unnamed": UNNAMED}
_KINDS: Final = ("unnamed", "group", "role", "organization")
"""The lists that tell what a source is; a word on several is what comes first."""
_PLURAL_GENITIVE: Final = ("ов", "ев", "ів", "їв", "ей", "ам", "ям", "ах")


class Words(NamedTuple):
    """The name and role lists, by lower-cased word."""

    male: frozenset[str]
    female: frozenset[str]
    first: frozenset[str]
    role: frozenset[str]
    proper: frozenset[str]
    """Organizations whose one word is a name ("Kremlin"), unlike "Ministry"."""
    state: frozenset[str]
    """What only states have: "troops", "border", "president"."""
    acts: frozenset[str]
    """What states are blamed for: "shelling", "annexation"."""
    compass: frozenset[str]
    """As in "northern": a country or a region follows."""
    lists: dict[str, int]
    """Word -> the lists it is on, as bits."""

    def is_a(self, kind: str, word: str) -> bool:
        """Whether a lower-cased word, in any case, is listed as "title", "role", "organization", "group", "unnamed"."""
        return bool(kinds(word) & _LISTS[kind])


def kinds(word: str) -> int:
    """The lists (TITLE, ROLE, ...) that a lower-cased word, in any case, is on."""
    return _kinds[word]


def _kinds_of(word: str) -> int:
    found = name_words().lists.get(word, 0)
    if word < "а":
        return found
    stems = _lists_by_stem()
    found |= stems.get(stem(word), 0)
    return found | (stems.get(word[:-2], 0) if word.endswith(_PLURAL_GENITIVE) else 0)


_kinds: Final = Memo(_kinds_of)


def kind_of(word: str) -> str | None:
    """Which list but titles the word is on; the word itself decides before its stem does."""
    exact, any_form = name_words().lists.get(word, 0), kinds(word)
    return next((kind for found in (exact, any_form) for kind in _KINDS if found & _LISTS[kind]), None)


@cache
def name_words() -> Words:
    """Names and roles from `data/names.txt`, `data/roles.txt` and their Cyrillic companions."""
    found = _sections()
    male = found["male"] | found["male cyrillic"]
    female = found["female"] | found["female cyrillic"]
    return Words(
        male=frozenset(male),
        female=frozenset(female),
        first=frozenset(male | female),
        role=frozenset(found["role"]),
        proper=frozenset(found["proper"]),
        state=frozenset(found["state"]),
        acts=frozenset(found["state act"]),
        compass=frozenset(found["compass"]),
        lists=_bits_of(found, str),
    )


@cache
def first_names() -> dict[str, tuple[str, ...]]:
    """Stem -> first names as listed, for inflected Cyrillic forms."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(_sections()["male cyrillic"] | _sections()["female cyrillic"]):
        found[stem(name)] = (*found.get(stem(name), ()), name)
    return found


@cache
def _lists_by_stem() -> dict[str, int]:
    """Stem -> the lists that a word of it is on, for inflected Cyrillic forms."""
    return _bits_of(_sections(), stem)


@cache
def _sections() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in ("names.txt", "roles.txt", "roles.cyrillic.txt"):
        for section, _, words in sections(name):
            found.setdefault(section, set()).update(words)
    return found


def _bits_of(found: dict[str, set[str]], form: Callable[[str], str]) -> dict[str, int]:
    bits: dict[str, int] = {}
    for section, bit in _LISTS.items():
        for word in map(form, found[section]):
            bits[word] = bits.get(word, 0) | bit
    return bits


def stem(word: str) -> str:
    """A lower-cased name without its Cyrillic case ending; other scripts unchanged."""
    return _stems[word] if "а" <= word[:1] <= "ӿ" else word


def _stem(word: str) -> str:
    if word.endswith(_ADJECTIVAL):
        for ending in _ADJECTIVAL:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                return word[: -len(ending)] + "ск"
    for ending in _NOMINAL:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)]
    return word


_stems: Final = Memo(_stem)


def mentions(entities: tuple[Entity, ...]) -> list[tuple[int, int, int]]:
    """Start and end of every span of every entity, with the entity's number, in reading order."""
    return sorted([(span.start, span.end, number) for number, entity in enumerate(entities) for span in entity.spans])
