"""Routes of sources: how reliable the desk holds each to be.

Everybody may see a grade; to give one needs scope admin: what is held to be reliable is not for each writer to say.
"""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import StringConstraints

from tocsin.api.routes import Api, needs
from tocsin.api.views import Body, View
from tocsin.aws.grades import MAX_DOMAIN, Grade
from tocsin.aws.services import Services
from tocsin.stories.origins import Reliability

Domain = Annotated[str, Path(pattern=r"^[A-Za-z0-9.-]+$", max_length=MAX_DOMAIN, description="As `example.org`.")]


class GradeRequest(Body):
    """A grade of the Admiralty Code: A completely reliable, B usually, C fairly, D not usually, E not, F unknown."""

    grade: Reliability
    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)] | None = None


class GradeList(View):
    items: list[Grade]


def add_source_routes(app: Api, services: Services) -> None:
    @app.get("/v1/sources", summary="Sources that have a grade, by domain; all others count as F")
    @needs("read")
    def list_sources() -> GradeList:
        return GradeList(items=services.grades.all())

    @app.get("/v1/sources/<domain>", summary="The grade of a source")
    @needs("read")
    def get_source(domain: Domain) -> Grade:
        return services.grades.get(domain)

    @app.put("/v1/sources/<domain>", summary="Grade a source; counts for articles that come in from then on")
    @needs("admin")
    def grade_source(domain: Domain, body: GradeRequest) -> Grade:
        return services.grades.put(domain, body.grade, body.note)

    @app.delete("/v1/sources/<domain>", summary="Take a grade back", status_code=204)
    @needs("admin")
    def ungrade_source(domain: Domain) -> Response[None]:
        services.grades.delete(domain)
        return Response(204)
