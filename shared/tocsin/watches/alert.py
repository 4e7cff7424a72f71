"""What a watch rings for: one alert per watch and story, then updates and a cancel that refer to it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal

from tocsin.model import Analysis, Article, Claim
from tocsin.stories.likeness import Kin
from tocsin.watches.model import Language, Rule, Severity, Watch
from tocsin.watches.pace import Hold
from tocsin.watches.phrases import Exhausted, Sought
from tocsin.watches.quoted import MAX_NAME, ClaimChange, QuotedClaim, cut, quoted
from tocsin.watches.rules import Condition, Evidence, Standing, Verdict, watched_claims
from tocsin.watches.severity import Certainty, Urgency, certainty_of, higher, urgency_of

MsgType = Literal["alert", "update", "cancel"]
DISCLAIMER = "Media monitoring, not an official warning. Claims are their claimants', not established facts."
"""What everything that is sent says of itself."""

IN_WORDS: frozenset[Condition] = frozenset({"topics.any", "topics.all", "places", "words.any", "words.all"})
"""Conditions that words of the article meet."""
MAX_CLAIMS = 5
MAX_CONSIDERED = 300
"""Claims of an article, the key ones first, among which those are looked for that met the rule."""
MAX_LOOKED_AT = 2_000
"""Characters of a claim in which words that met the rule are looked for."""
MAX_SUMMARY = 800
MAX_TITLE = 300
MAX_EVIDENCE = 12
"""A rule may have three hundred values, all of them met: so many are told, and the rest is counted."""
MAX_URL = 2_048


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
    gravity: Severity = "minor"
    """The watch's severity, or that of the harm that is reported if that is graver: what holds go by."""
    published_at: str | None = None
    since: str | None = None
    """When what it tells of was first reported, as far as its watch was told."""
    origins: int = 1
    """Independent origins that report the story."""
    more_claims: int = 0
    """Claims of the article that are not told here."""
    more_why: int = 0
    """Values of the rule that held and are not told in `why`."""
    told_in: Language = "en"
    timezone: str = "UTC"
    """The language and the time zone that its watch is told in."""
    uploaded_at: str | None = None
    """When the article that it tells of was uploaded; None if it rang for something else than an article's coming."""

    @property
    def incident(self) -> str:
        """The one id that an alert shares with all that follows it."""
        return self.references[0] if self.references else self.id


def alert_id(watch: str, story: str, cause: str = "") -> str:
    """The same for the same watch, story and cause; the first alert has no cause but the story."""
    parts = ("alert", watch, story, cause) if cause else ("alert", watch, story)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


@dataclass(frozen=True)
class Occasion:
    """An article with its analysis, in its story, at the time when watches are tried on it."""

    article: Article
    analysis: Analysis
    story: str
    at: str
    standing: Standing = field(default_factory=Standing)
    kin: tuple[Kin, ...] = ()
    """Stories whose alerts count as this one's."""
    uploaded_at: str | None = None
    """When the article was uploaded, if it is its coming that watches are tried on."""

    @cached_property
    def sought(self) -> Sought:
        """Where phrases are looked for, once for all watches."""
        return Sought(readable(self.article), self.analysis)

    @property
    def stories(self) -> tuple[str, ...]:
        """The story, and those whose alerts count as its own."""
        return tuple(dict.fromkeys((self.story, *(kin.story for kin in self.kin))))

    def answers_for(self, alert: Alert) -> bool:
        """Whether an alert of one of `stories` is of this story."""
        of = [kin for kin in self.kin if kin.story == alert.story]
        return alert.story == self.story or any(not kin.only or alert.article in kin.only for kin in of)


