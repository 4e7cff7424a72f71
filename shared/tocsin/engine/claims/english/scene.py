"""An English document under the reader's eyes: its tokens as sets of bits, beside what all languages have."""

from __future__ import annotations

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.english.wordclasses import (
    BE,
    CLITIC,
    CUE,
    FINITE,
    IN_GROUP,
    NAME,
    SHOWS_VERB,
    SUBJECT,
    TELLS_CASE,
    TIME,
    VERB_LIKE,
    WH,
    word_bits,
)
from tocsin.engine.claims.lexicon import english
from tocsin.engine.claims.quotes import Quotes
from tocsin.engine.claims.scene import Scene
from tocsin.engine.listed import opens_body
from tocsin.text.document import Document


class EnglishScene(Scene):
    """A scene with word classes. All ranges are token ranges within one sentence."""

    def __init__(self, doc: Document, quotes: Quotes) -> None:
        super().__init__(doc, quotes)
        self.lexicon = english()
        self.bits = bits = list(map(word_bits.__getitem__, doc.lowers))
        for at in doc.upper:
            bits[at] = word_bits[doc.words[at]] if bits[at] & TELLS_CASE else bits[at] | NAME
            if bits[at] & TIME and opens_body(doc, at):
                bits[at] = NAME
        self.cue_tokens: list[int] = []
        """Where something may be read."""
        for at, found in enumerate(bits):
            if not found & (CUE | CLITIC):
                continue
            if found & CUE:
                self.cue_tokens.append(at)
                if not found & (NAME | FINITE) and at and bits[at - 1] & SHOWS_VERB and self._is_homograph(at):
                    bits[at] = found | FINITE | VERB_LIKE
            elif at and bits[at - 1] & (SUBJECT | WH):
                bits[at] = CLITIC | BE | FINITE | VERB_LIKE | IN_GROUP
        self.subjects: dict[Range, Range | None] = {}
        """What `subject_left` found: several patterns ask for the same subject."""
        self.participle = self.ing = self.relative = False
        """Of the cue being read: opens or follows a comma; ends in -ing; its subject is a relative pronoun."""

    def _is_homograph(self, at: int) -> bool:
        """Whether the word is a cue's finite form or a noun ("reports")."""
        word = self.lowers[at]
        return word in self.lexicon.finite and "homograph" in self.lexicon.classes.get(word, ())
