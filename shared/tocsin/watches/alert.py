"""What a watch rings for: one alert per watch and story, then updates and a cancel that refer to it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from tocsin.model import Analysis, Article, Claim, ClaimKind
from tocsin.stories.likeness import Kin
from tocsin.stories.states import Change, State
from tocsin.watches.model import Severity, Watch
from tocsin.watches.pace import Hold
from tocsin.watches.rules import Evidence, Standing, Verdict
from tocsin.watches.severity import Certainty, Urgency, certainty_of, higher, severity_of, urgency_of

MsgType = Literal["alert", "update", "cancel"]
DISCLAIMER = "Media monitoring, not an official warning. Claims are their claimants', not established facts."
"""What everything that is sent says of itself."""

MAX_CLAIMS = 5
MAX_QUOTE = 400
MAX_SUMMARY = 800
MAX_TITLE = 300


@dataclass(frozen=True, slots=True)
class QuotedClaim:
    """A claim with the article's own words for it."""

    id: str
    quote: str
    claimant: str | None
    kind: ClaimKind
    state: State | None = None
    entry: str | None = None
    """What the claim is called in its story's ledger."""


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What became of a watched claim: the reason for an update or a cancel."""

    claim: str
    change: Change
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as it is stored, shown and sent; one watch and one story give one id, a follow-up one per cause."""

    id: str
    watch: str
    watch_name: str
    watch_version: int
    story: str
    article: str
    raised_at: str
    severity: Severity
    title: str
    summary: str
    claims: tuple[QuotedClaim, ...]
    topics: tuple[str, ...]
    places: tuple[str, ...]
    countries: tuple[str, ...]
    why: tuple[Evidence, ...]
    publisher: str | None = None
    url: str | None = None
    msg_type: MsgType = "alert"
    references: tuple[str, ...] = ()
    """The first alert of this watch and story, in an update or cancel; those of stories merged into it after it."""
    changes: tuple[ClaimChange, ...] = ()
    urgency: Urgency = "unknown"
    certainty: Certainty = "unknown"
    language: str | None = None
    hold: Hold | None = None
    """Why it waits: quiet hours, a digest, a cooldown or the hourly limit."""
    not_before: str | None = None

    @property
    def incident(self) -> str:
        """The one id that an alert shares with all that follows it."""
        return self.references[0] if self.references else self.id


def alert_id(watch: str, story: str, cause: str = "") -> str:
    """The same for the same watch, story and cause; the first alert has no cause but the story."""
    parts = ("alert", watch, story, cause) if cause else ("alert", watch, story)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Occasion:
    """An article with its analysis, in its story, at the time when watches are tried on it."""

    article: Article
    analysis: Analysis
    story: str
    at: str
    standing: Standing = field(default_factory=Standing)
    kin: tuple[Kin, ...] = ()
    """Stories whose alerts count as this one's."""

    @property
    def stories(self) -> tuple[str, ...]:
        """The story, and those whose alerts count as its own."""
        return tuple(dict.fromkeys((self.story, *(kin.story for kin in self.kin))))

    def answers_for(self, alert: Alert) -> bool:
        """Whether an alert of one of `stories` is of this story."""
        of = [kin for kin in self.kin if kin.story == alert.story]
        return alert.story == self.story or any(not kin.only or alert.article in kin.only for kin in of)


def raise_alert(watch: Watch, verdict: Verdict, occasion: Occasion) -> Alert:
    """The alert of `watch` for the story, told by the article that made it ring."""
    return _alert(watch, verdict, occasion, alert_id(watch.id, occasion.story), "alert")


def raise_follow_up(
    watch: Watch,
    verdict: Verdict,
    occasion: Occasion,
    told: Sequence[Alert],
    changes: Sequence[ClaimChange],
    *,
    cancel: bool,
) -> Alert:
    """An update or the cancel of the first alerts `told`, by the article that changed what they report."""
    return _alert(
        watch,
        verdict,
        occasion,
        alert_id(watch.id, occasion.story, occasion.article.id),
        "cancel" if cancel else "update",
        references=tuple(alert.id for alert in told),
        changes=tuple(changes[:MAX_CLAIMS]),
    )


def _alert(
    watch: Watch,
    verdict: Verdict,
    occasion: Occasion,
    id_: str,
    msg_type: MsgType,
    *,
    references: tuple[str, ...] = (),
    changes: tuple[ClaimChange, ...] = (),
) -> Alert:
    article, analysis = occasion.article, occasion.analysis
    summary = analysis.summary.text or article.text
    states, entries, grades = occasion.standing.states, occasion.standing.entries, occasion.standing.grades
    shown = analysis.claims[:MAX_CLAIMS]
    return Alert(
        id=id_,
        watch=watch.id,
        watch_name=watch.name,
        watch_version=watch.version,
        story=occasion.story,
        article=article.id,
        raised_at=occasion.at,
        severity=higher(watch.severity, severity_of(analysis)),
        title=_cut(article.title or summary, MAX_TITLE),
        summary=_cut(summary, MAX_SUMMARY),
        claims=tuple(
            replace(_quoted(claim, article.text), state=states.get(claim.id), entry=entries.get(claim.id))
            for claim in shown
        ),
        topics=tuple([topic.id for topic in analysis.topics if topic.mode in watch.rule.topics.modes][:8]),
        places=tuple(dict.fromkeys(place.name for place in analysis.places))[:12],
        countries=tuple(dict.fromkeys(place.country for place in analysis.places if place.country))[:12],
        why=verdict.evidence,
        publisher=article.publisher,
        url=article.url,
        msg_type=msg_type,
        references=references,
        changes=changes,
        urgency=urgency_of(analysis, article.published_at, datetime.fromisoformat(occasion.at)),
        certainty=certainty_of((states[claim.id], grades.get(claim.id, ())) for claim in shown if claim.id in states),
        language=analysis.language,
    )


def _quoted(claim: Claim, text: str) -> QuotedClaim:
    quote = " … ".join(text[span.start : span.end] for span in claim.spans)
    claimant = claim.claimant.name if claim.claimant else None
    return QuotedClaim(claim.id, _cut(quote, MAX_QUOTE), claimant, claim.kind)


def _cut(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
