"""Russian and Ukrainian sources by the dictionary: their nominative, what their head noun is, whose a body only is."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from tocsin.engine.claims.slavic.lexicon import is_text, slavic
from tocsin.engine.claims.speakers.names import GROUP, ORGANIZATION, ROLE, UNNAMED, kinds, name_words
from tocsin.model import ClaimantKind, Entity
from tocsin.text.document import Document
from tocsin.text.morphology import Case, Reading, inflected, readings

_MODIFIERS: Final = frozenset(("adjective", "participle"))
_CLOSING: Final = "»”\"'"
_OURS: Final = frozenset(("наш", "ваш"))
_OPENING: Final = "«“\"„''"
_REMEMBERED: Final = 20_000
_HEADS: Final = 6
"""Words of a source among which its head noun is looked for."""
_OF_PEOPLE: Final = ROLE | UNNAMED | GROUP
_OF_MEN: Final = ("ого", "его", "ому", "ему")
_ONE: Final = frozenset(("один", "одна"))
_OF: Final = frozenset(("из", "з", "із"))
_ONE_OF: Final = {
    "одного": "один", "одному": "один", "одним": "один", "одной": "одна", "однієї": "одна", "одній": "одна",
}  # fmt: skip
"""As in "по словам одного из участников"."""
_PERSONS: Final = frozenset(("источник", "джерело"))
"""Things by the dictionary, and people in news."""
_LIKE_PERSONS: Final = frozenset((*_PERSONS, "звезда", "легенда", "лицо", "зірка", "обличчя"))
_OF_OTHERS: Final = ("пресс-служб", "прес-служб", "руководств", "аппарат", "фракци", "фракці", "штаб")
"""Bodies that are not called by the name behind them, but are a part of what it names."""
_RELATIVE: Final = frozenset(("который", "який"))
_DATA: Final = frozenset(("даними", "даним", "данными", "данным", "інформацією", "информацией"))
"""Between a marker and its source: "згідно з даними реєстру"."""
_AND: Final = frozenset(("и", "та", "й", "і"))
_UNDECLINED: Final = frozenset(("его", "её", "ее", "их", "його", "її", "їх"))


def is_oblique(doc: Document, first: int) -> bool:
    """Whether a source stands behind a preposition or a marker ("по словам"), so that it is in no nominative."""
    if not first or doc.language not in ("ru", "uk"):
        return False
    while first > 1 and _is_adverb(doc, first - 1):
        first -= 1
    if first > 1 and doc.lowers[first - 1] in _DATA and is_oblique(doc, first - 1):
        return True
    before, lexicon = doc.lowers[first - 1], slavic(doc.language)
    if "preposition" in lexicon.classes.get(before, ()):
        return True
    return any(
        words[-1] == before and tuple(doc.lowers[first - len(words) : first]) == words
        for found in lexicon.markers.values()
        for words, _ in found
    )


def is_declined(doc: Document, first: int, last: int) -> bool:
    """Whether a source of one common noun is in no nominative: "иске", "девушки, которая"."""
    if last - first != 1 or doc.language not in ("ru", "uk") or doc.capital[first]:
        return False
    found = [each for each in readings(doc.lowers[first], doc.language) if each.listed and each.form.part == "noun"]
    if not found:
        return False
    nominatives = [each for each in found if each.form.case == "nominative"]
    relative = doc.lowers[last + 1] if doc.lowers[last : last + 1] == [","] and last + 1 < len(doc.lowers) else ""
    numbers = {each.form.number for each in readings(relative, doc.language) if each.lemma in _RELATIVE}
    fitting = [each for each in nominatives if not numbers or each.form.number in numbers]
    return not fitting


def _is_adverb(doc: Document, at: int) -> bool:
    found = readings(doc.lowers[at], doc.language)
    return bool(found) and found[0].form.part in ("adverb", "particle")  # "по мнению же полиции"


@lru_cache(maxsize=_REMEMBERED)
def in_nominative(text: str, language: str) -> str | None:
    """A source in an oblique case, back in the nominative of its number; None where the dictionary does not know it."""
    words = text.split()
    if len(words) > 2 and words[0].lower() in _ONE_OF and words[1] in _OF:
        return " ".join([_ONE_OF[words[0].lower()], *words[1:]])
    mark = words[0][: len(words[0]) - len(words[0].lstrip(_OPENING))] if words else ""
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
        if not _is_modifier(word, language):
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


def _is_modifier(word: str, language: str) -> bool:
    if word.lower() in _UNDECLINED:
        return True
    return any(_modifies(each) for each in readings(word, language))


def _modifies(reading: Reading) -> bool:
    """An adjective, or a pronoun that is declined as one: "в іншій ухвалі"."""
    pronoun = reading.form.part == "pronoun" and (reading.lemma.endswith("ий") or reading.lemma in _OURS)
    return reading.form.part in _MODIFIERS or pronoun


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


def sort_of_phrase(doc: Document, begin: int, end: int, *, oblique: bool = False) -> ClaimantKind | None:
    """What the head noun of a source is: people a group, one of them unnamed, a thing a body or a document."""
    if doc.language not in ("ru", "uk"):
        return None
    if not _AND.isdisjoint(doc.lowers[begin:end]) and sum(doc.capital[begin:end]) > 1:
        return "group"
    if doc.lowers[begin] in _ONE or (doc.lowers[begin] in _ONE_OF and not _OF.isdisjoint(doc.lowers[begin + 1 : end])):
        return "unnamed"
    for at in range(begin, end):
        if doc.words[at] in _OPENING:
            return "organization"
        found = readings(doc.lowers[at], doc.language)
        nouns = [each for each in found if each.form.part == "noun" and each.listed]
        if nouns and found[0].form.part not in _MODIFIERS:
            name = doc.capital[at] and at != doc.sentences[doc.sentence_of[at]].first
            return _sort_of_noun(nouns, oblique=oblique, name=name)
    return None


def _sort_of_noun(nouns: list[Reading], *, oblique: bool, name: bool) -> ClaimantKind | None:
    if any(each.lemma in _PERSONS for each in nouns):
        return "unnamed"
    alive = [each for each in nouns if each.form.animate]
    if not alive:
        return "organization"
    first = next((each for each in alive if (each.form.case == "nominative") is not oblique), alive[0])
    if name:
        return None
    return "group" if first.form.number == "plural" else "unnamed"


def is_whose(doc: Document, begin: int, start: int, stop: int, entity: Entity) -> bool:
    """As in "представители ДФІ", "адвокат Маркина": the name at `start` only says whose the speaker before it is."""
    if doc.language not in ("ru", "uk") or start == begin:
        return False
    if _joins_two(doc, begin, start) or (entity.kind == "person" and _is_of_thing(doc, begin, start)):
        return True  # "президент и госпожа Лен": one of two
    if doc.words[start - 1] not in _OPENING and is_text(doc.lowers[begin:start], doc.language):
        return True  # "решение суда Дорно"
    head = next((at for at in range(begin, start) if kinds(doc.lowers[at]) & _OF_PEOPLE or _is_alive(doc, at)), None)
    if head is None:
        body = any(kinds(word) & ORGANIZATION for word in doc.lowers[begin:start])
        owned = doc.lowers[begin].startswith(_OF_OTHERS) and is_foreign(doc.words[start])
        return owned or (body and (_only_genitive(doc, start - 1) or _only_genitive(doc, stop - 1)))
    if (
        is_of_several(doc, head)
        or entity.kind == "organization"
        or (stop - start == 1 and is_foreign(doc.words[start]))
    ):
        return True
    owned = _is_inflected(doc, stop, entity) or (entity.kind == "person" and _is_given_of(doc, start))
    owned = owned or (stop - start == 1 and _is_thing_in_genitive(doc, start))
    return owned and _stands_in(doc, head, "nominative") and not _stands_in(doc, head, "genitive")


def _joins_two(doc: Document, begin: int, end: int) -> bool:
    """Whether a conjunction stands there that joins no adjectives: "центр масових і спортивних заходів" is one."""
    for at in range(begin, end):
        if doc.lowers[at] in _AND and not (
            begin < at < end - 1 and all(_is_modifier(doc.lowers[i], doc.language) for i in (at - 1, at + 1))
        ):
            return True
    return False


def heads_of(words: list[str], language: str) -> list[str]:
    """Of a body's name in Russian or Ukrainian the words up to its head noun; whose it is stands behind that."""
    if language not in ("ru", "uk"):
        return words
    head = next(
        (
            at
            for at, word in enumerate(words)
            if any(each.form.part == "noun" for each in readings(word, language)) and not _is_modifier(word, language)
        ),
        len(words) - 1,
    )
    return words[: head + 1]


