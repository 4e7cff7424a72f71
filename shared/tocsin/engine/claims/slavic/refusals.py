"""Cues that say that nothing was said: "отказался комментировать", "не уточнил, когда"."""

from __future__ import annotations

from functools import cache
from typing import Final

from tocsin.engine.claims.slavic.lexicon import slavic
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.subjectless import ABOUT_IT, PRESUPPOSES
from tocsin.engine.claims.slavic.words import has, lower_at
from tocsin.text.morphology import lemma, readings

_REFUSES: Final = ("отказ", "відмов")
_ANSWERS: Final = ("відповіда", "отвеча")
_COMMENTS: Final = frozenset(("комментировать", "прокомментировать", "коментувати", "прокоментувати"))
_ASKS: Final = frozenset(
    ("спросить", "спрашивать", "поинтересоваться", "интересоваться", "спитати", "запитати", "питати", "поцікавитися")
)
"""As in "спросил, что делать с мостом": a question claims nothing."""
_OUGHT: Final = frozenset(("следует", "варто", "слід"))
_WHETHER: Final = frozenset(("чи",))
_ADDRESSED: Final = 3
"""Tokens between a verb and its question, for whom it is told; a relative clause belongs to what stands before it."""
_WITHOUT_ANSWER: Final = 3
"""Tokens behind a refusal among which the infinitive stands: "отказался пока официально комментировать"."""


def says_nothing(s: SlavicScene, at: int, start: int) -> bool:
    """Whether the cue at `at`, negated if it does not stand at `start`, tells that something was not said."""
    if start == at and lower_at(s, at).startswith(_REFUSES):
        return any(_is_to_say(s, here) for here in range(at + 1, min(s.high, at + 1 + _WITHOUT_ANSWER)))
    if lower_at(s, at) in _OUGHT and _is_to_say(s, at + 1):
        return True  # "следует отметить, что": the author's own words
    if lemma(s.lowers[at], s.doc.language) in _ASKS or _meets(s, at):
        return True
    return start < at and (lemma(s.lowers[at], s.doc.language) in _COMMENTS or _asks_behind(s, at))


def _meets(s: SlavicScene, at: int) -> bool:
    """As in "відповідає трьом вимогам", "отвечает требованиям": a thing, and nobody who had asked, stands in the dative
    behind the verb."""
    if not s.lowers[at].startswith(_ANSWERS):
        return False
    for here in range(at + 1, min(s.high, at + 1 + _WITHOUT_ANSWER)):
        found = [each.form for each in readings(s.lowers[here], s.doc.language) if each.form.case == "dative"]
        if any(form.part == "noun" for form in found):
            return all(form.animate is False for form in found if form.part == "noun")
        if not found:
            return False
    return False


def _is_to_say(s: SlavicScene, at: int) -> bool:
    if at >= s.high:
        return False
    language = s.doc.language
    return any(
        each.form.part == "infinitive" and each.lemma in _said(language) for each in readings(s.lowers[at], language)
    )


@cache
def _said(language: str) -> frozenset[str]:
    """Verbs that tell or comment: those of the cues that take "что", and a few that take nothing."""
    cues = slavic(language).cues
    verbs = {word for word, found in cues.items() if any(cue.part == "verb" and "Q" in cue.frames for cue, _ in found)}
    return frozenset(lemma(word, language) for word in verbs) | {
        *(
            "комментировать",
            "прокомментировать",
            "назвать",
            "называть",
            "отвечать",
            "раскрыть",
            "раскрывать",
            "говорить",
        ),
        *("коментувати", "прокоментувати", "назвати", "називати", "відповідати", "розкрити", "розкривати", "говорити"),
    }


def only_asks(s: SlavicScene, first: int, cue: int) -> bool:
    """Whether the words from `first` on, behind their cue that ends at `cue` or before it, only name a question that is
    said to be answered: "розповів, коли відкриють міст", "Про те, які кораблі зайдуть, повідомив мер"."""
    about = (s.lowers[first], lower_at(s, first + 1)) in ABOUT_IT and lower_at(s, first + 2) == ","
    first += 3 if about else 0
    if lower_at(s, first) in _WHETHER or lower_at(s, first + 1) == "ли":
        return True
    told = 0 <= first - 1 - cue <= (0 if has(s, first, "relative") else _ADDRESSED) and s.words[first - 1] == ","
    if not (about or told) or first + 1 >= s.high:
        return False
    first += has(s, first, "preposition")
    return has(s, first, "question") and not has(s, first, "complementizer") and s.lowers[first] not in PRESUPPOSES


def _asks_behind(s: SlavicScene, at: int) -> bool:
    """As in "не уточнил, когда", "не сказали, сколько": a question that is left without an answer."""
    for here in range(at + 1, min(s.high - 1, at + 6)):
        if s.words[here] == ",":
            first = here + 1 + has(s, here + 1, "preposition")
            return first < s.high and has(s, first, "question") and not has(s, first, "complementizer")
    return False
