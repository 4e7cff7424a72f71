"""Does what a text's words name happen, or is it denied, past, only supposed, or told as fiction?

The words that say so are data, in the pattern language of the taxonomy (`data/modes/`). They are looked for only in
texts that have a topic.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from tocsin.engine.topics.held import Held
from tocsin.engine.topics.matcher import Matcher, Reading
from tocsin.engine.topics.prepared import shipped
from tocsin.engine.topics.rules import Match
from tocsin.model import TopicMode

Told = TopicMode | None
"""How a text tells something; None for a figure of speech or sport, which is no evidence at all."""

_AHEAD, _BEHIND, _FICTION, _FIGURATIVE, _HYPOTHETICAL, _PAST, _PRESENT = range(7)
"""The files of `data/modes/` in the order of their names."""
_ENOUGH: Final = 0.9
"""Signs that together reach this speak for their whole sentence; where a text opens so, for all of it."""
_OPENING: Final = 60
"""Words that open a text."""
_CLAUSE_ENDS: Final = frozenset(",:;()–—.?!…")
_CAUSES: Final = frozenset(
    {"after", "because", "due", "following", "amid", "после", "из-за", "вследствие"}
    | {"після", "через", "внаслідок", "унаслідок"}
)
"""Words behind which stands why something is not so, which itself is: "no power after the storm"."""
_REACH_AHEAD, _REACH_BEHIND, _REACH_THAT = 3, 5, 12
"""Words that may stand between a denial and what it denies ("no long queues", "очередей на обеих границах нет"); the
last where it denies what a whole clause says ("denied that")."""
_THAT: Final = frozenset({"that", "что", "що"})
_LONG_AGO: Final = 40
"""Years after which an event that opens a text is what it is about: history, told until something says "now"."""
_NO_LONGER_NEWS: Final = 2
"""Years before that of publication from which an event is past."""
_DIGITS: Final = 4
_FIRST_YEAR, _LAST_YEAR, _SURELY_PAST = 1000, 2100, 1990
_SINCE: Final = frozenset({"since", "from", "с", "со", "из", "з", "із", "від", "от", "after", "после", "після"})
_YEAR_BEFORE: Final = frozenset(
    {"in", "of", "by", "during", "until", "early", "late", "mid", "spring", "summer", "autumn", "winter", "fall"}
    | {"january", "february", "march", "april", "may", "june", "july", "august", "september"}
    | {"october", "november", "december", "and", "between", ",", "в", "во", "у"}
)
"""Words before a figure that make it a year in English; the other two say "год", "року" after it."""
_YEAR_WORDS: Final = frozenset(
    {"году", "год", "года", "годах", "г", "гг", "році", "рік", "року", "роках", "роки", "р", "рр"}
)


class Modes:
    """Reads one text; `of` tells how it tells the words of a match."""

    def __init__(self, body: Reading, title: Reading | None, languages: tuple[str, ...], year: int | None) -> None:
        self._year = year
        matcher = _matcher.of(languages)
        self._body = _Signs(body, matcher)
        self._title = _Signs(title, matcher) if title else None
        self._whole = self._of_whole()
        self._latest_past = year - _NO_LONGER_NEWS if year else 0
        self._carried = self._history()

    def of(self, number: int, match: Match, *, blame: bool = False) -> Told:
        """How sentence `number` tells what it says by `match`; `blame`: a denial there denies who did it."""
        return self._told(self._body, number, match, blame=blame)

    def of_title(self, number: int, match: Match, *, blame: bool = False) -> Told:
        """The same of a sentence of the title."""
        return self._told(self._title or self._body, number, match, blame=blame)

    def _told(self, signs: _Signs, number: int, match: Match, *, blame: bool) -> Told:
        if _FIGURATIVE in self._whole or signs.says(_FIGURATIVE, number):
            return None
        if _FICTION in self._whole or signs.says(_FICTION, number):
            return "fiction"
        if not blame and signs.denies(number, match):
            return "denied"
        if signs.says(_HYPOTHETICAL, number, match):
            return "hypothetical"
        history = signs is self._body and number in self._carried
        if signs.says(_PRESENT, number) and not history:
            return "happening"
        past = signs.says(_PAST, number, match) or self._past_year(signs, number, match)
        return "past" if past or history else "happening"

    def _past_year(self, signs: _Signs, number: int, match: Match) -> bool:
        """Whether a past year sets the time of the match; in a text of unknown date that looks back, every year is."""
        year = signs.year_of(number, match)
        if year is None:
            return False
        if not self._latest_past:
            self._latest_past = _LAST_YEAR if self._body.says_anywhere(_PAST) else _SURELY_PAST
        return year <= self._latest_past

    def _of_whole(self) -> set[int]:
        """Figurative, fiction: what the headline and the opening words say of the whole text."""
        return {
            mode
            for mode in (_FICTION, _FIGURATIVE)
            if 1.0 - self._body.doubt(mode, _OPENING) * (self._title.doubt(mode) if self._title else 1.0) >= _ENOUGH
        }

    def _looks_back(self, signs: _Signs | None) -> bool:
        """Whether the first sentence tells of the past alone: an anniversary, a hundred years ago, a year long gone."""
        if signs is None or not signs.bounds or signs.says(_PRESENT, 0):
            return False
        return signs.says(_PAST, 0) or signs.long_ago(0, self._year)

    def _history(self) -> frozenset[int]:
        """Sentences that go on telling of long ago, as the one before them did."""
        found: set[int] = set()
        running = self._looks_back(self._title) or self._looks_back(self._body)
        if not running and not self._body.years:
            return frozenset()
        for number in range(len(self._body.bounds)):
            if running and self._body.says(_PRESENT, number):
                running = self._body.hints(_PAST, number)
            running = running or self._body.long_ago(number, self._year)
            if running:
                found.add(number)
        return frozenset(found)


class _Signs:
    """The words of one text that tell how it tells things, by sentence."""

    def __init__(self, text: Reading, matcher: Matcher) -> None:
        lowers = text.doc.lowers
        self._words = lowers
        self.years = [(at, year) for at in text.doc.odd if len(lowers[at]) >= _DIGITS and (year := _year(lowers[at]))]
        """Tokens that may be years, with their values."""
        self._matcher, self._reading = matcher, matcher.reread(text)
        self.bounds = text.bounds
        self._found: dict[int, list[Match]] = {}
        self._dated: dict[int, list[tuple[int, int]]] = {}

    def _of(self, number: int) -> list[Match]:
        """The signs of one sentence, looked for when first asked for."""
        found = self._found.get(number)
        if found is None:
            found = self._found[number] = self._matcher.within(self._reading, number)
        return found

    def doubt(self, mode: int, words: int | None = None) -> float:
        """The chance that the text (or its first so many words) is not told in this mode."""
        doubt = 1.0
        for number, (first, _) in enumerate(self.bounds):
            if words is not None and first >= words:
                break
            for weight in _weights(m for m in self._of(number) if m.topic == mode and (not words or m.first < words)):
                doubt *= 1.0 - weight
        return doubt

    def says(self, mode: int, number: int, match: Match | None = None) -> bool:
        """Whether the signs of a sentence suffice: those that reach the words of `match`, where it is given."""
        signs = [m for m in self._of(number) if m.topic == mode]
        if not signs:  # as in nearly all sentences
            return False
        if match is not None:
            signs = [sign for sign in signs if self._reaches(number, sign.first, sign.last, match)]
        doubt = 1.0
        for weight in _weights(signs):
            doubt *= 1.0 - weight
        return 1.0 - doubt >= _ENOUGH

    def hints(self, mode: int, number: int) -> bool:
        """Whether a sentence has any sign, strong or weak."""
        return any(m.topic == mode for m in self._of(number))

    def says_anywhere(self, mode: int) -> bool:
        """Whether one word of the text suffices by itself."""
        return any(m.topic == mode and m.weight >= _ENOUGH for n in range(len(self.bounds)) for m in self._of(n))

    def _reaches(self, number: int, first: int, last: int, match: Match) -> bool:
        """A sign in the first clause sets the scene for its sentence, one further on for its own clause."""
        start = self.bounds[number][0]
        return not self._apart(start, first) or not self._apart(min(first, match.first), max(last, match.last))

    def _apart(self, first: int, last: int) -> bool:
        return any(word in _CLAUSE_ENDS for word in self._words[first:last])

    def denies(self, number: int, match: Match) -> bool:
        """Whether a denial stands beside the words of the match, in their clause."""
        signs = self._of(number)
        return any(
            self._denies_ahead(sign, match) if sign.topic == _AHEAD else self._denies_behind(number, sign, match)
            for sign in signs
            if sign.topic in (_AHEAD, _BEHIND)
        )

    def _denies_ahead(self, sign: Match, match: Match) -> bool:
        if sign.last <= match.first:
            between = self._words[sign.last : match.first]
            reach = _REACH_THAT if self._words[sign.last - 1] in _THAT else _REACH_AHEAD
            return len(between) <= reach and _CLAUSE_ENDS.isdisjoint(between) and _CAUSES.isdisjoint(between)
        return match.first < sign.first and sign.last in (match.last - 1, match.last - 2)

    def _denies_behind(self, number: int, sign: Match, match: Match) -> bool:
        if sign.first < match.last or sign.first - match.last > _REACH_BEHIND or self._apart(match.last, sign.first):
            return False
        end = sign.last
        closes = end >= self.bounds[number][1] or self._words[end] in _CLAUSE_ENDS
        return closes or sign.last - sign.first > 1

    def year_of(self, number: int, match: Match) -> int | None:
        """The first year that sets the time of the match."""
        return next((year for at, year in self._years(number) if self._reaches(number, at, at + 1, match)), None)

    def long_ago(self, number: int, published: int | None) -> bool:
        """Whether the sentence sets a scene of long ago."""
        latest = published or _LAST_YEAR
        return any(year <= min(latest - _LONG_AGO, _SURELY_PAST) for _, year in self._years(number))

    def _years(self, number: int) -> list[tuple[int, int]]:
        """Token and value of each year that the sentence names as the time of something, not as its start."""
        found = self._dated.get(number)
        if found is None:
            first, last = self.bounds[number]
            low, high = bisect_left(self.years, (first, 0)), bisect_left(self.years, (last, 0))
            years = [(at, year) for at, year in self.years[low:high] if self._is_year(at, first, last)]
            found = self._dated[number] = years
        return found

    def _is_year(self, at: int, first: int, last: int) -> bool:
        before = self._words[max(first, at - 3) : at]
        if any(word in _SINCE for word in before):
            return False
        after = self._words[at + 1] if at + 1 < last else ""
        return after.rstrip(".") in _YEAR_WORDS or (bool(before) and before[-1] in _YEAR_BEFORE)


def _year(word: str) -> int:
    """The figure, if it may be a year; else 0."""
    value = int(word) if len(word) == _DIGITS and word.isascii() and word.isdigit() else 0
    return value if _FIRST_YEAR <= value <= _LAST_YEAR else 0


def _weights(signs: Iterable[Match]) -> list[float]:
    """One weight per word: of signs that share words the strongest counts."""
    taken: set[int] = set()
    weights = []
    for sign in sorted(signs, key=_strongest):
        words = range(sign.first, sign.last)
        if taken.isdisjoint(words):
            taken.update(words)
            weights.append(sign.weight)
    return weights


def _strongest(sign: Match) -> tuple[float, int]:
    return -sign.weight, sign.first


_matcher: Final = Held(lambda languages: Matcher(shipped("modes", languages).table))
