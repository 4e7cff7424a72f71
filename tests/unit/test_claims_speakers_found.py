"""Who is no speaker, whose name was cut, and which verbs say nothing: kinds of faults that a reader of English news
found, each with what is right."""

from __future__ import annotations

import pytest

from tocsin import analyze_text
from tocsin.model import Claim


def claims(text: str) -> list[Claim]:
    return sorted(analyze_text(text, language="en").claims, key=lambda claim: claim.spans[0].start)


def attributed(text: str) -> list[tuple[str | None, str]]:
    """Claimant and words of each claim that is not the article's own, in the order of the text."""
    return [(claim.claimant.name if claim.claimant else None, claim.text) for claim in claims(text) if claim.cue]


@pytest.mark.parametrize(
    "text",
    [
        "Anyone with news of the missing boat is asked to call Karvel Police on 040 5566.",
        "Drivers in Velm were urged to call Karvel Police on 040 5566.",
        "Ivo Petar, who portrayed Brandt in the first film, will open the harbour show.",
        "Karvel stunned Velm when they rowed past them on the bend.",
        "The trailer shows Anna Holm being told about the ship on which she will sail.",
    ],
)
def test_whoever_is_bidden_acts_or_is_told_something_claims_nothing(text: str) -> None:
    assert attributed(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Club president Otmar Maria Velden has insisted that the harbour will stay open.",
            [("Otmar Maria Velden", "the harbour will stay open")],
        ),
        (
            "V & N, Lissa TV and Velm Radio announced that they would show the race.",
            [("V & N, Lissa TV and Velm Radio", "they would show the race")],
        ),
        (
            "Similarly, Ostavia and Merinia said that the harbour was closed.",
            [("Ostavia and Merinia", "the harbour was closed")],
        ),
        (
            "In a statement, the Ostavian navy apologised for the noise and said that the whistle had been changed.",
            [("Ostavian navy", "the whistle had been changed")],
        ),
        (
            "A statement from the Velm Sails team was pinned up on Sunday. It said the boats were sold out.",
            [("statement from the Velm Sails team", "the boats were sold out")],
        ),
        (
            'Karl Brandt told the crew that "the sea is rising". "The ships are lost to us," his voice continues.',
            [("Karl Brandt", "the sea is rising"), ("Karl Brandt", "The ships are lost to us")],
        ),
        (
            "The sails cost 3m crowns, but campaigners said it was “a very modest sum” to “save the ship”.",
            [("campaigners", "it was “a very modest sum” to “save the ship”")],
        ),
        (
            "Anna Holm recommended that the crews stop work.",
            [("Anna Holm", "recommended that the crews stop work")],
        ),
        (
            "It is the third time the council has proposed a bridge but Anna Holm said the plan would fail.",
            [("council", "has proposed a bridge"), ("Anna Holm", "the plan would fail")],
        ),
    ],
)
def test_the_speaker_is_named_in_full_and_what_he_said_is_whole(text: str, told: list[tuple[str, str]]) -> None:
    assert attributed(text) == told


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Anna Holm left. Her cook, who spells his name as Karl, said: “The soup went cold.”",
            "Karl",
        ),
        (
            "The new Velm Short Ferry report was ordered by the port. The report concluded a bridge was cheaper.",
            "Velm Short Ferry report",
        ),
        ("A report on Velm was ordered by the port. The report concluded a bridge was cheaper.", "report"),
    ],
)
def test_a_name_that_is_given_beside_or_before_is_the_speakers(text: str, speaker: str) -> None:
    assert [name for name, _ in attributed(text)] == [speaker]


def test_a_refutation_is_a_denial() -> None:
    [claim] = claims("Mayor Anna Holm refuted the rumours of a sale of the harbour.")
    assert (claim.kind, claim.polarity) == ("denial", "denied")


def test_nobody_denies_what_he_said_himself() -> None:
    found = claims("Anna Holm says the harbour is open and refuted these claims.")
    assert [(claim.kind, claim.text) for claim in found] == [
        ("statement", "the harbour is open"),
        ("denial", "these claims"),
    ]


def test_who_pledges_not_to_do_something_promises() -> None:
    [claim] = claims("Ivo Petar signed a paper pledging not to open the mine for ten years.")
    assert (claim.kind, claim.negated) == ("promise", True)
