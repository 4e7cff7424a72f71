"""Routes of what a desk decides of stories by hand, and why articles are one story."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
from pydantic import Field, StringConstraints

from tocsin.api.lists import ID_PATTERN, MAX_PAGE, Id, IdQuery, Since, Until, since_until
from tocsin.api.routes import Api, needs
from tocsin.api.views import Body, Read
from tocsin.aws.services import Services
from tocsin.codec import to_json

# Only these routes need the logic of stories, which takes a tenth of a second to load.
# ruff: noqa: PLC0415

LINES_TYPE = "application/jsonl"
MOST = 500
"""Decisions of one answer, the newest."""
LINES: dict[int, OpenAPIResponse] = {
    200: {
        "description": "Labelled pairs, one JSON object a line",
        "content": {LINES_TYPE: {"schema": {"type": "string"}}},
    }
}
OneId = Annotated[str, StringConstraints(pattern=ID_PATTERN)]


class MergeRequest(Body):
    """The story that becomes part of the one in the path."""

    story: OneId


class SplitRequest(Body):
    """Articles of the story that tell another one."""

    articles: Annotated[list[OneId], Field(min_length=1, max_length=60)]


class DecisionItem(Read):
    """`other` was merged into `story`, or split off from it; `moved` are the articles that changed over."""

    id: str
    kind: Literal["merge", "split"]
    story: str
    other: str
    moved: tuple[str, ...]
    at: str
    by: str
    undone_at: str | None
    undone_by: str | None


class LikenessItem(Read):
    value: float
    words: float
    names: float
    core: float
    times: float


class AgreementItem(Read):
    """What two leads have in common in terms of no language, and how much that says."""

    value: float
    places: tuple[str, ...]
    kinds: tuple[str, ...]
    sites: tuple[str, ...]
    figures: tuple[float, ...]


class MeetingItem(Read):
    """Two articles: the words, names, days and figures that met, and those in which they differ."""

    article: str
    title: str | None
    likeness: LikenessItem
    words: tuple[str, ...]
    names: tuple[str, ...]
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]
    days: tuple[str, ...]
    figures: tuple[str, ...]
    terms: AgreementItem
    one_day: float
    """Words and evidence of terms of two items of one day that tell one event in like words; 0 where that does not join
    them."""
    conflict: str | None
    """In what their leads tell two events; null where they may tell one."""


class BelongingItem(Read):
    """An article and the rest of its story."""

    article: str
    title: str | None
    least: float
    """The likeness from which an article joins a story."""
    least_terms: float
    """The evidence of terms from which two leads tell one event in whatever words or language."""
    least_one_day: float
    """The same for two items of one day."""
    least_names: float
    """The likeness of names below which two that both name somebody are never one story."""
    likeness: LikenessItem | None
    """To the story without the article; null for one that is alone in it."""
    meetings: tuple[MeetingItem, ...]
    """With the other articles, the likest first."""


class TogetherItem(Read):
    """Why the articles of a story are one, or why one of them is in it."""

    story: str
    """Another id than was asked for if that story has become part of this one."""
    articles: tuple[BelongingItem, ...]
    decisions: tuple[DecisionItem, ...]
    compared: int
    """Articles that were compared, of `size`."""
    size: int


def add_decision_routes(app: Api, services: Services) -> None:
    @app.get(
        "/v1/stories/decisions",
        summary="What was decided by hand, as labelled pairs of articles: JSON lines, the newest decisions first",
        responses=LINES,
    )
    @needs("read")
    def list_decisions(since: Since = None, until: Until = None) -> Response[str]:
        from tocsin.stories.decisions import labelled

        low, high = since_until(since, until)
        pairs = (pair for known in services.decisions.newest(low, high, MOST) for pair in labelled(known))
        return Response(200, LINES_TYPE, _lines(pairs))

    @app.post("/v1/stories/decisions/<decision_id>/undo", summary="Take a decision back; rings nobody")
    @needs("write")
    def undo_decision(decision_id: Id) -> DecisionItem:
        from tocsin.steps.decide import undo

        return DecisionItem.model_validate(undo(services, decision_id, _caller(app)))

    @app.post("/v1/stories/<story_id>/merge", summary="Make another story part of this one; rings nobody")
    @needs("write")
    def merge_story(story_id: Id, body: MergeRequest) -> DecisionItem:
        from tocsin.steps.decide import merge

        return DecisionItem.model_validate(merge(services, story_id, body.story, _caller(app)))

    @app.post("/v1/stories/<story_id>/split", summary="Make a story of its own of some articles; rings nobody")
    @needs("write")
    def split_story(story_id: Id, body: SplitRequest) -> DecisionItem:
        from tocsin.steps.decide import split

        return DecisionItem.model_validate(split(services, story_id, body.articles, _caller(app)))

    @app.get(
        "/v1/stories/<story_id>/why",
        summary="Why articles are one story: the words, names, days and figures that met or differ, scores, thresholds",
    )
    @needs("read")
    def get_story_reasons(story_id: Id, article: IdQuery = None) -> TogetherItem:
        from tocsin.queries.belonging import why_together

        return TogetherItem.model_validate(why_together(services, story_id, article))


def _caller(app: Api) -> str:
    """The id of the key behind the request."""
    context: dict[str, Any] = app.current_event.raw_event["requestContext"].get("authorizer") or {}
    return str((context.get("lambda") or {}).get("key_id", "-"))


def _lines(pairs: Iterable[object]) -> str:
    """As many as there is room for."""
    found, size = [], 0
    for pair in pairs:
        line = to_json(pair).decode()
        size += len(line) + 1
        if size > MAX_PAGE:
            break
        found.append(line)
    return "".join(f"{line}\n" for line in found)
