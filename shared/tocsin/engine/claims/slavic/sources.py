"""Sources that no verb has as its subject: behind "по словам"."""

from __future__ import annotations

from typing import Final, NamedTuple

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.amounts import counts_people
from tocsin.engine.claims.slavic.governed import ANY_CASE
from tocsin.engine.claims.slavic.heads import (
    can_be,
    is_alive,
    is_modifier,
    is_noun,
    is_personal,
    is_source,
    named_in_marks,
)
from tocsin.engine.claims.slavic.lexicon import is_text
from tocsin.engine.claims.slavic.phrases import is_verb, phrase_end
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import has, is_verb_form, lower_at
from tocsin.text.morphology import readings

_GENITIVE: Final = frozenset(("genitive",))
_THAT: Final = frozenset(("то", "те", "том", "тому"))
_OF_THING: Final = frozenset(("ним", "нею", "ними", "ему", "нему", "ней", "нему", "неї", "нього", "них"))
_DATA: Final = frozenset(("дані", "відомості", "інформація", "данные", "сведения", "информация"))
_ONE_LEMMAS: Final = frozenset(("один", "кто-то", "хтось"))
_PARTICLES: Final = frozenset(("же", "ж", "ли", "бы", "вот", "лишь", "и"))
"""As in "по мнению же Лена", "по словам и мэра"."""
_SELF: Final = frozenset(("самого", "самой", "самих", "самої", "самому", "самим"))
_ONE: Final = frozenset(("одного", "однієї", "одной"))
_AND: Final = frozenset(("и", "та", "і", "й"))
_OTHERS: Final = frozenset(("других", "прочих", "інших"))
_FROM: Final = frozenset(("из", "з", "із", "зі"))
_STOPS: Final = frozenset((",", ":", ";", "—", "–", "-", "--", ".", "!", "?", "…", "..."))
_FAR: Final = 14
"""Tokens between a marker and its comma."""


class Named(NamedTuple):
    """A source behind a marker, None where what stands there can say nothing, and where what it says can begin."""

    source: Range | None
    end: int


def source_behind(s: SlavicScene, start: int) -> Named | None:
    """The source behind a marker that ends before `start`; None where a relative pronoun makes it another's clause."""
    while start < s.high - 1 and (s.lowers[start] in _PARTICLES or s.lowers[start] in _SELF):
        start += 1
    if start >= s.high or has(s, start, "relative") or is_relative(s, start) or _opens_clause(s, start):
        return None
    if s.lowers[start] in _FROM and s.lowers[start - 1] in _ONE:
        return source_behind(s, start + 1)  # "згідно однієї з ухвал"
    if is_personal(s, start):
        thing = s.lowers[start] in _OF_THING  # "згідно з нею": with what was told of before
        return Named(None if thing else (start, start + 1), start + 1)
    if _is_data(s, start) and (of := source_behind(s, start + 1)) and of.source is not None:
        return of  # "згідно з даними реєстру": as "за даними"
    one = _one_of(s, start)
    head = _head(s, start) if one is None else one
    if head is None:
        return None
    return _named_by(s, start, head)


def _named_by(s: SlavicScene, start: int, head: int) -> Named:
    """The source that begins at `start`, where its noun or its name stands at `head`."""
    whole = phrase_end(s, head, s.high)
    end = _before_given(s, head, whole)
    if end < whole:
        return Named((start, end) if is_source(s, head) else None, end)
    titled = _behind_title(s, head, whole)
    if titled > whole:
        return Named((start, whole), titled)
    if end < s.high and (is_verb(s, end) or is_verb_form(s, end)):
        end = _before_subject(s, head, end)
    source = (start, _with_others(s, _with_apposition(s, end)))
    end = _comma_behind(s, source[1])
    somebody = is_source(s, head) or counts_people(s, head)
    return Named(source if somebody else None, _behind_participle(s, end))


def _opens_clause(s: SlavicScene, at: int) -> bool:
    """As in "посилаючись на те, що": what he relies on."""
    return s.lowers[at] in _THAT and lower_at(s, at + 1) == ","


def _is_data(s: SlavicScene, head: int) -> bool:
    """A noun for what somebody tells, with who tells it right behind."""
    behind = head + 1 < s.high and (s.doc.capital[head + 1] or can_be(s, head + 1, "genitive"))
    return behind and any(each.lemma in _DATA for each in readings(s.lowers[head], s.doc.language))


def _before_given(s: SlavicScene, head: int, end: int) -> int:
    """As in "По данным следствия | Карл Оден, подозреваемый в краже, бежал": behind a body, or a text, a person's name
    that can only be a nominative opens the claim."""
    if s.doc.capital[head] or is_alive(s, head):
        return end
    return next((at for at in range(head + 1, end - 1) if s.doc.capital[at + 1] and _is_only_nominative(s, at)), end)


def _is_only_nominative(s: SlavicScene, at: int) -> bool:
    found = readings(s.lowers[at], s.doc.language) if s.doc.capital[at] else ()
    return bool(found) and all(
        each.listed and each.form.kind == "given" and each.form.case == "nominative" for each in found
    )


def _behind_title(s: SlavicScene, head: int, end: int) -> int:
    """As in "Согласно Закону «О порядке выплат», ...": the title of an act, however long, belongs to it."""
    number = s.of_token[end] if end < s.high else -1
    if number < 0 or s.quotes.found[number].first != end or not is_text(s.lowers[head : head + 1], s.doc.language):
        return end
    close = s.quotes.found[number].last
    return close if close < s.high and s.words[close] == "," and s.doc.capital[end + 1] else end


