"""How likely a claim is right: its words, its claimant and its kind, as a reader of the article would judge them."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Draft
from tocsin.engine.claims.english.bare_subjects import points_out
from tocsin.engine.claims.english.uttered import SAID
from tocsin.engine.claims.english.wordclasses import AUXILIARY, ENDS_ING, word_bits
from tocsin.engine.claims.speakers.nouns import sort_of
from tocsin.engine.claims.speakers.pronouns import FEMALE, MALE
from tocsin.model import Claimant, ClaimantKind
from tocsin.text.document import Document

RULES: Final = {
    "quote": 0.95,  # marks show the words, a cue beside them the speaker
    "that": 0.85,  # the conjunction shows where the clause begins
    "according": 0.8,  # the marker has no other reading
    "reported": 0.85,  # how far back the claim reaches is inferred from commas
    "clause": 0.85,  # no conjunction: a verb must be recognized
    "told": 0.8,
    "evidence": 0.75,
    "gerund": 0.7,
    "headline": 0.75,  # a colon also opens lists and labels
    "preposition": 0.7,
    "phrase": 0.65,  # a noun phrase can be the thing spoken of rather than what is claimed
    "relative": 0.65,
    "infinitive": 0.65,
    "noun": 0.5,
    "passive": 0.55,  # whose word it is seldom stands beside it
    "seems": 0.45,  # nobody is named
    "adjective": 0.5,  # a state of mind that the article ascribes
    "adjunct": 0.45,  # time and place stand between the cue and the clause
    "colon": 0.45,
}
"""How many of ten claims of each pattern are right, with a verb of saying where it has one. Set by hand in steps of
.05; how well they hold on texts apart is told in docs/claims-errors.md."""
OTHER_CUES: Final = {"quote": 0.85, "that": 0.75, "reported": 0.75, "clause": 0.65, "told": 0.65}
"""The same of English cues that are no plain verb of saying: "found", "suggested" have other readings."""
SAYING: Final = frozenset(
    (
        *("stated", "states", "claimed", "claims", "insisted", "insists", "maintained", "maintains", "conceded"),
        *("concedes", "announced", "announces", "tweeted", "tweets", "alleged", "alleges", "acknowledged", "stressed"),
        *("noted", "notes", "remarked", "recalled"),
    )
)
"""Cues that with a clause or a quotation mean nothing but saying."""
_CLAUSES: Final = frozenset(("quote", "that", "reported", "clause", "told"))
SAYING_SO: Final = 0.85
""""..., saying that": whose participle it is has to be inferred."""
PHRASE: Final = 0.5
"""Of an English noun phrase without a name a reader asks what is claimed: "described the statistics"."""
INNER: Final = 0.9
"""A belief or a wish is the article's word for what somebody thinks: so many of those are as right as what is said."""
OTHER_WORDS: Final = {
    "he": 0.85,
    "she": 0.85,
    "they": 0.75,
    "we": 0.75,
    "one": 0.75,
    "who": 0.75,
    "it": 0.8,
    "its": 0.5,
    "their": 0.5,
    "his": 0.5,
    "her": 0.5,
    "which": 0.5,
    "that": 0.5,
}
"""Of English pronouns as claimant, where a name or a description is taken for what they mean; behind a possessive there
is often no claim of whoever it means."""
OTHER_WORD: Final = 0.75
"""Of any other pronoun that was taken up."""
SPEAKERS: Final[dict[ClaimantKind, float]] = {"person": 1.0, "unnamed": 0.95, "organization": 0.9, "group": 0.9}
"""Bodies and groups are named for more than what they say: as places, owners, parts of other names."""
UNRESOLVED: Final = 0.7
"""A pronoun that stays one, or nobody though the pattern has a speaker."""
PERHAPS: Final = 0.85
"""Hedged or negated at the cue."""
STUMP: Final = 0.75
"""What is claimed has few words, or none before its verb, so that it was rather cut."""
STUMP_WORDS: Final = 3
NAMES_NOTHING: Final = 0.85
"""A short English content without a name or a number: what "it was a dreadful surprise" is about stands outside."""
QUOTE_NAMES_NOTHING: Final = 0.75
"""The same of a quotation, which answers a question as often: "We didn't expect this. It's awful"."""
SHORT: Final = 8
SHORT_QUOTE: Final = 12
"""Words up to which that is so of a clause and of a quotation."""
THE_ONE: Final = 0.85
"""Of "the winger" or "the firm" as claimant, where the article has not told, or not surely, who that is."""
SHARE: Final = 0.7
"""Of "half", "a majority" or "one" as claimant: of whom is not said."""
LEANS: Final = 0.75
"""What is claimed means something that only a sentence before names: "that there was no proof of this"."""
BARE: Final = 0.85
"""The same of English, where the speaker or the subject of the article often tells which "the dam" is meant."""
ASKS: Final = 0.6
"""Of a quotation that is nothing but a question, which claims something only where it is meant as none."""
AUTHOR: Final = 0.8
"""Of a sentence of the article that no speaker has: its words are right, but it may be no claim."""
_SHARES: Final = frozenset(("majority", "minority", "half", "third", "thirds", "quarter", "quarters", "scores"))
_ENDS: Final = frozenset((".", "!", "?", "…"))
_BARE_ROLE: Final = 2
"""Words of a description that tells nothing but an office."""
_FIRMS: Final = frozenset(
    ("group", "firm", "company", "force", "club", "agency", "body", "organisation", "organization")
)
_NOBODY_NEEDED: Final = frozenset(("seems", "passive"))