def is_foreign(word: str) -> bool:
    """As in "глава Facebook", "голова ОДА"."""
    return word.isascii() or (word.isupper() and len(word) > 1)


def _is_alive(doc: Document, at: int) -> bool:
    return any(
        each.form.part == "noun" and each.form.animate and each.listed
        for each in readings(doc.lowers[at], doc.language)
    )


def _is_of_thing(doc: Document, begin: int, start: int) -> bool:
    """As in "администрация президента Лена", "штаб Велн": what opens the phrase is no person, so that it is hers."""
    for at in range(begin, start):
        found = readings(doc.lowers[at], doc.language)
        nouns = [each for each in found if each.form.part == "noun"]
        if found and found[0].form.part in _MODIFIERS and _stands_alone(doc, at):
            return False  # "Заведующий отделением Карл Лен"
        if nouns and not _is_modifier(doc.lowers[at], doc.language):
            listed = all(each.listed and each.form.animate is False for each in nouns)
            return listed and not any(each.lemma in _LIKE_PERSONS for each in nouns)
    return False


def _stands_alone(doc: Document, at: int) -> bool:
    """Whether an adjective in the nominative has no noun in the nominative behind it, so that it is one itself."""
    own = any(each.form.case == "nominative" for each in readings(doc.lowers[at], doc.language))
    return own and not any(each.form.case == "nominative" for each in readings(doc.lowers[at + 1], doc.language))


