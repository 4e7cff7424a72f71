"""An article's place among the stories: the story that it joins, and the file in which its claims are entered.

Stories that it shows to be one are merged, and one that falls apart by it is split; both ring nobody. Rows of lists are
written before what bears them out, and every other effect is one transaction, so that a crash leaves no halves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tocsin.archive.rows import changed
from tocsin.aws.keys import stamp
from tocsin.aws.memory import Moved
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.model import Analysis, Article
from tocsin.steps.fault import fault
from tocsin.stories.casefile import CaseFile, Filed, add_article, articles_of, join_files, part_file
from tocsin.stories.index import StoryState, place
from tocsin.stories.regroup import Parted, part


def find_story(services: Services, head: Head, text: str) -> Moved:
    """Place an article, unless a delivery before this one did, and list it."""
    memory = services.stories
    if head.story is None:
        outcome = place(head.card.id, head.card.title, text, datetime.fromisoformat(head.card.at), memory)
        moved = memory.remember(head, outcome, stamp(services.now()))
        fault("correlate.story-stored")
    else:
        moved = memory.moved(head.story)
    memory.list_story(moved, head)
    fault("correlate.story-listed")
    return moved


def file_article(
    services: Services, head: Head, article: Article, analysis: Analysis, moved: Moved
) -> tuple[StoryState, Filed]:
    """Enter the article's claims; where a delivery before this one did, what it changed is read back.

    Files of stories that were merged into this one are joined to its own first, and it is split if it falls apart.
    """
    memory, story, at = services.stories, moved.story, datetime.fromisoformat(head.card.at)
    before = memory.case_file(story.id)
    file, joined, heads = _joined(services, before, head, story, at)
    trace = story.trace if story.last_article == article.id else None
    filed = add_article(file, article, analysis, services.grades.sources_with(article), at, trace=trace)
    if filed.file.version == before.version:
        return story, filed
    moving = filed.file.ledger.articles if joined else ()
    services.archiving.put({*changed(before, filed.file), *moving} - {article.id}, head.expires)
    parted = None if joined else part(story, articles_of(filed.file), article.id)
    if parted is not None:
        files = _part(services, head, parted, filed.file, moved)
        story, file = (parted.new, files[1]) if article.id in parted.moved else (parted.rest, files[0])
        return story, add_article(file, article, analysis, services.grades.sources(), at)
    memory.put_case_file(story.id, filed.file, head.expires, joined=joined, heads=heads)
    fault("correlate.filed")
    return story, filed


def _joined(
    services: Services, file: CaseFile, head: Head, story: StoryState, at: datetime
) -> tuple[CaseFile, list[str], list[str]]:
    """The file with those of stories merged into its own, these stories, and their articles, which are listed."""
    memory, articles = services.stories, services.articles
    merged = [kin.story for kin in story.kin if not kin.only and kin.story not in file.parts]
    found: list[str] = []
    for other in merged:
        theirs = memory.case_file(other)
        file = join_files(file, other, theirs, at)
        found += theirs.ledger.articles
    heads = articles.heads(found) if found else {}
    if heads:
        memory.list_articles(story.id, list(heads.values()), head.expires)
        fault("regroup.listed")
    return file, merged, list(heads)


def _part(services: Services, head: Head, parted: Parted, file: CaseFile, moved: Moved) -> tuple[CaseFile, CaseFile]:
    """Put two stories in the place of one; answers their files, that of those that stay first."""
    memory, now = services.stories, stamp(services.now())
    heads = services.articles.heads(list(parted.moved))
    title = next((heads[article].card.title for article in parted.moved if article in heads), None)
    files = part_file(file, parted.moved, head.card.id, datetime.fromisoformat(head.card.at))
    services.archiving.put(file.ledger.articles, head.expires)
    memory.list_articles(parted.new.id, list(heads.values()), head.expires, at=now)
    fault("regroup.listed")
    memory.put_parted(replace(parted, new=replace(parted.new, title=title)), files, moved, now, head.expires)
    fault("regroup.parted")
    return files
