"""From a model's answer to a draft for the gate: spans, speakers, kinds come from the article, never from the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from tocsin.engine.claims.polarity import polarity
from tocsin.engine.claims.rank import claim_id
from tocsin.engine.compare.words import words
from tocsin.engine.openai.answer import Answer, ClaimItem, SummaryItem
from tocsin.engine.openai.carried import bare, says, told_by_somebody
from tocsin.engine.quantities import find_quantities
from tocsin.engine.topics import find_topics
from tocsin.model import Analysis, Claim, Claimant, Dropped, Quantity, Span, SummarySentence, Topic
from tocsin.text.document import Document, read

ENGINE = "openai"
CONFIDENCE = 0.75
"""Of a claim that only the model found and the gate let through; not measured, set among the middling patterns of the
embedded engine. A claim that both found has the embedded engine's own, where that is higher."""
SALIENCE = 0.6
"""Before ranking, as the embedded engine's claims have."""
SAME_WORDS = 0.5
"""Two claims are about the same words where half of the shorter one's are under both."""
MOST_ITEMS = 60
"""Of each list of an answer; a model that goes on and on is cut off here, and what is cut is counted."""
_FINAL = frozenset((".", "!", "?", "…"))

T = TypeVar("T")
Item = Literal["claim", "summary", "topic", "place"]


