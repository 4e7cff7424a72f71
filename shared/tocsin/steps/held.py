"""What agencies say of an item beside its text: an embargoed one waits, a canceled one takes its articles back.

Whichever of an item and its cancellation comes first, or both at once, the cancellation reaches each article: each
notes itself in one write, and is answered by it what the other noted.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.aws.keys import stamp
from tocsin.aws.objects import BY_KEY
from tocsin.errors import Rejected
from tocsin.steps.fault import fault
from tocsin.steps.messages import ObjectPut, written_put

if TYPE_CHECKING:
    from tocsin.aws.records import Upload
    from tocsin.aws.services import Services
    from tocsin.reading.standing import Standing

_FEEDS = "uploads/feeds/"
_MAIL = "uploads/mail/"


def wait(services: Services, put: ObjectPut, upload: Upload, until: datetime) -> dict[str, str]:
    """Have the upload read again when its time has come; what its state tells. Raises `Withheld` beyond retention."""
    from tocsin.reading.standing import Withheld  # noqa: PLC0415  # loaded with the readers

    expires = services.expires(put.at)
    if until.timestamp() >= expires:
        raise Withheld("it is embargoed for longer than uploads are kept: upload it again when its time has come")
    services.uploads.wait(upload.id, stamp(until), written_put(put, services.settings.bucket), expires)
    fault("analyze.waiting")
    return {"until": stamp(until), "reason": f"its publisher embargoed it until {stamp(until)}"}


def check_item(services: Services, put: ObjectPut, standing: Standing) -> None:
    """Raises `Withheld` for a version of an item that its agency canceled since."""
    from tocsin.reading.standing import Withheld  # noqa: PLC0415  # loaded with the readers

    if standing.item is None:
        return
    killed = services.items.killed(scope_of(put.key), standing.item)
    if killed is not None and killed.reaches(standing.version, standing.created):
        raise Withheld("its publisher has canceled this item since: what it told is withdrawn")


def note_item(services: Services, put: ObjectPut, standing: Standing, article: str, version: str) -> None:
    """Note what an item became, after its article was handed on: a cancellation that was faster is handed on now."""
    if standing.item is None:
        return
    killed = services.items.note(scope_of(put.key), standing, article, version, services.expires(put.at))
    fault("analyze.item-noted")
    if killed is not None and killed.reaches(standing.version, standing.created):
        services.queues.correlate(article, version, killed=killed.upload)


def cancel_item(services: Services, put: ObjectPut, upload: Upload, error: Rejected) -> None:
    """Take back what became of an item's earlier versions, if `error` says that it is canceled."""
    standing: Standing | None = getattr(error, "standing", None)
    if standing is None or standing.held != "canceled" or standing.item is None:
        return
    killed, versions = services.items.kill(scope_of(put.key), standing, upload.id, services.expires(put.at))
    fault("analyze.item-killed")
    for version in versions:
        if killed.reaches(version.version, version.created):
            services.queues.correlate(version.article, version.v, killed=killed.upload)


def scope_of(key: str) -> str:
    """Within which the names of items count: what a feed, a mail or an API key brings says nothing of what others did.

    What is put into the bucket past the API is one: who may do that runs this deployment.
    """
    if key.startswith(_MAIL):
        return _MAIL
    parts = 3 if key.startswith(_FEEDS) else 2 if key.startswith(BY_KEY) else 0
    return "/".join(key.split("/")[:parts])
