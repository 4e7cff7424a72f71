"""Who says what in English, in articles about places and people that do not exist."""

from __future__ import annotations

import pytest

from tocsin import analyze_text
from tocsin.engine.claims import find_claims
from tocsin.engine.entities import find_entities
from tocsin.model import Claim, Quantity, Span
from tocsin.text.document import read


def claims_of(text: str, quantities: tuple[Quantity, ...] = ()) -> list[Claim]:
    """The attributed claims of an English text, in reading order."""
    doc = read(text, language="en")
    found = find_claims(doc, find_entities(doc, ()), quantities)
    return sorted(
        (claim for claim in found if claim.voice != "author"),
        key=lambda claim: (claim.spans, claim.cue or claim.spans[0]),
    )


def said(text: str) -> list[tuple[str | None, str]]:
    """(claimant, words under the spans) of each attributed claim."""
    return [
        (
            claim.claimant.name if claim.claimant else None,
            " | ".join(text[span.start : span.end] for span in claim.spans),
        )
        for claim in claims_of(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna Belkova said that the bridge over the Orla would open in May.",
            ("Anna Belkova", "that the bridge over the Orla would open in May"),
        ),
        (
            "The bridge will stay shut until May, officials said on Tuesday.",
            ("officials", "The bridge will stay shut until May"),
        ),
        (
            "“We have run out of bread,” said Petra Holm, a baker from Lissa.",
            ("Petra Holm", "“We have run out of bread,”"),
        ),
        (
            "“We have run out of bread,” Holm said. “Nobody comes any more.”",
            ("Holm", "“We have run out of bread,” | “Nobody comes any more.”"),
        ),
        (
            "The harvest, he warned, would rot in the fields.",
            ("he", "The harvest | would rot in the fields"),
        ),
        (
            "According to the Verran Interior Ministry, nine villages were evacuated.",
            ("Verran Interior Ministry", "nine villages were evacuated"),
        ),
        (
            "Nine villages were evacuated, according to the Verran Interior Ministry.",
            ("Verran Interior Ministry", "Nine villages were evacuated"),
        ),
        (
            "The president vowed to bring every soldier home.",
            ("president", "to bring every soldier home"),
        ),
        (
            "Opposition leaders accused the government of hiding the losses.",
            ("Opposition leaders", "the government of hiding the losses"),
        ),
        (
            "It was reported that the ferry had sunk.",
            (None, "that the ferry had sunk"),
        ),
        (
            "The ferry is expected to return on Friday.",
            (None, "The ferry is expected to return on Friday"),
        ),
        (
            "Verran's plan to close the port alarmed its neighbours.",
            ("Verran", "to close the port alarmed its neighbours"),
        ),
        (
            "Gen. Olaf Brandt told reporters in Lissa that the town had fallen.",
            ("Olaf Brandt", "that the town had fallen"),
        ),
        (
            "Palace: no second draft this year",
            ("Palace", "no second draft this year"),
        ),
        (
            "“First of all,” Anna Belkova told the council, “we need bread.”",
            ("Anna Belkova", "“First of all,” | “we need bread.”"),
        ),
        (
            "Guests may stay longer “because they like quiet,” Holm said. “But others will not.”",
            ("Holm", "Guests may stay longer “because they like quiet,” | “But others will not.”"),
        ),
        (
            "Tomas Reil said — in a lift, by pure chance — that the bank had lost 4 million crowns.",
            ("Tomas Reil", "that the bank had lost 4 million crowns"),
        ),
        (
            "Reil said of the plan: “It will never work in a town of this size.”",
            ("Reil", "“It will never work in a town of this size.”"),
        ),
        (
            "The biggest banks, like Holm and Velo, say the rule will hurt them.",
            ("biggest banks", "the rule will hurt them"),
        ),
        (
            "About 3 in 10 say they sleep badly at sea.",
            ("3 in 10", "they sleep badly at sea"),
        ),
        (
            "The survey shows a narrow lead for the mayor.",
            ("survey", "a narrow lead for the mayor"),
        ),
        (
            "But when asked, Holm said the dam would hold, and that no village was in danger.",
            ("Holm", "the dam would hold, and that no village was in danger"),
        ),
    ],
)
def test_each_way_of_reporting_names_its_speaker_and_the_exact_words(
    text: str, expected: tuple[str | None, str]
) -> None:
    assert said(text)[0] == expected


