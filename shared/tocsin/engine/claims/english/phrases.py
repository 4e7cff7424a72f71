"""A light grammar of English over tokens: noun phrases beside a cue, with their appositions and relative clauses."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.english.name_lists import ends_list
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.whereabouts import is_where
from tocsin.engine.claims.english.wordclasses import (
    ADVERB,
    AUXILIARY,
    CLITIC,
    COORDINATOR,
    CUE,
    DET,
    DIGIT,
    ENDS_ED,
    ENDS_ING,
    FINITE,
    LOOSE,
    LY,
    NAME,
    NEVER_INSIDE,
    NP_PREPOSITIONS,
    OBJECT,
    OWNING,
    PLAIN,
    PREPOSITION,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB_LIKE,
    WH,
    WORD,
)
from tocsin.engine.claims.english.words import has
from tocsin.engine.claims.speakers.names import ROLE, kinds

_INSIDE: Final = frozenset(("'", "’", "'s", "’s", '"', "“", "”", "''", ".", "&", "$", "%", "-", "/", "#", "@"))
_CLOSING: Final = frozenset((")", '"', "”", "''", "’", "'", "'s", "’s"))
_RELATIVE: Final = frozenset({"who", "which", "that"})
_SUBJECT_RELATIVE: Final = frozenset({"who", "which"})
_OPENING_RELATIVE: Final = frozenset(("who", "whose", "which"))
_RELATIVE_CLAUSE: Final = 20
"""Tokens of a relative clause between a subject and its verb."""
_PHRASE_LIMIT: Final = 30
"""Tokens of a noun phrase; of 18,361 sources in PolNeAR's train part, 11 are longer than 30 words."""
_APPOSITION_LIMIT: Final = 45
"""Tokens of all appositions of one name."""
_PLURAL_NAMES: Final = ("ers", "ans", "ians", "ists", "cans", "crats")
_NICKNAMED: Final = 2
"""Tokens of a first name and the mark of the nickname behind it."""
_OPENING_MARKS: Final = frozenset(("“", "``", '"'))
_OFFICE: Final = 3
"""Tokens of an apposition among which its office stands."""
_LEAST_NAME, _MOST_NAME = 2, 4
"""Tokens of a person's full name."""
_REFLEXIVE: Final = frozenset(("himself", "herself", "themselves", "itself"))
_CLOSES_APPOSITION: Final = frozenset((",", ")", "-", "–", "—", "―", "--"))
_ENDS_RIGHT: Final = frozenset((";", ":", "“", '"', "—", "–", "―", "--", "-"))
_CONJUNCTIONS: Final = frozenset(
    ("as", "while", "when", "after", "before", "because", "if", "but", "during", "since", "ever", "until")
)
_APPOSITIVE: Final = OWNING | WH | DIGIT
_WORDLIKE: Final = WORD | CLITIC
_BEFORE_OWNING: Final = PREPOSITION | COORDINATOR | ADVERB | OWNING
_SUBJECTLIKE: Final = SUBJECT | WH | ADVERB


def subject_left(s: EnglishScene, end: int, low: int) -> Range | None:
    """The noun phrase that ends before token `end`, with its appositions."""
    key = end, low
    if key not in s.subjects:
        s.subjects[key] = _find_subject(s, end, low)
    return s.subjects[key]


def _find_subject(s: EnglishScene, end: int, low: int) -> Range | None:
    at = end - 1
    if at > low and s.words[at] in _CLOSES_APPOSITION:
        found = _with_apposition(s, at, low)
        listed = found and found[0] - 1 > low and s.words[found[0] - 1] == "," and ends_list(s, found[0], at, low)
        return (low, at) if listed else found
    found = phrase_left(s, end, low)
    if found and s.bits[found[0]] & SUBJECT and found[1] - found[0] == 1:
        return found
    if found and _behind_nickname(s, found[0], low):
        return found[0] - _NICKNAMED, found[1]
    if found and s.words[found[0] - 1] == "," and found[0] - 1 > low and ends_list(s, *found, low):
        return low, found[1]
    relative = _before_relative(s, found[0] if found else end, low)
    if relative:
        return relative[0], end
    return (low, end) if found and _names_before(s, found[0], low) else found


def _behind_nickname(s: EnglishScene, at: int, low: int) -> bool:
    """As in "Rosa “Rosie” Brandt said", of which "Rosie” Brandt" was taken: a first name stands before the marks."""
    before = at - _NICKNAMED
    return before >= low and s.words[at - 1] in _OPENING_MARKS and bool(s.bits[at] & s.bits[before] & NAME)


def _names_before(s: EnglishScene, at: int, low: int) -> bool:
    """As in "Nils Marr, the council's envoy for trade said", whose second comma is missing."""
    name = s.bits[low : at - 1]
    full = _LEAST_NAME <= len(name) <= _MOST_NAME and all(bits & (NAME | TIME | DET) == NAME for bits in name)
    return full and s.words[at - 1] == "," and bool(s.bits[at] & OWNING)


