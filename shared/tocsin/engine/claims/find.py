"""Find attributed claims in a document."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, get_args

from tocsin.engine.claims.draft import CONFIDENCE, Draft, Range
from tocsin.engine.claims.echoes import without_echoes
from tocsin.engine.claims.english import EnglishReader
from tocsin.engine.claims.people import People
from tocsin.engine.claims.polarity import polarity
from tocsin.engine.claims.quotes import find_quotes
from tocsin.engine.claims.rank import INNER, SPOKEN, author_claims, claim_id, merged, ranked
from tocsin.model import Claim, Claimant, ClaimKind, Entity, Place, Quantity, Span
from tocsin.text.document import Document

if TYPE_CHECKING:
    from tocsin.engine.claims.slavic import SlavicReader

_KINDS: dict[str, ClaimKind] = {kind: kind for kind in get_args(ClaimKind)}
_OPENING = frozenset(("that", "“", '"', "''", "«", "‘", "„", "что", "що"))
_CLOSING = frozenset(("”", '"', "''", "»", "’", "“"))


def find_claims(
    doc: Document, entities: tuple[Entity, ...], quantities: tuple[Quantity, ...], places: tuple[Place, ...] = ()
) -> tuple[Claim, ...]:
    """All attributed claims and the author's key ones, key claims first. `quantities` in reading order."""
    reader = _reader(doc.language)
    drafts = reader(doc, find_quotes(doc)).read() if reader else []
    people = People(doc, entities, places)
    drafts.sort(key=lambda draft: draft.cue)
    drafts = without_echoes(doc, drafts)
    claimants = [people.resolve(draft) for draft in drafts]
    starts = [quantity.span.start for quantity in quantities]
    claims = [
        _claim(doc, draft, claimant, quantities, starts) for draft, claimant in zip(drafts, claimants, strict=True)
    ]
    claims = merged(claims)
    claims += author_claims(doc, claims, quantities)
    return ranked(doc, claims)


def _reader(language: str) -> type[EnglishReader | SlavicReader] | None:
    """For languages whose cues are known; any other language gets the author's claims alone."""
    if language == "en":
        return EnglishReader
    if language in ("ru", "uk"):
        from tocsin.engine.claims.slavic import SlavicReader  # noqa: PLC0415  # English articles need not wait for it

        return SlavicReader
    return None


def _claim(
    doc: Document, draft: Draft, claimant: Claimant | None, quantities: tuple[Quantity, ...], starts: list[int]
) -> Claim:
    spans = tuple(doc.span_of(*part) for part in draft.content)
    negated, hedged = polarity(doc, draft.content)
    return Claim(
        id=claim_id(doc, spans, claimant.name if claimant else ""),
        text=_readable(doc, draft),
        spans=spans,
        claimant=claimant,
        cue=doc.span_of(*draft.cue),
        voice="direct" if draft.direct else "indirect",
        kind=_KINDS.get(draft.kind, "statement"),
        negated=draft.negated or negated,
        hedged=hedged,
        quantities=tuple(found for span in spans for found in _within(quantities, starts, span)),
        confidence=CONFIDENCE[draft.rule],
        salience=INNER if draft.inner else SPOKEN,
    )


def _within(quantities: tuple[Quantity, ...], starts: list[int], span: Span) -> list[Quantity]:
    at, found = bisect_left(starts, span.start), []
    while at < len(quantities) and quantities[at].span.start < span.end:
        found.append(quantities[at])
        at += 1
    return found


def _readable(doc: Document, draft: Draft) -> str:
    """The words of the content without the marks around them and without an opening "that"."""
    parts = [_clean(doc, part, final=part is draft.content[-1]) for part in draft.content]
    return _joined([part for part in parts if part])


def _clean(doc: Document, part: Range, *, final: bool) -> str:
    first, last = part
    marks = 0
    while first < last and doc.lowers[first] in _OPENING and not (marks and doc.lowers[first] == "that"):
        first, marks = first + 1, marks + 1
    while first < last - 1 and doc.words[last - 1] in _CLOSING and _unbalanced(doc, first, last):
        last -= 1
    if final and first < last - 1 and doc.words[last - 1] == ",":
        last -= 1
    return " ".join(doc.text[doc.starts[first] : doc.ends[last - 1]].split()) if first < last else ""


def _joined(parts: list[str]) -> str:
    """Parts of an interrupted claim as one text; a new sentence gets the full stop that the interruption took."""
    text = ""
    for part in parts:
        stop = "." if text and part[0].isupper() and text[-1] not in ".!?…,;:" else ""
        text = f"{text}{stop} {part}" if text else part
    return text


def _unbalanced(doc: Document, first: int, last: int) -> bool:
    """Whether the closing mark at the end was opened outside of these tokens."""
    mark = doc.words[last - 1]
    opening = {"”": "“", "»": "«", "’": "‘", "“": "„"}.get(mark, mark)
    inside = sum(word == opening for word in doc.words[first : last - 1])
    closing = sum(word == mark for word in doc.words[first : last - 1])
    return inside % 2 == 0 if opening == mark else inside <= closing