@dataclass(slots=True)
class Drafter:
    """Reads the answers about one article against its text and what the embedded engine made of it."""

    doc: Document
    base: Analysis
    dropped: Counter[tuple[Item, str]] = field(default_factory=Counter)
    quantities: tuple[Quantity, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.quantities = find_quantities(self.doc)

    def summary(self, answer: Answer, part: range) -> list[SummarySentence]:
        return [found for item in self._few(answer.summary, "summary") if (found := self._sentence(item, part))]

    def claims(self, answer: Answer, part: range) -> list[Claim]:
        return [found for item in self._few(answer.claims, "claim") if (found := self._claim(item, part))]

    def topics(self, answer: Answer, part: range) -> list[Topic]:
        """Topics whose words are in the sentences pointed to, by the taxonomy's own definitions."""
        listed = {topic.id for topic in self.base.topics}
        found: dict[str, Topic] = {}
        for item in self._few(answer.topics, "topic"):
            if item.id in listed or item.id in found:
                continue
            numbers = self._numbers(item.sentences, part)
            carried = [topic for number in numbers for topic in self._topics_of(number) if topic.id == item.id]
            if carried:
                found[item.id] = max(carried, key=lambda topic: topic.score)
            else:
                self.dropped["topic", "unsupported"] += 1
        return list(found.values())

    def counted(self) -> tuple[Dropped, ...]:
        return tuple(Dropped(item, reason, count) for (item, reason), count in sorted(self.dropped.items()))

    def _few(self, items: Sequence[T], what: Item) -> Sequence[T]:
        if len(items) > MOST_ITEMS:
            self.dropped[what, "too-many"] += len(items) - MOST_ITEMS
        return items[:MOST_ITEMS]

    def _numbers(self, pointed: Sequence[int], part: range) -> list[int]:
        """Sentence numbers of the document; those that were not shown are not pointed to."""
        return sorted({number - 1 for number in pointed[:MOST_ITEMS] if number - 1 in part})

    def _sentence(self, item: SummaryItem, part: range) -> SummarySentence | None:
        numbers = self._numbers(item.sentences, part)
        if not numbers:
            self.dropped["summary", "span"] += 1
            return None
        if told_by_somebody(self.doc, numbers, item.text):
            self.dropped["summary", "attribution"] += 1
            return None
        spans = tuple(self.doc.sentences[number].span for number in numbers)
        return SummarySentence(" ".join(item.text.split()), spans)

    def _claim(self, item: ClaimItem, part: range) -> Claim | None:
        doc = self.doc
        numbers = self._numbers(item.sentences, part)
        if not numbers:
            self.dropped["claim", "span"] += 1
            return None
        tokens = _to_the_full_stop(doc, _find(doc, numbers, item.text))
        spans = (doc.span_of(*tokens),) if tokens else tuple(doc.sentences[number].span for number in numbers)
        text = doc.quote(spans[0]) if tokens else item.text
        twin = self._twin(spans)
        claimant = None
        if item.claimant and item.claimant.strip():
            claimant = self._claimant(item, numbers, spans, twin)
            if claimant is None:
                self.dropped["claim", "speaker"] += 1
                return None
        elif told_by_somebody(doc, numbers, item.text):
            self.dropped["claim", "attribution"] += 1
            return None
        agreed = twin if twin and twin.claimant and claimant and twin.claimant.name == claimant.name else None
        negated, hedged = polarity(doc, [tokens]) if tokens else _polarity_of(text, doc.language)
        return Claim(
            id=claim_id(doc, spans, claimant.name if claimant else ""),
            text=" ".join(text.split()),
            spans=spans,
            claimant=claimant,
            cue=agreed.cue if agreed else None,
            voice=self._voice(tokens, attributed=claimant is not None),
            kind=agreed.kind if agreed else "statement",
            negated=negated or (agreed is not None and _cue_is_negated(agreed, doc.language)),
            hedged=hedged or (agreed is not None and agreed.hedged),
            quantities=tuple(q for q in self.quantities if any(_inside(q.span, span) for span in spans)),
            confidence=max(CONFIDENCE, agreed.confidence if agreed else 0.0),
            salience=SALIENCE,
            engine=ENGINE,
            polarity=agreed.polarity if agreed else "affirmed",
        )

    def _voice(self, tokens: tuple[int, int] | None, *, attributed: bool) -> Literal["direct", "indirect", "author"]:
        if not attributed:
            return "author"
        quoted = tokens and any(q.open < tokens[0] and tokens[1] <= q.close for q in self.doc.quotes)
        return "direct" if quoted else "indirect"

    def _twin(self, spans: Sequence[Span]) -> Claim | None:
        """The embedded engine's claim about the same words."""
        shared = [(overlap(spans, claim.spans), claim) for claim in self.base.claims if claim.claimant]
        best = max(shared, key=lambda pair: pair[0], default=None)
        return best[1] if best and best[0] >= SAME_WORDS else None

    def _claimant(
        self, item: ClaimItem, numbers: Sequence[int], spans: Sequence[Span], twin: Claim | None
    ) -> Claimant | None:
        """Whom the article gives the words to, if that is whom the model names.

        Either the embedded engine reads it so too, or the name stands beside a verb of saying in a sentence of the
        claim; the gate looks at that verb's neighbours again.
        """
        name = item.claimant or ""
        stems = {word.stem for word in words(name) if word.kind != "punct"}
        if twin and twin.claimant and stems & {word.stem for word in words(twin.claimant.name) if not word.closed}:
            return twin.claimant
        for number in numbers:
            sentence = self.doc.sentences[number]
            if not any(span.start < sentence.end and sentence.start < span.end for span in spans):
                continue
            found = _find(self.doc, [number], name)
            if found and says(self.doc, number, found, spans, item.text):
                mention = self.doc.span_of(*found)
                known = [c.claimant for c in self.base.claims if c.claimant and stems <= _stems(c.claimant.name)]
                return replace(known[0], mention=mention) if known else Claimant(self.doc.quote(mention), mention)
        return None

    def _topics_of(self, number: int) -> list[Topic]:
        """The topics of one sentence by itself, with spans of the article."""
        sentence = self.doc.sentences[number]
        alone = find_topics(read(self.doc.quote(sentence.span), language=self.doc.language))
        shift = sentence.start
        return [
            replace(topic, spans=tuple(Span(span.start + shift, span.end + shift) for span in topic.spans))
            for topic in alone
        ]


def overlap(first: Sequence[Span], second: Sequence[Span]) -> float:
    """The characters under both, as a share of the shorter."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in first for b in second)
    return shared / max(1, min(sum(s.end - s.start for s in first), sum(s.end - s.start for s in second)))


def _polarity_of(text: str, language: str) -> tuple[bool, bool]:
    """(negated, hedged) of words that are nowhere in the article one after another."""
    alone = read(text, language=language)
    return polarity(alone, [(0, len(alone.words))])


def _cue_is_negated(claim: Claim, language: str) -> bool:
    """As in "did not say that": the negation is not in what is claimed."""
    return claim.negated and not _polarity_of(claim.text, language)[0]


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _stems(name: str) -> set[str]:
    return {word.stem for word in words(name)}


def _find(doc: Document, numbers: Sequence[int], written: str) -> tuple[int, int] | None:
    """The tokens of `written` as they stand in one of these sentences or across neighbours, apart from outer marks."""
    wanted = bare(written)
    if not wanted:
        return None
    for first, last in _runs(doc, numbers):
        at = first - 1
        while True:
            try:
                at = doc.lowers.index(wanted[0], at + 1, last)
            except ValueError:
                break
            if at + len(wanted) <= last and doc.lowers[at : at + len(wanted)] == wanted:
                return at, at + len(wanted)
    return None


def _to_the_full_stop(doc: Document, tokens: tuple[int, int] | None) -> tuple[int, int] | None:
    """A whole sentence with the marks at its end, as the embedded engine has it; other tokens as they are."""
    if tokens is None:
        return None
    last = doc.sentences[doc.sentence_of[tokens[1] - 1]].last
    opens = doc.sentences[doc.sentence_of[tokens[0]]].first == tokens[0]
    return (tokens[0], last) if opens and set(doc.lowers[tokens[1] : last]) <= _FINAL else tokens


def _runs(doc: Document, numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring sentences as ranges of tokens."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        sentence = doc.sentences[number]
        if runs and runs[-1][1] == sentence.first:
            runs[-1] = (runs[-1][0], sentence.last)
        else:
            runs.append((sentence.first, sentence.last))
    return runs
