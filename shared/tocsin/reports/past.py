"""Stored articles of the past for a back-test: analyses from the table, texts from the bucket where they are needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.aws.keys import stamp
from tocsin.errors import NotFound
from tocsin.watches.backtest import backtest
from tocsin.watches.backtested import Backtest
from tocsin.watches.model import Watch
from tocsin.watches.replay import Past

if TYPE_CHECKING:
    from tocsin.aws.articles import Articles
    from tocsin.aws.objects import Objects
    from tocsin.aws.services import Services

PAGE = 500
"""Articles read at once: at most five calls for their cards and five for their analyses, some 6 KB each."""
READERS = 8
"""Texts that are fetched at the same time; a client has ten connections."""

SECONDS_TO_PLAY = 12.0
"""Left for playing back when reading stops: 3,000 articles of watched stories, at 2 to 4 ms each."""
SECONDS_TO_ANSWER = 2.0


@dataclass(frozen=True, slots=True)
class Window:
    """Articles without their texts, the newest first."""

    articles: tuple[Past, ...]
    covered_since: str
    """From this time on every article is there."""
    complete: bool
    """Whether that is as far back as was asked for."""


class PastArticles:
    """Reads back what was analyzed. An article that waits for its story is left out."""

    def __init__(self, articles: Articles, objects: Objects) -> None:
        self._articles = articles
        self._objects = objects

    def window(
        self, since: datetime, until: datetime, *, most: int, go_on: Callable[[], bool] = lambda: True
    ) -> Window:
        """Articles listed from `since` to `until`, at most `most`; `go_on` is asked before each page of them."""
        found: list[Past] = []
        covered, position = stamp(until), None
        low, high = stamp(since), stamp(until)
        while len(found) < most and go_on():
            limit = min(PAGE, most - len(found))
            page = self._articles.page("article", "all", limit=limit, since=low, until=high, position=position)
            heads = [head for head in page.items if head.story is not None]
            analyses = self._articles.analyses(heads)
            found += [
                Past(head.article(""), analyses[head.card.id], head.story or "", datetime.fromisoformat(head.card.at))
                for head in heads
                if head.card.id in analyses
            ]
            if page.next is None:
                return Window(tuple(found), low, complete=True)
            position = page.next
            time, row, _ = position.partition("#")
            covered = time if row else covered
        return Window(tuple(found), covered, complete=False)

    def texts(self, articles: Sequence[str]) -> Mapping[str, str]:
        """The clean texts; those that are gone are left out."""
        with ThreadPoolExecutor(READERS) as readers:
            texts = readers.map(self._text, articles)
            return {article: text for article, text in zip(articles, texts, strict=True) if text is not None}

    def _text(self, article: str) -> str | None:
        try:
            return self._objects.text(article)
        except NotFound:
            return None


@dataclass(frozen=True, slots=True)
class Report:
    """A back-test, and how much of the time that was asked for it covers."""

    watch: str
    since: str
    until: str
    complete: bool
    covered_since: str
    covered_until: str
    result: Backtest


def run_backtest(services: Services, watch: Watch, since: datetime, *, most: int) -> Report:
    """What `watch` would have sent from `since` on, of at most `most` articles and in the time that the process has.

    What does not fit is left out at the far end first: `covered_since` and `covered_until` tell what is there.
    """
    now = services.now()
    past = PastArticles(services.articles, services.objects)
    window = past.window(since, now, most=most, go_on=lambda: services.time_left() > SECONDS_TO_PLAY)
    result = backtest(
        watch,
        window.articles,
        now,
        texts=past.texts,
        sources=services.grades.sources(),
        go_on=lambda: services.time_left() > SECONDS_TO_ANSWER,
    )
    until = stamp(now)
    return Report(
        watch=watch.id,
        since=stamp(since),
        until=until,
        complete=window.complete and result.covered_until is None,
        covered_since=window.covered_since,
        covered_until=result.covered_until or until,
        result=result,
    )
