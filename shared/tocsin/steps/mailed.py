"""A mail that came in by Amazon SES: from whom it may come, and what it becomes.

What lies under `uploads/mail/` was put there by SES, and by nobody else: uploads of the API have keys that nobody
chooses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tocsin.aws.services import Services
    from tocsin.reading.newsletter import Entry
    from tocsin.reading.parts import Parts

PREFIX = "uploads/mail/"


def mail_parts(services: Services, key: str, data: bytes) -> Parts | None:
    """Its articles, where it carries several; links alone are sent to collect. None for a mail that is one article.

    Raises `UntrustedSender`. Of what was sent to collect before a crash each page is put once.
    """
    from tocsin.reading.bounds import Bounds  # noqa: PLC0415  # readers are loaded by the first upload
    from tocsin.reading.mail import read_mail_head  # noqa: PLC0415  # as above
    from tocsin.reading.mailfrom import check_sender  # noqa: PLC0415  # as above
    from tocsin.reading.newsletter import article_parts, entries_of  # noqa: PLC0415  # as above
    from tocsin.reading.parts import Parts, gathered  # noqa: PLC0415  # as above

    if not key.startswith(PREFIX) or "!" in key:
        return None
    check_sender(data, services.settings.mail_senders)
    bounds = Bounds()
    entries = entries_of(data, bounds)
    bare = [entry for entry in entries if not entry.is_whole]
    wanted = [entry for entry in bare if _may_be_fetched(services, entry)]
    whole = len(entries) - len(bare)
    if not wanted and whole < 2:  # one article with some links is one article
        return None
    publisher, _ = read_mail_head(data)
    for number, entry in enumerate(wanted):
        services.queues.collect_link(entry.url, publisher, number)
    parts = gathered(article_parts(data, entries), bounds)
    return Parts(parts.parts, (*parts.notes, *_notes(len(wanted), len(bare) - len(wanted))))


def _may_be_fetched(services: Services, entry: Entry) -> bool:
    host = (urlsplit(entry.url).hostname or "").lower()
    return any(host == one or host.endswith(f".{one}") for one in services.settings.mail_hosts)


def _notes(fetched: int, left: int) -> list[str]:
    notes = [f"Links that are fetched: {fetched}."] if fetched else []
    return notes + ([f"Links left out, as their hosts are not among MailHosts: {left}."] if left else [])
