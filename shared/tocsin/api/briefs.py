"""Briefs, of a story and of a day: Markdown, or a document of Word."""

from __future__ import annotations

import base64
from datetime import date
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

from tocsin.api.lists import Id
from tocsin.api.routes import Api, needs
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput
from tocsin.reports.brief import markdown, markdown_of
from tocsin.reports.briefs import day_brief, story_brief
from tocsin.reports.worddoc import DOCX_TYPE, docx

Form = Literal["md", "docx"]
MARKDOWN_TYPE = "text/markdown; charset=utf-8"
ANSWERS: dict[int, OpenAPIResponse] = {
    200: {
        "description": "The brief, with a footnote for each source",
        "content": {
            "text/markdown": {"schema": {"type": "string"}},
            DOCX_TYPE: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}
FormQuery = Annotated[Form, Query(alias="format", description="Markdown, or a document of Word.")]
Day = Annotated[date, Query(description="A day in UTC.")]


def add_brief_routes(app: Api, services: Services) -> None:
    @app.get("/v1/stories/<story_id>/brief", summary="A story on a sheet, with its sources", responses=ANSWERS)
    @needs("read")
    def get_story_brief(story_id: Id, form: FormQuery = "md") -> Response[Any]:
        return _answer(form, *written(services, form, story=story_id))

    @app.get("/v1/brief", summary="The stories of a day on a sheet: what was said in them that day", responses=ANSWERS)
    @needs("read")
    def get_day_brief(day: Day, form: FormQuery = "md") -> Response[Any]:
        return _answer(form, *written(services, form, day=day))


def written(services: Services, form: Form, *, story: str = "", day: date | None = None) -> tuple[str, bytes]:
    """A name for the file of a brief, and its bytes. Raises `NotFound`."""
    now = services.now()
    if day is None:
        brief = story_brief(services, story)
        body = docx(brief.title, [brief], now) if form == "docx" else markdown(brief, now).encode()
        return f"story-{story}.{form}", body
    if day.year < 1970 or day.year > 9998:
        raise InvalidInput("is no day of news", where="day")
    title, briefs = f"What was said on {day.isoformat()}", day_brief(services, day)
    body = docx(title, briefs, now) if form == "docx" else markdown_of(title, briefs, now).encode()
    return f"day-{day.isoformat()}.{form}", body


def _answer(form: Form, name: str, body: bytes) -> Response[Any]:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form == "docx":
        # Powertools would write bytes as text while it checks them.
        answer = Response(200, DOCX_TYPE, base64.b64encode(body).decode(), headers=headers)
        answer.base64_encoded = True
        return answer
    return Response(200, MARKDOWN_TYPE, body.decode(), headers=headers)
