"""What the model points to is read as the embedded engine reads it: negation, hedging, whose words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.engine.embedded import analyze_text
from tocsin.engine.openai.answer import Answer, ClaimItem
from tocsin.engine.openai.draft import Drafter
from tocsin.model import Claim
from tocsin.reading import read_upload
from tocsin.text.document import read

SEEDS = Path(__file__).parents[3] / "seeds" / "articles"


def drafted(text: str, claimed: str, claimant: str | None, sentence: int = 1) -> Claim:
    """The draft of one claim that a model makes of a text."""
    base = analyze_text(text, language="en")
    doc = read(text, language="en")
    item = ClaimItem(sentences=[sentence], text=claimed, claimant=claimant)
    [claim] = Drafter(doc, base).claims(Answer(summary=[], claims=[item], topics=[]), range(len(doc.sentences)))
    return claim


@pytest.mark.parametrize(
    ("text", "claimed", "negated", "hedged"),
    [
        ("Minister Ora Lind said that no port would close.", "no port would close", True, False),
        ("Minister Ora Lind said that the port may close.", "the port may close", False, True),
        (
            "Minister Ora Lind said that the port would take in ships which do not carry grain.",
            "the port would take in ships which do not carry grain",
            False,
            False,
        ),
        (
            "Minister Ora Lind said that the port would turn away ships that might carry grain.",
            "the port would turn away ships that might carry grain",
            False,
            False,
        ),
        ("Minister Ora Lind said that not only Esk would close.", "not only Esk would close", False, False),
        (
            "Minister Ora Lind said that the old port of Esk would not close on Monday.",
            "the port of Esk would not close",
            True,
            False,
        ),
    ],
)
def test_a_main_clause_negates_and_hedges_a_claim_and_a_side_clause_does_not(
    text: str, claimed: str, negated: bool, hedged: bool
) -> None:
    claim = drafted(text, claimed, "Ora Lind")
    assert (claim.negated, claim.hedged) == (negated, hedged)


def test_a_cue_that_is_negated_negates_the_claim() -> None:
    assert drafted("Minister Ora Lind did not say that the port would close.", "the port would close", "Lind").negated


def test_what_both_engines_find_has_one_polarity() -> None:
    compared = 0
    for file in sorted(SEEDS.iterdir()):
        text = read_upload(file.read_bytes(), name=file.name).text
        base = analyze_text(text)
        doc = read(text, language=base.language)
        for claim in base.claims:
            numbers = [n + 1 for n, s in enumerate(doc.sentences) if s.start < claim.spans[0].end <= s.end]
            claimant = claim.claimant.name if claim.claimant else None
            item = ClaimItem(sentences=numbers, text=claim.text, claimant=claimant)
            answer = Answer(summary=[], claims=[item], topics=[])
            for found in Drafter(doc, base).claims(answer, range(len(doc.sentences))):
                assert (found.negated, found.hedged) == (claim.negated, claim.hedged), claim.text
                compared += 1
    assert compared > 100, compared
