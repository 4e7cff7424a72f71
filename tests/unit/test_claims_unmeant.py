"""What somebody has no mind to do is not told as if he had said or done it."""

from __future__ import annotations

import pytest

from tocsin import analyze_text


@pytest.mark.parametrize(
    "sentence",
    [
        "Merinia has no plans to recall its ambassador from Ostava.",
        "Karl Brandt had no intention to declare war on Ostava.",
        "Karl Brandt did not plan to accuse the port of fraud.",
        "Anna Holm isn't going to accuse the port of Velm of fraud.",
        "Anna Holm never really meant to threaten the miners of Velm with closure.",
    ],
)
def test_what_nobody_has_a_mind_to_is_told_with_its_negation_as_the_articles(sentence: str) -> None:
    [claim] = analyze_text(sentence, language="en").claims
    assert (claim.text, claim.claimant, claim.negated) == (sentence, None, True)


def test_what_somebody_plans_is_told() -> None:
    claims = analyze_text("Karl Brandt plans to declare war on Ostava.", language="en").claims
    assert {claim.claimant.name for claim in claims if claim.claimant} == {"Karl Brandt"}
    assert not any(claim.negated for claim in claims)
