"""Light stemming: enough to join the forms of one word, never so much that two words become one.

English follows the idea of Harman's s-stemmer ("How effective is suffixing?", JASIS 1991), widened by -ed and -ing;
Russian and Ukrainian drop one inflectional ending, the longest that leaves a stem.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from tocsin.engine.compare.resource import lines

_CYRILLIC: Final = re.compile(r"[а-яёіїєґ]")
_VOWEL: Final = re.compile(r"[aeiouy]")
_LEAST_STEM: Final = 3
"""Code points that must remain before a Cyrillic ending: two would join "мир" with "мера"."""
_LEAST_SPELT: Final = 5
"""Letters of a stem from which on -is and -our are endings: "rise", "hour" and "tour" have fewer."""
_REFLEXIVE: Final = ("ся", "сь")


@cache
def _endings() -> tuple[str, ...]:
    """Cyrillic endings, longest first."""
    found = {
        ending for section, line in lines("same_stems.txt") if section == "cyrillic-endings" for ending in line.split()
    }
    return tuple(sorted(found, key=lambda ending: (-len(ending), ending)))


def inflects(tail: str) -> bool:
    """Whether `tail` is nothing, or an ending that Russian or Ukrainian words take."""
    return not tail or tail in _endings()


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(
        suffix for section, line in lines("same_stems.txt") if section == "english-suffixes" for suffix in line.split()
    )


def derived(one: str, other: str) -> bool:
    """Whether two English stems differ only in what makes a noun or adjective of a verb: "complain", "complaint"."""
    shared = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(one), len(other)) if shared is None else shared
    return {one[at:], other[at:]} <= _suffixes() | {""}


@cache
def _irregular() -> dict[str, str]:
    forms = [line.split() for section, line in lines("same_stems.txt") if section == "english-irregular"]
    return {form: base for base, *others in forms for form in others}


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of one lower-case word; the word itself where no rule applies."""
    if _CYRILLIC.search(word):
        return _cyrillic(word.replace("ё", "е").replace("ґ", "г"))
    return _one_spelling(_english(word))


def _english(word: str) -> str:
    base = _irregular().get(word)
    if base:
        return _silent(base)
    if len(word) < 4:
        return word
    if word.endswith("s"):
        return _singular(word)
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) > 2 and _VOWEL.search(rest):
            return _undoubled(rest)
    return _silent(word)


def _one_spelling(base: str) -> str:
    """British and American spelling as one: "mobilise" and "mobilize", "harbour" and "harbor"."""
    if len(base) > _LEAST_SPELT:
        if base.endswith(("is", "ys")):
            return base[:-1] + "z"
        if base.endswith("our"):
            return base[:-2] + "r"
    return base.replace("isation", "ization")


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) else _silent(word[:-1])


def _silent(word: str) -> str:
    """Without a final silent e, so that "close", "closes" and "closing" meet; "-ied" has become "-i"."""
    if word.endswith("e") and len(word) > 4 and not word.endswith("ee"):
        return word[:-1]
    return word


def _undoubled(rest: str) -> str:
    if rest.endswith("i"):
        return rest[:-1] + "y"
    if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsze":
        return rest[:-1]
    return _silent(rest)


def _cyrillic(word: str) -> str:
    if len(word) > 5 and word.endswith(_REFLEXIVE):
        word = word[:-2]
    for ending in _endings():
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word