def _before_relative(s: EnglishScene, at: int, low: int) -> Range | None:
    """As in "Families who waited at the bridge | said": head and relative clause, whose verb is not the cue's."""
    bits, lowers = s.bits, s.lowers
    for i in range(at - 1, max(low, at - _RELATIVE_CLAUSE), -1):
        if not bits[i] & _WORDLIKE:
            return None
        if bits[i] & WH and lowers[i] in _SUBJECT_RELATIVE and _verb_behind(s, i + 1, max(at, i + 2)):
            head = phrase_left(s, i, low)
            named = head and not bits[i - 1] & (_SUBJECTLIKE | VERB_LIKE)
            return (head[0], at) if head and named else None
    return None


def _verb_behind(s: EnglishScene, at: int, end: int) -> bool:
    bits = s.bits
    while at < end and bits[at] & (ADVERB | LY):
        at += 1
    return at < end and (bool(bits[at] & (VERB_LIKE | CUE)) or s.lowers[at] in s.lexicon.finite)


def _with_apposition(s: EnglishScene, close: int, low: int) -> Range | None:
    """As in "Smith, 45, a teacher from Springfield, Ill., ..." from the head to the mark at `close`."""
    words = s.words
    mark = "(" if words[close] == ")" else words[close]
    begin, best = close, None
    for at in range(close - 1, max(low, close - _APPOSITION_LIMIT), -1):
        if words[at] != mark:
            continue
        if mark == "," and not _is_apposition(s, at + 1, begin):
            if not _relative_before(s, at, low):
                break
            continue
        begin = at
        head = phrase_left(s, at, low)
        if head is None or (mark == "," and is_where(s, head[0], low)):
            continue
        relative = _before_relative(s, head[0], low) if s.bits[head[0] - 1] & PREPOSITION and not best else None
        if relative:
            return relative[0], close
        if best and head[0] > low and s.bits[head[0] - 1] & (VERB_LIKE | NAME) == VERB_LIKE:
            break  # the object of a verb: "They built the tool, a spokeswoman, Anna Holm, said"
        best = (head[0], close)
        item = s.bits[head[0]] & DIGIT or s.lowers[head[0]] in ("a", "an") or head[1] - head[0] == 1
        item = item or _is_office(s, head[0], low)
        if mark != "," or not item or head[0] == low or words[head[0] - 1] != ",":
            break
    return best


def _is_office(s: EnglishScene, at: int, low: int) -> bool:
    """As in "Anna Holm, chief executive of the fund, a house for boys, said": an office or a label behind a name."""
    full = at - _LEAST_NAME > low and all(s.bits[i] & NAME for i in range(at - 1 - _LEAST_NAME, at - 1))
    if not full or (s.bits[at] & DET and s.lowers[at] != "the"):
        return False
    return s.lowers[at + 1] == "of" or any(kinds(lower) & ROLE for lower in s.lowers[at : at + _OFFICE])


def _relative_before(s: EnglishScene, at: int, low: int) -> bool:
    """Whether a relative clause opens behind an earlier comma: "Smith, whose firm, Acme, makes nails, said"."""
    lowers = s.lowers
    return any(lowers[i] == "," and lowers[i + 1] in _OPENING_RELATIVE for i in range(max(low, at - 25), at))


def _is_apposition(s: EnglishScene, start: int, end: int) -> bool:
    """Whether tokens look like an apposition rather than a clause or the item of a sentence."""
    if start >= end:
        return False
    bits = s.bits[start]
    if end - start == 1 or bits & (_APPOSITIVE | ENDS_ING | ENDS_ED):
        return True
    return not bits & SUBORDINATOR and not has(s, start, end, FINITE)


def phrase_left(s: EnglishScene, end: int, low: int) -> Range | None:
    """The noun phrase whose last token is `end - 1`, prepositional phrases included."""
    at, bits = end - 1, s.bits
    if at < low or not (bits[at] & WORD or s.words[at] in _CLOSING):
        return None
    if bits[at] & SUBJECT or s.lowers[at] in _RELATIVE:
        return (at, at + 1)
    floor = max(low, end - _PHRASE_LIMIT)
    while at >= floor and (bits[at] & PLAIN or _inside_phrase(s, at, floor, end)):
        at -= 1
        named = bits[at + 1] & NAME and bits[at] & NAME  # "CBS This Morning"
        if bits[at + 1] & OWNING and not named and at >= floor and not bits[at] & _BEFORE_OWNING:
            break  # a determiner begins a phrase of its own: "a claim the ministry denied"
    start = at + 1
    while start < end and bits[start] & LOOSE:
        start += 1
    return (start, end) if start < end else None


