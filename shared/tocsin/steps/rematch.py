"""A stored story by the matching rules of today, and who was rung by a corroboration that no longer holds.

Its file is the note of what was done: it is written last, so that whoever was stopped begins the story anew, and finds
the updates that were raised. A story that is matched so already costs its share of one read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tocsin.archive.rows import changed
from tocsin.aws.alerts import Sent
from tocsin.aws.keys import stamp
from tocsin.aws.muting import muting_of
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.errors import Conflict, NotFound
from tocsin.steps.raising import hand_on, keep, silence_of
from tocsin.stories.casefile import CaseFile
from tocsin.stories.index import StoryState
from tocsin.stories.ledger import Event
from tocsin.stories.relations import MATCHER
from tocsin.stories.rematch import is_current, rematched
from tocsin.watches.alert import Alert, Occasion, alert_id
from tocsin.watches.correct import correction, matched_by
from tocsin.watches.model import Watch
from tocsin.watches.ring import causes
from tocsin.watches.rules import Standing

TRIES = 3
CAUSE = matched_by(MATCHER)
"""What updates of this correction are called by: one for each watch and story."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the rules of today make of a story."""

    story: str
    title: str | None
    lost: tuple[Event, ...] = ()
    """Claims that were corroborated and are not."""
    told: tuple[str, ...] = ()
    """Updates that were raised, or would be: by their ids."""


def rematch_story(
    services: Services, story: StoryState, watches: Sequence[Watch], *, write: bool = True
) -> Corrected | None:
    """Match a story's claims anew; None if they are. Tells those of `watches` that were rung by what does not hold.

    Articles come in meanwhile: what was read is read again. Raises `Conflict` if that does not help either.
    """
    for _ in range(TRIES - 1):
        try:
            return _rematch(services, story, watches, write=write)
        except Conflict:
            continue
    return _rematch(services, story, watches, write=write)


class _Found(NamedTuple):
    """A story as it is to be stored, and what it no longer bears out."""

    story: StoryState
    file: CaseFile
    lost: tuple[Event, ...]


def _rematch(services: Services, story: StoryState, watches: Sequence[Watch], *, write: bool) -> Corrected | None:
    file = services.stories.case_file(story.id)
    if is_current(file.ledger):
        return None
    ledger, lost = rematched(file.ledger, services.now())
    found = _Found(story, replace(file, ledger=ledger, version=file.version + 1), lost)
    heads = services.articles.heads(_articles(found))
    alerts = _corrections(services, found, heads, watches) if lost and watches else []
    if write:
        expires = max((head.expires for head in heads.values()), default=services.expires(services.now()))
        kept = [keep(services, watch, alert, expires) for watch, alert in alerts]
        hand_on(services, [one.alert for one in kept if _is_due(one)])
        services.archiving.put(changed(file, found.file), expires)
        services.stories.put_case_file(story.id, found.file, expires)
    return Corrected(story.id, story.title, lost, tuple(alert.id for _, alert in alerts))


def _articles(found: _Found) -> list[str]:
    """Those by which a correction may be told, and the last one, which says how long all is kept."""
    return list(dict.fromkeys((*found.file.ledger.articles[-1:], *(event.article for event in found.lost))))


def _is_due(kept: Sent) -> bool:
    return kept.sent_at is None and kept.alert.hold is None


def _corrections(
    services: Services, found: _Found, heads: Mapping[str, Head], watches: Sequence[Watch]
) -> list[tuple[Watch, Alert]]:
    """The updates of the watches that have an alert for the story, by an article that is still kept."""
    head = next((heads[event.article] for event in found.lost if event.article in heads), None)
    occasion = _occasion(services, found, head) if head is not None else None
    if occasion is None:
        return []
    told, muting = services.alerts.watches_told(occasion.stories), muting_of(services)
    asked = (one for one in watches if one.id in told and silence_of(muting, one, occasion) is None)
    raised = ((watch, _correction(services, watch, occasion, found)) for watch in asked)
    return [(watch, alert) for watch, alert in raised if alert is not None]


def _occasion(services: Services, found: _Found, head: Head) -> Occasion | None:
    try:
        article = head.article(services.objects.text(head.card.id))
        analysis = services.articles.analysis(head.card.id, head.v)
    except NotFound:
        return None
    claims = {
        seen.claim: claim
        for claim in found.file.ledger.claims
        for seen in (*claim.past, *claim.carried)
        if seen.article == article.id
    }
    sources = services.grades.sources()
    standing = Standing(
        len(found.file.origins),
        {name: claim.state for name, claim in claims.items()},
        {name: claim.id for name, claim in claims.items()},
        {name: tuple(map(sources.grade, claim.origins)) for name, claim in claims.items()},
    )
    return Occasion(article, analysis, found.story.id, stamp(services.now()), standing, found.story.kin)


def _correction(services: Services, watch: Watch, occasion: Occasion, found: _Found) -> Alert | None:
    ledger = found.file.ledger
    firsts = [alert_id(watch.id, story) for story in occasion.stories]
    updates = [alert_id(watch.id, story, cause) for story in occasion.stories for cause in causes(ledger, "")]
    kept = {one.alert.id: one.alert for one in services.alerts.find_many([*firsts, *updates])}
    told = [kept[one] for one in firsts if one in kept and occasion.answers_for(kept[one])]
    since = [kept[one] for one in updates if one in kept]
    told.sort(key=lambda alert: (alert.raised_at, alert.id))
    return correction(watch, occasion, told, since, ledger=ledger, lost=found.lost, cause=CAUSE) if told else None
