"""Where each word of a sentence stands in its source: the cheapest path, by dynamic programming with a beam."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tocsin.engine.compare.lexicon import groups
from tocsin.engine.compare.stems import derived, inflects
from tocsin.engine.compare.words import Word
from tocsin.engine.gate.joints import Joint, beginning, between, closes, ending, opens

BEAM: Final = 16
"""Paths kept after each word. 8, 16 and 64 gave the same AUC on sentence pairs; the time grows with it."""

INFLECTED, REPLACED, LIKENED, OTHER_AUXILIARY, OTHER_PREPOSITION = 0.15, 0.25, 0.3, 0.2, 0.7
"""Cost of another form, an equal word, a word that is only like it ("killed" for "murdered"), and of other grammar."""
_NEW: Final = {
    "number": 1.2, "preposition": 0.8, "modal": 0.8, "adverb": 0.5, "pronoun": 0.2, "determiner": 0.2,
    "conjunction": 0.4, "auxiliary": 0.4, "negation": 1.0,
}  # fmt: skip
NEW_CONTENT: Final = 1.0
"""Cost of a word that the source does not have; `_NEW` by kind, this for content. An article or pronoun more changes
little, a "was" or an "and" may change who does what. Content a third cheaper took .014 off the AUC on pairs, any other
kind by half or double .005 at most."""
_SHARED, _ENDING = 4, 3
"""Two Cyrillic words are forms of one if they share the first four letters and differ in an ending of three at most."""
_ROOT: Final = 5
"""English words can be derived of one another ("complain", "complaints") if they share so many letters."""
NOWHERE: Final = 1.0
"""Cost of an alignment that found no word at all."""


class Step(NamedTuple):
    """One word of the sentence: its place in the source (None if it is new there) and the joint before it."""

    word: Word
    place: int | None
    joint: Joint
    cost: float

    @property
    def likened(self) -> bool:
        """The source has not this word but one that often stands for it: near, and not the same."""
        return self.place is not None and self.cost == LIKENED


class Alignment(NamedTuple):
    """The cheapest reading of a sentence as a shortening of `source`."""

    steps: tuple[Step, ...]
    source: Sequence[Word]
    end: Joint

    @property
    def whole(self) -> bool:
        """Whether it begins and ends where sentences of the source do."""
        places = self.places
        return bool(places) and opens(self.source, places[0]) and closes(self.source, places[-1])

    @property
    def places(self) -> list[int]:
        return [step.place for step in self.steps if step.place is not None]


class _Index:
    """The words of a source by form, stem and group."""

    def __init__(self, source: Sequence[Word]) -> None:
        self.source = source
        self.equal, self.tight = groups("equal"), groups("tight")
        self.forms: dict[str, list[int]] = {}
        self.stems: dict[str, list[int]] = {}
        self.grouped: dict[int, list[int]] = {}
        """Places of each group of synonyms; groups are numbered across sections."""
        self.kinds: dict[str, list[int]] = {"auxiliary": [], "preposition": []}
        self.cyrillic: dict[str, list[int]] = {}
        self.roots: dict[str, list[int]] = {}
        for at, word in enumerate(source):
            if word.kind == "punct":
                continue
            self.forms.setdefault(word.lower, []).append(at)
            self.stems.setdefault(word.stem, []).append(at)
            for group in () if word.capital else self._groups(word):
                self.grouped.setdefault(group, []).append(at)
            if word.kind in self.kinds:
                self.kinds[word.kind].append(at)
            elif word.lower[0] > "\u0400":
                self.cyrillic.setdefault(word.lower[:_SHARED], []).append(at)
            elif len(word.stem) >= _ROOT and word.kind == "content" and not word.capital:
                self.roots.setdefault(word.stem[:_ROOT], []).append(at)

    def candidates(self, word: Word) -> Iterator[tuple[int, float]]:
        """Places where `word` may stand and what each costs."""
        found: dict[int, float] = {}
        for at in self.forms.get(word.lower, ()):
            found[at] = 0.0
        if word.kind != "number":
            for at in self._forms_of(word):
                found.setdefault(at, INFLECTED)
            equal = self.equal.get(word.stem, frozenset())
            for group in self._groups(word):
                for at in self.grouped.get(group, ()):
                    found[at] = min(found.get(at, LIKENED), REPLACED if group in equal else LIKENED)
            for at in self.roots.get(word.stem[:_ROOT], ()) if not word.capital else ():
                if derived(word.stem, self.source[at].stem):
                    found.setdefault(at, LIKENED)
        price = OTHER_AUXILIARY if word.kind == "auxiliary" else OTHER_PREPOSITION
        for at in self.kinds.get(word.kind, ()):
            found.setdefault(at, price)
        return iter(sorted(found.items()))

    def _groups(self, word: Word) -> list[int]:
        return sorted({*self.equal.get(word.stem, ()), *self.tight.get(word.stem, ())})

    def _forms_of(self, word: Word) -> Iterator[int]:
        yield from self.stems.get(word.stem, ())
        for at in self.cyrillic.get(word.lower[:_SHARED], ()):
            if _one_paradigm(word.lower, self.source[at].lower):
                yield at


def _one_paradigm(one: str, other: str) -> bool:
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    if shared < _SHARED or max(len(one), len(other)) - shared > _ENDING:
        return False
    return inflects(one[shared:]) and inflects(other[shared:])


class _Path(NamedTuple):
    """A chain of steps, the last one first, and what it costs."""

    cost: float
    step: Step | None
    before: _Path | None

    def steps(self) -> tuple[Step, ...]:
        found: list[Step] = []
        path: _Path | None = self
        while path is not None and path.step is not None:
            found.append(path.step)
            path = path.before
        return tuple(reversed(found))


_NO_JOINT: Final = Joint(0.0)


def align(sentence: Sequence[Word], source: Sequence[Word]) -> Alignment:
    """Align the words of `sentence` (marks are skipped) with `source`."""
    wanted = [word for word in sentence if word.kind != "punct"]
    index = _Index(source)
    joints: dict[tuple[int, int], Joint] = {}
    paths = {-1: _Path(0.0, None, None)}
    for word in wanted:
        grown: dict[int, _Path] = {}
        new = _NEW.get(word.kind, NEW_CONTENT)
        for last, path in paths.items():
            grown[last] = _Path(path.cost + new, Step(word, None, _NO_JOINT, new), path)
        for at, price in index.candidates(word):
            for last, path in paths.items():
                joint = joints.get((last, at))
                if joint is None:
                    joint = beginning(source, at) if last < 0 else between(source, last, at)
                    joints[last, at] = joint
                total = path.cost + joint.cost + price
                if at not in grown or total < grown[at].cost:
                    grown[at] = _Path(total, Step(word, at, joint, price), path)
        paths = dict(sorted(grown.items(), key=lambda item: (item[1].cost, item[0]))[:BEAM])
    return _finished(paths, source)


def _finished(paths: dict[int, _Path], source: Sequence[Word]) -> Alignment:
    found = []
    for last, path in sorted(paths.items()):
        end = ending(source, last) if last >= 0 else Joint(NOWHERE, "unsupported")
        found.append((path.cost + end.cost, last, end))
    _, last, end = min(found, key=lambda entry: entry[:2])
    return Alignment(paths[last].steps(), source, end)
