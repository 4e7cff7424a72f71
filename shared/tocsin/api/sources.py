"""Routes of sources: how reliable the desk holds each to be.

Everybody may see a grade; to give one needs scope admin: what is held to be reliable is not for each writer to say.
"""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import StringConstraints

from tocsin.api.bodies import JSON_TYPE
from tocsin.api.lists import CursorQuery, LimitOrNone, whole
from tocsin.api.preconditions import IfMatchOrNot, require_match, tag
from tocsin.api.problems import PreconditionFailed
from tocsin.api.routes import Api, needs
from tocsin.api.views import Body, Cursor, Read, View
from tocsin.aws.grades import MAX_DOMAIN, Grade
from tocsin.aws.services import Services
from tocsin.codec import to_json
from tocsin.errors import Conflict, NotFound
from tocsin.reports.sources import SourceReport, grade_domain, source_report
from tocsin.stories.origins import Reliability

Domain = Annotated[str, Path(pattern=r"^[A-Za-z0-9.-]+$", max_length=MAX_DOMAIN, description="As `example.org`.")]


class GradeRequest(Body):
    """A grade of the Admiralty Code: A completely reliable, B usually, C fairly, D not usually, E not, F unknown."""

    grade: Reliability
    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)] | None = None


class GradeList(View):
    items: list[Grade]
    next: Cursor = None


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
    def list_sources(limit: LimitOrNone = None, cursor: CursorQuery = None) -> GradeList:
        page = whole(services.cursors, (cursor, limit), "sources", services.grades.all(), lambda one: one.domain)
        return GradeList(items=list(page.items), next=page.next)

    @app.get("/v1/sources/<domain>", summary="The grade of a source; its `ETag` before the point is that of the grade")
    @needs("read")
    def get_source(domain: Domain) -> Response[SourceDetail]:
        return _answer(source_report(services, domain))

    @app.put("/v1/sources/<domain>", summary="Grade a source; counts for articles that come in from then on")
    @needs("admin")
    def grade_source(domain: Domain, body: GradeRequest, if_match: IfMatchOrNot = None) -> Response[SourceDetail]:
        expected = _expected(services, domain, if_match)
        try:
            return _answer(grade_domain(services, domain, body.grade, body.note, expected=expected))
        except Conflict as error:
            raise _changed(error, expected) from error

    @app.delete("/v1/sources/<domain>", summary="Take a grade back", status_code=204)
    @needs("admin")
    def ungrade_source(domain: Domain, if_match: IfMatchOrNot = None) -> Response[None]:
        services.grades.get(domain)
        expected = _expected(services, domain, if_match)
        try:
            services.grades.delete(domain, expected=expected)
        except Conflict as error:
            raise _changed(error, expected) from error
        return Response(204)


def _answer(report: SourceReport) -> Response[SourceDetail]:
    shown = to_json((report.articles, report.found, report.looked_at)).decode()
    headers = {"ETag": tag(_edit(report.source), shown)}
    return Response(200, JSON_TYPE, SourceDetail.of(report), headers=headers)


def _expected(services: Services, domain: str, if_match: str | None) -> str | None:
    """When the grade that is changed was given, None where anything may be changed. Raises `PreconditionFailed`."""
    if if_match is None:
        return None
    try:
        source = services.grades.get(domain)
    except NotFound as error:
        raise PreconditionFailed("this source has no grade any more", where="If-Match") from error
    require_match(if_match, tag(_edit(source)))
    return source.updated_at


def _edit(source: Grade) -> str:
    return f"{source.domain} {source.grade} {source.updated_at}"


def _changed(error: Conflict, expected: str | None) -> Conflict | PreconditionFailed:
    """What a refused write means: that another was faster, where one was expected."""
    return error if expected is None else PreconditionFailed("it was changed since; read it again", where="If-Match")
