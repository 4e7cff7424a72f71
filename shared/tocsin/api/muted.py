"""Routes of what the desk muted: nobody is rung for it, and it says until when and by whom."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from pydantic import Field, StringConstraints

from tocsin.api.auth import key_id
from tocsin.api.lists import CursorQuery, Id, LimitOrNone, utc, whole
from tocsin.api.routes import Api, needs
from tocsin.api.views import Body, Cursor, Read, View
from tocsin.aws.apikeys import key_by_id
from tocsin.aws.desk import Mutable
from tocsin.aws.keys import stamp
from tocsin.aws.muting import MAX_ORIGIN, mute
from tocsin.aws.services import Services


class MuteRequest(Body):
    """What is to ring nobody, until a time or until it is taken back."""

    kind: Mutable
    item: Annotated[
        str,
        StringConstraints(min_length=1, max_length=MAX_ORIGIN),
        Field(description="Id of the story, watch or channel subscription; of a source its domain, name or origin."),
    ]
    until: Annotated[datetime | None, Field(description="When it ends by itself, within a year.")] = None


class MutedItem(Read):
    """What is muted; `id` is what it is taken back by."""

    id: str
    kind: Mutable
    item: str
    name: str
    by: str
    at: str
    until: str | None


class MutedList(View):
    items: list[MutedItem]
    next: Cursor = None


def add_mute_routes(app: Api, services: Services) -> None:
    @app.get("/v1/muted", summary="What the desk muted, by whom and until when")
    @needs("read")
    def list_muted(limit: LimitOrNone = None, cursor: CursorQuery = None) -> MutedList:
        found = sorted(services.desk.muted(stamp(services.now())), key=lambda one: one.id)
        page = whole(services.cursors, (cursor, limit), "muted", found, lambda one: one.id)
        return MutedList(items=[MutedItem.model_validate(one) for one in page.items], next=page.next)

    @app.post("/v1/muted", summary="Mute a story, a source, a watch or a channel", status_code=201)
    @needs("write")
    def mute_item(request: MuteRequest) -> Response[MutedItem]:
        until = None if request.until is None else utc(request.until, "until")
        made = mute(services, request.kind, request.item, by=caller(app, services), until=until)
        return Response(201, "application/json", MutedItem.model_validate(made))

    @app.delete("/v1/muted/<mute_id>", summary="Take it back: what comes from now on rings again", status_code=204)
    @needs("write")
    def unmute_item(mute_id: Id) -> Response[None]:
        services.desk.take_back(mute_id, stamp(services.now()))
        return Response(204)


def caller(app: Api, services: Services) -> str:
    """The name of the key that a request came with, as others are shown it."""
    who = key_id(app.current_event.raw_event)
    key = key_by_id(services.table, who, services.now())
    return key.name if key else who
