"""Which claims matter: near-repeats merged, the key ones first."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from heapq import nsmallest
from itertools import compress
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar, overload

from tocsin.engine.claims.draft import on_one_line
from tocsin.engine.claims.lead import lead_of
from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.model import SURE, Claim, Claimant, ClaimKind, Polarity, Quantity, Span, Voice
from tocsin.text.document import Document

if TYPE_CHECKING:
    from hashlib import _Hash as HASH

SPOKEN, INNER, AUTHOR = 0.5, 0.3, 0.3
"""Where salience starts: what somebody said, what somebody believes or wants, what the author writes."""
_CENTRAL: Final = 12
"""Most frequent words of the article that count as what it is about."""
_BINDING: Final = frozenset(("denial", "promise", "threat", "accusation"))
_SHORT: Final = 4
"""A claim of fewer words says little by itself."""
_REPEATED: Final = 0.6
"""Share of words in common from which one speaker's two claims say the same again: the later matters half as much."""
_NEWS: Final = 0.5
"""What stands in the lead is the news: it comes before what is said of it, unless it was read with doubt."""
_BEGUN: Final = 5
"""A claim of less confidence than `SURE` stands behind so many surer ones as readers begin with."""
_STEP: Final = 0.001
_BESIDE: Final = 4
"""Claims back among which the quotation is that a claim may be part of."""
_COMPARED: Final = 24
"""Key claims among which repeats are looked for: readers and the ledger take fewer."""


class Reading(NamedTuple):
    """A claim that is not weighed yet: the fields of `Claim`, which takes five times as long to make."""

    text: str
    spans: tuple[Span, ...]
    claimant: Claimant | None
    cue: Span | None
    voice: Voice
    kind: ClaimKind
    negated: bool
    hedged: bool
    quantities: tuple[Quantity, ...]
    confidence: float
    salience: float
    engine: str = "embedded"
    id: str = ""
    polarity: Polarity = "affirmed"


_VALUES: Final = attrgetter(*Reading._fields)
Found = TypeVar("Found", Reading, Claim)


class Quantities:
    """The quantities of an article, in reading order, by where they stand."""

    def __init__(self, quantities: tuple[Quantity, ...]) -> None:
        self._all = quantities
        self._starts = [quantity.span.start for quantity in quantities]

    def within(self, spans: Iterable[Span]) -> tuple[Quantity, ...]:
        """Those that begin within the spans, span by span."""
        found: tuple[Quantity, ...] = ()
        for span in spans:
            first = bisect_left(self._starts, span.start)
            found += self._all[first : bisect_left(self._starts, span.end, first)]
        return found


def merged(claims: list[Found]) -> list[Found]:
    """Claims without real repeats: one claimant, the same words."""
    kept: dict[tuple[str, str], Found] = {}
    for claim in claims:
        name, words = claim.claimant.name if claim.claimant else "", on_one_line(claim.text.lower())
        best = kept.get((name, words))
        if best is None:
            kept[name, words] = claim
        elif words.count(" ") < _SHORT - 1 and best.spans != claim.spans:
            kept[name, f"{words} {claim.spans[0].start}"] = claim
        elif claim.confidence > best.confidence:
            kept[name, words] = _in_place_of(best, claim)
    return list(kept.values())


def without_parts(claims: list[Reading]) -> list[Reading]:
    """Without quotations that the same speaker's quotation before goes on with: “...,” said Holm. “...,” he added."""
    kept: list[Reading] = []
    for claim in claims:
        if claim.voice != "direct" or not any(_goes_on_with(before, claim) for before in kept[-_BESIDE:]):
            kept.append(claim)
    return kept


def _goes_on_with(before: Reading, claim: Reading) -> bool:
    if before.voice != "direct" or len(before.spans) == 1 or before.claimant is None or claim.claimant is None:
        return False
    inside = before.spans[1].start <= claim.spans[0].start and claim.spans[-1].end <= before.spans[-1].end
    names = before.claimant.name.lower().split(), claim.claimant.name.lower().split()
    return inside and (set(names[0]) <= set(names[1]) or set(names[1]) <= set(names[0]))


@overload
def _in_place_of(best: Reading, claim: Reading) -> Reading: ...
@overload
def _in_place_of(best: Claim, claim: Claim) -> Claim: ...
def _in_place_of(best: Reading | Claim, claim: Reading | Claim) -> Reading | Claim:
    if isinstance(claim, Claim):
        return replace(claim, spans=best.spans, claimant=best.claimant, cue=best.cue, id=best.id)
    return claim._replace(spans=best.spans, claimant=best.claimant, cue=best.cue)


