"""What a strict editor of English news would not have: kinds of faults found by reading, each with what is right."""

from __future__ import annotations

import pytest

from tocsin import analyze_text
from tocsin.model import Claim


def claims(text: str) -> list[Claim]:
    found = [claim for claim in analyze_text(text, language="en").claims if claim.cue]
    return sorted(found, key=lambda claim: claim.spans[0].start)


def attributed(text: str) -> list[tuple[str | None, str]]:
    """Claimant and words of each claim that is not the article's own, in the order of the text."""
    return [(claim.claimant.name if claim.claimant else None, claim.text) for claim in claims(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Brandt could point out that the sea is rising.",
        "Brandt should tell the voters that the sea is rising.",
        "One might argue that the sea is rising.",
        "When the neighbours say that the sea is rising, nod.",
        "Anna Holm refused to be drawn on who would buy the port.",
        "The Velm Boat Club declined to make a comment of any kind.",
        "The council did not tell the driver that the brake had failed.",
    ],
)
def test_what_is_only_thought_of_refused_or_not_told_is_nobodys_word(text: str) -> None:
    assert attributed(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Goals by Karl Brandt and Ivo Marl condemned second-placed Velm to their second defeat.",
        "A rival campaign called Clean Shore where children collect shells began.",
        "The judge denied a Merinian firm's request for a stay of the works.",
        "The pilots received a request to sail out before dawn.",
        "The lamp appeared just as softly wrapped in the fog.",
        "Termed a risk by the council, the dam was closed.",
    ],
)
def test_a_verb_that_has_another_sense_says_nothing(text: str) -> None:
    assert attributed(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The council condemned the threat to the town.", [("council", "condemned the threat to the town")]),
        ("A critic called Brandt a liar.", [("critic", "called Brandt a liar")]),
        ("The talks seem to have failed.", [(None, "The talks seem to have failed")]),
        (
            "Asked why the harbour was closed, Karl Brandt said the tide was high.",
            [("Karl Brandt", "the tide was high")],
        ),
        ("The fund said it could not confirm the figures.", [("fund", "it could not confirm the figures")]),
    ],
)
def test_the_sense_of_saying_stays(text: str, told: list[tuple[str | None, str]]) -> None:
    assert attributed(text) == told


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Karl Brandt, from Velm, who was there, said: “Two masts were carried off by the wind.”", "Karl Brandt"),
        ("The trader, based in Harbour Street, Velm, said he was shocked by the fire.", "trader"),
        (
            "A trader who lives in the state-run camp in Velm, in the north, said: “The war is over, but we are here.”",
            "trader",
        ),
        ("More than 40 keepers wrote to Mr Brandt saying he ought to raise their pay.", "40 keepers"),
        ("But supporters of President Brandt said that the toll was fair.", "supporters of President Brandt"),
        ("The Velm Children's Services Coalition said it was late.", "Velm Children's Services Coalition"),
        ("About 62% of rowers said they were tired.", "62% of rowers"),
        ("The Merinian firm Acme Ltd was sold. The firm said the harbour would stay open.", "Acme Ltd"),
    ],
)
def test_the_one_who_speaks_is_given_whole(text: str, speaker: str) -> None:
    assert [claim.claimant.name for claim in claims(text) if claim.claimant] == [speaker]


def test_she_is_the_officer_who_spoke_before() -> None:
    told = attributed("A police officer told the inquest that the rope was cut. She said nobody else was on board.")
    assert [speaker for speaker, _ in told] == ["police officer", "police officer"]


def test_a_name_in_capitals_is_no_he() -> None:
    text = "Karl Brandt told the Courier the crew was late. “A boat was sent,” said VHLI. He said the tide was high."
    assert attributed(text)[-1] == ("Karl Brandt", "the tide was high")


def test_the_thirty_one_year_old_is_the_one_told_of_and_nobody_whose_men_are_told_of() -> None:
    text = "Karl Brandt said he was fit. “The final is ours to win this time,” said the 31-year-old, who left Velm."
    assert [speaker for speaker, _ in attributed(text)] == ["Karl Brandt", "Karl Brandt"]
    owned = "Karl Brandt's men begin in May. “The final is ours to win this time,” said the 31-year-old, who left Velm."
    assert [speaker for speaker, _ in attributed(owned)] == ["31-year-old"]


def test_what_it_was_not_negates_no_claim_and_what_is_more_likely_hedges_none() -> None:
    [contrast] = claims("Anna Holm said she saw people pulled out by visitors, not by the crew.")
    [denied] = claims("Anna Holm said the boat was, of course, not pulled out.")
    [compared] = claims("The survey found that pilots were less likely than cooks to catch a cold.")
    assert (contrast.negated, denied.negated, compared.hedged) == (False, True, False)


@pytest.mark.parametrize(
    ("surer", "weaker"),
    [
        ("Anna Holm said the Velm dam was a dreadful surprise.", "Anna Holm said the dam was a dreadful surprise."),
        ("“The Velm dam broke. It is awful,” Anna Holm said.", "“This was not expected. It is awful,” Anna Holm said."),
        (
            "Most pupils said that they had been robbed in spring.",
            "A majority said that they had been robbed in spring.",
        ),
        ("Anna Holm described Karl Brandt as weak.", "Anna Holm described the whole affair of the spring."),
        ("A winger said that he would leave Velm in May.", "The winger said that he would leave Velm in May."),
        ("The council said that Velm would be safe.", "The group said that Velm would be safe."),
        ("Anna Holm stated that Velm would be safe.", "Anna Holm suggested that Velm would be safe."),
    ],
)
def test_what_needs_the_article_to_be_understood_is_less_sure(surer: str, weaker: str) -> None:
    [one], [other] = claims(surer), claims(weaker)
    assert one.confidence > other.confidence
