"""Spans of an article and the sentences around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from tocsin.engine.claims.speakers.names import stem as name_stem
from tocsin.model import Span
from tocsin.text.document import Sentence, read
from tocsin.text.morphology import readings

if TYPE_CHECKING:
    from tocsin.engine.compare.words import Word

_OUTER: Final = " .,;:!?…-–—'‘’`"
_EDGES: Final = _OUTER + '"“”„«»'
_QUOTES: Final = str.maketrans(dict.fromkeys('"“”„«»`‘', " "))
_SEAMS: Final = str.maketrans(dict.fromkeys("\"“”„«»'‘’`.,;:!?…–—", " "))
_THAT: Final = frozenset({"", "that", "что", "що"})
_ALIKE: Final = 3
"""Letters that the cases of a name have in common."""


class _Split(NamedTuple):
    """Sentences, and where they begin and end."""

    sentences: list[Sentence]
    starts: list[int]
    ends: list[int]


class _Stems(NamedTuple):
    words: frozenset[str]
    names: frozenset[str]
    """A surname in -ов or a first name in -на is no inflected form, as which a common noun would lose its end."""


class Passages:
    """One article's text as the gate asks for it; the text is only split when something is not verbatim."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self._language = language
        self._split: _Split | None = None
        self._known: _Stems | None = None

    def inside(self, span: Span) -> bool:
        return 0 <= span.start < span.end <= len(self.text)

    def hold(self, spans: Sequence[Span]) -> bool:
        """Whether there are spans, each inside the text and with something in it."""
        for span in spans:
            if not self.inside(span) or self.text[span.start : span.end].isspace():
                return False
        return bool(spans)

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def verbatim(self, written: str, spans: Sequence[Span]) -> bool:
        """Whether `written` stands under `spans`, apart from spaces, quotes, outer marks and a leading "that"."""
        if len(spans) == 1 and written == self.quote(spans[0]):
            return True
        if len(spans) > 1:  # where the parts of an interrupted quotation meet, a mark or a "that" may have gone
            parts = [word for span in spans for word in _seamless(self.quote(span))]
            return bool(parts) and _seamless(written) == parts
        quote = self.quote(spans[0])
        if written[:1].isalnum() and written in quote:  # as nearly always; the rest is for other quotes and spaces
            before, _, after = quote.partition(written)
            if not after.strip(_EDGES) and before.strip(_EDGES).lower() in _THAT:
                return True
        own, theirs = _bare(written), _bare(quote)
        return bool(own) and theirs.endswith(own) and theirs[: -len(own)].strip(_OUTER).lower() in _THAT

    def names(self, name: str, mention: Span | None) -> bool:
        """Whether the words of `name` are words of the text, in any inflected form.

        They are sought at the mention first: a name for each line of a long text would be sought through all of it.
        """
        named = mention is not None and self.text.startswith(name, mention.start)
        if not name.strip() or named or name in self.text:
            return bool(name.strip())
        names = [word for word in _words(name) if word.kind != "punct"]
        if mention is not None and self._declined(names, self.quote(mention)):
            return True
        of_words, of_names = self._stems()
        return all(
            word.stem in of_words or name_stem(word.lower) in of_names or self._has_form_of(word.lower)
            for word in names
        )

    def _has_form_of(self, name: str) -> bool:
        """Whether the text has the name in another case by the dictionary: "Николая" for "Николай"."""
        lemmas = {each.lemma for each in readings(name, self._language) if each.listed}
        alike = {word.lower for word in _words(self.text) if word.lower[:_ALIKE] == name[:_ALIKE]} if lemmas else set()
        return any(each.lemma in lemmas for word in alike for each in readings(word, self._language))

    def _declined(self, names: list[Word], mention: str) -> bool:
        """Whether each word is one of the mention, or the dictionary knows it as a form of one: "матеріали"."""
        there = _words(mention)
        written = {word.lower for word in there}
        lemmas = {each.lemma for word in there for each in readings(word.lower, self._language)}
        return all(
            word.lower in written or any(each.lemma in lemmas for each in readings(word.lower, self._language))
            for word in names
        )

    def around(self, spans: Sequence[Span]) -> str:
        """The whole sentences that the spans touch, in reading order."""
        return " ".join(self.quote(sentence.span) for sentence in self.sentences_of(spans))

    def sentences_of(self, spans: Sequence[Span]) -> list[Sentence]:
        touched: set[int] = set()
        sentences, starts, ends = self._sentences()
        for span in spans:
            touched.update(range(bisect_right(ends, span.start), bisect_left(starts, span.end)))
        return [sentences[number] for number in sorted(touched)]

    def _sentences(self) -> _Split:
        if self._split is None:
            sentences = read(self.text, language=self._language).sentences
            self._split = _Split(sentences, [one.start for one in sentences], [one.end for one in sentences])
        return self._split

    def _stems(self) -> _Stems:
        if self._known is None:
            words = _words(self.text)
            names = frozenset(name_stem(word.lower) for word in words)
            self._known = _Stems(frozenset(word.stem for word in words), names)
        return self._known


def _bare(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split()).strip(_OUTER)


def _seamless(text: str) -> list[str]:
    words_alone = text.translate(_SEAMS).split()
    return words_alone[1:] if words_alone and words_alone[0] in _THAT else words_alone


def words_of(passages: Passages, sentence: Sentence) -> list[Word]:
    """The words of a sentence with offsets into the article."""
    shift = sentence.start
    found = _words(passages.quote(sentence.span))
    return [word._replace(start=word.start + shift, end=word.end + shift) for word in found]


def _words(text: str) -> tuple[Word, ...]:
    from tocsin.engine.compare.words import words  # noqa: PLC0415  # verbatim items, which are most, do without

    return words(text)