def confidence(doc: Document, draft: Draft, claimant: Claimant | None, *, counts: bool = False) -> float:
    """0..1, so that of the claims with .9 about nine in ten are right. What `counts` something, in figures or in words,
    says more than its few words."""
    asks = ASKS if draft.direct and _only_asks(doc, draft) else 1.0
    if doc.language in ("ru", "uk"):
        from tocsin.engine.claims.slavic.sureness import claim_sureness  # noqa: PLC0415  # English need not wait for it

        return round(asks * claim_sureness(doc, draft, claimant), 2)
    sure = asks * _pattern(doc, draft)
    if draft.inner:
        sure *= INNER
    if draft.hedged or draft.negated:
        sure *= PERHAPS
    sure *= _english(doc, draft, claimant, counts=counts)
    return round(sure * _speaker(doc, draft, claimant), 2)


def _english(doc: Document, draft: Draft, claimant: Claimant | None, *, counts: bool) -> float:
    """What a reader holds against English words that were cut, that name nothing, or that nobody in particular says."""
    sure = 1.0 if _is_whole(doc, draft) else STUMP
    if draft.rule != "phrase":  # whose rule tells it already
        sure *= _alone(doc, draft, claimant, counts=counts)
    return sure * (SHARE if claimant is not None and _is_share(claimant.name) else 1.0)


def _alone(doc: Document, draft: Draft, claimant: Claimant | None, *, counts: bool) -> float:
    sure = 1.0
    if not counts and _is_short(doc, draft) and _names_nothing(doc, draft):
        sure = QUOTE_NAMES_NOTHING if draft.direct else NAMES_NOTHING
    points = not draft.direct and points_out(doc, *draft.content[0], claimant)
    return sure * (BARE if points else 1.0)


def _only_asks(doc: Document, draft: Draft) -> bool:
    ends = [doc.words[at] for at in _tokens(draft) if doc.words[at][-1].isalnum() or doc.words[at][-1] in _ENDS]
    return ends[-1:] == ["?"] and not any(end in _ENDS and end != "?" for end in ends)


def _is_short(doc: Document, draft: Draft) -> bool:
    limit = SHORT_QUOTE if draft.direct else SHORT
    first, last = draft.content[0][0], draft.content[-1][1]
    return last - first <= 2 * limit and sum(_word(doc, at) for at in _tokens(draft)) <= limit


def _names_nothing(doc: Document, draft: Draft) -> bool:
    return not any(doc.words[at][0].isdigit() or _is_name(doc, at) for at in _tokens(draft))


def _tokens(draft: Draft) -> list[int]:
    return [at for first, last in draft.content for at in range(first, last)]


def _word(doc: Document, at: int) -> bool:
    return doc.words[at][0].isalnum()


def _is_name(doc: Document, at: int) -> bool:
    """A capital that opens no sentence, and not "I"."""
    opens = at == 0 or not _word(doc, at - 1)
    return doc.capital[at] and not opens and len(doc.words[at]) > 1


def _is_share(name: str) -> bool:
    words = name.lower().split()
    return " of " not in name and (words == ["one"] or sort_of[words[-1]] == "share" or words[-1] in _SHARES)


def _is_whole(doc: Document, draft: Draft) -> bool:
    """Whether it is more than a few words, and no rest of a clause: "the first thing they say | is that"."""
    first = draft.content[0][0]
    rest = not draft.direct and word_bits[doc.lowers[first]] & AUXILIARY
    return not rest and draft.content[-1][1] - first > STUMP_WORDS


def _pattern(doc: Document, draft: Draft) -> float:
    if draft.rule == "phrase" and _names_nothing(doc, draft):
        return PHRASE
    cue = doc.lowers[draft.cue[1] - 1]
    if cue in SAID or (cue in SAYING and draft.rule in _CLAUSES):
        return RULES[draft.rule]
    inferred = draft.rule in _CLAUSES and word_bits[cue] & ENDS_ING
    return OTHER_CUES.get(draft.rule, RULES[draft.rule]) * (SAYING_SO if inferred else 1.0)


def _speaker(doc: Document, draft: Draft, claimant: Claimant | None) -> float:
    if claimant is None or draft.source is None:
        return 1.0 if draft.rule in _NOBODY_NEEDED else UNRESOLVED
    first, last = draft.source
    lower = doc.lowers[first]
    if last - first == 1 and (lower in MALE or lower in FEMALE or lower in OTHER_WORDS):
        if claimant.name.lower() == lower:
            return UNRESOLVED
        return OTHER_WORDS.get(lower, OTHER_WORD)
    return SPEAKERS[claimant.kind] * (THE_ONE if _is_the_one(lower, claimant) else 1.0)


def _is_the_one(lower: str, claimant: Claimant) -> bool:
    """As in "the winger", "the 36-year-old winger", "the group"."""
    name = claimant.name
    if lower != "the" or not name.islower() or len(name.split()) > _BARE_ROLE or " of " in name or " for " in name:
        return False
    return claimant.kind in ("unnamed", "person") or name in _FIRMS