def test_a_claim_ends_where_another_speaker_begins() -> None:
    text = "Holm said the bridge would open in May, and other officials said the road was shut."
    assert said(text) == [("Holm", "the bridge would open in May"), ("other officials", "the road was shut")]


@pytest.mark.parametrize(
    "text", ["Breaking: bridge in Lissa shut", "The rebels attacked the convoy near Lissa on Monday."]
)
def test_a_label_and_a_blow_are_no_claims(text: str) -> None:
    assert claims_of(text) == []


def test_speech_without_a_new_speaker_stays_with_the_last_one() -> None:
    text = "Mayor Ilse Varga said the dam was safe. She added that pumps had arrived and denied that anyone had fled."
    assert said(text) == [
        ("Ilse Varga", "the dam was safe"),
        ("Ilse Varga", "that pumps had arrived"),
        ("Ilse Varga", "that anyone had fled"),
    ]


def test_a_quotation_over_two_paragraphs_is_one_claim() -> None:
    text = "“The road is cut,” said Ilse Varga.\n\nShe wrote: “We wait for the army.\n\n“We have waited for a week.”"
    assert said(text)[-1] == ("Ilse Varga", "“We wait for the army. | “We have waited for a week.”")


def test_a_description_points_back_to_the_person_who_holds_the_office() -> None:
    text = (
        "Verran Foreign Minister Tomas Reil promised talks. "
        "The Verran foreign minister also said that the border would open."
    )
    claims = claims_of(text)
    assert [claim.claimant and claim.claimant.name for claim in claims] == ["Tomas Reil", "Tomas Reil"]
    assert {claim.claimant and claim.claimant.role for claim in claims} == {"Verran Foreign Minister"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Admiralty denied that a ship was lost.", "denial"),
        ("Brandt threatened to shell the port.", "threat"),
        ("The union estimated that 4,000 people had left.", "estimate"),
        ("Varga pledged to pay the pensions.", "promise"),
        ("The inquiry revealed that the orders were forged.", "report"),
        ("Varga alleged that ballots were burned.", "accusation"),
        ("Varga said that ballots were counted.", "statement"),
    ],
)
def test_the_cue_tells_what_the_speaker_is_committed_to(text: str, kind: str) -> None:
    assert claims_of(text)[0].kind == kind


def test_a_denial_of_what_another_reported_is_a_claim_of_its_own() -> None:
    reported, denied = claims_of("The Lissa Courier reported plans to draft 9,000 men, a claim the palace denied.")
    assert (reported.claimant and reported.claimant.name, reported.kind) == ("Lissa Courier", "report")
    assert (denied.claimant and denied.claimant.name, denied.kind, denied.negated) == ("palace", "denial", False)
    assert denied.spans == reported.spans


def test_negation_and_hedges_are_marked() -> None:
    plain, negated, hedged = claims_of(
        "Varga said that the dam held. Varga said that nobody was hurt. Varga said that it might rain."
    )
    assert (plain.negated, plain.hedged) == (False, False)
    assert negated.negated
    assert hedged.hedged


@pytest.mark.parametrize(
    ("words", "negated", "hedged"),
    [
        ("“I am not afraid; they can find anyone, if they really want to,”", False, False),
        ("“No ship sailed. Nobody was hurt,”", True, False),
        ("“It is better not to sign than to regret it,”", False, False),
        ("“No more than 40 cars are waiting,”", False, False),
        ("“The road was closed because the bridge could not carry the tanks,”", False, False),
        ("“The bridge, built in May, may not hold,”", True, True),
    ],
)
def test_negation_and_hedges_are_those_of_the_main_clause(words: str, negated: bool, hedged: bool) -> None:
    (claim,) = claims_of(f"{words} Lenna Varga said.")
    assert (claim.negated, claim.hedged) == (negated, hedged)


