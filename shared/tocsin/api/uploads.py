"""Routes of uploads: tickets to put objects, and what became of them."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from tocsin.api.auth import key_id
from tocsin.api.lists import CursorQuery, Id, Limit, paged
from tocsin.api.routes import Api, needs
from tocsin.api.views import UploadPage, UploadParts, UploadRequest, UploadTicket
from tocsin.aws.keys import stamp
from tocsin.aws.objects import UPLOAD_SECONDS, new_upload_key, upload_metadata
from tocsin.aws.records import Upload
from tocsin.aws.services import Services

State = Annotated[
    Literal["pending", "retrying", "failed", "embargoed", "analyzed", "duplicate", "rejected", "split"],
    Query(description="An upload being read is in none of these."),
]


def add_upload_routes(app: Api, services: Services) -> None:
    uploads = services.uploads

    @app.post("/v1/uploads", summary="A ticket to upload one article", status_code=201)
    @needs("write", changes=False)  # a ticket changes nothing; what is uploaded has a state of its own
    def create_upload(request: UploadRequest) -> Response[UploadTicket]:
        now = services.now()
        key = new_upload_key(request.name, by=key_id(app.current_event.raw_event))
        url, fields = services.objects.presigned_upload(key, request.content_type, _metadata(request))
        upload = uploads.expect(key, stamp(now), services.expires(now))
        ticket = UploadTicket(upload=upload, url=url, fields=fields, expires_in=UPLOAD_SECONDS)
        return Response(201, "application/json", ticket, headers={"Location": f"/v1/uploads/{upload.id}"})

    @app.get("/v1/uploads", summary="Uploads in a state, newest first")
    @needs("read")
    def list_uploads(state: State, limit: Limit = 20, cursor: CursorQuery = None) -> UploadPage:
        page = paged(
            services.cursors,
            cursor,
            ["uploads", state],
            lambda at: uploads.page(state, limit=limit, position=at),
        )
        return UploadPage(items=list(page.items), next=page.next)

    @app.get("/v1/uploads/<upload_id>/parts", summary="What became of each part of an upload that holds many")
    @needs("read")
    def get_parts(upload_id: Id) -> UploadParts:
        parts = uploads.parts(upload_id)
        return UploadParts(items=parts, states=dict(sorted(Counter(part.state for part in parts).items())))

    @app.get("/v1/uploads/<upload_id>", summary="What became of an upload")
    @needs("read")
    def get_upload(upload_id: Id) -> Upload:
        return uploads.get(upload_id)


def _metadata(request: UploadRequest) -> dict[str, str]:
    return upload_metadata(
        {
            "title": request.title,
            "publisher": request.publisher,
            "byline": request.byline,
            "url": request.url,
            "published_at": request.published_at.isoformat() if request.published_at else None,
            "language": request.language,
        }
    )
