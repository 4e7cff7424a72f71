"""The generated corpus through the logic of correlate, in memory, against its truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.resources import files

from tests.eval.corpus.generate import Item, events_of, publishers

from tocsin.engine.embedded import analyze_text
from tocsin.stories.index import StoryIndex
from tocsin.stories.origins import read_sources
from tocsin.watches.model import Delivery, Rule, TopicRule, Watch
from tocsin.watches.replay import Past, Replay

WATCHES = (
    Watch("call-up", "Call-up", Rule(TopicRule(any=("mobilization",))), delivery=Delivery(most_per_hour=1_000)),
    Watch("queues", "Queues", Rule(TopicRule(any=("border-queues",))), delivery=Delivery(most_per_hour=1_000)),
)
RINGS_FOR = {"call-up": "call-up", "queue": "queues"}
COPIES = frozenset({"agency-copy", "family-copy", "truncated"})


def measure(items: Sequence[Item]) -> dict[str, float]:
    """Alert precision and recall, duplicates, false corroborations, what is corroborated and contradicted, reposts."""
    agencies = files("tocsin.stories").joinpath("data/agencies.toml").read_text("utf-8")
    replay = Replay(WATCHES, read_sources(publishers(), agencies))
    index = StoryIndex()
    truth = {item.article.id: item for item in items}
    stories: dict[str, str] = {}
    for item in items:
        article = item.article
        text = f"{article.title}\n\n{article.text}"
        stories[article.id] = index.assign(article.id, text, article.published_at)
        analysis = analyze_text(article.text, article.title, article.language, article.published_at)
        replay.feed(Past(article, analysis, stories[article.id], item.at))
    return {
        "articles": len(truth),
        "stories": len(set(stories.values())),
        **_alerts(replay, truth),
        **_claims(replay, items, stories),
        "reposts_recognized": _reposts(replay, items),
    }


def _alerts(replay: Replay, truth: dict[str, Item]) -> dict[str, float]:
    wanted = {(item.event, RINGS_FOR[item.kind]) for item in truth.values() if item.kind in RINGS_FOR}
    first = Counter(
        (truth[alert.article].event, alert.watch) for alert in replay.alerts.values() if alert.msg_type == "alert"
    )
    right = sum(1 for told in first if told in wanted)
    return {
        "alerts": sum(first.values()),
        "alert_precision": right / len(first) if first else 0.0,
        "alert_recall": right / len(wanted) if wanted else 0.0,
        "duplicate_alerts": sum(first.values()) - len(first),
        "updates": sum(alert.msg_type != "alert" for alert in replay.alerts.values()),
    }


def _claims(replay: Replay, items: Sequence[Item], stories: dict[str, str]) -> dict[str, float]:
    truth = {item.article.id: item for item in items}
    false = corroborated = 0
    for file in replay.files.values():
        for claim in file.ledger.claims:
            if claim.state == "corroborated":
                corroborated += 1
                behind = {truth[seen.article].origin for seen in claim.sightings}
                false += len(behind) < 2
    disputed = found = told_twice = borne_out = 0
    for _, members in events_of(list(items)):
        told = {item.origin for item in members if item.role in {"report", "agency-copy", "russian"}}
        if len(told) > 1:
            told_twice += 1
            files = {stories[item.article.id] for item in members}
            borne_out += any(
                len(claim.origins) > 1 or any(event.change == "corroborated" for event in claim.events)
                for file in files
                for claim in replay.files[file].ledger.claims
            )
        against = [item for item in members if item.role in {"denial", "dispute", "opposite"}]
        for item in against:
            disputed += 1
            ledger = replay.files[stories[item.article.id]].ledger
            found += any(
                claim.state == "contradicted" and claim.current.article == item.article.id for claim in ledger.claims
            )
    return {
        "corroborated": corroborated,
        "false_corroborations": false,
        "corroborations_found": borne_out / told_twice if told_twice else 1.0,
        "contradictions_found": found / disputed if disputed else 1.0,
    }


def _reposts(replay: Replay, items: Sequence[Item]) -> float:
    """Copies known as such; where a copy came in before what it copies, that is the repost."""
    pairs = {item.article.id: item.copies for item in items if item.role in COPIES and item.copies}
    order = {article: number for number, article in enumerate(replay.filed)}
    later = [max(copy, source, key=order.__getitem__) for copy, source in pairs.items()]
    return sum(replay.filed[article].part == "repost" for article in later) / len(later) if later else 1.0
