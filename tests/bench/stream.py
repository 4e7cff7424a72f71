"""What a watch for each topic would have sent of a real stream: `python -m tests.bench.stream FILE [--sample PATH]`.

A line of FILE is an item of a feed with `date`, `title`, `description`, `link` and `source`. The items go through the
real steps in memory, in the order of their dates, by a clock that shows these dates. Prints what docs/stream.md tells;
with `--sample` it writes alerts drawn by lot, each with the earlier alerts of its watch that are most like it, for
somebody to say which of them a desk would call a repeat. What is written there belongs to whoever owns FILE's texts.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.drive import Line, Upload
from tests.bench.memory_aws import MemoryClients, Ticking, in_memory

from tocsin.aws.alerts import Sent
from tocsin.aws.engines import embedded
from tocsin.aws.services import Services
from tocsin.engine.topics.taxonomy import topic_entries
from tocsin.watches.alert import Alert
from tocsin.watches.model import Rule, TopicRule, Watch

JUDGED = 100
LOOK_BACK = timedelta(days=7)
LAST_SHOWN = 4
"""Of the last alerts of the watch beside these, whatever they are like, in the list for a blind reader."""
MOST_SHOWN = 12
"""Earlier alerts that are shown with one that is judged: the most like it of those of its watch in `LOOK_BACK`."""


class Stream:
    """A stream that has gone through."""

    def __init__(self, services: Services, clients: MemoryClients, articles: Sequence[str]) -> None:
        self._services = services
        self.articles = articles
        tables = clients.dynamodb.items
        ids = [pk.partition("#")[2] for pk, sk in tables if sk == "ALERT"]
        self.alerts: list[Sent] = sorted(
            map(services.alerts.get, ids), key=lambda sent: (sent.alert.raised_at, sent.alert.id)
        )
        self.stories = sum(sk == "STORY" for _, sk in tables)
        self.published = len(clients.sns.published)

    def outcomes(self) -> Counter[tuple[str, str]]:
        """What came of each article and each watch whose topic it has."""
        found: Counter[tuple[str, str]] = Counter()
        for article in self.articles:
            why = self._services.alerts.why(article)
            assert why is not None
            for outcome, watches in why.outcomes.items():
                found.update((watch, outcome) for watch in watches)
        return found


def feed(path: Path) -> Stream:
    """All items of a file through the steps, with a watch for each topic."""
    rows = sorted(map(json.loads, path.read_text("utf-8").splitlines()), key=lambda row: (row["date"], row["link"]))
    clock = Ticking(datetime.fromisoformat(rows[0]["date"]))
    services, clients = in_memory(embedded, clock)
    for topic in topics():
        services.watches.create(Watch(topic, topic, Rule(TopicRule(any=(topic,)))))
    articles: dict[str, None] = {}
    line = Line(services, clients, done=lambda article: articles.update({article: None}))
    for number, row in enumerate(rows):
        at = datetime.fromisoformat(row["date"]).astimezone(UTC)
        clock.at = at
        line.feed([Upload(f"{number:05}.json", _as_upload(row, at), at, {}, "application/json")])
    return Stream(services, clients, list(articles))


def topics() -> list[str]:
    """The ids of the taxonomy that comes with Tocsin."""
    return sorted(entry.id for entry in topic_entries())


def table(stream: Stream) -> Iterator[str]:
    """A line for each watch, and the sums."""
    outcomes = stream.outcomes()
    kinds = Counter((sent.alert.watch, sent.alert.msg_type) for sent in stream.alerts)
    held = Counter(sent.alert.watch for sent in stream.alerts if sent.alert.hold is not None)
    yield "| watch | articles on it | alerts | updates | cancels | of these held back | told nobody anything new |"
    yield "|---|---|---|---|---|---|---|"
    sums = [0] * 6
    for watch in topics():
        none = outcomes[watch, "story-has-alert"]
        rang = [kinds[watch, kind] for kind in ("alert", "update", "cancel")]
        cells = [sum(rang) + none, *rang, held[watch], none]
        sums = [a + b for a, b in zip(sums, cells, strict=True)]
        yield f"| {watch} | {' | '.join(map(str, cells))} |"
    yield f"| all | {' | '.join(map(str, sums))} |"
    yield f"{len(stream.articles)} articles, {stream.stories} stories, {stream.published} messages published"


def checklist(alerts: Sequence[Alert], seed: int) -> Iterator[str]:
    """Alerts by lot, each with what its watch sent before."""
    by_watch: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        by_watch[alert.watch].append(alert)
    chosen = random.Random(seed).sample(range(len(alerts)), min(JUDGED, len(alerts)))  # noqa: S311  # a seeded sample
    for number, index in enumerate(sorted(chosen), 1):
        alert = alerts[index]
        yield f"\n## {number}. [ ] {_line(alert)}\n{alert.summary}"
        yield from (f"   changed: {change.change}: {change.before} -> {change.after}" for change in alert.changes)
        own = by_watch[alert.watch]
        since = datetime.fromisoformat(alert.raised_at) - LOOK_BACK
        before = [one for one in own[: own.index(alert)] if datetime.fromisoformat(one.raised_at) >= since]
        nearest = sorted(before, key=lambda one: (-_alike(one, alert), one.id))[:MOST_SHOWN]
        for one in sorted(nearest, key=lambda one: (one.raised_at, one.id)):
            same = "same incident" if one.incident == alert.incident else f"{_alike(one, alert):.2f}"
            yield f"   - ({same}) {_line(one)} :: {one.summary[:160]}"


def blind(alerts: Sequence[Alert], seed: int) -> Iterator[str]:
    """Alerts for a reader who is not to know the logic: in an order by lot, each above earlier alerts of its watch.

    No likeness is shown, nor what Tocsin held to be one story.
    """
    by_lot = random.Random(seed)  # noqa: S311  # a seeded sample
    first = [alert for alert in alerts if alert.msg_type == "alert"]
    chosen = by_lot.sample(first, min(JUDGED, len(first)))
    for number, alert in enumerate(chosen, 1):
        yield f"\n## {number}. {_told(alert)}\n{alert.summary}\n\nTold by this watch in the seven days before:\n"
        since = datetime.fromisoformat(alert.raised_at) - LOOK_BACK
        before = [one for one in first if one.watch == alert.watch and one.raised_at < alert.raised_at]
        recent = [one for one in before if datetime.fromisoformat(one.raised_at) >= since]
        near = {one.id: one for one in sorted(recent, key=lambda one: -_alike(one, alert))[:MOST_SHOWN]}
        near |= {one.id: one for one in recent[-LAST_SHOWN:]}
        shown = sorted(near.values(), key=lambda one: (one.raised_at, one.id))
        yield from (f"- {_told(one)} :: {one.summary[:200]}" for one in shown)
        yield "" if shown else "- nothing"
        yield "Answer (new, repeat of which, comment, wrong): "


def _told(alert: Alert) -> str:
    return f"{alert.raised_at[:16]} [{alert.watch}] {alert.publisher}: {alert.title}"


def _line(alert: Alert) -> str:
    return f"{alert.raised_at[:16]} {alert.watch} {alert.msg_type} [{alert.publisher}] {alert.title}"


def _alike(a: Alert, b: Alert) -> float:
    """The share of the shorter one's words that the other has, for who reads the list."""
    ours, theirs = (set(re.findall(r"\w{4,}", f"{one.title} {one.summary}".casefold())) for one in (a, b))
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def _as_upload(row: dict[str, str], at: datetime) -> bytes:
    told = {
        "title": row["title"],
        "text": row["description"] or row["title"],
        "url": row["link"],
        "publisher": row["source"].split("/")[2].removeprefix("www.").removeprefix("feeds.").removeprefix("rss."),
        "published_at": at.isoformat(),
        "language": "en",
    }
    return json.dumps(told).encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--sample", type=Path, help="where to write the alerts that are to be judged")
    parser.add_argument("--blind", type=Path, help="the same for a reader who is to see no score")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    stream = feed(chosen.file)
    sys.stdout.write("\n".join(table(stream)) + "\n")
    if chosen.sample:
        chosen.sample.write_text("\n".join(checklist([sent.alert for sent in stream.alerts], chosen.seed)), "utf-8")
    if chosen.blind:
        chosen.blind.write_text("\n".join(blind([sent.alert for sent in stream.alerts], chosen.seed)), "utf-8")


if __name__ == "__main__":
    main()
