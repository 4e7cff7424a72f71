"""The route of what a language model has cost."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from tocsin.api.routes import Api, needs
from tocsin.api.views import View
from tocsin.aws.keys import stamp
from tocsin.aws.services import Services

MonthQuery = Annotated[
    str | None, Query(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="YYYY-MM; this month if left out.")
]


class DayItem(View):
    """A day in UTC. Dollars are decimal text."""

    day: str
    calls: int
    input_tokens: int
    output_tokens: int
    paid_usd: str
    committed_usd: str
    """Paid, and set aside for calls under way or for calls whose worker died: what the caps count."""


class UsageMonth(View):
    """What the openai engine has used; empty where it never ran."""

    month: str
    paid_usd: str
    committed_usd: str
    days: list[DayItem]


def add_usage_routes(app: Api, services: Services) -> None:
    @app.get("/v1/usage", summary="Tokens and dollars of a month, by day")
    @needs("read")
    def get_usage(month: MonthQuery = None) -> UsageMonth:
        # Only this route needs the accounts of a model.
        from tocsin.aws.spending import read_month  # noqa: PLC0415  # see above
        from tocsin.engine.openai.prices import dollars  # noqa: PLC0415  # see above

        wanted = month or stamp(services.now())[:7]
        found, _ = read_month(services.table, wanted)
        days = [
            DayItem(
                day=name,
                calls=day.calls,
                input_tokens=day.input_tokens,
                output_tokens=day.output_tokens,
                paid_usd=dollars(day.paid),
                committed_usd=dollars(day.committed),
            )
            for name, day in sorted(found.days.items())
        ]
        paid = sum(day.paid for day in found.days.values())
        return UsageMonth(month=wanted, paid_usd=dollars(paid), committed_usd=dollars(found.committed), days=days)
