"""Claims of a story: who supports, denies, revises and withdraws them; and what counts as one voice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import analyze_text
from tocsin.model import Analysis, Article, Claim, Claimant, ClaimKind, Quantity, Span, Summary, Versions
from tocsin.stories.casefile import CaseFile, Filed, add_article
from tocsin.stories.near import fingerprint, relation
from tocsin.stories.origins import Origin, default_sources, read_sources
from tocsin.stories.relations import MATCHER
from tocsin.stories.sightings import SAME, about_the_same, sightings

START = datetime(2031, 5, 4, 9, 0, tzinfo=UTC)
SOURCES = read_sources(
    '[courier]\nnames = ["Lessing Courier", "Tessa Courier"]\ndomains = ["courier.example"]\n',
    '[bellwire]\nnames = ["Bellwire"]\ndomains = ["bellwire.example"]\n',
)
CALLED = "The defence ministry said that 300 reservists were called up in Lessing"
REPORT = f"""{CALLED}.

Lorries stood before the town hall until the evening came.

Governor Orla Brandt asked the young men of the town for patience.

The barracks behind the harbour had been empty since the spring."""


def claim(text: str, inside: str, *, kind: ClaimKind = "statement", by: str | None = "defence ministry") -> Claim:
    start = inside.index(text)
    quantities = []
    for number in ("300", "900", "310"):
        if number in text:
            at = start + text.index(number)
            span = Span(at, at + 3)
            quantities.append(Quantity(float(number), float(number), None, "reservists", "exactly", number, span))
    return Claim(
        f"c{start}",
        text,
        (Span(start, start + len(text)),),
        Claimant(by) if by else None,
        kind=kind,
        quantities=tuple(quantities),
    )


class Desk:
    """Enters articles one after the other."""

    def __init__(self) -> None:
        self.file = CaseFile()
        self.minutes = 0

    def add(
        self, name: str, text: str, said: str, publisher: str, *, by: str | None = "defence ministry",
        kind: ClaimKind = "statement", url: str | None = None, minute: int | None = None,
    ) -> Filed:  # fmt: skip
        self.minutes += 10
        at = START + timedelta(minutes=self.minutes if minute is None else minute)
        article = Article(name, text, publisher=publisher, url=url, published_at=at)
        analysis = Analysis(
            "en", Summary(), (claim(said, text, kind=kind, by=by),), (), (), (), Versions("t", "1", "1")
        )
        filed = add_article(self.file, article, analysis, SOURCES, at)
        self.file = filed.file
        return filed

    def states(self) -> list[str]:
        return [claim.state for claim in self.file.ledger.claims]


SAID = "300 reservists were called up in Lessing"


def test_two_independent_voices_corroborate_and_the_first_stays_known() -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    assert desk.states() == ["single-source"]
    filed = desk.add(
        "b",
        "In Lessing, 300 reservists were called up on Monday.",
        "300 reservists were called up on Monday",
        "Omber Post",
    )
    assert [event.change for event in filed.events] == ["corroborated"]
    [kept] = desk.file.ledger.claims
    assert (kept.state, kept.first.article, kept.origins) == (
        "corroborated",
        "a",
        ("family:courier", "family:omber-post"),
    )


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (REPORT, "Omber Post"),
        (f"All the news in one place, every morning.\n\n{REPORT}", "Omber Post"),
        ("In Lessing, 300 reservists were called up on Monday.", "Tessa Courier"),
    ],
    ids=["repost", "repost with clutter", "same family"],
)
def test_a_copy_or_a_sister_paper_is_no_second_voice(text: str, publisher: str) -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    said = SAID if SAID in text else "300 reservists were called up on Monday"
    desk.add("b", text, said, publisher)
    assert desk.states() == ["single-source"]


def test_prints_of_one_agency_are_one_voice() -> None:
    desk = Desk()
    desk.add("a", f"LESSING (Bellwire) - {CALLED}.", SAID, "Lessing Courier")
    filed = desk.add("b", f"Bellwire reported that {SAID}, and no more.", SAID, "Omber Post")
    assert filed.origin.id == "agency:bellwire"
    assert desk.states() == ["single-source"]


def test_a_copy_that_comes_before_its_source_loses_its_voice_when_the_source_arrives() -> None:
    desk = Desk()
    desk.add("copy", REPORT, SAID, "Omber Post", minute=30)
    desk.add("other", f"{SAID}, farmers at the market heard.", SAID, "Lessing Courier", minute=40)
    assert desk.states() == ["corroborated"]
    desk.add("source", REPORT, SAID, "Tessa Courier", minute=5)
    assert desk.states() == ["single-source"]
    assert desk.file.ledger.claims[0].events[-1].change == "reattributed"


def test_a_denial_contradicts_and_is_no_repost_of_what_it_quotes() -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    denial = f"The interior ministry denied that {SAID}.\n\n{REPORT}"
    filed = desk.add("b", denial, SAID, "Omber Post", by="interior ministry", kind="denial")
    assert filed.part != "repost"
    assert desk.states() == ["contradicted", "contradicted"]
    assert "contradicted" in [event.change for event in filed.events]


def test_another_number_of_another_claimant_contradicts_and_of_the_same_one_revises() -> None:
    said = "900 reservists were called up in Lessing"
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    filed = desk.add("b", f"{said}, the ministry now says.", said, "Lessing Courier")
    assert [(event.change, event.moved) for event in filed.events] == [("revised", 2.0)]
    assert desk.states() == ["revised"]
    desk.add("c", f"The union counted: {SAID}.", SAID, "Omber Post", by="soldiers' union")
    assert desk.states() == ["contradicted", "contradicted"]


def test_what_an_edited_article_no_longer_says_is_withdrawn_and_what_it_changes_is_revised() -> None:
    desk = Desk()
    url = "https://courier.example/1"
    desk.add("a", REPORT, SAID, "Lessing Courier", url=url)
    edited = REPORT.replace(CALLED, "The defence ministry named no number of those who were called")
    filed = desk.add("b", edited, "Lorries stood before the town hall", "Lessing Courier", by=None, url=url)
    assert (filed.part, filed.of) == ("revision", "a")
    assert desk.states()[0] == "withdrawn"


@pytest.mark.parametrize(
    "correction",
    [
        f"Correction: the Courier said that {SAID}. They were not.",
        f"The Courier withdraws its report that {SAID}, and is sorry.",
    ],
)
def test_a_publisher_that_takes_back_its_report_withdraws_its_claim_and_not_that_of_others(correction: str) -> None:
    alone, both = Desk(), Desk()
    for desk in (alone, both):
        desk.add("a", REPORT, SAID, "Lessing Courier")
    both.add("b", f"{SAID}, farmers at the market heard.", SAID, "Omber Post")
    told = [desk.add("c", correction, SAID, "Tessa Courier", by=None) for desk in (alone, both)]
    assert (alone.states(), both.states()) == (["withdrawn"], ["single-source"])
    assert [[event.change for event in filed.events] for filed in told] == [["withdrawn"], ["revised"]]
    assert both.file.ledger.claims[0].origins == ("family:omber-post",)


def test_who_took_a_claim_back_is_no_voice_for_it_when_another_states_it_again() -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    desk.add("b", f"Correction: the Courier said that {SAID}. They were not.", SAID, "Tessa Courier", by=None)
    desk.add("c", f"{SAID}, farmers at the market heard.", SAID, "Omber Post")
    [claim] = desk.file.ledger.claims
    assert (claim.state, claim.origins, claim.current.article) == ("single-source", ("family:omber-post",), "c")
    desk.add("d", f"Nurses on the night bus told us: {SAID}.", SAID, "Quillford Star")
    assert desk.states() == ["corroborated"]


@pytest.mark.parametrize("refusal", ["has not retracted", "refuses to retract", "saw a gear retract and repeats"])
def test_who_stands_by_a_report_does_not_take_it_back(refusal: str) -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    desk.add("b", f"The Courier {refusal} its report that {SAID}.", SAID, "Lessing Courier", by=None)
    assert "withdrawn" not in desk.states()


def test_another_paper_cannot_take_back_what_is_not_its_own_but_the_claimant_can() -> None:
    desk = Desk()
    desk.add("a", REPORT, SAID, "Lessing Courier")
    desk.add("b", f"By now the Courier should have retracted that {SAID}.", SAID, "Omber Post", by=None)
    assert desk.states() == ["single-source"]
    desk.add("c", f"The defence ministry retracted its statement that {SAID}.", SAID, "Omber Post")
    assert desk.states() == ["withdrawn"]


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12))
def test_an_article_that_comes_again_changes_nothing(order: list[str]) -> None:
    papers = {"a": "Lessing Courier", "b": "Omber Post", "c": "Tessa Courier", "d": "Vale Times"}
    once, often = Desk(), Desk()
    for name in dict.fromkeys(order):
        once.add(name, f"{name}: {REPORT}", SAID, papers[name], minute=1)
    for name in order:
        often.add(name, f"{name}: {REPORT}", SAID, papers[name], minute=1)
    assert once.file == often.file


def test_a_changed_number_makes_an_edit_and_a_cut_end_makes_a_repost() -> None:
    whole = fingerprint(REPORT)
    assert relation(fingerprint(REPORT.replace("300", "900")), whole) == "edited"
    assert relation(fingerprint(REPORT[: REPORT.rindex("The barracks")]), whole) == "repost"
    assert relation(fingerprint("Rain fell on the orchards of Lower Tessa for two whole weeks."), whole) == "apart"


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("MOSCOW, Sept 21 (Reuters) - Nobody was there.", "reuters"),
        ("Москва. 21 сентября. ТАСС сообщает, что никого не было.", "tass"),
        ("Nobody was there, according to AFP.", "afp"),
        ("The map was an apt one, and the Reuter family was there.", None),
    ],
)
def test_an_agency_is_known_by_dateline_and_attribution(text: str, agency: str | None) -> None:
    assert default_sources().agency(Article("a", text)) == agency


def test_figures_of_other_things_do_not_bear_each_other_out() -> None:
    at = START
    told = [
        "The border service said that the queue of cars at the Karvel crossing into Merinia grew to 12 kilometres.",
        "A guard said that 3,000 people waited in the queue of cars at the Karvel crossing into Merinia.",
        "A driver said that the queue of cars at the Karvel crossing into Merinia had grown to 12 kilometres.",
    ]
    seen = [
        sightings(Article(f"a{number}", text), analyze_text(text, ""), Origin(f"o{number}"), SOURCES, at)[0]
        for number, text in enumerate(told)
    ]
    assert about_the_same(seen[0], seen[2]) >= SAME
    assert about_the_same(seen[0], seen[1]) == 0.0


def test_what_older_rules_held_to_be_one_claim_is_taken_apart_when_the_next_article_comes() -> None:
    desk = Desk()
    freed, shot = "Rebels released 300 reservists in Lessing", "Rebels executed 300 reservists in Lessing"
    desk.add("a", f"{freed}.", freed, "Lessing Courier", by="Red Cross")
    desk.add("b", f"{shot}.", shot, "Omber Post", by="army")
    one, other = desk.file.ledger.claims
    wrong = replace(
        one, state="corroborated", sightings=(one.current, other.current), origins=(*one.origins, *other.origins),
        against=(), events=one.events[:1], matcher=1,
    )  # fmt: skip
    desk.file = replace(desk.file, ledger=replace(desk.file.ledger, claims=(wrong,)))
    desk.add("c", "Lorries stood before the town hall of Lessing.", "Lorries stood before the town hall", "Tessa Post")
    told = {claim.current.text: (claim.state, len(claim.origins), claim.matcher) for claim in desk.file.ledger.claims}
    assert told[freed] == ("contradicted", 1, MATCHER)
    assert told[shot] == ("contradicted", 1, MATCHER)


def test_a_repost_is_of_what_it_reposts_whatever_else_shares_half_of_its_sentences() -> None:
    desk = Desk()
    line, ferry = "Follow us for the news of the whole coast.", "A ferry waited in the harbour of Lessing"
    desk.add(
        "a", f"{CALLED}.\n\nTwo schools closed at noon.\n\nA bank burned by night.\n\n{line}", CALLED, "Dorno Times"
    )
    report = f"{CALLED}.\n\n{ferry}.\n\nThe mayor spoke at noon.\n\nLorries stood before the town hall."
    desk.add("b", report, ferry, "Omber Post", by=None)
    filed = desk.add("c", f"{report}\n\n{line}", ferry, "Tessa Herald", by=None)
    assert (filed.part, filed.of) == ("repost", "b")
    assert [claim.state for claim in desk.file.ledger.claims if claim.current.text == ferry] == ["single-source"]
