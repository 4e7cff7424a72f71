"""Take-downs in the archive of what the table has no longer: it is kept for as long as the operator says."""

from __future__ import annotations

from typing import NamedTuple

from tocsin.archive.kinds import Row
from tocsin.archive.store import PREFIX, day_of
from tocsin.aws.keys import stamp
from tocsin.aws.services import Services
from tocsin.errors import NotFound
from tocsin.removal.find import places_archived
from tocsin.removal.model import Finding, Removal

PAGE = 50
"""Articles that are read in one step, as of the table."""
PAGE_OF_KEYS = 1_000
"""Where an article's id says it, keys are enough: one call of S3."""


class Looked(NamedTuple):
    """Some of the archive was looked at."""

    looked_at: int
    found: list[Finding]
    next: str | None
    """The key behind which the next step goes on."""


def is_in_archive(position: str | None) -> bool:
    """Whether a position of a take-down is one of the archive."""
    return position is not None and position.startswith(PREFIX)


def look(services: Services, wanted: Removal) -> Looked:
    """What is meant, among the articles behind the take-down's position that the table does not have."""
    after, most = wanted.position or PREFIX, PAGE_OF_KEYS if wanted.by == "article" else PAGE
    stored = list(services.archive.stored("articles", after, most))
    meant = [one for one in stored if wanted.by != "article" or one.article == wanted.value]
    there = services.articles.heads([one.article for one in meant]) if meant else {}
    rows = [_row(services, one.day, one.article) for one in meant if one.article not in there]
    places = [(row, places_archived(row, wanted)) for row in rows if row is not None]
    found = [Finding(row["article"], row["at"], where) for row, where in places if where]
    return Looked(len(places), found, stored[-1].key if len(stored) == most else None)


def take_down(services: Services, finding: Finding, known: Removal) -> None:
    """Erase an article that the archive alone has, after what keeps it away is laid. Raises `NotFound`."""
    day = day_of(finding.at)
    row = _row(services, day, finding.article)
    grave = services.graves.find(finding.article)
    if row is None and grave is None:
        raise NotFound("no such article")
    if not known.allow_again:
        grave = services.graves.lay(finding.article, known.id, stamp(services.now()), day)
        services.graves.bar(grave, [row["url"]] if row is not None and row["url"] else [])
    services.archive.erase(day, finding.article)


def _row(services: Services, day: str, article: str) -> Row | None:
    return next(iter(services.archive.rows("articles", day, article)), None)
