"""Countries and cities as German, French, Spanish, Polish and Turkish name them, which the gazetteer does not know.

And spots, in all languages read here: names behind a word that says where, which no list knows (a small town, a river).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from tocsin.text.document import Document

LANGUAGES: Final = frozenset({"de", "fr", "es", "pl", "tr"})
SHORT: Final = 4
"""Letters of a name that a text must have, so that it is no other word."""
MAX_ENDING: Final = 3
"""Letters of a Polish case ending that are taken away."""
_SPECIAL: Final = str.maketrans({"ł": "l", "ı": "i", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae", "ə": "a"})
_APOSTROPHE: Final = re.compile("['’ʼ]")
_SOFTENED: Final = (("k", "c"), ("g", "dz"), ("r", "rz"), ("d", "dz"), ("t", "c"))
"""What Polish makes of the last consonant before a case ending: Polska, w Polsce; Ryga, w Rydze."""
_WHERE: Final = {
    "en": frozenset(["in", "at", "near", "off", "outside", "around", "from"]),
    "ru": frozenset(["в", "во", "под", "у", "около", "близ", "возле", "из"]),
    "uk": frozenset(["у", "в", "під", "біля", "коло", "поблизу", "неподалік", "з", "із"]),
    "de": frozenset(["in", "bei", "nahe", "vor", "aus", "nach", "von"]),
    "fr": frozenset(["à", "au", "près", "de", "du", "en", "vers"]),
    "es": frozenset(["en", "de", "cerca", "desde"]),
    "pl": frozenset(["w", "we", "pod", "koło", "k.", "nad", "z", "ze"]),
    "tr": frozenset(),
}
"""Words behind which a name with a capital is where something is."""
_TURKISH_WHERE: Final = frozenset(["da", "de", "ta", "te", "dan", "den", "tan", "ten", "nda", "nde"])
"""Endings behind an apostrophe that say where."""


class Named(NamedTuple):
    """A word of a text that names a place: by the id of the gazetteer, or "" for one that nobody lists."""

    place: str
    word: str


def named_abroad(doc: Document, language: str) -> Iterator[Named]:
    """Places in the order of the text. Cities count where the text says that they are places, countries anywhere."""
    known = _names() if language in LANGUAGES else {}
    for number in doc.upper:
        word, ending = _cut(doc.words[number], language)
        where = _is_where(doc, number, language, ending)
        place = next((known[form] for form in _forms(word, language) if form in known), "") if known else ""
        if place and (where or len(place) == len("XX")):
            yield Named(place, word)
        elif where and not place and len(word) >= SHORT:
            yield Named("", word)


def folded(word: str) -> str:
    """Small Latin letters without marks."""
    plain = unicodedata.normalize("NFD", word.lower().translate(_SPECIAL))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _cut(word: str, language: str) -> tuple[str, str]:
    """A word without its article (l'Équateur), and the ending behind an apostrophe (Konya'da)."""
    parts = _APOSTROPHE.split(word, maxsplit=1)
    if len(parts) == 1:
        return word, ""
    return (parts[1], "") if language == "fr" else (parts[0], parts[1])


def _is_where(doc: Document, number: int, language: str, ending: str) -> bool:
    if language == "tr":
        return ending in _TURKISH_WHERE or _heads(doc, number)
    before = doc.lowers[number - 1] if number else ""
    if language == "fr" and before and _APOSTROPHE.search(doc.words[number]):
        return doc.lowers[number][0] == "d"
    return before in _WHERE.get(language, ()) or _heads(doc, number)


def _heads(doc: Document, number: int) -> bool:
    """Whether it opens a headline as "Ourense: ..." does."""
    return number == 0 and doc.words[1:2] == [":"]


def _forms(word: str, language: str) -> Iterator[str]:
    whole = folded(word)
    yield whole
    if language == "de" and whole.endswith("s"):
        yield whole[:-1]
    if language == "pl":
        for length in range(1, MAX_ENDING + 1):
            if len(whole) - length >= SHORT:
                yield f"{whole[:-length]}*"


@cache
def _names() -> dict[str, str]:
    """Places by their folded names; by "stem*" as Polish inflects them."""
    found: dict[str, str] = {}
    for line in files("tocsin.stories").joinpath("data/names_abroad.tsv").read_text("utf-8").splitlines():
        place, _, names = line.partition("\t")
        for name in names.split(" "):
            found[name] = place
            stem = name.rstrip("aeiouy")
            for one in (stem, *(f"{stem.removesuffix(a)}{b}" for a, b in _SOFTENED if stem.endswith(a))):
                found.setdefault(f"{one}*", place)
    return found
