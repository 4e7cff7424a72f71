"""Whether all that one assertion says is in the other."""

from __future__ import annotations

from typing import Final

from tocsin.engine.assertions.lexicon import implications, section_words
from tocsin.engine.assertions.matching import Beside
from tocsin.engine.assertions.terms import Assertion, Term
from tocsin.engine.assertions.verdicts import Verdict

COVERED_ALONE: Final = 0.4
"""Share of the longer text that must be found in the shorter one, which may have nothing of its own."""
_CORE: Final = frozenset({"predicate", "thing", "name", "other", "quality"})


def said(both: Beside) -> Verdict:
    """The same, if all that one of them says is in the other: where each has something of its own, who can tell."""
    if not both.a.total or not both.b.total or not both.pairs:
        return Verdict("apart", "words")
    core_a = [term for term in both.left_a if term.kind in _CORE and not implied(term, both.b)]
    core_b = [term for term in both.left_b if term.kind in _CORE and not implied(term, both.a)]
    told = Verdict("apart", "words", (" ".join(t.text for t in core_a), " ".join(t.text for t in core_b)))
    share_a = 1 - sum(term.weight for term in both.left_a) / both.a.total
    share_b = 1 - sum(term.weight for term in both.left_b) / both.b.total
    if (core_a and core_b) or any(takes_back(term) for term in (*core_a, *core_b)):
        return told
    return Verdict("same") if min(share_a, share_b) >= COVERED_ALONE else told


def implied(term: Term, other: Assertion) -> bool:
    """Whether another word that the other text has says it already: who puts out says that it burned. That something
    took place says nothing of its own."""
    if term.negated or term.mood != "done" or not term.concepts:
        return False
    if not term.concepts.isdisjoint(section_words("took-place")):
        return True
    told = (implications().get(concept, frozenset()) for one in other.terms for concept in one.concepts)
    return any(not term.concepts.isdisjoint(concepts) for concepts in told)


def takes_back(term: Term) -> bool:
    """Whether a predicate may say of the rest that it is not, or no longer so."""
    return term.kind == "predicate" and not term.concepts.isdisjoint(section_words("operator"))
