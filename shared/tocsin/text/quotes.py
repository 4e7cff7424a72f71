"""Which quotation marks open and which close."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import chain
from operator import attrgetter
from typing import Final, NamedTuple

_CLOSED_BY: Final = {
    '"': ('"', "”"),
    "“": ("”", '"'),
    "„": ("“", "”", '"'),
    "”": ("”",),
    "«": ("»",),
    "»": ("«",),
    "‘": ("’", "'"),
    "‚": ("‘", "’"),
    "'": ("'", "’"),
    "``": ("''",),
    "''": ("''",),
}
"""What closes what, in any of the typographic traditions."""
MARKS: Final = frozenset(chain(_CLOSED_BY, *_CLOSED_BY.values()))
_SINGLE: Final = frozenset("'’")
_EITHER: Final = frozenset(('"', "''"))
"""Marks that look the same on both sides; '' stands for " in the archives of newspapers."""
_ALWAYS_OPEN: Final = frozenset(("“", "„", "«", "‘", "‚", "``"))
_BEFORE_OPENING: Final = frozenset("([{—–-:;,/")
_CONTRACTED: Final = frozenset(("s", "t", "m", "d", "re", "ve", "ll"))
_SHOWS_OPENING: Final = frozenset(("“", "``", "'", '"'))
"""Marks that may show by their shape, or by the space before them, that they open."""
_STOPS: Final = frozenset(".!?…")
_ACROSS: Final = "«"
"""The one mark that shows its side wherever it stands, so that what it opens may close some paragraphs later."""
_AROUND: Final = (_ACROSS, '"')
"""What a name in guillemets may be closed for, too."""
_LONGEST_KIND: Final = 6
"""Tokens before the name inside a name: «Міжнародний аеропорт «Бориспіль»."""
_PARAGRAPHS, _MARKS_AHEAD = 8, 40
"""Within so many paragraphs and marks."""
DEEPEST: Final = 3
"""Quotations nested deeper are not told apart, so that a megabyte of quotation marks stays linear."""


class Quote(NamedTuple):
    """A quotation by the token numbers of its marks; `close` is the paragraph's end where no mark closes it."""

    open: int
    close: int
    depth: int
    """0 outermost."""


def quote_opening(quotes: list[Quote], at: int) -> Quote | None:
    """The quotation whose mark is token `at`, of those in the order they open."""
    number = bisect_left(quotes, at, key=attrgetter("open"))
    return quotes[number] if number < len(quotes) and quotes[number].open == at else None


def find_quotes(words: list[str], apart: bytes, breaks: list[int], marks: Iterable[int]) -> list[Quote]:
    """Quotations in the order they open. `breaks` are the tokens that begin a paragraph: a quotation crosses one only
    if it is in guillemets that close soon, and no paragraph in between opens them again.

    `apart`: per token 1 where white space stands before it; `marks`: the tokens that are quotation marks.
    """
    quotes: list[Quote] = []
    stack: list[tuple[int, str]] = []
    ends = iter([*breaks, len(words)])
    end, all_marks = next(ends), list(marks)
    for number, i in enumerate(all_marks):
        if i >= end:
            if (
                not stack
                or stack[0][1] != _ACROSS
                or not _closes_later(words, all_marks[number : number + _MARKS_AHEAD], breaks, len(stack))
            ):
                _end_paragraph(stack, quotes, end)
            while i >= end:
                end = next(ends)
        if _closes(i, words, apart, stack, quotes):
            ahead = all_marks[number + 1 : number + _MARKS_AHEAD] if stack else []
            if stack and _closes_name_around(stack[-1], quotes[-1], words, [mark for mark in ahead if mark < end]):
                quotes.append(Quote(stack.pop()[0], i, len(stack)))
        elif len(stack) < DEEPEST and _may_open(i, words, apart):
            if stack and _goes_on(i, words, stack[0]):
                quotes.extend(Quote(start, i, depth) for depth, (start, _) in enumerate(stack))
                stack.clear()
            stack.append((i, words[i]))
    _end_paragraph(stack, quotes, end)
    quotes.sort()
    return quotes


