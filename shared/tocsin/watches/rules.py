"""Does a rule hold of an article in its story, and which words say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from tocsin.model import Analysis, Claim, Place, Span, Topic
from tocsin.stories.origins import Reliability
from tocsin.stories.states import State
from tocsin.watches.model import SEVERITIES, Rule
from tocsin.watches.phrases import Exhausted, Sought, claimant_line

Condition = Literal[
    "topics.any", "topics.all", "places", "least_claims", "words.any", "words.all", "words.none", "claimants", "kinds",
    "languages", "least_severity", "least_origins", "states",
]  # fmt: skip
Unfinished = Literal["not-finished"]
"""The article's steps were used up (`tocsin.watches.phrases.STEPS`): nobody knows whether the rest holds."""
MAX_WORDS = 3
MAX_WORD_LENGTH = 80
MAX_PLACES = 8

NOT_YET: frozenset[Condition] = frozenset({"least_origins", "states", "least_severity"})
"""Conditions of the story rather than of the article: they may come to hold with a later one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One condition that held: the value that met it and the article's words for it."""

    condition: Condition
    value: str
    words: tuple[str, ...] = ()
    name: str = ""
    """The value for readers: a topic's label, a place with the country it lies in."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Evidence for each condition that held; `failed` is the first that did not, None if the rule holds."""

    evidence: tuple[Evidence, ...]
    failed: Condition | Unfinished | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the story adds to an article: origins that report it, and the state of each of the article's claims."""

    origins: int = 1
    states: dict[str, State] = field(default_factory=dict)
    """By the claim's id in the article."""
    entries: dict[str, str] = field(default_factory=dict)
    """What these claims are called in the story's ledger."""
    grades: dict[str, tuple[Reliability, ...]] = field(default_factory=dict)
    """How the desk grades the origins that stand behind them."""


Checked = tuple[Condition, list[Evidence] | None]
"""A condition with its evidence, None where it does not hold."""


def evaluate(rule: Rule, analysis: Analysis, text: str | Sought, standing: Standing | None = None) -> Verdict:
    """Try the conditions, those of the article before those of its story."""
    found: list[Evidence] = []
    try:
        for condition, evidence in conditions(rule, analysis, text, standing or Standing()):
            if evidence is None:
                return Verdict(tuple(found), condition)
            found += evidence
    except Exhausted:
        return Verdict(tuple(found), "not-finished")
    return Verdict(tuple(found))


def watched_claims(rule: Rule, analysis: Analysis, sought: Sought) -> tuple[Claim, ...]:
    """The claims that the rule is about, if sure enough: of its claimants and kinds where it names any, else all.

    Raises `Exhausted`.
    """
    theirs = frozenset(name for wanted in rule.claimants for name in sought.claimants.with_phrase(wanted))
    return tuple(
        claim
        for claim in analysis.claims
        if claim.confidence >= rule.least_confidence
        and (not rule.kinds or claim.kind in rule.kinds)
        and (not rule.claimants or claimant_line(claim) in theirs)
    )


def conditions(rule: Rule, analysis: Analysis, readable: str | Sought, standing: Standing) -> Iterator[Checked]:
    """Those that the rule has, one by one: who stops at the first that does not hold looks at no other.

    `readable` is what words are looked for in; spans are of its beginning. Raises `Exhausted`.
    """
    sought = Sought(readable, analysis) if isinstance(readable, str) else readable
    text = sought.text.text
    yield from _topics(rule, analysis, text)
    if rule.languages:
        spoken = analysis.language in rule.languages
        yield "languages", [Evidence("languages", analysis.language)] if spoken else None
    if rule.places:
        yield "places", _places(rule, analysis, text)
    if rule.least_claims:
        count = sum(claim.confidence >= rule.least_confidence for claim in analysis.claims)
        enough = count >= rule.least_claims
        yield "least_claims", [Evidence("least_claims", str(count))] if enough else None
    yield from _words_of(rule, sought)
    if rule.claimants or rule.kinds:
        yield _claims(rule, analysis, sought)
    if rule.least_severity != "minor":
        severity = sought.severity
        high = SEVERITIES.index(severity) >= SEVERITIES.index(rule.least_severity)
        yield "least_severity", [Evidence("least_severity", severity)] if high else None
    if rule.least_origins > 1:
        enough = standing.origins >= rule.least_origins
        yield "least_origins", [Evidence("least_origins", str(standing.origins))] if enough else None
    if rule.states:
        watched = watched_claims(rule, analysis, sought)
        met = [(standing.states[c.id], c) for c in watched if standing.states.get(c.id) in rule.states]
        yield "states", [Evidence("states", state, _quotes(text, c.spans)) for state, c in met[:MAX_WORDS]] or None