def claim_id(doc: Document, spans: tuple[Span, ...], name: str) -> str:
    """16 hex digits derived from the article's words under the spans and the claimant's name."""
    words = "\n".join([*[doc.text[span.start : span.end] for span in spans], name])
    return _hash()(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def _hash() -> Callable[[bytes], HASH]:
    from hashlib import sha256  # noqa: PLC0415  # loads OpenSSL, a thirtieth of the import of the engine

    return sha256


def ranked(doc: Document, claims: Sequence[Found]) -> tuple[Claim, ...]:
    """Salience from place in the text, speaker, quantities and the article's central words; key claims first: the news
    of the lead, and nothing doubtful among the first five while surer claims stand behind it."""
    central = list(compress(doc.starts, map(_central(doc).__contains__, doc.lowers)))
    speakers = Counter([claim.claimant.name for claim in claims if claim.claimant])
    lead = lead_of(doc)
    news = doc.sentences[lead].span if lead is not None else Span(0, 0)
    weighed = [_weighed(doc, claim, _salience(claim, central, speakers, len(doc.text), news)) for claim in claims]
    weighed.sort(key=_key_first)
    _put_back_repeats(weighed)
    _put_back_doubtful(weighed)
    return tuple(weighed)


def _put_back_doubtful(claims: list[Claim]) -> None:
    """Let claims of little confidence have less salience than the first surer ones."""
    sure = [claim.salience for claim in claims if claim.sure][:_BEGUN]
    if not sure or not any(not claim.sure and claim.salience >= sure[-1] for claim in claims):
        return
    most = max(0.0, round(sure[-1] - _STEP, 3))
    for number, claim in enumerate(claims):
        if not claim.sure and claim.salience > most:
            claims[number] = replace(claim, salience=most)
    claims.sort(key=_key_first)


def _put_back_repeats(claims: list[Claim]) -> None:
    """Halve the salience of what a speaker says again in nearly the same words, without another figure or negation."""
    told: dict[str, list[tuple[frozenset[str], Claim]]] = {}
    again = False
    for number, claim in enumerate(claims[:_COMPARED]):
        if claim.claimant is None:
            continue
        words = frozenset(claim.text.lower().split())
        before = told.setdefault(claim.claimant.name, [])
        if any(_repeats(words, claim, others, earlier) for others, earlier in before):
            claims[number] = replace(claim, salience=round(claim.salience / 2, 3))
            again = True
        before.append((words, claim))
    if again:
        claims.sort(key=_key_first)


def _repeats(words: frozenset[str], claim: Claim, others: frozenset[str], earlier: Claim) -> bool:
    both = len(words & others)
    return (
        both >= _REPEATED * (len(words) + len(others) - both)
        and claim.negated == earlier.negated
        and [(q.low, q.high) for q in claim.quantities] == [(q.low, q.high) for q in earlier.quantities]
    )


def _key_first(claim: Claim) -> tuple[float, int, str]:
    return -claim.salience, claim.spans[0].start, claim.id


def _central(doc: Document) -> set[str]:
    """The words that the article repeats most."""
    stop, counts = word_classes(doc.language), doc.counts()
    repeated = [
        (-count, number, word)
        for number, (word, count) in enumerate(compress(counts.items(), map((1).__lt__, counts.values())))
        if len(word) > 4 and word not in stop
    ]
    return {word for _, _, word in nsmallest(_CENTRAL, repeated)}


def _weighed(doc: Document, claim: Found, salience: float) -> Claim:
    text, spans, claimant, cue, voice, kind, negated, hedged, quantities, confidence, _, engine, known, stance = (
        _VALUES(claim)
    )
    name = known or claim_id(doc, spans, claimant.name if claimant else "")
    return Claim(
        name, text, spans, claimant, cue, voice, kind, negated, hedged, quantities, confidence, salience, engine, stance
    )


def _salience(claim: Reading | Claim, central: list[int], speakers: Counter[str], size: int, news: Span) -> float:
    """Weights set by hand: early, countable, on the subject, binding, of a known speaker, and read with certainty.

    `central`: where the words begin that the article is about; `news`: its lead.
    """
    subject = 0
    for span in claim.spans:
        first = bisect_left(central, span.start)
        subject += bisect_left(central, span.end, first) - first
    score = claim.salience
    score += 0.15 * (1 - claim.spans[0].start / size)
    score += 0.12 * bool(claim.quantities)
    score += _NEWS * (news.start <= claim.spans[0].start < news.end and claim.confidence >= SURE)
    score += 0.04 * min(3, subject)
    score += 0.08 * (claim.kind in _BINDING)
    score += _speaker_weight(claim.claimant, speakers)
    score -= 0.2 * (claim.text.count(" ") < _SHORT - 1)
    return min(1000, max(0, round(1000 * score * (0.2 + 0.8 * claim.confidence)))) / 1000


def _speaker_weight(claimant: Claimant | None, speakers: Counter[str]) -> float:
    if claimant is None:
        return -0.05
    known = 0.05 if claimant.kind in ("person", "organization") else 0.0
    return known + 0.03 * bool(claimant.role) + 0.02 * min(2, speakers[claimant.name] - 1)
