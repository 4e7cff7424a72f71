"""An id for a watch out of its name: "Queues at the Georgian border" is `queues-at-the-georgian-border`."""

from __future__ import annotations

import re
import unicodedata

from tocsin.errors import InvalidWatch

LONGEST = 48
_CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфхыэіїєґ",
        ("a", "b", "v", "g", "d", "e", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "y",
         "e", "i", "i", "ie", "g"),
        strict=True,
    )
)  # fmt: skip
_CYRILLIC |= {"ё": "e", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "iu", "я": "ia"}
"""Letters as in passports (ICAO 9303)."""


def id_of(name: str) -> str:
    """1 to 48 small letters, digits and inner hyphens. Raises `InvalidWatch` for a name that cannot be spelled so."""
    spelled = "".join(_CYRILLIC.get(letter, letter) for letter in unicodedata.normalize("NFC", name).casefold())
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    found = "-".join(re.findall("[a-z0-9]+", plain.replace("'", "")))[:LONGEST].strip("-")
    if not found:
        raise InvalidWatch("cannot be made of this name: give one of small letters, digits and hyphens", where="id")
    return found
