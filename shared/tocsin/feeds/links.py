"""Pages that mails link to: fetched with the manners of feeds, and put under `uploads/` once each."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from tocsin.aws.keys import digest
from tocsin.aws.objects import UPLOADS
from tocsin.errors import FetchError
from tocsin.feeds.collect import BUSY_SECONDS, MAX_REASON, Result
from tocsin.feeds.hosts import Disallowed, HostBusy, Hosts
from tocsin.feeds.items import page_of
from tocsin.feeds.messages import Link

if TYPE_CHECKING:
    from tocsin.aws.services import Services

NAME: Final = "mail"


def follow(services: Services, message: Link, sleep: Callable[[float], None] = time.sleep) -> Result:
    """Fetch the page and put it. One that cannot be had is told in the log, and lost: a mail comes but once."""
    hosts = Hosts(services.table, services.fetcher, services.now, sleep)
    try:
        taken = page_of(message.link, hosts)
    except HostBusy:
        services.queues.collect_link(message.link, message.publisher, BUSY_SECONDS)
        return Result(NAME, "busy")
    except (FetchError, Disallowed) as error:
        return Result(NAME, "asked", reason=str(error)[:MAX_REASON])
    if taken is None:
        return Result(NAME, "asked", reason="no page that can be read")
    told = {"url": message.link} | ({"publisher": message.publisher} if message.publisher else {})
    key = f"{UPLOADS}feeds/{NAME}/{digest('link', message.link)}"
    put = services.objects.put_new_upload(key, taken.data, taken.content_type, told)
    return Result(NAME, "asked", put=int(put))