def test_sources_that_hide_are_unnamed_and_bodies_are_organizations() -> None:
    kinds = [
        claim.claimant.kind
        for claim in claims_of(
            "A source close to the palace said that the king was ill. The Coast Guard said that it found a raft. "
            "Residents said that shops were empty."
        )
        if claim.claimant
    ]
    assert kinds == ["unnamed", "organization", "group"]


def test_quantities_inside_a_claim_travel_with_it() -> None:
    text = "The navy said that 40 boats were missing. Rain fell for 3 days."
    boats = Quantity(40, 40, None, "boats", "exactly", "40 boats", Span(19, 27))
    days = Quantity(3, 3, "day", None, "exactly", "3 days", Span(56, 62))
    assert [claim.quantities for claim in claims_of(text, (boats, days))] == [(boats,)]


def test_the_same_article_gives_the_same_claims_with_the_same_ids() -> None:
    text = "Varga said that the dam held. “It will rain,” said Brandt."
    assert claims_of(text) == claims_of(text)
    assert len({claim.id for claim in claims_of(text)}) == 2


def test_an_authors_sentence_with_a_figure_is_a_claim_in_the_authors_voice() -> None:
    text = "More than 400 people crossed the frozen lake on Sunday night alone."
    doc = read(text, language="en")
    figure = Quantity(400, None, None, "people", "more-than", "More than 400 people", Span(0, 20))
    (claim,) = find_claims(doc, (), (figure,))
    assert (claim.voice, claim.claimant, claim.quantities) == ("author", None, (figure,))


@pytest.mark.parametrize(
    ("text", "claimant", "role", "content"),
    [
        ("Families who waited at the bridge said they were cold.", "Families", None, "they were cold"),
        (
            "Velmark's premier, Josef Arn, said that talks had begun.",
            "Josef Arn",
            "Velmark's premier",
            "talks had begun",
        ),
        ("No queue at Karvel, says Ostavian ministry", "Ostavian ministry", None, "No queue at Karvel"),
        ("10:40 Mayor Ines Tarr: schools stay closed tomorrow.", "Ines Tarr", "Mayor", "schools stay closed tomorrow"),
        ("Analysts at the Halm Institute (a think tank) believe that both wait.", "Analysts", None, "both wait"),
    ],
)
def test_an_editor_finds_the_right_claimant(text: str, claimant: str, role: str | None, content: str) -> None:
    (claim,) = claims_of(text)
    assert claim.claimant is not None
    assert claim.claimant.name.startswith(claimant)
    assert (claim.claimant.role, claim.text) == (role, content)


def test_what_is_denied_in_a_word_is_the_claim_before() -> None:
    accused, denied = claims_of("Velmark accused Ostavia of holding back officers. Ostavia denied this.")
    assert accused.text == "accused Ostavia of holding back officers"
    assert (denied.kind, denied.text) == ("denial", "holding back officers")
    assert denied.claimant is not None
    assert denied.claimant.name == "Ostavia"


def test_a_cue_inside_a_denied_clause_is_no_claim_of_its_own() -> None:
    (claim,) = claims_of("The government denied that it plans to close the border.")
    assert (claim.kind, claim.text) == ("denial", "it plans to close the border")


def test_somebody_who_says_nothing_claims_nothing() -> None:
    assert claims_of("The club did not comment on the dispute. The army neither confirmed nor denied the figure.") == []


