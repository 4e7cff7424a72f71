"""Find attributed claims in a document."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, get_args

from tocsin.engine.claims.authored import author_claims, is_doubtful
from tocsin.engine.claims.confidence import confidence
from tocsin.engine.claims.draft import Draft, Range, on_one_line
from tocsin.engine.claims.echoes import without_echoes
from tocsin.engine.claims.english.read import read_english
from tocsin.engine.claims.english.wordclasses import AUXILIARY, ENDS_ED, FINITE, NAME, OBJECT, POSSESSIVE, word_bits
from tocsin.engine.claims.leading import leading_verb, trailing_verb
from tocsin.engine.claims.not_prose import without_links
from tocsin.engine.claims.polarity import polarity
from tocsin.engine.claims.quotes import find_quotes
from tocsin.engine.claims.rank import INNER, SPOKEN, Quantities, Reading, merged, ranked, without_parts
from tocsin.engine.claims.speakers.resolve import cast_of, resolve
from tocsin.engine.claims.stance import is_awaited, stance
from tocsin.model import Claim, Claimant, ClaimKind, Entity, Place, Quantity
from tocsin.text.document import Document
from tocsin.text.quotes import quote_opening

_KINDS: Final[dict[str, ClaimKind]] = {kind: kind for kind in get_args(ClaimKind)}
_OPENING: Final = frozenset(("that", "“", '"', "''", "``", "`", "'", "«", "‘", "„", "что", "що"))
_CLOSING: Final = frozenset(("”", '"', "''", "»", "’", "“"))
_PARAGRAPH_MARKS: Final = frozenset(("“", "``", "‘", '"'))
_FULL_STOPS: Final = frozenset((".", "!", "?", "…", "..."))
_DASHES: Final = frozenset(("—", "–", "-", "--"))
_LIGHT_MARKS: Final = ",;:—– "
_CLOSED_BY: Final = {"“": "”", "«": "»", "„": "“", '"': '"'}
_OPENED_BY: Final = {"”": "“", "»": "«", "’": "‘", "“": "„"}


def find_claims(
    doc: Document, entities: tuple[Entity, ...], quantities: tuple[Quantity, ...], places: tuple[Place, ...] = ()
) -> tuple[Claim, ...]:
    """All attributed claims and the author's key ones, key claims first. `quantities` in reading order."""
    drafts = without_links(doc, sorted(_drafts(doc), key=_by_cue))
    cast = cast_of(doc, entities, places)
    drafts = without_echoes(doc, drafts)
    counted = Quantities(quantities)
    readings = [_reading(doc, draft, resolve(cast, draft), counted) for draft in drafts]
    sure = [draft for draft, reading in zip(drafts, readings, strict=True) if not is_doubtful(draft, reading)]
    return ranked(doc, merged(without_parts(readings)) + author_claims(doc, sure, counted))


def _drafts(doc: Document) -> list[Draft]:
    """Of languages whose cues are known; of any other none, and the article gets its author's claims alone."""
    if doc.language == "en":
        return read_english(doc, find_quotes(doc))
    if doc.language in ("ru", "uk"):
        from tocsin.engine.claims.slavic.read import read_slavic  # noqa: PLC0415  # English need not wait for it

        return read_slavic(doc, find_quotes(doc))
    return []


def _by_cue(draft: Draft) -> Range:
    return draft.cue


def _reading(doc: Document, draft: Draft, claimant: Claimant | None, quantities: Quantities) -> Reading:
    spans = [doc.span_of(first, last) for first, last in draft.content]
    leading, trailing = leading_verb(doc, draft), trailing_verb(doc, draft)
    negated, hedged = polarity(doc, draft.content)
    hedged = hedged or draft.hedged or is_awaited(doc, draft)
    told = stance(doc, draft)
    inside = quantities.within(spans)
    return Reading(
        _readable(doc, _with_verb(draft.content, leading, trailing)),
        tuple(spans),
        claimant,
        doc.span_of(draft.cue[0] if leading is None else leading, draft.cue[1]),
        "direct" if draft.direct else "indirect",
        "statement" if told == "undenied" else _KINDS.get(draft.kind, "statement"),  # it is rather admitted
        draft.negated or negated,
        hedged,
        inside,
        confidence(doc, draft, claimant, counts=bool(inside)),
        INNER if draft.kind == "inner" else SPOKEN,
        polarity=told,
    )


def _with_verb(content: list[Range], leading: int | None, trailing: int | None) -> list[Range]:
    first, last = content[0]
    if trailing is not None:
        return [(first, trailing)]
    return content if leading is None else [(leading, last)]


