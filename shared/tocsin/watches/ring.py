"""Does an article ring a watch: for the first time in its story, or because a watched claim changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tocsin.model import Claim, Polarity
from tocsin.stories.ledger import Event, Ledger, LedgerClaim
from tocsin.stories.sightings import Sighting
from tocsin.watches.alert import Alert, Occasion, raise_alert, raise_follow_up
from tocsin.watches.model import Rule, Watch
from tocsin.watches.phrases import Exhausted
from tocsin.watches.quoted import MAX_NAME, MAX_QUOTE, ClaimChange, Words, cut
from tocsin.watches.roundups import is_roundup
from tocsin.watches.rules import Condition, Unfinished, Verdict, evaluate

MAX_CAUSES = 12
"""Articles whose updates are looked for; older ones told what has been told again since, or is told no more."""
TELLING = frozenset({"corroborated", "contradicted", "revised", "withdrawn"})
"""A claim more of a story that has rung is no reason to ring again; a change of a claim that was told is."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a watch makes of an article by itself: the alert it would raise if its story had none."""

    verdict: Verdict
    alert: Alert | None = None

    @property
    def failed(self) -> Condition | Unfinished | Literal["round-up"] | None:
        """The first condition that does not hold; or the article is a round-up, for which nothing rings."""
        return "round-up" if self.alert is None and self.verdict.failed is None else self.verdict.failed


def try_watch(watch: Watch, occasion: Occasion) -> Tried:
    """Try the rule; whether the watch is switched on and may ring now is for others to say."""
    verdict = evaluate(watch.rule, occasion.analysis, occasion.sought, occasion.standing)
    silent = verdict.failed is not None or is_roundup(occasion.article)
    return Tried(verdict, None if silent else raise_alert(watch, verdict, occasion))


def follow_up(
    watch: Watch,
    tried: Tried,
    occasion: Occasion,
    first: Alert,
    *,
    ledger: Ledger,
    events: Sequence[Event],
    others: Sequence[Alert] = (),
    since: Sequence[Alert] = (),
) -> Alert | None:
    """The update or cancel of `first` that the events of this article call for, None if none does.

    What changed must be a claim that these alerts told, or one that a watch names by claimant or kind: of 49 updates on
    a real stream 31 were of other claims, and nearly all of those said nothing that the alert had been about. `others`
    are the watch's first alerts of stories that were merged into this one, `since` the updates of all these that went
    out: who was told by an update is told as well.
    """
    alerts = (first, *others)
    if any(alert.article == occasion.article.id for alert in alerts):
        return None
    if tried.alert is None and (tried.failed == "round-up" or _unwanted(watch, occasion)):
        return None
    claims = {claim.id: claim for claim in ledger.claims}
    told = {claim.id for claim in claims.values() if any(_is_of(claim, alert) for alert in (*alerts, *since))}
    changes = [
        change_of(event, claims[event.claim], occasion, alerts)
        for event in events
        if event.change in TELLING
        and (event.claim in told or (tried.alert is not None and _names_claims(watch.rule)))
        and _is_told(watch, event, claims.get(event.claim))
    ]
    if not changes:
        return None
    cancel = bool(told) and all(claims[claim].state == "withdrawn" for claim in told)
    return raise_follow_up(watch, tried.verdict, occasion, alerts, changes, cancel=cancel)


def causes(ledger: Ledger, article: str) -> list[str]:
    """The articles, but for this one, that changed the ledger's claims, the last first: updates are called by them."""
    events = sorted((event for claim in ledger.claims for event in claim.events), key=lambda event: event.at)
    found = dict.fromkeys(event.article for event in reversed(events) if event.change in TELLING)
    return [cause for cause in found if cause != article][:MAX_CAUSES]


def change_of(event: Event, claim: LedgerClaim, occasion: Occasion, alerts: Sequence[Alert] = ()) -> ClaimChange:
    """An event of the ledger as it is told: the claim, what is said instead, and who says so."""
    said = event.change in {"contradicted", "revised"} and bool(event.before)
    now = next((one for one in occasion.analysis.claims if said and _is_words(one, event.after)), None)
    by = now.claimant.name if now is not None and now.claimant else occasion.article.publisher
    before = event.before or claim.current.text
    was = Words(cut(before, MAX_QUOTE), _polarity_before(event, claim), _hedged_before(before, claim, alerts))
    after = Words(cut(event.after, MAX_QUOTE), event.after_polarity, now.hedged if now else False) if said else None
    new = event.change == "new"
    return ClaimChange(
        event.claim,
        event.change,
        before=None if new else was,
        after=was if new else after,
        by=cut(by, MAX_NAME) if by else None,
        number=event.number,
    )


def _is_words(claim: Claim, text: str) -> bool:
    return " ".join(claim.text.split()).startswith(text)


def _polarity_before(event: Event, claim: LedgerClaim) -> Polarity:
    return event.before_polarity if event.before else claim.current.polarity


def _hedged_before(text: str, claim: LedgerClaim, alerts: Sequence[Alert]) -> bool:
    seen = next((sighting.hedged for sighting in claim.carried if sighting.text == text), None)
    told = (quoted.hedged for alert in alerts for quoted in alert.claims if quoted.entry in {claim.id, *claim.was})
    return seen if seen is not None else next(told, False)


def _names_claims(rule: Rule) -> bool:
    """Whether the rule asks for claims by whose they are or of what kind."""
    return bool(rule.kinds or rule.claimants)


def _unwanted(watch: Watch, occasion: Occasion) -> bool:
    """Whether the watch's owner wants no articles such as this: of another language, or with words ruled out."""
    rule = watch.rule
    if rule.languages and occasion.analysis.language not in rule.languages:
        return True
    try:
        return occasion.sought.text.has_any(rule.words.none)
    except Exhausted:
        return False


def _is_told(watch: Watch, event: Event, claim: LedgerClaim | None) -> bool:
    """Whether the change is of a claim that the watch is about, and large enough where it is of a number."""
    if claim is None:
        return False
    rule = watch.rule
    seen = claim.carried
    if rule.kinds and not any(sighting.kind in rule.kinds for sighting in seen):
        return False
    if rule.claimants and not any(_by(sighting, rule.claimants) for sighting in seen):
        return False
    return event.change != "revised" or event.moved is None or event.moved >= watch.delivery.number_moves


def _by(sighting: Sighting, wanted: tuple[str, ...]) -> bool:
    name = (sighting.claimant or "").casefold()
    return any(word.casefold().rstrip("*") in name for word in wanted)


def _is_of(claim: LedgerClaim, alert: Alert) -> bool:
    """Whether the claim is one that the alert told."""
    return any(quoted.entry in {claim.id, *claim.was} for quoted in alert.claims if quoted.entry)
