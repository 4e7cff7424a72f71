"""What is a sentence of the report: no headline, caption, list item, service line, nor half of a quotation."""

from __future__ import annotations

from itertools import chain
from typing import Final

from tocsin.engine.claims.boilerplate import is_boilerplate
from tocsin.engine.leads import follows_colon, is_service_line
from tocsin.text.document import Document, Sentence
from tocsin.text.morphology import Form, readings

_FULL_STOPS: Final = frozenset(".!?…。॥।")
CANDIDATES: Final = 300
"""Sentences looked at, from the start: what a longer text is about is said there."""
LEAST_WORDS, MOST_WORDS = 5, 104
"""Tokens. A sentence outside these is a fragment or a list that was not split."""
MOST_RUN_IN: Final = 50
"""The same inside a paragraph, where longer ones mostly have captions run into them: printed articles of CNN and Daily
Mail lose 4 points of ROUGE-1 by those."""
INFLECTED: Final = frozenset(("ru", "uk"))
"""Languages whose words change their letters from form to form, and for which there is a dictionary."""
_BULLETS: Final = frozenset(("-", "–", "—", "•", "*", "●", "▪", "·"))
_PREDICATES: Final = frozenset(("verb", "predicative"))
_CASES: Final[dict[str, tuple[str, ...]]] = {"ru": ("",), "uk": ("", "nominative")}
_SHORT: Final = frozenset(("adjective", "participle"))
_DASHES: Final = frozenset(("–", "—"))


def is_whole(doc: Document, sentence: Sentence, number: int) -> bool:
    """Neither a fragment nor a headline, byline or other line without a full stop, nor what introduces or sells it."""
    if not LEAST_WORDS <= sentence.last - sentence.first <= _most_words(doc, sentence, number):
        return False
    if not _ends_with_stop(doc, sentence) or doc.words[sentence.first] in _BULLETS:
        return False
    if doc.language in ("ru", "uk") and is_boilerplate(doc, sentence):
        return False
    return not is_service_line(doc, sentence) and not follows_colon(doc, sentence)


def _ends_with_stop(doc: Document, sentence: Sentence) -> bool:
    """Whether the last mark, or the one before it, ends a sentence."""
    ending = doc.words[sentence.last - 2 : sentence.last]
    return ending[1] in _FULL_STOPS or not _FULL_STOPS.isdisjoint(chain.from_iterable(ending))


def _most_words(doc: Document, sentence: Sentence, number: int) -> int:
    """A long sentence is believed where it is a paragraph, as laws and communiques have them."""
    following = doc.sentences[number + 1] if number + 1 < len(doc.sentences) else None
    alone = following is not None and following.paragraph != sentence.paragraph
    return MOST_WORDS if alone or len(doc.sentences) == 1 else MOST_RUN_IN


def broken_by_quotes(doc: Document) -> set[int]:
    """Sentences that hold one end of a quotation only. A typewriter's single mark proves nothing: it is an apostrophe
    more often, and one misread would throw out half an article."""
    broken: set[int] = set()
    for quote in doc.quotes:
        if quote.depth == 0 and quote.close < len(doc.sentence_of) and doc.words[quote.open] != "'":
            opens, closes = doc.sentence_of[quote.open], doc.sentence_of[quote.close]
            if opens != closes and closes - opens <= CANDIDATES:
                broken.update(range(opens, closes + 1))
    return broken


def announced(doc: Document, numbers: list[int], speakers: frozenset[str]) -> set[int]:
    """Of the sentences that are whole those of a paragraph of somebody's words that the line before announces: it ends
    with a colon, and one of them has a word of the first or second person."""
    ending = {s.paragraph for s in doc.sentences[:CANDIDATES] if doc.words[s.last - 1] == ":"}
    if not ending:
        return set()
    behind = [n for n in numbers if doc.sentences[n].paragraph - 1 in ending]
    talking = {
        doc.sentences[n].paragraph
        for n in behind
        if not speakers.isdisjoint(doc.lowers[doc.sentences[n].first : doc.sentences[n].last])
    }
    return {n for n in behind if doc.sentences[n].paragraph in talking}


def captions(doc: Document, numbers: list[int]) -> set[int]:
    """Of the sentences that are whole, in order, those of the paragraphs that stand before the news of an article and
    are captions or headlines; none where nothing else is there."""
    for at, number in enumerate(numbers):
        if not _is_caption(doc, number):
            return set(numbers[:at])
    return set()


def _is_caption(doc: Document, number: int) -> bool:
    """Whether it is of a paragraph whose first sentence has no predicate."""
    paragraph = doc.sentences[number].paragraph
    first = number
    while first and doc.sentences[first - 1].paragraph == paragraph:
        first -= 1
    return paragraph < doc.sentences[-1].paragraph and not _has_predicate(doc, doc.sentences[first])


def _has_predicate(doc: Document, sentence: Sentence) -> bool:
    """A finite verb, a short form, or a dash in its place. In Russian and Ukrainian only; others are not asked."""
    if doc.language not in INFLECTED:
        return True
    for at in range(sentence.first, sentence.last):
        if doc.words[at] in _DASHES:
            return True
        named = doc.capital[at] and at > sentence.first
        if not named and any(_is_predicate(each.form, doc.language) for each in readings(doc.lowers[at], doc.language)):
            return True
    return False


def _is_predicate(form: Form, language: str) -> bool:
    """Ukrainian adjectives and participles have no short form: "Міст закритий" is a sentence."""
    return form.part in _PREDICATES or (form.part in _SHORT and form.case in _CASES[language])
