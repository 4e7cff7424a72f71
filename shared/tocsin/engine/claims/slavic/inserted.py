"""Sources that are inserted or added in Russian and Ukrainian: "..., сообщил мэр.", "Как сообщает агентство, ..."."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.reach import content_left
from tocsin.engine.claims.scene import emit
from tocsin.engine.claims.slavic.according import is_accordings
from tocsin.engine.claims.slavic.clauses import clause_end
from tocsin.engine.claims.slavic.contents import content_at
from tocsin.engine.claims.slavic.heads import ANYONE, head_strength, is_modifier
from tocsin.engine.claims.slavic.openings import is_opening
from tocsin.engine.claims.slavic.phrases import is_verb
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.subjects import subject_right
from tocsin.engine.claims.slavic.taken_up import behind_caption, takes_up
from tocsin.engine.claims.slavic.told_in import place_told
from tocsin.engine.claims.slavic.verbs import looks_finite
from tocsin.engine.claims.slavic.words import has, lower_at
from tocsin.text.morphology import readings

_FOLLOWS: Final = ("следует", "следовало", "вытекает", "явствует", "випливає")
_OFFICE: Final = 12
"""Tokens of an office between two commas."""
_NOMINATIVE: Final = frozenset(("nominative",))
_BEFORE: Final = frozenset((",", "—", "–", "-", "--"))


def read_as_reported(s: SlavicScene, at: int, start: int, kind: str) -> bool:
    """As in "Как сообщает агентство, ..." and "..., как сообщили в министерстве"."""
    source = subject_right(s, at + 1, s.high, at) or _follows_from(s, at)
    if source is None:
        return False
    source = _with_office(s, source)
    if takes_up(s, source[1] + 3):
        return True  # "Как передаёт портал, об этом заявил мэр": the mayor says the sentence before
    if start <= s.low + 1 or is_opening(s, start):
        comma = _comma_behind(s, source[1])
        if comma is None:
            return False
        emit(s, Body(content_at(s, comma + 1), kind, "according"), source, (start, at + 1))
        return True
    return lower_at(s, start - 1) == "," and _read_around(s, start - 1, source, (start, at + 1), kind, negated=False)


def read_behind_clause(s: SlavicScene, at: int, start: int, cue: Cue, kind: str, *, negated: bool) -> bool:
    """As in "..., сообщил мэр." at the end of a sentence or between commas."""
    if "C" not in cue.frames or lower_at(s, start - 1) not in _BEFORE or start - 1 <= s.low:
        return False
    if takes_up(s, start):
        return True  # ", пише «Вісник»" behind who said the sentence before
    source = subject_right(s, at + 1, s.high, at)
    lost = source is None and at + 1 == s.high and s.high in s.run_on
    if not lost and (source is None or has(s, source[0], "coordinator")):
        return False
    return _read_around(s, start - 1, source, (start, at + 1), kind, negated=negated)


def _read_around(s: SlavicScene, comma: int, source: Range | None, cue: Range, kind: str, *, negated: bool) -> bool:
    """The claim on the left of an inserted source, and on its right where the sentence goes on."""
    left = content_left(s, comma)
    if left is None:
        return False
    if _is_said_within(s, left):
        return True  # "Мост, напомнил мэр, закроют, пишет портал": the mayor says it
    if _opens_inside_quote(s, left):
        return True  # "«... Мост закроют», — ответил мэр, сообщает портал": whose words they are is told
    is_accordings(s, left)  # "По данным мэрии, мост закроют, сообщает портал": both say it, each its own words
    parts = [(behind_caption(s, *left), left[1])]
    if source is None:
        pass  # "Мост закроют, сообщает По словам мэра ...": the page has lost who says it
    elif lower_at(s, source[1]) == "," and source[1] + 1 < s.high and not _is_of_source(s, source[1] + 1):
        parts.append((source[1] + 1, clause_end(s, source[1] + 1)))
    elif left[1] - left[0] < 2:
        return False
    direct = s.of_token[left[0]] >= 0 and s.of_token[left[1] - 1] >= 0
    emit(s, Body(parts, kind, "reported", direct), source, cue, negated=negated)
    return True


def _is_said_within(s: SlavicScene, part: Range) -> bool:
    """Whether a speaker is inserted within the words, so that they are told already as what he says."""
    before = s.drafts[-1] if s.drafts else None
    if before is None or before.source is None:
        return False
    if before.rule == "quote":  # "«...», — говорится в сообщении СМИ, пишет портал"
        return part[0] <= before.content[0][0] < before.cue[0] < part[1] and before.content[-1][1] <= before.cue[0]
    if before.rule != "reported":
        return False
    return part[0] <= before.content[0][0] < before.cue[0] < before.content[-1][0] < part[1]


def _opens_inside_quote(s: SlavicScene, part: Range) -> bool:
    """Whether the words begin inside of a quotation that ends among them."""
    number = s.of_token[part[0]]
    return number >= 0 and s.quotes.found[number].first < part[0] and s.quotes.found[number].last < part[1]


def _is_of_source(s: SlavicScene, at: int) -> bool:
    """As in "сообщил адвокат, представляющий истца", "который вёл дело": it tells of the speaker, not of the claim."""
    found = readings(s.lowers[at], s.doc.language)
    told = bool(found) and found[0].form.part in ("participle", "converb")
    return told or has(s, at, "relative") or _is_office(s, at) or _qualifies(s, at)


def _is_office(s: SlavicScene, at: int) -> bool:
    """As in "сказал Лен, президент порта.": somebody, or a body, and no verb behind it."""
    head = at
    while head + 1 < s.high and is_modifier(s, head, _NOMINATIVE) and not head_strength(s, head, ANYONE):
        head += 1
    return bool(head_strength(s, head, ANYONE)) and _has_no_verb(s, at)


def _qualifies(s: SlavicScene, at: int) -> bool:
    """As in "сообщил источник, близкий к мэрии"."""
    return is_modifier(s, at, _NOMINATIVE) and at + 1 < s.high and has(s, at + 1, "preposition") and _has_no_verb(s, at)


def _has_no_verb(s: SlavicScene, at: int) -> bool:
    end = next((i for i in range(at, s.high) if s.words[i] in ".;:"), s.high)
    return not any(looks_finite(s.lowers[i], s.doc.language) and is_verb(s, i) for i in range(at, end))


def _with_office(s: SlavicScene, source: Range) -> Range:
    """As in "Как сообщил мэр, глава партии Лен, ...": what stands between two commas, without a verb, is who it is."""
    comma = source[1]
    second = next((i for i in range(comma + 1, min(s.high, comma + _OFFICE)) if s.words[i] == ","), None)
    if lower_at(s, comma) != "," or second is None or s.doc.capital[comma + 1]:
        return source
    office = head_strength(s, comma + 1, ANYONE) and not any(is_verb(s, i) for i in range(comma + 1, second))
    return (source[0], second) if office else source


def _comma_behind(s: SlavicScene, end: int) -> int | None:
    """As in "Как сообщили в отделе по связям с жителями, ...": the comma behind what else the source is."""
    for at in range(end, min(s.high, end + _OFFICE)):
        if s.words[at] == ",":
            return at
        if is_verb(s, at) or s.words[at] in ".:;":
            return None
    return None


def _follows_from(s: SlavicScene, at: int) -> Range | None:
    """As in "Как следует из документов, ...": the document that it follows from."""
    if not s.lowers[at].startswith(_FOLLOWS):
        return None
    mark = next((i for i in range(at + 1, s.high) if s.words[i] == ","), s.high)
    return place_told(s, at + 1, mark, of=True)
