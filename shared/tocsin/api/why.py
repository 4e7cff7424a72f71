"""Routes that say why: all that led to an alert, and why a watch did not ring for an article or a story."""

from __future__ import annotations

from tocsin.api.lists import Id, IdQuery
from tocsin.api.routes import Api, needs
from tocsin.api.views import View
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput
from tocsin.reports.reasons import AlertReasons, StoryReasons, WatchReasons

# Only these routes need the ledger's logic, which takes a tenth of a second to load.
# ruff: noqa: PLC0415


class WatchWhy(View):
    """One of `article` and `story` is there: what was asked about."""

    article: WatchReasons | None = None
    story: StoryReasons | None = None


def add_why_routes(app: Api, services: Services) -> None:
    @app.get("/v1/alerts/<alert_id>/why", summary="All that led to an alert: words, claims, origins, ledger")
    @needs("read")
    def get_alert_reasons(alert_id: Id) -> AlertReasons:
        from tocsin.reports.why import why_alert

        return why_alert(services, alert_id)

    @app.get(
        "/v1/watches/<watch_id>/why",
        summary="Why a watch rang or did not for an article or a story: conditions, what held it, until when",
    )
    @needs("read")
    def get_watch_reasons(watch_id: Id, article: IdQuery = None, story: IdQuery = None) -> WatchWhy:
        from tocsin.reports.why import why_article, why_story

        if (article is None) == (story is None):
            raise InvalidInput("name either an article or a story", where="article" if article is None else "story")
        watch = services.watches.get(watch_id)
        if article is not None:
            return WatchWhy(article=why_article(services, watch, article))
        return WatchWhy(story=why_story(services, watch, story or ""))
