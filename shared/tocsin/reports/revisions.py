"""The versions of an article that its publisher edited, read back and compared one with the next.

Bounded: a walk back over at most ten notes of why, one page of the story's articles, a text and an analysis of each
version that is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.errors import NotFound
from tocsin.model import Analysis, Article
from tocsin.stories.revisions import Difference, difference

MAX_VERSIONS = 10
MAX_LOOKED_AT = 100
"""Articles of the story that later versions are looked for among, the newest first: one batch of notes."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A version of an article; `of` is the one that it revises, None for the first."""

    head: Head
    of: str | None
    difference: Difference | None = None


def revisions(services: Services, article: str) -> tuple[list[Revision], bool]:
    """All versions of an article, the oldest first, and whether older ones are left out. Raises `NotFound`."""
    head = services.articles.head(article)
    older, cut = _older(services, article)
    chain = [*older, article, *_newer(services, head, article)]
    cut = cut or len(chain) > MAX_VERSIONS
    shown = chain[-MAX_VERSIONS:]
    heads = services.articles.heads(shown)
    before = {article: chain[number - 1] if number else None for number, article in enumerate(chain)}
    found = [Revision(heads[one], before[one]) for one in shown if one in heads]
    return _compared(services, found), cut


def _older(services: Services, article: str) -> tuple[list[str], bool]:
    """What the article revises, and what that revises, the oldest first."""
    chain: list[str] = []
    at = article
    while len(chain) < MAX_VERSIONS:
        why = services.alerts.why(at)
        if why is None or why.part != "revision" or why.of is None or why.of in chain:
            return chain[::-1], False
        at = why.of
        chain.append(at)
    return chain[::-1], True


def _newer(services: Services, head: Head, article: str) -> list[str]:
    """What revises the article, and what revises that."""
    if head.story is None:
        return []
    page = services.articles.page("in-story", head.story, limit=MAX_LOOKED_AT)
    whys = services.alerts.whys([other.card.id for other in page.items])
    revised_by = {
        why.of: other for other, why in sorted(whys.items(), key=lambda one: one[1].at) if why.part == "revision"
    }
    chain: list[str] = []
    at = article
    while (later := revised_by.get(at)) is not None and later not in chain and later != article:
        chain.append(later)
        at = later
    return chain


def _compared(services: Services, found: list[Revision]) -> list[Revision]:
    analyses = services.articles.analyses([one.head for one in found])
    read: dict[str, tuple[Article, Analysis]] = {}
    compared = []
    for one in found:
        article = one.head.card.id
        try:
            read[article] = one.head.article(services.objects.text(article)), analyses[article]
        except (NotFound, KeyError):
            compared.append(one)
            continue
        changed = None
        if one.of in read:
            at = one.head.card.published_at or services.now()
            changed = difference(read[one.of], read[article], services.grades.sources(), at)
        compared.append(Revision(one.head, one.of, changed))
    return compared
