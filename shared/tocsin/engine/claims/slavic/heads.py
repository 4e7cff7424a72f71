"""Who can be the subject of a verb: nouns and names in the nominative that agree with it and that can say something."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.lexicon import lemmas_of, says_things
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import has, lower_at
from tocsin.engine.claims.speakers.names import GROUP, ORGANIZATION, ROLE, UNNAMED, kinds
from tocsin.text.morphology import Form, Reading, readings

_SPEAKERS: Final = ROLE | GROUP | ORGANIZATION | UNNAMED
_PERSONAL: Final = frozenset(("он", "она", "они", "оно", "він", "вона", "вони", "воно", "я", "мы", "ми", "вы", "ви"))
_RELATIVE: Final = frozenset(("который", "кто", "який", "хто"))
_OWNED: Final = frozenset(("его", "её", "ее", "их", "його", "її", "їх"))
_MARKS: Final = frozenset(("«", "“", '"', "„", "''", "``"))
_LONGEST_NAME: Final = 10
"""Tokens of a quotation, with its marks, that can be a name: «Вестник государственных закупок»."""
_MODIFIERS: Final = frozenset(("adjective", "participle"))
_REMEMBERED: Final = 20_000
_HOUSE: Final = frozenset((("белый", "дом"), ("білий", "дім")))
"""A body that is called by its building."""
_CONSONANTS: Final = frozenset("бвгґджзйклмнпрстфхцчшщ")
"""What a man's name ends in that the dictionary does not know and could take for a genitive («сказал Велн»)."""
STRONG, WEAK = 2, 1


class Asked(NamedTuple):
    """What a verb asks of its subject; "" where it asks nothing."""

    number: str = ""
    gender: str = ""


ANYONE: Final = Asked()


@lru_cache(maxsize=_REMEMBERED)
def asked_by(verb: str, language: str) -> Asked:
    """The number of a lower-cased verb or short adjective, and its gender in the past."""
    forms = [each.form for each in readings(verb, language) if _is_predicate(each.form)]
    numbers, genders = {form.number for form in forms}, {form.gender for form in forms}
    return Asked(numbers.pop() if len(numbers) == 1 else "", genders.pop() if len(genders) == 1 else "")


def _is_predicate(form: Form) -> bool:
    return form.part == "verb" or (form.part in _MODIFIERS and form.case in ("", "nominative"))


def agrees(form: Form, asked: Asked) -> bool:
    """Whether a noun of this form can be the subject; a woman's office can be masculine ("врач сказала")."""
    if asked.number and form.number and form.number != asked.number:
        return False
    if not asked.gender or form.gender in ("", "common", asked.gender) or "Fixd" in form.features:
        return True
    return bool(form.animate) and form.gender == "masculine" and asked.gender == "feminine"


def head_strength(s: SlavicScene, at: int, asked: Asked) -> int:
    """STRONG where the dictionary shows somebody who can be the subject, WEAK for a name it does not know, else 0."""
    lower, word = lower_at(s, at), s.words[at]
    if not lower or not word[0].isalpha():
        return 0
    found = readings(lower, s.doc.language)
    if lower in _PERSONAL:
        return STRONG if any(agrees(each.form, asked) for each in found) else 0
    if (
        lower in _OWNED
        or (lower in s.lexicon.cues and not s.doc.capital[at])
        or has(s, at, "adverb", "preposition", "time", "pronoun")
        or (has(s, at, "question") and not _opens_relative(s, at))
    ):
        return 0
    if _is_adjective_of_next(s, at, found):
        return 0
    if s.doc.capital[at]:
        return _name_strength(s, at, found, asked)
    house = (lower_at(s, at - 1), lower) in _HOUSE and s.doc.capital[at - 1] and asked.number != "plural"
    return STRONG if house or _is_speaker(lower, found, s.doc.language, asked) else 0


def _opens_relative(s: SlavicScene, at: int) -> bool:
    """As in "прокуратура, яка заявляє": Ukrainian asks with the same word."""
    return has(s, at, "relative") and at - 1 > s.low and s.words[at - 1] == ","


