"""Where a sentence of a report begins, whether it stands without the one before, and what is no part of the report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from tocsin.engine.dateline import behind_dateline, behind_stamp
from tocsin.text.document import Document, Sentence
from tocsin.text.lexicon import rows
from tocsin.text.quotes import quote_opening

_LONGEST_CREDIT: Final = 6
"""Tokens of an agency's name with its brackets: "(AP) —"."""
_OPENING: Final = 5
"""Tokens of the longest opening that is listed."""
_POINTING: Final = 4
"""Tokens from a sentence's start in which a preposition and what it points to are looked for."""
QUOTING: Final = frozenset(('"', "“", "«", "„", "‘", "``"))
_DASHES: Final = frozenset(("-", "–", "—", "--"))
_KINDS: Final = ("pointing", "leaning", "sourcing", "behind", "owning", "soon", "forward", "service", "ticker")
HEADLINE_SHARE: Final = 0.34
"""A sentence is the headline's lead when it has this share of the headline's words with content."""


def begins(doc: Document, sentence: Sentence) -> int:
    """The first token of the report's own words: behind a dateline, a time, when the page was changed, or an agency's
    name in brackets."""
    low = _behind_credit(doc, behind_stamp(doc, sentence.first, sentence.last), sentence.last)
    behind = behind_dateline(doc, low, sentence.last)
    behind = _behind_credit(doc, behind, sentence.last)
    return behind if behind < sentence.last else sentence.first


def dangles(doc: Document, first: int, last: int, classes: Mapping[str, frozenset[str]]) -> bool:
    """Whether a sentence whose own words begin at token `first` can't be read without the one before: it points back,
    opens with words that lean on it ("But", "In addition", "The 29-year-old"), or is a quotation without its speaker.

    `classes`: as in `points_back`."""
    lower = doc.lowers[first]
    if lower in _leaning_words(doc.language) or not lower[0].isalnum():  # as with few sentences
        if _opens_with("leaning", doc, first, last):
            return True
        if _opens_with("pointing", doc, first, last):
            return not _tells_time(doc, first)
    if classes and _points_behind_preposition(("behind", "owning"), doc, first, last, classes):
        return True
    by_age = lower == "the" and "".join(doc.lowers[first + 1 : first + 3]).partition("-year")[2].startswith(
        ("-old", "old")
    )
    return by_age or (doc.words[first] in QUOTING and _is_quoted(doc, first, last))


def _is_quoted(doc: Document, first: int, last: int) -> bool:
    """Whether the quotation that opens at token `first` takes the whole sentence, or is not known to end in it."""
    quote = quote_opening(doc.quotes, first)
    return quote is None or quote.close >= last - 2


def points_back(doc: Document, first: int, last: int, classes: Mapping[str, frozenset[str]]) -> bool:
    """Whether what a sentence is about was named before it: it opens with a pronoun or a pointing word ("He", "These
    firms"), or has one behind a preposition in its first words, before any name ("Among them", "Поводом для этого").

    `classes` are the word classes of the document's language: they say what is a preposition."""
    if _opens_with("pointing", doc, first, last):
        return not _tells_time(doc, first)
    return _points_behind_preposition(("behind",), doc, first, last, classes)


def _points_behind_preposition(
    kinds: tuple[str, ...], doc: Document, first: int, last: int, classes: Mapping[str, frozenset[str]]
) -> bool:
    openers = _openers(doc.language)
    for at in range(first + 1, min(first + _POINTING, last)):
        if doc.capital[at]:
            return False
        if "preposition" in classes.get(doc.lowers[at - 1], ()) and any(doc.lowers[at] in openers[k] for k in kinds):
            return not _tells_time(doc, at)
    return False


def _tells_time(doc: Document, at: int) -> bool:
    """As in "this week": no sentence before needs to be known."""
    return any(word in _openers(doc.language)["soon"] for word in doc.lowers[at + 1 : at + 2])


def only_names_source(doc: Document, first: int, last: int) -> bool:
    """Whether the sentence tells where the one before was told ("Об этом сообщает ...")."""
    return _opens_with("sourcing", doc, first, last)


def points_forward(doc: Document, sentence: Sentence) -> bool:
    """Whether a report may open with it though it opens with a pointing word: "This is the moment when ..."."""
    return _opens_with("forward", doc, begins(doc, sentence), sentence.last)


