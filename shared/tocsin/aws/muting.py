"""What the desk muted, at one time: pages leave it out, and nobody is rung for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from tocsin.aws.desk import Mutable, Muted
from tocsin.aws.keys import checked_id, stamp
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput
from tocsin.watches.alert import Alert
from tocsin.watches.why import Silence

MAX_ORIGIN = 300
_DOMAIN = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
MAX_SPAN = timedelta(days=366)
_SPAN = re.compile(r"([1-9][0-9]{0,3})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Muting:
    """What is muted by kind and item; stories also under the ids of those that they were merged into."""

    muted: Mapping[tuple[Mutable, str], Muted]
    origin: Callable[[str | None, str | None], str | None]
    origins: Callable[[str], frozenset[str | None]]
    """The publishers that a story was printed by, None for one that is not known."""

    def of(self, kind: Mutable, *items: str) -> Muted | None:
        """How one of these is muted, if any is."""
        return next((found for item in items if (found := self.muted.get((kind, item)))), None)

    def of_source(self, publisher: str | None, url: str | None) -> Muted | None:
        if not any(kind == "source" for kind, _ in self.muted):
            return None
        origin = self.origin(publisher, url)
        return None if origin is None else self.of("source", origin)

    def hides(self, story: str, publisher: str | None, url: str | None) -> bool:
        return self.of("story", story) is not None or self.of_source(publisher, url) is not None

    def silences(
        self, watch: str, stories: Iterable[str], publisher: str | None, url: str | None
    ) -> tuple[Silence, Muted] | None:
        """What keeps a watch from ringing for an article of these stories (one that was merged into another has both).

        The article's own source counts: what others report of the story goes on ringing.
        """
        found: tuple[tuple[Silence, Muted | None], ...] = (
            ("watch-muted", self.of("watch", watch)),
            ("story-muted", self.of("story", *stories)),
            ("source-muted", self.of_source(publisher, url)),
        )
        return next(((silence, muted) for silence, muted in found if muted is not None), None)

    def silences_alert(self, alert: Alert) -> tuple[Silence, Muted] | None:
        """The same of an alert that was raised before. Of a source that is not alone with its story it goes out:
        nothing else would tell of what the others report."""
        found = self.silences(alert.watch, (alert.story,), alert.publisher, alert.url)
        if found is None or found[0] != "source-muted":
            return found
        others = (origin for origin in self.origins(alert.story) if origin is None or not self.of("source", origin))
        return None if any(True for _ in others) else found

    def sift(self, items: Iterable[T], hidden: Callable[[T], bool]) -> tuple[list[T], int]:
        """What is shown, and how many are not."""
        every = list(items)
        shown = [item for item in every if not hidden(item)]
        return shown, len(every) - len(shown)


def muting_of(services: Services) -> Muting:
    """One Query; where stories are muted, one read of these for where they were merged into."""
    found = {(one.kind, one.item): one for one in services.desk.muted(stamp(services.now()))}
    stories = [item for kind, item in found if kind == "story"]
    merged = services.stories.currents(stories) if stories else {}
    found |= {("story", into): found["story", item] for item, into in merged.items() if ("story", into) not in found}
    return Muting(
        found, lambda publisher, url: origin_of(services, publisher, url), lambda story: _origins(services, story)
    )


def mute(
    services: Services, kind: Mutable, item: str, *, by: str, until: datetime | None = None, name: str = ""
) -> Muted:
    """Mute a story, a watch or a channel's subscription by its id, a source by its origin, domain or publisher.

    In the place of an earlier muting. Raises `NotFound` for what is not there, `InvalidInput` for an end that is no
    time to come within a year, `Conflict` for too many.
    """
    now = services.now()
    if until is not None and not now < until <= now + MAX_SPAN:
        raise InvalidInput("must be a time to come, within a year", where="until")
    item, known = _named(services, kind, item)
    muted = Muted(kind, item, name or known, by, stamp(now), None if until is None else stamp(until))
    return services.desk.mute(muted, services.expires(now))


def end_of(span: str, now: datetime) -> datetime | None:
    """The end of `30m`, `8h` or `7d` from now on; None for an empty one. Raises `InvalidInput`."""
    if not span:
        return None
    found = _SPAN.fullmatch(span)
    if found is None:
        raise InvalidInput("is a time such as 30m, 8h or 7d", where="for")
    return now + timedelta(**{_UNITS[found[2]]: int(found[1])})


def _named(services: Services, kind: Mutable, item: str) -> tuple[str, str]:
    """What is meant, by the id that it goes by, and what it is called."""
    if kind == "story":
        story = services.stories.story(checked_id(item, "item"))
        return story.id, story.title or story.id
    if kind == "watch":
        watch = services.watches.get(checked_id(item, "item"))
        return watch.id, watch.name
    if kind == "subscription":
        found = services.channels.find(item)
        return found.id, f"{found.protocol} {found.endpoint}"
    origin = item if item.startswith("family:") else _origin_named(services, item)
    if origin is None or not 0 < len(origin) <= MAX_ORIGIN or not origin.isprintable():
        raise InvalidInput("names no source: give its domain, or its name as articles have it", where="item")
    return origin, item.removeprefix("family:")


def _origin_named(services: Services, item: str) -> str | None:
    if _DOMAIN.fullmatch(item):
        return origin_of(services, None, f"https://{item.lower()}/")
    return origin_of(services, item, None)


def _origins(services: Services, story: str) -> frozenset[str | None]:
    file = services.stories.case_file(services.stories.current(story))
    return frozenset(f"family:{member.family}" if member.family else None for member in file.members)


def origin_of(services: Services, publisher: str | None, url: str | None) -> str | None:
    """The publisher behind an article as the ledger names it."""
    family = services.grades.sources().family(publisher, url)
    return None if family is None else f"family:{family}"
