"""Papers and their archives in English: lost line breaks, who "he" is, and what only looks like a claim."""

from __future__ import annotations

import pytest

from tocsin import analyze_text


def _said(text: str) -> list[tuple[str | None, str]]:
    claims = analyze_text(text, language="en").claims
    return [(c.claimant.name if c.claimant else None, c.text) for c in claims if c.voice != "author"]


def _of(text: str, words: str) -> list[str | None]:
    """Who is told to have said what contains these words."""
    return [who for who, what in _said(text) if words in what]


def test_a_mark_that_opens_the_next_paragraph_ends_nothing_where_line_breaks_were_lost() -> None:
    text = (
        "The ferry of Velm is to stop in May. Anna Holm told the Velm Courier: "
        '"We kept it going for years. "But nobody pays for it now." The ferry was built by a shipyard of Lissa. '
        '"It will be missed by the whole town," said Ivo Petar.'
    )
    assert _of(text, "We kept it going for years. But nobody pays for it now") == ["Anna Holm"]
    assert _of(text, "It will be missed") == ["Ivo Petar"]
    assert not [what for _, what in _said(text) if "shipyard" in what]


def test_a_quotation_that_its_speaker_follows_begins_where_line_breaks_were_lost() -> None:
    text = (
        'Rosa Brandt won the cup of Velm on Sunday. "It was good to get going. "I felt strong on the hill," '
        'said Brandt. "It was all about the crowd. "They pushed me on to the line." Brandt trains in Lissa.'
    )
    assert _of(text, "felt strong on the hill") == ["Rosa Brandt"]
    assert not [what for _, what in _said(text) if "trains in Lissa" in what]


def test_a_full_stop_that_is_missing_behind_he_said_joins_no_two_quotations() -> None:
    text = (
        'Anna Holm runs a mill in Velm. "The price of grain is far too high for us," she said '
        '"Nobody in the valley can pay that any longer," she added.'
    )
    assert all('"' not in what.strip('"') for _, what in _said(text))
    assert _of(text, "Nobody in the valley can pay") == ["Anna Holm"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The port of Velm said it now plans to build a second quay.", "it now plans to build a second quay"),
        (
            "Anna Holm said the way that letters were lost in the office reminded her of the old post.",
            "the way that letters were lost in the office reminded her of the old post",
        ),
        (
            "Prosecutors say Brandt, who left the council in May, took money from the ferry.",
            "Brandt, who left the council in May, took money from the ferry",
        ),
    ],
)
def test_said_is_no_part_of_what_is_said(text: str, content: str) -> None:
    assert content in [what for _, what in _said(text)]


def test_what_nobody_plans_is_not_told_as_planned() -> None:
    assert not _of("Anna Holm has no immediate plans to reopen the ferry between Velm and Lissa.", "reopen the ferry")
    assert _of("Anna Holm has plans to reopen the ferry between Velm and Lissa.", "reopen the ferry") == ["Anna Holm"]


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Petar came to Velm. A sharp answer came from Olaf Brandt, as he called on Petar to resign at once.",
        "Ivo Petar said the quay was safe. Then came a letter from Olaf Brandt, in which he urged Petar to resign.",
    ],
)
def test_he_is_nobody_whom_his_own_sentence_names_behind_him(text: str) -> None:
    assert "Ivo Petar" not in _of(text, "resign")


def test_a_speaker_does_not_name_himself_in_his_own_quotation() -> None:
    text = (
        "Olaf Brandt said the season was too long. Ivo Petar has asked for a rest. "
        '"Petar is tired of playing every three days," he said.'
    )
    assert _of(text, "tired of playing") == ["Olaf Brandt"]


def test_who_did_something_is_the_subject_of_what_that_one_did_further_on() -> None:
    text = "Olaf Brandt met Ivo Petar – who went on a tour insisting that the quay was safe for ships."
    assert _of(text, "quay was safe") == ["Ivo Petar"]


