"""How far what is reported reaches: quotations and their continuations, over sentences and paragraphs."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.quotes import Speech
from tocsin.engine.claims.scene import LONGEST, Scene
from tocsin.engine.dateline import behind_dateline

_INTRODUCING: Final = frozenset((":", "(", "—", "–", "―"))
"""Before a quotation these show that it begins anew: what stands before them is not what was said."""
_FRAGMENT: Final = 10
"""Tokens, with the marks, of a quotation that may be part of the sentence around it."""
_SEPARATING: Final = frozenset((",", "—", "–"))


def is_closing_mark(s: Scene, at: int) -> bool:
    number = s.of_token[at]
    return number >= 0 and s.quotes.found[number].last == at + 1


def closes_content(s: Scene, at: int) -> bool:
    """A comma or a closing quotation mark: the content on its left ends here."""
    return s.words[at] in _SEPARATING or (s.of_token[at] >= 0 and is_closing_mark(s, at))


def following_quotes(s: Scene, number: int) -> list[Range]:
    """Quotations that go on with this one: next in the paragraph, or in the next when it was left open."""
    parts: list[Range] = []
    found = s.quotes.found
    while number + 1 < len(found):
        this, following = found[number], found[number + 1]
        gap = s.words[this.last : following.first]
        near = same_paragraph(s, this.last - 1, following.first)
        if following.continued or (not gap and (near or is_whole_paragraph(s, following))):
            parts.append((following.first, following.last))
            number += 1
        else:
            break
    return parts


def asks_before(s: Scene, at: int) -> bool:
    """Whether the quotation before the cue that ends before `at` asks something: the next one may be an answer."""
    while at > s.low and s.of_token[at - 1] < 0:
        at -= 1
    return "?" in s.words[max(0, at - 2) : at]


def is_whole_paragraph(s: Scene, quote: Speech) -> bool:
    """Whether a quotation is all of its paragraph, so that it can only go on with the one before."""
    last = quote.last + (quote.last < len(s.words) and s.words[quote.last] == ".")
    return last >= len(s.words) or not same_paragraph(s, last - 1, last)


def same_paragraph(s: Scene, a: int, b: int) -> bool:
    return "\n" not in s.doc.text[s.doc.ends[a] : s.doc.starts[b]]


def content_left(s: Scene, end: int) -> Range | None:
    """The content that ends before token `end`: the quotation with its sentence's beginning, or the clause."""
    at = end - 1
    while at >= 0 and s.words[at] in (",", "—", "–") and s.of_token[at] < 0:
        at -= 1
    if at < 0:
        return None
    number = s.of_token[at]
    if number < 0:
        low = behind_dateline(s.doc, s.low, s.high)
        marks = (i for i in range(at, low, -1) if s.words[i] in ":;" and s.of_token[i] < 0)
        low = next((i + 1 for i in marks if not _in_parenthesis(s, i, at)), low)
        return (low, at + 1) if at >= s.low else None
    first = number
    while s.quotes.found[first].continued and first:
        first -= 1
    while (
        first
        and s.quotes.found[first - 1].last == s.quotes.found[first].first
        and not _is_fragment(s, s.quotes.found[first - 1].first, s.quotes.found[first - 1].last)
        and same_paragraph(s, s.quotes.found[first].first - 1, s.quotes.found[first].first)
    ):
        first -= 1
    begin = s.quotes.found[first].first
    sentence = max(sentence_start(s, begin), begin - LONGEST)
    introduced = begin > 0 and s.words[begin - 1] in _INTRODUCING
    read = any(draft.content[-1][1] >= begin or draft.content[0][0] == sentence for draft in s.drafts[-3:])
    if sentence < begin and not introduced and (not read or _is_fragment(s, begin, at)):
        begin = sentence
    return (begin, at + 1)


def _is_fragment(s: Scene, first: int, last: int) -> bool:
    """As in "he was “out here right now”": a few words of a sentence in marks."""
    return last - first < _FRAGMENT and s.words[first + 1][0].islower()


def _in_parenthesis(s: Scene, mark: int, at: int) -> bool:
    """Whether a parenthesis that opens before the mark closes between it and `at`."""
    behind = s.words[mark : at + 1]
    return ")" in behind and "(" not in behind[: behind.index(")")]


def sentence_start(s: Scene, at: int) -> int:
    number = s.number
    while number and s.doc.sentences[number].first > at:
        number -= 1
    return s.doc.sentences[number].first


def has_own_cue(s: Scene, at: int) -> bool:
    """Whether a quotation that ends before `at` is followed by a cue of its own."""
    words = s.words
    if at >= len(words) or words[at] == "." or s.of_token[at] >= 0 or not same_paragraph(s, at - 1, at):
        return False
    return words[at - 2] == "," or words[at] == "," or words[at - 2].isalnum()