def readable(article: Article) -> str:
    """Title and text: what words are looked for in. The title comes last, so that spans of the text hold."""
    return article.text if not article.title or article.title in article.text else f"{article.text}\n{article.title}"


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
    cause: str = "",
) -> Alert:
    """An update or the cancel of the first alerts `told`, by the article that changed what they report; `cause` names
    what did, if it was not its coming."""
    return _alert(
        watch,
        verdict,
        occasion,
        alert_id(watch.id, occasion.story, cause or occasion.article.id),
        "cancel" if cancel else "update",
        references=tuple(alert.id for alert in told),
        changes=tuple(changes[:MAX_CLAIMS]),
        since=told[0].since or told[0].published_at or told[0].raised_at,
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
    since: str | None = None,
) -> Alert:
    article, analysis, standing = occasion.article, occasion.analysis, occasion.standing
    summary = analysis.summary.text or article.text
    reported = higher(watch.severity, occasion.sought.severity)
    leading = claims_first(watch.rule, verdict, occasion)
    published = stamp(article.published_at) if article.published_at else None
    return Alert(
        id=id_,
        watch=watch.id,
        watch_name=watch.name,
        watch_version=watch.version,
        story=occasion.story,
        article=article.id,
        raised_at=occasion.at,
        severity=reported if watch.rises else watch.severity,
        title=cut(article.title or summary, MAX_TITLE),
        summary=cut(summary, MAX_SUMMARY),
        claims=tuple(
            quoted(
                claim,
                article.text,
                meets=meets,
                state=standing.states.get(claim.id),
                entry=standing.entries.get(claim.id),
            )
            for claim, meets in leading[:MAX_CLAIMS]
        ),
        topics=tuple([topic.id for topic in analysis.topics if topic.mode in watch.rule.topics.modes][:8]),
        places=tuple(dict.fromkeys(cut(place.name, MAX_NAME) for place in analysis.places))[:12],
        countries=tuple(dict.fromkeys(place.country for place in analysis.places if place.country))[:12],
        why=verdict.evidence[:MAX_EVIDENCE],
        publisher=cut(article.publisher, MAX_NAME) if article.publisher else None,
        url=article.url if article.url and len(article.url) <= MAX_URL else None,
        msg_type=msg_type,
        references=references,
        changes=changes,
        urgency=urgency_of(analysis, article.published_at, datetime.fromisoformat(occasion.at)),
        certainty=_certainty([claim for claim, _ in leading[:MAX_CLAIMS]], standing),
        language=analysis.language,
        gravity=reported,
        published_at=published,
        since=since or published,
        origins=standing.origins,
        more_claims=max(0, len(analysis.claims) - MAX_CLAIMS),
        more_why=max(0, len(verdict.evidence) - MAX_EVIDENCE),
        told_in=watch.delivery.language,
        timezone=watch.delivery.timezone,
        uploaded_at=occasion.uploaded_at,
    )


def claims_first(rule: Rule, verdict: Verdict, occasion: Occasion) -> list[tuple[Claim, bool]]:
    """The article's claims with whether they met the rule: those that met most of it first, the sure ones of
    those, then the key ones.

    A claim meets what its words hold: the topic's, the place's, the rule's own. Where the rule names claimants or kinds
    it must be theirs as well.
    """
    considered = occasion.analysis.claims[:MAX_CONSIDERED]
    words = [tuple(word.casefold() for word in one.words) for one in verdict.evidence if one.condition in IN_WORDS]
    named = {claim.id for claim in _named(rule, occasion)}
    met = {
        claim.id: sum(any(word in claim.text[:MAX_LOOKED_AT].casefold() for word in some) for some in words)
        for claim in considered
    }
    ordered = sorted(considered, key=lambda claim: (claim.id not in named, -met[claim.id], not claim.sure))
    choosy = bool(rule.claimants or rule.kinds)
    return [(claim, claim.id in named and (choosy or met[claim.id] > 0)) for claim in ordered]


def _named(rule: Rule, occasion: Occasion) -> tuple[Claim, ...]:
    """Claims of the claimants and kinds of the rule, none if there were too many words to tell."""
    try:
        return watched_claims(rule, occasion.analysis, occasion.sought)
    except Exhausted:
        return ()


def _certainty(claims: Sequence[Claim], standing: Standing) -> Certainty:
    states, grades = standing.states, standing.grades
    return certainty_of((states[claim.id], grades.get(claim.id, ())) for claim in claims if claim.id in states)


def stamp(time: datetime) -> str:
    """As times stand in alerts: UTC to the millisecond."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
