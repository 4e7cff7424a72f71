"""Routes of stories."""

from __future__ import annotations

from tocsin.api.known import place_id, require_known
from tocsin.api.ledger import states_of
from tocsin.api.lists import CursorQuery, Id, IdQuery, Limit, Since, Until, paged, since_until
from tocsin.api.parameters import NameQuery, StateQuery
from tocsin.api.routes import Api, needs
from tocsin.api.views import ArticleItem, StoryDetail, StoryItem, StoryPage
from tocsin.aws.services import Services
from tocsin.queries.filters import Filters
from tocsin.queries.stories import AskedStories, stories_page

NEWEST = 20


def add_story_routes(app: Api, services: Services) -> None:
    articles, cursors, stories = services.articles, services.cursors, services.stories

    @app.get("/v1/stories", summary="Stories, the last changed first: all, or by topic, place, claimant and state")
    @needs("read")
    def list_stories(
        *,
        topic: IdQuery = None,
        place: IdQuery = None,
        claimant: NameQuery = None,
        state: StateQuery = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = 20,
        cursor: CursorQuery = None,
    ) -> StoryPage:
        low, high = since_until(since, until)
        place = None if place is None else place_id(place)
        asked = AskedStories(Filters(topic=topic, place=place, claimant=claimant), state)
        page = paged(
            cursors,
            cursor,
            ["stories", low, high, *(one or "" for one in (topic, place, claimant, state))],
            lambda at: stories_page(services, asked, limit=limit, since=low, until=high, position=at),
        )
        if not page.items and cursor is None:
            for kind, value in (("topic", topic), ("place", place)):
                if value is not None:
                    require_known(services, "topic" if kind == "topic" else "place", value)
        return StoryPage(items=[StoryItem.of(state) for state in page.items], next=page.next)

    @app.get("/v1/stories/<story_id>", summary="A story with its newest articles")
    @needs("read")
    def get_story(story_id: Id) -> StoryDetail:
        state = stories.story(story_id)
        file = stories.case_file(state.id)
        low, high = since_until(None, None)
        # The cursor continues in the list of articles of this story.
        page = paged(
            cursors,
            None,
            ["articles", "in-story", state.id, low, high],
            lambda at: articles.page("in-story", state.id, limit=NEWEST, position=at),
        )
        found = [ArticleItem.of(head) for head in page.items]
        return StoryDetail(
            story=StoryItem.of(state),
            origins=list(file.origins),
            claims=states_of(file),
            articles=found,
            next=page.next,
        )