def test_for_somebody_at_the_beginning_tells_whose_view_follows() -> None:
    text = (
        'Ivo Petar thinks little of the ferry. "It is too slow for the town," he said. '
        "But for Olaf Brandt, a pilot from Lissa, the ferry is not going to be replaced by a bridge. "
        '"A bridge is worth nothing without a road," he said.'
    )
    assert _of(text, "worth nothing without a road") == ["Olaf Brandt"]


def test_whose_the_opening_adjunct_is_is_not_who_speaks_behind_it() -> None:
    text = (
        "With the council set to debate tolls this month, a task force of the Velm Drivers released a report on "
        "Tuesday that called for free bridges, and urged towns to lift their own charges."
    )
    assert "council" not in [(who or "").lower() for who in _of(text, "lift their own charges")]


def test_a_thing_that_threatens_to_do_something_makes_no_threat() -> None:
    assert not _of("A newer ferry is threatening to overtake the old one of Velm.", "overtake")
    assert _of("Drivers of Velm threatened to block the bridge.", "block the bridge")


def test_to_dispute_a_report_is_to_deny_it() -> None:
    claims = analyze_text("Anna Holm disputed the report of the Velm Courier on the ferry.", language="en").claims
    assert [c.kind for c in claims if c.voice != "author"] == ["denial"]


def test_what_a_denied_report_tells_of_a_word_is_no_claim() -> None:
    text = "Anna Holm has dismissed reports she told Ivo Petar she would quit before the next vote in Velm."
    assert all("reports" in what for _, what in _said(text))


@pytest.mark.parametrize(
    "text",
    [
        "Anna Holm defended herself during Thursday's hearing in Velm.",
        "Ivo Petar lambasted Holm on Thursday.",
        "The quay may be closed for a year, the Velm Courier reported Holm as saying.",
        "Ivo Petar left, referring to when Holm closed the quay.",
    ],
)
def test_whom_somebody_praised_or_quoted_is_nothing_said(text: str) -> None:
    assert not [
        what for _, what in _said(text) if what.split()[0] in ("defended", "lambasted", "reported", "referring")
    ]


def test_ever_since_is_no_part_of_a_name() -> None:
    text = "Rosa Brandt has been criticised by some Velm pilots ever since she closed the quay."
    assert "ever" not in " ".join(who or "" for who, _ in _said(text))


def test_a_party_between_a_name_and_an_office_hides_no_name() -> None:
    text = (
        "Ivo Petar, a Lissa Democrat, spoke first. The bill was written by others, and Olaf Brandt, Democrat of Velm, "
        "the majority leader, has promised to bring it to the floor."
    )
    assert _of(text, "bring it to the floor") == ["Olaf Brandt"]


def test_the_district_behind_a_capital_is_no_first_name() -> None:
    text = (
        "Olaf Holm was seen in Washington, D.C. Holm's lawyers came along. "
        '"I am sorry for all of it," Holm said in court.'
    )
    assert "D.C. Holm" not in [who for who, _ in _said(text)]


def test_a_surname_alone_is_the_younger_one_as_well() -> None:
    text = (
        "Former mayor Olaf Holm Jr. pleaded guilty on Wednesday. His wife, Rosa, came along. "
        '"I am sorry for all of it," Holm said in court. Rosa Holm waited outside.'
    )
    assert _of(text, "sorry for all of it") == ["Olaf Holm Jr."]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ('"It is gone," said Ivo Petar at Velm Brokers in Lissa.', "Ivo Petar"),
        ("Olaf Brandt spoke first. Brandt over the weekend denied that he had left the council.", "Olaf Brandt"),
        (
            'Olaf Brandt left. "We meant to vote," said Brandt on the floor on Tuesday, "but others wanted to wait."',
            "Olaf Brandt",
        ),
        ("After the great fire two years ago Velm Ferries agreed to train its crews.", "Velm Ferries"),
    ],
)
def test_where_and_when_somebody_speaks_is_no_part_of_the_name(text: str, claimant: str) -> None:
    assert [who for who, _ in _said(text)] == [claimant]


