"""Russian and Ukrainian sentences that point back behind their opening: "Експлуатація цього полігону загрожує ...",
"Засновниками останнього є ..."."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Final

from tocsin.engine.claims.slavic.leans_inside import leans_inside
from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.engine.claims.slavic.nameless import PARTS_OF_NAMES, TIMES, is_nameless, is_told_of_again, nouns_at
from tocsin.engine.claims.slavic.pronouns_inside import leans_on_pronoun
from tocsin.engine.claims.slavic.reminders import behind_reminder
from tocsin.engine.claims.slavic.subjectless import lacks_subject
from tocsin.engine.claims.slavic.unnamed import (
    KIND,
    ONE_OF_THEM,
    PARTY,
    POINTING,
    PRONOUN,
    ROLE,
    SUBJECT,
    SUBJECTS,
    bits_of,
    is_named_behind,
    is_unnamed,
    unnamed_words,
)
from tocsin.text.document import Document
from tocsin.text.morphology import Form, readings

_INSIDE: Final = frozenset((",", "–", "—", ";", ":"))
"""Behind one of these a sentence can mean what it named itself."""
_OPENING: Final = 3
"""Tokens of a connective with its comma: "Однак, суд ці постанови скасував"."""
_PHRASE: Final = 4
"""Tokens of a pointing word, its adjectives and its noun."""
_THIS: Final = frozenset(("це", "цього", "цьому", "цим", "это", "этого", "этому", "этим", "этом"))
_SUCH: Final = "так"
"""So begin the forms of what stands before "machines" in "such machines"."""
_MANNER: Final = frozenset(("чином", "спосіб", "способом", "мірою", "разі", "випадку"))
"""Behind "such" they only join: "таким чином"."""
_OTHER: Final = frozenset(("другой", "інший"))
_THERE: Final = frozenset(("туда", "оттуда", "там", "туди", "звідти", "звідтіля"))
_THEN: Final = frozenset(("тогда", "тоді", "відтоді"))
_RELATING: Final = frozenset((",", "как", "як", "где", "куда", "когда", "де", "куди", "коли"))
"""Behind a pointing adverb one of these says what it means: "там, где", "тогда как"."""
_PARTICLES: Final = frozenset(("ж", "же"))
_QUALIFYING: Final = frozenset(("adjective", "participle", "pronoun", "numeral"))


def needs_the_one_before(doc: Document, first: int, last: int) -> bool:
    """Whether the sentence of tokens `[first, last)` tells of whom or what only a sentence before names, in a way that
    its opening words do not show."""
    first = behind_reminder(doc, first, last)
    bits = reduce(or_, bits_of(doc, first, last), 0)
    return (
        _goes_on(doc, first, last)
        or leans_inside(doc, first, last, of_kind=bool(bits & KIND))
        or bool(bits & (KIND | ROLE | PRONOUN) and is_unnamed(doc, first, last))
        or points_within(doc, first, last)
        or points_by_adverb(doc, first, last)
        or bool(bits & SUBJECT and is_subject_pronoun(doc, first, last))
        or bool(bits & PARTY and is_party(doc, first, last))
        or lacks_subject(doc, first, last)
        or _is_another(doc, first, last)
        or leans_on_pronoun(doc, first, last)
        or (is_nameless(doc, first, last) and is_told_of_again(doc, first, last))
    )


def _is_another(doc: Document, first: int, last: int) -> bool:
    """As in "Другой секретарь, Карл Оден, ...": other than the one told of before."""
    found = readings(doc.lowers[first], doc.language)
    other = any(each.lemma in _OTHER and each.form.case == "nominative" for each in found)
    return other and any(each.form.animate for each in nouns_at(doc, first + 1)) if first + 1 < last else False


def _goes_on(doc: Document, first: int, last: int) -> bool:
    """As in "Мова йде про два будинки", "Ще 29% належить місту"."""
    behind = doc.lowers[first + 1] if first + 1 < last else ""
    openings = unnamed_words("opening")
    share = behind[:1].isdigit() and doc.lowers[first + 2 : first + 3] == ["%"]
    pair = f"{doc.lowers[first]}_{'0%' if share else behind}"
    return doc.lowers[first] in openings or pair in openings


def points_inside(doc: Document, first: int, last: int) -> bool:
    """Whether the first clause of tokens `[first, last)` has "this" with a noun, or "the latter", that only what stands
    before the sentence tells."""
    known = bits_of(doc, first, last)
    if not any(bits & (POINTING | ONE_OF_THEM) for bits in known):
        return False
    aside: int | None = first
    for at, bits in enumerate(known, first):
        if aside is None:
            return False
        if at < aside:
            continue
        if doc.words[at] in _INSIDE and at - first >= _OPENING:
            aside = _behind_relative(doc, at, last)
            continue
        if bits & POINTING:
            if not _is_known(doc, at, last):
                return True
        elif bits & ONE_OF_THEM and not _has_noun(doc, at, last):
            return not any(doc.capital[first + 1 : at])
    return False


def points_within(doc: Document, first: int, last: int) -> bool:
    """Whether the first clause points back so, or has a bare "this": "не отримав доказів цього", "За рахунок цього"."""
    if _THIS.isdisjoint(doc.lowers[first:last]):
        return points_inside(doc, first, last)
    for at in range(first, last):
        if doc.words[at] in _INSIDE:
            break
        if doc.lowers[at] in _THIS and _noun_behind(doc, at, last) is None:
            return True
    return points_inside(doc, first, last)


def points_by_adverb(doc: Document, first: int, last: int) -> bool:
    """Whether the first clause has "from there", "then" of a place or a time that it does not name itself: "надеется
    вывести войска оттуда", "Тогда клуб встретился с «Бригом»"."""
    if _THERE.isdisjoint(doc.lowers[first:last]) and _THEN.isdisjoint(doc.lowers[first:last]):
        return False
    for at in range(first, last):
        if doc.words[at] in _INSIDE and at - first >= _OPENING:
            return False
        if doc.lowers[at] in _THERE or doc.lowers[at] in _THEN:
            named = any(doc.capital[first + 1 : at]) or any(word[0].isdigit() for word in doc.words[first:at])
            return not named and not (at + 1 < last and doc.lowers[at + 1] in _RELATING)
    return False


