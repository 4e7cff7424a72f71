"""Which declension a Russian or Ukrainian place name follows, by its ending; used at build time only.

Codes are those of gazetteer_paradigms.tsv. A pattern is `stem*codes`, several words apart by spaces.
"""

from __future__ import annotations

import re
import unicodedata

RU_ONLY, UK_ONLY = set("ыэъё"), set("іїєґ'")
# Slavic towns whose plural or neuter name declines; the same endings abroad (Тбилиси, Чикаго) never change.
SLAVIC = frozenset({"UA", "RU", "BY", "KZ", "MD", "PL", "BG", "RS", "CZ", "SK"})

_SOFT_FEMININE = "астрахань|казань|рязань|пермь|тверь|сызрань|керчь|припять|любань|кубань|волынь|обь|сибирь|лань"
# Ending, whether only Slavic names follow it, and the result: letters cut, letters added, codes ("0": no change).
Rule = tuple[str, bool, list[tuple[int, str, str]]]
_RUSSIAN: list[Rule] = [
    (r"\w{3}ый$", False, [(2, "", "a")]),
    (r"\w{3}ой$", False, [(2, "", "d")]),
    (r"\w{3}ая$", False, [(2, "", "A")]),
    (r"\w{3}яя$", False, [(2, "", "C")]),
    (r"\w{3}ое$", False, [(2, "", "O")]),
    (r"\w{3}ее$", False, [(2, "", "E")]),
    (r"\w{3}ые$", False, [(2, "", "X")]),
    (r"[сц]кий$", False, [(2, "", "b")]),
    (r"([жшрй]н|ыш)ий$", False, [(2, "", "c")]),
    (rf"^({_SOFT_FEMININE})$", False, [(1, "", "t")]),
    (r"(поль|тель)$", False, [(1, "", "i")]),
    (r"ь$", False, [(1, "", "it")]),
    (r"ы$", False, [(1, "", "p")]),
    (r"и$", True, [(1, "", "p")]),
    (r"й$", False, [(1, "", "j")]),
    (r"а$", False, [(1, "", "f")]),
    (r"я$", False, [(1, "", "y")]),
    (r"о$", True, [(1, "", "n")]),
    (r"[ьи]е$", False, [(1, "", "e")]),
    (r"[эуюиео]$", False, [(0, "", "0")]),
    (r"\w{2}лец$", True, [(0, "", "0"), (2, "ьц", "s")]),
    (r"\w{3}ец$", True, [(0, "", "0"), (2, "ц", "s")]),
    (r"[жшчщц]$", False, [(0, "", "s")]),
    (r"$", False, [(0, "", "m")]),
]
_UKRAINIAN: list[Rule] = [
    (r"їв$", True, [(2, "", "K")]),
    (r"[кгх]ів$", True, [(2, "", "L")]),
    (r"чів$", True, [(2, "", "N")]),
    (r"ів$", True, [(2, "", "LN")]),
    (r"піль$", True, [(3, "", "T")]),
    (r"\w{3}ий$", False, [(2, "", "B")]),
    (r"\wлець$", True, [(0, "", "0"), (3, "ьц", "I")]),
    (r"\w{2}ець$", True, [(0, "", "0"), (3, "ц", "I")]),
    (r"[сцз]ька$", False, [(1, "", "H")]),
    (r"[ії]я$", False, [(1, "", "V")]),
    (r"((\w)\2|'\w?)я$", False, [(1, "", "G")]),
    (r"я$", False, [(1, "", "Y")]),
    (r"[гґ]а$", False, [(1, "", "F"), (2, "з", "Z")]),
    (r"ка$", False, [(1, "", "F"), (2, "ц", "Z")]),
    (r"ха$", False, [(1, "", "F"), (2, "с", "Z")]),
    (r"[жшчщ]а$", False, [(1, "", "W")]),
    (r"а$", False, [(1, "", "F")]),
    (r"ь$", False, [(1, "", "IQ")]),
    (r"й$", False, [(1, "", "J")]),
    (r"о$", True, [(1, "", "U")]),
    (r"и$", False, [(1, "", "S")]),
    (r"і$", True, [(1, "", "D")]),
    (r"([нврл]|ськ)е$", True, [(1, "", "R")]),
    (r"[оуюєїіэе]$", False, [(0, "", "0")]),
    (r"[жшчщц]$", False, [(0, "", "kq")]),
    (r"^(твер|перм|об|сибір)$", False, [(0, "", "Mq")]),
    (r"$", False, [(0, "", "M")]),
]
# Adjectives before a noun, by ending: letters cut and code.
_ADJECTIVES = {
    "ru": [
        (r"[гкх]ий$", 2, "b"), (r"ий$", 2, "c"), (r"\w{3}ый$", 2, "a"), (r"\w{3}ой$", 2, "d"), (r"\w{3}ая$", 2, "A"),
        (r"\w{3}яя$", 2, "C"), (r"\w{3}ое$", 2, "O"), (r"\w{3}ее$", 2, "E"), (r"\w{3}ые$", 2, "X"),
        (r"\w{3}ие$", 2, "x"),
    ],
    "uk": [
        (r"ій$", 2, "h"), (r"ий$", 2, "B"), (r"([сцз]ьк|н|лик|л|в)а$", 1, "H"), (r"ня$", 1, "g"),
        (r"(н|[сц]ьк)і$", 1, "P"),
    ],
}  # fmt: skip
# Adjectives that stand for a region (Херсонская, Алтайский, Люблинское): letters cut, singular and plural.
_OF_REGION = [
    (r"[сц]кий$", 2, "bx"),
    (r"ий$", 2, "BP"),
    (r"ая$", 2, "Ax"),
    (r"ое$", 2, "Ox"),
    (r"а$", 1, "HP"),
    (r"е$", 1, "RP"),
]


