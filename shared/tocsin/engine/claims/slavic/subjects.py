"""Subjects and sources of Russian and Ukrainian cues: the noun phrase on either side that can be who says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.heads import (
    STRONG,
    WEAK,
    Asked,
    asked_by,
    can_be,
    can_be_attribute,
    head_strength,
    is_amount,
    is_modifier,
    is_noun,
    is_personal,
    named_in_marks,
)
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import can_speak, has, is_finite_cue, lower_at
from tocsin.text.morphology import readings

_SOURCE: Final = 24
"""Tokens between a cue and its subject, or of a source."""
_INSERTED: Final = 5
"""Tokens between the commas of words like "в частности"."""
_NOMINATIVE: Final = frozenset(("nominative",))
_GENITIVE: Final = frozenset(("genitive",))
_ANY_CASE: Final = frozenset(("nominative", "genitive", "dative", "accusative", "instrumental", "locative"))
_STOPS: Final = frozenset((",", ":", ";", "—", "–", "-", "--", "(", ")", ".", "!", "?", "…", "..."))
_WHERE: Final = frozenset(("в", "во", "у", "на"))
_GOVERNS: Final[dict[str, tuple[str, ...]]] = {
    "по": ("dative",), "из": ("genitive",), "от": ("genitive",), "при": ("locative",),
    "від": ("genitive",), "із": ("genitive",), "з": ("genitive",), "зі": ("genitive",),
}  # fmt: skip
"""Prepositions that go on with an office, with their case: "министр по делам", "депутат от партии"."""
_PREPOSITIONS: Final = frozenset(
    (
        *("кроме", "крім", "среди", "серед", "внутри", "всередині", "вместо", "замість", "насчёт", "насчет", "щодо"),
        *("относительно", "стосовно", "помимо", "вопреки", "всупереч", "незважаючи", "невзирая", "включая", "включно"),
    )
)
"""Beside those of the closed classes."""
_AND: Final = frozenset(("и", "й", "та", "і"))
_SELF: Final = frozenset(("сам", "сама", "сами", "само", "самі", "саме"))
_PRONOUNS: Final = frozenset(("он", "она", "они", "оно", "він", "вона", "вони", "воно", "кто", "хто"))


def find_subject(s: SlavicScene, at: int, start: int, right: int, form: str) -> Range | None:
    """Who the cue at `at` is said by; its negation or itself stands at `start`, its content begins at `right`."""
    if form == "gerund":
        return shared_subject(s, at) or _subject_of_sentence(s, start)
    if start > s.low and has(s, start - 1, "coordinator"):
        return shared_subject(s, at) or subject_left(s, start - 1, at) or subject_right(s, at + 1, right, at)
    return subject_left(s, start, at) or subject_right(s, at + 1, right, at) or shared_subject(s, at)


def shared_subject(s: SlavicScene, at: int) -> Range | None:
    """The subject that this cue shares with the one before it in the sentence."""
    asked = asked_by(s.lowers[at], s.doc.language)
    for draft in reversed(s.drafts):
        if draft.sentence != s.number:
            return None
        if draft.source and draft.cue[0] < at:
            told = asked_by(s.lowers[draft.cue[1] - 1], s.doc.language)
            alike = not (asked.number and told.number) or asked.number == told.number
            return draft.source if alike else None
    return None


def subject_left(s: SlavicScene, start: int, verb: int) -> Range | None:
    """The subject of `verb` left of `start`; "в министерстве заявили" names the ministry."""
    asked = asked_by(s.lowers[verb], s.doc.language)
    end = _without_adverbs(s, s.low, start)
    if end > s.low and s.words[end - 1] == ",":
        return _across_comma(s, end - 1, asked)
    low = _left_bound(s, end)
    found = _first_subject(s, low, end, asked)
    if found is None:
        return _body_spoken_in(s, low, end) if asked.number != "singular" else None
    return found, _phrase_before(s, found, end)


def _without_adverbs(s: SlavicScene, low: int, end: int) -> int:
    """Where the phrase ends before the adverbs that stand between it and the verb."""
    while end > low and _is_light(s, end - 1):
        end -= 1
    return end


def _is_light(s: SlavicScene, at: int) -> bool:
    """An adverb, a particle or a word of time: no part of any name."""
    if s.of_token[at] >= 0 or not s.words[at][0].isalpha():
        return False
    if has(s, at, "adverb", "time", "negation") or s.lowers[at] in _SELF:
        return True
    found = readings(s.lowers[at], s.doc.language)
    return bool(found) and not s.doc.capital[at] and found[0].form.part in ("adverb", "particle", "predicative")


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
    if has(s, at, "complementizer", "subordinator"):
        return True
    return has(s, at, "coordinator") and not (s.lowers[at] in _AND and _joins_subjects(s, at))


def _joins_subjects(s: SlavicScene, at: int) -> bool:
    """As in "мать и бывшая няня", "футболисты и болельщики": a conjunction inside of a subject."""
    after = at + 1
    while after < s.high and is_modifier(s, after, _NOMINATIVE):
        after += 1
    if not (after < s.high and (head_strength(s, after, Asked()) or named_in_marks(s, after))):
        return False
    return any(head_strength(s, here, Asked()) for here in range(max(s.low, at - 4), at))


def _first_subject(s: SlavicScene, low: int, end: int, asked: Asked) -> int | None:
    """Where the first noun phrase of these tokens begins that can be the subject."""
    joined = asked.number != "singular" and not _AND.isdisjoint(s.lowers[low:end])
    found = next(_candidates(s, low, end, Asked() if joined else asked), None)
    return None if found is None else _with_modifiers(s, low, found[0])


def _candidates(s: SlavicScene, low: int, end: int, asked: Asked, home: int = -1) -> Iterator[tuple[int, int]]:
    """Heads of noun phrases that can be the subject, with their strength; none that a preposition or a noun governs.

    `home`: the quotation that is read inside of, if any.
    """
    governed = behind_noun = False
    at = low
    while at < end:
        marks = named_in_marks(s, at)
        if marks or s.of_token[at] not in (-1, home):
            if marks and not governed and not behind_noun:
                yield at, WEAK
            governed, behind_noun = False, True
            at = marks[1] if marks else max(at + 1, s.quotes.found[s.of_token[at]].last)
            continue
        if _governs(s, at):
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
    return 0 if behind_noun and (strength == WEAK or can_be_attribute(s, at)) else strength


def _governs(s: SlavicScene, at: int) -> bool:
    return s.lowers[at] in _PREPOSITIONS or has(s, at, "preposition")


def _precedes_noun(s: SlavicScene, at: int, end: int) -> bool:
    """An adjective that could be a noun ("военный") before its noun."""
    return at + 1 < end and is_modifier(s, at, _ANY_CASE) and is_noun(s, at + 1)


def _with_modifiers(s: SlavicScene, low: int, head: int) -> int:
    """The adjectives and possessives right before a head belong to its phrase."""
    at = head
    while at > low and s.of_token[at - 1] < 0 and is_modifier(s, at - 1, _NOMINATIVE) and not _is_light(s, at - 1):
        at -= 1
    return at


def _phrase_before(s: SlavicScene, start: int, end: int) -> int:
    """A subject before its verb ends there, but for "в марте", verbs, adverbs and what else does not belong to it."""
    at = start + 1
    while at < end:
        if s.of_token[at] >= 0:
            at = max(at + 1, s.quotes.found[s.of_token[at]].last)
            continue
        if has(s, at, "preposition"):
            if not _goes_with_office(s, at, end):
                return at
        elif s.words[at].islower() and (_is_light(s, at) or _is_verb(s, at)):
            return at
        at += 1
    return max(start + 1, end)


def _is_verb(s: SlavicScene, at: int) -> bool:
    found = readings(s.lowers[at], s.doc.language)
    return bool(found) and found[0].form.part in ("verb", "infinitive", "converb") and found[0].listed


def _goes_with_office(s: SlavicScene, at: int, end: int) -> bool:
    """A preposition inside of a subject: "депутат от партии", "источник в правительстве"; not "фирма в 2013"."""
    if (
        at + 1 >= end
        or has(s, at + 1, "time", "pronoun", "relative")
        or s.words[at + 1][0].isdigit()
        or _opens_marker(s, at)
    ):
        return False
    if s.lowers[at] in _GOVERNS:
        return s.of_token[at + 1] >= 0 or can_be(s, at + 1, *_GOVERNS[s.lowers[at]])
    if s.lowers[at] not in _WHERE:
        return False
    behind = at + 1
    while behind + 1 < end and is_modifier(s, behind, _ANY_CASE) and not s.doc.capital[behind]:
        behind += 1
    return s.doc.capital[behind] or can_speak(s, behind)


def _opens_marker(s: SlavicScene, at: int) -> bool:
    """As in "со ссылкой на": the words name another source."""
    return any(
        len(words) > 1 and tuple(s.lowers[at : at + len(words)]) == words
        for words, _ in s.lexicon.markers.get(s.lowers[at], ())
    )


def _body_spoken_in(s: SlavicScene, low: int, end: int) -> Range | None:
    """As in "в министерстве заявили": the last body behind a preposition of place."""
    for at in range(end - 2, low - 1, -1):
        if s.lowers[at] in _WHERE and has(s, at, "preposition") and s.of_token[at] < 0:
            if any(can_speak(s, here) for here in range(at + 1, end)):
                return at, end
            return None
    return None


def _across_comma(s: SlavicScene, close: int, asked: Asked) -> Range | None:
    """Behind inserted words ("Он, в частности, ..."), a clause with "который", or an apposition."""
    opened = next((i for i in range(close - 1, max(s.low, close - _SOURCE), -1) if s.words[i] == ","), None)
    if opened is None or any(is_finite_cue(s, i) for i in range(opened, close) if not _in_relative(s, opened)):
        return None
    low = _left_bound(s, opened)
    found = _first_subject(s, low, opened, asked)
    if found is None:
        return None
    inserted = close - opened <= _INSERTED and _first_subject(s, opened + 1, close, Asked()) is None
    whole = not inserted and not _in_relative(s, opened)
    return found, close if whole else _phrase_before(s, found, opened)


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


def _subject_of_sentence(s: SlavicScene, start: int) -> Range | None:
    """Whose the gerund is: the first who can be a subject before it."""
    end = start - (start > s.low and s.words[start - 1] == ",")
    found = _first_subject(s, _left_bound(s, end), end, Asked())
    return (found, phrase_end(s, found, end)) if found is not None else None


def subject_right(s: SlavicScene, start: int, high: int, verb: int) -> Range | None:
    """The subject of `verb` that begins at `start` or behind adverbs, addressees and adjuncts, before `high`."""
    asked = asked_by(s.lowers[verb], s.doc.language)
    home = s.of_token[verb]  # Russian keeps the author's words inside the marks
    stop = _right_bound(s, start, min(high, start + _SOURCE), home)
    weak: Range | None = None
    for head, strength in _candidates(s, start, stop, asked, home):
        if weak and (head < weak[1] or any(_governs(s, i) for i in range(weak[1], head))):
            continue
        found = (_with_modifiers(s, start, head), phrase_end(s, head, stop))
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
        parenthesis = s.words[at] == "(" and at > start and _closed_soon(s, at, high)
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
    places = (at for at in range(start, high) if s.lowers[at] in _WHERE and has(s, at, "preposition"))
    return next((body for at in places if (body := _body_behind(s, at, high))), None)


def _body_behind(s: SlavicScene, preposition: int, high: int) -> Range | None:
    """As in "сообщили в министерстве финансов"."""
    at = preposition + 1
    while at < high and is_modifier(s, at, _ANY_CASE) and not s.doc.capital[at] and not can_speak(s, at):
        at += 1
    if at >= high or not can_speak(s, at):
        return None
    return preposition, phrase_end(s, at, high)


def phrase_end(s: SlavicScene, head: int, high: int) -> int:
    """First token behind the noun phrase whose head stands at `head`: genitives, names, "по" and "от" of an office."""
    if s.lowers[head] in _PRONOUNS:
        return head + 1
    at = named[1] if (named := named_in_marks(s, head)) else head + 1
    while at < high:
        marks = named_in_marks(s, at)
        if marks:
            at = marks[1]
        elif s.words[at] == "(" and (close := _closed_soon(s, at, high)):
            at = close
        elif has(s, at, "preposition"):
            if not _goes_with_office(s, at, high):
                break
            at = _governed_end(s, at, high)
        elif s.lowers[at] in _AND and _joins_subjects(s, at):
            at += 1
        elif (
            s.of_token[at] not in (-1, s.of_token[head])
            or not s.words[at][0].isalnum()
            or _is_light(s, at)
            or has(s, at, "addressee")
        ):
            break
        elif _belongs(s, at, head):
            at += 1
        else:
            break
    return at


def _governed_end(s: SlavicScene, preposition: int, high: int) -> int:
    """Behind the noun that a preposition governs."""
    at = preposition + 1
    while at + 1 < high and is_modifier(s, at, _ANY_CASE) and not s.doc.capital[at]:
        at += 1
    marks = named_in_marks(s, at)
    return marks[1] if marks else at + 1


def _closed_soon(s: SlavicScene, at: int, high: int) -> int | None:
    """Behind the mark that closes a short parenthesis with a name behind it: "(ОВА) Олег Рудин"."""
    close = next((i for i in range(at + 1, min(high, at + 5)) if s.words[i] == ")"), None)
    return close + 1 if close is not None and close + 1 < high and s.doc.capital[close + 1] else None


def _belongs(s: SlavicScene, at: int, head: int) -> bool:
    """A name, or what can stand in the genitive: no verb, no dative alone, nothing common behind a person's name."""
    if s.words[at][0].isdigit():
        return at + 1 < s.high and s.doc.capital[at + 1]
    if s.doc.capital[at]:
        return can_be(s, at, "genitive", "nominative", "")
    if is_finite_cue(s, at) or _ends_name(s, at - 1):
        return False
    if can_be(s, at, "genitive"):
        return True
    return is_noun(s, at) and can_be(s, at, "nominative") and not s.doc.capital[head]


