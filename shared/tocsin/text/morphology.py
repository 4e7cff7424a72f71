"""What the dictionaries of Russian and Ukrainian say of a word: its lemma, word class, case, number, gender.

Of pymorphy3, with the dictionaries of OpenCorpora (Russian) and LanguageTool (Ukrainian); each is read from disk when
its language is first asked for. A word that is in no dictionary is read by its ending, and told to be.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Final, Literal, NamedTuple

from tocsin.text.memo import LONGEST, MOST, Memo

PartOfSpeech = Literal[
    "noun", "pronoun", "adjective", "participle", "verb", "infinitive", "converb", "numeral", "adverb", "predicative",
    "preposition", "conjunction", "particle", "interjection", "other",
]  # fmt: skip
Case = Literal["nominative", "genitive", "dative", "accusative", "instrumental", "locative", "vocative", ""]
Number = Literal["singular", "plural", ""]
Gender = Literal["masculine", "feminine", "neuter", "common", ""]
Kind = Literal["given", "patronymic", "surname", "place", "organization", ""]

_PARTS: Final[dict[str, PartOfSpeech]] = {
    "infn": "infinitive",  # the Ukrainian dictionary has it beside VERB, so it is asked for first
    "NOUN": "noun", "NPRO": "pronoun", "ADJF": "adjective", "ADJS": "adjective", "COMP": "adjective",
    "PRTF": "participle", "PRTS": "participle", "VERB": "verb", "INFN": "infinitive", "GRND": "converb",
    "NUMR": "numeral", "ADVB": "adverb", "PRED": "predicative", "PREP": "preposition", "CONJ": "conjunction",
    "PRCL": "particle", "INTJ": "interjection",
}  # fmt: skip
_OTHER: Final[PartOfSpeech] = "other"
_CASES: Final[dict[str, Case]] = {
    "nomn": "nominative", "gent": "genitive", "gen1": "genitive", "gen2": "genitive", "datv": "dative",
    "accs": "accusative", "acc2": "accusative", "ablt": "instrumental", "loct": "locative", "loc1": "locative",
    "loc2": "locative", "voct": "vocative",
}  # fmt: skip
_NUMBERS: Final[dict[str, Number]] = {"sing": "singular", "plur": "plural"}
_GENDERS: Final[dict[str, Gender]] = {"masc": "masculine", "femn": "feminine", "neut": "neuter", "ms-f": "common"}
_KINDS: Final[dict[str, Kind]] = {
    "Name": "given", "Patr": "patronymic", "Surn": "surname", "Geox": "place", "Orgn": "organization"
}  # fmt: skip
_LETTERS: Final = {
    "ru": frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя-"),
    "uk": frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя-'"),
}
_APOSTROPHES: Final = str.maketrans("’ʼ`", "'''")
_INFLECTED: Final = frozenset(("noun", "adjective", "participle", "pronoun"))


class Form(NamedTuple):
    """The grammar of one form. What a word class does not have is "", and `animate` is None."""

    part: PartOfSpeech
    case: Case
    number: Number
    gender: Gender
    animate: bool | None
    kind: Kind
    """The names of people, and (Russian only) of places and organizations."""
    features: frozenset[str]
    """All grammemes, as the dictionary has them: `Fixd` is never inflected, `past` and `3per` are of verbs."""


class Reading(NamedTuple):
    """One thing that a word can be."""

    lemma: str
    form: Form
    listed: bool
    """The form is in the dictionary; else it is read by its ending or by a part of it."""
    share: float
    """How probable among the readings of its word; they add up to 1. Ukrainian has no counts: all are alike."""


def readings(word: str, language: str) -> tuple[Reading, ...]:
    """All that the word can be, the most probable first; none if the language is another than Russian or Ukrainian,
    the word has letters that are not of its alphabet, or is too long to be one."""
    memo = _READINGS.get(language)
    return memo[word] if memo is not None and len(word) <= LONGEST else ()


def lemma(word: str, language: str) -> str:
    """The most probable lemma, in small letters; the word itself in small letters where nothing is known."""
    found = readings(word, language)
    return found[0].lemma if found else word.lower()


def is_listed(word: str, language: str) -> bool:
    """Whether the dictionary has this form."""
    return any(reading.listed for reading in readings(word, language))


@lru_cache(maxsize=MOST)
def inflected(word: str, reading: Reading, language: str, case: Case, number: Number = "") -> str:
    """The word, read so, in another case (and number, else its own), capitals kept. "" where it has no such form."""
    form = reading.form
    if form.part not in _INFLECTED:
        return ""
    for parse in _analyzer(language).parse(word.lower().translate(_APOSTROPHES)):
        if parse.normal_form == reading.lemma and _form(parse.tag) == form:
            forms = ((each.word, _form(each.tag)) for each in parse.lexeme)
            fitting = [(own, to) for own, to in forms if (to.case, to.number) == (case, number or form.number)]
            near = max(fitting, key=lambda found: len(found[1].features & form.features), default=None)
            return _with_capitals(near[0], word) if near else ""
    return ""


def _with_capitals(form: str, word: str) -> str:
    """Each part of a hyphenated word as it was written: "Нью-Йорка" stays with two capitals."""
    if word.isupper() and len(word) > 1:
        return form.upper()
    parts, written = form.split("-"), word.split("-")
    if len(parts) != len(written):
        return form.capitalize() if word[:1].isupper() else form
    return "-".join(part.capitalize() if own[:1].isupper() else part for part, own in zip(parts, written, strict=True))


def _readings(word: str, language: str) -> tuple[Reading, ...]:
    if not word or not _LETTERS[language].issuperset(word):
        return ()
    analyzer = _analyzer(language)
    listed = bool(analyzer.word_is_known(word))
    parses = analyzer.parse(word)
    if "г" in word and language == "uk":  # its dictionary is asked for "ґ" as well
        parses = [parse for parse in parses if "ґ" not in parse.normal_form] or parses
    total = sum(parse.score for parse in parses)
    return tuple(
        Reading(parse.normal_form, _form(parse.tag), listed, parse.score / total if total else 1 / len(parses))
        for parse in parses
    )


_READINGS: Final = {
    "ru": Memo(lambda word: _readings(word.lower().translate(_APOSTROPHES), "ru")),
    "uk": Memo(lambda word: _readings(word.lower().translate(_APOSTROPHES), "uk")),
}
_FORMS: dict[str, Form] = {}


def _form(tag: Any) -> Form:
    """Some hundreds of forms are all that a language has, so that readings share them."""
    found = _FORMS.get(str(tag))
    if found is None:
        features = frozenset(tag.grammemes)
        animate = True if "anim" in features else False if "inan" in features else None
        part: PartOfSpeech = next((own for short, own in _PARTS.items() if short in features), _OTHER)
        found = Form(
            part=part,
            case=next((own for short, own in _CASES.items() if short in features), ""),
            number=next((own for short, own in _NUMBERS.items() if short in features), _number_of(part, features)),
            gender=next((own for short, own in _GENDERS.items() if short in features), ""),
            animate=animate,
            kind=next((own for short, own in _KINDS.items() if short in features), ""),
            features=features,
        )
        _FORMS[str(tag)] = found
    return found


def _number_of(part: PartOfSpeech, features: frozenset[str]) -> Number:
    """The Ukrainian dictionary says "singular" by the gender alone."""
    return "singular" if part != "other" and not features.isdisjoint(_GENDERS) else ""


@cache
def _analyzer(language: str) -> Any:
    import pymorphy3  # noqa: PLC0415  # 80 ms, for the two languages only

    if language == "ru":
        import pymorphy3_dicts_ru  # noqa: PLC0415

        return pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path(), lang="ru")
    import pymorphy2_dicts_uk  # noqa: PLC0415

    analyzer = pymorphy3.MorphAnalyzer(path=pymorphy2_dicts_uk.get_path(), lang="uk")
    _read_old_predictions(analyzer, pymorphy2_dicts_uk.get_path())
    return analyzer


def _read_old_predictions(analyzer: Any, folder: str) -> None:
    """The Ukrainian dictionary counts endings in two bytes, and pymorphy3 expects four: read them as they are."""
    from pymorphy3.dawg import RecordDAWG  # noqa: PLC0415

    analyzer.dictionary.prediction_suffixes_dawgs[:] = [
        RecordDAWG(">HHH").load(f"{folder}/prediction-suffixes-{number}.dawg")
        for number in range(len(analyzer.dictionary.paradigm_prefixes))
    ]
