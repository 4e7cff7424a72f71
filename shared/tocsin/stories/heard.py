"""Names of places as they are heard in languages that spell by their own rules: Cherson and Kherson, Rzeszow and Жешув.

Rougher than `tocsin.text.sounds`: consonants alone. For names of which the gazetteer does not know both.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from tocsin.text.sounds import VOWELS, sound

HEARD: Final = 5
"""Consonants at the beginning of a name that are compared: languages inflect its end."""
LEAST: Final = 3
_SPELLED: Final = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("tscg|tsch|ch|cz", "C"),
        ("scg|sch|zh|zg|sh|sg|sz|rz", "S"),
        ("Sg", "S"),
        ("kg", "g"),
        ("ts|z", "s"),
    )
)
"""In the letters of `sound`, which writes h as g."""
_THROATY: Final = frozenset({"de", "pl"})
"""Where "ch" is the sound of Kherson, not of Chernihiv."""
CASE_ENDING: Final = 1
"""Consonants of a case ending: под Зворником."""
_INFLECTED: Final = frozenset({"ru", "uk", "pl"})
_BESIDE: Final = re.compile(f"(?<=.)[{VOWELS}y]|[^A-Za-z]")


def heard(name: str, language: str) -> str:
    """The beginning of a name as it sounds, without vowels but for a first one, unless too few consonants are left.

    "" for one too short to tell.
    """
    return heard_whole(name, language)[:HEARD]


def heard_whole(name: str, language: str) -> str:
    """The same of the whole name."""
    found = sound(name)
    for pattern, to in _SPELLED:
        found = pattern.sub(to, found)
    found = found.replace("cg", "g" if language in _THROATY else "C").replace("c", "k")
    bare = _BESIDE.sub("", found)
    if len(bare) >= LEAST:
        return bare
    whole = found.replace("y", "i")
    return whole if len(whole) > LEAST else ""


def is_one_spot(one: str, of: str, other: str, others: str) -> bool:
    """Whether two names that no list knows are one, in these languages: alike to the end, but for a case ending."""
    ours, theirs = heard_whole(one, of), heard_whole(other, others)
    if not ours or not theirs or ours == theirs:
        return bool(ours) and ours == theirs
    long, short, inflected = (ours, theirs, of) if len(ours) > len(theirs) else (theirs, ours, others)
    return inflected in _INFLECTED and long.startswith(short) and len(long) - len(short) <= CASE_ENDING


def is_heard_in(name: str, others: Collection[str]) -> bool:
    """Whether one of `others` is the name in some form; all are as `heard` gives them."""
    return bool(name) and any(other and (other.startswith(name) or name.startswith(other)) for other in others)
