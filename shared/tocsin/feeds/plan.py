"""On a schedule: a message for each source that is due, those of one host apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tocsin.aws.keys import stamp
from tocsin.feeds.model import BROKEN, Feed

if TYPE_CHECKING:
    from tocsin.aws.services import Services

ON_ITS_WAY = timedelta(minutes=30)
"""After that a turn that came to nothing is sent again: its message lies among the dead letters."""
APART_SECONDS = 10
LONGEST_DELAY = 900
"""Of a message (Amazon SQS)."""
TELLING_FAILURES = 5
"""In a row, some five hours: what fails for that long is broken, what failed once is the network."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, for logs and metrics."""

    sent: int
    feeds: int
    broken: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


def plan(services: Services) -> Result:
    """Send what is due. A message comes before its mark: after a crash in between the second one finds it done."""
    now = services.now()
    feeds = services.feeds.planned()
    hosts: Counter[str] = Counter()
    due = [feed for feed, until in feeds if feed.due is not None and feed.due <= stamp(now) and until <= stamp(now)]
    for feed in due:
        host = urlsplit(feed.url).hostname or ""
        services.queues.collect(feed.id, delay=min(APART_SECONDS * hosts[host], LONGEST_DELAY))
        services.feeds.plan(feed.id, stamp(now + ON_ITS_WAY))
        hosts[host] += 1
    found = [feed for feed, _ in feeds]
    return Result(
        len(due),
        len(found),
        tuple(feed.id for feed in found if is_broken(feed) and feed.state != "silent"),
        tuple(feed.id for feed in found if feed.state == "silent"),
    )


def is_broken(feed: Feed) -> bool:
    """Whether somebody should look at it."""
    return feed.state in BROKEN and (feed.failures >= TELLING_FAILURES or feed.state in {"gone", "silent"})