def test_what_a_speaker_says_again_in_nearly_the_same_words_stands_behind_what_is_new() -> None:
    text = (
        "The mayor of Tessa, Orla Brandt, said that the bridge over the Lenne will stay closed until the spring. "
        "Brandt said that the ferry would run twice an hour. "
        "Brandt said that the old bridge over the Lenne will stay closed until the spring."
    )
    told = claims_of(text)
    first, again = (claim for claim in told if "bridge" in claim.text)
    ferry = next(claim for claim in told if "ferry" in claim.text)
    assert first.salience > ferry.salience > again.salience
    changed = claims_of(text.replace("the old bridge", "no bridge"))
    assert next(claim for claim in changed if "no bridge" in claim.text).salience > 1.5 * again.salience


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The bridge is old,” said Ilse Varga. “It will be shut.”", "The bridge is old. It will be shut."),
        ("“The bridge is old,” Varga said, “and it will be shut.”", "The bridge is old, and it will be shut."),
        ("“The bridge is old,” Varga said, “I would shut it.”", "The bridge is old, I would shut it."),
        ("“Is it old?” Varga said. “I would shut it.”", "Is it old? I would shut it."),
        ("“It is old,” said Ilse Varga, a judge. “Shut it.” “Now.”", "It is old. Shut it. Now."),
    ],
)
def test_a_quotation_that_goes_on_behind_its_cue_has_a_comma_only_within_its_sentence(text: str, expected: str) -> None:
    (claim,) = claims_of(text)
    assert claim.text == expected


@pytest.mark.parametrize(
    "text",
    [
        "Officials in Lissa accused Velmark of shelling the port. Velmark denied it.",
        "Ostavia blamed Velmark. Velmark said its troops had left.",
        "Ostavia blamed Velmark. Velmark said it had not shelled the port.",
        "The border with Velmark is shut. Ostavia blamed Velmark, and Velmark denied the charge.",
        "Velmark's army withdrew. Velmark vowed to fight on.",
        "Northern Velmark is cold. Velmark said talks would go on.",
        "A Velmarkian boat sank. Velmark blamed Ostavia.",
    ],
)
def test_a_country_that_no_gazetteer_lists_is_no_person(text: str) -> None:
    told = [claim.claimant for claim in claims_of(text) if claim.claimant and claim.claimant.name == "Velmark"]
    assert told
    assert {claimant.kind for claimant in told} == {"organization"}


