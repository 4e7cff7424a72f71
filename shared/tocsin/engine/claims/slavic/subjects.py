"""Subjects of Russian and Ukrainian cues: the noun phrase on either side that can be who says it."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.bounds import SOURCE, left_bound, right_bound, without_adverbs
from tocsin.engine.claims.slavic.candidates import candidates, first_subject, governs
from tocsin.engine.claims.slavic.governed import ANY_CASE, WHERE
from tocsin.engine.claims.slavic.heads import STRONG, Asked, agrees, asked_by, has_form_of, is_source, named_in_marks
from tocsin.engine.claims.slavic.phrases import (
    body_behind,
    is_light,
    phrase_before,
    phrase_end,
    with_modifiers,
    without_parenthesis,
)
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.shared import (
    shared_subject,
    subject_of_clause_before,
    subject_of_main_clause,
    subject_of_sentence,
)
from tocsin.engine.claims.slavic.words import has, is_finite_cue, lower_at
from tocsin.text.morphology import readings

_INSERTED: Final = 5
"""Tokens between the commas of words like "в частности"."""
_STOPS: Final = frozenset((",", ":", ";", "—", "–", "-", "--", "(", ")", ".", "!", "?", "…", "..."))


_CITING: Final = frozenset(("ссылкой", "ссылаясь", "посиланням", "посилаючись"))
"""Behind them stands whom or what the speaker cites."""
_TURNS_TO: Final = frozenset(("что", "чем", "чему", "а", "но", "що", "але"))
"""What stands before "тот" where it means another one."""
_OTHER_ONE: Final = {"ru": ("тот", "та"), "uk": ("той",)}


def find_subject(s: SlavicScene, at: int, start: int, right: int, form: str) -> Range | None:
    """Who the cue at `at` is said by; its negation or itself stands at `start`, its content begins at `right`."""
    if form == "gerund":
        return shared_subject(s, at) or subject_of_sentence(s, start)
    if start > s.low and has(s, start - 1, "coordinator"):
        return (
            shared_subject(s, at)
            or subject_left(s, start - 1, at)
            or subject_right(s, at + 1, right, at)
            or subject_of_clause_before(s, start - 1, at)
        )
    return (
        subject_left(s, start, at)
        or subject_right(s, at + 1, right, at)
        or shared_subject(s, at)
        or subject_of_main_clause(s, start, at)
        or (subject_of_clause_before(s, start, at) if start > s.low and s.words[start - 1] == "," else None)
    )


def subject_left(s: SlavicScene, start: int, verb: int) -> Range | None:
    """The subject of `verb` left of `start`; "в министерстве заявили" names the ministry."""
    asked = asked_by(s.lowers[verb], s.doc.language)
    end = without_adverbs(s, s.low, start)
    if end > s.low and s.words[end - 1] == ",":
        return _across_comma(s, end - 1, asked, adverb=end < start)
    if _is_other_one(s, end - 1, asked):
        return end - 1, end
    low = left_bound(s, end)
    found = first_subject(s, low, end, asked)
    if found is None and low - 1 > s.low and s.words[low - 1] == "," and _in_relative(s, low - 1, clause=False):
        return _before_participle(s, low - 1, asked)
    if found is None:
        return _body_spoken_in(s, low, end) if asked.number != "singular" else None
    while found < end - 1 and has(s, found, "coordinator"):
        found += 1  # "..., и Киев отказывается"
    return _antecedent(s, found) or without_parenthesis(s, found, phrase_before(s, found, end))


def _is_other_one(s: SlavicScene, at: int, asked: Asked) -> bool:
    """As in "на что тот ответил", "а та заявила": one told of before, but not the subject."""
    if at <= s.low or s.lowers[at] not in _OTHER_ONE[s.doc.language] or s.lowers[at - 1] not in _TURNS_TO:
        return False
    return any(agrees(each.form, asked) for each in readings(s.lowers[at], s.doc.language))


def _before_participle(s: SlavicScene, comma: int, asked: Asked) -> Range | None:
    """As in "Жители, собравшиеся в порту назвали": no comma closes what the participle opens."""
    found = first_subject(s, left_bound(s, comma), comma, asked)
    return None if found is None else (found, phrase_before(s, found, comma))


def _antecedent(s: SlavicScene, at: int) -> Range | None:
    """Whom "который" at `at` means: the nearest noun before its comma that agrees with it, if it can say something."""
    if not has(s, at, "relative") or at - 1 <= s.low:
        return None
    for here in range(at - 1, max(s.low, at - SOURCE) - 1, -1):
        if s.words[here] in _STOPS and here < at - 1 and s.words[here] != ",":
            return None
        if has_form_of(s, here, at):
            first = _name_begins(s, here)
            return (with_modifiers(s, s.low, first, ANY_CASE), phrase_end(s, here, at)) if is_source(s, here) else None
    return None


def _name_begins(s: SlavicScene, at: int) -> int:
    """The first word of the name that ends there: "Карла Одена, который"."""
    while at - 1 > s.low and s.doc.capital[at] and s.words[at - 1].istitle():
        at -= 1
    return at


def _across_comma(s: SlavicScene, close: int, asked: Asked, *, adverb: bool) -> Range | None:
    """Behind inserted words ("Он, в частности, ..."), a clause with "который", or an apposition; or one `adverb`."""
    opened = next((i for i in range(close - 1, max(s.low, close - SOURCE), -1) if s.words[i] == ","), None)
    if opened is None and adverb:
        opened = close
    if opened is None or any(is_finite_cue(s, i) for i in range(opened, close) if not _in_relative(s, opened)):
        return None
    low = left_bound(s, opened)
    found = first_subject(s, low, opened, asked)
    if found is None:
        return None
    inserted = close - opened <= _INSERTED and first_subject(s, opened + 1, close, Asked()) is None
    whole = not inserted and not _in_relative(s, opened)
    return found, close if whole else phrase_before(s, found, opened)


def _in_relative(s: SlavicScene, comma: int, *, clause: bool = True) -> bool:
    """Whether a `clause` with "который" or a participle opens behind the comma."""
    for at in range(comma + 1, min(s.high, comma + 3)):
        if has(s, at, "relative"):
            return clause
        if any(each.form.part in ("participle", "converb") for each in readings(lower_at(s, at), s.doc.language)[:1]):
            return True
        if not has(s, at, "preposition"):
            return False
    return False


def _body_spoken_in(s: SlavicScene, low: int, end: int) -> Range | None:
    """As in "в министерстве заявили": the last body behind a preposition of place."""
    while end - 1 > low and has(s, end - 1, "addressee"):
        end -= 1  # "в лікарні виданню повідомили"
    places = (at for at in range(end - 2, low - 1, -1) if s.lowers[at] in WHERE and has(s, at, "preposition"))
    body = next((found for at in places if s.of_token[at] < 0 and (found := body_behind(s, at, end))), None)
    return body if body and body[1] == end else None


def subject_right(s: SlavicScene, start: int, high: int, verb: int) -> Range | None:
    """The subject of `verb` that begins at `start` or behind adverbs, addressees and adjuncts, before `high`."""
    asked = asked_by(s.lowers[verb], s.doc.language)
    home = s.of_token[verb]  # Russian keeps the author's words inside the marks
    stop = right_bound(s, start, min(high, start + SOURCE), home)
    weak: Range | None = None
    for head, strength in candidates(s, start, stop, asked, home):
        if weak and (head < weak[1] or any(governs(s, i) for i in range(weak[1], head))):
            continue
        if asked.number == "plural" and _is_outlet(s, head) and (body := _body_told_in(s, head, stop)):
            return body
        found = without_parenthesis(s, with_modifiers(s, start, head), phrase_end(s, head, stop))
        if strength == STRONG:
            return found
        weak = weak or found
    return weak or (_body_told_in(s, start, stop) if asked.number != "singular" else None)


def _is_outlet(s: SlavicScene, at: int) -> bool:
    """As in "сообщили РИА Дорно в мэрии", "сообщили «Вести» в порту": it is told to them."""
    return (s.words[at].isupper() and len(s.words[at]) > 1) or named_in_marks(s, at) is not None


def _body_told_in(s: SlavicScene, start: int, high: int) -> Range | None:
    """As in "сообщили журналистам в министерстве": the first body behind a preposition of place."""
    cites = next((at for at in range(start, high) if s.lowers[at] in _CITING), high)
    places = (at for at in range(start, cites) if s.lowers[at] in WHERE and has(s, at, "preposition"))
    return next((body for at in places if (body := body_behind(s, at, high))), None)


def object_left(s: SlavicScene, start: int) -> Range | None:
    """The noun phrase left of a verb, whatever its case, from the last comma or conjunction on."""
    end = without_adverbs(s, s.low, start)
    low = left_bound(s, end)
    while low < end and (is_light(s, low) or has(s, low, "coordinator")):
        low += 1
    return (low, end) if low < end and not has(s, low, "preposition") else None
