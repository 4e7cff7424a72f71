"""Cues behind or inside their content: "..., officials said", "“...,” said Smith, “...”"."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.english.clauses import has_clause_before
from tocsin.engine.claims.english.contents import content_behind
from tocsin.engine.claims.english.goes_on import content_right, is_occasion
from tocsin.engine.claims.english.phrases import phrase_right, subject_left
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.signed import kind_of_report, read_as_reported, read_signed
from tocsin.engine.claims.english.uttered import SAID, keep
from tocsin.engine.claims.english.wordclasses import (
    COORDINATOR,
    ENDS_ED,
    ENDS_ING,
    FINITE,
    NAME,
    OWNING,
    POSSESSIVE,
    PREPOSITION,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    WORD,
)
from tocsin.engine.claims.english.words import (
    has,
    has_evidence,
    has_verb,
    is_participle,
    opens_subordinate,
    skip_time,
)
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.reach import (
    closes_content,
    content_left,
    is_closing_mark,
    same_paragraph,
)

_ENDS: Final = frozenset((",", ".", ";", "?", "!", "—", "–"))
_ADDRESSEE: Final = 8
"""Tokens of the one who is told, between the cue and the rest of a quotation."""
_RELATIVE: Final = frozenset(("who", "which", "that"))
_APPOSITIONS: Final = 40
"""Tokens between a quotation and the cue behind its speaker's appositions."""
_NESTED: Final = frozenset(("’", "'", "”"))
_INNER: Final = frozenset((",", "?", "!"))
"""Before its closing mark these show that a quotation waits for its speaker."""
_ASKS: Final = frozenset(("?", "!"))
_NO_NAME: Final = PREPOSITION | COORDINATOR | SUBORDINATOR | SUBJECT | ENDS_ING


def read_inserted(s: EnglishScene, at: int, group: Range, cue: Cue) -> bool:
    """Read the cue at `at`, with its verb group, as one behind or inside its content; False if it is not."""
    start, after = group
    if _nothing_behind(s, after) and _read_taken_up(s, at, group, cue):
        return True
    if not cue.reports:
        return False
    if read_signed(s, at, group, cue) or read_as_reported(s, at, group, cue):
        return True
    marked = start > 0 and closes_content(s, start - 1)
    quoted = marked and _quote_before(s, start)
    found = (
        (_inverted(s, at, group, cue, quoted=True) if quoted else None)
        or _straight(s, at, group, cue)
        or (_inverted(s, at, group, cue, quoted=False) if marked else None)
    )
    if found is None:
        return False
    source, left_end, right = found
    content = content_left(s, left_end)
    if content is None:
        return False
    quoted = s.of_token[content[1] - 1] >= 0
    direct = quoted and s.of_token[content[0]] >= 0
    if quoted and "" in cue.addressed and right == after:
        right = _addressee_before_quote(s, right)
    parts = [content, *content_right(s, content, right, direct=quoted)]
    body = Body(parts, kind_of_report(cue), "quote" if direct else "reported", direct)
    keep(s, body, source, group, at)
    return True


def _addressee_before_quote(s: EnglishScene, at: int) -> int:
    """As in "“...,” she told Hewel, “...”": the comma before the rest, or `at` where none follows."""
    for here in range(at, min(s.high - 1, at + _ADDRESSEE)):
        if s.words[here] == "," and s.of_token[here + 1] >= 0:
            return here
    return at


