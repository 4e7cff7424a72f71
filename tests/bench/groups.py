"""What correlation in groups would do: `python -m tests.bench.groups [FILE]`.

Articles of one event that fall into two groups are placed side by side, and ring twice unless groups are merged. Each
article goes to the group of its event's terms (a place, else a country, else a kind); counted are the articles of
stories, as one group would make them, that would not meet. FILE is as `tests.bench.stream` takes it; without it the
events told in several languages are used.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tests.eval.events.measure import told

from tocsin.stories.event import Event, read_event
from tocsin.stories.index import StoryIndex

GROUPS = (1, 4, 16)


def main() -> None:
    texts = _stream(Path(sys.argv[1])) if len(sys.argv) > 1 else [(one.title, one.text, one.at) for one in told()]
    index = StoryIndex()
    for number, (title, text, at) in enumerate(texts):
        index.assign(str(number), f"{title}\n\n{text}", at)
    stories = [index.story_of(str(number)).id for number in range(len(texts))]
    events = [read_event(title, text) for title, text, _ in texts]
    sys.stdout.write(
        "| groups | articles of the busiest | stories of several articles | of these in two groups or more |\n"
    )
    for groups in GROUPS:
        places = [group_of(event, groups) for event in events]
        several = [found for found in _by_story(stories, places) if len(found) > 1]
        apart = sum(len(set(found)) > 1 for found in several)
        busiest = max(Counter(places).values()) / len(places)
        sys.stdout.write(f"| {groups} | {busiest:.0%} | {len(several)} | {apart} ({apart / len(several):.0%}) |\n")


def group_of(event: Event, groups: int) -> int:
    """The group of an event: by its first place, else country, else kind."""
    term = next(iter((*event.places, *event.countries, *event.kinds)), "")
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=4).digest(), "big") % groups


def _by_story(stories: list[str], groups: list[int]) -> Iterable[list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for story, group in zip(stories, groups, strict=True):
        found[story].append(group)
    return found.values()


def _stream(path: Path) -> list[tuple[str, str, datetime]]:
    rows = sorted(map(json.loads, path.read_text("utf-8").splitlines()), key=lambda row: str(row["date"]))
    return [(row["title"], row["description"] or "", datetime.fromisoformat(row["date"])) for row in rows]


if __name__ == "__main__":
    main()
