"""The lexicons of Russian and Ukrainian: cue forms spelled out or made from a stem, and words that name a source."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, NamedTuple

from tocsin.engine.claims.lexicon import Cue, Forms, english, read_header, sections
from tocsin.text.morphology import readings

_PAST: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "ru": {"": ("л", "ла", "ло", "ли"), "лся": ("лся", "лась", "лось", "лись")},
    "uk": {"": ("в", "ла", "ло", "ли"), "вся": ("вся", "лася", "лося", "лися", "лась", "лись")},
}
"""Endings of the past tense, and of the reflexive past, by what stands behind the + of a stem."""
_GERUND: Final = {
    "ru": ("ив", "ав", "нув", "вшись", "ая", "яя", "ясь", "уя", "оря"),
    "uk": ("вши", "ючи", "ачи", "жучи", "вшись"),
}
_COMPOUND: Final = 5
"""Letters, at least, of the body at the end of a compound, less one."""
_REMEMBERED: Final = 20_000
_MODIFIERS: Final = frozenset(("adjective", "participle"))
_LAST_PARTS: Final = ("обращение", "звернення", "сообщение", "повідомлення")
"""What a compound of a text ends in: "видеообращение"."""
_PLURAL: Final = (
    "ли",
    "лись",
    "лися",
    "ют",
    "ят",
    "ут",
    "ат",
    "ють",
    "ять",
    "уть",
    "ать",
    "ются",
    "ятся",
    "ються",
    "яться",
)


class SlavicLexicon(NamedTuple):
    """What the Slavic reader looks up, by lower-cased word."""

    cues: Forms
    """Word -> cues with its form: finite, plural (finite), gerund, base (nouns and predicatives)."""
    markers: dict[str, list[tuple[tuple[str, ...], str]]]
    """First word of a marker -> (its words, kind)."""
    classes: dict[str, frozenset[str]]
    companions: dict[str, tuple[tuple[str, ...], ...]]
    """Word that is a cue only with others behind it -> these: "пришёл" -> ("к", "выводу")."""
    noted: frozenset[str]
    """The cues and the first words of markers."""


@cache
def slavic(language: str) -> SlavicLexicon:
    """The lexicon of "ru" or "uk"."""
    cues: Forms = {}
    companions: dict[str, tuple[tuple[str, ...], ...]] = {}
    markers: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    name = f"cues.{language}.txt"
    for section, number, entries in sections(name):
        part, kind, frames = read_header(section, f"{name}:{number}")
        if part == "marker":
            for entry in entries:
                words = tuple(entry.split("_"))
                markers.setdefault(words[0], []).append((words, kind))
            continue
        cue = Cue(entries[0], part, dict.fromkeys(frames.replace("A", ""), kind))
        cue.addressed.update([""] if "A" in frames else [])
        for word, form in _forms(entries, part, language):
            first, *behind = word.split("_")
            cues.setdefault(first, []).append((cue, form))
            if behind:
                companions[first] = (*companions.get(first, ()), tuple(behind))
    classes: dict[str, set[str]] = {}
    for section, _, words_of in sections(f"claims.{language}.txt"):
        for word in words_of:
            classes.setdefault(word, set()).add(section)
    by_word = {word: frozenset(found) for word, found in classes.items()}
    return SlavicLexicon(cues, markers, by_word, companions, frozenset(cues) | frozenset(markers))


def _forms(entries: list[str], part: str, language: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in entries:
        stem, plus, rest = entry.partition("+")
        if plus:
            endings = _PAST[language].get(rest, ())
            found += [(stem + ending, "plural" if ending.startswith("ли") else "finite") for ending in endings]
        elif part != "verb":
            found.append((entry, "base"))
        elif stem.partition("_")[0].endswith(_GERUND[language]):
            found.append((entry, "gerund"))
        else:
            found.append((entry, "plural" if stem.partition("_")[0].endswith(_PLURAL) else "finite"))
    return found


@cache
def vocabulary(language: str) -> frozenset[str]:
    """Closed-class words and cue forms of a language (English for one without a lexicon): none of them is a name."""
    if language in _PAST:
        lexicon = slavic(language)
        marking = {word for found in lexicon.markers.values() for words, _ in found for word in words}
        return frozenset(lexicon.classes) | frozenset(lexicon.cues) | marking
    return frozenset(english().classes) | frozenset(english().cues)


@cache
def words_of(language: str, name: str) -> frozenset[str]:
    """The words of one class of a language: "negation", "hedge"."""
    return frozenset(word for word, names in word_classes(language).items() if name in names)


@cache
def word_classes(language: str) -> dict[str, frozenset[str]]:
    """Word classes of a language: "negation", "hedge" and what else its data file has."""
    if language in _PAST:
        return slavic(language).classes
    return english().classes


@cache
def lemmas_of(language: str, name: str) -> frozenset[str]:
    """The lemmas of one section of a language's nouns: "source", "amount"."""
    return frozenset(
        word for section, _, words in sections(f"sources.{language}.txt") if section == name for word in words
    )


@lru_cache(maxsize=_REMEMBERED)
def says_things(lemma: str, language: str) -> bool:
    """A body or a document by its lemma, or by what a compound ends in: "держкомпанія", "облавтодор"."""
    sources = lemmas_of(language, "source") | lemmas_of(language, "text")
    return lemma in sources or any(lemma[cut:] in sources for cut in range(2, len(lemma) - _COMPOUND))


def is_text(words: list[str], language: str) -> bool:
    """Whether the noun that some words begin with is something written or shown: "новое заявление мэрии"."""
    if language not in _PAST:
        return False
    texts = lemmas_of(language, "text")
    for word in words:
        found = readings(word, language)
        if any(each.lemma in texts or any(each.lemma.endswith(text) for text in _LAST_PARTS) for each in found):
            return True
        if not any(each.form.part in _MODIFIERS for each in found):
            return False
    return False
