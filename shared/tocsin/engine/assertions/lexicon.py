"""The word lists of assertions: concepts with their opposites, and the words of polarity, mood and report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from tocsin.engine.assertions.terms import Kind
from tocsin.engine.compare.resource import lines
from tocsin.engine.compare.stems import stem
from tocsin.text.memo import Memo
from tocsin.text.morphology import readings

LANGUAGES: Final = ("en", "ru", "uk")
_KINDS: Final[dict[str, Kind]] = {
    "predicate": "predicate", "state": "quality", "direction": "quality", "thing": "thing",
}  # fmt: skip
_DETERMINERS: Final = frozenset({"the", "a", "an", "their", "its", "his", "her", "my"})
_PARTICIPLES: Final = {"аний": "ати", "ений": "ити", "тий": "ти"}
_LEAST_INFLECTED: Final = 4
_REFLEXIVE: Final = ("ся", "сь")


class Concepts(NamedTuple):
    """Of one language: concepts of single words, and of phrases by their first key."""

    words: dict[str, frozenset[str]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


def keys_of(word: str, language: str) -> frozenset[str]:
    """Stem of an English word; what a Russian or Ukrainian word can be a form of, without its reflexive ending."""
    if language == "en" or word.isascii():
        return _STEMS[word]
    return _LEMMAS[language][word]


def _lemmas(word: str, language: str) -> frozenset[str]:
    found = {reading.lemma for reading in readings(word, language)} or {word}
    verbs = {verb for lemma in found if (verb := verb_of(lemma, language))}
    return frozenset(bare(lemma) for lemma in found | verbs)


def verb_of(lemma: str, language: str) -> str:
    """The verb of a Ukrainian passive participle, which the dictionary has as an adjective; "" for any other word."""
    if language != "uk":
        return ""
    ending = next((ending for ending in _PARTICIPLES if lemma.endswith(ending)), None)
    return lemma.removesuffix(ending) + _PARTICIPLES[ending] if ending else ""


def _stems(word: str) -> frozenset[str]:
    """A short verb keeps its silent e as it stands, and loses it before an ending: "vote" and "voted"; British spelling
    doubles the l of "cancelled"."""
    ending = next((ending for ending in ("ed", "ing") if word.endswith(ending)), "")
    if not ending or len(word) <= _LEAST_INFLECTED:
        return frozenset((stem(word),))
    base = word[: -len(ending)]
    return frozenset((stem(word), stem(base + "e"), stem(base[:-1] if base.endswith("ll") else base)))


_STEMS: Final = Memo(_stems)
_LEMMAS: Final = {"ru": Memo(lambda word: _lemmas(word, "ru")), "uk": Memo(lambda word: _lemmas(word, "uk"))}


def bare(lemma: str) -> str:
    """A lemma without its reflexive ending, with one spelling of its vowels and apostrophes."""
    lemma = lemma.replace("ё", "е").replace("’", "'")
    return lemma[:-2] if len(lemma) > 5 and lemma.endswith(_REFLEXIVE) else lemma


@cache
def kinds() -> dict[str, Kind]:
    """What kind of word each concept is."""
    return {name: kind for name, kind, _ in _concept_lines()}


def _concept_lines() -> Iterator[tuple[str, Kind, list[list[str]]]]:
    for section, line in lines("concepts.txt"):
        name, _, rest = line.partition(":")
        yield name.strip(), _KINDS[section], [side.split() for side in rest.split("|")]


@cache
def concepts(language: str) -> Concepts:
    """The concepts of a language's words."""
    words: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, _, sides in _concept_lines():
        for entry in sides[LANGUAGES.index(language)]:
            parts = [_key(part, language) for part in entry.split("_") if part not in _DETERMINERS]
            if len(parts) == 1:
                words.setdefault(parts[0], set()).add(name)
            else:
                phrases.setdefault(parts[0], []).append((tuple(parts), name))
    return Concepts(
        {word: frozenset(names) for word, names in words.items()},
        {first: tuple(sorted(them, key=lambda phrase: -len(phrase[0]))) for first, them in phrases.items()},
    )


def _key(word: str, language: str) -> str:
    return stem(word) if language == "en" else bare(word)


@cache
def opposites(section: str) -> dict[str, frozenset[str]]:
    """Concepts that cannot hold beside each concept: as a "state" that may change, or as a "fact" or "quality"."""
    found: dict[str, set[str]] = {}
    for name, line in lines("concepts_opposite.txt"):
        left, _, right = line.partition("|")
        for here, there in ((left.split(), right.split()), (right.split(), left.split())):
            for concept in here if name == section else ():
                found.setdefault(concept, set()).update(there)
    return {concept: frozenset(others) for concept, others in found.items()}


@lru_cache(maxsize=1 << 12)
def contraries(concepts: frozenset[str]) -> frozenset[str]:
    """All that cannot hold beside one of these."""
    tables = [opposites(section) for section in ("fact", "state", "quality")]
    return frozenset(other for table in tables for concept in concepts for other in table.get(concept, ()))


@cache
def implications() -> dict[str, frozenset[str]]:
    """What each concept says of an event beside itself."""
    pairs = (line.partition("|") for name, line in lines("concepts_opposite.txt") if name == "implies")
    return {concept: frozenset(right.split()) for left, _, right in pairs for concept in left.split()}


@cache
def phrases_of(section: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The entries of a section of the words of assertions by their first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in section_words(section):
        parts = tuple(entry.split("_"))
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(them, key=lambda parts: -len(parts))) for first, them in found.items()}


@cache
def openers() -> frozenset[str]:
    """The words that entries of any section begin with."""
    return frozenset(word.partition("_")[0] for _, line in lines("assertion_words.txt") for word in line.split())


@cache
def section_words(section: str) -> frozenset[str]:
    """All words of a section."""
    return frozenset(word for name, line in lines("assertion_words.txt") if name == section for word in line.split())


@cache
def light_keys() -> frozenset[str]:
    """Stems and lemmas of words that say nothing of an event."""
    words = section_words("light") | section_words("time")
    return frozenset(stem(word) if word.isascii() else bare(word) for word in words)


@cache
def directions() -> dict[str, frozenset[str]]:
    """Prepositions that point the other way than each preposition does."""
    found: dict[str, frozenset[str]] = {}
    for name, line in lines("assertion_words.txt"):
        left, _, right = (side.split() for side in line.partition("|")) if name == "direction" else ([], [], [])
        found.update({**dict.fromkeys(left, frozenset(right)), **dict.fromkeys(right, frozenset(left))})
    return found


@cache
def ordinals() -> dict[str, str]:
    """Number of the ordinal that each key names."""
    rows = [line.split() for name, line in lines("assertion_words.txt") if name == "ordinal"]
    return {(stem(word) if word.isascii() else bare(word)): number for number, *words in rows for word in words}


@cache
def weekdays() -> dict[str, str]:
    """Number of the day that each key names."""
    rows = [line.split() for name, line in lines("assertion_words.txt") if name == "weekday"]
    return {(stem(word) if word.isascii() else bare(word)): number for number, *words in rows for word in words}
