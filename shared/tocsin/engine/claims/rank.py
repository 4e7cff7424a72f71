"""Which claims matter: near-repeats merged, the author's own key claims added, the key ones first."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace

from tocsin.engine.claims.slavic_lexicon import word_classes
from tocsin.model import Claim, Claimant, Quantity, Span
from tocsin.text.document import Document

AUTHOR_CLAIMS = 5
"""At most so many claims in the author's own voice: the ledger needs the main ones, readers no more."""
_AUTHOR_SENTENCES = 120
"""Sentences in which the author's claims are looked for: news says first what matters, and time stays linear."""
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
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def author_claims(doc: Document, claims: list[Claim], quantities: tuple[Quantity, ...]) -> list[Claim]:
    """Sentences of the author's own with quantities, early ones first, that no attributed claim covers."""
    covered = sorted(span for claim in claims for span in (*claim.spans, *((claim.cue,) if claim.cue else ())))
    found: list[Claim] = []
    quoted = {at for quote in doc.quotes for at in (quote.open, quote.close)}
    for sentence in doc.sentences[:_AUTHOR_SENTENCES]:
        if len(found) >= AUTHOR_CLAIMS:
            break
        size = sentence.last - sentence.first
        if (
            size < 8
            or doc.words[sentence.last - 1] not in (".", "!")
            or quoted & set(range(sentence.first, sentence.last))
        ):
            continue
        if any(span.start < sentence.end and span.end > sentence.start for span in covered):
            continue
        inside = tuple(q for q in quantities if sentence.start <= q.span.start < sentence.end)
        if not inside and len(found) >= 2:
            continue
        spans = (Span(sentence.start, sentence.end),)
        words = doc.lowers[sentence.first : sentence.last]
        classes = word_classes(doc.language)
        found.append(
            Claim(
                id=claim_id(doc, spans, ""),
                text=" ".join(doc.quote(spans[0]).split()),
                spans=spans,
                quantities=inside,
                negated=any("negation" in classes.get(word, ()) for word in words),
                hedged=any("hedge" in classes.get(word, ()) for word in words),
                confidence=0.5,
                salience=0.45,
            )
        )
    return found


def ranked(doc: Document, claims: list[Claim]) -> tuple[Claim, ...]:
    """Salience from place in the text, speaker, quantities and the article's central words; key claims first."""
    frequent = Counter(word for word in doc.lowers if len(word) > 4 and word not in word_classes(doc.language))
    central = {word for word, count in frequent.most_common(12) if count > 1}
    speakers = Counter(claim.claimant.name for claim in claims if claim.claimant)
    size = max(1, len(doc.text))
    scored = [replace(claim, salience=_salience(claim, central, speakers, size)) for claim in claims]
    return tuple(sorted(scored, key=lambda claim: (-claim.salience, claim.spans[0].start, claim.id)))


def _salience(claim: Claim, central: set[str], speakers: Counter[str], size: int) -> float:
    words = claim.text.lower().split()
    score = claim.salience - 0.1
    score += 0.15 * (1 - claim.spans[0].start / size)
    score += 0.12 * bool(claim.quantities)
    score += 0.04 * min(3, sum(word.strip(".,;:'’s\"") in central for word in words))
    score += 0.08 * (claim.kind in ("denial", "promise", "threat", "accusation"))
    score += _speaker_weight(claim.claimant, speakers)
    score -= 0.2 * (len(words) < _SHORT)
    score *= 0.6 + 0.4 * claim.confidence
    return round(min(1.0, max(0.0, score)), 3)


def _speaker_weight(claimant: Claimant | None, speakers: Counter[str]) -> float:
    if claimant is None:
        return -0.05
    known = {"person": 0.05, "organization": 0.06, "group": 0.0, "unnamed": 0.0}[claimant.kind]
    return known + 0.03 * bool(claimant.role) + 0.02 * min(2, speakers[claimant.name] - 1)
