"""A Russian or Ukrainian document under the reader's eyes: its word classes, beside what all languages have."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.quotes import Quotes
from tocsin.engine.claims.scene import Scene
from tocsin.engine.claims.slavic.lexicon import slavic
from tocsin.engine.claims.speakers.names import name_words
from tocsin.text.document import Document

_NONE: Final[frozenset[str]] = frozenset()
_BEYOND: Final = 3
"""Tokens behind the end of the text, of no class: a text may be cut off anywhere, and what follows is asked for."""


class SlavicScene(Scene):
    """A scene with word classes; a cue stands before its subject as often as behind it."""

    def __init__(self, doc: Document, quotes: Quotes) -> None:
        super().__init__(doc, quotes)
        self.lexicon = slavic(doc.language)
        classes = self.lexicon.classes
        self.classes = [classes.get(word, _NONE) for word in doc.lowers] + [_NONE] * _BEYOND
        self.known = name_words()
        first = {sentence.first for sentence in doc.sentences}
        self.names_inside = frozenset(doc.lowers[at] for at in doc.upper if at not in first)
        """Lower-cased words that have a capital letter inside of a sentence somewhere."""