def _readable(doc: Document, content: list[Range]) -> str:
    """The words of the content without the marks around them and without an opening "that"."""
    content = [part for whole in content for part in _by_paragraph(doc, whole)]
    if len(content) == 1:
        return _clean(doc, content[0], final=True)
    text = ""
    for number, part in enumerate(content):
        words = _clean(doc, part, final=number == len(content) - 1)
        anew = bool(number) and _after_full_stop(doc, part[0])
        text = _joined(text, words, anew=anew) if text and words else text or words
    return text


def _by_paragraph(doc: Document, part: Range) -> list[Range]:
    """The pieces of a quotation over paragraphs, each of which opens with a mark of its own behind a full stop."""
    first, last = part
    words = doc.words
    if _PARAGRAPH_MARKS.isdisjoint(words[first + 1 : last]):  # as nearly always
        return [part]
    begins = [at for at in range(first + 1, last) if words[at] in _PARAGRAPH_MARKS and _behind_full_stop(words, at)]
    if not begins:
        return [part]
    sentences, of = doc.sentences, doc.sentence_of
    begins = [
        at
        for at in begins
        if words[at] != '"'  # it closes as well
        or sentences[of[at]].paragraph > sentences[of[at - 1]].paragraph
        or _opens_quote(doc, at)
    ]
    return list(pairwise([first, *begins, last]))


def _behind_full_stop(words: list[str], at: int) -> bool:
    """Behind a full stop, or behind the mark of a quotation that ended with one: "It is late.” “We go."."""
    before = at - 1 - (words[at - 1] in _CLOSING and at > 1)
    return words[before][-1] in _FULL_STOPS


def _opens_quote(doc: Document, at: int) -> bool:
    """Whether the mark at `at` opens an outermost quotation, or its next paragraph."""
    quote = quote_opening(doc.quotes, at)
    return quote is not None and not quote.depth


def _after_full_stop(doc: Document, at: int) -> bool:
    """Whether a sentence ended right before token `at`, or before the dash that stands there."""
    before = at - 1
    while before > 0 and doc.words[before] in _DASHES:
        before -= 1
    return doc.words[before] in _FULL_STOPS


def _clean(doc: Document, part: Range, *, final: bool) -> str:
    first, last = part
    lowers, marks = doc.lowers, 0
    while first < last and lowers[first] in _OPENING:
        if lowers[first] == "that" and (marks or doc.capital[first] or _is_pronoun(doc, first, last)):
            break
        if _closes_inside(doc, first, last):
            break
        first, marks = first + 1, marks + 1
    while first < last and lowers[first] == ",":  # "сказал, что, по-видимому, мост закроют"
        first += 1
    while first < last - 1 and lowers[last - 1] in _CLOSING and _unbalanced(doc, first, last):
        last -= 1
    if final and first < last - 1 and lowers[last - 1] == ",":
        last -= 1
    return on_one_line(doc.text[doc.starts[first] : doc.ends[last - 1]]) if first < last else ""


def _is_pronoun(doc: Document, that: int, last: int) -> bool:
    """As in "That is wrong", "hope that may help them", "said that taught her much": no conjunction."""
    if that + 2 >= last or doc.language != "en":
        return that + 1 < last and doc.language == "en" and bool(word_bits[doc.lowers[that + 1]] & AUXILIARY)
    verb, behind = word_bits[doc.words[that + 1]], word_bits[doc.lowers[that + 2]]
    acts = verb & (FINITE | ENDS_ED) and not verb & NAME and behind & (OBJECT | POSSESSIVE)
    return bool(verb & AUXILIARY or acts)


def _closes_inside(doc: Document, first: int, last: int) -> bool:
    """Whether the mark at `first` opens a name or a few words only: "«Dorno Line» closes today"."""
    closing = _CLOSED_BY.get(doc.words[first])
    if closing is not None and closing != doc.words[first]:
        depth = 0
        for at in range(first, last - 1):
            depth += (doc.words[at] == doc.words[first]) - (doc.words[at] == closing)
            if not depth:
                return True
        return False
    return closing is not None and closing in doc.words[first + 1 : last - 1] and doc.words[last - 1] != closing


def _joined(text: str, more: str, *, anew: bool) -> str:
    """An interrupted claim as one text. `anew`: what comes behind the interruption is a sentence of its own.

    Then the comma before the interruption (“..., ” said Smith.) stands in the place of a full stop.
    """
    if anew and more[0].isupper():
        text = text.rstrip(_LIGHT_MARKS)
        text += "" if text.rstrip('”»’"')[-1:] in _FULL_STOPS else "."
    return f"{text} {more}"


def _unbalanced(doc: Document, first: int, last: int) -> bool:
    """Whether the closing mark at the end was opened outside of these tokens."""
    mark = doc.words[last - 1]
    opening, inside = _OPENED_BY.get(mark, mark), doc.words[first : last - 1]
    if opening == mark:
        return inside.count(mark) % 2 == 0
    return inside.count(opening) <= inside.count(mark)
