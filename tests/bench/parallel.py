"""Correlation in groups side by side, simulated: `python -m tests.bench.parallel` (some minutes).

Every group places its articles one after the other over the one table, as correlate does: it reads, decides, and
commits some time later, all or nothing, if nothing that it writes has changed since it read; else it tries again. An
article goes to the group of its event's terms. The whole corpus waits from the beginning, which is the worst case.
Counted are articles a second, conflicts, and stories too many: each would ring again. The counter of all articles is
among what must not have changed ("versioned", as it is now), or is added to by whoever comes.
"""

from __future__ import annotations

import heapq
import sys
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from tests.bench.groups import group_of
from tests.eval.corpus.generate import corpus
from tests.eval.events.measure import told

from tocsin.stories.event import read_event
from tocsin.stories.index import EVERYTHING, Outcome, Posting, StoryState, place

SECONDS: Final = 0.085
"""An article takes, at 5 ms a call of DynamoDB (docs/scale.md)."""
GROUPS: Final = (1, 4, 16)


@dataclass(frozen=True, slots=True)
class Waiting:
    id: str
    event: str
    title: str
    text: str
    at: datetime | None


@dataclass
class Shared:
    """The table: what was committed, and how often each item was written."""

    terms: dict[str, Posting] = field(default_factory=dict)
    states: dict[str, StoryState] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    assigned: dict[str, str] = field(default_factory=dict)

    def postings(self, terms: Sequence[str]) -> Mapping[str, Posting]:
        return {term: self.terms[term] for term in terms if term in self.terms}

    def stories(self, ids: Sequence[str]) -> Mapping[str, StoryState]:
        return {story: self.states[story] for story in ids if story in self.states}

    def commit(self, article: str, outcome: Outcome) -> None:
        counted = self.terms.get(EVERYTHING, Posting()).count
        self.terms.update(outcome.postings)
        self.terms[EVERYTHING] = Posting(counted + 1)
        self.states.update((state.id, state) for state in (outcome.story, *outcome.gone))
        self.assigned[article] = outcome.story.id
        for item in items_of(outcome):
            self.written[item] += 1

    def story_of(self, article: str) -> str:
        state = self.states[self.assigned[article]]
        return state.into or state.id


def items_of(outcome: Outcome) -> Iterable[str]:
    yield from outcome.postings
    yield from (f"story {state.id}" for state in (outcome.story, *outcome.gone))


def run(articles: Sequence[Waiting], groups: int, *, counter: bool) -> tuple[float, int, int]:
    """Articles a second, conflicts, and stories too many."""
    table, conflicts = Shared(), 0
    queues: dict[int, deque[Waiting]] = defaultdict(deque)
    for article in articles:
        queues[group_of(read_event(article.title, article.text), groups)].append(article)
    pending: dict[int, tuple[Outcome, dict[str, int]]] = {}
    due = [(0.0, group) for group in sorted(queues)]
    clock = 0.0
    while due:
        clock, group = heapq.heappop(due)
        article = queues[group][0]
        if group in pending:
            outcome, seen = pending.pop(group)
            changed = [item for item, times in seen.items() if table.written[item] != times]
            if [item for item in changed if counter or item != EVERYTHING]:
                conflicts += 1
            else:
                table.commit(article.id, outcome)
                queues[group].popleft()
                if not queues[group]:
                    continue
                article = queues[group][0]
        outcome = place(article.id, article.title, f"{article.title}\n\n{article.text}", article.at, table)
        pending[group] = outcome, {item: table.written[item] for item in items_of(outcome)}
        heapq.heappush(due, (clock + SECONDS, group))
    stories = {(article.event, table.story_of(article.id)) for article in articles}
    return len(articles) / clock, conflicts, len(stories) - len({article.event for article in articles})


def texts() -> Iterable[tuple[str, list[Waiting]]]:
    items = {item.article.id: item for item in corpus(100, 1_000)}.values()
    made = [(item.article, f"{item.event}") for item in items]
    yield "generated", [Waiting(a.id, event, a.title or "", a.text, a.published_at) for a, event in made]
    events = [one for one in told() if one.mark != "~"]
    yield "events", [Waiting(one.id, one.tells, one.title, one.text, one.at) for one in events]


def main() -> None:
    sys.stdout.write("| corpus | groups | counter | articles a second | conflicts | stories too many |\n")
    for name, articles in texts():
        for groups, counter in [(groups, counter) for groups in GROUPS for counter in (True, False)]:
            rate, conflicts, extra = run(articles, groups, counter=counter)
            kept = "versioned" if counter else "added to"
            sys.stdout.write(f"| {name} | {groups} | {kept} | {rate:.0f} | {conflicts} | {extra} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
