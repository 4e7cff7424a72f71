"""Whose words they are: the source beside, before or behind an English cue."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Draft, Range
from tocsin.engine.claims.english.phrases import phrase_left, subject_left
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.speaker import as_speaker
from tocsin.engine.claims.english.wordclasses import (
    ADVERB,
    BE,
    COORDINATOR,
    DET,
    ENDS_ED,
    ENDS_ING,
    FINITE,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    SUBORDINATOR,
    VERB_LIKE,
    WORD,
)
from tocsin.engine.claims.english.words import group_start, has
from tocsin.engine.claims.reach import is_closing_mark

_MAIN_VERB: Final = 40
"""Tokens of a clause, at most, among which its first verb is looked for: of 434 news articles none needs more."""
_OBJECT_DOES: Final = frozenset(("of", "as", "for"))
_RECENT: Final = 12
"""Claims of the sentence, at most, whose speaker may be shared."""
_OPENS_ADJUNCT: Final = SUBORDINATOR | PREPOSITION | ENDS_ED | ENDS_ING
_LEADING_IN: Final = COORDINATOR | ADVERB
_OPENING: Final = frozenset((",", "(", "—", "–", "―", "--"))
_CLOSING: Final = frozenset((")", "—", "–", "―", "--"))
_CAUSING: Final = frozenset(
    (
        *("lead", "leads", "led", "leading", "force", "forces", "forced", "forcing", "prompt", "prompts", "prompted"),
        *("prompting", "allow", "allows", "allowed", "allowing", "cause", "caused", "causing", "invite", "invited"),
        *("inviting", "encourage", "encouraged", "encouraging", "persuade", "persuaded", "persuading", "compel"),
        *("compelled", "compelling", "enable", "enabled", "enabling", "inspire", "inspired", "inspiring"),
    )
)
"""Verbs whose object does what their infinitive says: "leading the mayor to ask"."""
_BIDDEN: Final = frozenset(
    (
        *("asked", "urged", "told", "advised", "invited", "ordered", "encouraged", "reminded", "required", "requested"),
        *(
            "allowed",
            "permitted",
            "entitled",
            "examined",
            "searched",
            "used",
            "needed",
            "designed",
            "meant",
            "intended",
        ),
    )
)
"""Behind "be": whoever is bidden or allowed to say something has not said it, and what is used to does not."""
_PARTICIPLES: Final = frozenset(("en", "ing"))
_APART: Final = frozenset(("after", "before", "since", "to", "despite", "amid", "following", "over", "during", "until"))
"""Between a verb and a noun: it is not the verb's object."""
_RELATIVE: Final = frozenset(("who", "which", "that"))
_MET: Final = frozenset(
    (
        *("receive", "receives", "received", "receiving", "get", "gets", "got", "face", "faces", "faced", "facing"),
        *("reject", "rejects", "rejected", "deny", "denies", "denied", "dismiss", "dismisses", "dismissed", "ignored"),
        *("accept", "accepts", "accepted", "heard", "hear", "hears", "considered", "consider", "granted", "refused"),
    )
)
"""Whoever does so with a request or a claim meets another's: "received a request to sail out"."""
_RELATIVE_CLAUSE: Final = 12
"""Tokens between "who" and a participle of its clause."""
_WRITES: Final = ("wrote", "write", "writes", "writing", "written", "letter", "letters", "email", "emails", "emailed")
"""Before "to" and whom it goes to."""


def find_source(s: EnglishScene, at: int, start: int, *, ing: bool = False, participle: bool = False) -> Range | None:
    """The source of the cue at `at`, a form in -ing or a participle, whose verb group begins at `start`."""
    bits, before = s.bits, start - 1
    if before < s.low:
        return _source_ahead(s, at) if ing or participle else None
    if s.lowers[before] == "to":
        return _governor(s, before)
    comma = s.words[before] == "," or (is_closing_mark(s, before) and s.words[before - 1] == ",")
    if bits[before] & COORDINATOR or (ing and (comma or bits[before] & (PREPOSITION | SUBORDINATOR))):
        return _object_before(s, before) or _controller(s, before) or _source_ahead(s, at)
    if ing:
        return _source_of_participle(s, at, start)
    subject = subject_left(s, start, s.low)
    if subject is None and (comma or bits[before] & VERB_LIKE or s.words[before] in _CLOSING):
        return _controller(s, before) or _head_of_clause(s, before)
    return subject


def _head_of_clause(s: EnglishScene, before: int) -> Range | None:
    """As in "Olaf Brandt, clad in red, said": the phrase that opens the clause, with all that stands in between."""
    bits, start = s.bits, _main_start(s, before)
    while start < before and bits[start] & _LEADING_IN:
        start += 1
    mark = next((i for i in range(start, before) if s.words[i] in _OPENING), before)
    if mark == start or bits[start] & (PREPOSITION | SUBORDINATOR | ENDS_ING) or has(s, start, mark, FINITE):
        return None
    return (start, before)


def _object_before(s: EnglishScene, preposition: int) -> Range | None:
    """As in "accused Holm of claiming", "quoted the mayor as saying": whom the cue before speaks of."""
    last = s.drafts[-1] if s.drafts else None
    if last is None or s.lowers[preposition] not in _OBJECT_DOES or last.rule != "phrase":
        return None
    first, end = last.content[0]
    return phrase_left(s, preposition, first) if first < preposition < end else None


