"""Why articles are one story: what was stored, put together and worked out anew. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tocsin.aws.services import Services
from tocsin.errors import InvalidInput, NotFound
from tocsin.queries.wholes import postings_of, read_whole, told_of
from tocsin.stories.belonging import Belonging, belonging
from tocsin.stories.decisions import Decision
from tocsin.stories.index import rarity_by

MAX_COMPARED = 12
"""Articles of a story with which one is compared, the newest ones beside it: as many texts are read."""


@dataclass(frozen=True, slots=True)
class Together:
    """Why the articles of a story are one, or why one of them is in it."""

    story: str
    """Another id than was asked for if that story has become part of this one."""
    articles: tuple[Belonging, ...]
    decisions: tuple[Decision, ...]
    """What a desk decided of the story by hand, the last ones."""
    compared: int
    """Articles that were compared; `size` has all."""
    size: int


def why_together(services: Services, story: str, article: str | None = None) -> Together:
    """For one article of a story, or for the newest of all. Raises `NotFound`, `InvalidInput` for a stranger's."""
    place = services.stories.moved(story)
    whole = read_whole(services, place)
    if article is not None and article not in whole.articles:
        raise InvalidInput("is no article of this story", where="article")
    near = [head for head in whole.heads if head.card.id != article][-MAX_COMPARED:]
    asked = [head for head in whole.heads if head.card.id == article]
    told = told_of(services, [*near, *asked])
    if told is None:
        raise NotFound("the texts of these articles are no longer kept")
    rarity = rarity_by(postings_of(services, [one.article.text for one in told]))
    found = []
    for one in told:
        if article in {None, one.article.id}:
            others = [other for other in told if other is not one]
            found.append(belonging(one, others, rarity))
    if article is None:
        found = [replace(one, meetings=one.meetings[:1]) for one in found]
    decisions = services.decisions.find_many(place.story.decisions)
    return Together(place.story.id, tuple(found), tuple(decisions), len(told), len(whole.heads))


def why_with(services: Services, article: str) -> Together:
    """Why an article is in its story. Raises `NotFound`, also for one that has none yet."""
    story = services.articles.head(article).story
    if story is None:
        raise NotFound("the article is not correlated yet")
    return why_together(services, story, article)
