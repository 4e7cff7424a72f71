"""An article's story without it: told anew by what is left, or gone with it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from tocsin.aws import keys
from tocsin.aws.graves import Grave
from tocsin.aws.lists import Entry
from tocsin.aws.memory import Moved
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.codec import to_json
from tocsin.errors import NotFound
from tocsin.queries.wholes import postings_of
from tocsin.stories.anew import Told
from tocsin.stories.casefile import CaseFile, Filed
from tocsin.stories.index import rarity_by
from tocsin.stories.retell import retell

COPIES = frozenset({"repost", "revision"})


@dataclass(frozen=True, slots=True)
class Left:
    """The stories that the article was in, the current one first, and the articles that are left of them."""

    stories: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    @property
    def is_gone(self) -> bool:
        return not self.articles


def stories_of(services: Services, grave: Grave) -> Left:
    """What the story is now; nothing where the article never had one, or it is gone."""
    if grave.story is None:
        return Left()
    try:
        story = services.stories.story(grave.story).id
    except NotFound:
        return Left((grave.story,))
    file = services.stories.case_file(story)
    others = tuple(article for article in file.ledger.articles if article != grave.article)
    return Left(tuple(dict.fromkeys((story, *file.parts, grave.story))), others)


def leave_story(services: Services, grave: Grave) -> Left:
    """Take the article out of its story. Raises `Conflict` if another article joins it at this moment."""
    left = stories_of(services, grave)
    with suppress(NotFound):
        moved = services.stories.moved(grave.story or "")
        _retold(services, grave, moved, services.stories.case_file(moved.story.id), left)
    at = grave.head.card.at if grave.head else None
    rows = [Entry("in-story", story, at, grave.article).key for story in left.stories if at]
    services.table.write_many(deletes=rows)
    return left


def _retold(services: Services, grave: Grave, moved: Moved, file: CaseFile, left: Left) -> None:
    memory, expires = services.stories, grave.head.expires if grave.head else services.expires(services.now())
    heads = services.articles.heads(list(left.articles)) if left.articles else {}
    told = _told(services, [heads[article] for article in left.articles if article in heads])
    if not told:
        memory.remove_story(moved, CaseFile(version=file.version + 1), expires)
        services.desk.forget_story(moved.story.id)
        watches = services.alerts.watches_told(left.stories)
        services.table.write_many(deletes=[keys.told(s, watch) for s in left.stories for watch in watches])
        return
    size = moved.story.size - (grave.article in to_json(file).decode())
    rarity = rarity_by(postings_of(services, [one.article.text for one in told]))
    retold = retell(moved.story, file, told, rarity, services.grades.sources(), size=size)
    for article, head in heads.items():
        if head.copy_of == grave.article and article in retold.filed:
            _note_copy(services, article, retold.filed[article])
    memory.put_retold(retold.state, retold.file, moved.at, moved.was, expires)


def _told(services: Services, heads: Sequence[Head]) -> list[Told]:
    """Those whose text and analysis are there yet."""
    analyses = services.articles.analyses(list(heads)) if heads else {}
    found = []
    for head in heads:
        analysis = analyses.get(head.card.id)
        with suppress(NotFound):
            article = head.article(services.objects.text(head.card.id))
            found += [Told(article, analysis, datetime.fromisoformat(head.card.at))] if analysis else []
    return found


def _note_copy(services: Services, article: str, filed: Filed) -> None:
    """What was a copy of the article may be one of another, or the report itself now."""
    if filed.part in COPIES and filed.of is not None:
        services.articles.note_copy(article, filed.of)
    else:
        services.articles.forget_copy(article)
