"""Where English clauses and phrases begin and end."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.english.phrases import subject_left
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.wordclasses import (
    ADVERB,
    BE,
    COORDINATOR,
    DET,
    DO,
    ENDS_ING,
    FINITE,
    HAVE,
    LY,
    MODAL,
    NAME,
    PREPOSITION,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    WH,
    WORD,
)
from tocsin.engine.claims.english.words import NO_SUBJECT, has, has_comma, opens_subordinate
from tocsin.engine.claims.reach import sentence_start

_DASHES: Final = frozenset(("-", "–", "—", "--"))
_VERBLESS: Final = 6
"""Tokens from which the beginning of a sentence counts as a clause although its verb is not listed."""
_LOOSE_STOPPERS: Final = frozenset(("which", "who", "a", "an", "while", "even", "despite", "though", "although"))
_PHRASE_ENDS: Final = frozenset(("but", "before", "while", "although", "though"))
_STOPPERS: Final = frozenset({"but", "while", "although", "though", "whereas", "according", "compared"})
_LINKING: Final = WH | SUBORDINATOR | SUBJECT
_CARRIES: Final = MODAL | BE | HAVE | DO
_LOOKED_AT: Final = _LINKING | _CARRIES | PREPOSITION
"""Words at which an infinitive or a phrase may end, or lets a verb follow; _PHRASE_ENDS are among them."""
_SHORT_NAME: Final = 4
"""Tokens of an abbreviation in brackets: "(EU)"."""
_SIDE: Final = frozenset(("if", "when", "before", "after", "while", "once", "until", "unless", "although", "because"))
_ASIDE: Final = 15
"""Tokens of an aside between dashes."""
_NO_SHORT_SUBJECT: Final = SUBORDINATOR | COORDINATOR
_SUBJECT: Final = 16
"""Tokens of a subject with its appositions."""
_ADDRESSEE: Final = 6
"""Tokens of who is told."""
_TOLD: Final = frozenset(("told", "tells"))
_SHORT_SUBJECT: Final = 6
"""Tokens of a subject and its cue behind "and"."""


def clause_end(s: EnglishScene, start: int, mode: str = "that") -> int:
    """First token behind what begins at `start`.

    `mode`: a clause with "that", a bare "clause", an "infinitive" or a "phrase"; the later in this list, the sooner
    a comma, a dash or a conjunction ends it.
    """
    at, high, depth = start, s.high, 0
    at_comma = (opens_subordinate(s) and not has_comma(s, start)) or (s.participle and mode != "that")
    linked = mode in ("that", "clause")
    least = start if mode == "phrase" else start + 1
    passed = WORD | COORDINATOR if linked else WORD | COORDINATOR | _LOOKED_AT
    passed |= FINITE if s.relative else 0
    bits, words, of_token = s.bits, s.words, s.of_token
    while at < high:
        if of_token[at] >= 0:
            at = max(at + 1, s.quotes.found[of_token[at]].last)
            if at < high and words[at - 2] == "," and not depth and _comma_stops(s, at - 1, mode, start):
                return at
            continue
        if bits[at] & passed == WORD:  # no mark and no word at which anything ends
            at += 1
            continue
        word = words[at]
        depth += (word == "(") - (word == ")")
        if depth < 0 or (depth and mode == "phrase" and not (depth == 1 and ")" in words[at : at + _SHORT_NAME])):
            return at
        if not depth and at > least:
            if (at_comma and word == ",") or _stops(s, at, mode, start, linked=linked):
                return at
            linked = linked or bool(bits[at] & _LINKING and not bits[at] & COORDINATOR)
        at += 1
    return max(high, min(at, len(words)))


def _stops(s: EnglishScene, at: int, mode: str, begun: int, *, linked: bool) -> bool:
    """Whether the clause or phrase that began at `begun` ends before token `at`; `linked`: a finite verb may follow."""
    word, found = s.words[at], s.bits[at]
    if word == ",":
        return _comma_stops(s, at, mode, begun) and not (mode == "clause" and _verb_to_come(s, at, begun))
    if (
        word == ";"
        or (word == ":" and mode == "phrase")
        or (word in _DASHES and (mode == "phrase" or (mode != "that" and not _dash_around(s, at))))
    ):
        return True
    if found & COORDINATOR:
        if mode == "phrase" and s.lowers[at] == "but" and has(s, at, min(s.high, at + _ASIDE), FINITE):
            return True
        return (s.lowers[at] != "or" and _new_cue(s, at + 1)) or (mode != "that" and _is_parallel(s, at + 1))
    relative = s.relative and not linked and not found & _LINKING
    if relative and (found & _CARRIES or s.lowers[at] in s.lexicon.finite):
        return True  # "those who want to stay | are ...", "those who want to stay | said"
    return mode == "phrase" and s.lowers[at] in _PHRASE_ENDS


def _verb_to_come(s: EnglishScene, comma: int, begun: int) -> bool:
    """As in "the talks, which began in May, go on": an aside stands between the clause's subject and its verb."""
    aside = s.bits[comma + 1] & WH or (s.bits[comma + 1] & ENDS_ING and _closed_aside(s, comma))
    return bool(aside) and not has(s, begun, comma, FINITE)


