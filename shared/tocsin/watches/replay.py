"""What watches would have sent for articles of the past: the decisions of correlate, over dicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tocsin.model import Analysis, Article
from tocsin.stories.casefile import CaseFile, Filed, add_article
from tocsin.stories.origins import Sources, default_sources
from tocsin.watches.alert import Alert, Occasion
from tocsin.watches.model import Watch
from tocsin.watches.pace import HOUR, due
from tocsin.watches.ring import follow_up, try_watch
from tocsin.watches.rules import Standing

MAX_EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class Past:
    """An article as it was correlated: its story, and when it came in."""

    article: Article
    analysis: Analysis
    story: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What one watch made of one article: an alert that went out or waited, or the reason for none."""

    watch: str
    article: str
    outcome: str
    alert: Alert | None = None


class Replay:
    """Articles one by one, in the order in which they came; an article that comes again changes nothing."""

    def __init__(self, watches: Sequence[Watch], sources: Sources | None = None) -> None:
        self.files: dict[str, CaseFile] = {}
        self.alerts: dict[str, Alert] = {}
        self._watches = watches
        self._sources = sources or default_sources()
        self._first: dict[tuple[str, str], Alert] = {}
        self._sent: dict[str, list[datetime]] = {}
        self._seen: set[str] = set()
        self.filed: dict[str, Filed] = {}

    def feed(self, past: Past) -> list[Told]:
        """Enter an article into its story and try every watch on it."""
        if past.article.id in self._seen:
            return []
        self._seen.add(past.article.id)
        before = self.files.get(past.story, CaseFile())
        filed = add_article(before, past.article, past.analysis, self._sources, past.at)
        self.files[past.story] = filed.file
        self.filed[past.article.id] = filed
        standing = Standing(len(filed.file.origins), filed.states)
        occasion = Occasion(past.article, past.analysis, past.story, _stamp(past.at), standing)
        return [self._try(watch, occasion, filed, past.at) for watch in self._watches]

    def _try(self, watch: Watch, occasion: Occasion, filed: Filed, at: datetime) -> Told:
        tried = try_watch(watch, occasion)
        if tried.alert is None or not watch.enabled:
            return Told(watch.id, occasion.article.id, tried.failed or "watch-off")
        first = self._first.get((watch.id, occasion.story))
        alert = tried.alert
        if first is not None:
            again = follow_up(watch, tried, occasion, first, ledger=filed.file.ledger, events=filed.events)
            if again is None:
                return Told(watch.id, occasion.article.id, "story-has-alert")
            alert = again
        else:
            self._first[watch.id, occasion.story] = alert
        sent = [past for past in self._sent.get(watch.id, []) if past > at - HOUR]
        when = due(watch.delivery, sent, at)
        self._sent[watch.id] = [*sent, when.at]
        if when.hold is not None:
            alert = replace(alert, hold=when.hold, not_before=_stamp(when.at))
        self.alerts[alert.id] = alert
        return Told(watch.id, occasion.article.id, when.hold or "rang", alert)


@dataclass(frozen=True, slots=True)
class Day:
    """What a watch would have sent on one day (UTC)."""

    alerts: int = 0
    updates: int = 0
    cancels: int = 0
    held: int = 0
    """Of these, how many would have waited for a digest, quiet hours to end, or their turn."""
    suppressed: int = 0
    """Articles that met the rule, whose story had been told."""


@dataclass(frozen=True, slots=True)
class Backtest:
    """What a watch would have sent over a time."""

    articles: int
    days: dict[str, Day] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    """Articles by what came of them: rang, held and why, or the first condition that failed."""
    examples: tuple[Alert, ...] = ()
    suppressed: tuple[str, ...] = ()
    """Articles that met the rule and raised nothing."""


def backtest(watch: Watch, articles: Iterable[Past], now: datetime) -> Backtest:
    """Try `watch` on stored articles that came in before `now`, as if it had been there and enabled."""
    replay = Replay([replace(watch, enabled=True)])
    days: dict[str, Counter[str]] = {}
    outcomes: Counter[str] = Counter()
    examples: list[Alert] = []
    suppressed: list[str] = []
    count = 0
    for past in sorted((past for past in articles if past.at <= now), key=lambda past: (past.at, past.article.id)):
        count += 1
        for told in replay.feed(past):
            outcomes[told.outcome] += 1
            day = days.setdefault(_stamp(past.at)[:10], Counter())
            if told.alert is not None:
                day[f"{told.alert.msg_type}s"] += 1
                day["held"] += told.alert.hold is not None
                examples.append(told.alert)
            elif told.outcome == "story-has-alert":
                day["suppressed"] += 1
                suppressed.append(told.article)
    return Backtest(
        count,
        {day: Day(**counts) for day, counts in sorted(days.items())},
        dict(sorted(outcomes.items())),
        tuple(examples[:MAX_EXAMPLES]),
        tuple(suppressed[:MAX_EXAMPLES]),
    )


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
