"""The sentences that a summary is chosen from, each with what it weighs and whether it can be read alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from tocsin.engine.claims.run_on import run_on
from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.engine.leads import begins, dangles, named_in_headline, only_names_source
from tocsin.engine.summary.alone import bare_subject, quotes_somebody_known
from tocsin.engine.summary.links import closes_links, has_links, joined, without_links
from tocsin.engine.summary.weights import summary_words, weights
from tocsin.engine.summary.whole import (
    CANDIDATES,
    INFLECTED,
    LEAST_WORDS,
    MOST_WORDS,
    announced,
    broken_by_quotes,
    captions,
    is_whole,
)
from tocsin.model import Span
from tocsin.text.document import Document, Sentence

LATER_LENGTH_POWER, LENGTH_OFFSET = 0.8, 5
"""The weight of a further sentence is divided by (words + offset) to this power: 0 would take the longest, 1 the
densest. This and what follows was set by hand (docs/evaluation.md); a quarter more or less is worth less than .5."""
TALK: Final = 3.0
"""How fast the share of first- and second-person words takes weight away; at most `TALK_MOST` of it."""
TALK_MOST: Final = 0.6
EARLY_HALF: Final = 4.0
"""So many sentences on, a further sentence weighs half of what it would weigh at the start."""


class Candidate(NamedTuple):
    sentence: Sentence
    spans: tuple[Span, ...]
    text: str
    number: int
    words: int
    """Tokens of letters and digits only, which is what its weight is set against."""
    content: frozenset[str]
    """Its words with content."""
    weight: float
    """How often the article has its words, less what talk costs."""
    worth: float
    """As a further sentence, as long as none of its words is in the summary."""
    leans: bool
    """Cannot be read without the sentence before."""
    bare: str
    """The noun that stands for who it is about, where it does not tell that ("The firm"); in English only."""
    first: int
    """The first token of its own words."""

    @property
    def length(self) -> int:
        """In words as people count them."""
        return len(self.text.split())


class _Article(NamedTuple):
    """What is the same for all sentences of an article."""

    doc: Document
    weight: dict[str, int]
    speakers: frozenset[str]
    """Words of the first and second person."""
    classes: Mapping[str, frozenset[str]]
    """Word classes, where a pronoun behind a preposition points back. In English it mostly stands for somebody who is
    named later in the same sentence: "On her first day in court, Ms Lind was told ..."."""
    linked: bool


def find_candidates(doc: Document) -> list[Candidate]:
    """Whole sentences, each once, or whatever there is where the text has none."""
    classes = word_classes(doc.language) if doc.language in INFLECTED else {}
    article = _Article(doc, weights(doc), summary_words(doc.language)["speaker"], classes, has_links(doc))
    broken = broken_by_quotes(doc)
    sentences = _without_captions(doc, doc.sentences[:CANDIDATES])
    numbered = list(enumerate(sentences))
    whole = [i for i, sentence in numbered if i not in broken and is_whole(doc, sentence, i)]
    if article.linked:
        whole = [i for i in whole if closes_links(doc, sentences[i])]
    left_out = captions(doc, whole) | announced(doc, whole, article.speakers)
    told = [i for i in whole if i not in left_out] or whole
    found = [_candidate(article, sentences[i], i) for i in told]
    found = _announcing(article, numbered[: found[0].number if found else None]) + found
    if not found and numbered:
        found = [_candidate(article, numbered[0][1], 0)]
    once: dict[str, Candidate] = {}
    for candidate in found:
        once.setdefault(candidate.text, candidate)
    return list(once.values())


def _without_captions(doc: Document, sentences: list[Sentence]) -> list[Sentence]:
    """Where a caption without a full stop runs into a sentence, the sentence alone."""
    for at in run_on(doc) if doc.language == "en" else ():
        number = doc.sentence_of[at]
        if number < len(sentences):
            sentences[number] = sentences[number]._replace(first=at, start=doc.starts[at])
    return sentences


def _announcing(article: _Article, before: list[tuple[int, Sentence]]) -> list[Candidate]:
    """The headline's news, told in a sentence that announces what somebody said of it and ends with a colon, where it
    stands before any whole sentence. The colon is left out."""
    doc = article.doc
    for number, sentence in before:
        if LEAST_WORDS <= sentence.last - sentence.first <= MOST_WORDS and doc.words[sentence.last - 1] == ":":
            told = sentence._replace(last=sentence.last - 1, end=doc.ends[sentence.last - 2])
            candidate = _candidate(article, told, number)
            if named_in_headline(doc, sentence, candidate.content):
                return [candidate]
    return []


def _candidate(article: _Article, sentence: Sentence, number: int) -> Candidate:
    doc, weight = article.doc, article.weight
    lowers = doc.lowers[sentence.first : sentence.last]
    content = frozenset(filter(weight.__getitem__, lowers))
    length = sum(map(str.isalnum, lowers))
    talk = len(article.speakers.intersection(lowers)) / max(length, 1)
    value = sum(map(weight.__getitem__, content)) * (1 - min(TALK_MOST, TALK * talk))
    first = begins(doc, sentence)
    spans = without_links(doc, first, sentence) if article.linked else (Span(doc.starts[first], sentence.end),)
    english = doc.language == "en"
    leans = dangles(doc, first, sentence.last, article.classes)
    leans = leans or (english and quotes_somebody_known(doc, first, sentence.last))
    bare = bare_subject(doc, first, sentence.last) if english else ""
    worth = 0.0 if leans and only_names_source(doc, first, sentence.last) else _worth(value, length, number)
    return Candidate(sentence, spans, joined(doc, spans), number, length, content, value, worth, leans, bare, first)


def _worth(value: float, words: int, number: int) -> float:
    return value / float((words + LENGTH_OFFSET) ** LATER_LENGTH_POWER) / (1 + number / EARLY_HALF)
