"""Words as they sound, in rough Latin letters: names are spelled by sound in English, Russian and Ukrainian."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby
from typing import Final

from tocsin.text.lexicon import rows

VOWELS: Final = "aeiou"
LEAST_LETTERS: Final = 3
ENDING: Final = 3
"""Sounds by which an inflected name may be longer than another form of it."""
HEARD: Final = 5
"""Sounds at the beginning of a word by which names in two alphabets are compared: spellings part at the ends."""
SHIFTS: Final = (("g", "z"), ("k", "ts"), ("g", "s"))
"""What Ukrainian makes of the last consonant of a place in which something is: у Празі, в Америці."""


def sound(word: str) -> str:
    """A word in rough Latin letters, without its final vowels."""
    table = _sounds()
    letters = "".join(table.get(letter, letter) for letter in word.casefold() if letter.isalpha())
    return "".join(letter for letter, _ in groupby(letters)).rstrip(VOWELS)


def same_name(one: str, other: str) -> bool:
    """Whether two sounds (of `sound`) are forms of one name."""
    short, long = sorted((one, other), key=len)
    if short == long or any(_shifted(one, *shift) == other or _shifted(other, *shift) == one for shift in SHIFTS):
        return True
    return len(short) > LEAST_LETTERS and long.startswith(short) and len(long) - len(short) <= ENDING


def same_person(one: str, other: str) -> bool:
    """Whether two names are one: word by word, in one alphabet as written, in two by how each word begins to sound."""
    ours, theirs = one.casefold().split(), other.casefold().split()
    if ours == theirs or _cyrillic(one) == _cyrillic(other):
        return ours == theirs
    # Twice, as the Latin letters that Cyrillic ones become are read like those of a Latin name.
    heard = [[sound(sound(_bare(word)))[:HEARD] for word in words] for words in (ours, theirs)]
    return heard[0] == heard[1] and all(heard[0])


def _cyrillic(name: str) -> bool:
    return any("Ѐ" <= letter <= "ӿ" for letter in name)


def _bare(word: str) -> str:
    """Without marks on Latin letters: "Sánchez" is heard as "Sanchez"; Cyrillic letters stay what they are."""
    return "".join(unicodedata.normalize("NFD", letter)[0] if letter < "Ͱ" else letter for letter in word)


def _shifted(name: str, before: str, after: str) -> str:
    return f"{name.removesuffix(before)}{after}" if name.endswith(before) else ""


@cache
def _sounds() -> dict[str, str]:
    return {letter: (cells[0] if cells else "").strip("-") for letter, *cells in rows("sounds.txt")}
