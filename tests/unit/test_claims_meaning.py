"""What a claimant did not say, took back, or may only say is never told as said; what kind of claim it is."""

from __future__ import annotations

import pytest

from tocsin import analyze_text
from tocsin.model import Claim, ClaimKind


def attributed(text: str) -> list[Claim]:
    return [claim for claim in analyze_text(text, language="en").claims if claim.voice != "author"]


@pytest.mark.parametrize(
    "text",
    [
        "The clerk refused to say when the ledger would be opened.",
        "Ostavian officers would not say how many boats had sunk.",
        "Nobody at the harbour said the ferry would sail.",
        "No union claimed the credit.",
        "Few drivers believe that the pass will open.",
        "Brandt stopped short of saying the fire was deliberate.",
        "If Brandt says the pass will close, drivers will turn back.",
        "Unless the council says the bridge is safe, it stays shut.",
        "The rector apologised for saying that the pupils were thieves.",
        "Wild protests soon followed the count in Karvel.",
        "An earlier version of this article said 40 people had drowned.",
        "Oden was asked what he thought the pilots might bring to the feast.",
        "The crews left over Oden's failure to denounce the poachers of the bay.",
        "The sides met at a session that the mayors agreed to hold at the harbour.",
        "The crew have conceded nine races while two captains fell ill.",
        "It's pleasant to reflect on the tides that carried the boats in.",
    ],
)
def test_what_nobody_said_is_nobodys_claim(text: str) -> None:
    assert attributed(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Brandt may say on Monday that the pass will close.",
        "The council is expected to announce that the pass will close.",
    ],
)
def test_what_may_be_said_is_hedged(text: str) -> None:
    assert all(claim.hedged for claim in attributed(text))


@pytest.mark.parametrize(
    "text",
    [
        "The port refused to confirm or deny that the crane had fallen.",
        "Brandt would neither confirm nor deny that the crane had fallen.",
    ],
)
def test_what_is_neither_confirmed_nor_denied_is_left_open_once(text: str) -> None:
    [claim] = attributed(text)
    assert (claim.polarity, claim.kind) == ("unconfirmed", "report")
    assert claim.text == "the crane had fallen"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Forecasters warned that a storm would reach Lissa by night.", "warning"),
        ("The institute cautioned that the ice was thin.", "warning"),
        ("The general threatened to shell the port.", "threat"),
        ("A driver complained that he had not slept for days.", "statement"),
        ("The miller is accused of burning the barn.", "accusation"),
        ("The loss is estimated at 70,000 crowns.", "estimate"),
    ],
)
def test_a_kind_is_what_the_cue_commits_to(text: str, kind: ClaimKind) -> None:
    assert [claim.kind for claim in attributed(text)] == [kind]


def test_a_passive_is_told_in_the_words_of_the_article() -> None:
    [claim] = attributed("Both armies have been accused of shelling the mill.")
    assert claim.text == "Both armies have been accused of shelling the mill"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The reeve, who said he was ill, slept until noon.",
            ["he was ill"],
        ),
        (
            "Experts suggested that sparks fed the fire, but Lissa's reeve, Maria Catten, said the cause was unknown.",
            ["sparks fed the fire", "the cause was unknown"],
        ),
        (
            "Umber said the day before the duke left, he gave him a letter.",
            ["the day before the duke left, he gave him a letter"],
        ),
        (
            "More than 400 carts are queueing, said Tim Rako, a guard, during a broadcast on Sunday.",
            ["More than 400 carts are queueing"],
        ),
        (
            "The study found fewer rats on small ships.",
            ["found fewer rats on small ships"],
        ),
        (
            "Cooks said they were burnt or scalded every day.",
            ["they were burnt or scalded every day"],
        ),
        (
            "He added there was one boat on the sand.",
            ["there was one boat on the sand"],
        ),
    ],
)
def test_a_claim_has_all_of_its_words_and_no_others(text: str, expected: list[str]) -> None:
    assert sorted(claim.text for claim in attributed(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:42 Brandt says two bridges are shut.", "Brandt"),
        ("Many Karvelers questioned in Lissa expressed anger over the toll.", "Many Karvelers questioned in Lissa"),
        ("“It may cost him his life,” the envoy of the League, Niels Marr, said in a statement.", "Niels Marr"),
    ],
)
def test_a_claimant_is_named_without_what_stands_beside_it(text: str, expected: str) -> None:
    [claim] = attributed(text)
    assert claim.claimant is not None
    assert claim.claimant.name == expected


