"""On a schedule: the archive is told of the articles that are marked.

All of it stands in the table, so a run that dies loses nothing. Each run begins elsewhere among the marks: an article
on which it dies holds up no other.
"""

from __future__ import annotations

from dataclasses import dataclass

from aws_lambda_powertools import Logger

from tocsin.archive.marks import Mark
from tocsin.archive.write import archive_article
from tocsin.aws.services import Services

PAGE = 100
LEAST_SECONDS = 10.0
"""An article whose file has two hundred others in it takes under a second."""

logger = Logger(child=True)


@dataclass(frozen=True, slots=True)
class Result:
    """What a run did, for logs and metrics."""

    articles: int = 0
    objects: int = 0
    """Written or removed."""


class Failed(Exception):
    """Articles could not be archived; they are tried again a minute later."""


def sweep(services: Services) -> Result:
    """As far as there is time. Raises `Failed` at the end if anything failed, so that it alarms."""
    first = f"{services.now().minute * 4 + services.now().second // 15:02x}"
    articles, objects, failed = 0, 0, list[str]()
    for low, high in ((first, "~"), ("", first)):
        after = low
        while services.time_left() > LEAST_SECONDS:
            marks, after = services.archiving.ripe(after, high, PAGE)
            for mark in marks:
                if services.time_left() <= LEAST_SECONDS:
                    break
                written = _archived(services, mark)
                articles, objects = articles + (written is not None), objects + (written or 0)
                failed += [mark.article] if written is None else []
            if not after:
                break
    if failed:
        raise Failed(", ".join(sorted(failed)))
    return Result(articles, objects)


def _archived(services: Services, mark: Mark) -> int | None:
    """How many objects were written; None where it failed."""
    try:
        written = archive_article(services, mark.article)
    except Exception:
        logger.exception("article %s", mark.article)
        return None
    services.archiving.done(mark)
    return written