def _closed_aside(s: EnglishScene, comma: int) -> bool:
    """Whether a second comma follows, and a finite verb behind it."""
    close = next((at for at in range(comma + 2, min(s.high, comma + _ASIDE)) if s.words[at] == ","), s.high)
    return close + 1 < s.high and bool(s.bits[close + 1] & FINITE)


def _dash_around(s: EnglishScene, at: int) -> bool:
    """Whether the dash opens or closes an aside inside of the clause."""
    words = s.words
    ahead = words[at + 1 : min(s.high, at + _ASIDE)]
    return words[at] in ahead or words[at] in words[max(s.low, at - _ASIDE) : at]


def _is_parallel(s: EnglishScene, at: int) -> bool:
    """Behind "and": a participle parallel to the cue's own."""
    return s.ing and at < s.high and bool(s.bits[at] & ENDS_ING)


def _comma_stops(s: EnglishScene, comma: int, mode: str, begun: int) -> bool:
    here = comma + 1
    return here < s.high and s.lowers[here] != "including" and _ends_at_comma(s, here, mode, begun)


def _ends_at_comma(s: EnglishScene, here: int, mode: str, begun: int) -> bool:
    """Whether what stands behind a comma is no part of what began at `begun`."""
    lower, found = s.lowers[here], s.bits[here]
    main = s.relative and (found & FINITE or (lower in s.lexicon.cues and not found & (NAME | DET | PREPOSITION)))
    main = main or (lower in s.lexicon.finite and mode in ("phrase", "infinitive") and found & FINITE)
    if main or _is_tag(s, here):  # "a mayor who refused to leave, said"
        return True
    if found & COORDINATOR and (lower != "but" or mode == "that"):
        return mode == "phrase" or _new_cue(s, here + 1) or _new_speaker(s, here + 1)
    if lower in _STOPPERS or (found & ENDS_ING and (mode != "that" or lower in s.lexicon.cues)):
        return True
    if mode == "phrase":
        return lower in _LOOSE_STOPPERS or bool(found & (_LINKING | DET))
    goes_on = mode == "that" or (mode == "clause" and _side_clause(s, begun, here - 1))
    return not goes_on and (lower in _LOOSE_STOPPERS or found & (SUBJECT | WH) == SUBJECT)


def _side_clause(s: EnglishScene, begun: int, comma: int) -> bool:
    """As in "the day before they left, he came": what stands before the comma is no main clause yet."""
    side = next((at for at in range(begun, comma) if s.lowers[at] in _SIDE), None)
    return side is not None and not has(s, begun, side, FINITE)


def _is_tag(s: EnglishScene, at: int) -> bool:
    """As in ", Varga said." at the end: it reports the whole sentence, and no claim within goes over it."""
    for here in range(at + 1, min(s.high, at + _SUBJECT)):
        plain = s.lowers[here - 1].endswith("s") and s.lowers[here] in s.lexicon.cues and not s.bits[here] & NAME
        if plain or (s.bits[here] & FINITE and s.lowers[here] in s.lexicon.finite):
            behind = _behind_told(s, here + 1) if s.bits[here - 1] & NAME else here + 1
            return behind >= s.high or s.words[behind] in (".", ",") or bool(s.bits[behind] & TIME)
        if here >= at + _SHORT_SUBJECT and not s.bits[here] & (NAME | WORD):
            return False
        if not s.bits[here] & WORD or s.bits[here] & (_NO_SHORT_SUBJECT | FINITE):
            return False
    return False


def _behind_told(s: EnglishScene, at: int) -> int:
    """Behind who is told: "Anna Holm told reporters", "told the Lissa Courier"."""
    here = at
    while here < min(s.high, at + _ADDRESSEE) and s.bits[here] & WORD and not s.bits[here] & (FINITE | TIME | SUBJECT):
        here += 1
    return here if s.lowers[at - 1] in _TOLD else at


def _new_cue(s: EnglishScene, at: int) -> bool:
    """A finite cue verb, possibly behind adverbs: another claim of the same speaker begins."""
    bits = s.bits
    while at < s.high and bits[at] & (ADVERB | HAVE | LY):
        at += 1
    return at < s.high and s.lowers[at] in s.lexicon.finite


def _new_speaker(s: EnglishScene, at: int) -> bool:
    """Behind a comma and "and": a subject of its own with a cue, "and others said", "but the mayor, Holm, said"."""
    verb = at + 1
    while verb < min(s.high, at + _SUBJECT) and not s.bits[verb] & FINITE:
        if s.bits[verb] & _NO_SHORT_SUBJECT or s.words[verb] in ";:" or s.of_token[verb] >= 0:
            return False
        verb += 1
    if verb >= min(s.high, at + _SUBJECT) or s.lowers[verb] not in s.lexicon.finite:
        return False
    return verb - at < _SHORT_SUBJECT or subject_left(s, verb, at) is not None


def has_clause_before(s: EnglishScene, end: int) -> bool:
    """Whether a clause of its own, not just an adjunct, stands between the sentence's beginning and `end`."""
    low = s.low if end > s.low else sentence_start(s, end - 1)
    if has(s, low, end, FINITE):
        return True
    if s.bits[low] & (NO_SUBJECT | ENDS_ING):  # an adjunct; the clause begins behind its comma
        low = next((at + 1 for at in range(low, end) if s.words[at] == "," and s.of_token[at] < 0), end)
    return end - low > _VERBLESS
