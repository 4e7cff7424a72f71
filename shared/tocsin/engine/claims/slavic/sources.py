"""Sources that no verb has as its subject: behind "по словам", and the place where something is told or written."""

from __future__ import annotations

from typing import Final, NamedTuple

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.heads import (
    alike,
    can_be,
    counts_people,
    is_alive,
    is_modifier,
    is_noun,
    is_personal,
    is_source,
    named_in_marks,
)
from tocsin.engine.claims.slavic.lexicon import is_text
from tocsin.engine.claims.slavic.phrases import ANY_CASE, is_light, is_verb, phrase_end
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import has, is_verb_form, lower_at
from tocsin.text.morphology import readings

_GENITIVE: Final = frozenset(("genitive",))
_WHERE: Final = frozenset(("в", "во", "у", "на"))
_THAT: Final = frozenset(("то", "те", "том", "тому"))
_OF_THING: Final = frozenset(("ним", "нею", "ними", "ему", "нему", "ней", "нему", "неї", "нього", "них"))
_WHICH_ONE: Final = frozenset(
    ("інший", "цей", "той", "такий", "один", "кожний", "кожен", "этот", "тот", "один", "другой")
)
"""Pronouns that stand before their noun as adjectives do: "в іншій ухвалі"."""
_DATA: Final = frozenset(("дані", "відомості", "інформація", "данные", "сведения", "информация"))
_ONE_LEMMAS: Final = frozenset(("один", "кто-то", "хтось"))
_PARTICLES: Final = frozenset(("же", "ж", "ли", "бы", "вот", "лишь", "и"))
"""As in "по мнению же Лена", "по словам и мэра"."""
_ONE: Final = frozenset(("одного", "однієї", "одной"))
_FROM: Final = frozenset(("из", "з", "із", "зі"))
_STOPS: Final = frozenset((",", ":", ";", "—", "–", "-", "--", ".", "!", "?", "…", "..."))
_NO_TEXT: Final = frozenset(
    (
        *("частности", "целом", "итоге", "результате", "ходе", "начале", "конце", "числе", "связи", "продолжении"),
        *("рамках", "случае", "момент", "период", "условиях", "отношении", "контексте", "смысле", "порядке", "составе"),
        *("форме", "виде", "центре", "регионе", "деревне", "районе", "крае", "последствии", "году", "время", "час"),
        *("городе", "стране", "области"),
        *(
            "часності",
            "цілому",
            "підсумку",
            "результаті",
            "ході",
            "кінці",
            "числі",
            "зв'язку",
            "зв’язку",
            "продовженні",
        ),
        *("межах", "випадку", "період", "умовах", "відношенні", "контексті", "сенсі", "порядку", "складі", "формі"),
        *("вигляді", "центрі", "регіоні", "селі", "районі", "краї", "році", "місті", "країні", "області"),
    )
)
"""What stands behind "в" beside "говорится" and is where or how rather than what is read."""
_FAR: Final = 14
"""Tokens between a marker and its comma, or a cue and the document where it is told."""


class Named(NamedTuple):
    """A source behind a marker, None where what stands there can say nothing, and where what it says can begin."""

    source: Range | None
    end: int


def source_behind(s: SlavicScene, start: int) -> Named | None:
    """The source behind a marker that ends before `start`; None where a relative pronoun makes it another's clause."""
    while start < s.high - 1 and s.lowers[start] in _PARTICLES:
        start += 1
    if start >= s.high or has(s, start, "relative") or _is_relative(s, start) or _opens_clause(s, start):
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
    end = phrase_end(s, head, s.high)
    if end < s.high and (is_verb(s, end) or is_verb_form(s, end)):
        end = _before_subject(s, head, end)
    source = (start, _with_apposition(s, end))
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


def _is_relative(s: SlavicScene, at: int) -> bool:
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
    if not told and not _is_relative(s, comma + 1):
        return comma
    closes = [i for i in range(comma + 2, min(s.high, comma + _FAR)) if s.words[i] == "," and s.of_token[i] < 0]
    while len(closes) > 1 and (s.words[closes[0] + 1][0].isdigit() or has(s, closes[0] + 1, "time")):
        closes = closes[1:]
    return closes[0] if closes else comma


def place_told(s: SlavicScene, low: int, high: int, *, of: bool = False, written: bool = False) -> Range | None:
    """The document, the outlet or the body in which it is told, without its preposition; `of`: behind "из" as well;
    `written`: the cue has it that any thing there is a text."""
    for at in range(low, min(high - 1, low + 2 * _FAR)):
        if s.of_token[at] < 0 and (s.lowers[at] in _WHERE or (of and s.lowers[at] in _FROM)):
            if has(s, at + 1, "time"):
                continue  # "в июне Совет выпустил справку"
            if _is_relative(s, at + 1):
                return _of_which(s, at + 1)
            found = _told_in(s, at + 1, high, written=written)
            if found:
                return found
    return None


def _of_which(s: SlavicScene, relative: int) -> Range | None:
    """As in "справку, в которой говорится": the noun before the comma that has the gender and number of the pronoun."""
    comma = relative - 2
    wanted = [each.form for each in readings(s.lowers[relative], s.doc.language)]
    for at in range(comma - 1, max(s.low, comma - _FAR), -1):
        nouns = [each.form for each in readings(s.lowers[at], s.doc.language) if each.form.part == "noun"]
        if any(alike(form, noun) for form in wanted for noun in nouns):
            told = is_text(s.lowers[at : at + 1], s.doc.language) or is_source(s, at, place=False)
            return (at, phrase_end(s, at, comma)) if told and not s.doc.capital[at] else None
    return None


def _opens_phrase(s: SlavicScene, at: int) -> bool:
    """As in "из недавно обнародованных документов"."""
    if is_modifier(s, at, ANY_CASE) or is_light(s, at):
        return True
    return any(
        each.lemma in _WHICH_ONE and each.form.case == "locative" for each in readings(s.lowers[at], s.doc.language)
    )


def _is_participle(s: SlavicScene, at: int) -> bool:
    """As in "в посвящённой выборам главе": the noun behind it may be governed by it."""
    return any(each.form.part == "participle" for each in readings(s.lowers[at], s.doc.language))


def _is_text(s: SlavicScene, at: int) -> bool:
    """A thing that is no time and no manner of telling: "в аннотации", not "в частности"."""
    if s.doc.capital[at] or s.lowers[at] in _NO_TEXT or has(s, at, "time"):
        return False
    forms = [each.form for each in readings(s.lowers[at], s.doc.language) if each.listed]
    return any(form.part == "noun" and form.case == "locative" and form.animate is not True for form in forms)


def _told_in(s: SlavicScene, start: int, high: int, *, written: bool = False) -> Range | None:
    at = start
    while at < high and s.of_token[at] < 0 and not s.doc.capital[at] and _opens_phrase(s, at):
        at += 1
    while start < at and is_light(s, start):
        start += 1
    marks = named_in_marks(s, at) if at < high else None
    written = written and not any(_is_participle(s, i) for i in range(start, at))
    if marks or (at < high and (is_source(s, at, place=False) or (written and _is_text(s, at)))):
        return start, phrase_end(s, at, high)
    if at == start or at >= high:
        return None
    stop = next((i for i in range(at, high) if s.words[i] in _STOPS), high)
    behind = (
        i for i in range(stop - 1, at, -1) if can_be(s, i, "locative", "genitive") and is_source(s, i, place=False)
    )
    return next(((i, i + 1) for i in behind if not s.doc.capital[i] and not is_light(s, i)), None)
