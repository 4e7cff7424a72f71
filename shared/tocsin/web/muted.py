"""What a page leaves out because the desk muted it, and how much that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from tocsin.aws.services import Services

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Muting:
    """Muted stories, and muted sources by their origins."""

    stories: frozenset[str]
    sources: frozenset[str]
    origin: Callable[[str | None, str | None], str | None]

    def hides(self, story: str, publisher: str | None, url: str | None) -> bool:
        return story in self.stories or (bool(self.sources) and self.origin(publisher, url) in self.sources)

    def sift(self, items: Iterable[T], hidden: Callable[[T], bool]) -> tuple[list[T], int]:
        """What is shown, and how many are not."""
        every = list(items)
        shown = [item for item in every if not hidden(item)]
        return shown, len(every) - len(shown)


def muting_of(services: Services) -> Muting:
    muted = services.desk.muted()
    stories = frozenset(one.item for one in muted if one.kind == "story")
    sources = frozenset(one.item for one in muted if one.kind == "source")
    return Muting(stories, sources, lambda publisher, url: origin_of(services, publisher, url))


def origin_of(services: Services, publisher: str | None, url: str | None) -> str | None:
    """The publisher behind an article as the ledger names it."""
    family = services.grades.sources().family(publisher, url)
    return None if family is None else f"family:{family}"