def means_another(doc: Document, first: int, last: int) -> bool:
    """Whether "he", "she" or "they" is the subject of tokens `[first, last)`, in which no name stands."""
    if SUBJECTS.isdisjoint(doc.lowers[first:last]) or any(doc.capital[first + 1 : last]):
        return False
    return PARTS_OF_NAMES.isdisjoint(doc.words[first + 1 : last]) and is_subject_pronoun(doc, first, last)


def _is_known(doc: Document, at: int, last: int) -> bool:
    """As in "цього року", "у цьому селі Романів", "обидва порти Вельма": a time, or a name right behind."""
    noun = _noun_behind(doc, at, last)
    if noun is None:
        return True
    times = word_classes(doc.language).get(doc.lowers[noun], ())
    if doc.lowers[at].startswith(_SUCH) and (doc.lowers[noun] in _MANNER or _is_told_behind(doc, noun, last)):
        return True
    if "time" in times or any(each.lemma in TIMES for each in readings(doc.lowers[noun], doc.language)):
        return True
    return noun + 1 < last and doc.capital[noun + 1] and _is_apposed(doc, noun, noun + 1)


def _is_told_behind(doc: Document, noun: int, last: int) -> bool:
    """As in "такі міста, як Вельм", "таку суму, що ...": what it is like stands behind it."""
    behind = doc.lowers[noun + 1 : min(noun + 3, last)]
    return behind[:1] == ["як"] or (behind[:1] == [","] and behind[1:2] in (["як"], ["що"], ["який"], ["яка"], ["які"]))


def _is_apposed(doc: Document, noun: int, name: int) -> bool:
    """Not so in "оценку этого решения Высшим судом", where the instrumental tells who did it, nor in "Для этого поста
    Анна должна ...", where a thing is not called by somebody's name."""
    found = readings(doc.lowers[name], doc.language)
    thing = all(each.form.animate is False for each in readings(doc.lowers[noun], doc.language))
    if thing and any(each.form.kind in ("given", "surname") and each.form.case == "nominative" for each in found):
        return False
    of = _cases(doc, name)
    return "instrumental" not in of or not all(each.listed for each in found) or not of.isdisjoint(_cases(doc, noun))


def _has_noun(doc: Document, at: int, last: int) -> bool:
    return _noun_behind(doc, at, last) is not None


def _noun_behind(doc: Document, at: int, last: int) -> int | None:
    """The noun that the word at `at` stands before: behind nothing but adjectives, in a form that agrees with it."""
    own = [each.form for each in readings(doc.lowers[at], doc.language) if each.form.case]
    for here in range(at + 1, min(at + _PHRASE, last)):
        if doc.capital[here] or doc.words[here][0].isdigit():
            return here
        forms = [each.form for each in readings(doc.lowers[here], doc.language)]
        if any(form.part == "noun" and any(_agree(form, each) for each in own) for form in forms):
            return here
        if any(form.part == "numeral" for form in forms):
            return here
        if doc.lowers[here] not in _PARTICLES and not any(_qualifies(form) for form in forms):
            return None
    return None


def _agree(noun: Form, other: Form) -> bool:
    """Unlike "власниками вказані киянка ..." and "останній свого часу"."""
    if noun.case != other.case or other.part == "numeral":  # "обидва порти"
        return noun.case == other.case
    if noun.number and other.number and noun.number != other.number:
        return False
    either = noun.number == "plural" or not noun.gender or not other.gender or noun.gender == "common"
    return either or noun.gender == other.gender


def _cases(doc: Document, at: int) -> set[str]:
    return {each.form.case for each in readings(doc.lowers[at], doc.language) if each.form.case}


def _qualifies(form: Form) -> bool:
    return form.part in _QUALIFYING and bool(form.case)


def _behind_relative(doc: Document, comma: int, last: int) -> int | None:
    """Behind a clause with "який" that opens at a comma: "суд, з яким погодилась мерія, цю ухвалу скасував"."""
    classes = word_classes(doc.language)
    if not any("relative" in classes.get(word, ()) for word in doc.lowers[comma + 1 : comma + 3]):
        return None
    return next((at + 1 for at in range(comma + 1, last) if doc.words[at] == ","), None)


def is_subject_pronoun(doc: Document, first: int, last: int) -> bool:
    """Whether "he", "she" or "they" is the subject of the first clause: "Поруч на вул. Дубовій вона купила дім"."""
    for at, bits in enumerate(bits_of(doc, first, last), first):
        if doc.words[at] in _INSIDE and at - first >= _OPENING:
            return False
        if bits & SUBJECT:
            return True
    return False


def is_party(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence is about "the customer", "the suspect" before it has any name."""
    for at, bits in enumerate(bits_of(doc, first, last), first):
        if at > first and (doc.capital[at] or doc.words[at] in PARTS_OF_NAMES):
            return False
        if bits & PARTY:
            return not is_named_behind(doc, at + 1, min(at + 1 + _PHRASE, last))
    return False
