"""Russian and Ukrainian sentences about what is given: a bare noun that opens a sentence means the one told of before,
as an article would say in English ("Убийство произошло в день, когда ...", "33-летний нападающий перешёл в ...")."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.engine.claims.slavic.nameless import is_capital_elsewhere
from tocsin.text.document import Document
from tocsin.text.morphology import Reading, readings

_MARKS: Final = frozenset('«"“„')
_APPOSED: Final = frozenset((",", "(", "–", "—", "-", ":"))
"""Behind one of these it may be named: "Музыкант, лидер группы «Бриг»"."""
_OPENING: Final = 3
"""Tokens of connectives: "Однак, також"."""
_CONNECTING: Final = frozenset(("adverb", "conjunction", "particle"))
_REACH: Final = 8
"""Tokens from the start among which somebody is looked for."""
_PREDICATES: Final = frozenset(("verb", "participle", "adjective", "predicative"))
_QUALIFYING: Final = frozenset(("adjective", "participle", "pronoun"))
_RARE: Final = 0.02
"""A reading with a smaller share is not meant."""
_SUBJECT: Final = frozenset(("nominative", "accusative"))
_WHERE: Final = frozenset(("в", "во", "у"))
"""Before a town behind somebody, where it happened: "В отношении наставника в Вельме возбуждено дело"."""
_ONE: Final = frozenset(("один", "одна", "одно", "одне", "одни", "одні"))
"""An article has it before what it tells of for the first time: "Один человек ранен"."""
_CITY: Final = frozenset(("м", "г", "смт", "р-н"))
"""Before a name: "суд м. Вельм"."""
_STEM: Final = 4
"""Letters, at least, by which a word of the headline is known again."""
_KNOWN: Final = frozenset(
    (
        *("президент", "премьер", "премьер-министр", "правительство", "парламент", "дума", "госдума", "сенат"),
        *("прем'єр", "прем'єр-міністр", "уряд", "рада", "кабмін", "кабмин", "конгресс", "конгрес", "нацбанк"),
        *("прокуратура", "генпрокуратура", "полиция", "поліція", "центробанк", "армия", "армія", "папа"),
    )
)
"""Each country has one: it is known without a sentence before."""
_AMOUNTS: Final = frozenset(
    (
        *("тысяча", "миллион", "миллиард", "сотня", "десяток", "большинство", "половина", "часть", "ряд", "треть"),
        *("тисяча", "мільйон", "мільярд", "десятка", "більшість", "частина", "низка", "третина", "кількість"),
        *("множество", "количество", "число", "безліч", "чверть", "четверть", "пара"),
    )
)
"""They open what is told for the first time: "Тысячи людей вышли"."""


def given_topic(doc: Document, first: int, last: int) -> int | None:
    """The common noun that the sentence of tokens `[first, last)` opens with as its topic, where neither a name nor a
    number behind it tells it apart."""
    noun = _noun_of_opening(doc, _behind_connectives(doc, first, last), last)
    if noun is not None:
        named = (
            _is_named(doc, noun, last) or _is_surname(doc, noun) or (noun > first and is_capital_elsewhere(doc, first))
        )
        return None if named else noun
    return _person_before_verb(doc, first, last)


def _person_before_verb(doc: Document, first: int, last: int) -> int | None:
    """As in "В отношении политика велось дело": somebody meant by a role alone, before the verb and before a name."""
    for at in range(first, min(last, first + _REACH)):
        found = readings(doc.lowers[at], doc.language)
        if (
            doc.words[at] in _MARKS
            or doc.lowers[at] in _ONE
            or (at > first and doc.capital[at] and not _is_place(found))
        ):
            return None
        nouns = [each for each in found if _is_noun(each)]
        if any(each.form.part in _PREDICATES and not each.form.case for each in found) and not nouns:
            return None
        if nouns and all(each.form.animate and each.form.number == "singular" for each in nouns) and at > first:
            if not (_is_behind_preposition(doc, at) or any(each.form.case == "nominative" for each in nouns)):
                return None  # "Единственным соперником победителя был «Бриг»"
            known = any(each.form.kind or each.lemma in _KNOWN for each in nouns)
            where = at + 2 < last and doc.lowers[at + 1] in _WHERE and bool(doc.capital[at + 2])
            return None if known or len(nouns) < len(found) or (_is_named(doc, at, last) and not where) else at
    return None


def _is_behind_preposition(doc: Document, noun: int) -> bool:
    return any(_is_preposition(doc, at) for at in range(max(0, noun - 2), noun))


def _is_preposition(doc: Document, at: int) -> bool:
    if "preposition" in word_classes(doc.language).get(doc.lowers[at], ()):
        return True
    found = readings(doc.lowers[at], doc.language)
    return bool(found) and found[0].form.part == "preposition"  # the most probable


def _is_noun(found: Reading) -> bool:
    """Not so of "в" as the name of a letter."""
    return found.form.part == "noun" and bool(found.form.case) and found.listed and found.share > _RARE


def _is_place(found: tuple[Reading, ...]) -> bool:
    return any(each.form.kind == "place" for each in found)


def is_bare_subject(doc: Document, noun: int, last: int) -> bool:
    """Whether the noun opens its sentence alone, with its verb right behind it, and the headline has no such word:
    "Комплекс будет располагаться в Вельме", "Трагедия произошла в порту"."""
    if noun != doc.sentences[doc.sentence_of[noun]].first or noun + 1 >= last:
        return False
    behind = readings(doc.lowers[noun + 1], doc.language)
    if not any(each.form.part in _PREDICATES and not each.form.case for each in behind[:1]):
        return False
    stem = doc.lowers[noun][: max(_STEM, len(doc.lowers[noun]) - 2)]
    own = doc.sentences[0]
    headline = doc.lowers[own.first : own.last] + (doc.title or "").lower().split()
    return not any(word.startswith(stem) for word in headline)


def is_person(doc: Document, noun: int) -> bool:
    """Whether the noun means somebody: "музыкант", "нападающий", "протестувальники"."""
    return any(each.form.animate and each.form.part == "noun" for each in readings(doc.lowers[noun], doc.language))


def _is_surname(doc: Document, noun: int) -> bool:
    """As "Сорока" is, where it stands with a capital within a sentence as well."""
    if not doc.capital[noun]:
        return False
    stem = doc.words[noun][: max(3, len(doc.words[noun]) - 1)]
    return any(
        word.startswith(stem) and at != doc.sentences[doc.sentence_of[at]].first
        for at, word in enumerate(doc.words)
        if word[0] == stem[0]
    )


def _behind_connectives(doc: Document, first: int, last: int) -> int:
    at = first
    while at < min(last, first + _OPENING):
        found = readings(doc.lowers[at], doc.language)
        if doc.words[at] != "," and not (found and all(each.form.part in _CONNECTING for each in found)):
            break
        at += 1
    return at


def _noun_of_opening(doc: Document, first: int, last: int) -> int | None:
    """The noun behind nothing but adjectives and an age, that can be the subject or the object."""
    for at in range(first, min(last, first + _OPENING + 1)):
        word = doc.words[at]
        if at > first and (doc.capital[at] or not word[0].isalnum()):
            return None
        if doc.lowers[at] in _ONE:
            return None
        if word[0].isdigit():
            if word.isdigit() or "-" not in word:
                return None
            continue  # "33-летний"
        found = readings(doc.lowers[at], doc.language)
        nouns = [each for each in found if _is_noun(each) and each.form.case in _SUBJECT]
        if nouns and not any(each.form.kind for each in found):
            return None if any(each.lemma in _KNOWN or each.lemma in _AMOUNTS for each in nouns) else at
        if not found or not all(each.form.part in _QUALIFYING for each in found):
            return None
    return None


def _is_named(doc: Document, noun: int, last: int) -> bool:
    """Whether whose or which it is stands right behind it: "Мэр города Вельм", "Партнёры из «Брига»"."""
    for at in range(noun + 1, last):
        if doc.capital[at] or doc.words[at] in _MARKS or doc.words[at] in _APPOSED or doc.words[at][0].isdigit():
            return True
        if _is_preposition(doc, at):
            continue
        found = readings(doc.lowers[at], doc.language)
        if doc.lowers[at] in _CITY:
            return True
        if not any(each.form.case and each.form.part != "verb" for each in found):
            return False
        if any(each.form.part == "verb" for each in found):
            return False
    return False