def _topics(rule: Rule, analysis: Analysis, text: str) -> Iterator[Checked]:
    topics = {topic.id: topic for topic in analysis.topics if topic.mode in rule.topics.modes}
    if rule.topics.any:
        met = [wanted for wanted in rule.topics.any if wanted in topics]
        yield "topics.any", [_topic("topics.any", topics[topic], text) for topic in met] or None
    if rule.topics.all:
        every = all(wanted in topics for wanted in rule.topics.all)
        yield (
            "topics.all",
            [_topic("topics.all", topics[topic], text) for topic in rule.topics.all] if every else None,
        )


def _topic(condition: Condition, topic: Topic, text: str) -> Evidence:
    name = topic.label if topic.mode == "happening" else f"{topic.label} ({topic.mode})"
    return Evidence(condition, topic.id, _quotes(text, topic.spans), name)


def _places(rule: Rule, analysis: Analysis, text: str) -> list[Evidence] | None:
    """Places that a watched one is or holds; a namesake that is hardly less likely counts too, and is told as one."""
    from tocsin.engine.places import lies_in  # noqa: PLC0415  # the gazetteer is loaded for rules with places alone

    met: list[tuple[str, Place, str]] = []
    for wanted in rule.places:
        for place in analysis.places:
            if wanted in {place.id, place.region, place.country} or lies_in(place.id, wanted):
                met.append((wanted, place, place_name(wanted)))
            elif place.rival is not None and lies_in(place.rival, wanted):
                met.append((wanted, place, f"{place_name(place.rival)}, or {place_name(place.id)}"))
    return [
        Evidence("places", wanted, _quotes(text, place.spans), name) for wanted, place, name in met[:MAX_PLACES]
    ] or None


def place_name(place: str) -> str:
    """A place as readers know it, with its country: "Valencia, Venezuela". Its id if the gazetteer has none such."""
    from tocsin.engine.places.gazetteer import gazetteer  # noqa: PLC0415  # for rules with places alone

    entry = gazetteer().by_id(place)
    country = gazetteer().by_id(entry.country) if entry is not None and entry.country else None
    if entry is None or country is None or country.id == entry.id:
        return entry.name if entry is not None else place
    return f"{entry.name}, {country.name}"


def _words_of(rule: Rule, sought: Sought) -> Iterator[Checked]:
    words, text = rule.words, sought.text
    if words.any:
        met = [(phrase, hit) for phrase in words.any if (hit := text.find(phrase))]
        yield "words.any", [Evidence("words.any", phrase, (hit,)) for phrase, hit in met] or None
    if words.all:
        every = [(phrase, hit) for phrase in words.all if (hit := text.find(phrase))]
        held = len(every) == len(words.all)
        yield "words.all", [Evidence("words.all", phrase, (hit,)) for phrase, hit in every] if held else None
    if words.none:
        yield "words.none", None if text.has_any(words.none) else []


def _claims(rule: Rule, analysis: Analysis, sought: Sought) -> Checked:
    """Claimants and kinds must meet in one claim; what fails is named by the condition that nothing meets."""
    text, met = sought.text.text, watched_claims(rule, analysis, sought)
    if not met:
        theirs = any(sought.claimants.with_phrase(wanted) for wanted in rule.claimants)
        return ("kinds" if theirs or not rule.claimants else "claimants"), None
    shown = met[:MAX_WORDS]
    if rule.claimants:
        named = [(claim.claimant.name, claim) for claim in shown if claim.claimant]
        return "claimants", [Evidence("claimants", name, _quotes(text, claim.spans)) for name, claim in named]
    return "kinds", [Evidence("kinds", claim.kind, _quotes(text, claim.spans)) for claim in shown]


def _quotes(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    quotes = dict.fromkeys(text[span.start : span.end] for span in spans)
    return tuple(quote[:MAX_WORD_LENGTH] for quote in quotes)[:MAX_WORDS]