def _with_others(s: SlavicScene, comma: int) -> int:
    """As in "По сообщению газет Velm Post, Dorno Times и других изданий, ...": a list that ends so is one source."""
    if lower_at(s, comma) != ",":
        return comma
    for at in range(comma + 1, min(s.high - 2, comma + _FAR)):
        if s.lowers[at] in _AND and s.lowers[at + 1] in _OTHERS:
            close = next((i for i in range(at + 2, min(s.high, at + _FAR)) if s.words[i] == ","), comma)
            return close if not any(is_verb(s, i) for i in range(comma + 1, close)) else comma
        if is_verb(s, at) or s.words[at] in ".:;":
            break
    return comma


def _before_subject(s: SlavicScene, head: int, end: int) -> int:
    """As in "по сведениям изданий | Лен уехал", "по версии следствия | Карл Оден бежал": what stands in the nominative
    right before a verb opens the claim."""
    last = end - 1
    if last <= head or not can_be(s, last, "nominative"):
        return end
    if not s.doc.capital[last]:
        return end if can_be(s, last, "genitive") else last
    named = s.doc.capital[last - 1] and last - 1 > head and not s.doc.capital[head]
    return last - 1 if named and not _is_oblique(s, last - 1) else last


def _is_oblique(s: SlavicScene, at: int) -> bool:
    """Whether the dictionary has a name there, and in no nominative."""
    return any(each.listed for each in readings(s.lowers[at], s.doc.language)) and not can_be(s, at, "nominative")


def is_relative(s: SlavicScene, at: int) -> bool:
    """Whether a form of "который" stands there."""
    return any(each.lemma in ("который", "який", "кто", "хто") for each in readings(s.lowers[at], s.doc.language))


def _head(s: SlavicScene, start: int) -> int | None:
    """The noun or the name that a marker leads to, behind its adjectives."""
    at = start
    while at < min(s.high, start + _FAR):
        if named_in_marks(s, at) or (s.doc.capital[at] and s.words[at][0].isalpha() and not _names_kind(s, at)):
            return at
        if not s.words[at][0].isalpha() or has(s, at, "preposition"):
            return None
        if is_noun(s, at) and not (is_modifier(s, at, ANY_CASE) and at + 1 < s.high and is_noun(s, at + 1)):
            return at
        at += 1
    return None


def _one_of(s: SlavicScene, start: int) -> int | None:
    """The people or bodies of "по словам одного из участников встречи"."""
    if start + 2 >= s.high or s.lowers[start + 1] not in _FROM:
        return None
    if not any(each.lemma in _ONE_LEMMAS for each in readings(s.lowers[start], s.doc.language)):
        return None
    at = start + 2
    while at + 1 < s.high and is_modifier(s, at, _GENITIVE):
        at += 1
    return at if is_noun(s, at) and is_source(s, at) else None


def _names_kind(s: SlavicScene, at: int) -> bool:
    """A capitalized adjective of the noun behind it: "Федеральному Закону «О выплатах»", "Земельним кодексом"."""
    return at + 1 < s.high and is_modifier(s, at, ANY_CASE) and is_source(s, at + 1, place=False)


def _with_apposition(s: SlavicScene, end: int) -> int:
    """An office behind a comma belongs to its holder, if a second comma closes it."""
    head = end + 1
    while lower_at(s, head) and is_modifier(s, head, _GENITIVE) and lower_at(s, head) not in s.known.role:
        head += 1
    if lower_at(s, end) != "," or not _holds_office(s, head) or can_be(s, head, "nominative"):
        return end
    close = next((i for i in range(head, min(s.high, head + 10)) if s.words[i] == ","), end)
    while close > end and _goes_on_in_genitive(s, close + 1):
        close = next((i for i in range(close + 1, min(s.high, close + 10)) if s.words[i] == ","), close)
        if not _goes_on_in_genitive(s, close + 1):
            break
    return close


def _holds_office(s: SlavicScene, at: int) -> bool:
    """Also somebody by the dictionary, as in "участника встречи, епископа Карла Одена, ..."."""
    return at < s.high and (s.known.is_a("role", s.lowers[at]) or is_alive(s, at))


def _goes_on_in_genitive(s: SlavicScene, at: int) -> bool:
    """As in "секретаря Союза, крупнейшего объединения рабочих, ...": one more apposition, closed by a comma."""
    closed = any(s.words[i] == "," for i in range(at, min(s.high, at + 10)))
    return closed and at < s.high and is_modifier(s, at, _GENITIVE) and not can_be(s, at, "nominative")


def _comma_behind(s: SlavicScene, end: int) -> int:
    """Adjuncts of a source end at its comma ("по данным источника в полиции, ..."), if they have one."""
    for at in range(end, min(s.high, end + _FAR)):
        if s.words[at] in _STOPS and s.of_token[at] < 0:
            return at
        if is_verb(s, at) or (at > end and is_noun(s, at) and not has(s, at - 1, "preposition") and _opens(s, at)):
            break
    return end


def _opens(s: SlavicScene, at: int) -> bool:
    return can_be(s, at, "nominative") and not can_be(s, at, "genitive", "locative", "instrumental", "dative")


def _behind_participle(s: SlavicScene, comma: int) -> int:
    """Behind "докладу, опубликованному 1 ноября," the claim begins."""
    if lower_at(s, comma) != "," or comma + 1 >= s.high:
        return comma
    found = readings(s.lowers[comma + 1], s.doc.language)
    told = bool(found) and found[0].form.part == "participle" and found[0].form.case not in ("", "nominative")
    if not told and not is_relative(s, comma + 1):
        return comma
    closes = [i for i in range(comma + 2, min(s.high, comma + _FAR)) if s.words[i] == "," and s.of_token[i] < 0]
    while len(closes) > 1 and (s.words[closes[0] + 1][0].isdigit() or has(s, closes[0] + 1, "time")):
        closes = closes[1:]
    return closes[0] if closes else comma