def _is_thing_in_genitive(doc: Document, at: int) -> bool:
    """As in "директор Малого": the dictionary has the word in the genitive, in no nominative, and as no name of
    people."""
    found = [each.form for each in readings(doc.lowers[at], doc.language) if each.listed]
    people = any(form.kind in ("given", "surname", "patronymic") or form.case == "nominative" for form in found)
    return not people and any(form.case == "genitive" for form in found)


def _is_given_of(doc: Document, at: int) -> bool:
    """Whether the dictionary has a first name only in the genitive and the like there."""
    found = [each.form for each in readings(doc.lowers[at], doc.language) if each.listed]
    single = [form for form in found if form.number == "singular"]  # "Нории" is hers, or several Нории
    return bool(single) and all(form.kind == "given" and form.case not in ("nominative", "") for form in single)


def is_of_several(doc: Document, at: int) -> bool:
    """As in "критики Велна": several people, and the name of one behind them."""
    alive = [each.form for each in readings(doc.lowers[at], doc.language) if each.listed and each.form.animate]
    return any(form.case == "nominative" for form in alive) and all(form.number == "plural" for form in alive)


def _stands_in(doc: Document, at: int, case: str) -> bool:
    return any(each.form.part == "noun" and each.form.case == case for each in readings(doc.lowers[at], doc.language))


def _only_genitive(doc: Document, at: int) -> bool:
    """As in "пресс-служба Кремля", "прокуратура города": it can only be whose."""
    return _stands_in(doc, at, "genitive") and not _stands_in(doc, at, "nominative")


def _is_inflected(doc: Document, stop: int, entity: Entity) -> bool:
    """Whether the last word of a mention is another form than the name's own."""
    last, own = doc.lowers[stop - 1], entity.name.split()[-1].lower()
    return last != own and any(each.form.case == "genitive" for each in readings(last, doc.language))


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
        and (each.form.part == "noun" or each.form.part in _MODIFIERS)
        and each.form.case not in ("", "vocative")
    }
