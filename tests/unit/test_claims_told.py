"""Who is given words and which words: kinds of faults that readers of English news found, each with what is right."""

from __future__ import annotations

import pytest

from tocsin import analyze_text
from tocsin.model import Claim


def attributed(text: str) -> list[tuple[str | None, str]]:
    """Claimant and words of each claim that is not the article's own, in the order of the text."""
    found = [claim for claim in analyze_text(text, language="en").claims if claim.voice != "author"]
    return [(_name(claim), claim.text) for claim in sorted(found, key=lambda claim: claim.spans[0].start)]


def _name(claim: Claim) -> str | None:
    return claim.claimant.name if claim.claimant else None


def own(text: str) -> list[str]:
    return [claim.text for claim in analyze_text(text, language="en").claims if claim.voice == "author"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A spokesman for Mr Brandt said a gardener had been in the tower. Karl Brandt left on Monday.",
            [("spokesman for Mr Brandt", "a gardener had been in the tower")],
        ),
        (
            "The smuggler meant to sink two boats, special agent in charge Karl Brandt told reporters.",
            [("Karl Brandt", "The smuggler meant to sink two boats")],
        ),
        (
            "The mayor wrote that he longed to sail, special agent in charge Karl Brandt told the Lissa Courier.",
            [
                ("Karl Brandt", "The mayor wrote that he longed to sail"),
                ("mayor", "he longed to sail"),
            ],
        ),
        (
            "The new gate of the port would be closed until May, the council added.",
            [("council", "The new gate of the port would be closed until May")],
        ),
        (
            "Minister Ivo Petar rejected the charges: “There was no deal at all.”",
            [("Ivo Petar", "There was no deal at all.")],
        ),
        (
            "Anna Holm said reports of a fire in Velm were wrong.",
            [("Anna Holm", "reports of a fire in Velm were wrong")],
        ),
        (
            "As he shut the shop, Mr Marr, who called himself thrifty, bemoaned the price of the candles.",
            [("Marr", "called himself thrifty"), ("Marr", "bemoaned the price of the candles")],
        ),
        (
            '"The lack of bread is worrying for us.\n"I hope more of it will come," Anna Holm added.',
            [("Anna Holm", "The lack of bread is worrying for us. I hope more of it will come")],
        ),
        (
            "`` We have gone from calm to storm, '' Anna Holm said.",
            [("Anna Holm", "We have gone from calm to storm")],
        ),
        (
            "Anna Holm hopes that may give the town a rest.",
            [("Anna Holm", "that may give the town a rest")],
        ),
        (
            "The mayor said it was foggy and that he was “still on the deck”, according to the Lissa Courier.",
            [
                (
                    "Lissa Courier",
                    "The mayor said it was foggy and that he was “still on the deck”",
                ),
                ("mayor", "it was foggy and that he was “still on the deck”"),
            ],
        ),
        (
            "Crews are paid monthly by the fund and the voyage is expected to last nine days.",
            [(None, "the voyage is expected to last nine days")],
        ),
        (
            "Ivo Petar called the town “careless” for spending Western Union (WU) money on walls.",
            [("Ivo Petar", "called the town “careless” for spending Western Union (WU) money on walls")],
        ),
        (
            "`` The north is cheap, '' Ivo Petar says. `` The south is dear. `` The east is new. '' It rained.",
            [("Ivo Petar", "The north is cheap. The south is dear. The east is new.")],
        ),
        ("Mila Brandt endorses Karl Oden: the town is horrified.", [("Mila Brandt", "endorses Karl Oden")]),
    ],
)
def test_words_go_to_whoever_said_them_and_end_where_they_end(text: str, told: list[tuple[str, str]]) -> None:
    assert attributed(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Assuming that Anna Holm gives in to pressure, the law makes her leave.",
        "The firm puts lamps on the boats, charging sailors less than before.",
        "Velm needs a new charter allowing it to close the gate.",
        "Karl Brandt first called a doctor about an hour after the fall.",
        "Karl Brandt called police about an hour after the fall.",
        "She never says anything else. She always says so to us.",
        "Two papers have reported the story.",
        "Related: Anna Holm",
        "Karl Brandt claimed 2-23.",
        "Karl Brandt manages a choir of volunteers who paint the lighthouse.",
    ],
)
def test_what_is_no_claim_of_anybody_is_none(text: str) -> None:
    filler = "The harbour of Velm was closed on Monday by the port authority.\n"
    assert attributed(filler + text) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "For the most part of 12 years, she was adored by the party of the north.",
        "But it is proving stubborn for the 12 crews of the old harbour to leave.",
        "Fortunately for the 12 young crews of the harbour, it didn't prove costly.",
        "Updated Mar 3, 2026 9:15 AM ET The 12 crews of the harbour were called home.",
        "I walked 12 miles a day through the snow of the northern valleys.",
        "You have to pay 12 crowns a day to see the old harbour of Velm.",
        "Photograph: Anna Holm/Velm Images The 12 men of the crew came home late.",
        "Give back all of the 12 boats that were taken from the harbour now!",
        "The chief said the 12 guards of the northern gate had a truck full of stones there.",
    ],
)
def test_a_sentence_that_is_not_plainly_the_articles_news_is_no_claim_of_its_own(sentence: str) -> None:
    first = "The harbour of Velm was closed on Monday by the port authority of Ostavia for three weeks."
    assert own(f"{first} {sentence}") == [first]


