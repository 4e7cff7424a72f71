"""Who was rung by a corroboration that does not hold is told, if the operator wants it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tocsin.stories.ledger import Event, Ledger, LedgerClaim
from tocsin.stories.relations import MATCHER
from tocsin.watches.alert import Alert, Occasion, raise_follow_up
from tocsin.watches.model import Watch
from tocsin.watches.quoted import ClaimChange
from tocsin.watches.ring import change_of
from tocsin.watches.rules import evaluate


def correction(
    watch: Watch, occasion: Occasion, told: Sequence[Alert], since: Sequence[Alert], *, ledger: Ledger,
    lost: Sequence[Event], cause: str,
) -> Alert | None:  # fmt: skip
    """The update of the first alerts `told` about claims that they, or the updates `since`, told as corroborated.

    `cause` names what corrected the ledger: one update for each cause. None if none of the claims was told so.
    """
    alerts = (*told, *since)
    changes = _changes(lost, ledger, occasion, alerts, _told_corroborated)
    if not changes:
        return None
    verdict = evaluate(watch.rule, occasion.analysis, occasion.sought, occasion.standing)
    return raise_follow_up(watch, verdict, occasion, told, changes, cancel=False, cause=cause)


def withdrawal(
    watch: Watch, occasion: Occasion, told: Sequence[Alert], since: Sequence[Alert], *, ledger: Ledger,
    events: Sequence[Event], left: bool,
) -> Alert | None:  # fmt: skip
    """The update, or the cancel, of the first alerts `told` because the occasion's article was canceled by its agency.

    None where neither the article nor a claim that `events` changed was told by them or by the updates `since`. It is a
    cancel where nothing is `left` that tells of the story. Of the article it repeats no more than the headline.
    """
    alerts = (*told, *since)
    changes = _changes(events, ledger, occasion, alerts, _is_told)
    if not changes and all(alert.article != occasion.article.id for alert in alerts):
        return None
    verdict = evaluate(watch.rule, occasion.analysis, occasion.sought, occasion.standing)
    raised = raise_follow_up(
        watch, verdict, occasion, told, changes, cancel=not left, cause=_killed(occasion.article.id)
    )
    return replace(raised, summary="", claims=(), more_claims=0)


def _changes(
    events: Sequence[Event], ledger: Ledger, occasion: Occasion, alerts: Sequence[Alert],
    told: Callable[[LedgerClaim, Alert], bool],
) -> list[ClaimChange]:  # fmt: skip
    """Of `events`, those of claims that one of `alerts` has `told`."""
    claims = {claim.id: claim for claim in ledger.claims}
    return [
        change_of(event, claims[event.claim], occasion, alerts)
        for event in events
        if event.claim in claims and any(told(claims[event.claim], alert) for alert in alerts)
    ]


def _is_told(claim: LedgerClaim, alert: Alert) -> bool:
    names = {claim.id, *claim.was}
    return any(quoted.entry in names for quoted in alert.claims) or any(c.claim in names for c in alert.changes)


def _told_corroborated(claim: LedgerClaim, alert: Alert) -> bool:
    names = {claim.id, *claim.was}
    if any(quoted.entry in names and quoted.state == "corroborated" for quoted in alert.claims):
        return True
    return any(change.claim in names and change.change == "corroborated" for change in alert.changes)


def causes_by(article: str) -> tuple[str, ...]:
    """All that an alert by this article may be called by: the story, the article, its being canceled, a matcher."""
    return "", article, _killed(article), *map(matched_by, range(2, MATCHER + 1))


def matched_by(matcher: int) -> str:
    """What the updates are called by that tell what rules of this version made of a story."""
    return f"matcher-{matcher}"


def _killed(article: str) -> str:
    return f"{article}.killed"
