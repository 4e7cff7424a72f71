"""Do claims in two languages speak of the same: by figures with places or names; Russian and Ukrainian by cognates too.

Words are compared as they sound, roughly and without their endings: names are spelled by sound in any of the three
languages, and most words of news are cognates in Russian and Ukrainian.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby

LEAST_LETTERS = 3
STEM = 5
"""Sounds of a cognate that are compared; endings and what suffixes do to stems come later."""
LEAST_COGNATES = 3
ENDING = 3
"""Sounds by which an inflected name may be longer than another form of it."""
SHIFTS = (("g", "z"), ("k", "ts"), ("g", "s"))
"""What Ukrainian makes of the last consonant of a place in which something is: у Празі, в Америці."""
COGNATE_LANGUAGES = frozenset({"ru", "uk"})

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_VOWELS = "aeiou"


def shared_names(a: str, b: str) -> bool:
    """Whether a name stands in both texts."""
    return any(_same_name(one, other) for one in _names(a) for other in _names(b))


def cognates(a: str, b: str) -> float:
    """0..1: the share of the words of the text that has fewer which stand in the other; 0 for hardly any."""
    ours, theirs = _stems(a), _stems(b)
    shared = len(ours & theirs)
    return shared / min(len(ours), len(theirs)) if shared >= LEAST_COGNATES else 0.0


def sound(word: str) -> str:
    """A word in rough Latin letters, without its final vowels."""
    table = _sounds()
    letters = "".join(table.get(letter, letter) for letter in word.casefold() if letter.isalpha())
    return "".join(letter for letter, _ in groupby(letters)).rstrip(_VOWELS)


def _same_name(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long or any(_shifted(one, *shift) == other or _shifted(other, *shift) == one for shift in SHIFTS):
        return True
    return len(short) > LEAST_LETTERS and long.startswith(short) and len(long) - len(short) <= ENDING


def _shifted(name: str, before: str, after: str) -> str:
    return f"{name.removesuffix(before)}{after}" if name.endswith(before) else ""


@lru_cache(maxsize=1 << 12)
def _names(text: str) -> frozenset[str]:
    """Words with a capital; the first word of a text has one for nothing, and is no name in the other language."""
    found = (sound(word) for word in _WORD.findall(text) if word[0].isupper())
    return frozenset(name for name in found if len(name) >= LEAST_LETTERS)


@lru_cache(maxsize=1 << 12)
def _stems(text: str) -> frozenset[str]:
    found = (sound(word) for word in _WORD.findall(text))
    return frozenset(stem[:STEM] for stem in found if len(stem) > LEAST_LETTERS)


@cache
def _sounds() -> dict[str, str]:
    lines = files("tocsin.stories").joinpath("data/sounds.txt").read_text("utf-8").splitlines()
    pairs = (line.split() for line in lines if not line.startswith("#"))
    return {letter: latin.strip("-") for letter, latin in pairs}
