"""The tokens of an English document with their word classes, and what one token or a verb group is."""

from __future__ import annotations

from itertools import repeat

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.lexicon import Lexicon
from tocsin.text.document import Document

_NONE: frozenset[str] = frozenset()
_FINITE = frozenset({"be", "have", "do", "modal", "finite"})
_SKIPPED = frozenset({"adverb", "be", "have", "do", "modal", "negation"})
_BEFORE_IS = frozenset({"subject", "wh"})
_IS = frozenset({"be"})
CLITIC = frozenset(("'s", "’s"))


class WordClasses:
    """The tokens of one document with their word classes. All ranges are token ranges within one sentence."""

    def __init__(self, doc: Document, lexicon: Lexicon) -> None:
        self.words = doc.words
        self.lowers = doc.lowers
        self.lexicon = lexicon
        self.cues = lexicon.cues
        self.subjects: dict[tuple[int, int], Range | None] = {}
        """What `subject_left` found: several patterns ask for the same subject."""
        classes = lexicon.classes
        self.classes = list(map(classes.get, doc.lowers, repeat(_NONE)))
        for at in [i for i in doc.odd if doc.lowers[i] in CLITIC]:
            if at and self.classes[at - 1] & _BEFORE_IS:
                self.classes[at] = _IS

    def has(self, at: int, *names: str) -> bool:
        return not self.classes[at].isdisjoint(names)

    def is_name(self, at: int) -> bool:
        return self.words[at][0].isupper()

    def is_word(self, at: int) -> bool:
        return self.words[at][0].isalnum()

    def finite(self, at: int) -> bool:
        """A verb that can carry a clause."""
        word = self.lowers[at]
        if self.classes[at] & _FINITE:
            return True
        if word not in self.lexicon.finite or self.is_name(at):
            return False
        return "homograph" not in self.classes[at] or (
            at > 0 and (self.is_name(at - 1) or self.has(at - 1, "subject", "wh"))
        )

    def verb_like(self, at: int) -> bool:
        return self.finite(at) or (self.lowers[at].endswith("ed") and len(self.lowers[at]) > 4 and not self.is_name(at))

    def group_start(self, at: int, low: int) -> int:
        """First token of the verb group that ends at `at`: auxiliaries, adverbs and time words to its left."""
        start = at
        while start - 1 >= low:
            before = start - 1
            if (self.classes[before] & _SKIPPED and not self.words[before][0].isdigit()) or (
                self.lowers[before].endswith("ly") and not self.is_name(before) and len(self.lowers[before]) > 4
            ):
                start -= 1
            elif self.has(before, "time"):
                start -= 2 if before - 1 >= low and self.lowers[before - 1] in ("on", "in") else 1
            else:
                break
        return start

    def negated(self, start: int, at: int) -> bool:
        return any("negation" in self.classes[i] for i in range(start, at))
