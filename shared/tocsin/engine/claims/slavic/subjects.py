"""Subjects of Russian and Ukrainian cues: the noun phrase on either side that can be who says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.heads import (
    STRONG,
    WEAK,
    Asked,
    asked_by,
    can_be_attribute,
    has_form_of,
    head_strength,
    is_addressed,
    is_amount,
    is_modifier,
    is_noun,
    is_personal,
    is_source,
    named_in_marks,
)
from tocsin.engine.claims.slavic.phrases import (
    AND,
    ANY_CASE,
    WHERE,
    body_behind,
    closed_soon,
    is_light,
    is_verb,
    joins_subjects,
    phrase_before,
    phrase_end,
    with_modifiers,
    without_parenthesis,
)
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import can_speak, has, is_finite_cue, lower_at
from tocsin.text.morphology import readings

_NOMINATIVE: Final = frozenset(("nominative",))
_GENITIVE: Final = frozenset(("genitive",))
_SOURCE: Final = 24
"""Tokens between a cue and its subject, or of a source."""
_INSERTED: Final = 5
"""Tokens between the commas of words like "в частности"."""
_STOPS: Final = frozenset((",", ":", ";", "—", "–", "-", "--", "(", ")", ".", "!", "?", "…", "..."))
_PLACE_OF: Final = frozenset(("где", "де"))
_AUTHORITIES: Final = frozenset(("власти",))
"""In the plural they say something, rather than being whose something is: "после споров власти объявили"."""
_PREPOSITIONS: Final = frozenset(
    (
        *("кроме", "крім", "среди", "серед", "внутри", "всередині", "вместо", "замість", "насчёт", "насчет", "щодо"),
        *("относительно", "стосовно", "помимо", "вопреки", "всупереч", "незважаючи", "невзирая", "включая", "включно"),
    )
)
"""Beside those of the closed classes."""


def find_subject(s: SlavicScene, at: int, start: int, right: int, form: str) -> Range | None:
    """Who the cue at `at` is said by; its negation or itself stands at `start`, its content begins at `right`."""
    if form == "gerund":
        return shared_subject(s, at) or _subject_of_sentence(s, start)
    if start > s.low and has(s, start - 1, "coordinator"):
        return (
            shared_subject(s, at)
            or subject_left(s, start - 1, at)
            or subject_right(s, at + 1, right, at)
            or _subject_of_clause_before(s, start - 1, at)
        )
    return (
        subject_left(s, start, at)
        or subject_right(s, at + 1, right, at)
        or shared_subject(s, at)
        or _subject_of_main_clause(s, start, at)
    )


def shared_subject(s: SlavicScene, at: int) -> Range | None:
    """The subject that this cue shares with the one before it in the sentence."""
    asked = asked_by(s.lowers[at], s.doc.language)
    for draft in reversed(s.drafts):
        if draft.sentence != s.number:
            return None
        if draft.source and draft.cue[0] < at and draft.rule != "according":
            told = asked_by(s.lowers[draft.cue[1] - 1], s.doc.language)
            alike = not (asked.number and told.number) or asked.number == told.number
            return draft.source if alike else None
    return None


def subject_before(s: SlavicScene, start: int, verb: int) -> Range | None:
    """Of a verb that opens its sentence, but for adverbs: whoever spoke in the sentence before, if the verb agrees."""
    if _without_adverbs(s, s.low, start) > s.low or not s.drafts or s.drafts[-1].sentence != s.number - 1:
        return None
    before, asked = s.drafts[-1], asked_by(s.lowers[verb], s.doc.language)
    told = asked_by(s.lowers[before.cue[1] - 1], s.doc.language)
    return before.source if asked == told and asked.number == "singular" else None


def subject_left(s: SlavicScene, start: int, verb: int) -> Range | None:
    """The subject of `verb` left of `start`; "в министерстве заявили" names the ministry."""
    asked = asked_by(s.lowers[verb], s.doc.language)
    end = _without_adverbs(s, s.low, start)
    if end > s.low and s.words[end - 1] == ",":
        return _across_comma(s, end - 1, asked, adverb=end < start)
    low = _left_bound(s, end)
    found = _first_subject(s, low, end, asked)
    if found is None:
        return _body_spoken_in(s, low, end) if asked.number != "singular" else None
    while found < end - 1 and has(s, found, "coordinator"):
        found += 1  # "..., и Киев отказывается"
    return _antecedent(s, found) or without_parenthesis(s, found, phrase_before(s, found, end))


def _antecedent(s: SlavicScene, at: int) -> Range | None:
    """Whom "который" at `at` means: the nearest noun before its comma that agrees with it, if it can say something."""
    if not has(s, at, "relative") or at - 1 <= s.low:
        return None
    for here in range(at - 1, max(s.low, at - _SOURCE) - 1, -1):
        if s.words[here] in _STOPS and here < at - 1 and s.words[here] != ",":
            return None
        if has_form_of(s, here, at):
            return (with_modifiers(s, s.low, here, ANY_CASE), phrase_end(s, here, at)) if is_source(s, here) else None
    return None


def _without_adverbs(s: SlavicScene, low: int, end: int) -> int:
    """Where the phrase ends before the adverbs that stand between it and the verb."""
    while end > low and is_light(s, end - 1):
        end -= 1
    return end


def _left_bound(s: SlavicScene, end: int) -> int:
    at = end - 1
    while at >= s.low and end - at <= _SOURCE and not _is_boundary(s, at, end):
        at -= 1
    return at + 1


def _is_boundary(s: SlavicScene, at: int, end: int) -> bool:
    if s.of_token[at] >= 0:
        return False
    if s.words[at] == ")" or (s.words[at] == "(" and ")" in s.words[at:end]):
        return False  # an abbreviation between an office and its name
    if s.words[at] in _STOPS and "(" not in s.words[at]:
        return not (")" in s.words[at:end] and "(" in s.words[s.low : at])
    if has(s, at, "complementizer", "subordinator") and (at == s.low or not s.words[at - 1][0].isalnum()):
        return True
    return has(s, at, "coordinator") and not (s.lowers[at] in AND and joins_subjects(s, at))


def _first_subject(s: SlavicScene, low: int, end: int, asked: Asked) -> int | None:
    """Where the first noun phrase of these tokens begins that can be the subject."""
    joined = asked.number != "singular" and not AND.isdisjoint(s.lowers[low:end])
    found = next(_candidates(s, low, end, Asked() if joined else asked), None)
    return _name_at_end(s, low, end) if found is None else with_modifiers(s, low, found[0])


def _name_at_end(s: SlavicScene, low: int, end: int) -> int | None:
    """As in "у відповідь на запит «Лісовик» повідомив": a name in marks right before the verb."""
    number = s.of_token[end - 1] if end > low else -1
    first = s.quotes.found[number].first if number >= 0 else -1
    if 0 <= first < low and s.doc.sentence_of[first] == s.number - 1 and named_in_marks(s, first):
        return first  # "«Порт.\nДорно» повідомив": the name has a full stop inside
    if first <= low or named_in_marks(s, first) is None or is_addressed(s, first) or can_speak(s, first - 1):
        return None
    return first


def _candidates(s: SlavicScene, low: int, end: int, asked: Asked, home: int = -1) -> Iterator[tuple[int, int]]:
    """Heads of noun phrases that can be the subject, with their strength; none that a preposition or a noun governs.

    `home`: the quotation that is read inside of, if any.
    """
    governed = behind_noun = False
    at = low
    while at < end:
        marks = named_in_marks(s, at)
        if marks or s.of_token[at] not in (-1, home):
            if marks and not governed and not behind_noun and not is_addressed(s, at):
                yield at, WEAK
            governed, behind_noun = False, True
            at = marks[1] if marks else max(at + 1, s.quotes.found[s.of_token[at]].last)
            continue
        if governs(s, at):
            governed, behind_noun = True, False
        elif s.words[at][0].isalnum():
            strength = 0 if governed else _strength(s, at, asked, behind_noun=behind_noun)
            if strength:
                yield at, strength
            if is_noun(s, at) and not _precedes_noun(s, at, end):
                governed, behind_noun = False, not has(s, at, "time")
            elif governed and is_personal(s, at):
                governed = False
        elif s.words[at] != ")":
            behind_noun = False
        at += 1


def _strength(s: SlavicScene, at: int, asked: Asked, *, behind_noun: bool) -> int:
    if is_amount(s, at):
        return STRONG
    strength = head_strength(s, at, asked)
    if s.lowers[at] in _AUTHORITIES and asked.number == "plural":
        return strength
    whose = behind_noun and (strength == WEAK or can_be_attribute(s, at)) and not _begins_phrase(s, at - 1)
    return 0 if whose else strength


def _begins_phrase(s: SlavicScene, at: int) -> bool:
    """An adjective that is in no genitive: "ділиться враженнями юна гостя"."""
    return is_modifier(s, at, _NOMINATIVE) and not is_modifier(s, at, _GENITIVE)


def governs(s: SlavicScene, at: int) -> bool:
    return s.lowers[at] in _PREPOSITIONS or has(s, at, "preposition")


def _precedes_noun(s: SlavicScene, at: int, end: int) -> bool:
    """An adjective that could be a noun ("военный") before its noun."""
    return at + 1 < end and is_modifier(s, at, ANY_CASE) and is_noun(s, at + 1)


def _body_spoken_in(s: SlavicScene, low: int, end: int) -> Range | None:
    """As in "в министерстве заявили": the last body behind a preposition of place."""
    places = (at for at in range(end - 2, low - 1, -1) if s.lowers[at] in WHERE and has(s, at, "preposition"))
    body = next((found for at in places if s.of_token[at] < 0 and (found := body_behind(s, at, end))), None)
    return body if body and body[1] == end else None


def _across_comma(s: SlavicScene, close: int, asked: Asked, *, adverb: bool) -> Range | None:
    """Behind inserted words ("Он, в частности, ..."), a clause with "который", or an apposition; or one `adverb`."""
    opened = next((i for i in range(close - 1, max(s.low, close - _SOURCE), -1) if s.words[i] == ","), None)
    if opened is None and adverb:
        opened = close
    if opened is None or any(is_finite_cue(s, i) for i in range(opened, close) if not _in_relative(s, opened)):
        return None
    low = _left_bound(s, opened)
    found = _first_subject(s, low, opened, asked)
    if found is None:
        return None
    inserted = close - opened <= _INSERTED and _first_subject(s, opened + 1, close, Asked()) is None
    whole = not inserted and not _in_relative(s, opened)
    return found, close if whole else phrase_before(s, found, opened)


def _in_relative(s: SlavicScene, comma: int) -> bool:
    """Whether a clause with "который" or a participle opens behind the comma."""
    for at in range(comma + 1, min(s.high, comma + 3)):
        if has(s, at, "relative"):
            return True
        if any(each.form.part in ("participle", "converb") for each in readings(lower_at(s, at), s.doc.language)[:1]):
            return True
        if not has(s, at, "preposition"):
            return False
    return False


def _subject_of_clause_before(s: SlavicScene, coordinator: int, verb: int) -> Range | None:
    """As in "Лен подписал закон, но сообщил, что": the subject of the verb before, if this one agrees with it."""
    asked = asked_by(s.lowers[verb], s.doc.language)
    end = coordinator - (s.words[coordinator - 1] == ",")
    if end <= s.low or not asked.number or (asked.number == "singular" and not asked.gender):
        return None
    low = _left_bound(s, end) if s.words[coordinator - 1] == "," else s.low
    verbs = (at for at in range(low, end) if is_verb(s, at))
    told = next((at for at in verbs if asked_by(s.lowers[at], s.doc.language) == asked), None)
    found = _first_subject(s, low, told, asked) if told is not None else None
    return None if found is None or told is None else (found, phrase_before(s, found, told))


def _subject_of_main_clause(s: SlavicScene, start: int, verb: int) -> Range | None:
    """As in "Лен прилетел в Дорно, где отметил, что": whoever the clause before "где" tells of, if the verb agrees."""
    comma = next((at for at in range(start - 1, s.low, -1) if s.words[at] == "," and s.of_token[at] < 0), None)
    asked = asked_by(s.lowers[verb], s.doc.language)
    if comma is None or lower_at(s, comma + 1) not in _PLACE_OF or asked.number != "singular":
        return None
    found = _first_subject(s, _left_bound(s, comma), comma, asked)
    return None if found is None else (found, phrase_before(s, found, comma))


def _subject_of_sentence(s: SlavicScene, start: int) -> Range | None:
    """Whose the gerund is: the first who can be a subject before it."""
    start = _without_adverbs(s, s.low, start)
    end = start - (start > s.low and s.words[start - 1] == ",")
    found = _first_subject(s, _left_bound(s, end), end, Asked())
    return (found, phrase_before(s, found, end)) if found is not None else None


def subject_right(s: SlavicScene, start: int, high: int, verb: int) -> Range | None:
    """The subject of `verb` that begins at `start` or behind adverbs, addressees and adjuncts, before `high`."""
    asked = asked_by(s.lowers[verb], s.doc.language)
    home = s.of_token[verb]  # Russian keeps the author's words inside the marks
    stop = _right_bound(s, start, min(high, start + _SOURCE), home)
    weak: Range | None = None
    for head, strength in _candidates(s, start, stop, asked, home):
        if weak and (head < weak[1] or any(governs(s, i) for i in range(weak[1], head))):
            continue
        found = without_parenthesis(s, with_modifiers(s, start, head), phrase_end(s, head, stop))
        if strength == STRONG:
            return found
        weak = weak or found
    return weak or (_body_told_in(s, start, stop) if asked.number != "singular" else None)


def _right_bound(s: SlavicScene, start: int, high: int, home: int) -> int:
    """Where no subject of the cue can begin any more: at a mark, a long quotation, "что" or the next verb."""
    at = start
    while at < high:
        marks = named_in_marks(s, at)
        if marks:
            at = marks[1]
            continue
        parenthesis = s.words[at] == "(" and at > start and closed_soon(s, at, high)
        if parenthesis:
            at = parenthesis
            continue
        if s.of_token[at] not in (-1, home) or s.words[at] in _STOPS or has(s, at, "complementizer"):
            break
        if at > start and is_finite_cue(s, at) and not s.doc.capital[at]:
            break
        at += 1
    return min(at, high)


def _body_told_in(s: SlavicScene, start: int, high: int) -> Range | None:
    """As in "сообщили журналистам в министерстве": the first body behind a preposition of place."""
    places = (at for at in range(start, high) if s.lowers[at] in WHERE and has(s, at, "preposition"))
    return next((body for at in places if (body := body_behind(s, at, high))), None)


def object_left(s: SlavicScene, start: int) -> Range | None:
    """The noun phrase left of a verb, whatever its case, from the last comma or conjunction on."""
    end = _without_adverbs(s, s.low, start)
    low = _left_bound(s, end)
    while low < end and (is_light(s, low) or has(s, low, "coordinator")):
        low += 1
    return (low, end) if low < end and not has(s, low, "preposition") else None
