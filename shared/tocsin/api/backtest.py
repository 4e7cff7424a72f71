"""Routes of back-tests: what a watch would have sent, whether it is stored yet or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field

from tocsin.api.alerts import checked_watch
from tocsin.api.lists import Id, utc
from tocsin.api.routes import Api, needs
from tocsin.api.views import Body, View, WatchBody, WatchId
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput
from tocsin.watches.alert import Alert
from tocsin.watches.backtested import Day, Suppressed
from tocsin.watches.model import Watch

MAX_DAYS = 90
MOST_ARTICLES = 5_000
"""Of one request: 2,000 take seconds (tests/integration/test_backtest.py), and the gateway waits for 29."""
DAYS = 7
UNSAVED = "unsaved"
"""The id of a watch that has none yet, in its alerts."""

Days = Annotated[int, Query(ge=1, le=MAX_DAYS, description="How many days back from now.")]
SinceQuery = Annotated[datetime | None, Query(description="From this time on, in the place of `days`.")]


class TestedWatch(WatchBody):
    """A watch as it would be saved; the id may be left out."""

    id: WatchId = UNSAVED
    version: Annotated[int, Field(ge=1)] = 1


class BacktestRequest(Body):
    """A watch that need not be saved, and how far back to look."""

    watch: TestedWatch
    days: Annotated[int, Field(ge=1, le=MAX_DAYS)] = DAYS
    since: Annotated[datetime | None, Field(description="From this time on, in the place of `days`.")] = None


class BacktestAnswer(View):
    """What would have been sent. If not `complete`, it is of the time from `covered_since` to `covered_until`."""

    watch: str
    since: str
    until: str
    complete: bool
    covered_since: str
    covered_until: str
    articles: int
    days: dict[str, Day]
    """By day in UTC; a day without articles is left out."""
    outcomes: dict[str, int]
    """Articles by what came of them: `rang`, what held or suppressed the alert, or the first condition that failed."""
    examples: list[Alert]
    suppressed: list[Suppressed]


def add_backtest_routes(app: Api, services: Services) -> None:
    @app.post("/v1/watches/backtest", summary="What a watch would have sent, before it is saved")
    @needs("read", alone=True)
    def backtest_watch(body: BacktestRequest) -> BacktestAnswer:
        watch = checked_watch(services, body.watch.model_dump())
        return _run(services, watch, body.days, body.since, "body.since")

    @app.post("/v1/watches/<watch_id>/backtest", summary="What a saved watch would have sent, were it enabled")
    @needs("read", alone=True)
    def backtest_saved_watch(watch_id: Id, days: Days = DAYS, since: SinceQuery = None) -> BacktestAnswer:
        return _run(services, services.watches.get(watch_id), days, since, "since")


def _run(services: Services, watch: Watch, days: int, since: datetime | None, where: str) -> BacktestAnswer:
    # Only these routes need the ledger's logic.
    from tocsin.reports.past import run_backtest  # noqa: PLC0415  # see above

    report = run_backtest(services, watch, begin_of(services.now(), days, since, where), most=MOST_ARTICLES)
    result = report.result
    return BacktestAnswer(
        watch=report.watch,
        since=report.since,
        until=report.until,
        complete=report.complete,
        covered_since=report.covered_since,
        covered_until=report.covered_until,
        articles=result.articles,
        days=result.days,
        outcomes=result.outcomes,
        examples=list(result.examples),
        suppressed=list(result.suppressed),
    )


def begin_of(now: datetime, days: int, since: datetime | None, where: str) -> datetime:
    """Where a back-test begins. Raises `InvalidInput` for a time that is ahead or too far back."""
    earliest = now - timedelta(days=MAX_DAYS)
    begin = now - timedelta(days=days) if since is None else utc(since, where)
    if not earliest <= begin < now:
        raise InvalidInput(f"is not within the last {MAX_DAYS} days", where=where)
    return begin
