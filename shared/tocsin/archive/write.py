"""An article's part of the archive is made what the table and the bucket tell of it now."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.archive.kinds import KINDS
from tocsin.archive.rows import Known, rows_of, united
from tocsin.archive.store import day_of
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.errors import NotFound
from tocsin.stories.casefile import CaseFile
from tocsin.watches.alert import Alert, alert_id
from tocsin.watches.correct import causes_by


def archive_article(services: Services, article: str, *, anew: bool = False) -> int:
    """How many objects were written or removed; none of an article that is not there, or was taken down.

    `anew` tells the events that the ledger has now alone: earlier ones may have words of an article that is gone.
    """
    head = services.articles.find(article)
    if head is None:
        return _gone(services, article)
    try:
        known = _read(services, head)
    except NotFound:
        return 0  # it expires at this moment
    rows, day = rows_of(known), day_of(head.card.at)
    if not anew:
        rows["events"] = united(services.archive.rows("events", day, article), rows["events"])
    return sum(services.archive.put(kind, day, article, rows[kind]) for kind in KINDS)


def forget_article(services: Services, article: str, day: str | None, left: Iterable[str]) -> None:
    """Erase what the archive has of an article, and what it has of it in the articles that are left of its story."""
    if not services.archive.on:
        return
    services.archiving.forget(article)
    if day is not None:
        services.archive.erase(day, article)
    for other in left:
        archive_article(services, other, anew=True)


def _gone(services: Services, article: str) -> int:
    """One that was taken down; an article that expired goes by the clock of the bucket."""
    grave = services.graves.find(article)
    return services.archive.erase(grave.day, article) if grave is not None and grave.day is not None else 0


def _read(services: Services, head: Head) -> Known:
    """Raises `NotFound` for a text or an analysis that is gone."""
    text = services.objects.text(head.card.id)
    analysis = services.articles.analysis(head.card.id, head.v)
    story = services.stories.current(head.story) if head.story else None
    file = services.stories.case_file(story) if story else CaseFile()
    stories = dict.fromkeys(filter(None, (story, *file.parts, head.story)))
    return Known(head, text, analysis, story, file, _alerts(services, head.card.id, list(stories)))


def _alerts(services: Services, article: str, stories: list[str]) -> tuple[Alert, ...]:
    """An alert's id follows from its watch, story and cause."""
    watches = services.alerts.watches_told(stories)
    ids = [alert_id(watch, story, why) for watch in watches for story in stories for why in causes_by(article)]
    found = services.alerts.find_many(ids) if ids else []
    return tuple(sent.alert for sent in found if sent.alert.article == article)
