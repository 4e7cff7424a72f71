"""Whom a Russian or Ukrainian sentence accuses, denies or backs where the object stands before the verb.

Endings tell the accusative from the nominative: "Армию обвинил в обстреле губернатор Лен".
"""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.scene import emit
from tocsin.engine.claims.slavic.clauses import clause_end
from tocsin.engine.claims.slavic.heads import can_be, is_noun
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.subjects import object_left, subject_right
from tocsin.engine.claims.slavic.words import has, lower_at
from tocsin.engine.claims.speakers.names import GROUP, ORGANIZATION, ROLE, UNNAMED, kinds
from tocsin.engine.claims.speakers.nominative import is_nominative

_OF_WHAT: Final = frozenset(("в", "во", "у"))
_ACCUSED: Final = ("а", "я", "у", "ю", "ого", "его")
"""Endings of somebody who is accused; the plural of a subject ends otherwise."""
_OBJECT_PRONOUNS: Final = frozenset(("его", "её", "ее", "их", "його", "її", "їх", "меня", "мене", "нас"))
_SUBJECT_PRONOUNS: Final = frozenset(("он", "она", "они", "він", "вона", "вони"))
_NEVER_SUBJECT: Final = ("ую", "юю", "ого", "его", "ього", "ых", "их", "у", "ю")
"""Endings that no nominative of an office, a body or a group has."""
_FEMININE: Final = ("а", "я")
_UNCHANGED: Final = frozenset(
    ("власти", "стороны", "сторони", "обе", "сми", "змі", "медиа", "медіа", "мать", "дочь", "мати", "семьи", "родини")
)
"""Groups and persons whose accusative is their nominative."""
_ADJECTIVE: Final = ("ая", "яя", "ый", "ий", "ые", "ие", "ська", "цька", "ова", "ева", "льна", "ські", "цькі")
"""Endings of an adjective before the subject."""
_ALSO: Final = frozenset(("и", "й", "і", "та", "также", "тоже", "також", "теж"))
_SPEAKERS: Final = ROLE | GROUP | ORGANIZATION | UNNAMED
_WINDOW: Final = 10
"""Tokens behind the verb among which its subject is looked for: "в обстреле порта и складов"."""
_PLURAL_SOURCES: Final = frozenset(("источники", "джерела", "собеседники", "співрозмовники"))
_LEAST: Final = 4
"""Letters of a word whose ending tells its case."""


def read_object_first(s: SlavicScene, at: int, start: int, cue: Cue, *, negated: bool) -> bool:
    """As in "Армию обвинил в обстреле губернатор Лен", "Слухи опроверг мэр": the subject stands behind."""
    whom = object_left(s, start)
    if whom is not None and has(s, whom[0], "relative"):
        return False  # "которых поддерживает Оставия"
    head = _subject_behind(s, at) if whom else None
    if whom is None or head is None or not _is_object(s, whom, head):
        return False
    adjective = head - 1 > at and s.words[head - 1].endswith(_ADJECTIVE)
    begin = head - (adjective and not has(s, head - 2, "preposition"))
    source = subject_right(s, begin, s.high, at)
    if source is None:
        return False
    while begin > at + 1 and s.lowers[begin - 1] in _ALSO:
        begin -= 1  # "Отказаться от моста требовал и мэр"
    content = [whom]
    if begin > at + 1:
        content.append((at + 1, begin))
    elif lower_at(s, source[1]) and has(s, source[1], "preposition"):
        content.append((source[1], clause_end(s, source[1], "phrase")))
    emit(s, Body(content, cue.frames["N"], "phrase"), source, (start, at + 1), negated=negated)
    return True


def _subject_behind(s: SlavicScene, at: int) -> int | None:
    """The head of the subject: an office, a body, a group or a name in the nominative, or a pronoun."""
    words = s.words
    for here in range(at + 1, min(s.high, at + 1 + _WINDOW)):
        lower = lower_at(s, here)
        if s.of_token[here] >= 0 or not words[here][0].isalnum() or has(s, here, "complementizer"):
            return None
        if lower in _SUBJECT_PRONOUNS:
            return here
        if has(s, here - 1, "preposition"):
            continue
        if is_noun(s, here - 1) and can_be(s, here, "genitive") and not s.doc.capital[here]:
            continue  # "в приховуванні доходів дружини": whose they are
        listed = kinds(lower) & _SPEAKERS and is_nominative(lower, s.doc.language)
        listed = listed or (lower in _PLURAL_SOURCES and not s.doc.capital[here])
        first_name = s.doc.capital[here] and lower in s.known.first
        if listed or first_name or (here == at + 1 and s.doc.capital[here]):
            return here
    return None


def _is_object(s: SlavicScene, whom: Range, subject: int) -> bool:
    """By its ending, or because the words behind the verb can only be the subject."""
    lower, behind = lower_at(s, whom[0]), lower_at(s, subject)
    if lower in _OBJECT_PRONOUNS or (len(lower) >= _LEAST and lower.endswith(_NEVER_SUBJECT)):
        return lower not in s.known.first
    animate = kinds(behind) & (ROLE | GROUP) or (kinds(behind) & ORGANIZATION and behind.endswith(_FEMININE))
    return behind in _SUBJECT_PRONOUNS or (bool(animate) and behind not in _UNCHANGED)


def read_accused(s: SlavicScene, at: int, start: int, cue: Cue, *, negated: bool) -> bool:
    """As in "Белкову обвинили в растрате": whom, and of what; by whom is not said."""
    whom = object_left(s, start) if cue.frames.get("N") == "accusation" else None
    if whom is None or lower_at(s, at + 1) not in _OF_WHAT or not lower_at(s, whom[1] - 1).endswith(_ACCUSED):
        return False
    begin = next(
        (i for i in range(whom[0], whom[1]) if not has(s, i, "subordinator", "complementizer", "question")), at
    )
    body = Body([(begin, clause_end(s, at + 1, "phrase"))], "accusation", "passive")
    emit(s, body, None, (start, at + 1), negated=negated)
    return True