@pytest.mark.parametrize(
    "text",
    [
        "Prosecutors accused Holm of fraud. Holm said he was innocent.",
        "Anna Holm met Peter Reil. Reil accused Holm of attacking him. Holm denied it.",
    ],
)
def test_somebody_who_is_accused_stays_a_person(text: str) -> None:
    assert claims_of(text)[-1].claimant is not None
    assert {claim.claimant.kind for claim in claims_of(text) if claim.claimant and "Holm" in claim.claimant.name} == {
        "person"
    }


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Prime Minister Ana Vell of Nordavia left. Its prime minister said that it rained.", "Ana Vell"),
        ("Nordavia, its prime minister said, will pay. Ana Vell, Nordavia's prime minister, left.", "Ana Vell"),
        ("Prime Minister Ana Vell spoke. Nordavia will pay, its prime minister said.", "Ana Vell"),
        (
            "Premier Ana Vell of Nordavia met Premier Karl Oden of Velmark. Velmark will pay, its premier said.",
            "Karl Oden",
        ),
        (
            "Prime Minister Ana Vell of Nordavia left. Velmark's army moved. Its prime minister said that it rained.",
            "Velmark's prime minister",
        ),
        (
            "Deputy Prime Minister Ana Vell left. Nordavia's army moved. Its prime minister said that it rained.",
            "Nordavia's prime minister",
        ),
        (
            "Ana Vell, a spokeswoman for the premier of Nordavia, left. The country's premier said that it rained.",
            "premier of Nordavia",
        ),
        (
            "The army of Nordavia moved. The country's defence minister said that it rained.",
            "defence minister of Nordavia",
        ),
        ("Merin Post, a paper of Nordavia, saw the hall. It was full, its director said that day.", "director"),
        ("Nordavia's army entered Velmark's port. Its premier said that it rained. Premier Ana Vell left.", "premier"),
    ],
)
def test_an_office_of_its_country_is_its_holder_or_the_office_and_never_another(text: str, claimant: str) -> None:
    told = claims_of(text)
    assert [claim.claimant and claim.claimant.name for claim in told] == [claimant]
    assert [claim.text for claim in analyze_text(text, language="en").claims if claim.voice != "author"]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Ana Vell, a spokeswoman for the mayor, spoke. The mayor said that it rained.", "mayor"),
        ("Mayor Ana Vell of Lissa met Mayor Karl Oden of Tarn. The mayor said that it rained.", "mayor"),
        ("Mayor Ana Vell met Mayor Karl Oden. It rained. Oden left. The mayor said that it rained.", "Karl Oden"),
        ("Former President Ana Vell left. The president said that it rained.", "president"),
        ("Former President Ana Vell left. The former president said that it rained.", "Ana Vell"),
    ],
)
def test_a_bare_office_is_whoever_alone_can_be_meant(text: str, claimant: str) -> None:
    assert [claim.claimant and claim.claimant.name for claim in claims_of(text)] == [claimant]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gov. Olaf Brandt of Lissa, a farmer who refused to leave the town, said the dam would hold.",
            ("Olaf Brandt", "the dam would hold"),
        ),
        (
            "Harbour pilot Ilse Varga, clad in a red coat, said the dam would hold.",
            ("Ilse Varga", "the dam would hold"),
        ),
        ("Tomas Reil (Lissa), a judge, said he had read the report.", ("Tomas Reil", "he had read the report")),
        (
            "Reil and others who hoped to stay said the dam would hold.",
            ("Reil and others", "the dam would hold"),
        ),
        ("Activists in the old town say the dam will hold.", ("Activists in the old town", "the dam will hold")),
        ("One firm sells nails, but another says there are none.", ("another", "there are none")),
        (
            "They built the dam in May, a spokeswoman, Ilse Varga, said on Friday.",
            ("Ilse Varga", "They built the dam in May"),
        ),
        (
            "To cross the Orla, lorries need a pass from the army, town officials say.",
            ("town officials", "To cross the Orla, lorries need a pass from the army"),
        ),
        ("That report was wrong, Mr. Reil said.", ("Reil", "That report was wrong")),
        (
            "The dam is two metres short, said former harbour master Ed Reil, who serves as a judge.",
            ("Ed Reil", "The dam is two metres short"),
        ),
        ("“It is late, so go,” said retired pilot Olaf Brandt.", ("Olaf Brandt", "“It is late, so go,”")),
        ("The rule is old: “Nobody crosses at night,” Varga said.", ("Varga", "“Nobody crosses at night,”")),
        (
            "“The dam is old,” Olaf Brandt, 30, of Lissa, who saw it, said by telephone. “It leaks.”",
            ("Olaf Brandt", "“The dam is old,” | “It leaks.”"),
        ),
        ("“The dam held.” Olaf Brandt said.", ("Olaf Brandt", "“The dam held.”")),
        ("Luck, Varga added, was with the crew.", ("Varga", "Luck | was with the crew")),
        ("Nearly three in 10 said they felt seasick.", ("three in 10", "they felt seasick")),
        (
            "A letter from the navy obtained by the Lissa Courier says the dam will hold.",
            ("letter from the navy obtained by the Lissa Courier", "the dam will hold"),
        ),
        ("Storms came, leading the mayor to ask that boats stay in port.", ("mayor", "that boats stay in port")),
    ],
)
def test_what_stands_between_a_speaker_and_the_cue_does_not_hide_the_claim(
    text: str, expected: tuple[str, str]
) -> None:
    assert expected in said(text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The ferry will sail on Friday, Reil said, adding that it was late.", "The ferry will sail on Friday"),
        ("Varga said the strike, which began in May, was over.", "the strike, which began in May, was over"),
        ("Varga said that the dam held, but the road was gone.", "that the dam held, but the road was gone"),
        ("Varga praised the town, including its bakers.", "the town, including its bakers"),
        ("Varga said the dam had held, compared with two that broke.", "the dam had held"),
        ("That bridge is old, Varga said.", "That bridge is old"),
        ("Varga said Thursday's vote was fair.", "Thursday's vote was fair"),
        ("Varga called him “a clown,” a word that she seldom uses.", "him “a clown,”"),
        ("Nobody was surprised: according to Varga, the dam is old.", "the dam is old"),
        (
            "The town is small: its port was the first of the country, Varga said.",
            "its port was the first of the country",
        ),
        ("“It leaks,” Varga said.\n\n“It will burst.”\n\nNobody came.", "“It leaks,” | “It will burst.”"),
        ("“Does it leak?” Varga asked.\n\n“It does.”\n\nNobody came.", "“Does it leak?”"),
    ],
)
def test_a_claim_ends_where_its_own_words_do(text: str, content: str) -> None:
    assert [words for _, words in said(text)][:1] == [content]