def _closes_name_around(outer: tuple[int, str], inner: Quote, words: list[str], ahead: list[int]) -> bool:
    """Whether the mark that closes `inner`, a name in guillemets, closes the name around it too: ДП «НАЕК «Енергоатом»
    is written with one mark for both, as is "Операция «Искра». So it is where none of the marks `ahead` in its
    paragraph is left for it."""
    start, opening = outer
    if opening not in _AROUND or words[inner.close] != "»" or inner.open - start > _LONGEST_KIND:
        return False
    if any(words[mark] in _CLOSED_BY[opening] for mark in ahead) and opening != _ACROSS:
        return False
    if not start or not words[start - 1][0].isalnum() or words[start + 1].islower():
        return False  # «найбільш «смачних» клієнтів ...» goes on
    left = 0
    for mark in ahead:
        left += (words[mark] == "«") - (words[mark] == "»")
        if left < 0:
            return False
    return True


def _closes_later(words: list[str], ahead: list[int], breaks: list[int], depth: int) -> bool:
    """Whether guillemets open `depth` deep close among the marks `ahead`: in few paragraphs, and with no new start."""
    first = bisect_right(breaks, ahead[0])
    last = breaks[first + _PARAGRAPHS - 1] if first + _PARAGRAPHS <= len(breaks) else len(words)
    for i in ahead:
        if i >= last:
            break
        depth += (words[i] == "«") - (words[i] == "»")
        if not depth:
            return True
        if words[i] == "«" and breaks[bisect_right(breaks, i) - 1] == i:
            return False
    return False


def _closes(i: int, words: list[str], apart: bytes, stack: list[tuple[int, str]], quotes: list[Quote]) -> bool:
    for depth in range(len(stack) - 1, -1, -1):
        start, opening = stack[depth]
        if words[i] in _CLOSED_BY[opening] and _may_close(i, words, apart):
            del stack[depth:]
            quotes.append(Quote(start, i, depth))
            return True
    return False


def _may_close(i: int, words: list[str], apart: bytes) -> bool:
    following = words[i + 1] if i + 1 < len(words) else ""
    clings = bool(following) and not apart[i + 1] and following[0].isalnum()
    if words[i] in _SINGLE:  # an apostrophe inside a word, or one that tokenized text set apart
        return not clings and following not in _CONTRACTED
    return not (words[i] in _EITHER and clings and bool(apart[i]))


def _may_open(i: int, words: list[str], apart: bytes) -> bool:
    mark = words[i]
    if mark in _ALWAYS_OPEN:
        return True
    if mark not in _CLOSED_BY:
        return False
    before = not i or bool(apart[i]) or words[i - 1] in _BEFORE_OPENING or words[i - 1] in MARKS
    clings = i + 1 < len(words) and not apart[i + 1]
    if mark == "'":  # spaced on both sides, as tokenized text has it: a quotation unless it may be a plural possessive
        return before and (clings or not i or not words[i - 1].endswith("s"))
    return before and (clings or mark in _EITHER)


def _goes_on(i: int, words: list[str], outer: tuple[int, str]) -> bool:
    """Whether the mark at `i` opens the next paragraph of the quotation `outer`, in a text whose line breaks were lost:
    behind a full stop, the mark that opened it stands again."""
    start, mark = outer
    if words[i] != mark or mark not in _SHOWS_OPENING or words[i - 1][-1] not in _STOPS:
        return False
    return mark != "'" or words[start + 1][0].isupper()


def _end_paragraph(stack: list[tuple[int, str]], quotes: list[Quote], end: int) -> None:
    """A quotation left open lasts to the end of its paragraph; a straight single mark was an apostrophe."""
    quotes.extend(Quote(start, end, depth) for depth, (start, mark) in enumerate(stack) if mark != "'")
    stack.clear()
