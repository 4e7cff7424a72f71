"""Plots as plain numbers that templates draw as SVG: they need no script, print well, and carry no markup of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tocsin.stories.ledger import LedgerClaim
from tocsin.watches.backtested import Day

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 180, 56, 120, 14, 26
"""Of a plot with its margins, in user units."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A number that somebody claimed, placed in the plot."""

    x: float
    y: float
    value: float
    at: datetime
    source: str
    article: str
    claim: str
    text: str
    lane: int
    """Which of the sources, for its colour and shape."""


@dataclass(frozen=True, slots=True)
class Plot:
    """The numbers claimed for one thing over time, by source."""

    thing: str
    dots: tuple[Dot, ...]
    sources: tuple[str, ...]
    ticks: tuple[tuple[float, float], ...]
    """Value and y."""
    first: datetime
    last: datetime

    @property
    def line(self) -> str:
        """Points of the line through the dots in the order of time."""
        return " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in self.dots)


def number_plots(claims: Sequence[LedgerClaim], most: int = 4) -> list[Plot]:
    """A plot for each claim of a ledger whose number was told with more than one value, the fullest first."""
    plots = [plot for claim in claims if (plot := _plot(claim)) is not None]
    return sorted(plots, key=lambda plot: -len(plot.dots))[:most]


def _plot(claim: LedgerClaim) -> Plot | None:
    seen = {(s.article, s.claim): s for s in claim.carried}
    told = sorted((s for s in seen.values() if s.figures), key=lambda s: (s.at, s.article))
    values = [(s, s.figures[0]) for s in told]
    points = [(s, f.high if f.high is not None else f.low) for s, f in values]
    known = [(s, v) for s, v in points if v is not None]
    if len(known) < 2 or len({v for _, v in known}) < 2:
        return None
    first, last = known[0][0].at, known[-1][0].at
    span = max((last - first).total_seconds(), 1.0)
    top = max(v for _, v in known) or 1.0
    sources = tuple(dict.fromkeys(s.origin for s, _ in known))
    dots = tuple(
        Dot(
            x=LEFT + (WIDTH - LEFT - RIGHT) * (s.at - first).total_seconds() / span,
            y=_height(v, top),
            value=v,
            at=s.at,
            source=s.origin,
            article=s.article,
            claim=s.claim,
            text=s.quote,
            lane=sources.index(s.origin) % 6,
        )
        for s, v in known
    )
    thing = values[0][1].thing or values[0][1].unit or ""
    ticks = tuple((value, _height(value, top)) for value in (0.0, top / 2, top))
    return Plot(thing, dots, sources, ticks, first, last)


def _height(value: float, top: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)


@dataclass(frozen=True, slots=True)
class Bar:
    """A day of a bar chart, placed."""

    x: float
    day: str
    alerts: int
    updates: int
    suppressed: int
    height: float
    """Of `alerts`, in user units."""
    rest: float
    """Of `updates`, stacked on it."""


@dataclass(frozen=True, slots=True)
class Bars:
    """What a watch would have sent by day."""

    bars: tuple[Bar, ...]
    step: float
    most: int
    alerts: int
    updates: int


def day_bars(days: Mapping[str, Day], since: str, until: str) -> Bars:
    """A bar for each day (UTC) of the time, also where nothing came."""
    first, last = date.fromisoformat(since[:10]), date.fromisoformat(until[:10])
    names = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    told = [(name, days.get(name, Day())) for name in names]
    most = max([day.alerts + day.updates for _, day in told] + [1])
    step = (WIDTH - LEFT) / max(len(told), 1)
    room = HEIGHT - TOP - BOTTOM
    bars = tuple(
        Bar(
            x=LEFT + step * number,
            day=name,
            alerts=day.alerts,
            updates=day.updates,
            suppressed=day.suppressed,
            height=room * day.alerts / most,
            rest=room * day.updates / most,
        )
        for number, (name, day) in enumerate(told)
    )
    return Bars(bars, step, most, sum(day.alerts for _, day in told), sum(day.updates for _, day in told))


@dataclass(frozen=True, slots=True)
class Column:
    """A day of a chart of one kind of thing, placed."""

    x: float
    day: str
    value: int
    height: float


@dataclass(frozen=True, slots=True)
class Columns:
    """A value by day; the highest fills the room."""

    columns: tuple[Column, ...]
    step: float
    most: int


def columns_of(values: Mapping[str, int], width: float, room: float) -> Columns:
    """A column for each day, in the order given."""
    most, step = max([*values.values(), 1]), width / max(len(values), 1)
    placed = (
        Column(step * number, day, value, room * value / most) for number, (day, value) in enumerate(values.items())
    )
    return Columns(tuple(placed), step, most)


def money_bars(values: Mapping[str, int]) -> Columns:
    """What each day of a month cost."""
    return columns_of(values, WIDTH - LEFT, HEIGHT - TOP - BOTTOM)
