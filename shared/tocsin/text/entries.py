"""Texts of entries with a time each, live pages and round-ups, as they stand once read: a time on a line of its own
before each entry.

Told from the text alone and with caution: four entries at least that go one way in time, over midnight once at most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

LEAST: Final = 4
LEAST_DATED: Final = 2
LEAST_TEXT: Final = 60
"""Characters of an entry in the middle: programmes and timetables have a name or two after each time."""
_LEAST_SENTENCES: Final = 0.6
_LEAST_SHARE: Final = 0.6
"""Of the text that stands in entries."""
_DAY: Final = timedelta(days=1)
_CLOCK: Final = (
    r"(?:(?P<date>\d{4}-\d\d-\d\d)[ T])?(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?P<half> ?[ap]\.?m\.?)?"
    r"(?: ?(?:GMT|UTC|BST|CES?T|EES?T|E[DS]?T|MSK|Uhr|МСК|мск|за Києвом|по Киеву|по Москве))?"
)
_LINE = re.compile(rf"\[?{_CLOCK}\]?[ .,:;–—-]*", re.IGNORECASE)
_LED = re.compile(rf"(?P<time>\[?{_CLOCK}\]?)(?: ?[.,:;|–—-] ?| )(?P<told>[\"“«„]?[A-ZÀ-ÞА-ЯЁІЇЄҐ].+)")
_SENTENCE = re.compile(r"[.!?…][\"”»)]*$")


class Entry(NamedTuple):
    """Where an entry's text stands (code points, half-open), and when it was written."""

    start: int
    end: int
    at: datetime


class Clock(NamedTuple):
    """A time as an entry shows it: minutes of the day, and the day where that is shown too."""

    minutes: int
    date: str | None


def clock_of(line: str) -> Clock | None:
    """The time that a line is; None for a line that says anything else."""
    match = _LINE.fullmatch(line.strip())
    return None if match is None else _clock(match)


def parted(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs, the time that leads an entry on a line of its own where they are entries; else as they are."""
    led = [_LED.fullmatch(paragraph) for paragraph in paragraphs]
    found = [_clock(match) if match else clock_of(one) for match, one in zip(led, paragraphs, strict=True)]
    apart: list[str] = []
    for match, paragraph in zip(led, paragraphs, strict=True):
        apart += [paragraph] if match is None else [match["time"].strip(), match["told"]]
    if not any(led) or direction([one for one in found if one]) == 0 or not _are_told(apart):
        return list(paragraphs)
    return apart


def entries_in(text: str, newest: datetime) -> list[Entry]:
    """The entries of a text, in its order; none for a text that is not of entries.

    `newest`: when the article was published, which is the day of its newest entry, in the zone of its times.
    """
    found = [(start, end, clock) for start, end, clock in _lines(text) if clock is not None]
    way = direction([clock for _, _, clock in found])
    if way == 0 or not _are_told(text.split("\n\n")):
        return []
    ends = [start for start, _, _ in found[1:]] + [len(text)]
    times = _times([clock for _, _, clock in found], newest, way)
    return [
        Entry(line_end, end, at) for (_, line_end, _), end, at in zip(found, ends, times, strict=True) if line_end < end
    ]


def direction(clocks: Sequence[Clock]) -> int:
    """-1 for times that go back, the newest first; 1 for times that go on; 0 for what are no entries."""
    least = _least(clocks)
    if len(clocks) < least or len(set(clocks)) < least - 1:
        return 0
    steps = [after.minutes - before.minutes for before, after in pairwise(clocks)]
    up, down = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    if any(clock.date for clock in clocks):
        dated = [f"{clock.date or ''} {clock.minutes:04}" for clock in clocks]
        return -1 if dated == sorted(dated, reverse=True) else 1 if dated == sorted(dated) else 0
    if up <= 1 and up < down:
        return -1
    return 1 if down <= 1 and down < up else 0


def _least(clocks: Sequence[Clock]) -> int:
    """Entries that make a text one of entries: a day beside each time is no accident."""
    return LEAST_DATED if all(clock.date for clock in clocks) else LEAST


def _clock(match: re.Match[str]) -> Clock:
    hour, half = int(match["hour"]), (match["half"] or "").strip().lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return Clock(hour * 60 + int(match["minute"]), match["date"] if match["date"] and _is_day(match["date"]) else None)


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _are_told(lines: Sequence[str]) -> bool:
    """Whether most of the text stands in entries, and these are told in sentences."""
    texts: list[str] = []
    clocks: list[Clock] = []
    before = 0
    for line in lines:
        if (clock := clock_of(line)) is not None:
            clocks.append(clock)
            texts.append("")
        elif texts:
            texts[-1] = f"{texts[-1]} {line}".strip()
        else:
            before += len(line)
    if len(texts) < _least(clocks) or median(len(text) for text in texts) < LEAST_TEXT:
        return False
    inside = sum(len(text) for text in texts)
    sentences = sum(_SENTENCE.search(text) is not None for text in texts)
    return sentences >= _LEAST_SENTENCES * len(texts) and inside >= _LEAST_SHARE * (inside + before)


def _lines(text: str) -> list[tuple[int, int, Clock | None]]:
    """The paragraphs with their offsets, the blank line behind each counted in, and the times that they are."""
    found: list[tuple[int, int, Clock | None]] = []
    start = 0
    for paragraph in text.split("\n\n"):
        end = min(start + len(paragraph) + 2, len(text))
        found.append((start, end, clock_of(paragraph)))
        start = end
    return found


def _times(clocks: Sequence[Clock], newest: datetime, way: int) -> list[datetime]:
    """The days count back from the newest entry's: over midnight a time is that of the day before."""
    day = newest.replace(hour=0, minute=0, second=0, microsecond=0)
    found: list[datetime] = []
    later: int | None = None
    for clock in clocks if way < 0 else list(clocks)[::-1]:
        if clock.date is not None:
            day = datetime.fromisoformat(clock.date).replace(tzinfo=newest.tzinfo)
        elif later is not None and clock.minutes > later:
            day -= _DAY
        later = clock.minutes
        found.append(day + timedelta(minutes=clock.minutes))
    return found if way < 0 else found[::-1]
