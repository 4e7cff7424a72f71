"""How often surges ring on a real stream of articles, and how often on the same articles with their times shuffled.

    python tests/bench/surge.py STREAM.jsonl [--shuffles 10]

A line is an article with `date`, `title`, `description` and `link`. Copies of a text that was there before are left
out, as the counts leave them out. Shuffled, the stream keeps its topics and its hours and loses every burst: what rings
then is a false alarm.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from tocsin import StoryIndex, analyze_text
from tocsin.digests.counts import HourCount, Subject, begin_of, hour_of, subjects_of
from tocsin.digests.surge import LEAST_DAYS, THRESHOLD, Ringing, follow, surging
from tocsin.model import Article
from tocsin.stories.casefile import CaseFile, add_article
from tocsin.stories.origins import default_sources

Read = list[tuple[int, tuple[str, ...]]]
"""Hours, and the keys of the subjects that an article counts for."""


def read(path: Path) -> Read:
    """Each article by the embedded engine, the copies of earlier ones left out."""
    found, index, files = [], StoryIndex(), defaultdict[str, CaseFile](CaseFile)
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        text, at = f"{row['title'] or ''}\n\n{row['description'] or ''}", datetime.fromisoformat(row["date"])
        analysis = analyze_text(text, row["title"])
        article = Article(f"{number:06}", text, row["title"], url=row["link"], published_at=at)
        story = index.assign(article.id, text, at)
        filed = add_article(files[story], article, analysis, default_sources(), at)
        files[story] = filed.file
        if filed.part in {"repost", "revision"}:
            continue
        countries = [place.country for place in analysis.places if place.country]
        keys = (subject.key for subject in subjects_of((topic.id for topic in analysis.topics), countries))
        found.append((hour_of(at.astimezone(UTC)), tuple(keys)))
    return found


def ring(articles: Read) -> tuple[list[tuple[int, str]], int, float]:
    """What rang at which hour; how many tests of an hour were above the threshold; days watched."""
    first, last = min(hour for hour, _ in articles), max(hour for hour, _ in articles)
    hours = count(articles, first, last)
    ringing: dict[str, Ringing] = {}
    rang: list[tuple[int, str]] = []
    above = 0
    for hour in range(first, last + 1):
        scores = surging(hours, hour)
        above += len(scores)
        ringing = follow(ringing, scores, hour)
        rang += [(hour, key) for key, one in ringing.items() if one.onset == hour]
    return rang, above, (last - first) / 24 - LEAST_DAYS - 1


def count(articles: Read, first: int, last: int) -> dict[int, HourCount]:
    totals: dict[int, int] = defaultdict(int)
    subjects: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for hour, keys in articles:
        totals[hour] += 1
        for key in keys:
            subjects[hour][key] += 1
    return {hour: HourCount(totals[hour], dict(subjects[hour])) for hour in range(first, last + 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Surges of a stream of articles, and false alarms.")
    parser.add_argument("stream", type=Path)
    parser.add_argument("--shuffles", type=int, default=10)
    chosen = parser.parse_args()
    articles = read(chosen.stream)
    print(f"{len(articles)} articles that are no copies")  # noqa: T201  # its output
    rang, above, days = ring(articles)
    print(f"threshold {THRESHOLD}: {len(rang)} surges in {days:.0f} days, {above} hours above it")  # noqa: T201  # its output
    for hour, key in rang:
        subject = Subject.of(key)
        print(f"  {begin_of(hour):%Y-%m-%d %H:%M}  {subject.topic or '-'}  {subject.place or '-'}")  # noqa: T201  # as above
    false, shuffled_days = 0, 0.0
    for number in range(chosen.shuffles):
        hours = [hour for hour, _ in articles]
        random.Random(number).shuffle(hours)  # noqa: S311  # a seeded shuffle, nothing secret
        rang, _, days = ring([(hour, keys) for hour, (_, keys) in zip(hours, articles, strict=True)])
        false, shuffled_days = false + len(rang), shuffled_days + days
    print(f"shuffled: {false} false alarms in {shuffled_days:.0f} days")  # noqa: T201  # as above


if __name__ == "__main__":
    main()
