"""The document, the outlet or the body in which something is told: "в отчёте говорится", "на сайте мэрии"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.governed import ANY_CASE
from tocsin.engine.claims.slavic.heads import alike, can_be, is_modifier, is_source, named_in_marks
from tocsin.engine.claims.slavic.lexicon import is_text
from tocsin.engine.claims.slavic.phrases import is_light, phrase_end
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.sources import is_relative
from tocsin.engine.claims.slavic.words import has
from tocsin.text.morphology import readings

_WHERE: Final = frozenset(("в", "во", "у", "на"))
_WHICH_ONE: Final = frozenset(
    ("інший", "цей", "той", "такий", "один", "кожний", "кожен", "этот", "тот", "один", "другой")
)
"""Pronouns that stand before their noun as adjectives do: "в іншій ухвалі"."""
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
_FROM: Final = frozenset(("из", "з", "із", "зі"))
_STOPS: Final = frozenset((",", ":", ";", "—", "–", "-", "--", ".", "!", "?", "…", "..."))
_FAR: Final = 14
"""Tokens between a cue and the document where it is told, half of them."""


def place_told(s: SlavicScene, low: int, high: int, *, of: bool = False, written: bool = False) -> Range | None:
    """The document, the outlet or the body in which it is told, without its preposition; `of`: behind "из" as well;
    `written`: the cue has it that any thing there is a text."""
    for at in range(low, min(high - 1, low + 2 * _FAR)):
        if s.of_token[at] < 0 and (s.lowers[at] in _WHERE or (of and s.lowers[at] in _FROM)):
            if has(s, at + 1, "time"):
                continue  # "в июне Совет выпустил справку"
            if is_relative(s, at + 1):
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
        whose = not marks and at + 1 < high and is_relative(s, at + 1)  # "готель, на сайті якого сказано"
        return None if whose else (start, phrase_end(s, at, high))
    if at == start or at >= high:
        return None
    stop = next((i for i in range(at, high) if s.words[i] in _STOPS), high)
    behind = (
        i for i in range(stop - 1, at, -1) if can_be(s, i, "locative", "genitive") and is_source(s, i, place=False)
    )
    return next(((i, i + 1) for i in behind if not s.doc.capital[i] and not is_light(s, i)), None)
