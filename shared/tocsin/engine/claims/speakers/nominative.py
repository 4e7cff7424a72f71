"""Inflected Russian and Ukrainian names, offices and bodies, back in the nominative."""

from __future__ import annotations

from functools import cache
from typing import Final

from tocsin.engine.claims.lexicon import sections
from tocsin.engine.claims.speakers.cases import only_in_nominative, person_in_nominative
from tocsin.engine.claims.speakers.names import first_names, name_words, stem
from tocsin.engine.claims.speakers.slavic_people import is_womans
from tocsin.text.morphology import readings

_ADJECTIVAL: Final = ("ого", "ому", "им")
_INSTRUMENTAL: Final = ("овым", "евым", "иным", "овим", "евим", "євим", "іним", "иним")
_OF_CONSONANT: Final = ("ом", "ем", "єм", "ові", "еві", "а", "у")
"""Oblique endings of a surname that ends in a consonant, longest first: Велна, Велну, Велном."""
_OF_SOFT: Final = {"я": ("ь", "й"), "ю": ("ь", "й"), "ем": ("ь", "й"), "єм": ("й",), "ям": ("ь",)}
_OF_O: Final = ("ка", "ку", "ком")
"""Ukrainian surnames in -ко: Шевченка, Шевченку."""
_FEMININE: Final = ("ой", "ою", "ої", "ій")
_FEMININE_ACCUSATIVE: Final = {"скую": "ая", "цкую": "ая", "ську": "а", "цьку": "а"} | dict.fromkeys(
    ("ову", "еву", "ёву", "єву", "їну", "іну", "ину", "ыну"), "а"
)
_CONSONANTS: Final = frozenset("бвгґджзйклмнпрстфхцчшщ")
_UNDECLINED: Final = _CONSONANTS | frozenset("иіоэ")
"""Last letters of a surname that stands in no oblique case of a man's."""
ADJECTIVE_ENDINGS: Final = (
    *("ого", "его", "ому", "ему", "ими", "ыми", "ої", "ой", "ей", "ій", "ою", "ею", "ом", "ем", "ым", "им", "ім"),
    *("ую", "юю", "ых", "их", "ый", "ий", "ая", "ое", "ые", "ие"),
)
_GENDER: Final = {
    "ru": {"о": "ое", "е": "ое", "а": "ая", "я": "ая", "ы": "ые", "и": "ые"},
    "uk": {"о": "е", "е": "е", "а": "а", "я": "а", "і": "і", "и": "і"},
}
"""Ending of an adjective by the last letter of its noun's nominative; masculine where none is listed."""
_MASCULINE: Final = {"ru": "ый", "uk": "ий"}
_HISSING: Final = frozenset("гкхжчшщ")
_PLURAL_GENITIVE: Final = ("ов", "ев", "ів", "їв")
_PLURAL_OBLIQUE: Final = (*_PLURAL_GENITIVE, "ей", "ам", "ям", "ах", "ях", "ами", "ями")
_PLURAL: Final = ("ы", "и", "і", "ї")
_NEVER: Final = {"ru": frozenset("іїєґ"), "uk": frozenset("ыэёъ")}
"""Letters that the language does not have: the list holds both."""
_HEADS: Final = 4
"""Words of a source among which its head noun is looked for."""


def nominative(words: list[str], surnames: frozenset[str], *, ukrainian: bool) -> list[str]:
    """As in "Владимира Загорского" -> "Владимир Загорский". `surnames`: forms of the surname that the article has.

    The first name tells: where it stands as listed, the name is taken as it is.
    """
    language = "uk" if ukrainian else "ru"
    if is_womans([word.lower() for word in words], language):
        return words
    declined = person_in_nominative(words, language)
    if declined:
        gender, own, *rest = declined
        surname = _masculine if gender == "masculine" else _feminine
        return [own, *(given or surname(word, surnames) for word, given in zip(words[1:], rest, strict=True))]
    known = name_words()
    first = words[0].lower()
    listed = first_names().get(stem(first), ())
    if first in known.first or not listed or len(words) < 2 or only_in_nominative(first, language):
        return words  # "Ніна" is not listed, and no case of "Ніно", which is
    own = next((name for name in listed if _is_ukrainian(name) == ukrainian), listed[0])
    if own in known.male and words[-1][-1] in _UNDECLINED and _is_womans_first(first, language):
        return words
    surname = _masculine if own in known.male else _feminine
    return [own.capitalize(), *(surname(word, surnames) for word in words[1:])]


