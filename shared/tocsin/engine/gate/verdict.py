"""How far a source carries a sentence, and why not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from tocsin.engine.compare.figures import language_of, words_with_figures
from tocsin.engine.compare.words import Word, words
from tocsin.engine.gate.align import Alignment, align
from tocsin.engine.gate.graded import LONG, sentences, way
from tocsin.engine.gate.joints import UNSAFE
from tocsin.engine.gate.operators import added, attribution_dropped, dropped, moved_negation, turned_passive
from tocsin.engine.gate.quotes import altered_quote
from tocsin.engine.gate.typeset import typeset
from tocsin.engine.gate.values import told

PENALTY: Final = {
    "quote": 1.0,
    "number": 0.5,
    "quantifier": 0.2,
    "name": 0.7,
    "negation": 1.2,
    "modality": 0.3,
    "voice": 1.2,
    "attribution": 0.05,
}
"""What a reason costs that no step of the alignment carries. Leaving out who said it costs little: of the pairs'
faithful shortenings as many do (39 of 371) as of the unfaithful ones (31)."""
CUT: Final = 0.4
"""From this cost up the end of a sentence alone turns it away."""
FEW, KNOWN = 4, 0.1
"""Least words to judge a language by, and the least share of them that is known: .25 and more in the perturbed truths'
English, .12 and more in their Russian and Ukrainian; 0 to .14 in German, French, Italian, Portuguese and Turkish."""
LONGEST: Final = 400
"""Words and marks of a sentence, at most: the work grows with sentence times source, and no summary has one so long."""
SCALE: Final = 1.0
"""Cost at which the score has fallen to 1/e: that of one grave joint. Monotone, so no ranking depends on it."""
ORDER: Final = (
    *("quote", "number", "quantifier", "name", "negation", "voice", "modality", "attribution"),
    *("order", "unsupported", "omission", "cut", "language", "long", "empty"),
)
"""Every reason there is, the gravest first, as `Support.reasons` lists them."""


GRAVEST: Final = 0.2
"""What the gravest fault weighs beside the way through a long source."""
REWORDED: Final = 0.5
"""Cost up to which a sentence is held to be reworded. On judged summaries 84% of the sentences of consistent ones are
kept by it (85% with those found in other words), and 91% of the inconsistent ones lose a sentence."""
VETOES: Final = frozenset({"quote", "number", "name", "negation", "language", "long", "empty"})
"""Reasons that no likeness outweighs."""
TURNING: Final = VETOES | {"quantifier", "voice", "modality", "attribution"}
"""Reasons that stand against a sentence each of whose clauses is found in other words (`reworded`)."""
AGREED: Final = 0.5
"""What the cost of a sentence comes to whose clauses are all found."""
Verdict = Literal["verbatim", "supported", "unsupported"]
"""verbatim: the source's own words, shortened where it is safe. supported: reworded, and every part that can be checked
agrees. unsupported: the rest, true or not."""


class Support(NamedTuple):
    """How far a source carries a sentence."""

    score: float
    """0..1, higher is better supported."""
    ok: bool
    """Whether the verdict is another than unsupported."""
    reasons: tuple[str, ...]
    """Why it is not verbatim, as the stable words of `ORDER`."""
    verdict: Verdict


_FULL: Final = Support(1.0, ok=True, reasons=(), verdict="verbatim")
_LONG: Final = Support(0.0, ok=False, reasons=("long",), verdict="unsupported")
_NOTHING: Final = Support(0.0, ok=False, reasons=("empty",), verdict="unsupported")


def support(sentence: str, source: str, *, attributed: bool = False) -> Support:
    """Does `source` carry `sentence`? Deterministic; no model.

    `attributed`: the claimant is kept beside the sentence, so that leaving "X said" out of it is no change.
    """
    sentence, source = typeset(" ".join(sentence.split())), typeset(" ".join(source.split()))
    language = language_of(source)
    wanted, given = words_with_figures(sentence, language), words_with_figures(source, language)
    if not any(word.kind != "punct" for word in wanted):
        return _NOTHING
    if _whole(wanted, given):
        return _FULL
    if len(wanted) > LONGEST:
        return _LONG
    alignment = align(wanted, given)
    found = set(_reasons(sentence, source, alignment, attributed))
    cost = max(_costs(alignment, found), default=0.0)
    reasons = tuple(reason for reason in ORDER if reason in found)
    is_long = sentences(given) >= LONG
    found -= _told_elsewhere(alignment)
    if is_long:
        cost = max(_costs(alignment, found), default=0.0)
        cost = way(words(sentence), words(source)) + GRAVEST * cost
    whole = not is_long or "omission" in found
    if found and found.isdisjoint(TURNING) and _reworded(sentence, source, language, whole):
        return Support(round(math.exp(-cost * AGREED / SCALE), 4), ok=True, reasons=reasons, verdict="supported")
    verdict = _verdict(reasons, found, cost, is_long=is_long)
    return Support(round(math.exp(-cost / SCALE), 4), verdict != "unsupported", reasons, verdict)


def _verdict(reasons: Sequence[str], standing: set[str], cost: float, *, is_long: bool) -> Verdict:
    """One sentence carries another in its own words or not at all: what is left of it can turn it round. In a text of
    several a reworded sentence can be told by its way through them."""
    if not reasons:
        return "verbatim"
    return "supported" if is_long and cost <= REWORDED and standing.isdisjoint(VETOES) else "unsupported"


def _reworded(sentence: str, source: str, language: str, whole: bool) -> bool:
    from tocsin.engine.gate.reworded import reworded  # noqa: PLC0415  # the word lists of the ledger, and seldom needed

    return reworded(sentence, source, language, whole=whole)


def _told_elsewhere(alignment: Alignment) -> set[str]:
    """The reasons "number" and "name", where the source has each number and name, though not at the place that the
    alignment found, or with more or less beside it ("56, of Velm" of "56-year-old")."""
    new = [step.word for step in alignment.steps if step.place is None]
    stems = {word.stem for word in alignment.source}
    excused = set()
    if all(told(word, alignment.source) for word in new if word.kind == "number"):
        excused.add("number")
    if all(word.stem in stems for word in new if word.capital and not word.closed):
        excused.add("name")
    return excused


def _whole(wanted: tuple[Word, ...], given: tuple[Word, ...]) -> bool:
    """The same words and numbers in the same order, whatever the marks: nothing to check."""
    return [word.lower for word in wanted if word.kind != "punct"] == [
        word.lower for word in given if word.kind != "punct"
    ]


def _reasons(sentence: str, source: str, alignment: Alignment, attributed: bool) -> Iterator[str]:
    if _foreign(alignment.source) and not _whole_sentences(alignment):
        yield "language"
    if altered_quote(sentence, words(source)):
        yield "quote"
    yield from _new_words(alignment)
    yield from added(alignment)
    yield from dropped(alignment)
    if moved_negation(alignment):
        yield "negation"
    if turned_passive(alignment):
        yield "voice"
    if not attributed and attribution_dropped(alignment):
        yield "attribution"
    for step in alignment.steps:
        if step.joint.cost >= UNSAFE:
            yield step.joint.reason
    if alignment.end.cost >= CUT:
        yield alignment.end.reason


def _costs(alignment: Alignment, reasons: Iterable[str]) -> Iterator[float]:
    """What each single fault costs. The gravest decides: a chain of light cuts is good shortening, and adding them up
    made the AUC on sentence pairs .015 worse, in nine of ten random halves."""
    for step in alignment.steps:
        yield step.cost
        yield step.joint.cost
    yield alignment.end.cost
    for reason in reasons:
        yield PENALTY.get(reason, 0.0)


def _foreign(source: Sequence[Word]) -> bool:
    """Whether hardly a word of `source` is one that the gate knows the grammar of."""
    spoken = [word for word in source if word.kind not in ("punct", "number")]
    return len(spoken) >= FEW and sum(word.kind != "content" for word in spoken) < KNOWN * len(spoken)


def _whole_sentences(alignment: Alignment) -> bool:
    return all(step.joint.cost == 0 and step.cost == 0 for step in alignment.steps) and alignment.whole


def _new_words(alignment: Alignment) -> Iterator[str]:
    for number, step in enumerate(alignment.steps):
        if step.likened:
            yield "unsupported"
        if step.place is not None:
            continue
        if step.word.kind == "number":
            yield "number"
        elif step.word.capital and number > 0 and not step.word.closed:
            yield "name"
        elif not step.word.closed or step.word.kind in ("preposition", "modal"):
            yield "unsupported"
