"""Routes of uploads: tickets to put objects, and what became of them."""

from __future__ import annotations

import re
import secrets
from typing import Annotated, Literal
from urllib.parse import quote

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from tocsin.api.lists import CursorQuery, Id, Limit, paged
from tocsin.api.routes import Api, needs
from tocsin.api.views import UploadPage, UploadRequest, UploadTicket
from tocsin.aws.keys import stamp
from tocsin.aws.objects import UPLOAD_SECONDS, UPLOADS
from tocsin.aws.records import Upload
from tocsin.aws.services import Services
from tocsin.errors import TooLarge

MAX_METADATA = 2_048
"""Bytes of user-defined metadata, names and values (Amazon S3 user guide, "Working with object metadata")."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
State = Annotated[
    Literal["pending", "retrying", "failed", "analyzed", "duplicate", "rejected"],
    Query(description="An upload being read is in none of these."),
]


def add_upload_routes(app: Api, services: Services) -> None:
    uploads = services.uploads

    @app.post("/v1/uploads", summary="A ticket to upload one article", status_code=201)
    @needs("write")
    def create_upload(request: UploadRequest) -> Response[UploadTicket]:
        now = services.now()
        key = f"{UPLOADS}{secrets.token_hex(8)}/{_UNSAFE.sub('-', request.name)}"
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

    @app.get("/v1/uploads/<upload_id>", summary="What became of an upload")
    @needs("read")
    def get_upload(upload_id: Id) -> Upload:
        return uploads.get(upload_id)


def _metadata(request: UploadRequest) -> dict[str, str]:
    """As headers `x-amz-meta-*`, which are ASCII: percent-encoded UTF-8, as the reader takes it. Raises `TooLarge`."""
    values = {
        "title": request.title,
        "publisher": request.publisher,
        "byline": request.byline,
        "url": request.url,
        "published-at": request.published_at.isoformat() if request.published_at else None,
        "language": request.language,
    }
    written = {name: quote(value, safe=" :/?#[]@!$&'()*+,;=-._~") for name, value in values.items() if value}
    size = sum(len(name) + len(value) for name, value in written.items())
    if size > MAX_METADATA:
        longest = max(written, key=lambda name: len(written[name]))
        raise TooLarge(
            f"what is told of the object takes {size:,} bytes, percent-encoded; S3 keeps {MAX_METADATA:,}",
            where=longest.replace("-", "_"),
        )
    return written
