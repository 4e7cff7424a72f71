"""Words as the patterns see them: lower case, no punctuation, hyphenated words in parts, one spelling."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.text.document import Document, read

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "ё": "е"})
_POSSESSIVE = "'s"
_BREAKS = frozenset("•;|")
"""Marks that part one headline of a digest from the next."""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence's word forms and, for each, the number of the token it comes from."""

    forms: list[str]
    tokens: list[int]


def sentences_of(doc: Document) -> list[Words]:
    """The document's sentences as words; those without any are left out."""
    result = []
    for sentence in doc.sentences:
        words = Words([], [])
        for token in doc.tokens_of(sentence):
            lower = doc.lowers[token]
            if lower.isalpha() and "ё" not in lower:
                words.forms.append(lower)
                words.tokens.append(token)
            elif lower in _BREAKS:
                result.append(words)
                words = Words([], [])
            else:
                _add_parts(words, lower, token)
        result.append(words)
    return [words for words in result if words.forms]


def title_words(title: str | None) -> list[Words]:
    """The same for a headline, which stands outside the text."""
    return sentences_of(read(title, language="und")) if title else []


def _add_parts(words: Words, lower: str, token: int) -> None:
    for part in lower.translate(_APOSTROPHES).replace(".", "").split("-"):
        form = part.removesuffix(_POSSESSIVE).strip("'")
        if form and form[0].isalnum():
            words.forms.append(form)
            words.tokens.append(token)
