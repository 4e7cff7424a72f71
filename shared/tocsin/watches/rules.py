"""Does a rule hold of an analysis, and which words say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tocsin.model import Analysis, Place, Span
from tocsin.watches.model import Rule

Condition = Literal["topics.any", "topics.all", "places", "least_claims"]
MAX_WORDS = 3
MAX_WORD_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Evidence:
    """One condition that held: the value that met it and the article's words for it."""

    condition: Condition
    value: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Evidence for each condition that held; `failed` is the first that did not, None if the rule holds."""

    evidence: tuple[Evidence, ...]
    failed: Condition | None = None


def evaluate(rule: Rule, analysis: Analysis, text: str) -> Verdict:
    """Try the conditions in the order of the rule."""
    found: list[Evidence] = []
    topics = {topic.id: topic for topic in analysis.topics}
    if rule.topics.any:
        met = [wanted for wanted in rule.topics.any if wanted in topics]
        if not met:
            return Verdict((), "topics.any")
        found += [Evidence("topics.any", topic, _words(text, topics[topic].spans)) for topic in met]
    if rule.topics.all:
        if any(wanted not in topics for wanted in rule.topics.all):
            return Verdict(tuple(found), "topics.all")
        found += [Evidence("topics.all", topic, _words(text, topics[topic].spans)) for topic in rule.topics.all]
    if rule.places:
        places = [(wanted, place) for wanted in rule.places for place in analysis.places if wanted in _within(place)]
        if not places:
            return Verdict(tuple(found), "places")
        found += [Evidence("places", wanted, _words(text, place.spans)) for wanted, place in places[:8]]
    if rule.least_claims:
        if len(analysis.claims) < rule.least_claims:
            return Verdict(tuple(found), "least_claims")
        found.append(Evidence("least_claims", str(len(analysis.claims))))
    return Verdict(tuple(found))


def _within(place: Place) -> set[str | None]:
    return {place.id, place.region, place.country}


def _words(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    quotes = dict.fromkeys(text[span.start : span.end] for span in spans)
    return tuple(quote[:MAX_WORD_LENGTH] for quote in quotes)[:MAX_WORDS]
