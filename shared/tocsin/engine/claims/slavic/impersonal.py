"""What is told without a subject: "сообщается, что", "«...», — йдеться в листі", "з матеріалів відомо, що"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.reach import content_left
from tocsin.engine.claims.scene import emit
from tocsin.engine.claims.slavic.according import is_accordings
from tocsin.engine.claims.slavic.clauses import clause_end
from tocsin.engine.claims.slavic.contents import behind_colon, content_at, that_behind
from tocsin.engine.claims.slavic.heads import is_noun
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.taken_up import read_taken_up, takes_up
from tocsin.engine.claims.slavic.told_in import place_told
from tocsin.engine.claims.slavic.words import has, lower_at

_AS: Final = frozenset(("как", "як"))
_BECAME: Final = frozenset(("стало", "было", "було", "уже", "вже", "также", "також"))
_ABOUT: Final = frozenset(("о", "об", "про"))
_THAT: Final = frozenset(("том", "те"))
_NOT: Final = frozenset(("не", "ні"))
_WRITTEN: Final = frozenset(("говорится", "говорилось", "сказано", "написано", "йдеться", "мовиться"))
"""Whatever these stand beside with "в" is a text: "в поздравлении говорится"."""
_LEFT_OF: Final = frozenset((",", "—", "–", "-", "--"))
_WINDOW: Final = 12


def read_impersonal(s: SlavicScene, at: int, cue: Cue) -> bool:
    """A predicative or a passive of saying; its source is where it is told, if the text says so."""
    start = at
    while start > s.low and s.lowers[start - 1] in _BECAME:
        start -= 1
    if s.lowers[start - 1] in _NOT and start > s.low:
        return True  # "не сообщается": nobody says so
    if lower_at(s, at + 1) in _ABOUT and lower_at(s, at + 2) not in _THAT:
        return True  # "йдеться про матеріали": what it is about
    kind, spoken = next(iter(cue.frames.values())), "Q" in cue.frames
    written = s.lowers[at] in _WRITTEN
    behind = place_told(s, at + 1, _mark_behind(s, at), of=not spoken, written=written)
    if start > s.low and s.lowers[start - 1] in _AS:
        return _read_as_told(s, start - 1, at, behind, kind if spoken else "report")
    if takes_up(s, at):
        return read_taken_up(s, behind or place_told(s, s.low, start, written=written), (start, at + 1), kind)
    source = behind or place_told(s, s.low, start, of=not spoken, written=written)
    that = that_behind(s, at + 1, _WINDOW)
    if that is not None:
        told = Body([(that, clause_end(s, that))], "report", "that") if source else None
        emit(s, told or Body([(that, clause_end(s, that))], kind, "noun"), source, (start, at + 1))
        return True
    return spoken and (_read_colon(s, at, source, kind) or _read_behind(s, start, at, behind, kind))


def _mark_behind(s: SlavicScene, at: int) -> int:
    return next((i for i in range(at + 1, s.high) if s.words[i] in ",:;.—–" and s.of_token[i] < 0), s.high)


def _read_as_told(s: SlavicScene, start: int, at: int, source: Range | None, kind: str) -> bool:
    """As in "Как сообщается на сайте мэрии, ..." and "..., как говорится в отчёте"."""
    mark = _mark_behind(s, at)
    if start <= s.low + 1:
        if lower_at(s, mark) != ",":
            return False
        emit(s, Body(content_at(s, mark + 1), kind, "according"), source, (start, at + 1))
        return True
    left = content_left(s, start - 1) if s.lowers[start - 1] == "," else None
    if left is None or source is None:
        return False
    emit(s, Body([left], kind, "reported"), source, (start, at + 1))
    return True


def _read_colon(s: SlavicScene, at: int, source: Range | None, kind: str) -> bool:
    mark = _mark_behind(s, at)
    if lower_at(s, mark) != ":":
        return False
    content = behind_colon(s, mark)
    if not content:
        return True
    direct = s.of_token[content[0][0]] >= 0 or content[0][0] >= s.high
    emit(s, Body(content, kind, "quote" if direct else "colon", direct), source, (at, at + 1))
    return True


def _read_right_of(s: SlavicScene, cue: Range, source: Range, kind: str) -> bool:
    """As in "В частности, говорится в отчёте, мост закрыт": the claim stands behind who tells it."""
    if lower_at(s, source[1]) != "," or source[1] + 1 >= s.high:
        return False
    emit(s, Body(content_at(s, source[1] + 1), kind, "according"), source, cue)
    return True


def _read_behind(s: SlavicScene, start: int, at: int, source: Range | None, kind: str) -> bool:
    """As in "«...», — говорится в отчёте", "Мост закроют, сообщается на сайте"."""
    if start - 1 <= s.low or s.lowers[start - 1] not in _LEFT_OF or source is None:
        return False
    left = content_left(s, start - 1)
    if left is None:
        return False
    if is_accordings(s, left):
        return True
    if left[0] == s.low and not any(
        is_noun(s, i) for i in range(left[0] + has(s, left[0], "preposition") * 2, left[1])
    ):
        return _read_right_of(s, (start, at + 1), source, kind)
    direct = s.of_token[left[0]] >= 0 and s.of_token[left[1] - 1] >= 0
    parts, mark = [left], _mark_behind(s, at)
    if not direct and s.lowers[start - 1] == "," == lower_at(s, mark) and mark + 1 < s.high:
        parts.append((mark + 1, clause_end(s, mark + 1)))  # "Адресу, йдеться в листі, не встановлено"
    emit(s, Body(parts, kind, "quote" if direct else "reported", direct), source, (start, at + 1))
    return True
