"""Which language a text is in.

The three languages that the engine reads in depth are told by their letters and function words, which also works on
headlines; everything else is asked of CLD3, a small network that ships with its library and is loaded on first need.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from tocsin.text.lexicon import rows

UNDETERMINED = "und"
SAMPLE = 800
"""Code points looked at. CLD3 itself reads no more than 1,000 bytes."""
SURE_HITS, SURE_SHARE = 2, 0.15
"""So many known words, and this share of all, decide for English. Of 1,925 English headlines CLD3 alone takes 391 for
another language; with this rule 46 are, and none with its description."""
FEWEST_LETTERS = 4
SHORT = 60
"""Letters under which CLD3's answer on Cyrillic text is a guess ("Война" is Belarusian to it)."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_RUSSIAN, _UKRAINIAN = re.compile(r"[ыэё]"), re.compile(r"[іїєґ]")
_BULGARIAN = re.compile(r"ъ(?![еёюя])")
_OTHER_CYRILLIC = re.compile(r"[ўђјљњћџѓќѕѐѝқғңөұүһәҳҷҫҡ]")
_POSSESSIVE = frozenset(("'s", "’s"))
_CODES = {"iw": "he", "jw": "jv", "fil": "tl"}
"""CLD3's own codes to ISO 639-1."""


def detect_language(text: str) -> str:
    """ISO 639-1 code, or `und` when there is too little to tell."""
    sample = text[:SAMPLE].lower()
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if letters < FEWEST_LETTERS:
        return UNDETERMINED
    if 2 * sum("\u0400" <= word[0] <= "\u052f" for word in words) > len(words):
        return _cyrillic(sample, words)
    if 2 * sum(word[0] <= "\u024f" for word in words) > len(words):
        return _latin(sample, words)
    return _ask(sample) or UNDETERMINED


def _latin(sample: str, words: list[str]) -> str:
    hits = _hits(words, "en")
    if hits >= SURE_HITS and hits >= SURE_SHARE * len(words):
        return "en"
    return _ask(sample) or ("en" if hits else UNDETERMINED)


def _cyrillic(sample: str, words: list[str]) -> str:
    russian, ukrainian = len(_RUSSIAN.findall(sample)), len(_UKRAINIAN.findall(sample))
    if _OTHER_CYRILLIC.search(sample):  # Belarusian, Serbian, Kazakh ..., or a name of theirs in a Russian text
        other = _ask(sample)
        if other:
            return other
    if russian != ukrainian:
        return "ru" if russian > ukrainian else "uk"
    if _BULGARIAN.search(sample):
        return _ask(sample) or "bg"
    russian, ukrainian = _hits(words, "ru"), _hits(words, "uk")
    if russian == ukrainian:
        return (_ask(sample) if sum(map(len, words)) > SHORT else None) or "ru"
    return "ru" if russian > ukrainian else "uk"


def _hits(words: list[str], language: str) -> int:
    known = _function_words()[language]
    return sum(word in known or word[-2:] in _POSSESSIVE for word in words)


def _ask(sample: str) -> str | None:
    """CLD3's answer where it is sure of one."""
    answer = _cld3().FindLanguage(sample.encode("utf-8", "ignore").decode("utf-8").replace("\0", " "))
    code = _CODES.get(answer.language, answer.language)
    return code if answer.is_reliable and len(code) == 2 else None


@cache
def _cld3() -> Any:
    import gcld3  # type: ignore[import-untyped]  # noqa: PLC0415 - ships no types; loaded only for other languages

    return gcld3.NNetLanguageIdentifier(0, 1000)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for language, *words in rows("text_function_words.txt"):
        found.setdefault(language, set()).update(words)
    return {language: frozenset(words) for language, words in found.items()}
