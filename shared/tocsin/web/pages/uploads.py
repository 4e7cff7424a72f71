"""Uploads: putting files in, and what became of each, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tocsin.aws.keys import stamp
from tocsin.aws.objects import media_type, new_upload_key, upload_metadata
from tocsin.errors import InvalidInput
from tocsin.web.lists import page_of
from tocsin.web.request import MAX_FILES, Reply, redirect
from tocsin.web.routes import Ask, Pages, checked

pages = Pages()
STATES = ("rejected", "failed", "analyzed", "duplicate", "split", "embargoed", "retrying", "pending")
MOST_SENT = 20
"""Uploads of which one page tells what became of them."""
MAX_NAME = 120
UNKNOWN_TYPE = "application/octet-stream"
TOLD = ("title", "publisher", "byline", "url", "published_at", "language")


@pages.page("GET", "uploads", scope="read")
def upload_list(ask: Ask) -> Reply:
    """Those just sent come first, by their ids in `sent`; a part of the page is asked for while they are read."""
    query = ask.request.query
    sent = [upload for upload in query.get("sent", "").split(",") if upload.isalnum()][:MOST_SENT]
    known = ask.services.uploads.known(sent) if sent else {}
    uploads = [known[upload] for upload in sent if upload in known]
    if "part" in query:
        return ask.show("uploads_sent.html", title="Uploads", uploads=uploads)
    state = checked(query.get("state", "rejected" if not sent else "analyzed"), STATES, "state")
    page = page_of(
        ask,
        ["ui-uploads", state],
        lambda at: ask.services.uploads.page(state, limit=50, position=at),  # type: ignore[arg-type]  # checked
    )
    return ask.show(
        "uploads.html",
        title="Uploads",
        sent=uploads,
        listed=page.items,
        next=page.next,
        state=state,
        states=STATES,
        most=MAX_FILES,
    )


@pages.page("POST", "uploads", scope="write", changes=False)  # uploads have states of their own
def upload(ask: Ask) -> Reply:
    """Files of a form, or text that was pasted into it: put into the bucket, as any other upload."""
    files = list(_files(ask))
    if not files:
        raise InvalidInput("choose a file, or paste a text", where="file")
    if len(files) > MOST_SENT:
        raise InvalidInput(f"takes {MOST_SENT} files at a time", where="file")
    told = _told(ask)
    ids = [_put(ask, name, data, kind, told) for name, data, kind in files]
    return redirect(f"uploads?sent={','.join(ids)}")


def _files(ask: Ask) -> Iterator[tuple[str, bytes, str]]:
    for part in ask.request.parts:
        if part.filename and part.data:
            name = part.filename.replace("\\", "/").rpartition("/")[2]
            yield name[-MAX_NAME:] or "file", part.data, part.content_type or UNKNOWN_TYPE
    pasted = ask.request.field("text")
    if pasted:
        yield "pasted.txt", pasted.encode(), "text/plain; charset=utf-8"


def _told(ask: Ask) -> dict[str, str]:
    values = {name: ask.request.field(name) for name in TOLD}
    if values["published_at"]:
        try:
            datetime.fromisoformat(values["published_at"])
        except ValueError as error:
            raise InvalidInput("is no time, as 2026-11-30T08:00+00:00", where="published_at") from error
    if values["language"] and not (len(values["language"]) == 2 and values["language"].isalpha()):
        raise InvalidInput("is two letters, as en", where="language")
    return upload_metadata(values)


def _put(ask: Ask, name: str, data: bytes, content_type: str, told: dict[str, str]) -> str:
    """Noted first, so that what is put is never unknown."""
    services = ask.services
    key, now = new_upload_key(name, by=ask.signed_in.key), services.now()
    noted = services.uploads.expect(key, stamp(now), services.expires(now))
    services.objects.put_upload(key, data, media_type(content_type), told)
    return noted.id
