"""Russian and Ukrainian words and names by the dictionary: their cases, and their nominative."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from tocsin.engine.claims.speakers.names import name_words
from tocsin.text.morphology import Case, Reading, inflected, readings

MODIFIERS: Final = frozenset(("adjective", "participle"))
_REMEMBERED: Final = 20_000
OF: Final = frozenset(("из", "з", "із"))

_CLOSING: Final = "»”\"'"
_OURS: Final = frozenset(("наш", "ваш"))
OPENING: Final = "«“\"„''"
_HEADS: Final = 6
"""Words of a source among which its head noun is looked for."""
_OF_MEN: Final = ("ого", "его", "ому", "ему")
ONE_OF: Final = {
    "одного": "один",
    "одному": "один",
    "одним": "один",
    "одной": "одна",
    "однієї": "одна",
    "одній": "одна",
}
"""As in "по словам одного из участников"."""
_UNDECLINED: Final = frozenset(("его", "её", "ее", "их", "його", "її", "їх"))


@lru_cache(maxsize=_REMEMBERED)
def in_nominative(text: str, language: str) -> str | None:
    """A source in an oblique case, back in the nominative of its number; None where the dictionary does not know it."""
    words = text.split()
    if len(words) > 2 and words[0].lower() in ONE_OF and words[1] in OF:
        return " ".join([ONE_OF[words[0].lower()], *words[1:]])
    mark = words[0][: len(words[0]) - len(words[0].lstrip(OPENING))] if words else ""
    bare = [words[0].removeprefix(mark), *words[1:]] if words else []
    for at, word in enumerate(bare[:_HEADS]):
        own = word.rstrip(_CLOSING)
        if at + 1 < len(bare) and any(_fitting(word, noun, language) for noun in _oblique(bare[at + 1], language)):
            continue  # "новому докладу": an adjective that the dictionary has as a noun as well
        nouns = _oblique(own, language, named=bool(mark))
        head = next((noun for noun in nouns if _agree(bare[:at], noun, language)), None)
        if head is not None:
            name = inflected(own, head, language, "nominative", head.form.number)
            if not name:
                return None
            before = [_agreeing(each, head, language) for each in bare[:at]]
            return mark + " ".join([*before, name + word[len(own) :], *bare[at + 1 :]])
        if not is_modifier(word, language):
            return None
    return None


def body_in_nominative(name: str, language: str) -> str:
    """A body's name that the dictionary has in no nominative, back in it: "Госдуме"; as it is otherwise."""
    words = name.split()
    if language not in ("ru", "uk") or not words or not words[0].isalpha() or words[0].isupper():
        return name
    found = [each for each in readings(words[0], language) if each.listed]
    if not found or any(each.form.case in ("nominative", "") for each in found):
        return name
    return in_nominative(name, language) or name


def person_in_nominative(words: list[str], language: str) -> list[str] | None:
    """Gender and nominative of each word ("" where unknown) of a person's name in another case; None if it is unsure.

    The first name tells: all that the dictionary has of it must be one name in oblique cases.
    """
    first = [each for each in readings(words[0], language) if each.listed and each.form.part == "noun"]
    first = [each for each in first if each.form.animate and each.form.number == "singular"]
    if len(words) > 1 and words[-1].lower().endswith(_OF_MEN):  # "Евгения Тонкого" is no woman
        first = [each for each in first if each.form.gender == "masculine"] or first
    sure = {(each.lemma, each.form.gender) for each in first}
    if len(words) < 2 or len(sure) != 1 or any(each.form.case in ("nominative", "vocative") for each in first):
        return None
    given = all(each.form.kind == "given" for each in first)
    if not given and (language == "ru" or words[0].lower() in name_words().first):
        return None  # a woman's first name in the nominative, which the dictionary has as a case of a noun only
    if _may_be_womans(words, first[0]):
        return None
    cases, gender = {each.form.case for each in first}, first[0].form.gender
    own = inflected(words[0], first[0], language, "nominative", "singular")
    return [gender, own, *(_surname(word, cases, gender, language) for word in words[1:])] if own else None


