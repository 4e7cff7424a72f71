"""Russian and Ukrainian sentences that have no name by which to know what they tell of: "Полігон розташований ..."."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.text.document import Document
from tocsin.text.morphology import Reading, readings

PARTS_OF_NAMES: Final = frozenset('«"“„')
_PHRASE: Final = 4
"""Tokens of a pointing word, its adjectives and its noun."""
TIMES: Final = frozenset(
    (
        *("рік", "тиждень", "місяць", "день", "година", "літо", "зима", "весна", "осінь", "раз", "час", "ранок"),
        *("год", "неделя", "месяц", "час", "лето", "весна", "осень", "время", "утро", "вечер", "вечір", "сезон"),
        *("период", "період", "момент", "век", "століття", "этап", "етап"),
    )
)
_FRAMES: Final = frozenset(
    (
        *("результат", "рамка", "ход", "связь", "итог", "начало", "данные", "мнение", "слово", "информация", "факт"),
        *("хід", "зв'язок", "підсумок", "початок", "дані", "думка", "інформація", "основа", "случай", "випадок"),
    )
)
"""Behind a preposition they only join: "В результате погибли двое"."""
_STEM, _ENDING = 5, 3
"""Letters that a name has at least without the ending of its case, and that the ending has at most."""


def nouns_at(doc: Document, at: int) -> list[Reading]:
    """The readings of a token that the dictionary has in a case."""
    return [each for each in readings(doc.lowers[at], doc.language) if each.listed and each.form.case]


def is_nameless(doc: Document, first: int, last: int) -> bool:
    """Whether no name and no quotation mark stands in the sentence of tokens `[first, last)`."""
    if any(doc.capital[first + 1 : last]) or not PARTS_OF_NAMES.isdisjoint(doc.words[first:last]):
        return False
    if len(doc.words[first]) > 1 and doc.words[first].isupper():
        return False
    if "preposition" in word_classes(doc.language).get(doc.lowers[first], ()):  # "По" is a river as well
        return True
    if is_capital_elsewhere(doc, first):  # "Житомирська облрада" behind "депутат Житомирської облради"
        return False
    found = readings(doc.lowers[first], doc.language)
    if found and not any(each.listed for each in found):  # "Техзавданням", or a name that stands elsewhere
        return doc.words.count(doc.words[first]) == 1
    return bool(found) and not any(each.form.kind for each in found)


def is_capital_elsewhere(doc: Document, first: int) -> bool:
    """Whether the word stands with a capital within a sentence too, in whatever case."""
    word = doc.words[first]
    stem = word[: max(_STEM, len(word) - _ENDING)]
    return len(word) >= _STEM and any(
        other.startswith(stem) and len(other) <= len(word) + _ENDING and doc.sentences[doc.sentence_of[at]].first != at
        for at, other in enumerate(doc.words)
        if other[0] == stem[0]
    )


def is_told_of_again(doc: Document, first: int, last: int) -> bool:
    """Whether the first noun of a sentence without a name was told of before, so that it means that one: "Полігон
    розташований за 2 км від смуги" behind a sentence about it."""
    for at in range(first, last):
        subjects = [each for each in nouns_at(doc, at) if each.form.part == "noun" and each.form.case == "nominative"]
        if not subjects or "preposition" in word_classes(doc.language).get(doc.lowers[at - 1], ()):
            continue
        if any(doc.words[here][0].isdigit() for here in range(first, at)):
            return False  # "Понад 20 людей загинули": others than before
        return _stands_before(doc, {each.lemma for each in subjects}, first)
    return False


def opens_with_known(doc: Document, first: int, last: int) -> bool:
    """As in "На свадьбе было 600 гостей" behind a sentence about it: behind a preposition, as where or when."""
    if "preposition" not in word_classes(doc.language).get(doc.lowers[first], ()):
        return False
    for at in range(first + 1, min(first + _PHRASE, last)):
        lemmas = {each.lemma for each in nouns_at(doc, at) if each.form.part == "noun"}
        if lemmas:
            return lemmas.isdisjoint(_FRAMES | TIMES) and _stands_before(doc, lemmas, first)
    return False


def _stands_before(doc: Document, lemmas: set[str], first: int) -> bool:
    stems = tuple(lemma[:-1] if len(lemma) > 4 else lemma for lemma in lemmas)
    return any(
        lower.startswith(stems) and any(each.lemma in lemmas for each in readings(lower, doc.language))
        for lower in doc.lowers[:first]
    )
