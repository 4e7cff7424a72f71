"""What an English cue says of its speaker: the words to its right."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body
from tocsin.engine.claims.english.clauses import clause_end
from tocsin.engine.claims.english.other_senses import is_no_saying
from tocsin.engine.claims.english.phrases import phrase_left
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.wordclasses import (
    DIGIT,
    ENDS_ING,
    FINITE,
    OBJECT,
    OWNING,
    SUBJECT,
    TIME,
    WH,
    WORD,
)
from tocsin.engine.claims.english.words import (
    cue_follows,
    group_start,
    has_evidence,
    has_verb,
    is_finite,
    opens_clause,
    opens_phrase,
    skip_time_and_adverbs,
)
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.reach import following_quotes

_THAT: Final = frozenset(("that", "whether", "how", "why", "what", "if", "who", "which"))
_ASKED: Final = frozenset(("that", "whether", "how", "why", "what", "if", "who", "where", "when"))
_TIMES: Final = frozenset(("when", "where"))
"""Behind "told us" these tell when and where it was told."""
_ASK: Final = frozenset(("ask", "inquire", "remind"))
_ADJUNCT: Final = frozenset(
    (
        *("in", "on", "at", "during", "to", "via", "from", "after", "before", "through", "by", "with", "for"),
        *("last", "this", "early"),
    )
)
_EITHER: Final = frozenset(("it", "you"))
"""Pronouns that are subject and object alike."""
_WITHOUT_ADDRESSEE: Final = frozenset(("warning",))
"""Kinds whose cues take a clause without anybody told as well: "warned the bridge would close"."""
_SUBJECT_MATTER: Final = frozenset(("of", "about"))
_WINDOW: Final = 14
"""Tokens between a cue and its "that" or quotation ("said in an interview with ... that")."""
_ASIDE_MARKS: Final = frozenset((",", "—", "–", "--"))
_ASIDE: Final = 10
"""Tokens of an aside between a cue and its "that"."""
_NOT: Final = frozenset(("not", "never"))
_LONG_QUOTE: Final = 6
"""Tokens, with the marks, from which a quotation behind an adjunct is what was said rather than a name."""
_WORDS_OF_CLAUSE: Final = 12
"""A quotation shorter than this that its sentence goes on from is part of a clause: said it was "great" that ..."""


def content_behind(s: EnglishScene, at: int, after: int, cue: Cue) -> Body | None:
    """What the words from `after` on say, for the cue at `at`."""
    here = skip_time_and_adverbs(s, after)
    if here >= s.high or s.words[s.high - 1] == ":":
        found = _next_paragraph(s, cue)
        if found or here >= s.high:
            return found
    frames = cue.frames
    if not s.bits[here] & WORD and ("Q" in frames or s.of_token[here] < 0):
        found = _quotation_at(s, here + (s.words[here] in (":", ",")), cue) if "Q" in frames else None
        return found or _behind_aside(s, here, cue)
    negative = s.lowers[here] in _NOT and here + 1 < s.high and s.lowers[here + 1] == "to"  # "pledged not to return"
    if (s.lowers[here] == "to" or negative) and "I" in frames:
        return _infinitive_behind(s, here, cue)
    return (
        _that_clause(s, here, cue)
        or (_behind_preposition(s, here, cue) if s.lowers[here] in cue.prepositions else None)
        or (_told_to_somebody(s, here, cue) if "" in cue.addressed else None)
        or (_behind_adjunct(s, here, cue) if _opens_adjunct(s, here) else None)
        or (_said_of(s, here, cue) if "Q" in frames and s.lowers[here] in _SUBJECT_MATTER else None)
        or (_gerund_behind(s, here, cue) if "G" in frames else None)
        or _bare_clause(s, here, cue)
        or _phrase_behind(s, at, here, cue)
    )


def _opens_adjunct(s: EnglishScene, here: int) -> bool:
    """Time or place, but not the subject of "said this was “a small price to pay”"."""
    if s.lowers[here] == "this" and here + 1 < s.high and s.bits[here + 1] & FINITE:
        return False
    return bool(s.bits[here] & TIME) or s.lowers[here] in _ADJUNCT


def _behind_aside(s: EnglishScene, comma: int, cue: Cue) -> Body | None:
    """As in "said, through an interpreter, that"; the aside may stand between dashes."""
    words, kind = s.words, cue.frames.get("C") or cue.frames.get("T")
    mark = words[comma]
    if kind is None or mark not in _ASIDE_MARKS:
        return None
    second = next((i for i in range(comma + 1, min(s.high - 1, comma + _ASIDE)) if words[i] == mark), None)
    if second is None or s.lowers[second + 1] != "that":
        return None
    return Body([(second + 1, clause_end(s, second + 1))], kind, "that")


def _that_clause(s: EnglishScene, here: int, cue: Cue) -> Body | None:
    kind = cue.frames.get("C") or cue.frames.get("T")
    if kind and s.lowers[here] in _THAT:
        return Body([(here, clause_end(s, here))], kind, "that")
    return None


def _infinitive_behind(s: EnglishScene, here: int, cue: Cue) -> Body | None:
    """As in "vowed to leave"; where a wish only leads on to another cue ("wanted to ask") that one reads it."""
    kind = cue.frames["I"]
    if kind == "inner" and cue_follows(s, here + 1):
        return None
    return Body([(here, clause_end(s, here, "infinitive"))], kind, "infinitive")


def _behind_preposition(s: EnglishScene, here: int, cue: Cue) -> Body | None:
    """As in "called for talks"; "called on them to leave"."""
    lowers, start = s.lowers, here + 1
    if start >= s.high or s.bits[start] & (TIME | DIGIT):
        return None
    if lowers[here] in cue.addressed:
        to = next((i for i in range(start + 1, min(s.high, start + _WINDOW)) if lowers[i] == "to"), None)
        if to is None:
            return None
        start = to - (lowers[to - 1] == "not")
    return Body([(start, clause_end(s, start, "phrase"))], cue.prepositions[lowers[here]], "preposition")


def _told_to_somebody(s: EnglishScene, here: int, cue: Cue) -> Body | None:
    """Skip the one who is told, then read the clause, infinitive or quotation."""
    if "C" in cue.frames and s.lowers[here] in _EITHER and here + 1 < s.high and s.bits[here + 1] & FINITE:
        return Body([(here, clause_end(s, here))], cue.frames["C"], "told")  # "cautioned it was early"
    pronoun = bool(s.bits[here] & OBJECT) or s.lowers[here] in _EITHER
    for at in range(here + 1, min(s.high, here + _WINDOW)):
        side = s.words[at] == "," and (s.participle or bool(s.bits[min(at + 1, s.high - 1)] & WH))
        if side or s.words[at] == ";":
            return None
        body = _behind_addressee(s, at, cue) or _pronoun_clause(s, at, here, cue, pronoun=pronoun)
        if body:
            return body
    return None if pronoun else _bare_behind_addressee(s, here, cue)


def _behind_addressee(s: EnglishScene, at: int, cue: Cue) -> Body | None:
    frames, lower = cue.frames, s.lowers[at]
    clause = frames.get("C") or frames.get("T")
    if lower in _ASKED and clause and not _is_side_question(s, at) and (lower not in _TIMES or cue.lemma in _ASK):
        return Body([(at, clause_end(s, at))], clause, "that")
    if lower == "to" and "I" in frames and at + 1 < s.high and not s.bits[at + 1] & OWNING:
        return Body([(at - (s.lowers[at - 1] == "not"), clause_end(s, at))], frames["I"], "infinitive")
    if lower == ":" or (s.of_token[at] >= 0 and "Q" in frames):
        return _quotation_at(s, at + (lower == ":"), cue)
    if lower in cue.prepositions:
        return Body([(at + 1, clause_end(s, at + 1))], cue.prepositions[lower], "preposition")
    return None


def _is_side_question(s: EnglishScene, at: int) -> bool:
    """As in "told them, what it needs", or "urged anyone who saw it to call": not what is told or asked."""
    if not s.bits[at] & WH:
        return False
    return s.words[at - 1] == "," or (s.lowers[at] in ("who", "which") and not s.bits[at - 1] & OBJECT)


def _pronoun_clause(s: EnglishScene, at: int, here: int, cue: Cue, *, pronoun: bool) -> Body | None:
    """As in "told reporters he would stay", "told them the talks had failed"."""
    there = s.lowers[at] == "there"
    if (
        "C" not in cue.frames
        or _is_side_question(s, at)
        or not (s.bits[at] & SUBJECT or there or (pronoun and at == here + 1))
    ):
        return None
    if not (opens_clause(s, at) and has_verb(s, at)) or (there and not s.bits[min(at + 1, s.high - 1)] & FINITE):
        return None
    return Body([(at, clause_end(s, at))], cue.frames["C"], "told")


def _bare_behind_addressee(s: EnglishScene, here: int, cue: Cue) -> Body | None:
    """As in "told the committee the talks had failed": the clause begins with the phrase before its first verb."""
    if "C" not in cue.frames:
        return None
    for at in range(here + 1, min(s.high, here + _WINDOW)):
        if s.words[at] in (",", "."):
            return None
        if s.bits[at] & FINITE:
            subject = phrase_left(s, group_start(s, at, here), here)
            if subject and subject[0] > here:
                return Body([(subject[0], clause_end(s, subject[0]))], cue.frames["C"], "told")
            return None
    return None


def _behind_adjunct(s: EnglishScene, here: int, cue: Cue) -> Body | None:
    """Time and place between cue and content: "said in an interview that", "said at a rally: ..."."""
    frames = cue.frames
    kind = frames.get("C") or frames.get("T") or frames.get("Q")
    if kind is None:
        return None
    for at in range(here, min(s.high, here + _WINDOW)):
        lower = s.lowers[at]
        if lower == ";" or (lower == "," and s.participle):
            return None  # "Posting on her page, she left": the main clause
        if lower == "that" and ("C" in frames or "T" in frames):
            return Body([(at, clause_end(s, at))], kind, "that")
        if "Q" in frames and (lower == ":" or (s.of_token[at] >= 0 and _is_long_quote(s, at))):
            return _quotation_at(s, at + (lower == ":"), cue)
        if at > here and s.bits[at] & SUBJECT and "C" in frames and has_verb(s, at):
            return Body([(at, clause_end(s, at))], kind, "adjunct")
    return None


def _said_of(s: EnglishScene, here: int, cue: Cue) -> Body | None:
    """As in "said of the plan: “...”"."""
    for at in range(here + 1, min(s.high, here + _WINDOW)):
        if s.words[at] == ":" or (s.of_token[at] >= 0 and _is_long_quote(s, at)):
            return _quotation_at(s, at + (s.words[at] == ":"), cue)
    return None


def _is_long_quote(s: EnglishScene, at: int) -> bool:
    quote = s.quotes.found[s.of_token[at]]
    return quote.last - quote.first >= _LONG_QUOTE


def _gerund_behind(s: EnglishScene, here: int, cue: Cue) -> Body | None:
    if s.bits[here] & ENDS_ING and s.words[here].islower():
        return Body([(here, clause_end(s, here))], cue.frames["G"], "gerund")
    return None


def _bare_clause(s: EnglishScene, here: int, cue: Cue) -> Body | None:
    """A clause without "that"."""
    if "T" in cue.frames and "C" not in cue.frames and "Q" in cue.frames and _opens_with_subject(s, here):
        return Body([(here, clause_end(s, here, "clause"))], cue.frames["T"], "clause")
    addressed = "" in cue.addressed and cue.frames.get("C") not in _WITHOUT_ADDRESSEE
    if "C" in cue.frames and not addressed and opens_clause(s, here) and has_verb(s, here):
        return Body([(here, clause_end(s, here, "clause"))], cue.frames["C"], "clause")
    return None


def _opens_with_subject(s: EnglishScene, here: int) -> bool:
    """As in "he added it was late", "added there were more"."""
    subject = s.bits[here] & SUBJECT or s.lowers[here] == "there"
    return bool(subject) and here + 1 < s.high and bool(s.bits[here + 1] & FINITE)


def _phrase_behind(s: EnglishScene, at: int, here: int, cue: Cue) -> Body | None:
    frames = cue.frames
    if not cue.phrases or not opens_phrase(s, here):
        return None
    if is_no_saying(s, at, here, cue):
        return None
    end = clause_end(s, here, "phrase")
    if "N" in frames or ("F" in frames and is_finite(s, at)):
        return Body([(here, end)], frames.get("N") or frames["F"], "phrase")
    if "E" in frames and has_evidence(s, at):
        return Body([(here, clause_end(s, here, "clause"))], frames["E"], "evidence")
    if "S" in frames and "as" in s.lowers[here + 1 : min(end, here + 10)]:
        return Body([(here, end)], frames["S"], "phrase")
    return None


def _next_paragraph(s: EnglishScene, cue: Cue) -> Body | None:
    """The cue's sentence ends with a colon; the quotation that opens the next one belongs to it."""
    if "Q" not in cue.frames or s.words[s.high - 1] != ":" or s.high >= len(s.words):
        return None
    return _quotation_at(s, s.high, cue) if s.of_token[s.high] >= 0 else None


def _quotation_at(s: EnglishScene, at: int, cue: Cue) -> Body | None:
    """The quotation (or, behind a colon, the sentence) that begins at `at`, with what continues it."""
    words = s.words
    kind = cue.frames.get("C") or cue.frames.get("Q") or "statement"
    if at >= len(words):
        return None
    number = s.of_token[at]
    if number < 0:
        colon = words[at - 1] == ":" and at < s.high
        return Body([(at, clause_end(s, at))], kind, "colon") if colon else None
    quote = s.quotes.found[number]
    goes_on = quote.last < s.high and words[quote.last] not in (".", ",", ";")
    following = following_quotes(s, number)
    if goes_on and not following and quote.last - quote.first < _WORDS_OF_CLAUSE:
        return Body([(at, clause_end(s, at))], kind, "clause")
    return Body([(at, quote.last), *following], kind, "quote", direct=True)