def test_why_somebody_is_criticised_is_no_part_of_who_does_so() -> None:
    text = "Ivo Petar has been criticised by the drivers for closing the quay of Velm."
    assert [who for who, _ in _said(text)] == ["drivers"]


def test_a_quotation_that_was_told_with_the_one_before_is_not_told_twice() -> None:
    text = (
        '"What worried us was the price," said Ivo Petar. "People in Velm did not know what they paid." '
        '"We saw much harm in that," he added.'
    )
    assert _said(text) == [
        (
            "Ivo Petar",
            "What worried us was the price. People in Velm did not know what they paid. We saw much harm in that",
        )
    ]


def test_he_is_not_the_pupil_who_asked() -> None:
    text = (
        'Ivo Petar met a class in Velm. When one pupil asked Petar about the ferry, he laughed. He said: "We shall '
        'buy a new one before the end of the winter."'
    )
    assert _of(text, "We shall buy a new one") == ["Ivo Petar"]


def test_whom_a_paper_heard_from_is_who_answers_next() -> None:
    text = (
        "Olaf Brandt claims that the harbour office burnt the boats. The paper also heard from Ivo Petar, who ran the "
        "office then. He denied that it played any part in the fires."
    )
    assert _of(text, "it played any part") == ["Ivo Petar"]


def test_a_sentence_behind_a_quotation_that_ended_has_no_part_in_it() -> None:
    text = (
        "Anna Holm said she was \"saddened by the council's word that drivers ... are 'idle.'\" The former mayor said "
        "reports of idle drivers were false."
    )
    assert [what for _, what in _said(text) if "saddened" in what] == [
        "she was \"saddened by the council's word that drivers ... are 'idle.'\""
    ]


def test_what_is_used_or_allowed_to_do_something_says_nothing() -> None:
    assert not _of("Samples kept in Velm would be examined to find whether the fire was laid.", "fire was laid")
    assert not _of("Only the Velm Fund has been legally allowed to offer loans in Lissa.", "loans")


def test_a_clause_whose_object_stands_before_it_is_not_told_without_it() -> None:
    text = "Ivo Petar said there was a drop in fares, which he said the council needed to look at soon."
    assert [what for _, what in _said(text)] == ["there was a drop in fares"]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        (
            "Anna Holm, the younger sister of Rosa Holm, a Velm council candidate, criticized the plan of Velm.",
            "Anna Holm",
        ),
        ("Plus Brandt wants to hire more pilots for Velm.", "Brandt"),
        ("Ivo Petar apologized after a film appeared of him warning that a farmer could become reeve.", "Ivo Petar"),
    ],
)
def test_the_speaker_is_named_whatever_stands_around_the_name(text: str, claimant: str) -> None:
    assert [who for who, _ in _said(text)] == [claimant]


def test_a_letter_that_ends_with_a_quotation_does_not_end_with_what_stands_before_the_name() -> None:
    text = 'And to stress that she was not shy of her view, Anna Holm concluded her letter: "Please share it in Velm."'
    assert not _of(text, "And to stress")


def test_that_is_kept_where_it_is_who_did_it() -> None:
    text = "Anna Holm was born on a barge. Holm said that obliged her to mend the locks of Velm."
    assert _of(text, "that obliged her to mend the locks of Velm") == ["Anna Holm"]


def test_what_somebody_did_not_disclose_is_not_told_from_its_verb_on() -> None:
    assert not _said("Among the payments Holm did not disclose was a fee from a shipyard of Velm.")


def test_who_asks_questions_has_not_said_which() -> None:
    told = _said("Ivo Petar chided the drowsy bakers for asking questions at a boat christening.")
    assert [who for who, _ in told] == ["Ivo Petar"]


def test_what_followed_from_a_rejection_is_no_part_of_it() -> None:
    assert not _of("Mr Petar's rejection of the plan had cost him many votes in Velm.", "cost")
