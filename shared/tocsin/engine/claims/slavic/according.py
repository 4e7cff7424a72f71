"""Sources that a marker names in Russian and Ukrainian: "По словам мэра, ...", "Мост, по данным мэрии, закроют"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.reach import content_left
from tocsin.engine.claims.scene import emit
from tocsin.engine.claims.slavic.clauses import clause_end
from tocsin.engine.claims.slavic.contents import behind_colon, content_at
from tocsin.engine.claims.slavic.governed import ANY_CASE
from tocsin.engine.claims.slavic.heads import is_noun
from tocsin.engine.claims.slavic.openings import is_opening
from tocsin.engine.claims.slavic.phrases import is_verb, with_modifiers
from tocsin.engine.claims.slavic.reminders import behind_reminder
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.sources import Named, source_behind
from tocsin.engine.claims.slavic.words import has, is_finite_cue, lower_at

_HIS: Final = frozenset(("его", "её", "ее", "их", "його", "її", "їх", "їхніми", "своим", "своими"))
_REFERS: Final = ("ссыла", "со", "посила", "з", "із")
"""How the markers begin that refer to another source, which they mean nothing without."""
_BY_LAW: Final = frozenset(("согласно", "згідно"))
_RELIES: Final = ("ссылаясь", "посилаючись")
_SO: Final = frozenset(
    ("он", "она", "они", "він", "вона", "вони", "так", "следующее", "следующим", "образом", "наступне", "чином")
)
_FEW: Final = 4
"""Tokens, with the comma, of words that only open a sentence."""


def read_marker(s: SlavicScene, at: int, found: list[tuple[tuple[str, ...], str]]) -> bool:
    lowers = s.doc.lowers
    for words, kind in found:
        size = len(words)
        if tuple(lowers[at : at + size]) == words:
            return _read_named_source(s, at, at + size, None, kind)
        if (
            size == 2
            and lowers[at + 1 : at + 2]
            and lowers[at + 1] in _HIS
            and tuple(lowers[at + 2 : at + 3]) == words[1:]
        ):
            return _read_named_source(s, at, at + 3, (at + 1, at + 2), kind)
    return False


def _read_named_source(s: SlavicScene, at: int, behind: int, owner: Range | None, kind: str) -> bool:
    named = Named(owner, behind) if owner else source_behind(s, behind)
    if named is None:
        return False
    source, end = named
    if source is None and s.lowers[at].startswith(_REFERS):
        return False
    cue = (at, behind)
    if end >= s.high:
        return _read_over_break(s, source, end, cue, kind)
    if at == s.low or (at == s.low + 1 and has(s, s.low, "coordinator", "adverb")) or _opens(s, at):
        _read_right_of(s, source, end, cue, kind)
        return True
    return _read_left_of(s, source, end, cue, kind)


def is_accordings(s: SlavicScene, part: Range) -> bool:
    """Whether the words before an inserted cue were told already as what a marker's source says, as in "По данным
    мэрии, мост закрыт, говорится в сообщении": then only they are what it says."""
    before = s.drafts[-1] if s.drafts else None
    if before is None or before.rule != "according" or before.cue[0] != part[0]:
        return False
    content = [(first, min(last, part[1])) for first, last in before.content if first < part[1]]
    if content:
        s.drafts[-1] = before._replace(content=content)
    return True


def _opens(s: SlavicScene, at: int) -> bool:
    """Whether nothing but opening words stands before: "Так,", "Варто нагадати, що,"."""
    return is_opening(s, at) or (at > s.low + 1 and behind_reminder(s.doc, s.low, s.high) == at)


def _read_over_break(s: SlavicScene, source: Range | None, end: int, cue: Range, kind: str) -> bool:
    """As in "За даними «Порт.\\nДорно», міст закриють": the name has a full stop inside."""
    begin = end + (end < len(s.words) and s.words[end] == ",")
    if begin == end or begin >= len(s.words):
        return False
    emit(s, Body([(begin, s.doc.sentences[s.doc.sentence_of[begin]].last)], kind, "according"), source, cue)
    return True


def _read_right_of(s: SlavicScene, source: Range | None, end: int, cue: Range, kind: str) -> None:
    """As in "По словам мэра, ..." and "По словам мэра:" with a quotation below it."""
    if lower_at(s, end) == ":":
        body = behind_colon(s, end)
        emit(s, Body(body, kind, "quote", bool(body) and body[0][0] >= s.high), source, cue)
        return
    begin = min(end + (lower_at(s, end) == ","), s.high - 1)
    if s.words[s.high - 1] == ":" and s.lowers[s.high - 2] in _SO:
        return  # "По данным портала, водитель объясняет аварию так:" only opens his words
    emit(s, Body(content_at(s, begin), kind, "according"), source, cue)


def _read_left_of(s: SlavicScene, source: Range | None, end: int, cue: Range, kind: str) -> bool:
    """As in "Мост, по словам мэра, закроют"."""
    comma = cue[0] - 1
    left = content_left(s, comma) if lower_at(s, comma) == "," else None
    if left is not None and _goes_on_right(s, left, end):
        emit(s, Body([(end, clause_end(s, end))], kind, "according"), source, cue)
        return True
    if s.lowers[cue[0]] in _BY_LAW and any(draft.sentence == s.number for draft in s.drafts[-1:]):
        return True  # "сказал, что отвод начат, согласно договору": it belongs to what he says
    if left is None or lower_at(s, comma - 1) in ("что", "що") or has(s, comma - 1, "coordinator"):
        return False
    parts = [_of_which(s, comma - 1) or left]
    relies = s.lowers[cue[0]].startswith(_RELIES)
    if relies and any(is_finite_cue(s, i) for i in range(end + 1, min(s.high, end + _FEW))):
        return True  # "фирма, ссылаясь на заключение, доказала, что": the firm says it
    if lower_at(s, end) == "," and end + 1 < s.high:
        parts.append((end + 1, clause_end(s, end + 1)))
    emit(s, Body(parts, kind, "according"), source, cue)
    return True


def _of_which(s: SlavicScene, relative: int) -> Range | None:
    """Of "Лен уехал из порта, который, по словам мэра, закроют" the noun with its pronoun: the rest he does not say."""
    if not has(s, relative, "relative") or relative - 2 <= s.low or s.words[relative - 1] != ",":
        return None
    noun = relative - 2
    if s.words[noun] == ")":
        noun = next((at - 1 for at in range(noun, s.low, -1) if s.words[at] == "("), noun)
    return (with_modifiers(s, s.low, noun, ANY_CASE), relative + 1) if is_noun(s, noun) else None


def _goes_on_right(s: SlavicScene, left: Range, end: int) -> bool:
    """As in "Лен ушёл из банка, по данным мэрии он уехал": no comma behind the source, and a verb on either side."""
    right = any(is_verb(s, i) for i in range(end, s.high))
    return right and lower_at(s, end) not in (",", ".") and any(is_verb(s, i) for i in range(*left))
