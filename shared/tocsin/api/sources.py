"""Routes of sources: how reliable the desk holds each to be.

Everybody may see a grade; to give one needs scope admin: what is held to be reliable is not for each writer to say.
"""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import StringConstraints

from tocsin.api.routes import Api, needs
from tocsin.api.views import Body, Read, View
from tocsin.aws.grades import MAX_DOMAIN, Grade
from tocsin.aws.services import Services
from tocsin.reports.sources import SourceReport, grade_domain, source_report
from tocsin.stories.origins import Reliability

Domain = Annotated[str, Path(pattern=r"^[A-Za-z0-9.-]+$", max_length=MAX_DOMAIN, description="As `example.org`.")]


class GradeRequest(Body):
    """A grade of the Admiralty Code: A completely reliable, B usually, C fairly, D not usually, E not, F unknown."""

    grade: Reliability
    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)] | None = None


class GradeList(View):
    items: list[Grade]


class SourceArticleItem(Read):
    """An article that the source stands behind, as the article names it."""

    id: str
    at: str
    title: str | None
    publisher: str | None
    url: str | None


class SourceDetail(View):
    """A graded source, and the articles that the grade applies to: by address, or by a name that is the domain's."""

    domain: str
    grade: Reliability
    note: str | None
    updated_at: str
    origins: tuple[str, ...]
    articles: list[SourceArticleItem]
    """The newest 20."""
    found: int
    """Articles that it applies to among those looked at."""
    looked_at: int
    """The newest articles of all, 200 at most."""

    @classmethod
    def of(cls, report: SourceReport) -> SourceDetail:
        source = report.source
        return cls(
            domain=source.domain,
            grade=source.grade,
            note=source.note,
            updated_at=source.updated_at,
            origins=source.origins,
            articles=[SourceArticleItem.model_validate(article) for article in report.articles],
            found=report.found,
            looked_at=report.looked_at,
        )


def add_source_routes(app: Api, services: Services) -> None:
    @app.get("/v1/sources", summary="Sources that have a grade, by domain; all others count as F")
    @needs("read")
    def list_sources() -> GradeList:
        return GradeList(items=services.grades.all())

    @app.get("/v1/sources/<domain>", summary="The grade of a source")
    @needs("read")
    def get_source(domain: Domain) -> SourceDetail:
        return SourceDetail.of(source_report(services, domain))

    @app.put("/v1/sources/<domain>", summary="Grade a source; counts for articles that come in from then on")
    @needs("admin")
    def grade_source(domain: Domain, body: GradeRequest) -> SourceDetail:
        return SourceDetail.of(grade_domain(services, domain, body.grade, body.note))

    @app.delete("/v1/sources/<domain>", summary="Take a grade back", status_code=204)
    @needs("admin")
    def ungrade_source(domain: Domain) -> Response[None]:
        services.grades.delete(domain)
        return Response(204)
