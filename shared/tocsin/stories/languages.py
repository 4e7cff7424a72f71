"""Do claims in two languages speak of the same: by figures with places or names; Russian and Ukrainian by cognates too.

Words are compared as they sound, roughly and without their endings: names are spelled by sound in any of the three
languages, and most words of news are cognates in Russian and Ukrainian.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tocsin.text.sounds import LEAST_LETTERS, same_name, sound

STEM = 5
"""Sounds of a cognate that are compared; endings and what suffixes do to stems come later."""
LEAST_COGNATES = 3
COGNATE_LANGUAGES = frozenset({"ru", "uk"})

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def shared_names(a: str, b: str) -> bool:
    """Whether a name stands in both texts."""
    return any(same_name(one, other) for one in _names(a) for other in _names(b))


def cognates(a: str, b: str) -> float:
    """0..1: the share of the words of the text that has fewer which stand in the other; 0 for hardly any."""
    ours, theirs = _stems(a), _stems(b)
    shared = len(ours & theirs)
    return shared / min(len(ours), len(theirs)) if shared >= LEAST_COGNATES else 0.0


@lru_cache(maxsize=1 << 12)
def _names(text: str) -> frozenset[str]:
    """Words with a capital; the first word of a text has one for nothing, and is no name in the other language."""
    found = (sound(word) for word in _WORD.findall(text) if word[0].isupper())
    return frozenset(name for name in found if len(name) >= LEAST_LETTERS)


@lru_cache(maxsize=1 << 12)
def _stems(text: str) -> frozenset[str]:
    found = (sound(word) for word in _WORD.findall(text))
    return frozenset(stem[:STEM] for stem in found if len(stem) > LEAST_LETTERS)