def normalized(word: str) -> str:
    """One spelling for the variants of apostrophes, ё, accents and full stops."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if c != "\u0301")
    text = unicodedata.normalize("NFC", bare).replace("ё", "е").replace("Ё", "Е")
    return re.sub(r"\.(?= |$)", "", re.sub("[ʼ’`′]", "'", text).replace("–", "-"))


def is_russian_or_ukrainian(text: str) -> bool:
    """Whether the spelling may be either's: Bulgarian ъ between consonants and Belarusian і beside э or ы may not."""
    if not re.fullmatch(r"[А-Яа-яІіЇїЄєҐґ' .-]+", text) or re.search("ъ(?![еюя])", text, re.IGNORECASE):
        return False
    letters = set(text.lower())
    return not (letters & UK_ONLY and letters & RU_ONLY)


def patterns(name: str, *, slavic: bool = True) -> list[str]:
    """All ways the name declines. By hand: a ready pattern with "*", or `name:0` for one that never changes."""
    name = normalized(name)
    if "*" in name:
        return [name]
    if ":" in name:
        base, code = name.split(":")
        rules = [rule for rule in (*_RUSSIAN, *_UKRAINIAN) if any(code == codes for _, _, codes in rule[2])]
        return [base] if code == "0" else [f"{base[: len(base) - rules[0][2][0][0]]}*{code}"]
    words = name.split(" ")
    found: list[str] = []
    for language in _languages(name):
        found += _single(name, language, slavic) if len(words) == 1 else [_phrase(words, language, slavic)]
    return [pattern if "*" not in pattern[:2] else name for pattern in _merged(found)]


def adjective(word: str) -> str:
    """The pattern of an adjective that stands for a region."""
    word = normalized(word.partition(":")[0])
    cut, codes = next((cut, codes) for ending, cut, codes in _OF_REGION if re.search(ending, word))
    return f"{word[:-cut]}*{codes}"


def _languages(name: str) -> list[str]:
    letters = set(name.lower())
    if letters & UK_ONLY or re.search("[сцз]ьк", name):
        return ["uk"]
    return ["ru"] if letters & RU_ONLY else ["ru", "uk"]


def _merged(found: list[str]) -> list[str]:
    """Patterns of one word with the same stem as one, with the codes of both."""
    by_stem: dict[str, str] = {}
    others = []
    for pattern in found:
        stem, _, codes = pattern.partition("*")
        if not codes.isalnum():
            others.append(pattern)
            continue
        known = by_stem.get(stem, "")
        by_stem[stem] = known + "".join(c for c in codes if c not in known)
    return [f"{stem}*{codes}" for stem, codes in by_stem.items()] + list(dict.fromkeys(others))


def _phrase(words: list[str], language: str, slavic: bool) -> str:
    """Adjectives agree with the last word; after a first noun the rest stands in the genitive and stays."""
    agreeing = [_agreeing(word, language) for word in words[:-1]]
    if all(agreeing):
        return " ".join([*map(str, agreeing), _single(words[-1], language, slavic)[0]])
    return " ".join([_single(words[0], language, slavic)[0], *words[1:]])


def _agreeing(word: str, language: str) -> str | None:
    return next(
        (f"{word[:-cut]}*{code}" for ending, cut, code in _ADJECTIVES[language] if re.search(ending, word)), None
    )


def _single(word: str, language: str, slavic: bool) -> list[str]:
    """Patterns of one word, perhaps hyphenated: the last part declines, or the first before "-на-"."""
    if re.search("-(на|над|он|апон|ан|под|пид)-", word, re.IGNORECASE):
        head, tail = word.split("-", 1)
        return [f"{pattern}-{tail}" for pattern in _single(head, language, slavic)]
    for ending, only_slavic, results in _RUSSIAN if language == "ru" else _UKRAINIAN:
        if (slavic or not only_slavic) and re.search(ending, word.lower()):
            return [
                word if codes == "0" else f"{word[: len(word) - cut]}{added}*{codes}" for cut, added, codes in results
            ]
    raise ValueError(f"no declension: {word}")
