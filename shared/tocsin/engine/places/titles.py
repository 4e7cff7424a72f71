"""Whether a place's name is that of a thing: a ship, an outlet, a firm, a book; «Бердянськ», «Наші гроші. Львів»."""

from __future__ import annotations

from typing import Final

from tocsin.engine.places.context import context
from tocsin.engine.places.mentions import Mention
from tocsin.text.document import Document
from tocsin.text.morphology import readings

_LONGEST: Final = 6
"""Tokens between the marks of a name; what is longer is said, not called."""
_MARKS: Final = frozenset('"«»„“”')
_CALLED_WITHIN: Final = 2
"""Words before the mark among which stands what bears the name ("the tanker 'Odesa'", «катер проєкту «Бердянськ»»)."""


def is_a_things_name(doc: Document, mention: Mention) -> bool:
    """Whether it is, or ends, a name in quotation marks that is no place, or is glued to one ("Крим.Реалії")."""
    if _is_glued(doc, mention):
        return True
    opening, close = _quoted(doc, mention)
    if opening < 0:
        return False
    around = context()
    if opening == mention.first - 1 and close == mention.last:
        return any(word in around.vessels for word in doc.lowers[max(0, opening - _CALLED_WITHIN) : opening])
    before = doc.lowers[mention.first - 1]
    if mention.first == opening + 1 or before in around.inside or before in around.origin or before in around.to:
        return False
    return doc.language in ("ru", "uk") and not any(_is_verb(doc, token) for token in range(opening + 1, close))


def _quoted(doc: Document, mention: Mention) -> tuple[int, int]:
    """The marks of a short name in quotation marks around the mention, over line breaks too; -1 twice for none."""
    words = doc.words
    if _MARKS.isdisjoint(words[max(0, mention.first - _LONGEST) : mention.first]):  # as nearly always
        return -1, -1
    before = range(mention.first - 1, max(-1, mention.first - _LONGEST - 1), -1)
    opening = next((token for token in before if words[token] in _MARKS), -1)
    after = range(mention.last, min(len(words), mention.last + _LONGEST))
    close = next((token for token in after if words[token] in _MARKS), -1)
    if opening < 0 or close < 0 or not _opens(doc, opening) or _opens(doc, close) or close - opening > _LONGEST + 1:
        return -1, -1
    return opening, close


def _opens(doc: Document, mark: int) -> bool:
    """Whether a mark opens: by itself, or one that may do both by what it is glued to."""
    if doc.words[mark] not in '"“':
        return doc.words[mark] in "«„"
    glued_behind = mark + 1 < len(doc.words) and doc.starts[mark + 1] == doc.ends[mark]
    glued_before = mark > 0 and doc.starts[mark] == doc.ends[mark - 1] and doc.words[mark - 1] != "("
    return glued_behind and not glued_before


def _is_glued(doc: Document, mention: Mention) -> bool:
    """A full stop and a capital follow with no space between."""
    stop, following = mention.last, mention.last + 1
    if following >= len(doc.words) or doc.words[stop] != ".":
        return False
    return doc.starts[stop] == doc.ends[stop - 1] and doc.starts[following] == doc.ends[stop] and doc.capital[following]


def _is_verb(doc: Document, token: int) -> bool:
    found = readings(doc.words[token], doc.language)
    return bool(found) and found[0].form.part in ("verb", "predicative")
