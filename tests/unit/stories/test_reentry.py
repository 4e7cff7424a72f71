"""An article that is analyzed again long after it came adds to its story's ledger, and undoes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tocsin.model import Analysis, Article, Claim, Claimant, Quantity, Span, Summary, Versions
from tocsin.stories.casefile import CaseFile, add_article
from tocsin.stories.origins import read_sources
from tocsin.stories.reentry import enter_again

START = datetime(2031, 5, 4, 9, 0, tzinfo=UTC)
SOURCES = read_sources('[courier]\nnames = ["Lessing Courier"]\ndomains = ["courier.example"]\n', "")
CALLED = "The defence ministry said that {} reservists were called up in Lessing"
PORT = "The harbour authority said that the port of Ambry was closed"


def article(name: str, publisher: str, minutes: int, *sentences: str) -> Article:
    at = START + timedelta(minutes=minutes)
    return Article(name, ". ".join((*sentences, f"{publisher} has more on page {minutes}")), publisher=publisher,
                   published_at=at, language="en")  # fmt: skip


def analysis(of: Article, *sentences: str) -> Analysis:
    return Analysis(
        "en", Summary(), tuple(claim(said, of.text) for said in sentences), (), (), (), Versions("t/1", "", "")
    )


def claim(said: str, inside: str) -> Claim:
    start = inside.index(said)
    found = tuple(
        Quantity(float(word), float(word), None, "reservists", "exactly", word, Span(at, at + len(word)))
        for word in said.split()
        if word.isdigit() and (at := start + said.index(word)) >= 0
    )
    claimant = Claimant(said.partition(" said")[0].removeprefix("The "))
    return Claim(f"c{start}", said, (Span(start, start + len(said)),), claimant, quantities=found)


def entered(file: CaseFile, one: Article, *sentences: str) -> CaseFile:
    at = one.published_at or START
    return add_article(file, one, analysis(one, *sentences), SOURCES, at).file


def again(file: CaseFile, one: Article, *sentences: str) -> CaseFile:
    return enter_again(file, one, analysis(one, *sentences), SOURCES, one.published_at or START)


def states(file: CaseFile) -> list[tuple[str, str]]:
    return [(claim.current.text.split(" that ")[1], claim.state) for claim in file.ledger.claims]


FIRST = article("a1", "Lessing Courier", 0, CALLED.format(300), PORT)


def test_a_claim_that_only_the_new_analysis_has_is_entered_once_and_the_rest_stays_as_it_was() -> None:
    file = entered(CaseFile(), FIRST, CALLED.format(300))
    fuller = again(file, FIRST, CALLED.format(300), PORT)
    assert states(fuller) == [
        ("300 reservists were called up in Lessing", "single-source"),
        ("the port of Ambry was closed", "single-source"),
    ]
    assert fuller.ledger.claims[0] == file.ledger.claims[0]
    assert (fuller.ledger.articles, fuller.version) == (file.ledger.articles, file.version + 1)
    assert again(fuller, FIRST, CALLED.format(300), PORT) is fuller


def test_what_a_new_analysis_leaves_out_or_words_otherwise_stays_one_claim() -> None:
    file = entered(CaseFile(), FIRST, CALLED.format(300))
    assert again(file, FIRST) is file
    shorter = CALLED.format(300).removesuffix(" in Lessing")
    assert again(file, FIRST, shorter) is file


def test_a_claim_found_late_corroborates_what_another_house_said() -> None:
    file = entered(CaseFile(), FIRST)
    own_words = "Fishermen carried their nets home in the rain while children counted empty trawlers along the pier"
    other = article("a2", "Omber Post", 30, own_words, PORT, "Bread grew dear in the villages above the bay")
    file = entered(file, other, PORT)
    assert states(file) == [("the port of Ambry was closed", "single-source")]
    assert states(again(file, FIRST, PORT)) == [("the port of Ambry was closed", "corroborated")]


def test_a_number_that_a_later_article_has_overtaken_contradicts_nothing() -> None:
    file = entered(CaseFile(), FIRST)
    later = article("a2", "Omber Post", 30, CALLED.format(900))
    file = entered(file, later, CALLED.format(900))
    assert again(file, FIRST, CALLED.format(300)) is file


def test_an_article_that_the_story_does_not_know_is_not_entered_by_this_way() -> None:
    file = entered(CaseFile(), FIRST, CALLED.format(300))
    stranger = replace(FIRST, id="a9")
    assert again(file, stranger, PORT) is file


def test_a_report_that_was_taken_back_once_and_told_again_is_not_taken_back_by_a_new_analysis() -> None:
    file = entered(CaseFile(), FIRST, PORT)
    said = PORT.lower()
    back = article("a2", "Lessing Courier", 30, f"The Courier retracts its report that {said}, and is sorry")
    file = entered(file, back, said)
    assert [claim.state for claim in file.ledger.claims] == ["withdrawn"]
    other = article("a3", "Omber Post", 60, "Gulls sat on the quay all morning and no horn was heard", PORT)
    file = entered(file, other, PORT)
    assert [claim.state for claim in file.ledger.claims] == ["single-source"]
    assert again(file, back, said) is file