def _read_taken_up(s: EnglishScene, at: int, group: Range, cue: Cue) -> bool:
    """As in "..., a claim the palace denied": what is denied is what was said before the comma."""
    lowers, kind = s.lowers, cue.frames.get("C") or cue.frames.get("N")
    source = subject_left(s, group[0], s.low) if kind else None
    if kind is None or source is None:
        return False
    noun = source[0] - 1 - (lowers[source[0] - 1] in ("that", "which"))
    if noun - 2 <= s.low or lowers[noun - 1] not in ("a", "an", "the") or not closes_content(s, noun - 2):
        return False
    if not any(named.part == "noun" for named, _ in s.lexicon.cues.get(lowers[noun], ())):
        return False
    content = next((draft.content for draft in s.drafts[-3:] if draft.content[-1][1] == noun - 2), None)
    left = content_left(s, noun - 2)
    content = content or ([left] if left else [])
    keep(s, Body(content, kind, "reported"), source, group, at)
    return True


def _nothing_behind(s: EnglishScene, after: int) -> bool:
    return after >= s.high or s.words[after] in _ENDS


def _inverted(s: EnglishScene, at: int, group: Range, cue: Cue, *, quoted: bool) -> tuple[Range, int, int] | None:
    """As in "“...,” said Smith": (source, end of what stands left, where the rest begins)."""
    start, after = group
    if start != at or "Q" not in cue.frames:
        return None
    if not quoted and (cue.addressed or is_participle(s, at)):
        return None
    if after >= s.high or not _opens_inverted_subject(s, after):
        return None
    source = phrase_right(s, after, s.high)
    if source is None or not (quoted or _is_plain_inversion(s, at, source)):
        return None
    return source, start, source[1]


def _straight(s: EnglishScene, at: int, group: Range, cue: Cue) -> tuple[Range, int, int] | None:
    """As in "“...,” Smith said", "..., officials said", "..., he said, ..."."""
    start, after = group
    source = _between_quote_and(s, start)
    if source is None and start > s.low:
        source = subject_left(s, start, s.low)
        if source is not None and not (source[0] and closes_content(s, source[0] - 1)):
            source = None
    if source is None:
        return None
    after = _behind_occasion(s, after)
    quoted = _quote_before(s, source[0]) and (_quote_opens(s, source[0]) or _ends_here(s, after, cue))
    quoted = quoted or _alone_behind_quote(s, source, after)
    if quoted or _is_inserted(s, at, source, after, cue):
        return source, source[0], after
    return None


def _behind_occasion(s: EnglishScene, after: int) -> int:
    """As in "..., Holm argued in his letter, ...": the comma behind the occasion, or `after` where none is told."""
    if after >= s.high or not s.bits[after] & PREPOSITION:
        return after
    comma = next((at for at in range(after, min(s.high, after + _ADDRESSEE)) if s.words[at] == ","), after)
    return comma if is_occasion(s, after, comma) else after


def _between_quote_and(s: EnglishScene, start: int) -> Range | None:
    """As in "“...,” Olaf Brandt, 30, of Lissa, who saw it, said": the name and all that is said of it."""
    if s.words[start - 1] != ",":
        return None
    mark = next((i for i in range(start - 2, max(s.low, start - _APPOSITIONS), -1) if s.of_token[i] >= 0), -1)
    first = mark + 1
    if mark < 0 or not is_closing_mark(s, mark) or s.bits[first] & (_NO_NAME | WORD) != WORD:
        return None
    comma = next(i for i in range(first, start) if s.words[i] == ",")
    named = comma > first and s.words[mark - 1] in _INNER and not has(s, first, comma, FINITE)
    return (first, start) if named else None


def _alone_behind_quote(s: EnglishScene, source: Range, after: int) -> bool:
    """As in "“The dam held.” Varga said.": nothing but a speaker and a cue in a sentence of their own."""
    last = source[0] - 1
    alone = source[0] == s.low and s.words[min(skip_time(s, after), len(s.words) - 1)] == "."
    return alone and is_closing_mark(s, last) and same_paragraph(s, last, source[0])


def _quote_opens(s: EnglishScene, at: int) -> bool:
    """Whether the quotation before token `at` opens its sentence, and is not part of what leads to another."""
    last = at - 1 - (s.words[at - 1] == ",")
    if last < s.low and s.words[last - 1] in _ASKS:
        return False  # "“How do I look?” Holm said that": a sentence of its own
    return s.quotes.found[s.of_token[last]].first <= s.low