def test_somebody_who_is_asked_or_told_says_nothing_by_it() -> None:
    text = "Olaf Brandt, told that the dam had burst, left at once."
    assert claims_of(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Varga accused Holm of claiming that the dam was safe.", ("Holm", "that the dam was safe")),
        ("The Courier quoted the mayor as saying that the dam was safe.", ("mayor", "that the dam was safe")),
        ("The report cites two officers who said the dam was safe.", ("two officers", "the dam was safe")),
    ],
)
def test_what_somebody_is_quoted_or_accused_of_saying_is_their_word(text: str, expected: tuple[str, str]) -> None:
    assert said(text)[-1] == expected


def test_a_dateline_is_no_part_of_the_speaker() -> None:
    assert said("LISSA - The navy on Tuesday denied that a ship was lost.") == [("navy", "that a ship was lost")]


def test_a_wish_that_another_speaks_of_is_part_of_what_that_speaker_says() -> None:
    assert said("Varga praised the governor's plan to rebuild the bridge.") == [
        ("Varga", "the governor's plan to rebuild the bridge")
    ]


def test_a_report_at_the_sentence_end_takes_in_the_whole_sentence() -> None:
    text = "The storm dampened hopes of an early harvest, Varga said on Friday."
    assert ("Varga", "The storm dampened hopes of an early harvest") in said(text)


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_the_dash_of_a_dateline_is_no_part_of_the_speaker_either(dash: str) -> None:
    told = f"KARVEL, Nov 30 (Ostavia Wire) {dash} Families who came from Dorno said they had waited two nights."
    [claim] = [claim for claim in analyze_text(told).claims if claim.claimant]
    assert claim.claimant
    assert claim.claimant.name == "Families"
    assert claim.text == "they had waited two nights"


def test_whom_something_is_according_to_is_no_verb_of_saying() -> None:
    told = "The queue was nine kilometres long on Monday, according to volunteers, who were handing out water."
    [claim] = analyze_text(told).claims
    assert claim.claimant
    assert claim.claimant.name == "volunteers"
    assert claim.text == "The queue was nine kilometres long on Monday"


@pytest.mark.parametrize(
    "beside", ["said Boro Linde, the company’s director.", "said Boro Linde, director of the port company."]
)
def test_whose_director_somebody_is_does_not_make_a_company_of_him(beside: str) -> None:
    told = f"“It will take three weeks to repair the bridge,” {beside} He denied that it had been sabotaged."
    claims = analyze_text(told).claims
    assert {claim.claimant.name for claim in claims if claim.claimant} == {"Boro Linde"}
    assert {claim.claimant.kind for claim in claims if claim.claimant} == {"person"}


@pytest.mark.parametrize("opening", ["Saying that", "Confirming that", "Without saying that"])
def test_a_claim_in_an_opening_clause_ends_before_its_speaker(opening: str) -> None:
    [claim] = [
        claim
        for claim in analyze_text(f"{opening} the border was closed, the minister asked drivers for patience.").claims
        if claim.claimant
    ]
    assert claim.text == "the border was closed"


@pytest.mark.parametrize("end", ["", ",", " —,", "“", " ”", "(", ":", " that", " the that", " and", ";", "'s"])
def test_a_text_may_be_cut_off_anywhere_with_any_mark(end: str) -> None:
    for text in (
        "The minister warned the council that he will close the bridge, and denied that a letter said so.",
        "“The road is open,” said Boro Linde. “It will stay so,” he added in a letter obtained by the paper.",
        "According to Linde, who cited the report, drivers, however, accuse the company of hiding what it knew.",
    ):
        words = text.split()
        for cut in (" ".join(words[:number]) + end for number in range(1, len(words) + 1)):
            assert analyze_text(cut, language="en").language == "en", cut
