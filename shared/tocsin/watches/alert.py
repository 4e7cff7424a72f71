"""What a watch rings for: one alert per watch and story, with all that a reader needs to see why."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tocsin.model import Analysis, Article, Claim, ClaimKind
from tocsin.watches.model import Severity, Watch
from tocsin.watches.rules import Evidence, Verdict

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


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as it is stored, shown and sent; one watch and one story give one id."""

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


def alert_id(watch: str, story: str) -> str:
    return hashlib.sha256(f"alert\0{watch}\0{story}".encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Occasion:
    """An article with its analysis, in its story, at the time when watches are tried on it."""

    article: Article
    analysis: Analysis
    story: str
    at: str


def raise_alert(watch: Watch, verdict: Verdict, occasion: Occasion) -> Alert:
    """The alert of `watch` for the story, told by the article that made it ring."""
    article, analysis = occasion.article, occasion.analysis
    summary = analysis.summary.text or article.text
    return Alert(
        id=alert_id(watch.id, occasion.story),
        watch=watch.id,
        watch_name=watch.name,
        watch_version=watch.version,
        story=occasion.story,
        article=article.id,
        raised_at=occasion.at,
        severity=watch.severity,
        title=_cut(article.title or summary, MAX_TITLE),
        summary=_cut(summary, MAX_SUMMARY),
        claims=tuple(_quoted(claim, article.text) for claim in analysis.claims[:MAX_CLAIMS]),
        topics=tuple(topic.id for topic in analysis.topics[:8]),
        places=tuple(dict.fromkeys(place.name for place in analysis.places))[:12],
        countries=tuple(dict.fromkeys(place.country for place in analysis.places if place.country))[:12],
        why=verdict.evidence,
        publisher=article.publisher,
        url=article.url,
    )


def _quoted(claim: Claim, text: str) -> QuotedClaim:
    quote = " … ".join(text[span.start : span.end] for span in claim.spans)
    return QuotedClaim(claim.id, _cut(quote, MAX_QUOTE), claim.claimant.name if claim.claimant else None, claim.kind)


def _cut(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
