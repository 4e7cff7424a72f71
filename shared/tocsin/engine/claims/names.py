"""First names, titles, roles and the words that make a name an organization, from `data/names.txt` and `data/roles*.txt`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tocsin.engine.claims.lexicon import sections
from tocsin.model import Entity, Span

_CYRILLIC_ENDINGS = (
    "ського", "ському", "ським", "ського", "ского", "скому", "ским", "ском", "ського", "ської", "ській", "ською", "ская",
    "ской", "скую", "ська", "ську", "ский", "ський", "цького", "цькому", "цьким", "цький",
)  # fmt: skip
_CYRILLIC_VOWELS = ("ого", "ому", "ым", "им", "ой", "ою", "ей", "ом", "ем", "єм", "ым", "ию", "ові", "еві", "єві",
                    "ія", "ія", "ії", "ию", "ии", "ия", "ій", "ий", "ый", "а", "у", "е", "я", "ю", "и", "і", "ї", "ы", "й", "ь", "о")  # fmt: skip


_PLURAL_GENITIVE = ("ов", "ев", "ів", "їв", "ей", "ам", "ям", "ах")


@dataclass(frozen=True, slots=True)
class Words:
    """The name and role lists, by lower-cased word."""

    male: frozenset[str]
    female: frozenset[str]
    first: frozenset[str]
    first_stems: dict[str, str]
    """Stem -> first name as listed, for inflected Cyrillic forms."""
    title: frozenset[str]
    role: frozenset[str]
    organization: frozenset[str]
    group: frozenset[str]
    unnamed: frozenset[str]

    def is_a(self, kind: str, word: str) -> bool:
        """Whether a lower-cased word is listed as a "title", "role", "organization", "group" or "unnamed", in any case."""
        listed: frozenset[str] = getattr(self, kind)
        if word in listed:
            return True
        return word >= "а" and (stem(word) in listed or (word.endswith(_PLURAL_GENITIVE) and word[:-2] in listed))


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
        frozenset(male),
        frozenset(female),
        frozenset(male | female),
        {stem(word): word for word in sorted(found["male cyrillic"] | found["female cyrillic"])},
        *(_with_stems(found[key]) for key in ("title", "role", "organization", "group", "unnamed")),
    )


def _with_stems(words: set[str]) -> frozenset[str]:
    return frozenset(words | {stem(word) for word in words})


def stem(word: str) -> str:
    """A lower-cased name without its Cyrillic case ending; other scripts unchanged."""
    if not "а" <= word[:1] <= "ӿ":
        return word
    for ending in _CYRILLIC_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + "ск"
    for ending in _CYRILLIC_VOWELS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)]
    return word


def mentions(entities: tuple[Entity, ...]) -> list[tuple[Span, int]]:
    """Every span of every entity with the entity's number, in reading order."""
    return sorted((span, number) for number, entity in enumerate(entities) for span in entity.spans)