def _name_strength(s: SlavicScene, at: int, found: tuple[Reading, ...], asked: Asked) -> int:
    """A capital letter makes a name; the first word of a sentence must be one elsewhere, or a speaker."""
    lower = s.lowers[at]
    if s.words[at].isupper() and len(lower) > 1:  # an acronym is not inflected
        return STRONG if kinds(lower) & _SPEAKERS else WEAK
    known = any(each.listed for each in found)
    if (known or kinds(lower) & _SPEAKERS) and _is_speaker(lower, found, s.doc.language, asked):
        return STRONG
    if not known:
        inside = at != s.doc.sentences[s.doc.sentence_of[at]].first
        nominative = not found or any(
            each.form.case in ("nominative", "") and (inside or agrees(each.form, asked)) for each in found
        )
        nominative = nominative or (inside and asked.gender == "masculine" and lower[-1] in _CONSONANTS)
        nominative = nominative or s.words[at].partition("-")[2][:1].isupper()  # "Эр-Рияд"
        nominative = nominative or (not inside and (lower in s.names_inside or _opens_name(s, at)))
        return WEAK if nominative and not has(s, at, "coordinator", "subordinator", "negation") else 0
    if at == s.doc.sentences[s.doc.sentence_of[at]].first and not _is_name_elsewhere(s, at):
        return 0
    return _strength_of_known([each.form for each in found if each.form.case == "nominative"], asked)


def _opens_name(s: SlavicScene, at: int) -> bool:
    """Whether a name that nobody knows goes on behind the first word of a sentence: "Маатье Велнер, ..., сказал"."""
    return at + 1 < s.high and s.doc.capital[at + 1] and not s.words[at + 1].isupper()


def _strength_of_known(forms: list[Form], asked: Asked) -> int:
    """Of a name that the dictionary has, by its nominatives."""
    fitting = [form for form in forms if agrees(form, asked)]
    if any(form.kind or form.part == "noun" for form in fitting):
        return STRONG
    return WEAK if fitting else 0


def _is_adjective_of_next(s: SlavicScene, at: int, found: tuple[Reading, ...]) -> bool:
    """As in "Верховный суд", "місцеві жителі": the noun behind it is the head."""
    if at + 1 >= s.high or (s.doc.capital[at + 1] and not s.words[at + 1].isupper()):
        return False  # "місцеві ЗМІ" are one
    nouns = [each.form for each in readings(s.lowers[at + 1], s.doc.language) if each.form.part == "noun"]
    return any(
        each.form.part in _MODIFIERS
        and each.lemma not in _RELATIVE
        and any(alike(each.form, noun) for noun in nouns if noun.case == each.form.case == "nominative")
        for each in found
    )


def alike(form: Form, noun: Form) -> bool:
    """Whether an adjective has the number and the gender of a noun."""
    return form.number == noun.number and (form.number == "plural" or form.gender == noun.gender)


def _is_name_elsewhere(s: SlavicScene, at: int) -> bool:
    """Whether the same word stands with a capital letter inside a sentence, or the dictionary has it as a name."""
    lower = s.lowers[at]
    return lower in s.names_inside or any(each.form.kind for each in readings(lower, s.doc.language))


def _is_speaker(lower: str, found: tuple[Reading, ...], language: str, asked: Asked) -> bool:
    """A noun in the nominative that is alive, or one of the bodies, offices and documents that say things."""
    for each in found:
        form = each.form
        if form.case != "nominative" or not agrees(form, asked):
            continue
        if form.part == "noun" and (form.animate or form.kind in ("organization", "place")):
            return True
        if form.part in ("noun", "adjective", "participle") and (
            kinds(lower) & _SPEAKERS or says_things(each.lemma, language)
        ):
            return True
        if form.part == "adjective" and each.lemma in _RELATIVE:
            return True
        if form.part == "pronoun" and each.lemma in _RELATIVE:
            return True
    return not any(each.listed for each in found) and bool(kinds(lower) & _SPEAKERS)


def named_in_marks(s: SlavicScene, at: int) -> Range | None:
    """The name in quotation marks that opens at `at`, with its marks."""
    number = s.of_token[at]
    if number < 0 or s.words[at] not in _MARKS:
        return None
    quote = s.quotes.found[number]
    if s.words[at] == "''" and quote.first != at:
        return _named_inside_quote(s, at, quote.last)
    if quote.first != at or not 2 < quote.last - quote.first <= _LONGEST_NAME or not s.words[at + 1][0].isalnum():
        return None
    return (quote.first, quote.last) if s.doc.capital[at + 1] or s.words[at + 1][0].isdigit() else None


def _named_inside_quote(s: SlavicScene, at: int, last: int) -> Range | None:
    """As in "«Мост, — написал журналист газеты ''Карвель'', — ...»": the marks of a name inside of a quotation."""
    close = next((i for i in range(at + 2, min(last, at + _LONGEST_NAME)) if s.words[i] == "''"), None)
    return (at, close + 1) if close is not None and s.doc.capital[at + 1] else None


