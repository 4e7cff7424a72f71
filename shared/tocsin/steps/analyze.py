"""An object was put: read it, analyze it, store the article whole, and hand it on to correlate.

A crash between any two effects leaves the message in its queue. What was stored is found by its id when the message
comes again, and nothing is visible before the head of the article is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tocsin.aws.efforts import ALL
from tocsin.aws.keys import stamp
from tocsin.aws.records import FINAL_STATES, Appearance, Head, Upload, UploadState, card_of, listed_at, version_of
from tocsin.aws.services import Services
from tocsin.errors import Conflict, NotFound, Rejected, Removed
from tocsin.model import Article
from tocsin.steps.fair import BRIEF_SECONDS, BRIEF_TEXT, uploader_of, wait_behind
from tocsin.steps.fault import fault
from tocsin.steps.held import cancel_item, check_item, note_item, wait
from tocsin.steps.mailed import mail_parts
from tocsin.steps.messages import ObjectPut, Reanalyze, read_intake
from tocsin.steps.split import hand_out, parts_of

if TYPE_CHECKING:
    from tocsin.aws.objects import Stored
    from tocsin.reading.parts import Parts as Found
    from tocsin.reading.upload import Item
    from tocsin.reanalysis import model as reanalysis

Outcome = Literal["analyzed", "duplicate", "rejected", "split", "embargoed", "behind", "stale", "done-before"]
MAX_REASON = 500
MAX_NOTES = 20


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one request of a message, for logs and metrics."""

    outcome: Outcome | reanalysis.Outcome
    upload: str | None = None
    article: str | None = None
    code: str | None = None


def handle(services: Services, body: str, *, receives: int = 1) -> list[Result]:
    """Do all that an intake message asks for. Whatever is raised leaves the message to be delivered again."""
    return [
        analyze(services, request, receives=receives) if isinstance(request, ObjectPut) else _again(services, request)
        for request in read_intake(body, services.settings.bucket)
    ]


def analyze(services: Services, put: ObjectPut, *, receives: int = 1) -> Result:
    """Bring one upload to its final state."""
    expires = services.expires(put.at)
    upload = services.uploads.begin(put.key, seq=put.seq, etag=put.etag, at=stamp(put.at), expires=expires)
    if upload is None:
        return Result("stale")
    fault("analyze.begun")
    if upload.state in FINAL_STATES:
        return Result("done-before", upload.id, upload.article, upload.code)
    upload = _note_attempt(services, put, upload, receives)
    try:
        stored = _stored(services, put)
    except Rejected as error:
        return _refused(services, put, upload, error)
    uploader, started = uploader_of(put.key, stored.data), services.worked()
    if services.efforts.spent(uploader):
        return _put_behind(services, put, upload, uploader)
    give_back = services.efforts.charge(uploader) if receives > 1 else _nothing
    try:
        return _bring(services, put, upload, stored, give_back)
    finally:
        give_back()
        services.efforts.note(uploader, services.worked() - started)


def _nothing() -> None:
    """What is given back of an upload that comes for the first time."""


def _bring(services: Services, put: ObjectPut, upload: Upload, stored: Stored, read: Callable[[], None]) -> Result:
    """Read it and bring it on its way; what takes long waits while many such uploads come.

    `read` is called when all that depends on what a new article holds is done.
    """
    from tocsin.reading.bounds import Bounds, TooSlow  # noqa: PLC0415  # readers are loaded by the first upload
    from tocsin.reading.parts import Parts  # noqa: PLC0415  # as above

    brief = services.efforts.spent(ALL)
    try:
        found = _read(services, put, stored, BRIEF_SECONDS if brief else Bounds().seconds)
        if isinstance(found, Parts):
            return _hand_out(services, put, upload, stored, found)
        article, until = found.article, found.standing.embargo
        if brief and len(article.text) > BRIEF_TEXT:
            return _put_behind(services, put, upload, uploader_of(put.key, stored.data), of_all=True)
        if until is not None and until > services.now():
            _finish(services, put, upload, "embargoed", **wait(services, put, upload, until), **_notes(article))
            return Result("embargoed", upload.id)
        check_item(services, put, found.standing)
        services.graves.check_url(article.url)
        head = services.articles.known(article.id)
    except (Rejected, Removed) as error:
        if brief and isinstance(error, TooSlow):
            return _put_behind(services, put, upload, uploader_of(put.key, stored.data), of_all=True)
        return _refused(services, put, upload, error)
    if head is None:
        head = _store(services, put, upload, article, read)
    return _hand_on(services, put, upload, found, head)


def _hand_on(services: Services, put: ObjectPut, upload: Upload, found: Item, head: Head) -> Result:
    """To correlate, unless another upload brought the text first."""
    article = found.article
    if head.first_upload != upload.id:
        note_item(services, put, found.standing, article.id, head.v)
        return _duplicate(services, put, upload, article, head)
    services.queues.correlate(article.id, head.v)
    fault("analyze.handed-on")
    note_item(services, put, found.standing, article.id, head.v)
    _finish(services, put, upload, "analyzed", article=article.id, **_notes(article))
    return Result("analyzed", upload.id, article.id)


