"""Events told in several languages, through the decisions of correlate, article by article as time goes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Literal

from tocsin.engine.embedded import analyze_text
from tocsin.model import Article
from tocsin.stories.index import StoryIndex
from tocsin.watches.model import Delivery, Rule, Watch
from tocsin.watches.replay import Past, Replay

Half = Literal["open", "locked"]

_EVENT = re.compile(r"## (e\d+) (\S+)")
_LINE = re.compile(r"(?:([!~]) )?([a-z]{2}) (\d+) (.+?) :: (.+)")


@dataclass(frozen=True, slots=True)
class Told:
    """An article, the event beside which it stands in the file, and what it is to that: "" tells it, "!" tells another
    one, "~" a step that follows."""

    id: str
    event: str
    mark: str
    language: str
    at: datetime
    title: str
    text: str

    @property
    def tells(self) -> str:
        """The event that it tells."""
        return self.id if self.mark else self.event


def told(half: Half | None = None) -> list[Told]:
    """The articles of the events with an odd number ("open"), an even one ("locked"), or all, as they came in."""
    found: list[Told] = []
    for path in sorted(Path(__file__).parent.glob("*.txt")):
        event, day = "", datetime(1, 1, 1, tzinfo=UTC)
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            if head := _EVENT.match(line):
                event, day = head[1], datetime.fromisoformat(head[2]).replace(tzinfo=UTC)
            elif part := _LINE.fullmatch(line):
                at = day + timedelta(hours=int(part[3]))
                id_ = f"{event}.{path.stem}.{number}"
                found.append(Told(id_, event, part[1] or "", part[2], at, part[4], part[5]))
    odd = {"open": 1, "locked": 0}.get(half or "")
    mine = (one for one in found if odd is None or int(one.event[1:]) % 2 == odd)
    return sorted(mine, key=lambda one: (one.at, one.id))


def stories_of(articles: Iterable[Told]) -> dict[str, str]:
    """The story of each article once all have come."""
    index = StoryIndex()
    every = list(articles)
    for one in every:
        index.assign(one.id, f"{one.title}\n\n{one.text}", one.at)
    return {one.id: index.story_of(one.id).id for one in every}


def alerts_of(articles: Iterable[Told]) -> Counter[str]:
    """First alerts of a watch that takes every article, by the event that the article tells which rang."""
    every = list(articles)
    languages = tuple(sorted({one.language for one in every}))
    watch = Watch("all", "All", Rule(languages=languages), delivery=Delivery(most_per_hour=1_000))
    replay, index = Replay((watch,)), StoryIndex()
    rang: Counter[str] = Counter()
    for one in every:
        article = Article(
            id=one.id, text=one.text, title=one.title, publisher=one.id, language=one.language, published_at=one.at
        )
        story = index.assign(one.id, f"{one.title}\n\n{one.text}", one.at)
        analysis = analyze_text(article.text, article.title, article.language, one.at)
        [told] = replay.feed(Past(article, analysis, story, one.at, index.story_of(one.id).kin))
        rang[one.tells] += told.alert is not None and told.alert.msg_type == "alert"
    return rang


def measure(half: Half | None = None) -> dict[str, float]:
    """Precision and recall over pairs of articles, events in more than one story, and near misses swallowed."""
    articles = [one for one in told(half) if one.mark != "~"]
    stories = stories_of(told(half))
    right = wrong = missed = 0
    for one, other in combinations(articles, 2):
        same, joined = one.tells == other.tells, stories[one.id] == stories[other.id]
        right, wrong, missed = right + (same and joined), wrong + (joined and not same), missed + (same and not joined)
    times = Counter(event for event, _ in {(one.event, stories[one.id]) for one in articles if not one.mark})
    others = {stories[one.id] for one in articles if not one.mark}
    near = [one for one in articles if one.mark == "!"]
    rang = alerts_of(told(half))
    return {
        "events": len(times),
        "articles": len(articles),
        "precision": right / ((right + wrong) or 1),
        "recall": right / ((right + missed) or 1),
        "stories_too_many": sum(times.values()) - len(times),
        "alerts_repeated": sum(rang[event] - 1 for event in times),
        "near_misses": len(near),
        "near_misses_swallowed": sum(stories[one.id] in others for one in near),
        "near_misses_silent": sum(rang[one.id] == 0 for one in near),
    }