def _source_of_participle(s: EnglishScene, at: int, start: int) -> Range | None:
    """As in "a statement saying" is its author's word, "polls showing" the polls'."""
    if s.bits[start - 1] & VERB_LIKE:
        return _controller(s, start - 1)
    if s.bits[start - 1] & OBJECT and start - 2 > s.low and s.lowers[start - 2] == "of":
        return start - 1, start  # "a video of him saying"
    subject = subject_left(s, start, s.low)
    if subject and subject[0] > s.low and s.bits[subject[0] - 1] & PREPOSITION and not as_speaker(s, subject):
        return _relative_before(s, start) or _controller(s, start - 1)  # "has been on air saying"
    if subject and subject[0] > s.low + 1 and _is_written_to(s, subject[0]):
        return _subject_of(s, subject[0] - 2, s.low) or _controller(s, start - 1)
    if subject and subject[0] > s.low + 1 and not has(s, start, at, BE):
        verb = subject[0] - 1
        if s.bits[verb] & (VERB_LIKE | BE) == VERB_LIKE:
            return _subject_of(s, verb, s.low) or _controller(s, start - 1) or subject
    return subject


def _relative_before(s: EnglishScene, end: int) -> Range | None:
    """As in "met Holm, who went on a tour saying": the pronoun whose clause the participle belongs to."""
    for at in range(end - 1, max(s.low, end - _RELATIVE_CLAUSE), -1):
        if not s.bits[at] & WORD:
            return None
        if s.lowers[at] == "who":
            return at, at + 1
    return None


def _is_written_to(s: EnglishScene, at: int) -> bool:
    """As in "forty members wrote to Holm saying that": the phrase at `at` is whom it was written to."""
    return s.lowers[at - 1] == "to" and s.lowers[at - 2] in _WRITES


def _subject_of(s: EnglishScene, verb: int, low: int) -> Range | None:
    return subject_left(s, group_start(s, verb, low), low)


def _governor(s: EnglishScene, to: int) -> Range | None:
    """Subject of the verb, noun or adjective that governs an infinitive: "he went on to say"."""
    classes = s.lexicon.classes
    for at in range(to - 1, max(s.low, to - 6) - 1, -1):
        if s.lowers[at] in _CAUSING and at + 1 < to and not s.bits[at + 1] & PREPOSITION:
            return (at + 1, to)
        if s.lowers[at] in _BIDDEN and at > s.low and has(s, max(s.low, at - 2), at, BE):
            return None
        if s.bits[at] & VERB_LIKE or not _PARTICIPLES.isdisjoint(classes.get(s.lowers[at], ())):
            return _subject_of(s, at, s.low) or _controller(s, at)
        if s.bits[at] & POSSESSIVE:
            return (at, at + 1)
    return _controller(s, to)


def _controller(s: EnglishScene, before: int) -> Range | None:
    """The subject that a coordinated or participial cue shares: that of the last cue, else of the first verb."""
    bits, low = s.bits, _main_start(s, before)
    for draft in s.drafts[: -_RECENT - 1 : -1]:
        if draft.sentence != s.number:
            break
        if draft.source and draft.source[1] <= before + 1 and draft.cue[0] < before and not _is_nested(s, draft):
            if low > draft.cue[0] and s.bits[s.low] & PREPOSITION:
                continue  # "With the council set to debate tolls, Holm ... and urged"
            return draft.source
    for at in range(low + 1, min(before, low + _MAIN_VERB) + 1):
        if bits[at] & VERB_LIKE and not bits[at - 1] & (DET | BE) and s.of_token[at] < 0:
            subject = _subject_of(s, at, low)
            if subject and not (s.lowers[subject[0]] in _RELATIVE and subject[1] - subject[0] == 1):
                return subject
    return None


def _is_nested(s: EnglishScene, draft: Draft) -> bool:
    return draft.rule == "noun" or any(
        part[0] <= draft.cue[0] < part[1]
        for other in s.drafts[-6:]
        if other is not draft and other.sentence == s.number
        for part in other.content
    )


def _main_start(s: EnglishScene, before: int) -> int:
    """Where the main clause begins: behind an opening participle, subordinate clause or adjunct and its comma."""
    first = s.low
    if s.bits[first] & _OPENS_ADJUNCT or s.lowers[first] in ("when", "asked"):
        comma = _first_comma(s, first, before)
        if comma is not None and comma + 2 < before:
            return comma + 1
    return first


def _first_comma(s: EnglishScene, first: int, last: int) -> int | None:
    """The first comma among tokens `[first, last)` outside of quotations."""
    return next((i for i in range(first, last) if s.words[i] == "," and s.of_token[i] < 0), None)


def _source_ahead(s: EnglishScene, at: int) -> Range | None:
    """Subject of the main clause behind an opening participle: "Citing two letters, Smith said ..."."""
    comma = _first_comma(s, at, s.high)
    if comma is None:
        return None
    for i in range(comma + 1, min(s.high, comma + 25)):
        if s.bits[i] & FINITE:
            return _subject_of(s, i, comma + 1)
    return None


def find_owner(s: EnglishScene, at: int) -> Range | None:
    """Whose the noun is: "his claim", "the ministry's plan", or the subject of the verb it is object of."""
    bits, lowers = s.bits, s.lowers
    for i in range(at - 1, max(s.low - 1, at - 7), -1):
        if bits[i] & POSSESSIVE:
            return (i, i + 1)
        if lowers[i].endswith(("'s", "’s")) or lowers[i] in ("'", "’"):
            return phrase_left(s, i + 1, s.low)
        if bits[i] & VERB_LIKE and lowers[i] in _MET:
            return None
        if bits[i] & FINITE:
            if lowers[i] in s.lexicon.finite:
                return None  # "reported plans to": whose they are is not said
            return _subject_of(s, i, s.low)
        if not bits[i] & WORD or lowers[i] in _APART or (bits[i] & PREPOSITION and lowers[i] != "of"):
            break  # "after the decision to": no object of the verb before
    return None
