"""Finds the names in a text that may be places, before it is settled which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.engine.places.context import Context, context
from tocsin.engine.places.gazetteer import Gazetteer, Sense, gazetteer, spelling
from tocsin.text.document import Document

MOST_WORDS = 7
"""The longest names in use ("United States of America", "Donetsk People's Republic" ...) have fewer words."""


@dataclass(slots=True)
class Mention:
    """A name in the text: its tokens `[first, last)`, its range in code points, and what it may stand for."""

    first: int
    last: int
    start: int
    end: int
    senses: tuple[Sense, ...]
    hyphenated: bool = False
    """Part of a compound such as "Moscow-backed" or "Russia-Ukraine"."""


def find_mentions(doc: Document) -> list[Mention]:
    """Every capitalized name that the gazetteer knows and that is no part of a longer name of something else."""
    book, around = gazetteer(), context()
    words = doc.words
    found: list[Mention] = []
    free = 0
    for i, word in enumerate(words):
        if i < free or not word[0].isupper():
            continue
        swallowed = _phrase_end(words, i, around)
        if swallowed:
            free = swallowed
            continue
        for mention in _at(doc, i, book):
            found.append(mention)
            free = mention.last
    return found


def _phrase_end(words: list[str], i: int, around: Context) -> int:
    """The token after a longer name that is no place ("Bank of America") beginning at `i`, or 0."""
    for phrase in around.phrases.get(words[i], ()):
        if words[i : i + len(phrase)] == phrase:
            return i + len(phrase)
    return 0


def _at(doc: Document, i: int, book: Gazetteer) -> Iterator[Mention]:
    """The longest name that begins at token `i`, or the names inside a hyphenated token."""
    word = doc.words[i]
    form = spelling(word)
    for variant in _readings(form):
        longest = book.longest(variant)
        if longest > 1:
            several = _several(doc, i, variant, min(longest, MOST_WORDS), book)
            if several is not None:
                yield several
                return
        bare = _without_possessive(variant)
        senses = book.senses(bare)
        if senses:
            end = doc.ends[i] - (len(variant) - len(bare))
            yield Mention(i, i + 1, doc.starts[i], end, senses)
            return
    if "-" in form:
        yield from _parts(doc, i, form, book)


def _readings(form: str) -> tuple[str, ...]:
    """The word as it stands; capitals of a headline also as a name."""
    if len(form) > 3 and form.isupper():
        return form, "-".join(part.capitalize() for part in form.split("-"))
    return (form,)


def _without_possessive(form: str) -> str:
    return form[:-2] if form.endswith(("'s", "'S")) else form


def _several(doc: Document, i: int, first: str, longest: int, book: Gazetteer) -> Mention | None:
    """The longest name of more than one word that begins at `i`; the full stop of "St." is no word."""
    names, tokens, capitals = [first], [i], first != spelling(doc.words[i])
    j = i + 1
    while j < len(doc.words) and len(names) < longest:
        if doc.words[j] == "." and doc.starts[j] == doc.ends[j - 1] and len(doc.words[j - 1]) <= 2:
            j += 1
            continue
        if not doc.words[j][0].isalnum():
            break
        word = spelling(doc.words[j])
        names.append(word.capitalize() if capitals and word.isupper() else word)
        tokens.append(j)
        j += 1
    while len(names) > 1:
        whole = " ".join(names)
        bare = _without_possessive(whole)
        senses = book.senses(bare)
        if senses:
            last = tokens[-1]
            return Mention(i, last + 1, doc.starts[i], doc.ends[last] - (len(whole) - len(bare)), senses)
        names.pop()
        tokens.pop()
    return None


def _parts(doc: Document, i: int, form: str, book: Gazetteer) -> Iterator[Mention]:
    """Names inside "Moscow-backed", "Russia-Ukraine", "Kyiv-Kharkiv"."""
    at = doc.starts[i]
    for part in form.split("-"):
        bare = _without_possessive(part)
        if bare[:1].isupper() and len(bare) > 1:
            senses = book.senses(bare)
            if senses:
                yield Mention(i, i + 1, at, at + len(bare), senses, hyphenated=True)
        at += len(part) + 1
