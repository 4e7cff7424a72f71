"""The articles of a selection, newest first, page by page from where the job is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.reanalysis.model import Job

PAGE = 100
"""Articles of one step forward: what is done again at most after a stop, and one BatchGetItem."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some of a selection; `end` is the position after them, None at the end of the list or of the limit."""

    heads: tuple[Head, ...]
    done: frozenset[str]
    """Those of them that this job is done with already: it was stopped in the middle of them."""
    already: int
    end: str | None

    @property
    def todo(self) -> list[Head]:
        return [head for head in self.heads if head.card.id not in self.done]


def pages(services: Services, job: Job, version: str) -> Iterator[Chosen]:
    """From the job's position on, without articles that show an analysis of this `version` which is not by this job."""
    wanted, position = job.selection, job.position
    left = None if wanted.limit is None else wanted.limit - job.counts.chosen
    while left is None or left > 0:
        page = services.articles.page(
            "article", "all", limit=PAGE, since=wanted.since, until=job.until, position=position
        )
        fitting = [head for head in page.items if wanted.language in (None, head.card.language)]
        shown = [head.card.id for head in fitting if head.v == version]
        done = frozenset(services.reanalyses.outcomes(job.name, shown))
        heads = [head for head in fitting if head.v != version or head.card.id in done][:left]
        left = None if left is None else left - len(heads)
        end = None if left == 0 or page.next is None else _behind(page.next)
        yield Chosen(tuple(heads), done, len(shown) - len(done), end)
        if end is None:
            return
        position = end


def _behind(position: str) -> str:
    """After every row of the last article: a new analysis has another row than the one that stood here."""
    at, mark, rest = position.partition("#")
    return f"{at}#{rest.partition('#')[0]}#" if mark else position
