"""Why a watch rang or did not: each condition of its rule, asked and found, and the sentences that carry the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.model import Analysis, Span, Topic
from tocsin.watches.model import Rule
from tocsin.watches.phrases import Exhausted, Sought
from tocsin.watches.rules import NOT_YET, Condition, Standing, conditions, place_name, watched_claims
from tocsin.watches.severity import severity_of

if TYPE_CHECKING:
    from tocsin.text.document import Document

MAX_FOUND = 12
MAX_SENTENCE = 600
NOT_TRIED = "not-tried"
REASONS: dict[str, str] = {
    "rang": "it rang",
    "digest": "it waits for the watch's digest",
    "quiet-hours": "it waits until the quiet hours of the watch end",
    "cooldown": "it waits because the watch rang shortly before",
    "hourly-limit": "it waits because the watch rang as often as it may in an hour",
    "story-has-alert": "its story had rung, and it changed no claim that was told: only such a change is told again",
    "round-up": "the rule holds, but the article is a briefing or review of what others tell: that rings nobody",
    "not-finished": "the article has so many of the words that watches ask for that it was not searched to the end",
    "watch-off": "the rule holds, but the watch was switched off",
    "watch-muted": "the rule holds, but the watch was muted at that time",
    "story-muted": "the rule holds, but the desk had muted the story",
    "source-muted": "the rule holds, but the desk had muted the source; another source of the story rings",
    NOT_TRIED: "the watch was not there when the article came in, or the article still waits for its story",
}
FAILED: dict[str, str] = {
    "topics.any": "none of the topics that the watch asks for is in the article",
    "topics.all": "not all of the topics that the watch asks for are in the article",
    "places": "none of the places that the watch asks for is in the article",
    "least_claims": "the article has fewer claims than the watch asks for",
    "words.any": "none of the words that the watch asks for is in the article",
    "words.all": "not all of the words that the watch asks for are in the article",
    "words.none": "the article has words that the watch rules out",
    "claimants": "nobody whose claims the watch asks for is quoted in the article",
    "kinds": "the article has no claim of a kind that the watch asks for",
    "languages": "the article is in a language that the watch does not ask for",
    "least_severity": "what the article reports is less severe than the watch asks for",
    "least_origins": "fewer independent sources tell of it than the watch asks for, so far",
    "states": "no claim of the article is in a state that the watch asks for, so far",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a rule: what it asks for, what was there, and the article's words that met it."""

    condition: Condition
    holds: bool
    wanted: tuple[str, ...]
    found: tuple[str, ...]
    words: tuple[str, ...] = ()
    may_yet_hold: bool = False
    """It is of the story rather than of the article: a later article may bring it about."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article in the sentence that they stand in. Offsets are code points, half-open."""

    quote: str
    start: int
    end: int
    sentence: str


def reason(outcome: str) -> str:
    """An outcome in words."""
    return FAILED.get(outcome) or REASONS.get(outcome, outcome)


def checks(rule: Rule, analysis: Analysis, text: str, standing: Standing) -> tuple[Check, ...]:
    """Every condition of the rule, those after the first that fails as well; of a text that has too many of the words
    that are asked for, those before it was given up. `text` is what words are looked for in.
    """
    sought, found = Sought(text, analysis), list[Check]()
    with suppress(Exhausted):
        found += (
            Check(
                condition,
                holds=evidence is not None,
                wanted=_wanted(condition, rule),
                found=_found(condition, rule, analysis, standing, sought),
                words=tuple(dict.fromkeys(word for one in evidence or () for word in one.words)),
                may_yet_hold=evidence is None and condition in NOT_YET,
            )
            for condition, evidence in conditions(rule, analysis, sought, standing)
        )
    return tuple(found)


def _wanted(condition: Condition, rule: Rule) -> tuple[str, ...]:
    asked: dict[Condition, Iterable[object]] = {
        "topics.any": rule.topics.any,
        "topics.all": rule.topics.all,
        "places": map(_place, rule.places),
        "least_claims": (rule.least_claims,),
        "words.any": rule.words.any,
        "words.all": rule.words.all,
        "words.none": rule.words.none,
        "claimants": rule.claimants,
        "kinds": rule.kinds,
        "languages": rule.languages,
        "least_severity": (rule.least_severity,),
        "least_origins": (rule.least_origins,),
        "states": rule.states,
    }
    return tuple(map(str, asked[condition]))


def _found(condition: Condition, rule: Rule, analysis: Analysis, standing: Standing, sought: Sought) -> tuple[str, ...]:
    """What the article or its story has of the kind that the condition asks for; words are told by `Check.words`."""
    there: dict[Condition, Iterable[object]] = {
        "topics.any": map(_told, analysis.topics),
        "topics.all": map(_told, analysis.topics),
        "places": (_place(place.id) for place in analysis.places),
        "least_claims": (sum(claim.confidence >= rule.least_confidence for claim in analysis.claims),),
        "claimants": (claim.claimant.name for claim in analysis.claims if claim.claimant),
        "kinds": (claim.kind for claim in analysis.claims),
        "languages": (analysis.language,),
        "least_severity": (severity_of(analysis),),
        "least_origins": (standing.origins,),
        "states": (standing.states[c.id] for c in watched_claims(rule, analysis, sought) if c.id in standing.states),
    }
    return tuple(dict.fromkeys(map(str, there.get(condition, ()))))[:MAX_FOUND]


def _place(place: str) -> str:
    """With its name and country: "Valencia" is a place of several."""
    name = place_name(place)
    return name if name == place else f"{name} ({place})"


def _told(topic: Topic) -> str:
    return topic.id if topic.mode == "happening" else f"{topic.id} ({topic.mode})"


def passages(document: Document, quotes: Sequence[str]) -> tuple[Passage, ...]:
    """Where each quote stands first in the text; one that is not there (it was of the title) is left out."""
    starts = [(document.text.find(quote), quote) for quote in dict.fromkeys(quotes) if quote]
    return tuple(passage(document, Span(start, start + len(quote))) for start, quote in starts if start >= 0)


def passage(document: Document, span: Span) -> Passage:
    """The words under a span, with the sentence or sentences that they stand in."""
    text = document.text
    touched = [s for s in document.sentences if s.start < span.end and span.start < s.end]
    start, end = (touched[0].start, touched[-1].end) if touched else (span.start, span.end)
    sentence = " ".join(text[start:end].split())
    return Passage(text[span.start : span.end], span.start, span.end, sentence[:MAX_SENTENCE])