def _may_be_womans(words: list[str], first: Reading) -> bool:
    """As in "Нория Биг": the dictionary has it as a case of "Норий" only, and the surname stands in no such case."""
    rare = words[0].lower().endswith("ия") and first.lemma not in name_words().first
    return rare and not words[-1].lower().endswith(("а", "я", "го"))


def only_in_nominative(word: str, language: str) -> bool:
    """Whether the dictionary has a word as somebody alive, and in no other case than the nominative."""
    found = [each.form for each in readings(word, language) if each.listed and each.form.part == "noun"]
    return bool(found) and all(form.animate and form.case == "nominative" for form in found)


def _surname(word: str, cases: set[Case], gender: str, language: str) -> str:
    """The nominative of a surname that the dictionary has in one of the cases, as a name or as somebody alive."""
    for each in readings(word, language):
        fits = each.form.case in cases and each.form.number == "singular" and each.form.gender == gender
        if each.listed and fits and (each.form.animate or each.form.kind):
            return inflected(word, each, language, "nominative", "singular")
    return ""


def _oblique(word: str, language: str, *, named: bool = False) -> list[Reading]:
    """The word as a noun of the dictionary in oblique cases, if all such readings lead to one nominative. `named`: it
    opens a name in marks, which is rather a thing's than a person's."""
    found = [each for each in readings(word, language) if each.listed and each.form.part == "noun"]
    if named:
        found = [each for each in found if not each.form.animate] or found
    if word.islower():
        found = [each for each in found if not each.form.kind] or found
    oblique = [each for each in found if each.form.case not in ("nominative", "vocative")]
    forms = {inflected(word, each, language, "nominative", each.form.number) for each in oblique}
    singular = [each for each in oblique if each.form.number == "singular"]
    if len(forms) > 1 and len({inflected(word, each, language, "nominative", "singular") for each in singular}) == 1:
        return singular
    return oblique if len(forms) == 1 else []


def is_modifier(word: str, language: str) -> bool:
    if word.lower() in _UNDECLINED:
        return True
    return any(_modifies(each) for each in readings(word, language))


def _modifies(reading: Reading) -> bool:
    """An adjective, or a pronoun that is declined as one: "в іншій ухвалі"."""
    pronoun = reading.form.part == "pronoun" and (reading.lemma.endswith("ий") or reading.lemma in _OURS)
    return reading.form.part in MODIFIERS or pronoun


def _fitting(word: str, head: Reading, language: str) -> Reading | None:
    """The reading of an adjective that agrees with a noun."""
    for each in readings(word, language):
        form = each.form
        alike = (form.case, form.number) == (head.form.case, head.form.number)
        if _modifies(each) and alike and (form.number == "plural" or form.gender == head.form.gender):
            return each
    return None


def _agree(words: list[str], head: Reading, language: str) -> bool:
    return all(word.lower() in _UNDECLINED or _fitting(word, head, language) is not None for word in words)


def _agreeing(word: str, head: Reading, language: str) -> str:
    found = _fitting(word, head, language)
    return word if found is None else inflected(word, found, language, "nominative", head.form.number) or word


@lru_cache(maxsize=_REMEMBERED)
def stand_apart(word: str, behind: str, language: str) -> bool:
    """Whether two lower-cased words that follow each other have no case in common, so that they are two names.

    As in "обыскали в Киеве Лену Морр". Only what the dictionary has is told apart.
    """
    here, there = _cases(word, language), _cases(behind, language)
    return bool(here and there) and here.isdisjoint(there) and "genitive" not in there


def _cases(word: str, language: str) -> set[str]:
    return {
        each.form.case
        for each in readings(word, language)
        if each.listed
        and (each.form.part == "noun" or each.form.part in MODIFIERS)
        and each.form.case not in ("", "vocative")
    }
