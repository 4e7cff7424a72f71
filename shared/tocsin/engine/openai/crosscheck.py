"""Does a translation have the numbers, names, places, negations and reservations of its original?

That much can be compared between English, Russian and Ukrainian without understanding either. Who does what to whom
cannot: what passes here is not verified, only free of these faults.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache

from tocsin.engine.compare import lexicon
from tocsin.engine.compare.figures import words_with_figures
from tocsin.engine.compare.resource import lines
from tocsin.engine.compare.words import Word
from tocsin.engine.listed import DATE, ORGANIZATION, ROLE, TITLE, listed
from tocsin.engine.places import find_places
from tocsin.text.document import read

LANGUAGES = ("en", "ru", "uk")
"""Whose numbers, places and closed words are read."""
SHORTEST, LONGEST = 0.5, 2.0
"""Length of a translation as a share of its original's: .67 to 1.5 among 30 pairs of ours."""
ALIKE = 0.72
"""Likeness of two spellings of one name in Latin letters, where their consonants differ. With `_SOUNDS`, of 60
translations of ours 56 pass, and none of 30 with a fault (tests/unit/openai/test_crosscheck.py)."""
LEAST_NATION = 4
"""Letters of a word for a country or its people; the stems of shorter words are those of others too."""
_COMMON = DATE | ORGANIZATION | ROLE | TITLE
_OPENING = frozenset('.!?"«»“”')
_OTHER_LETTERS = {"en": "[а-яёіїєґ]", "ru": "[іїєґ]", "uk": "[ыэёъ]"}
_ADDRESS = re.compile(r"://|www\.|@|\w\.(?:com|org|net|info|io|ru|ua|by|me|tv)\b", re.IGNORECASE)
_CYRILLIC = {
    **dict(zip("абвгдезиклмнопрстуфхэ", "abvgdeziklmnoprstufhe", strict=True)),
    **dict(
        zip("ёжйцчшщыюяіїєґ", ("e", "zh", "i", "ts", "ch", "sh", "sh", "i", "u", "a", "i", "i", "e", "g"), strict=True)
    ),
    **dict.fromkeys("ъь'’", ""),
}
_SOUNDS = str.maketrans({
    **dict.fromkeys("bp", "p"), **dict.fromkeys("vf", "f"), **dict.fromkeys("dt", "t"), **dict.fromkeys("gkq", "k"),
    **dict.fromkeys("sz", "s"), **dict.fromkeys("aeiouyh", ""),
})  # fmt: skip


def fault(original: str, language: str, translation: str, target: str) -> str | None:
    """What the translation has that its original has not, or the other way round, as one word; None if nothing."""
    if not _written_in(target, translation):
        return "language"
    if not SHORTEST <= len(translation) / max(1, len(original)) <= LONGEST:
        return "length"
    if _ADDRESS.search(translation) and not _ADDRESS.search(original):
        return "name"
    own, theirs = words_with_figures(original, language), words_with_figures(translation, target)
    if _numbers(own) != _numbers(theirs):
        return "number"
    if any(_says(kind, own) != _says(kind, theirs) for kind in ("no", "perhaps", "if")):
        return "negation" if _says("no", own) != _says("no", theirs) else "modality"
    same_places = _places_match(original, language, translation, target)
    return None if same_places and _nations_match(own, theirs) and _names_match(own, theirs) else "name"


def _written_in(target: str, text: str) -> bool:
    """In its letters, and with none that a reader does not see."""
    letters = [char for char in text.lower() if char.isalpha()]
    cyrillic = sum("а" <= char <= "ґ" for char in letters) / max(1, len(letters))
    own = cyrillic == 0 if target == "en" else cyrillic >= 0.5  # half: names of firms stay as they are
    return bool(letters) and own and text.isprintable() and not re.search(_OTHER_LETTERS[target], text.lower())


def _numbers(found: Sequence[Word]) -> Counter[str]:
    return Counter(
        word.lower for word in found if word.kind in ("number", "quantifier") and word.lower[0] in "0123456789N"
    )


