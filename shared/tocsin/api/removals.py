"""Routes of take-downs, for keys of scope admin: what they remove cannot be had back."""

from __future__ import annotations

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field, StringConstraints

from tocsin.api.auth import key_id
from tocsin.api.bodies import JSON_TYPE
from tocsin.api.lists import CursorQuery, Id, Limit, LimitOrNone, paged, whole
from tocsin.api.routes import Api, needs
from tocsin.api.views import Body, Cursor, Read, View
from tocsin.aws.records import Card
from tocsin.aws.services import Services
from tocsin.removal.model import MAX_REASON, MAX_VALUE, By, RemovalState
from tocsin.removal.run import carry_out, order

ReasonQuery = Annotated[str, Query(min_length=1, max_length=MAX_REASON, description="Why; kept with the take-down.")]
AgainQuery = Annotated[bool, Query(description="The same text and URLs may come again; on what is gone: from now on.")]


class RemovalRequest(Body):
    """Whose articles, or which ones, are to be looked for."""

    by: Literal["publisher", "url", "name"]
    value: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_VALUE),
        Field(description="A publisher's name or domain, a URL, or a person's name."),
    ]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_REASON)]
    carry_out: Annotated[bool, Field(description="Remove what is found at once, without a look at it.")] = False
    allow_again: Annotated[bool, Field(description="The same texts and URLs may come again.")] = False


class RemovalItem(Read):
    """A take-down and how far it is; `value` is empty once it is done, but for an article's id."""

    id: str
    by: By
    value: str
    reason: str
    ordered_by: str
    at: str
    state: RemovalState
    allow_again: bool
    looked_at: int
    found: int
    removed: int
    elsewhere: tuple[str, ...]
    done_at: str | None
    waits: str | None


class RemovalList(View):
    items: list[RemovalItem]
    next: Cursor = None


class FindingItem(View):
    """An article in which it stands, how often in which parts; `article` is null once it is removed."""

    id: str
    places: dict[str, int]
    article: Card | None


class RemovalDetail(View):
    removal: RemovalItem
    items: list[FindingItem]
    next: Cursor


def add_removal_routes(app: Api, services: Services) -> None:
    @app.delete(
        "/v1/articles/<article_id>",
        summary="Take an article down, from everywhere it stands; it begins within a minute",
        status_code=202,
    )
    @needs("admin")
    def remove_article(
        article_id: Id, reason: ReasonQuery, *, allow_again: AgainQuery = False
    ) -> Response[RemovalItem]:
        by = key_id(app.current_event.raw_event)
        made = order(services, "article", article_id, reason, ordered_by=by, allow_again=allow_again)
        return _accepted(RemovalItem.model_validate(made))

    @app.get("/v1/removals", summary="Take-downs of the last thirty days, the last ordered first")
    @needs("admin")
    def list_removals(limit: LimitOrNone = None, cursor: CursorQuery = None) -> RemovalList:
        page = whole(
            services.cursors,
            (cursor, limit),
            "removals",
            services.removals.all(),
            lambda one: f"{one.at}#{one.id}",
            falling=True,
        )
        return RemovalList(items=[RemovalItem.model_validate(one) for one in page.items], next=page.next)

    @app.post(
        "/v1/removals",
        summary="Look for what is to be taken down; it is removed when that is ordered",
        status_code=202,
    )
    @needs("admin")
    def look_for(request: RemovalRequest) -> Response[RemovalItem]:
        made = order(
            services,
            request.by,
            request.value,
            request.reason,
            ordered_by=key_id(app.current_event.raw_event),
            carry_out=request.carry_out,
            allow_again=request.allow_again,
        )
        return _accepted(RemovalItem.model_validate(made))

    @app.get("/v1/removals/<removal_id>", summary="A take-down, and where what is sought stands")
    @needs("admin")
    def get_removal(removal_id: Id, limit: Limit = 20, cursor: CursorQuery = None) -> RemovalDetail:
        known = services.removals.get(removal_id)
        page = paged(
            services.cursors,
            cursor,
            ["removal", removal_id],
            lambda at: services.removals.findings(removal_id, limit=limit, position=at),
        )
        heads = services.articles.heads([one.article for one in page.items]) if page.items else {}
        cards = {article: head.card for article, head in heads.items()}
        return RemovalDetail(
            removal=RemovalItem.model_validate(known),
            items=[FindingItem(id=f.article, places=f.places, article=cards.get(f.article)) for f in page.items],
            next=page.next,
        )

    @app.post("/v1/removals/<removal_id>/carry-out", summary="Remove what was found", status_code=202)
    @needs("admin")
    def carry_removal_out(removal_id: Id) -> Response[RemovalItem]:
        return _accepted(RemovalItem.model_validate(carry_out(services, removal_id)))


def _accepted(item: RemovalItem) -> Response[RemovalItem]:
    headers = {"Location": f"/v1/removals/{item.id}", "Cache-Control": "no-store"}
    return Response(202, JSON_TYPE, item, headers=headers)