def test_what_somebody_omits_to_mention_is_not_affirmed() -> None:
    text = "Anna Holm, the mayor, gave a toast, omitting, as so often, to mention the loss of the ferry."
    [claim] = [claim for claim in analyze_text(text, language="en").claims if claim.claimant]
    assert (claim.text, claim.polarity) == ("the loss of the ferry", "unaffirmed")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # a named person who is the subject since an unnamed speaker spoke
        (
            "The legislator said, “I slept.” Mitt Brandt, the nominee, visited Velm. He said that it was late.",
            ["legislator", "Mitt Brandt"],
        ),
        # "it" is the subject of its own sentence rather than a body that spoke before
        (
            "The union said the ban was wrong. The city council has planted much and it says it will plant more.",
            ["union", "city council"],
        ),
        (
            "Nils Marr, the envoy of the council of Velm said the talks went on.",
            ["Nils Marr"],
        ),
        (
            "Anna Holm, chief executive of the Velm Heart Fund, a group for parents, said she was worried.",
            ["Anna Holm"],
        ),
        (
            "Karl Brandt, a palace spokesman, said it was shut. “Nobody has the key,” the spokeswoman added.",
            ["Karl Brandt", "spokeswoman"],
        ),
        (
            "Other examples include the rise of Velm in old days, says Professor Ivo Petar, that ended in a crisis.",
            ["Ivo Petar"],
        ),
        (
            "Anna Brandt, Green MP for Velm, who has swum a mile to pay for the lifeboat, said it was late.",
            ["Anna Brandt"],
        ),
        (
            "The head of the fund, Bruno Kett, said it was late. “The fund is here,” Sir Bruno said.",
            ["Bruno Kett", "Bruno Kett"],
        ),
        (
            "The agency cited Ivo Marr, the deputy keeper of the lighthouse, who said the gulls came from the north.",
            ["Ivo Marr"],
        ),
        (
            "Karl Brandt left. In the lawsuit, Rosa “Rosie” Brandt said he had lied. She said it was his fault.",
            ["Rosa “Rosie” Brandt", "Rosa “Rosie” Brandt"],
        ),
        (
            "Velm Councils said: “There is a need.” It added: “Without more money the schools will close.”",
            ["Velm Councils", "Velm Councils"],
        ),
    ],
)
def test_the_speaker_is_whom_the_text_shows(text: str, speakers: list[str]) -> None:
    assert [name for name, _ in attributed(text)] == speakers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Anna Holm asked whether the bridge would hold.", "asked whether the bridge would hold"),
        ("Anna Holm was forced to defend the sale of the old port.", "was forced to defend the sale of the old port"),
        ("A jury found him guilty of sloth.", "found him guilty of sloth"),
        ("Anna Holm explained why the bridge was shut.", "explained why the bridge was shut"),
        ("Anna Holm refused to hand the three boats back.", "refused to hand the three boats back"),
    ],
)
def test_a_question_and_a_refusal_are_told_with_their_verb(text: str, told: str) -> None:
    assert [words for _, words in attributed(text)] == [told]


def test_a_caption_without_a_full_stop_ends_where_the_next_sentence_begins() -> None:
    text = "Karl Brandt (right) says he wants to row in the spring The tall cook had a quarrel with his captain."
    assert attributed(text) == [("Karl Brandt", "he wants to row in the spring")]


def test_no_sign_of_something_is_no_claim_of_it() -> None:
    assert attributed("It is not a sign that the port of Velm will be closed.") == []
