"""Which declension a Russian or Ukrainian place name follows, by its ending; used at build time only."""

from __future__ import annotations

import re
import unicodedata

RU_ONLY, UK_ONLY = set("ыэъё"), set("іїєґ'")
_VELAR_CHANGE = {"г": "з", "к": "ц", "х": "с", "ґ": "з"}
_ADJECTIVES_RU = {"ый": "a", "ой": "d", "ая": "A", "яя": "C", "ое": "O", "ее": "E", "ые": "X", "ие": "x"}
_SOFT_FEMININE = set("Астрахань Казань Рязань Пермь Тверь Сызрань Керчь Припять Любань Кубань Волынь Обь Сибирь Чечень Лань".split())
# Slavic towns whose plural or neuter name declines; the same endings abroad (Тбилиси, Чикаго) never change.
SLAVIC = frozenset({"UA", "RU", "BY", "KZ", "MD", "PL", "BG", "RS", "CZ", "SK"})


def normalized(word: str) -> str:
    """One spelling for the variants of apostrophes, ё and accents."""
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
    """`stem*codes` of each way the name declines; `name:code` gives the code by hand (`:0` never changes)."""
    name = normalized(name)
    if "*" in name:
        return [name]
    if ":" in name:
        base, code = name.split(":")
        return [_with_code(base, code)] if " " not in base and code != "0" else [base]
    words = name.split(" ")
    letters = set(name.lower())
    languages = ["uk"] if letters & UK_ONLY else ["ru"] if letters & RU_ONLY else ["ru", "uk"]
    if re.search("[сцз]ьк", name):
        languages = ["uk"]
    result: list[str] = []
    for language in languages:
        result += _single(name, language, slavic) if len(words) == 1 else [_phrase(words, language, slavic)]
    return [p if "*" not in p[:2] else name for p in _merged(result)]


def adjective(word: str) -> str:
    """The pattern of an adjective that stands for a region: Херсонская, Херсонська, Алтайский."""
    word = normalized(word.split(":")[0])
    for ending, code in (("ий", "b" if re.search("ский$|цкий$", word) else "B"), ("ая", "A"), ("ое", "O"), ("а", "H"), ("е", "R")):
        if word.endswith(ending):
            plural = {"b": "x", "B": "P", "A": "x", "O": "x", "H": "P", "R": "P"}[code]
            return f"{word[: -len(ending)]}*{code}{plural}"
    raise ValueError(f"not an adjective: {word}")


def _merged(found: list[str]) -> list[str]:
    by_stem: dict[str, str] = {}
    plain = []
    for pattern in found:
        if " " in pattern or pattern.count("*") != 1 or not re.search(r"\*\w+$", pattern):
            plain.append(pattern)
            continue
        stem, codes = pattern.split("*")
        known = by_stem.get(stem, "")
        by_stem[stem] = known + "".join(c for c in codes if c not in known)
    return [f"{stem}*{codes}" for stem, codes in by_stem.items()] + plain


def _phrase(words: list[str], language: str, slavic: bool) -> str:
    """Adjectives agree with the last word; after a first noun the rest stands in the genitive and stays."""
    if all(_adjective_code(w, language) for w in words[:-1]):
        return " ".join(_agreeing(w, language) for w in words[:-1]) + " " + _single(words[-1], language, slavic)[0]
    first = _single(words[0], language, slavic)[0]
    return " ".join([first, *words[1:]])


def _adjective_code(word: str, language: str) -> str | None:
    if language == "ru":
        if word.endswith("ий"):
            return "b" if re.search("[гкх]ий$", word) else "c"
        return _ADJECTIVES_RU.get(word[-2:]) if len(word) > 4 else None
    table = (("ій", "h"), ("ий", "B"), ("ська", "H"), ("цька", "H"), ("зька", "H"), ("на", "H"), ("ня", "g"), ("лика", "H"), ("ла", "H"), ("ва", "H"),
             ("ні", "P"), ("ські", "P"), ("цькі", "P"))  # fmt: skip
    return next((code for ending, code in table if word.endswith(ending)), None)


def _agreeing(word: str, language: str) -> str:
    code = _adjective_code(word, language) or "0"
    return _with_code(word, code)