def is_modifier(s: SlavicScene, at: int, cases: frozenset[str]) -> bool:
    """An adjective, a participle or a possessive in one of the cases, or a number: what stands before its noun."""
    lower = lower_at(s, at)
    if lower in _OWNED:
        return True
    return any(
        each.form.part in _MODIFIERS and each.form.case in cases and each.lemma not in _RELATIVE
        for each in readings(lower, s.doc.language)
    )


def can_be(s: SlavicScene, at: int, *cases: str) -> bool:
    """Whether a word that is declined can stand in one of the cases; a name that nobody knows always can."""
    found = readings(lower_at(s, at), s.doc.language)
    if not found or not any(each.listed for each in found):
        return s.doc.capital[at] or any(each.form.case in cases for each in found)
    return any(each.form.case in cases for each in found)


def is_noun(s: SlavicScene, at: int) -> bool:
    """A noun rather than anything else, or a name."""
    found = readings(lower_at(s, at), s.doc.language)
    return any(each.form.part == "noun" for each in found) or (s.doc.capital[at] and not found)


def can_be_attribute(s: SlavicScene, at: int) -> bool:
    """Whether a noun right behind another only says whose that is ("сайт министерства"); no person does."""
    if not can_be(s, at, "genitive"):
        return False
    if not s.doc.capital[at]:
        return True
    found = readings(s.lowers[at], s.doc.language)
    person = any(each.form.case == "nominative" and each.form.kind in ("given", "surname") for each in found)
    return not person and (s.words[at].isupper() or any(each.listed for each in found))


def is_personal(s: SlavicScene, at: int) -> bool:
    """A pronoun that stands for a noun, in any case: "вместо него", "об этом"; not "в этом году"."""
    found = readings(s.lowers[at], s.doc.language)
    pronoun = any(each.form.part == "pronoun" for each in found)
    if not pronoun or all(each.form.part == "pronoun" for each in found) or at + 1 >= s.high:
        return pronoun
    forms = {(each.form.case, each.form.number) for each in found}
    return not any(
        each.listed and each.form.part == "noun" and (each.form.case, each.form.number) in forms
        for each in readings(s.lowers[at + 1], s.doc.language)
    )


def is_source(s: SlavicScene, at: int, *, place: bool = True) -> bool:
    """Whether a noun, in any case, is somebody or something that can say things; a bare name if `place`."""
    if named_in_marks(s, at):
        return True
    lower, word = s.lowers[at], s.words[at]
    if kinds(lower) & _SPEAKERS or (word.isupper() and len(word) > 1):
        return True
    found = readings(lower, s.doc.language)
    if any(says_things(each.lemma, s.doc.language) for each in found):
        return True
    if s.doc.capital[at] and at != s.low:
        return place or not found
    return any(each.form.part == "noun" and bool(each.form.animate) for each in found)


def has_form_of(s: SlavicScene, at: int, relative: int) -> bool:
    """Whether a noun has the number and the gender of the relative pronoun, whatever its case."""
    wanted = [each.form for each in readings(s.lowers[relative], s.doc.language) if each.form.case == "nominative"]
    return any(
        (each.form.part == "noun" or each.lemma in lemmas_of(s.doc.language, "source"))
        and agrees(each.form, Asked(form.number, form.gender))
        for each in readings(s.lowers[at], s.doc.language)
        for form in wanted
    )


def is_addressed(s: SlavicScene, at: int) -> bool:
    """Whether the name that opens at a quotation mark is in no nominative: "сообщили «Частному корреспонденту»"."""
    found = [each for each in _behind(s, at) if each.listed]
    return bool(found) and not any(each.form.case in ("nominative", "") for each in found)


def is_told(s: SlavicScene, at: int) -> bool:
    """Whether the name that opens at a quotation mark is in the dative alone: "сообщил Лен «Известиям»"."""
    found = [each for each in _behind(s, at) if each.listed]
    return bool(found) and all(each.form.case == "dative" for each in found)


def _behind(s: SlavicScene, at: int) -> tuple[Reading, ...]:
    """Readings of the next word, of this sentence or not; none where the text ends."""
    return readings(s.lowers[at + 1], s.doc.language) if at + 1 < len(s.lowers) else ()


def is_alive(s: SlavicScene, at: int) -> bool:
    """Somebody by the dictionary, in an oblique case: "цитирует РБК мэра"."""
    return any(
        each.listed and each.form.part == "noun" and each.form.animate and each.form.case in ("genitive", "accusative")
        for each in readings(s.lowers[at], s.doc.language)
    )