def is_service_line(doc: Document, sentence: Sentence) -> bool:
    """Whether the sentence speaks of the page and not of the news, "Scroll down for video", "Читайте также", or is a
    minute of a match: "Attempt saved.", "Jan Velo (Harn Rovers) wins a free kick."."""
    first, last = behind_stamp(doc, sentence.first, sentence.last), sentence.last
    return _opens_with("service", doc, first, last) or _is_minute(doc, first, last)


def _is_minute(doc: Document, first: int, last: int) -> bool:
    """Names with a club in brackets and what is said of players, or nothing but capitals and figures: "Corner, Harn.",
    "Harn 3, Lind 0."."""
    words = doc.words
    if doc.language != "en" or words[min(first + 1, last - 1)][0].islower():  # as with most sentences
        return False
    behind = next((at for at in range(first, last) if words[at] == "(" or words[at][0].islower()), last)
    if behind == last:
        return not doc.text[doc.starts[first] : doc.ends[last - 1]].isupper()
    reach = range(behind, min(behind + _LONGEST_CREDIT, last - 1))
    close = next((at for at in reach if words[at] == ")"), None) if words[behind] == "(" else None
    return close is not None and _opens_with("ticker", doc, close + 1, last)


def follows_colon(doc: Document, sentence: Sentence) -> bool:
    """Whether the line before announces it ("The obituary says:"), so that it is somebody else's words."""
    before = sentence.first - 1
    return before >= 0 and doc.words[before] == ":" and doc.sentences[doc.sentence_of[before]].end <= sentence.start


def named_in_headline(doc: Document, sentence: Sentence, content: frozenset[str]) -> bool:
    """Whether `content`, the sentence's words with content, has a good share of the headline's: its title, or the line
    without a full stop that the text begins with."""
    headline = _headline(doc, sentence)
    stems = {word[:5] for word in headline if len(word) > 3}
    shared = stems & {word[:5] for word in content}
    return len(stems) > 1 and len(shared) >= max(2, HEADLINE_SHARE * len(stems))


def _opens_with(kind: str, doc: Document, first: int, last: int) -> bool:
    known, lower = _openers(doc.language)[kind], doc.lowers[first]
    if lower not in known and lower[0].isalnum():  # as with nearly all sentences
        return False
    opening = [word for word in doc.lowers[first : min(first + _OPENING, last)] if word[0].isalnum()]
    phrases = known.get(opening[0]) if opening else None
    if phrases is None:
        return False
    longest = min(len(opening), max(phrases.values()))
    return any(" ".join(opening[:length]) in phrases for length in range(1, longest + 1))


def _headline(doc: Document, sentence: Sentence) -> list[str]:
    if doc.title:
        return [word.strip(".,:;!?«»“”\"'()") for word in doc.title.lower().split()]
    first = doc.sentences[0]
    return (
        doc.lowers[first.first : first.last] if first is not sentence and first.paragraph != sentence.paragraph else []
    )


def _behind_credit(doc: Document, low: int, high: int) -> int:
    """Behind "(AP)" and the dash that may follow it."""
    if doc.words[low] != "(":
        return low
    reach = range(low + 1, min(low + _LONGEST_CREDIT, high - 1))
    close = next((at for at in reach if doc.words[at] == ")"), None)
    if close is None or not all(
        word[0].isupper() or word.isupper() or word in "/&" for word in doc.words[low + 1 : close]
    ):
        return low
    return close + 2 if doc.words[close + 1] in _DASHES and close + 2 < high else close + 1


@cache
def _leaning_words(language: str) -> frozenset[str]:
    """The first words of openings that point or lean."""
    openers = _openers(language)
    return frozenset((*openers["pointing"], *openers["leaning"]))


@cache
def _openers(language: str) -> dict[str, dict[str, dict[str, int]]]:
    """The openings of each kind by their first word, with how many words they have."""
    found: dict[str, dict[str, dict[str, int]]] = {kind: {} for kind in _KINDS}
    for kind, of, *words in rows("summary_openers.txt"):
        for word in words if of in (language, "any") else ():
            found[kind].setdefault(word.partition("_")[0], {})[word.replace("_", " ")] = word.count("_") + 1
    return found
