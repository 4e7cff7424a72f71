"""What tells of an article elsewhere: alerts, digests, and what the desk noted of these.

What was not sent goes. Of what was sent there stays that it was sent, without a word of the article: mails and messages
that went out cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

from tocsin.aws.alerts import Sent
from tocsin.aws.graves import Grave
from tocsin.aws.keys import stamp
from tocsin.aws.services import Services
from tocsin.digests.model import Digest
from tocsin.errors import Conflict
from tocsin.model import Analysis
from tocsin.removal.story import Left
from tocsin.stories.sightings import MAX_QUOTE
from tocsin.watches.alert import Alert, alert_id
from tocsin.watches.correct import causes_by
from tocsin.watches.pace import Hold
from tocsin.watches.why import Outcome

TAKEN_DOWN = "(taken down)"
"""The title of an alert whose article was taken down."""
DIGESTED = timedelta(days=10)
"""By then every digest, or "n more", that could tell of an alert was put together."""
PAGE = 100
RINGING: tuple[Outcome, ...] = ("rang", *get_args(Hold))
"""What came of a watch that the article met: an alert, sent at once or held."""
SILENT: Outcome = "story-has-alert"


def alerts_of(services: Services, left: Left, watches: Collection[str], causes: Sequence[str]) -> list[Sent]:
    """The alerts of the article's stories: an alert's id follows from its watch, story and cause."""
    ids = [alert_id(watch, story, cause) for watch in sorted(watches) for story in left.stories for cause in causes]
    return services.alerts.find_many(list(dict.fromkeys(ids))) if ids else []


def forget_alerts(services: Services, grave: Grave, left: Left, analysis: Analysis | None) -> list[Alert]:
    """Take the article out of all alerts; answers those that it raised."""
    said = analysis.claims if analysis else ()
    words = frozenset(" ".join(claim.text.split())[:MAX_QUOTE] for claim in said)
    causes = dict.fromkeys((*causes_by(grave.article), *left.articles))
    found = alerts_of(services, left, services.alerts.watches_told(left.stories), tuple(causes))
    own = [sent.alert for sent in found if sent.alert.article == grave.article]
    _forget_bulletins(services, grave, own)
    services.desk.forget("alert", [alert.id for alert in own])
    found.sort(key=lambda sent: not sent.alert.references)  # the first alert leads to those that follow it
    for sent in found:
        if sent.alert.article != grave.article:
            _without_words(services, sent.alert, words)
        elif sent.sent_at is None:
            services.alerts.remove(sent.alert)
        else:
            services.alerts.put_back(emptied(sent.alert))
    return own


def emptied(alert: Alert) -> Alert:
    """That it rang, when and by which watch, without what it told."""
    return replace(
        alert, title=TAKEN_DOWN, summary="", claims=(), why=(), changes=(), publisher=None, url=None, more_claims=0
    )


def _without_words(services: Services, alert: Alert, words: frozenset[str]) -> None:
    """An update by another article may tell what this one said before."""
    changes = tuple(
        change
        for change in alert.changes
        if not any(told is not None and told.text in words for told in (change.before, change.after))
    )
    if changes != alert.changes:
        services.alerts.put_back(replace(alert, changes=changes))


def ring_again(services: Services, grave: Grave, left: Left) -> None:
    """Where the article's alert went unsent, the first that was silent because of it is tried again.

    Nobody is to miss the event because the article that told it first is gone. The note of what came of the other
    article goes first; a message that comes twice finds what the first one did.
    """
    own = services.alerts.why(grave.article)
    rang = {watch for outcome in RINGING if own for watch in own.outcomes.get(outcome, ())}
    there = {sent.alert.watch for sent in alerts_of(services, left, rang, ("",))}
    whys = services.alerts.whys(list(left.articles)) if rang - there else {}
    tried: set[str] = set()
    for watch in sorted(rang - there):
        silent = (one for one in left.articles if one in whys and watch in whys[one].outcomes.get(SILENT, ()))
        if (article := next(silent, None)) is not None and article not in tried:
            tried.add(article)
            _try_again(services, article, grave.article)


def _try_again(services: Services, article: str, gone: str) -> None:
    head = services.articles.find(article)
    if head is not None:
        services.queues.correlate(article, head.v, after=gone)
        services.alerts.forget_why(article)


def _forget_bulletins(services: Services, grave: Grave, alerts: Sequence[Alert]) -> None:
    for digest in _digests(services, alerts):
        kept = tuple(story for story in digest.stories if story.last.article != grave.article)
        if kept != digest.stories:
            with suppress(Conflict):
                gone = len(digest.stories) - len(kept)
                services.bulletins.put_back(replace(digest, stories=kept, more=digest.more + gone))


def _digests(services: Services, alerts: Sequence[Alert]) -> Iterator[Digest]:
    """Those that may tell of these alerts."""
    if not alerts:
        return
    raised = [datetime.fromisoformat(alert.raised_at) for alert in alerts]
    since, until, position = stamp(min(raised)), stamp(max(raised) + DIGESTED), None
    watches = {alert.watch for alert in alerts}
    while True:
        page = services.bulletins.page(limit=PAGE, since=since, until=until, position=position)
        for kept in page.items:
            if isinstance(kept.bulletin, Digest) and kept.bulletin.watch in watches:
                yield kept.bulletin
        position = page.next
        if position is None:
            return
