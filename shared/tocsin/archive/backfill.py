"""What was stored before there was an archive is marked for it."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.aws.lists import FIRST_TIME
from tocsin.aws.services import Services
from tocsin.errors import NotFound

PAGE = 100


def backfill(services: Services, since: str = FIRST_TIME) -> Iterator[int]:
    """Mark all articles listed from `since` on, the newest first; after each page how many so far.

    Raises `NotFound` where the deployment has no archive. What is there already is not written again.
    """
    if not services.archive.on:
        raise NotFound("this stack has no archive: deploy it with Archive=true")
    marked, position = 0, None
    while True:
        page = services.articles.page("article", "all", limit=PAGE, since=since, position=position)
        services.archiving.put((head.card.id for head in page.items), services.expires(services.now()))
        marked += len(page.items)
        yield marked
        position = page.next
        if position is None:
            return
