"""How far a Russian or Ukrainian noun phrase reaches: adjectives before it, genitives and names behind."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.governed import ANY_CASE, OWN, WHERE, goes_with_office
from tocsin.engine.claims.slavic.heads import (
    alike,
    can_be,
    is_modifier,
    is_noun,
    is_told,
    named_in_marks,
)
from tocsin.engine.claims.slavic.joined import AND, NAME_PARTICLES, SELF, joins_attributes, joins_names, joins_subjects
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import can_speak, has, is_finite_cue, lower_at
from tocsin.text.morphology import readings

_NOMINATIVE: Final = frozenset(("nominative",))
_GENITIVE: Final = frozenset(("genitive",))
_OWN_OBJECT: Final = frozenset(("свой", "свій"))
"""Behind a subject what is its own is no part of it: "Лен своей вины не признаёт"."""
_QUALIFYING: Final = frozenset(("adjective", "participle"))
_ADJUNCT: Final = 5
"""Tokens behind a preposition among which the name of the one who holds the office stands."""
_ADJECTIVES: Final = 4
"""Tokens behind an adjective among which its noun stands."""
_POINTS: Final = frozenset(("пункт", "статья", "часть", "стаття", "частина"))
"""Of an act, with their number."""
_STILL: Final = frozenset(("досі", "ж", "же", "слідом", "следом", "поки", "пока"))
"""Adverbs and particles beside what else the dictionary has them as."""
_MANNER: Final = frozenset(("instrumental", "dative"))
_PRONOUNS: Final = frozenset(("он", "она", "они", "оно", "він", "вона", "вони", "воно", "кто", "хто"))


def phrase_end(s: SlavicScene, head: int, high: int) -> int:
    """First token behind the noun phrase whose head stands at `head`: genitives, names, "по" and "от" of an office."""
    if s.lowers[head] in _PRONOUNS:
        return head + 1
    at = named[1] if (named := named_in_marks(s, head)) else head + 1
    while at < high:
        marks = _name_behind(s, at)
        if marks:
            at = marks[1]
        elif s.words[at] == "(" and (close := closed_soon(s, at, high)):
            at = close
        elif has(s, at, "preposition"):
            holder = _holder_behind(s, at, head, high)
            if holder is None and (
                not goes_with_office(s, at, high) or (s.lowers[at] in WHERE and _ends_name(s, at - 1))
            ):
                break
            at = holder or _governed_end(s, at, high)
        elif s.lowers[at] in AND and (joins_subjects(s, at) or joins_attributes(s, at)):
            at += 1
        elif (
            s.of_token[at] not in (-1, s.of_token[head])
            or not s.words[at][0].isalnum()
            or is_light(s, at)
            or (has(s, at, "addressee") and not is_modifier(s, at - 1, _GENITIVE))  # "в сообщении местных СМИ"
        ):
            break
        elif _belongs(s, at, head):
            at += 1
        else:
            break
    return at


def _holder_behind(s: SlavicScene, preposition: int, head: int, high: int) -> int | None:
    """As in "сообщила кандидат на премьерский пост | Мира Лен": the first name that only the office explains."""
    if s.doc.capital[head] or s.doc.capital[preposition - 1] or not is_noun(s, head):
        return None
    behind = range(preposition + 2, min(high, preposition + 2 + _ADJUNCT))
    at = next((i for i in behind if s.doc.capital[i] or not s.words[i][0].isalpha() or is_verb(s, i)), None)
    if at is None or not _is_given(s, at) or at + 1 >= high or not s.doc.capital[at + 1]:
        return None
    return at


def _name_behind(s: SlavicScene, at: int) -> Range | None:
    """A name in marks that belongs to the noun before it, and is not told something."""
    marks = named_in_marks(s, at)
    return None if marks and is_told(s, at) else marks


def phrase_before(s: SlavicScene, start: int, end: int) -> int:
    """A subject before its verb ends there, but for "в марте", verbs, adverbs and what else does not belong to it."""
    if s.lowers[start] in _PRONOUNS or has(s, start, "relative"):
        return start + 1
    at = start + 1
    while at < end:
        if s.of_token[at] >= 0:
            at = max(at + 1, s.quotes.found[s.of_token[at]].last)
            continue
        if (s.lowers[at] in AND and at + 1 < end and s.lowers[at + 1] in SELF) or s.words[at][0] == "[":
            return at  # "Президент и сам", "депутат Лен [https://..."
        if has(s, at, "preposition"):
            if not goes_with_office(s, at, end) or (s.lowers[at] in WHERE and _ends_name(s, at - 1)):
                return at
        elif (
            _opens_date(s, at)
            or _opens_manner(s, start, at)
            or (
                s.words[at].islower()
                and not (s.lowers[at] in NAME_PARTICLES and joins_names(s, at))
                and (
                    is_light(s, at)
                    or s.lowers[at] in _STILL
                    or is_verb(s, at)
                    or _is_behind_name(s, start, at)
                    or _opens_object(s, start, at)
                )
            )
        ):
            return at
        at += 1
    while end - 1 > start and s.words[end - 1].isdigit() and not s.doc.capital[end - 2]:
        end -= 1
    return max(start + 1, end)


def _is_behind_name(s: SlavicScene, start: int, at: int) -> bool:
    """As in "Карл Лен вины не признаёт": a common noun in an oblique case behind a name in full."""
    full = at - 2 >= start and s.doc.capital[at - 1] and s.doc.capital[at - 2] and _is_given(s, at - 2)
    forms = [(each.form.case, each.form.number) for each in readings(s.lowers[at], s.doc.language)] if full else []
    return ("genitive", "singular") in forms and ("nominative", "singular") not in forms and is_noun(s, at)


def _opens_manner(s: SlavicScene, start: int, at: int) -> bool:
    """As in "Рада найближчим часом планує", "Лен однією з перших заяв оголосив", "партія 23 голосами підтримала": an
    attribute or a number in no case that could belong to a subject, with no preposition before it."""
    if s.doc.capital[at]:
        return False
    behind = at + 1 if s.words[at].isdigit() else at
    found = [each.form for each in readings(lower_at(s, behind), s.doc.language) if each.listed]
    parts = ("noun",) if behind > at else ("adjective", "pronoun", "numeral")
    other = not found or any(form.part not in parts or form.case not in _MANNER for form in found)
    governed = any(has(s, i, "preposition") for i in range(max(start, at - _ADJECTIVES), at))
    return not other and not governed and any(form.case == "instrumental" for form in found)


def _opens_date(s: SlavicScene, at: int) -> bool:
    """As in "суд Оставии 1 августа отменил"."""
    return s.words[at].isdigit() and at + 1 < s.high and has(s, at + 1, "time")


def _opens_object(s: SlavicScene, start: int, at: int) -> bool:
    """As in "суд ці заперечення не прийняв": behind a noun, what agrees with neither it nor its attributes."""
    found = readings(s.lowers[at], s.doc.language)
    if any(each.lemma in _OWN_OBJECT for each in found):
        return any(is_noun(s, here) for here in range(start, at))
    form = next((each.form for each in found), None)
    if form is None or form.part not in ("adjective", "participle", "pronoun"):
        return False
    if form.case not in ("nominative", "accusative") or can_be(s, at, "genitive", "instrumental", "dative"):
        return False
    nouns = [each.form for here in range(start, at) for each in readings(s.lowers[here], s.doc.language)]
    return any(noun.part == "noun" for noun in nouns) and not any(alike(form, noun) for noun in nouns)


def without_parenthesis(s: SlavicScene, start: int, end: int) -> Range:
    """Of "глава администрации (ОВА) Олег Рудин" the name behind the parenthesis."""
    close = next((i for i in range(end - 2, start, -1) if s.words[i] == ")"), None)
    return (close + 1, end) if close is not None and s.doc.capital[close + 1] else (start, end)


def with_modifiers(s: SlavicScene, low: int, head: int, cases: frozenset[str] = _NOMINATIVE) -> int:
    """The adjectives and possessives right before a head belong to its phrase."""
    at = head
    if at > low and s.doc.capital[at] and s.words[at - 1].isdigit():
        return at - 1  # "24 Канал"
    while at > low and s.of_token[at - 1] < 0 and is_modifier(s, at - 1, cases) and not is_light(s, at - 1):
        if at - 1 == s.low and _is_adverb(s, at - 1, head):
            break
        at -= 1
    return at


def _is_adverb(s: SlavicScene, at: int, head: int) -> bool:
    """As in "Позднее представитель сказал": what could be a neuter adjective opens a sentence, and its noun is none."""
    forms = [each.form for each in readings(s.lowers[at], s.doc.language) if each.form.case == "nominative"]
    nouns = [each.form for each in readings(s.lowers[head], s.doc.language) if each.form.case == "nominative"]
    return (
        bool(forms)
        and bool(nouns)
        and all(form.gender == "neuter" for form in forms)
        and not any(alike(form, noun) for form in forms for noun in nouns)
    )


def _governed_end(s: SlavicScene, preposition: int, high: int) -> int:
    """Behind the noun that a preposition governs."""
    at = preposition + 1
    while at + 1 < high and is_modifier(s, at, ANY_CASE) and not (s.doc.capital[at] and s.doc.capital[at + 1]):
        at += 1
    marks = named_in_marks(s, at)
    return marks[1] if marks else at + 1


def closed_soon(s: SlavicScene, at: int, high: int) -> int | None:
    """Behind the mark that closes a short parenthesis with a name behind it: "(ОВА) Олег Рудин"."""
    close = next((i for i in range(at + 1, min(high, at + 5)) if s.words[i] == ")"), None)
    return close + 1 if close is not None and close + 1 < high and s.doc.capital[close + 1] else None


def _belongs(s: SlavicScene, at: int, head: int) -> bool:
    """A name, or what can stand in the genitive: no verb, no dative alone, nothing common behind a person's name."""
    if s.words[at][0].isdigit():
        of_act = any(each.lemma in _POINTS for each in readings(s.lowers[at - 1], s.doc.language))
        return of_act or (at + 1 < s.high and s.doc.capital[at + 1])
    if s.doc.capital[at]:
        return can_be(s, at, "genitive", "nominative", "")
    if s.words[at].isascii() or s.lowers[at] in NAME_PARTICLES:
        address = s.words[at].isascii() and "." in s.words[at][1:-1]  # "собеседник vc.ru"
        return address or s.words[at - 1].isascii() or joins_names(s, at)  # "блогера Harbour word"
    qualified = s.words[at - 1].islower() and is_modifier(s, at - 1, _GENITIVE) and is_noun(s, at)
    verb = is_verb(s, at) and not qualified  # "міністр закордонних справ", which may be a verb too
    if is_finite_cue(s, at) or verb or (_ends_name(s, at - 1) and not _qualifies(s, at - 1)):
        return False
    if can_be(s, at, "genitive"):
        return True
    both = can_be(s, at, "nominative") and can_be(s, head, "nominative")
    return is_noun(s, at) and both and not s.doc.capital[head]


