"""The stored stories whose claims older rules matched, one after the other, from the last changed one back.

Nothing is kept of how far this is: a story that is done shows it, and costs whoever goes on its share of one read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from tocsin.aws.services import Services
from tocsin.steps.rematch import Corrected, rematch_story
from tocsin.stories.rematch import is_current

PAGE: Final = 100
"""Stories that are looked at together: a Query of rows, a BatchGetItem of states and one or two of files."""


@dataclass(frozen=True, slots=True)
class Ledgers:
    """How far it is."""

    looked_at: int = 0
    matched: int = 0
    """Stories that were matched anew, or would be."""
    lost: int = 0
    """Claims in them that were corroborated and are not."""
    told: int = 0
    """Updates that were raised for these, or would be."""

    def after(self, found: Corrected) -> Ledgers:
        return replace(
            self, matched=self.matched + 1, lost=self.lost + len(found.lost), told=self.told + len(found.told)
        )


def rematch_ledgers(
    services: Services, *, since: str, until: str, limit: int | None, tell: bool, write: bool
) -> Iterator[tuple[Ledgers, Corrected | None]]:
    """Match stories anew that changed from `since` until before `until`, at most `limit` of those that need it.

    After each page, and each story that was matched anew, the sums; with what became of that story. Without `write`
    nothing is stored and nobody told.
    """
    sums, position = Ledgers(), None
    watches = [watch for watch in services.watches.all() if watch.enabled] if tell else []
    while True:
        page = services.stories.page(limit=PAGE, since=since, until=until, position=position)
        files = services.stories.case_files([story.id for story in page.items])
        sums = replace(sums, looked_at=sums.looked_at + len(page.items))
        for story in page.items:
            if story.id not in files or is_current(files[story.id].ledger):
                continue
            if sums.matched == limit:
                return
            found = rematch_story(services, story, watches, write=write)
            if found is not None:
                sums = sums.after(found)
                yield sums, found
        yield sums, None
        if page.next is None:
            return
        position = page.next