_NOMINATIVE = {
    "m": "", "s": "", "i": "ь", "j": "й", "f": "а", "y": "я", "t": "ь", "n": "о", "e": "е", "a": "ый", "b": "ий", "c": "ий", "d": "ой",
    "A": "ая", "C": "яя", "O": "ое", "E": "ее", "X": "ые", "x": "ие", "M": "", "k": "", "K": "їв", "L": "ів", "N": "ів", "T": "іль",
    "I": "ь", "Q": "ь", "q": "", "J": "й", "F": "а", "W": "а", "Y": "я", "V": "я", "U": "о", "G": "я", "R": "е", "S": "и", "D": "і",
    "B": "ий", "H": "а", "h": "ій", "g": "я", "P": "і",
}  # fmt: skip


def _with_code(word: str, code: str) -> str:
    if code == "p":
        return f"{word[:-1]}*p"
    ending = _NOMINATIVE[code]
    return f"{word.removesuffix(ending)}*{code}" if code != "0" else word


def _single(word: str, language: str, slavic: bool) -> list[str]:
    """Patterns of one word, perhaps hyphenated: the last part declines, or the first before "-на-"."""
    if re.search("-(на|над|он|апон|ан|под|пид)-", word, re.IGNORECASE):
        head, tail = word.split("-", 1)
        return [f"{p}-{tail}" for p in _single(head, language, slavic)]
    return _russian(word, slavic) if language == "ru" else _ukrainian(word, slavic)


def _russian(word: str, slavic: bool) -> list[str]:
    low = word.lower()
    if len(word) > 4 and low[-2:] in ("ый", "ой", "ая", "яя", "ое", "ее", "ые"):
        return [_with_code(word, _ADJECTIVES_RU[low[-2:]])]
    if re.search("(ск|цк|жн|шн|рн|ыш|йн)ий$", low):
        return [_with_code(word, "b" if low[-3] in "гкх" else "c")]
    last = low[-1]
    if last == "ь":
        return [_with_code(word, "t" if word in _SOFT_FEMININE else "i")] if word in _SOFT_FEMININE or re.search("поль$|тель$", low) else [
            f"{word[:-1]}*it"
        ]
    if last == "ы" or (last == "и" and slavic):
        return [_with_code(word, "p")]
    simple = {"й": "j", "а": "f", "я": "y"}
    if last in simple:
        return [_with_code(word, simple[last])]
    if last == "о":
        return [_with_code(word, "n")] if slavic else [word]
    if last == "е":
        return [_with_code(word, "e")] if low.endswith(("ье", "ие")) else [word]
    if last in "эуюи":
        return [word]
    if low.endswith("ец") and slavic and len(word) > 4:
        shorter = word[:-2] + ("ьц" if low[-3] == "л" else "ц")
        return [word, f"{shorter}*s"]
    return [f"{word}*{'s' if last in 'жшчщц' else 'm'}"]


def _ukrainian(word: str, slavic: bool) -> list[str]:
    low = word.lower()
    for ending, codes in (("їв", "K"), ("ків", "L"), ("гів", "N"), ("чів", "N"), ("хів", "N"), ("ів", "LN"), ("піль", "T")):
        if low.endswith(ending) and slavic:
            return [f"{word[: -len(_NOMINATIVE[codes[0]])]}*{codes}"]
    if low.endswith(("ський", "цький", "зький")) or (low.endswith("ий") and len(word) > 4):
        return [_with_code(word, "B")]
    if low.endswith("ець") and slavic:
        return [word, f"{word[:-3]}{'ьц' if low[-4] == 'л' else 'ц'}*I"]
    if low.endswith(("ська", "цька", "зька")):
        return [_with_code(word, "H")]
    if low.endswith("ія") or low.endswith("їя"):
        return [_with_code(word, "V")]
    last = low[-1]
    if last == "я":
        return [_with_code(word, "G" if len(low) > 2 and low[-2] == low[-3] or "'" in low[-3:] else "Y")]
    if last == "а":
        plain = [_with_code(word, "W" if low[-2] in "жшчщ" else "F")]
        if low[-2] in _VELAR_CHANGE:
            plain.append(f"{word[:-2]}{_VELAR_CHANGE[low[-2]]}*Z")
        return plain
    if last == "ь":
        return [f"{word[:-1]}*IQ"]
    if last == "й":
        return [_with_code(word, "J")]
    if last == "о":
        return [_with_code(word, "U")] if slavic else [word]
    if last == "и" or (last == "і" and slavic):
        return [_with_code(word, "S" if last == "и" else "D")]
    if last == "е":
        return [_with_code(word, "R")] if slavic and low.endswith(("не", "ве", "ське", "ре", "ле")) else [word]
    if last in "уюєїиіэе":
        return [word]
    if last in "жшчщц":
        return [f"{word}*kq"]
    return [f"{word}*{'Mq' if low in ('твер', 'перм', 'керч', 'об', 'сибір') else 'M'}"]