def _ends_name(s: SlavicScene, at: int) -> bool:
    """A capital letter that no genitive explains: a person's name ends there."""
    if not s.doc.capital[at] or s.words[at].isupper() or at == s.low:
        return False
    found = [each for each in readings(s.lowers[at], s.doc.language) if each.listed]
    return not any(each.form.case == "genitive" for each in found)


def object_left(s: SlavicScene, start: int) -> Range | None:
    """The noun phrase left of a verb, whatever its case, from the last comma or conjunction on."""
    end = _without_adverbs(s, s.low, start)
    low = _left_bound(s, end)
    while low < end and (_is_light(s, low) or has(s, low, "coordinator")):
        low += 1
    return (low, end) if low < end and not has(s, low, "preposition") else None


def source_end(s: SlavicScene, start: int) -> int:
    """The source behind a marker ends at its comma; an apposition that a second comma closes belongs to it."""
    at = start
    while at < s.high and at - start < _SOURCE:
        if s.words[at] in (",", ":", ".", ";", "—", "–") and s.of_token[at] < 0:
            break
        at += 1
    if lower_at(s, at) == "," and at + 1 < s.high and lower_at(s, at + 1) in s.known.role:
        second = next((i for i in range(at + 1, min(s.high, at + 10)) if s.words[i] == ","), None)
        if second is not None:
            return second
    return at