def _says(what: str, found: Sequence[Word]) -> bool:
    kinds = {"no": ("negation", "deny"), "if": ("condition",), "perhaps": ()}[what]
    possible = _listed("perhaps") if what == "perhaps" else frozenset()
    return any(word.kind in kinds or (word.lower in possible and word.text != "May") for word in found)


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(word for name, line in lines("crosscheck_words.txt") for word in line.split() if name == section)


@cache
def _spellings() -> list[list[str]]:
    """Letters that write one sound, the longer ones first, and what stands for it."""
    return [
        pair.split("=") for name, line in lines("crosscheck_words.txt") for pair in line.split() if name == "spelling"
    ]


def _nations(found: Sequence[Word]) -> set[int]:
    """Countries by the words for them and their people."""
    countries = lexicon.places("country")
    return {countries[word.stem] for word in found if len(word.text) >= LEAST_NATION and word.stem in countries}


def _nations_match(own: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """No country in the place of another; one that only one side has may be a word that the other's list lacks."""
    a, b = _nations(own), _nations(theirs)
    return not (a - b and b - a)


def _places_match(original: str, language: str, translation: str, target: str) -> bool:
    """Every place of either is a place of the other, or at least a name of it."""
    sides = []
    for text, spoken in ((original, language), (translation, target)):
        doc = read(text, language=spoken)
        sides.append(({p.id: [text[s.start : s.end] for s in p.spans] for p in find_places(doc)}, text))
    (own, own_text), (theirs, their_text) = sides
    return _covered(own, theirs, their_text) and _covered(theirs, own, own_text)


def _covered(places: dict[str, list[str]], others: Iterable[str], text: str) -> bool:
    capitals = [word for word in re.findall(r"[^\W\d_]+", text) if word[0].isupper()]
    return all(
        place in others
        or any(same_name(part, name) for part in re.findall(r"[^\W\d_]+", written[0]) for name in capitals)
        for place, written in places.items()
    )


def _names_match(own: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Every name of the translation is one of the original's, by its sound."""
    countries, nations = lexicon.places("country"), _nations(own)
    names = [word.text for word in own if word.capital]
    institutions = any(name.isupper() and len(name) > 1 for name in names)
    for number, word in enumerate(theirs):
        if not word.capital or word.closed or word.kind in ("number", "report"):
            continue
        if countries.get(word.stem) in nations or any(same_name(word.text, name) for name in names):
            continue
        common = listed[word.lower] & _COMMON or word.lower in _listed("capital")
        if not (common or (word.text.isupper() and institutions) or _only_opens(theirs, number)):
            return False
    return True


def _only_opens(found: Sequence[Word], number: int) -> bool:
    """Whether a word has its capital for standing first: no other capital follows it, as one would in a full name."""
    first = number == 0 or found[number - 1].text in _OPENING
    return first and not (number + 1 < len(found) and found[number + 1].capital)


def same_name(one: str, other: str) -> bool:
    """Whether two words in either alphabet and any case may be spellings of one name."""
    a, b = _latin(one), _latin(other)
    return (
        any(_same_sounds(x, y) for x in _sounds(a) for y in _sounds(b)) or SequenceMatcher(None, a, b).ratio() >= ALIKE
    )


def _same_sounds(a: str, b: str) -> bool:
    """Equal, or one with an ending of a case behind it."""
    short, long = sorted((a, b), key=len)
    return short == long if len(short) < 2 else long.startswith(short) and len(long) - len(short) <= 1


def _latin(name: str) -> str:
    plain = unicodedata.normalize("NFKD", "".join(_CYRILLIC.get(char, char) for char in name.lower()))
    return "".join(char for char in plain if char.isascii() and char.isalpha())


def _sounds(latin: str) -> list[str]:
    """Its consonants by kind; with and without those that languages write or leave out."""
    for written, sound in _spellings():
        latin = latin.replace(written, sound)
    coarse = latin.translate(_SOUNDS)
    found = (coarse.replace("w", "f").replace("j", "s"), coarse.replace("w", "").replace("j", ""))
    return [re.sub(r"(.)\1+", r"\1", sounds) for sounds in dict.fromkeys(found)]