@pytest.mark.parametrize(
    "text",
    [
        "Heavy use of lamps suggests that the nights are long.",
        "The scene at the pier underlined that the tide was high.",
    ],
)
def test_a_thing_that_cannot_speak_is_no_claimant(text: str) -> None:
    assert all(claim.claimant is None for claim in attributed(text))


def speakers(text: str) -> list[str | None]:
    """Names of the claimants in the order in which they speak."""
    found = sorted(attributed(text), key=lambda claim: claim.cue or claim.spans[0])
    return [claim.claimant.name if claim.claimant else None for claim in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # whom the sentence before told of is not whom it is about
            "Vice president Nils Umber said that Hans Geing left on a Monday. He added that the plane was late.",
            "Nils Umber",
        ),
        (
            (
                "Ivo Salla, 58, told the reporter Momo Faye in Karvel that the vote was an internal matter. "
                "He lamented that nobody had been asked."
            ),
            "Ivo Salla",
        ),
        (
            (
                "Councillor Piet Lasser sues Speaker Tomas Mohr, whom he accuses of courting his wife, Jana Lasser. "
                "Lasser says that Mohr used his office."
            ),
            "Piet Lasser",
        ),
        (
            (
                "The hauliers of Karvel complained about the toll. On Monday Merinian farmers blocked the pass. "
                "They added that they would stay."
            ),
            "Merinian farmers",
        ),
        (
            "“We had no bread,” the letter stated. It described the camp as a swamp.",
            "letter",
        ),
        (
            "His partner, Manish Chandor, told the paper they had never seen the ship.",
            "Manish Chandor",
        ),
        (
            "Ostavian Secretary of Trade Karla Venn said the deal was close.",
            "Karla Venn",
        ),
        (
            "Carl Olsen was killed on the bridge. Thomas Lasser lost his bag. He said that nobody had helped.",
            "Thomas Lasser",
        ),
    ],
)
def test_whoever_is_meant_speaks(text: str, expected: str) -> None:
    assert speakers(text)[-1] == expected


def test_he_is_nobody_in_particular_where_two_may_be_meant() -> None:
    text = "The letters of Peter Lasser to Thomas Mohr were found in a barn. He said that they were forged."
    assert speakers(text) == ["He"]
    assert attributed(text)[0].claimant.kind == "unnamed"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The dam above Lissa broke at noon. The Elm Courier reported this on March 1.",
            ("Elm Courier", "The dam above Lissa broke at noon"),
        ),
        (
            "Work has stopped at the pier. We have 900 carts in the queue. - Rako said.\nTim Rako speaks for the port.",
            ("Tim Rako", "Work has stopped at the pier. We have 900 carts in the queue"),
        ),
        (
            "Q: Will you close the pass?\nA: No. It stays open.\nThis is an interview with Minister Karl Oden.",
            ("Karl Oden", "No. It stays open"),
        ),
    ],
)
def test_a_speaker_named_afterwards_has_the_words_before(text: str, expected: tuple[str, str]) -> None:
    [claim] = attributed(text)
    assert claim.claimant is not None
    assert (claim.claimant.name, claim.text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Get updates on the flood in Lissa directly on your device, subscribe now and never miss a line.",
        "Good morning and welcome to our coverage of the flood in the province of Lissa on Monday.",
        "Correction: An earlier version of this article said that forty people had drowned in Lissa.",
    ],
)
def test_what_speaks_of_the_page_is_no_claim(text: str) -> None:
    assert analyze_text(text, language="en").claims == ()


def test_what_is_not_denied_is_rather_admitted() -> None:
    [claim] = attributed("The governor of Lissa did not deny sending the letters.")
    assert (claim.kind, claim.polarity) == ("statement", "undenied")


