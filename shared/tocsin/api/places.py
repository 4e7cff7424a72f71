"""The route that finds places: rules and filters name them by id."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from tocsin.api.routes import Api, needs
from tocsin.api.views import PlaceItem, PlaceList

Name = Annotated[
    str,
    Query(
        min_length=1, max_length=100, description="A name in any case form, in English, Russian or Ukrainian; an id."
    ),
]
Most = Annotated[int, Query(ge=1, le=50, description="Most places.")]


def add_place_routes(app: Api) -> None:
    @app.get("/v1/places", summary="Places that a name may mean, the likeliest first")
    @needs("read")
    def find_places(name: Name, limit: Most = 10) -> PlaceList:
        # Only this route needs the gazetteer, which takes some milliseconds to read.
        from tocsin.engine.places import find_named  # noqa: PLC0415  # see above

        return PlaceList(items=[PlaceItem.model_validate(entry) for entry in find_named(name, limit)])
