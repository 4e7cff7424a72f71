"""Which claims matter: near-repeats merged, the author's own key claims added, the key ones first."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from heapq import nsmallest
from itertools import repeat
from operator import attrgetter

from tocsin.engine.claims.polarity import polarity
from tocsin.engine.claims.slavic_lexicon import word_classes
from tocsin.model import Claim, Claimant, Quantity, Span
from tocsin.text.document import Document, Sentence

AUTHOR_CLAIMS = 5
"""At most so many claims in the author's own voice: the ledger needs the main ones, readers no more."""
_AUTHOR_SENTENCES = 120
"""Sentences in which the author's claims are looked for: news says first what matters, and time stays linear."""
_WITHOUT_QUANTITY = 2
"""So many of them may do without a quantity."""
_WHOLE = 8
"""Tokens of a sentence that stands for itself."""
_AUTHOR_CONFIDENCE = 0.5
SPOKEN, INNER, AUTHOR = 0.5, 0.3, 0.35
"""Where salience starts: what somebody said, what somebody believes or wants, what the author writes."""
_CENTRAL = 12
"""Most frequent words of the article that count as what it is about."""
_BINDING = frozenset(("denial", "promise", "threat", "accusation"))
_MARKS = ".,;:'’\"”»"
_FIELDS = tuple(Claim.__dataclass_fields__)
_VALUES, _SALIENCE = attrgetter(*_FIELDS), _FIELDS.index("salience")
_SHORT = 4
"""A claim of fewer words says little by itself."""


def merged(claims: list[Claim]) -> list[Claim]:
    """Claims without real repeats: one claimant, the same words."""
    kept: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        key = (claim.claimant.name if claim.claimant else "", " ".join(claim.text.lower().split()))
        best = kept.get(key)
        if best is None or (len(claim.text.split()) < _SHORT and best.spans != claim.spans):
            kept[key if best is None else (*key[:1], f"{key[1]} {claim.spans[0].start}")] = claim
        elif claim.confidence > best.confidence:
            kept[key] = replace(claim, spans=best.spans, claimant=best.claimant, cue=best.cue, id=best.id)
    return list(kept.values())


def claim_id(doc: Document, spans: tuple[Span, ...], name: str) -> str:
    """16 hex digits derived from the article's words under the spans and the claimant's name."""
    words = "\n".join([*(doc.quote(span) for span in spans), name])
    from hashlib import sha256  # noqa: PLC0415  # loads OpenSSL, a thirtieth of the import of the engine

    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def author_claims(doc: Document, claims: list[Claim], quantities: tuple[Quantity, ...]) -> list[Claim]:
    """The author's own sentences, those with quantities and the first few others, that no attributed claim touches."""
    covered = {
        (span.start, span.end) for claim in claims for span in (*claim.spans, *((claim.cue,) if claim.cue else ()))
    }
    starts = [sentence.start for sentence in doc.sentences]
    touched = {
        at for start, end in covered for at in range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1))
    }
    quoted = {doc.sentence_of[quote.open] for quote in doc.quotes}
    found: list[Claim] = []
    for number, sentence in enumerate(doc.sentences[:_AUTHOR_SENTENCES]):
        if len(found) == AUTHOR_CLAIMS:
            break
        whole = sentence.last - sentence.first >= _WHOLE and doc.words[sentence.last - 1] in (".", "!")
        if not whole or number in touched or number in quoted:
            continue
        inside = tuple(found for found in quantities if sentence.start <= found.span.start < sentence.end)
        if inside or len(found) < _WITHOUT_QUANTITY:
            found.append(_author_claim(doc, sentence, inside))
    return found


def _author_claim(doc: Document, sentence: Sentence, quantities: tuple[Quantity, ...]) -> Claim:
    negated, hedged = polarity(doc, [(sentence.first, sentence.last)])
    return Claim(
        id=claim_id(doc, (sentence.span,), ""),
        text=" ".join(doc.quote(sentence.span).split()),
        spans=(sentence.span,),
        quantities=quantities,
        negated=negated,
        hedged=hedged,
        confidence=_AUTHOR_CONFIDENCE,
        salience=AUTHOR,
    )


def ranked(doc: Document, claims: list[Claim]) -> tuple[Claim, ...]:
    """Salience from place in the text, speaker, quantities and the article's central words; key claims first."""
    stop = word_classes(doc.language)
    repeated = [
        (-count, number, word)
        for number, (word, count) in enumerate(doc.counts().items())
        if count > 1 and len(word) > 4 and word not in stop
    ]
    central = {word for _, _, word in nsmallest(_CENTRAL, repeated)}
    speakers = Counter(claim.claimant.name for claim in claims if claim.claimant)
    scored = [_weighed(claim, _salience(claim, central, speakers, len(doc.text))) for claim in claims]
    return tuple(sorted(scored, key=lambda claim: (-claim.salience, claim.spans[0].start, claim.id)))


def _weighed(claim: Claim, salience: float) -> Claim:
    """`replace(claim, salience=salience)` in a fifth of the time."""
    values = list(_VALUES(claim))
    values[_SALIENCE] = salience
    return Claim(*values)


def _salience(claim: Claim, central: set[str], speakers: Counter[str], size: int) -> float:
    """Weights set by hand: early, countable, on the subject, binding, of a known speaker, and read with certainty."""
    words = claim.text.lower().split()
    score = claim.salience
    score += 0.15 * (1 - claim.spans[0].start / size)
    score += 0.12 * bool(claim.quantities)
    score += 0.04 * min(3, sum(map(central.__contains__, map(str.strip, words, repeat(_MARKS)))))
    score += 0.08 * (claim.kind in _BINDING)
    score += _speaker_weight(claim.claimant, speakers)
    score -= 0.2 * (len(words) < _SHORT)
    return round(min(1.0, max(0.0, score * (0.6 + 0.4 * claim.confidence))), 3)


def _speaker_weight(claimant: Claimant | None, speakers: Counter[str]) -> float:
    if claimant is None:
        return -0.05
    known = 0.05 if claimant.kind in ("person", "organization") else 0.0
    return known + 0.03 * bool(claimant.role) + 0.02 * min(2, speakers[claimant.name] - 1)