def _refused(services: Services, put: ObjectPut, upload: Upload, error: Rejected | Removed) -> Result:
    """The upload's final state. Of what was taken down before the object goes too: nothing that it says is kept.

    A cancellation is no article, and takes back those that it cancels.
    """
    if isinstance(error, Removed):
        services.removals.refuse(upload.id, services.expires(put.at))
        fault("analyze.refused")
    else:
        cancel_item(services, put, upload, error)
    _finish(services, put, upload, "rejected", code=error.code, reason=str(error)[:MAX_REASON])
    return Result("rejected", upload.id, code=error.code)


def _put_behind(services: Services, put: ObjectPut, upload: Upload, uploader: str, *, of_all: bool = False) -> Result:
    _finish(services, put, upload, "retrying", **wait_behind(services, put, upload.id, uploader, of_all=of_all))
    return Result("behind", upload.id)


def _again(services: Services, request: Reanalyze) -> Result:
    from tocsin.steps.reanalyze import reanalyze  # noqa: PLC0415  # uploads need none of it

    done = reanalyze(services, request)
    if done is None or done.outcome is None:
        return Result("done-before", article=request.article)
    return Result(done.outcome, article=request.article, code=done.code)


def _stored(services: Services, put: ObjectPut) -> Stored:
    """The object. Raises `Gone`, and `TooLarge`."""
    try:
        return services.objects.upload(put.key, put.version)
    except NotFound as error:
        raise Gone("the object was deleted before it was read") from error


def _hand_out(services: Services, put: ObjectPut, upload: Upload, stored: Stored, parts: Found) -> Result:
    """Many articles in one upload: each becomes an upload of its own, whose event brings it here."""
    hand_out(services, put.key, stored, parts, services.expires(put.at))
    notes = {"notes": list(parts.notes)} if parts.notes else {}
    _finish(services, put, upload, "split", parts=len(parts.parts), **notes)
    return Result("split", upload.id)


def _read(services: Services, put: ObjectPut, stored: Stored, seconds: float) -> Item | Found:
    """The article in the object, or the articles. Raises `Rejected` for what can never become one.

    One time limit for all that look at it, as others of the batch wait for what is left of the invocation.
    """
    from tocsin.reading.bounds import alarm, bounded_depth  # noqa: PLC0415  # as below
    from tocsin.reading.upload import NO_DOCUMENT, read_item  # noqa: PLC0415  # readers of formats are loaded by the first upload

    with alarm(seconds), bounded_depth(NO_DOCUMENT):
        parts = mail_parts(services, put.key, stored.data) or parts_of(stored, put.key, services.now())
        if parts is not None:
            return parts
        return read_item(
            stored.data,
            name=put.key.rpartition("/")[2],
            content_type=stored.content_type,
            metadata=stored.metadata,
            last_modified=stored.last_modified,
        )


class Gone(Rejected):
    """The object was deleted between its event and its reading."""

    code = "gone"


def _store(services: Services, put: ObjectPut, upload: Upload, article: Article, read: Callable[[], None]) -> Head:
    """Store a new article; the head that is visible in the end, which may be a simultaneous upload's."""
    articles, expires = services.articles, services.expires(put.at)
    analysis = services.analyzed(article)
    read()
    version = version_of(analysis.versions)
    services.objects.put_text(article.id, article.text)
    fault("analyze.text-stored")
    analysis = articles.put_analysis(article.id, version, analysis, expires)
    fault("analyze.body-stored")
    card = card_of(article, analysis, listed_at(article, put.at))
    entries = articles.entries(card, analysis, version, article.text)
    articles.put_rows(article.id, entries, _appearance(put, upload, article), expires, article.text)
    fault("analyze.rows-stored")
    head = Head(card, version, upload.id, article.content_type, expires, uploaded_at=stamp(put.at))
    try:
        articles.put_head(head)
    except Conflict:
        return articles.head(article.id)
    fault("analyze.article-stored")
    return head


def _duplicate(services: Services, put: ObjectPut, upload: Upload, article: Article, head: Head) -> Result:
    """The text is known: note where else it appeared, and point to the upload that brought it first."""
    services.articles.put_rows(article.id, [], _appearance(put, upload, article), head.expires)
    fault("analyze.appearance-stored")
    _finish(services, put, upload, "duplicate", article=article.id, duplicate_of=head.first_upload, **_notes(article))
    return Result("duplicate", upload.id, article.id)


def _note_attempt(services: Services, put: ObjectPut, upload: Upload, receives: int) -> Upload:
    """Tell of a trouble before trying again: a process that is killed cannot tell of it afterwards.

    The last delivery says `failed` in advance, which is true unless it comes back and says otherwise.
    """
    if receives < 2:
        return upload
    last = receives >= services.settings.max_receives
    reason = f"attempt {receives} of {services.settings.max_receives}"
    return _finish(services, put, upload, "failed" if last else "retrying", reason=reason)


def _finish(
    services: Services, put: ObjectPut, upload: Upload, state: UploadState, **outcome: str | int | list[str]
) -> Upload:
    expires = services.expires(put.at)
    services.uploads.list_in(upload, state, expires)
    fault("analyze.listed")
    marked = services.uploads.mark(upload, state, seq=put.seq, expires=expires, **outcome)
    fault("analyze.finished")
    return marked


def _notes(article: Article) -> dict[str, list[str]]:
    return {"notes": [note[:MAX_REASON] for note in article.notes[:MAX_NOTES]]} if article.notes else {}


def _appearance(put: ObjectPut, upload: Upload, article: Article) -> Appearance:
    return Appearance(upload.id, stamp(put.at), article.title, article.publisher, article.url, article.published_at)
