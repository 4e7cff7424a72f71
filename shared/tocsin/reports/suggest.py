"""Patterns for a new topic out of a few stored articles or words, held against other stored articles; nothing is saved.

Bounded: ten examples and the newest 200 articles of 90 days, whose texts are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from tocsin.aws.keys import stamp
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput
from tocsin.reports.past import PastArticles
from tocsin.topics.contrast import Example, Proposed, propose

MOST_EXAMPLES: Final = 10
MOST_OTHERS: Final = 200
PAGE: Final = 100
DAYS: Final = 90
MOST_TEXT: Final = 20_000
"""Code points of an article that are read."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Proposed lines, and the same put together as the `patterns` of a topic; how many articles they were made of."""

    items: tuple[Proposed, ...]
    patterns: dict[str, str]
    examples: int
    others: int


def suggest(services: Services, articles: Sequence[str], asked: Sequence[str] = ()) -> Suggestion:
    """Raises `InvalidInput` for an article that is not there, or where neither articles nor words are given."""
    wanted = list(dict.fromkeys(articles))
    if not wanted and not asked:
        raise InvalidInput("say which articles or words the topic is about", where="articles")
    known = services.articles.heads(wanted)
    missing = [article for article in wanted if article not in known]
    if missing:
        raise InvalidInput("is no article", where=f"articles[{wanted.index(missing[0])}]")
    examples = _read(services, list(known.values()))
    others = _read(services, [head for head in _newest(services) if head.card.id not in known])
    items = tuple(propose(examples, others, asked))
    lines = {language: [one.line for one in items if one.language == language] for language in ("en", "ru", "uk")}
    patterns = {language: "\n".join(found) for language, found in lines.items() if found}
    return Suggestion(items, patterns, len(examples), len(others))


def _newest(services: Services) -> list[Head]:
    since, found, position = stamp(services.now() - timedelta(days=DAYS)), list[Head](), None
    for _ in range(MOST_OTHERS // PAGE):
        page = services.articles.page("article", "all", limit=PAGE, since=since, position=position)
        found += page.items
        position = page.next
        if position is None:
            break
    return found


def _read(services: Services, heads: list[Head]) -> list[Example]:
    """Title and text of each; texts that are gone are left out."""
    texts = PastArticles(services.articles, services.objects).texts([head.card.id for head in heads])
    return [
        Example(head.card.language, f"{head.card.title or ''}\n{texts[head.card.id][:MOST_TEXT]}")
        for head in heads
        if head.card.id in texts
    ]
