"""The route of counts over time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from tocsin.api.lists import IdQuery, Since, Until, utc
from tocsin.api.routes import Api, needs
from tocsin.api.views import View
from tocsin.aws.services import Services
from tocsin.digests.counts import Subject
from tocsin.errors import InvalidInput
from tocsin.queries.counts import Count, Step, counts

USUAL = timedelta(days=7)

Country = Annotated[str | None, Query(pattern=r"^[A-Za-z]{2}$", description="A country by its code, `GE`.")]
By = Annotated[Step, Query(description="Steps in UTC.")]


class CountItem(View):
    """One step."""

    begin: datetime
    articles: int
    """Of the topic and country."""
    all: int
    hours: int
    """How many of its hours were counted; of one that was not nothing is known."""


class CountList(View):
    items: list[CountItem]
    """From the first to the last."""


def add_count_routes(app: Api, services: Services) -> None:
    @app.get("/v1/counts", summary="Articles of a topic and a country over time, by hour or day")
    @needs("read")
    def list_counts(
        topic: IdQuery = None, place: Country = None, by: By = "day", since: Since = None, until: Until = None
    ) -> CountList:
        end = services.now() if until is None else utc(until, "to")
        begin = end - min(USUAL, end - datetime.min.replace(tzinfo=end.tzinfo)) if since is None else utc(since, "from")
        if begin >= end:
            raise InvalidInput("is not before `to`: nothing lies between them", where="from")
        subject = Subject(topic, place.upper() if place else None)
        return CountList(items=[_item(one) for one in counts(services, subject, begin, end, by)])


def _item(one: Count) -> CountItem:
    return CountItem(begin=one.begin, articles=one.articles, all=one.all, hours=one.hours)
