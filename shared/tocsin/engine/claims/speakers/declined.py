"""Russian and Ukrainian sources by the dictionary: their nominative, what their head noun is, whose a body only is."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.lexicon import is_text, slavic
from tocsin.engine.claims.speakers.cases import MODIFIERS, OF, ONE_OF, OPENING, is_modifier
from tocsin.engine.claims.speakers.names import GROUP, ORGANIZATION, ROLE, UNNAMED, kinds
from tocsin.model import ClaimantKind, Entity
from tocsin.text.document import Document
from tocsin.text.morphology import Reading, readings

_OF_PEOPLE: Final = ROLE | UNNAMED | GROUP
_ONE: Final = frozenset(("один", "одна"))
_PERSONS: Final = frozenset(("источник", "джерело"))
"""Things by the dictionary, and people in news."""
_LIKE_PERSONS: Final = frozenset((*_PERSONS, "звезда", "легенда", "лицо", "зірка", "обличчя"))
_OF_OTHERS: Final = ("пресс-служб", "прес-служб", "руководств", "аппарат", "фракци", "фракці", "штаб")
"""Bodies that are not called by the name behind them, but are a part of what it names."""
_RELATIVE: Final = frozenset(("который", "який"))
_DATA: Final = frozenset(("даними", "даним", "данными", "данным", "інформацією", "информацией"))
"""Between a marker and its source: "згідно з даними реєстру"."""
_AND: Final = frozenset(("и", "та", "й", "і"))


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


def sort_of_phrase(doc: Document, begin: int, end: int, *, oblique: bool = False) -> ClaimantKind | None:
    """What the head noun of a source is: people a group, one of them unnamed, a thing a body or a document."""
    if doc.language not in ("ru", "uk"):
        return None
    if not _AND.isdisjoint(doc.lowers[begin:end]) and sum(doc.capital[begin:end]) > 1:
        return "group"
    if doc.lowers[begin] in _ONE or (doc.lowers[begin] in ONE_OF and not OF.isdisjoint(doc.lowers[begin + 1 : end])):
        return "unnamed"
    for at in range(begin, end):
        if doc.words[at] in OPENING:
            return "organization"
        found = readings(doc.lowers[at], doc.language)
        nouns = [each for each in found if each.form.part == "noun" and each.listed]
        if nouns and found[0].form.part not in MODIFIERS:
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
    if doc.words[start - 1] not in OPENING and is_text(doc.lowers[begin:start], doc.language):
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
            begin < at < end - 1 and all(is_modifier(doc.lowers[i], doc.language) for i in (at - 1, at + 1))
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
            if any(each.form.part == "noun" for each in readings(word, language)) and not is_modifier(word, language)
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
        if found and found[0].form.part in MODIFIERS and _stands_alone(doc, at):
            return False  # "Заведующий отделением Карл Лен"
        if nouns and not is_modifier(doc.lowers[at], doc.language):
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