def _qualifies(s: SlavicScene, at: int) -> bool:
    """As in "ухвала Липського районного суду": a capitalized adjective of a noun behind it."""
    forms = [each.form for each in readings(s.lowers[at], s.doc.language)]
    nouns = [
        each.form
        for here in range(at + 1, min(s.high, at + _ADJECTIVES))
        for each in readings(s.lowers[here], s.doc.language)
    ]
    return any(
        form.part in _QUALIFYING and form.case == "genitive" == noun.case and noun.part == "noun" and alike(form, noun)
        for form in forms
        for noun in nouns
    )


def _ends_name(s: SlavicScene, at: int) -> bool:
    """A capital letter that no genitive explains: a person's name ends there."""
    if not s.doc.capital[at] or s.words[at].isupper() or s.words[at].isascii() or at == s.low:
        return False
    if s.doc.capital[at - 1] and _is_given(s, at - 1):
        return True
    found = [each for each in readings(s.lowers[at], s.doc.language) if each.listed]
    return not any(each.form.case == "genitive" for each in found)


def _is_given(s: SlavicScene, at: int) -> bool:
    return s.lowers[at] in s.known.first or any(
        each.listed and each.form.kind == "given" and each.form.case == "nominative"
        for each in readings(s.lowers[at], s.doc.language)
    )


def is_verb(s: SlavicScene, at: int) -> bool:
    found = readings(s.lowers[at], s.doc.language)
    return bool(found) and found[0].form.part in ("verb", "infinitive", "converb") and found[0].listed


def is_light(s: SlavicScene, at: int) -> bool:
    """An adverb, a particle or a word of time: no part of any name."""
    if s.of_token[at] >= 0 or not s.words[at][0].isalpha():
        return False
    if has(s, at, "adverb", "time", "negation") or s.lowers[at] in SELF or s.lowers[at] == "так":
        return True
    found = readings(s.lowers[at], s.doc.language)
    return (
        bool(found)
        and (at == s.low or not s.doc.capital[at])
        and found[0].form.part in ("adverb", "particle", "predicative")
    )


def body_behind(s: SlavicScene, preposition: int, high: int) -> Range | None:
    """As in "сообщили в министерстве финансов"; in what is somebody's own it is told, and by somebody."""
    at = preposition + 1
    if at < high and s.lowers[at].startswith(OWN):
        return None
    while at < high and is_modifier(s, at, ANY_CASE) and not s.doc.capital[at] and not can_speak(s, at):
        at += 1
    if at >= high or not can_speak(s, at):
        return None
    return preposition, phrase_end(s, at, high)
