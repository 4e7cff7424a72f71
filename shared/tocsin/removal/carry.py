"""An article goes from everywhere it stands.

Every write may be the last before a crash: each step finds what it has to do by what is there, the head with the
article's card and the analysis stay until all that is found by them is gone, and who begins anew ends where it would
have ended. What others write at the same moment is either refused (the head is marked, the story's version has grown)
or found by a second look.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from tocsin.archive.write import forget_article
from tocsin.aws import keys
from tocsin.aws.graves import Grave
from tocsin.aws.keys import stamp
from tocsin.aws.records import FINAL_STATES, Appearance, Upload
from tocsin.aws.services import Services
from tocsin.digests.counts import hour_of
from tocsin.digests.watching import recount
from tocsin.errors import NotFound, Removed, TocsinError
from tocsin.model import Analysis
from tocsin.removal.story import leave_story, stories_of
from tocsin.removal.told import forget_alerts, ring_again

PAGE = 25
"""Appearances between two looks at the time."""
MOST_FORGOTTEN = 200
"""Appearances that go in one step, each with half a dozen calls."""
MOST_WAITING = 1_000
"""Appearances that are looked at in one step where their archives are being taken apart."""
LEAST_SECONDS = 30.0
"""For a page of them."""
MAX_ITEMS = 1_000
MAX_DEPTH = 8
"""Archives in archives, from the article outwards."""
REASON = "taken down"
_MANY = "the article appeared in many uploads; the next step goes on"


class NotYet(TocsinError):
    """The archive that an article came in is still being taken apart: what is in it would be lost with it."""

    code = "not-yet"


class Unfinished(TocsinError):
    """The article appeared often: the next step goes on where this one ended."""

    code = "unfinished"


def take_down(services: Services, article: str, removal: str, *, allow_again: bool = False) -> None:
    """Remove an article; one that was removed is looked for once more.

    Raises `NotFound`, `Conflict`, `NotYet`, and `Unfinished` where it is to be called once more.
    """
    grave = services.graves.dig(article, removal, stamp(services.now()))
    if not allow_again and grave.head is not None and grave.head.card.url:
        grave = services.graves.bar(grave, [grave.head.card.url])
    forget_alerts(services, grave, stories_of(services, grave), _analysis(services, grave))
    left = leave_story(services, grave)
    forget_article(services, article, grave.day, left.articles)
    ring_again(services, grave, left)
    grave = _forget_appearances(services, grave, bars=not allow_again)
    if grave.head is not None:
        recount(services, hour_of(datetime.fromisoformat(grave.head.card.at)))
        for version in filter(None, (grave.head.previous, grave.head.v)):
            services.articles.remove_rows(grave.head, version)
    _forget_items(services, article)
    services.objects.erase_texts(article)
    if allow_again:
        services.graves.lift(grave)
    else:
        services.graves.close(grave)


def _forget_appearances(services: Services, grave: Grave, *, bars: bool) -> Grave:
    """Each row goes after its upload, so that whoever goes on has the rest to do.

    Raises `Unfinished` where some went, and `NotYet` where all that were looked at wait: that is told.
    """
    waits: NotYet | None = None
    forgotten, looked_at = 0, 0
    for seen in _in_turn(services, grave.article):
        if forgotten >= MOST_FORGOTTEN or services.time_left() < LEAST_SECONDS:
            raise Unfinished(_MANY)
        if looked_at >= MOST_WAITING:
            break
        if bars:
            grave = services.graves.bar(grave, [one.url for one in seen if one.url])
        gone = []
        for one in seen:
            try:
                forget_upload(services, one.upload, grave.article)
            except NotYet as wait:
                waits = wait
            else:
                gone.append(one.upload)
        services.articles.forget_appearances(grave.article, gone)
        forgotten, looked_at = forgotten + len(gone), looked_at + len(seen)
    if waits is not None:
        raise Unfinished(_MANY) if forgotten and looked_at >= MOST_WAITING else waits
    return grave


def _in_turn(services: Services, article: str) -> Iterator[list[Appearance]]:
    """Its appearances, a page at a time, from another one on at each step: thousands that wait keep none from going."""
    start = keys.digest("turn", article, stamp(services.now()))
    after = start
    while seen := services.articles.appearances(article, PAGE, after=after, consistent=True):
        yield seen
        after = seen[-1].upload
    after = ""
    while seen := services.articles.appearances(article, PAGE, after=after, consistent=True):
        before = [one for one in seen if one.upload <= start]
        if before:
            yield before
        if len(before) < len(seen):
            return
        after = seen[-1].upload


def forget_upload(services: Services, upload: str, article: str | None) -> None:
    """The objects of an upload that became the article (or, with None, was refused), with those that it came in.

    Of a key under which something else was put since, only what lay there before is removed.
    """
    with suppress(NotFound):
        found = services.uploads.get(upload)
        if article is None and found.code != Removed.code:
            if found.state in FINAL_STATES:
                return  # another object came under its key meanwhile
            raise NotYet("the upload is still being read; it is tried again")
        another = article is not None and found.article not in {article, None}
        for whole in _wholes(services, found.key):
            _erase_whole(services, whole)
        services.objects.erase(found.key, but_newest=another)
        if not another:
            services.uploads.take_down(found, REASON)


def _wholes(services: Services, key: str) -> list[str]:
    """The keys of the archives that a part came in, the outermost first.

    What an object tells of itself is its uploader's word: an archive is followed only if Tocsin took it into this part.
    """
    found: list[str] = []
    while len(found) < MAX_DEPTH:
        parent = services.objects.told(key).get("parent")
        if parent is None or not services.uploads.was_taken_into(parent, key):
            break
        found.append(parent)
        key = parent
    return found[::-1]


def _erase_whole(services: Services, key: str) -> None:
    """The archive's own state stays: what it was taken into is accounted for. Raises `NotYet`.

    What was put in the archive's place since, an article or what is under embargo, stays.
    """
    another = False
    with suppress(NotFound):
        whole: Upload = services.uploads.get(keys.upload_id(key))
        if whole.state not in {*FINAL_STATES, "embargoed"}:
            raise NotYet("the archive that this came in is still being taken apart; it is tried again")
        another = whole.state not in {"split", "rejected"}
    services.objects.erase(key, but_newest=another)


def _analysis(services: Services, grave: Grave) -> Analysis | None:
    if grave.head is None:
        return None
    try:
        return services.articles.analysis(grave.article, grave.head.v)
    except NotFound:
        return None


def _forget_items(services: Services, article: str) -> None:
    """Everything under the article's key but its head, and appearances noted meanwhile: a second look finds them."""
    pk, head = keys.head(article)
    seen = keys.appearance(article, "")[1]
    items = services.table.query(pk, "!", "~", limit=MAX_ITEMS, consistent=True)
    services.table.write_many(
        deletes=[(pk, item["sk"]) for item in items if item["sk"] != head and not item["sk"].startswith(seen)]
    )
