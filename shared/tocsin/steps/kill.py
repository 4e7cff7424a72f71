"""An agency canceled an article: nothing that it says counts any more, and who was told of it is told that.

The record stays: article, analysis, ledger. The story's file is the note of what was done: it is written last, so that
whoever was stopped begins anew, and finds the updates that were raised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.archive.rows import changed
from tocsin.aws.keys import stamp
from tocsin.aws.muting import muting_of
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.steps.fault import fault
from tocsin.steps.raising import hand_on, keep, silence_of
from tocsin.stories.casefile import CaseFile
from tocsin.stories.ledger import Event
from tocsin.stories.takeback import take_back
from tocsin.watches.alert import Alert, Occasion, alert_id
from tocsin.watches.correct import withdrawal
from tocsin.watches.model import Watch
from tocsin.watches.ring import causes
from tocsin.watches.rules import Standing


def kill(services: Services, head: Head, upload: str, watches: Sequence[Watch]) -> tuple[str, ...]:
    """Take the article's word back; the updates and cancels that were raised, by their ids."""
    articles, article = services.articles, head.card.id
    if head.killed is None:
        articles.note_killed(article, upload)
        fault("correlate.kill-noted")
    if head.story is None:
        return ()  # correlate finds the mark when its turn comes
    story = services.stories.story(head.story)
    before = services.stories.case_file(story.id)
    taken = take_back(before, article, services.now())
    if taken.file is before:
        return ()
    occasion = _occasion(services, head, taken.file, story.id)
    occasion = replace(occasion, kin=story.kin)
    told, muting = services.alerts.watches_told(occasion.stories), muting_of(services)
    raised = [
        keep(services, watch, alert, head.expires)
        for watch in watches
        if watch.enabled and watch.id in told and silence_of(muting, watch, occasion) is None
        for alert in [_told(services, watch, occasion, taken.file, taken.events)]
        if alert is not None
    ]
    hand_on(services, [kept.alert for kept in raised if kept.sent_at is None and kept.alert.hold is None])
    fault("correlate.kill-told")
    services.archiving.put(changed(before, taken.file), head.expires)
    services.stories.put_case_file(story.id, taken.file, head.expires)
    fault("correlate.kill-filed")
    return tuple(kept.alert.id for kept in raised)


def _occasion(services: Services, head: Head, file: CaseFile, story: str) -> Occasion:
    article = head.article(services.objects.text(head.card.id))
    analysis = services.articles.analysis(head.card.id, head.v)
    claims = {
        seen.claim: claim
        for claim in file.ledger.claims
        for seen in (*claim.past, *claim.carried)
        if seen.article == article.id
    }
    standing = Standing(
        len(file.origins),
        {name: claim.state for name, claim in claims.items()},
        {name: claim.id for name, claim in claims.items()},
    )
    return Occasion(article, analysis, story, stamp(services.now()), standing)


def _told(
    services: Services, watch: Watch, occasion: Occasion, file: CaseFile, events: Sequence[Event]
) -> Alert | None:
    firsts = [alert_id(watch.id, story) for story in occasion.stories]
    updates = [alert_id(watch.id, story, cause) for story in occasion.stories for cause in causes(file.ledger, "")]
    kept = {one.alert.id: one.alert for one in services.alerts.find_many([*firsts, *updates])}
    told = [kept[one] for one in firsts if one in kept and occasion.answers_for(kept[one])]
    told.sort(key=lambda alert: (alert.raised_at, alert.id))
    since = [kept[one] for one in updates if one in kept]
    left = any(not member.killed for member in file.members)
    return withdrawal(watch, occasion, told, since, ledger=file.ledger, events=events, left=left) if told else None