def test_a_no_in_an_adjunct_negates_no_claim() -> None:
    [claim] = attributed("The inquiry found that the port broke the rules by not paying the crew.")
    assert not claim.negated


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ostavia warned that it would shell the port.", "threat"),
        ("The reader swore that he had never seen the ship go.", "promise"),
        ("The sailor swore she knew nothing of the route.", "statement"),
        ("The prosecution suggested that the clerk had lied.", "report"),
    ],
)
def test_what_is_claimed_tells_a_threat_from_a_warning_and_an_oath_from_a_promise(text: str, kind: ClaimKind) -> None:
    assert [claim.kind for claim in attributed(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A day after the port conceded it had no bread, Anna Holm said the crews would leave.", "Anna Holm"),
        ("Doctors were unclear about what officials had told them, what drug to give and when.", None),
        ("The boy ran past, knocking his hat off the shelf.", None),
    ],
)
def test_only_what_is_said_is_read_as_said(text: str, expected: str | None) -> None:
    assert [name for name in speakers(text) if name not in ("port", "Doctors")] == ([expected] if expected else [])


def test_a_word_or_two_in_marks_go_on_in_no_later_paragraph() -> None:
    text = (
        'It is a claim that "many believed", he said.\n\n"Today many see the fleet as strong in the bay."\n\nHolm left.'
    )
    assert all("Today" not in claim.text for claim in attributed(text))


def test_a_passive_of_who_tells_whom_it_is_about() -> None:
    [claim] = attributed("The former officer, who is accused of inciting unrest, left the town.")
    assert claim.text == "The former officer, who is accused of inciting unrest"


def test_a_sum_of_money_is_no_organization() -> None:
    found = analyze_text("The plane cost QR6.162 million and saved QR900,000, Anna Holm said.", language="en")
    assert [entity.name for entity in found.entities] == ["Anna Holm"]


def test_a_quotation_goes_on_in_the_next_paragraph_though_its_speaker_is_told_of_with_a_quoted_word() -> None:
    text = (
        '"There was a time of vanity," said John Bond, founder of one of several firms that help ‘amateur’ printers.\n'
        '"Because of the press, everything has changed. It is as if the printer had become a lord."'
    )
    [claim] = attributed(text)
    assert claim.text.endswith("had become a lord.")


def test_whom_somebody_tells_may_have_a_clause_of_their_own() -> None:
    (claim,) = attributed("Families told reporters who came from Dorno that the bridge was closed.")
    assert (claim.claimant and claim.claimant.name, claim.text) == ("Families", "the bridge was closed")


def test_an_aside_between_two_commas_does_not_end_the_claim() -> None:
    text = "Oden aides believe her years as a reeve, promoting growth in Dorno, will offset the lead."
    (claim,) = attributed(text)
    assert claim.text == "her years as a reeve, promoting growth in Dorno, will offset the lead"


def test_what_stands_between_dashes_is_no_part_of_a_name() -> None:
    (claim,) = attributed("Mrs. Anna Brandt -- whose husband signed the act -- said the plan was misguided.")
    assert claim.claimant is not None
    assert claim.claimant.name == "Anna Brandt"


def test_notices_about_the_page_are_no_claims() -> None:
    text = "Please click on the map for the newest timetable. Ferries and fares are subject to change."
    assert analyze_text(text, language="en").claims == ()


def test_a_name_that_no_dictionary_has_speaks_behind_its_verb() -> None:
    text = "«Мобилизация не нужна никому в этой стране», — сказал Велн."
    (claim,) = analyze_text(text, language="ru").claims
    assert claim.claimant is not None
    assert claim.claimant.name == "Велн"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Oden has warned Brandt that the pass would close.", "the pass would close"),
        ("Oden warned the bridge would close.", "the bridge would close"),
        ("Anna Brandt cautioned it was early.", "it was early"),
    ],
)
def test_who_is_warned_is_no_part_of_the_warning(text: str, content: str) -> None:
    (claim,) = attributed(text)
    assert (claim.kind, claim.text) == ("warning", content)


def test_an_authors_sentence_is_told_without_its_dateline() -> None:
    (claim,) = analyze_text("DORNO (AP) — Anna Brandt won the vote in the town by 12 seats.", language="en").claims
    assert claim.text == "Anna Brandt won the vote in the town by 12 seats."


def test_an_invitation_to_follow_the_author_is_no_claim() -> None:
    assert analyze_text("Follow Anna Brandt on Twitter @brandt for all of the news.", language="en").claims == ()