def _is_womans_first(first: str, language: str) -> bool:
    """As in "Карла Велн": a woman's first name in the nominative by the dictionary, where a man's has a case."""
    forms = [each.form for each in readings(first, language) if each.listed and each.form.kind == "given"]
    return any((form.gender, form.case, form.number) == ("feminine", "nominative", "singular") for form in forms)


def _is_ukrainian(name: str) -> bool:
    return name.endswith("о") or not set("іїєґ'’").isdisjoint(name)


def _masculine(word: str, surnames: frozenset[str]) -> str:
    """The first name stands in an oblique case, so the surname does too."""
    for ending in _ADJECTIVAL:
        if word.endswith(("ск" + ending, "цк" + ending, "ьк" + ending)):
            return word[: -len(ending)] + "ий"
    for ending in _OF_O:
        if word.endswith(ending):
            return word[: -len(ending)] + "ко"
    if word.endswith(_INSTRUMENTAL):
        return word[:-2]
    for ending, nominatives in _OF_SOFT.items():
        form = next((word[: -len(ending)] + own for own in nominatives if word[: -len(ending)] + own in surnames), None)
        if form and word.endswith(ending):
            return form
    for ending in _OF_CONSONANT:
        bare = word[: -len(ending)]
        if word.endswith(ending) and len(bare) > 2 and bare[-1] in _CONSONANTS:
            return bare
    return word


def _feminine(word: str, surnames: frozenset[str]) -> str:
    """-ой is the case of both -ая and -а: the article's own forms decide, else the commoner -а."""
    accusative = next((own for ending, own in _FEMININE_ACCUSATIVE.items() if word.endswith(ending)), None)
    if accusative:
        return word[: -len(accusative)] + accusative
    if not word.endswith(_FEMININE):
        return word
    return next((form for form in (word[:-2] + "ая", word[:-2] + "а") if form in surnames), word[:-2] + "а")


@cache
def _heads() -> dict[str, tuple[tuple[str, str], ...]]:
    """Stem -> (section, word) of the offices, bodies and groups with it, as listed, the nominative first."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for section, _, words in sections("roles.cyrillic.txt"):
        if section != "title":
            for word in words:
                found[stem(word)] = (*found.get(stem(word), ()), (section, word))
    return found


def nominative_phrase(text: str, language: str) -> str:
    """As in "правозащитной группы «Маяк»" -> "правозащитная группа «Маяк»"; what is not recognized stays.

    Only for sources that stand in an oblique case: behind "по словам", "в" and the like.
    """
    words = text.split()
    for at, word in enumerate(words[:_HEADS]):
        head = _head(word, language)
        if head is None:
            if not word.endswith(ADJECTIVE_ENDINGS):
                break
            continue
        before = [_agreeing(adjective, head, language) for adjective in words[:at]]
        return " ".join([*before, head, *words[at + 1 :]])
    if len(words) == 1 and words[0].islower() and words[0].endswith(_PLURAL_GENITIVE):
        return _plural(words[0][:-2], language)
    return text


def is_nominative(lower: str, language: str) -> bool:
    """Whether a lower-cased office, body or group stands in the nominative: "губернатор", not "губернатора".

    Of Russian and Ukrainian texts only; nothing is known of others.
    """
    return language in _NEVER and _head(lower, language) == lower


def _head(word: str, language: str) -> str | None:
    """The listed nominative of an office, a body or a group; None for any other word."""
    lower = word.lower()
    many = lower.endswith(_PLURAL_OBLIQUE)
    listed = _heads().get(stem(lower)) or (_heads().get(lower[:-2]) if many else None) or ()
    own = [found for found in listed if _NEVER[language].isdisjoint(found[1])]
    section = next((section for section, form in own if form == lower), None)
    forms = [form for found, form in own if section in (None, found)]
    fitting = [form for form in forms if form.endswith(_PLURAL) == many] or forms
    if not fitting:
        return None
    if word.isupper() and len(word) > 1:
        return fitting[0].upper()
    return fitting[0] if word.islower() else fitting[0][:1].upper() + fitting[0][1:]


def _agreeing(adjective: str, noun: str, language: str) -> str:
    ending = next((found for found in ADJECTIVE_ENDINGS if adjective.endswith(found)), None)
    if ending is None or len(adjective) - len(ending) < 2 or not adjective[0].isalpha():
        return adjective
    bare = adjective[: -len(ending)]
    own = _GENDER[language].get(noun[-1].lower(), _MASCULINE[language])
    return bare + (own.replace("ы", "и") if bare[-1:] in _HISSING else own)


def _plural(bare: str, language: str) -> str:
    if language == "uk":
        return bare + "и"
    return bare + ("и" if bare[-1:] in _HISSING else "ы")
