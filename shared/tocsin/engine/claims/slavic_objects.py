"""Whom a Russian or Ukrainian sentence accuses, denies or backs where the object stands before the verb.

Endings tell the accusative from the nominative: "Армию обвинил в обстреле губернатор Лен".
"""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.names import GROUP, ORGANIZATION, ROLE, UNNAMED, kinds
from tocsin.engine.claims.nominative import is_nominative
from tocsin.engine.claims.slavic_contents import SlavicContents

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
_ADJECTIVE: Final = ("ая", "яя", "ый", "ий", "ые", "ська", "цька", "ова", "ева", "льна", "ські", "цькі")
"""Endings of an adjective before the subject."""
_SPEAKERS: Final = ROLE | GROUP | ORGANIZATION | UNNAMED
_WINDOW: Final = 10
"""Tokens behind the verb among which its subject is looked for: "в обстреле порта и складов"."""
_LEAST: Final = 4
"""Letters of a word whose ending tells its case."""


class SlavicObjects(SlavicContents):
    """Verbs of accusing, denying and backing whose object comes first."""

    def _object_first(self, at: int, start: int, cue: Cue, *, negated: bool) -> bool:
        """As in "Армию обвинил в обстреле губернатор Лен", "Слухи опроверг мэр": the subject stands behind."""
        whom = self._left(start)
        head = self._subject_behind(at) if whom else None
        if whom is None or head is None or not self._is_object(whom, head):
            return False
        adjective = head - 1 > at and self.words[head - 1].endswith(_ADJECTIVE)
        begin = head - (adjective and not self.has(head - 2, "preposition"))
        source = self._right(begin, self.high)
        if source is None:
            return False
        content = [whom]
        if begin > at + 1:
            content.append((at + 1, begin))
        elif self._lower(source[1]) and self.has(source[1], "preposition"):
            content.append((source[1], self._clause_end(source[1], "phrase")))
        self._emit(Body(content, cue.frames["N"], "phrase"), source, (start, at + 1), negated=negated)
        return True

    def _subject_behind(self, at: int) -> int | None:
        """The head of the subject: an office, a body, a group or a name in the nominative, or a pronoun."""
        words = self.words
        for here in range(at + 1, min(self.high, at + 1 + _WINDOW)):
            lower = self._lower(here)
            if self.of_token[here] >= 0 or not words[here][0].isalnum() or self.has(here, "complementizer"):
                return None
            if lower in _SUBJECT_PRONOUNS:
                return here
            if self.has(here - 1, "preposition"):
                continue
            listed = kinds(lower) & _SPEAKERS and is_nominative(lower, self.doc.language)
            first_name = self.doc.capital[here] and lower in self.known.first
            if listed or first_name or (here == at + 1 and self.doc.capital[here]):
                return here
        return None

    def _is_object(self, whom: Range, subject: int) -> bool:
        """By its ending, or because the words behind the verb can only be the subject."""
        lower, behind = self._lower(whom[0]), self._lower(subject)
        if lower in _OBJECT_PRONOUNS or (len(lower) >= _LEAST and lower.endswith(_NEVER_SUBJECT)):
            return lower not in self.known.first
        animate = kinds(behind) & (ROLE | GROUP) or (kinds(behind) & ORGANIZATION and behind.endswith(_FEMININE))
        return behind in _SUBJECT_PRONOUNS or (bool(animate) and behind not in _UNCHANGED)

    def _accused(self, at: int, start: int, cue: Cue, *, negated: bool) -> bool:
        """As in "Белкову обвинили в растрате": whom, and of what; by whom is not said."""
        whom = self._left(start) if cue.frames.get("N") == "accusation" else None
        if whom is None or self._lower(at + 1) not in _OF_WHAT or not self._lower(whom[1] - 1).endswith(_ACCUSED):
            return False
        body = Body([whom, (at + 1, self._clause_end(at + 1, "phrase"))], "accusation", "passive")
        self._emit(body, None, (start, at + 1), negated=negated)
        return True
