"""Names in Latin letters: without marks, transliterated from Cyrillic, and how alike two names sound."""

from __future__ import annotations

import difflib
import re
import unicodedata

from tools.gazetteer.cyrillic import UK_ONLY, normalized

# BGN/PCGN romanization of Russian (1947) and the national one of Ukraine (2010), without their apostrophes.
_RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_UKRAINIAN = {**_RUSSIAN, "г": "h", "ґ": "g", "є": "ye", "и": "y", "і": "i", "ї": "yi", "'": ""}
_LETTERS = {"ru": _RUSSIAN, "uk": _UKRAINIAN}
_SPECIAL = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "ə": "a"}
)
_SOUNDS = [
    ("kh", "h"), ("ts", "c"), ("tz", "c"), ("w", "v"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("j", "y"), ("q", "k"),
    ("x", "ks"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k"),
]  # fmt: skip
_SCHOLARLY = re.compile("[’‘ʼ`āēīōūḨḩḐḑḎḏḤḥẔẕŢţŞş]")
_OWN_LETTERS = frozenset({"TR", "RO", "MD", "AZ", "LV", "FR", "IT"})


def plain(text: str) -> str:
    """Latin letters without marks, straight apostrophes."""
    marked = unicodedata.normalize("NFD", text.translate(_SPECIAL))
    return re.sub("[’‘ʼ]", "'", "".join(c for c in marked if not unicodedata.combining(c)))


def displayed(name: str, country: str) -> str:
    """The name without the marks of scholarly transliteration (Rafaḩ, Ryazan’); others stay (Zürich, Łódź)."""
    scholarly = _SCHOLARLY.search(name) and country not in _OWN_LETTERS
    return plain(name).replace("'", "") if scholarly else name


def transliterated(name: str, language: str) -> str:
    letters = _LETTERS[language]
    text = "".join(letters.get(c, c) for c in name.lower())
    return re.sub(r"(^|[ -])(\w)", lambda m: m[1] + m[2].upper(), text)


def newsroom_spellings(name: str) -> set[str]:
    """How newsrooms write a Russian or Ukrainian name in Latin letters: with y, i or iy for the same sounds."""
    result: set[str] = set()
    letters = set(name.lower())
    for language in ["uk"] if letters & UK_ONLY else ["ru"] if letters & set("ыэъ") else ["ru", "uk"]:
        base = transliterated(name, language)
        result |= {base, base.replace("yi", "i"), re.sub(r"[iy]y\b", "y", base), re.sub("ia|iya", "ia", base)}
        result |= {base.replace("ye", "e").replace("zz", "z")}
        result |= {re.sub(r"(?<=[b-df-hj-np-tv-z])y(?=[aeu])", "i", spelling) for spelling in set(result)}
    return {spelling for spelling in result if len(spelling) > 3}


def likeness(cyrillic: str, name: str) -> float:
    """0..1: how alike a Cyrillic name and one in Latin letters sound (matching letters, difflib's ratio)."""
    cyrillic = normalized(cyrillic)
    pairs = ((_sound(transliterated(cyrillic, language)), _sound(name)) for language in _LETTERS)
    return max(difflib.SequenceMatcher(None, a, b).ratio() for a, b in pairs)


def _sound(text: str) -> str:
    text = plain(text).lower()
    for old, new in _SOUNDS:
        text = text.replace(old, new)
    return re.sub(r"(.)\1", r"\1", re.sub("[^a-z]", "", text).replace("y", "i"))
