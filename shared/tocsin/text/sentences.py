"""Where sentences and paragraphs end."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import Final

from tocsin.text.lexicon import rows
from tocsin.text.quotes import Quote
from tocsin.text.tokens import APART, ENDING, FINAL, Tokens, abbreviations, has, where

_FINAL_WITHOUT_SPACE: Final = frozenset("。！？।॥۔")
_CLOSING: Final = frozenset((")", "]", "}", "”", "»"))
_LONGEST_NAME: Final = 6
"""Tokens of a name of two sentences, up to its closing mark."""
_BEHIND_NAME: Final = frozenset((",", "("))
_PREPOSITIONS: Final = frozenset(
    (
        *("в", "во", "у", "на", "по", "до", "з", "із", "від", "за", "біля", "при", "під", "над", "через"),
        *("из", "от", "к", "с", "возле", "под", "около"),
    )
)
_CONTINUING: Final = frozenset((",", ";", ":"))
_FEW: Final = 2
"""Tokens of a sentence at least, before a surname that initials stand behind."""
_YEAR: Final = frozenset(("г.", "р."))
_DIGITS: Final = 4
_OPENING: Final = 8
"""Tokens up to a year that may only open a sentence: "Ещё летом 2011 г. Порт закрыли"."""
_MARKS_BEFORE_WORD: Final = 3
"""How many quotation marks, brackets, dashes may stand before the word that tells whether a sentence begins."""

LOWERED: Final = 0.02
"""Share of words with a capital letter under which a text counts as lower-cased: news in English, Russian and Ukrainian
has .08 and more (names and sentence openings), machine-lowered text next to none."""
WRAPPED_SHARE, WRAPPED_LEAST, WRAPPED_WIDTH = 0.25, 3, 120
"""A text is hard-wrapped when this share of its single line breaks, and so many of them, fall before a small letter
inside a sentence and no line is wider; where each line is a paragraph the share is under .05."""
WRAPPED_SHORT: Final = 0.6
"""In hard-wrapped text, a line shorter than this share of the widest ends for a reason: a headline, a list item."""


def paragraph_breaks(text: str, words: list[str], starts: list[int]) -> list[int]:
    """The tokens, but the first, that begin a paragraph or a line that stands for itself."""
    return [i for i in _breaks(text, words, starts) if words[i - 1][-1] != "." or not _goes_on(words, i)]


def _goes_on(words: list[str], i: int) -> bool:
    """Behind "вул." no line ends, whatever broke it: the street follows. Nor inside of «Наша весть. Дорно»."""
    if not words[i][0].isupper():
        return False
    before = words[i - 1][:-1].lower()
    if before >= "а" and (abbreviations().get(before) == "name" or _is_governed(words, i - 1)):
        return True
    return "«" in words[max(0, i - _LONGEST_NAME) : i] and _is_in_name(words, i)


def _is_in_name(words: list[str], i: int) -> bool:
    """Whether the full stop before token `i` stands in a short name in guillemets that a sentence goes on behind."""
    opened = next((at for at in range(i - 1, max(-1, i - _LONGEST_NAME), -1) if words[at] in "«»"), 0)
    close = next((at for at in range(i, min(len(words) - 1, opened + _LONGEST_NAME + 1)) if words[at] in "«»"), 0)
    if words[opened] != "«" or not opened or words[close] != "»":
        return False
    return words[opened - 1][-1].isalpha() and _sentence_goes_on(words[close + 1])


def _sentence_goes_on(word: str) -> bool:
    return word[0].islower() or word in _BEHIND_NAME


def _is_governed(words: list[str], at: int) -> bool:
    """As in "по пр. Мира", "у м. Дорно", "(б. Морський": no sentence ends with a preposition and a short form."""
    before = words[at - 1].lower() if at else ""
    return (before in _PREPOSITIONS or before == "(") and abbreviations().get(words[at][:-1].lower()) == "either"


def _breaks(text: str, words: list[str], starts: list[int]) -> list[int]:
    opening = _line_openings(text, starts)
    breaks = [i for i in opening if 0 < i < len(words)]
    single = [i for i in breaks if opening[i] == 1]
    inside = sum(words[i][0].islower() and words[i - 1][-1] not in FINAL for i in single)
    if inside < max(WRAPPED_LEAST, WRAPPED_SHARE * len(single)):
        return breaks
    lines = [len(line) for line in text.split("\n")]
    return breaks if max(lines) > WRAPPED_WIDTH else _unwrapped(breaks, opening, lines)


def _line_openings(text: str, starts: list[int]) -> dict[int, int]:
    """The tokens that line breaks stand before, in order, with how many."""
    found: dict[int, int] = {}
    at = text.find("\n")
    while at >= 0:
        token = bisect_left(starts, at)
        found[token] = found.get(token, 0) + 1
        at = text.find("\n", at + 1)
    return found


def _unwrapped(breaks: list[int], opening: dict[int, int], lines: list[int]) -> list[int]:
    """Of the line breaks of hard-wrapped text, those that are blank lines or follow a short line."""
    short, line, kept = WRAPPED_SHORT * max(lines), opening.get(0, 0), []
    for i in breaks:
        if opening[i] > 1 or lines[line] < short:
            kept.append(i)
        line += opening[i]
    return kept


def sentence_ends(tokens: Tokens, breaks: list[int], quotes: list[Quote], *, capitals: int) -> list[int]:
    """One past the last token of each sentence, in order. `capitals`: how many tokens have a capital letter."""
    words, kinds = tokens.words, tokens.kinds
    lowered = capitals < LOWERED * len(words)
    apart = has(kinds, APART)
    named = _stops_of_names(words, quotes)
    fixed = {*breaks, len(words)}
    closing = {quote.close for quote in quotes} - fixed
    begins, ends = {0, *breaks}, fixed
    for i in where(kinds, ENDING):
        end = i + 1
        while end not in fixed and (end in closing or words[end] in _CLOSING):
            end += 1
        if end in ends or i in named or (i - 1 in begins and words[i - 1].isdigit()):
            continue  # decided already, part of a name, or the number of a list item
        plainly = words[i] == "." and apart[end] and words[end][0].isupper()
        if plainly or _ends_sentence(words, apart, i, end, lowered=lowered):
            ends.add(end)
            begins.add(end)
    return sorted(ends)


def _stops_of_names(words: list[str], quotes: list[Quote]) -> set[int]:
    """Full stops inside of short names in guillemets that a sentence goes on behind: «Наша весть. Дорно» пишет."""
    return {
        i
        for quote in quotes
        if words[quote.open] == "«"
        and 3 < quote.close - quote.open <= _LONGEST_NAME
        and words[quote.open - 1][-1].isalpha()
        and quote.close + 1 < len(words)
        and _sentence_goes_on(words[quote.close + 1])
        for i in range(quote.open + 2, quote.close - 1)
        if words[i] == "." and words[i + 1][0].isupper()
    }


def _ends_sentence(words: list[str], apart: bytes, final: int, end: int, *, lowered: bool) -> bool:
    """Does the mark at `final`, with what closes after it up to token `end`, end a sentence?"""
    mark = words[final]
    if mark[-1] in _FINAL_WITHOUT_SPACE:
        return True
    if words[end] in _CONTINUING or words[end] in FINAL:
        return False
    following = words[end]
    if not following[0].isalnum():
        following = next((w for w in words[end + 1 : end + _MARKS_BEFORE_WORD + 1] if w[0].isalnum()), "")
    if mark[0].isalnum():
        goes_on = _are_initials(words, final, end) or _is_governed(words, final)
        return not goes_on and _stop_ends(words, final, following)
    if not apart[end] and end == final + 1:  # a space is missing ("... said.Then"), or this is no full stop ("Node.JS")
        return final > 0 and following[:1].isupper() and _lacks_space(words[final - 1], following)
    if not following[:1].islower() or following[1:3].isupper():
        return True
    return lowered and (mark == "." or (mark in "!?" and end == final + 1))


def _stop_ends(words: list[str], final: int, following: str) -> bool:
    """Whether a sentence ends with the full stop that an abbreviation has."""
    return (
        _abbreviation_ends(words[final], following)
        or _closes_name(words, final, following)
        or _closes_year(words, final, following)
    )


def _lacks_space(before: str, following: str) -> bool:
    """As in "... said.Then"; behind a Cyrillic name only before what opens sentences: "Велнов.Он", "Дорно.Новости"."""
    return before.islower() or (before >= "А" and following.lower() in _starters())


def _are_initials(words: list[str], final: int, end: int) -> bool:
    """Whether another initial follows the one at `final`: "Kett A. S. and his firm"."""
    mark, following = words[final], words[end]
    stopped = following[1:] == "." or (len(following) == 1 and words[end + 1 : end + 2] == ["."])
    return len(mark) == 2 and mark[0].isupper() and following[0].isupper() and stopped and end == final + 1


def _closes_name(words: list[str], final: int, following: str) -> bool:
    """As in "Затвердив директор Велн Т. І. Робота ...": two initials behind a surname, and a common word after them."""
    first = final - 1
    initials = all(len(words[at]) == 2 and words[at][0].isupper() and words[at][1] == "." for at in (first, final))
    if not initials or first < _FEW or not following[:1].isupper() or following < "А":
        return False
    surname = words[first - 1]
    if not (surname[0].isupper() and surname[1:].islower() and words[first - 2][-1].isalpha()):
        return False
    return any(_is_common(following.lower(), language) for language in ("ru", "uk"))


def _closes_year(words: list[str], final: int, following: str) -> bool:
    """As in "Мост закрыли для грузовиков в мае 2011 г. Порт ...": far behind the opening, and before what can be a
    subject."""
    year = words[final] in _YEAR and words[final - 1].isdigit() and len(words[final - 1]) == _DIGITS
    opening = final < _OPENING or any(word[-1] in FINAL for word in words[final - _OPENING : final])
    if not year or opening or not following[:1].isupper() or following < "А":
        return False
    from tocsin.text.morphology import readings  # noqa: PLC0415  # as in `_is_common`

    found = [each for language in ("ru", "uk") for each in readings(following.lower(), language) if each.listed]
    return (
        bool(found)
        and all(not each.form.kind for each in found)
        and any(each.form.case == "nominative" for each in found)
    )


def _is_common(lower: str, language: str) -> bool:
    """Whether the dictionary has the word, and neither as a name nor as a noun of people ("Коваль", "Мельник")."""
    from tocsin.text.morphology import readings  # noqa: PLC0415  # no other text waits for a dictionary

    found = readings(lower, language)
    return bool(found) and all(each.listed and not (each.form.kind or each.form.animate) for each in found)


def _abbreviation_ends(word: str, following: str) -> bool:
    kind = abbreviations().get(word[:-1].lower(), "either")
    if kind == "unit":
        return following[:1].isupper()
    return kind == "either" and following[:1].isupper() and following.lower() in _starters()


@cache
def _starters() -> frozenset[str]:
    return frozenset(word for row in rows("text_starters.txt") for word in row)
