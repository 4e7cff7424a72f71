"""How likely a claim is right: its words, its claimant and its kind, as a reader of the article would judge them."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Draft
from tocsin.engine.claims.speakers.pronouns import FEMALE, MALE
from tocsin.model import Claimant
from tocsin.text.document import Document

RULES: Final = {
    "quote": 0.95,  # marks show the words, a cue beside them the speaker
    "that": 0.85,  # the conjunction shows where the clause begins
    "according": 0.85,  # the marker has no other reading
    "reported": 0.85,  # how far back the claim reaches is inferred from commas
    "clause": 0.8,  # no conjunction: a verb must be recognized
    "told": 0.8,
    "evidence": 0.75,
    "gerund": 0.7,
    "headline": 0.7,  # a colon also opens lists and labels
    "preposition": 0.65,
    "phrase": 0.65,  # a noun phrase can be the thing spoken of rather than what is claimed
    "relative": 0.65,
    "infinitive": 0.65,
    "noun": 0.6,
    "passive": 0.55,  # whose word it is seldom stands beside it
    "seems": 0.5,  # nobody is named
    "adjective": 0.5,  # a state of mind that the article ascribes
    "adjunct": 0.5,  # time and place stand between the cue and the clause
    "colon": 0.5,
}
"""How many of ten claims of each pattern are right. Set by hand in steps of .05, in the order in which readers of news
found them right; how well they hold on texts apart is told in docs/claims-errors.md."""
INNER: Final = 0.85
"""A belief or a wish is the article's word for what somebody thinks: so many of those are as right as what is said."""
OTHER_WORD: Final = 0.75
"""Of "it", "they", "who" and the like as claimant: what they mean is guessed."""
UNRESOLVED: Final = 0.7
"""A pronoun that stays one, or nobody though the pattern has a speaker."""
PERHAPS: Final = 0.85
"""Hedged or negated at the cue."""
LANGUAGE: Final = {"en": 1.0, "ru": 0.95, "uk": 1.0}
"""By the share of claims of general news that a reader found right (tables in docs/claims-errors.md)."""
AUTHOR: Final = 0.8
"""Of a sentence of the article that no speaker has: its words are right, but it may be no claim."""
_OTHER_WORDS: Final = frozenset(("it", "they", "who", "which", "that", "we", "its", "their", "one", "he", "she"))
_NOBODY_NEEDED: Final = frozenset(("seems", "passive"))


def confidence(doc: Document, draft: Draft, claimant: Claimant | None) -> float:
    """0..1, so that of the claims with .9 about nine in ten are right."""
    sure = RULES[draft.rule] * LANGUAGE.get(doc.language, 1.0)
    if draft.inner:
        sure *= INNER
    if draft.hedged or draft.negated:
        sure *= PERHAPS
    return round(sure * _speaker(doc, draft, claimant), 2)


def _speaker(doc: Document, draft: Draft, claimant: Claimant | None) -> float:
    if claimant is None or draft.source is None:
        return 1.0 if draft.rule in _NOBODY_NEEDED else UNRESOLVED
    first, last = draft.source
    lower = doc.lowers[first]
    if last - first > 1:
        return 1.0
    if (lower in MALE or lower in FEMALE) and claimant.name.lower() == lower:
        return UNRESOLVED
    return OTHER_WORD if lower in _OTHER_WORDS and lower not in ("he", "she") else 1.0
