"""Stories through the decisions of correlate, beside what a desk editor wrote down of them beforehand."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tocsin.engine.embedded import analyze_text
from tocsin.model import Article
from tocsin.stories.index import StoryIndex
from tocsin.stories.ledger import LedgerClaim
from tocsin.watches.model import Delivery, Rule, Watch, WordRule
from tocsin.watches.replay import Past, Replay, Told

START = datetime(2031, 5, 5, 6, 0, tzinfo=UTC)


def stories() -> list[dict[str, Any]]:
    """All stories, each with its articles and what is expected of them."""
    found: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8"))["story"]
    return found


def faults(story: dict[str, Any]) -> list[str]:
    """What is not as it was written down, in words."""
    watch = Watch(
        "desk", "Desk", Rule(words=WordRule(any=tuple(story["words"]))), delivery=Delivery(most_per_hour=1_000)
    )
    replay, index = Replay((watch,)), StoryIndex()
    found = []
    for number, told in enumerate(story["articles"]):
        past = _past(told, number, index)
        [outcome] = replay.feed(replace(past, story="one") if story.get("one_story") else past)
        rang = _rang(outcome)
        if not _as_wanted(rang, told["rings"]):
            found.append(f"article {number}: rang {rang!r}, wanted {told['rings']!r}")
    claims = [claim for file in replay.files.values() for claim in file.ledger.claims]
    return [*found, *_ledger_faults(story, claims)]


def _past(told: dict[str, Any], number: int, index: StoryIndex) -> Past:
    at = START + timedelta(minutes=told["at"])
    article = Article(
        id=f"a{number}",
        text=told["text"],
        title=told["title"],
        publisher=told["by"],
        url=told.get("url"),
        language=told.get("language", "en"),
        published_at=at,
    )
    story = index.assign(article.id, f"{article.title}\n\n{article.text}", at)
    return Past(article, analyze_text(article.text, article.title, article.language, at), story, at)


def _rang(outcome: Told) -> str:
    alert = outcome.alert
    if alert is None or alert.msg_type != "update":
        return alert.msg_type if alert else ""
    return ", ".join(f"{change.change} {change.number}".strip() for change in alert.changes)


def _as_wanted(rang: str, wanted: str) -> bool:
    """All that was wanted is among what rang; nothing rings where nothing was wanted."""
    return wanted in rang.split(", ") if wanted else not rang


def _ledger_faults(story: dict[str, Any], claims: list[LedgerClaim]) -> list[str]:
    lines = [f"{claim.state}: {claim.current.text}" for claim in claims]
    wanted = [line.split(": ", 1) for line in story["ledger"]]
    missing = [
        f"not in the ledger: {state}: {words}"
        for state, words in wanted
        if not any(line.startswith(f"{state}: ") and words in line for line in lines)
    ]
    corroborated = [line for line in lines if line.startswith("corroborated: ")]
    false = [line for line in corroborated if not any(words in line for words in story["corroborated"])]
    return [*missing, *(f"wrongly {line}" for line in false)]
