"""Routes of topics: the taxonomy that articles are held against, and what a desk adds to it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from pydantic import Field, StringConstraints

from tocsin.api.backtest import DAYS, MAX_DAYS, begin_of
from tocsin.api.lists import ID_PATTERN, CursorQuery, Id, LimitOrNone, whole
from tocsin.api.preconditions import IfMatch, expected_of, version_of
from tocsin.api.problems import PreconditionFailed
from tocsin.api.routes import Api, needs
from tocsin.api.views import Body, Cursor, View, WatchId
from tocsin.aws.services import Services
from tocsin.errors import Conflict, InvalidTopic
from tocsin.reports.suggest import Suggestion
from tocsin.reports.topics import TopicTrial
from tocsin.topics.model import OwnTopic

# The taxonomy, which takes some milliseconds to read, and the logic of topics are loaded by these routes alone.
# ruff: noqa: PLC0415

Code = Annotated[str, StringConstraints(min_length=8, max_length=8, pattern=r"^[0-9]{8}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Language = Annotated[str, StringConstraints(min_length=1, max_length=10)]
PatternLines = Annotated[str, StringConstraints(max_length=40_000)]


class TopicItem(View):
    """A topic that articles are held against."""

    id: str
    label: str
    definition: str
    iptc: str | None
    own: bool = False
    """Whether the desk added it."""
    version: int | None = None
    """Of an own topic."""


class TopicList(View):
    version: str
    """Of the built-in taxonomy, and after a `+` of all own topics together: as the versions of an analysis have it."""
    items: list[TopicItem]
    next: Cursor = None


class TopicVersions(View):
    """What an own topic was, the last version first; 100 at most."""

    items: list[OwnTopic]
    next: Cursor = None


class TopicBody(Body):
    """A topic in the schema of the taxonomy (docs/topics.md)."""

    id: WatchId | None = None
    """Made of the label where it is left out."""
    label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
    definition: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
    iptc: Code | None = None
    related: Annotated[list[Code], Field(max_length=10, default_factory=list)]
    subject: Code | None = None
    blame: bool = False
    words: Annotated[
        dict[Name, Annotated[str, StringConstraints(min_length=1, max_length=2_000)]],
        Field(max_length=20, default_factory=dict),
    ]
    patterns: Annotated[dict[Language, PatternLines], Field(min_length=1, max_length=3)]
    """Lines by language: `en`, `ru`, `uk`."""
    version: Annotated[int, Field(ge=0)] | None = None
    """As an earlier answer had it: what `GET` answers can be put back."""
    updated_at: Annotated[str, StringConstraints(max_length=40)] | None = None
    """Not taken over."""

    def topic(self, topic: str | None = None) -> OwnTopic:
        """The topic that it tells, under the id of the path where there is one. Raises `InvalidTopic`."""
        from tocsin.topics.model import read_topic

        if topic is not None and self.id not in {None, topic}:
            raise InvalidTopic("is not the id in the path; a topic keeps its id", where="id")
        data: dict[str, Any] = self.model_dump(exclude={"version", "updated_at"})
        return read_topic({**data, "id": topic or self.id})


class TopicTest(Body):
    """A topic that need not be saved, and how far back to look."""

    topic: TopicBody
    days: Annotated[int, Field(ge=1, le=MAX_DAYS)] = DAYS
    since: Annotated[datetime | None, Field(description="From this time on, in the place of `days`.")] = None


class TopicSuggest(Body):
    """What a topic is to be about: stored articles, or words and short phrases."""

    articles: Annotated[
        list[Annotated[str, StringConstraints(pattern=ID_PATTERN)]], Field(max_length=10, default_factory=list)
    ]
    words: Annotated[
        list[Annotated[str, StringConstraints(min_length=1, max_length=100)]],
        Field(max_length=10, default_factory=list),
    ]


def add_topic_routes(app: Api, services: Services) -> None:
    @app.get("/v1/topics", summary="The taxonomy: built-in topics, and those of the desk")
    @needs("read")
    def list_topics(limit: LimitOrNone = None, cursor: CursorQuery = None) -> TopicList:
        every = topic_list(services)
        page = whole(services.cursors, (cursor, limit), "topics", every.items, lambda one: f"{not one.own:d}{one.id}")
        return TopicList(version=every.version, items=list(page.items), next=page.next)

    @app.post("/v1/topics", summary="A new topic; in force within five minutes", status_code=201)
    @needs("write")
    def create_topic(body: TopicBody) -> Response[OwnTopic]:
        return _answer(services.own_topics.create(body.topic()), 201)

    @app.get("/v1/topics/<topic_id>", summary="A topic with its patterns; the `ETag` of an own one is its version")
    @needs("read")
    def get_topic(topic_id: Id) -> Response[OwnTopic]:
        from tocsin.topics.known import find_topic

        return _answer(find_topic(services, topic_id))

    @app.get("/v1/topics/<topic_id>/versions", summary="Every version of an own topic, also of one that was removed")
    @needs("read")
    def list_topic_versions(topic_id: Id, limit: LimitOrNone = None, cursor: CursorQuery = None) -> TopicVersions:
        page = whole(
            services.cursors,
            (cursor, limit),
            f"versions of {topic_id}",
            services.own_topics.versions(topic_id),
            lambda one: f"{one.version:09}",
            falling=True,
        )
        return TopicVersions(items=list(page.items), next=page.next)

    @app.put("/v1/topics/<topic_id>", summary="Change an own topic; articles that are stored keep what they have")
    @needs("write")
    def change_topic(topic_id: Id, body: TopicBody, if_match: IfMatch = None) -> Response[OwnTopic]:
        expected = version_of(if_match, body.version)
        services.own_topics.get(topic_id)
        try:
            return _answer(services.own_topics.change(body.topic(topic_id), expected))
        except Conflict as error:
            raise PreconditionFailed("the topic was changed since; read it again", where="If-Match") from error

    @app.delete("/v1/topics/<topic_id>", summary="Remove an own topic that no watch names", status_code=204)
    @needs("write")
    def delete_topic(topic_id: Id, if_match: IfMatch = None) -> Response[None]:
        from tocsin.topics.known import require_unused

        expected = expected_of(if_match)
        services.own_topics.get(topic_id)
        require_unused(services, topic_id)
        try:
            services.own_topics.delete(topic_id, expected)
        except Conflict as error:
            raise PreconditionFailed("the topic was changed since; read it again", where="If-Match") from error
        return Response(204)


def add_topic_trial_routes(app: Api, services: Services) -> None:
    @app.post("/v1/topics/test", summary="What a topic would have marked, before it is saved")
    @needs("read", alone=True)
    def try_out_topic(body: TopicTest) -> TopicTrial:
        from tocsin.reports.topics import try_topic

        since = begin_of(services.now(), body.days, body.since, "body.since")
        return try_topic(services, body.topic.topic(), since)

    @app.post("/v1/topics/suggest", summary="Patterns proposed out of examples or words; saves nothing")
    @needs("read", alone=True)
    def suggest_topic(body: TopicSuggest) -> Suggestion:
        from tocsin.reports.suggest import suggest

        return suggest(services, body.articles, body.words)


def topic_list(services: Services) -> TopicList:
    """All topics as they are saved: the own ones first, each part by id."""
    from tocsin.engine.topics import builtin_version
    from tocsin.engine.topics.taxonomy import topic_entries
    from tocsin.topics.marking import InForce

    own = services.own_topics.all()
    version = "+".join(filter(None, (builtin_version(), InForce(own).version)))
    items = [
        TopicItem(id=t.id, label=t.label, definition=t.definition, iptc=t.iptc, own=True, version=t.version)
        for t in own
    ]
    items += [TopicItem(id=t.id, label=t.label, definition=t.definition, iptc=t.iptc) for t in topic_entries()]
    return TopicList(version=version, items=items)


def _answer(topic: OwnTopic, status: int = 200) -> Response[OwnTopic]:
    headers = {"ETag": f'"{topic.version}"', "Location": f"/v1/topics/{topic.id}"}
    return Response(status, "application/json", topic, headers=headers)