def _inside_phrase(s: EnglishScene, at: int, low: int, end: int) -> bool:
    lower, bits = s.lowers[at], s.bits
    if not (bits[at] & WORD or lower in _INSIDE) or _is_dash(s, at):
        return False
    if bits[at] & COORDINATOR:
        return at > low and at + 1 < end and lower in ("and", "or") and _joins(s, at)
    if lower in NP_PREPOSITIONS:
        share = at > low and s.words[at - 1] == "%"  # "55% of pupils"
        return share or (at > low and (bits[at - 1] & (WORD | VERB_LIKE) == WORD or _is_reduced(s, at - 1, low)))
    return _noun_or_modifier(s, at, low)


def _is_dash(s: EnglishScene, at: int) -> bool:
    """A hyphen with space around it: behind "KARVEL (Wire) - Drivers" a phrase begins."""
    starts, ends = s.doc.starts, s.doc.ends
    return s.words[at] == "-" and 0 < at < len(starts) - 1 and ends[at - 1] < starts[at] and ends[at] < starts[at + 1]


def _noun_or_modifier(s: EnglishScene, at: int, low: int) -> bool:
    lower, found, before = s.lowers[at], s.bits[at], at - 1
    if found & OWNING:
        return lower != "that" or not (at > low and s.bits[before] & VERB_LIKE)
    if found & OBJECT and (lower in _REFLEXIVE or (at > low and s.lowers[before] == "of")):
        return True
    if found & NEVER_INSIDE or lower == "ago":  # "after the fire two years ago Velm agreed"
        return False
    if found & NAME or not found & VERB_LIKE:
        return True
    return _is_modifier(s, at, low) or _is_reduced(s, at, low)


def _joins(s: EnglishScene, at: int) -> bool:
    """Whether "and" joins two nouns rather than two clauses."""
    left, right = s.bits[at - 1], s.bits[at + 1]
    if right & VERB_LIKE or not left & WORD:
        return False
    return left & NAME == right & NAME or bool(right & OWNING) or s.lowers[at + 1] == "others"


def _is_modifier(s: EnglishScene, at: int, low: int) -> bool:
    """A participle before its noun: "the ousted mayor"."""
    if at <= low or not s.bits[at - 1] & (OWNING | LY):
        return False
    return s.lowers[at].endswith(("ed", "en", "s"))


def _is_reduced(s: EnglishScene, at: int, low: int) -> bool:
    """A participle after its noun: "a person briefed on the matter"."""
    bits = s.bits
    if at <= low or bits[at] & AUXILIARY or not s.lowers[at].endswith(("ed", "ing", "en", "wn")):
        return False
    if at + 1 < len(bits) and not bits[at + 1] & (PREPOSITION | TIME):
        return False
    by = at + 1 < len(bits) and s.lowers[at + 1] == "by"  # "a letter from Acme obtained by the paper"
    plural = s.lowers[at - 1].endswith(_PLURAL_NAMES)  # "Karvelers interviewed in Lissa"
    return bits[at - 1] & (WORD | _SUBJECTLIKE | (0 if by or plural else NAME)) == WORD


def phrase_right(s: EnglishScene, start: int, high: int) -> Range | None:
    """The noun phrase that begins at `start`, with appositions, up to `high`."""
    at, bits, lowers = start, s.bits, s.lowers
    if at >= high or not bits[at] & WORD:
        return None
    if bits[at] & SUBJECT:
        return (at, at + 1)
    relative = False
    for at in range(start, min(high, start + _PHRASE_LIMIT * 2)):
        relative = relative or bool(bits[at] & WH) or lowers[at] == "that"
        if lowers[at] == ",":
            if not _apposition_right(s, at + 1, high):
                break
        elif at > start and _breaks_right(s, at, start, relative=relative):
            break
    else:
        at = min(high, start + _PHRASE_LIMIT * 2)
    while at > start and not bits[at - 1] & WORD and s.words[at - 1] not in _CLOSING:
        at -= 1
    return (start, at) if at > start else None


def _breaks_right(s: EnglishScene, at: int, start: int, *, relative: bool) -> bool:
    """Whether the phrase that began at `start` ends before `at`: at a mark, a verb of its own, a new clause."""
    lower, found = s.lowers[at], s.bits[at]
    if lower in _ENDS_RIGHT or (found & SUBJECT and lower not in ("it", "who")):
        return True
    if not relative and found & (FINITE | NAME | CLITIC) == FINITE:
        return True
    if lower in _CONJUNCTIONS and not found & NAME:
        return True
    return bool(found & TIME) and at - start <= 6 and bool(s.bits[at - 1] & NAME)


def _apposition_right(s: EnglishScene, at: int, high: int) -> bool:
    if at >= high:
        return False
    found = s.bits[at]
    return bool(found & _APPOSITIVE or not found & (SUBORDINATOR | COORDINATOR | SUBJECT | ENDS_ING))