def _is_inserted(s: EnglishScene, at: int, source: Range, after: int, cue: Cue) -> bool:
    """Whether source and cue, behind a comma, report the clause before (or around) them."""
    words, first = s.words, source[0]
    if first <= s.low or s.lowers[first] in _RELATIVE or is_participle(s, at):
        return False
    enclosed = words[first - 1] == "," and after < s.high - 2 and words[after] == ","
    clause = "C" in cue.frames or ("T" in cue.frames and (enclosed or s.lowers[at] in SAID))
    if not (clause and "Q" in cue.frames) and not ("E" in cue.frames and has_evidence(s, at)):
        return False
    if opens_subordinate(s) and not enclosed and "," not in words[s.low : first - 1]:
        return False
    if not has_clause_before(s, first) and not (enclosed and has_verb(s, after)):
        return False
    return _ends_here(s, after, cue)


def _quote_before(s: EnglishScene, at: int) -> bool:
    """Whether a quotation of this sentence ends right before token `at` and waits for its speaker."""
    words, last = s.words, at - 1
    if last > 0 and words[last] == ",":
        last -= 1
    if last < 1 or not is_closing_mark(s, last) or not same_paragraph(s, last, at):
        return False
    inner = words[last - 1]
    if inner in _NESTED and last > 1:
        inner = words[last - 2]  # "“He called it ‘late.’” Holm said that ...": a sentence ended
    quote = s.quotes.found[s.of_token[last]]
    if inner in (".", "…", "...") and last < s.low:
        return False
    if inner not in (",", "?", "!", "—", "–", "-") and words[at - 1] != "," and inner[-1].isalnum():
        return False
    return quote.first <= s.low or (last - quote.first > 3 and has_clause_before(s, last + 1))


def _is_plain_inversion(s: EnglishScene, at: int, source: Range) -> bool:
    """Without a quotation: "..., said Smith." needs a clause before and nothing but punctuation behind."""
    first, last = source
    if s.lowers[at] not in SAID and s.bits[first] & OWNING:
        return False  # "..., bemoaned the state of the race": its object
    last = next((i for i in range(first, last) if s.words[i] == ","), last)
    if last < s.high and s.words[last] not in ",.;?!":
        return False
    if has(s, first, min(last, first + 4), FINITE):
        return False
    headline = last >= s.high and not s.low and s.words[at - 1] == ","
    named = s.lowers[at] in SAID and s.words[at - 1] == "," and s.bits[first] & NAME
    return headline or bool(named) or has(s, s.low, at - 1, FINITE)


def _opens_inverted_subject(s: EnglishScene, after: int) -> bool:
    found = s.bits[after]
    return (
        found & (WORD | TIME) == WORD
        and (bool(found & (NAME | OWNING | SUBJECT | ENDS_ED)) or s.lowers[after] not in s.lexicon.classes)
        and s.lowers[after] not in ("that", "it")
    )


def _ends_here(s: EnglishScene, right: int, cue: Cue) -> bool:
    """Whether nothing that is claimed can stand right of the cue: its sentence, or its parenthesis, ends."""
    if right >= s.high:
        return True
    word, of_token = s.words[right], s.of_token
    if word == "," and right + 1 < s.high and of_token[right + 1] >= 0 and "Q" in cue.frames:
        return False  # "Asked about it, Smith said, “...”"
    if word in _ENDS or (of_token[right] >= 0 and closes_content(s, right - 1)):
        return True
    if word == ":":
        return False
    if s.bits[right] & POSSESSIVE and ":" in s.words[right : s.high]:
        return False  # "..., Holm ended her letter: “...”"
    body = content_behind(s, right - 1, right, cue)
    return body is None or ("" in cue.addressed and body.rule in ("phrase", "preposition"))
