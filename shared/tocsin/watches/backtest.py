"""What a watch would have sent for articles of the past, without bringing back more of the past than it must.

A rule is first tried on the analyses alone. Only the stories in which an article may ring are then played back whole,
with their texts and their ledgers: what happens in one story changes nothing in another but how fast alerts go out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import get_args

from tocsin.stories.origins import Sources
from tocsin.watches.alert import Alert, readable, stamp
from tocsin.watches.backtested import Backtest, Day, Suppressed
from tocsin.watches.model import Rule, Watch, WordRule
from tocsin.watches.pace import ROLLED
from tocsin.watches.replay import Past, Replay, Told
from tocsin.watches.rules import Condition, Unfinished, evaluate

MAX_EXAMPLES = 10
LEAST_ROLLED = 2
HOURS = len("2031-05-04T10")

Texts = Callable[[Sequence[str]], Mapping[str, str]]
"""The texts of articles by their ids; those that are gone are left out."""


def backtest(
    watch: Watch,
    articles: Iterable[Past],
    now: datetime,
    *,
    texts: Texts | None = None,
    sources: Sources | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> Backtest:
    """Try `watch` on stored articles that came in before `now`, as if it had been there and enabled.

    With `texts` the articles come without theirs, which are asked for only where they are needed. `go_on` is asked
    before each article; once it says no, what follows is left out and `covered_until` tells so.
    """
    known = {one.article.id: one for one in articles if one.at <= now}
    failed = _tried_alone(watch.rule, known, texts or (lambda _: {}))
    replay, count = Replay([replace(watch, enabled=True)], sources), _Count()
    for one in sorted(known.values(), key=lambda one: (one.at, one.article.id)):
        if not go_on():
            return count.result(until=stamp(one.at))
        alone = failed.get(one.article.id)
        for told in [Told(watch.id, one.article.id, alone)] if alone else replay.feed(one):
            count.add(one, told)
    return count.result()


def _tried_alone(rule: Rule, known: dict[str, Past], texts: Texts) -> dict[str, Condition | Unfinished]:
    """What fails of each article of the stories in which none can ring; puts their texts into those of the others."""
    of_article = replace(rule, states=(), least_origins=1)
    failed = _tried(replace(of_article, words=WordRule()), known.values())
    if rule.words != WordRule():
        hopeful = [article for article in known if article not in failed]
        _bring(known, hopeful, texts)
        failed |= _tried(of_article, [known[article] for article in hopeful])
    stories = {one.story for article, one in known.items() if article not in failed}
    _bring(known, [article for article, one in known.items() if one.story in stories], texts)
    return {article: condition for article, condition in failed.items() if known[article].story not in stories}


def _tried(rule: Rule, some: Iterable[Past]) -> dict[str, Condition | Unfinished]:
    """The articles of which the rule does not hold, with the condition that failed."""
    tried = {one.article.id: evaluate(rule, one.analysis, readable(one.article)).failed for one in some}
    return {article: condition for article, condition in tried.items() if condition is not None}


def _bring(known: dict[str, Past], wanted: list[str], texts: Texts) -> None:
    """Put texts into those of the articles that have none."""
    for article, text in texts([article for article in wanted if not known[article].article.text]).items():
        one = known[article]
        known[article] = replace(one, article=replace(one.article, text=text))


@dataclass
class _Count:
    """What was told so far."""

    days: dict[str, Counter[str]] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    examples: list[Alert] = field(default_factory=list)
    suppressed: list[Suppressed] = field(default_factory=list)
    rolled: Counter[str] = field(default_factory=Counter)
    """Alerts that are told together, by the hour."""
    first: dict[str, str] = field(default_factory=dict)
    """The first alert of each story."""

    def add(self, past: Past, told: Told) -> None:
        self.outcomes[told.outcome] += 1
        day = self.days.setdefault(stamp(past.at)[:10], Counter())
        day["articles"] += 1
        if told.alert is not None:
            day[f"{told.alert.msg_type}s"] += 1
            day["held"] += told.alert.hold is not None
            if told.alert.hold in ROLLED:
                self.rolled[(told.alert.not_before or "")[:HOURS]] += 1
            self.examples.append(told.alert)
            self.first.setdefault(past.story, told.alert.incident)
        elif told.outcome not in get_args(Condition):
            day["suppressed"] += 1
            alert = self.first.get(past.story)
            self.suppressed.append(
                Suppressed(told.article, past.article.title, stamp(past.at), past.story, told.outcome, alert)
            )

    def result(self, until: str | None = None) -> Backtest:
        for hour, count in self.rolled.items():
            self.days.setdefault(hour[:10], Counter())["more"] += count >= LEAST_ROLLED
        return Backtest(
            self.outcomes.total(),
            {day: Day(**counts) for day, counts in sorted(self.days.items())},
            dict(sorted(self.outcomes.items())),
            tuple(self.examples[:MAX_EXAMPLES]),
            tuple(self.suppressed[:MAX_EXAMPLES]),
            until,
        )
