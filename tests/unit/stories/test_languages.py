"""One invented event in English, Russian and Ukrainian is one ledger, and another event is another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from tocsin.engine.embedded import analyze_text
from tocsin.model import Article
from tocsin.stories.casefile import CaseFile, add_article
from tocsin.stories.languages import shared_names
from tocsin.stories.origins import default_sources
from tocsin.stories.sightings import SAME, Sighting, about_the_same, sightings
from tocsin.text.sounds import same_person, sound

START = datetime(2031, 5, 4, 9, 0, tzinfo=UTC)
CALL_UP = {
    "en": "The defence ministry said that 450 reservists would be called up in Lessing.",
    "ru": "Министерство обороны сообщило, что в Лессинге будут призваны 450 резервистов.",
    "uk": "Міністерство оборони повідомило, що в Лессінзі будуть призвані 450 резервістів.",
}
FLOOD = {
    "en": "The rescue service said that 80 houses were flooded in Varnhold.",
    "ru": "Служба спасения сообщила, что в Варнхольде затоплены 80 домов.",
    "uk": "Служба порятунку повідомила, що у Варнхольді затоплено 80 будинків.",
}
PROMISE = {
    "ru": "Губернатор Орла Брандт пообещала, что студентов не будут призывать на службу.",
    "uk": "Губернаторка Орла Брандт пообіцяла, що студентів не призиватимуть на службу.",
}
DENIAL = "Міністерство оборони заперечило, що в Лессінзі будуть призвані 450 резервістів."


def first_claim(text: str, language: str) -> Sighting:
    article = Article(f"{language}-{sound(text)[:8]}", text, publisher=f"Paper {language}", language=language)
    analysis = analyze_text(text, None, language, START)
    sources = default_sources()
    found = sightings(article, analysis, sources.origin(article), sources, START)
    return max(found, key=lambda one: len(one.figures))


@pytest.mark.parametrize("told", [CALL_UP, FLOOD, PROMISE], ids=["call-up", "flood", "promise"])
def test_one_claim_in_several_languages_is_one(told: dict[str, str]) -> None:
    found = [first_claim(text, language) for language, text in told.items()]
    for one, other in combinations(found, 2):
        assert about_the_same(one, other) >= SAME, (one.text, other.text)


def test_claims_of_two_events_are_not_one_in_any_pair_of_languages() -> None:
    texts = [(event, language, text) for event in (CALL_UP, FLOOD, PROMISE) for language, text in event.items()]
    for (event, one, text), (other_event, other, other_text) in combinations(texts, 2):
        if event is not other_event and one != other:
            assert about_the_same(first_claim(text, one), first_claim(other_text, other)) < SAME, (text, other_text)


def test_papers_of_three_languages_corroborate_and_a_denial_in_one_contradicts() -> None:
    file = CaseFile()
    for number, (language, text) in enumerate([*CALL_UP.items(), ("uk", DENIAL)]):
        at = START + timedelta(hours=number)
        article = Article(f"a{number}", text, publisher=f"Paper {number}", language=language, published_at=at)
        file = add_article(file, article, analyze_text(text, None, language, at), default_sources(), at).file
        states = [claim.state for claim in file.ledger.claims if claim.current.figures]
        assert states == [["single-source"], ["corroborated"], ["corroborated"], ["contradicted"] * 2][number]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Orla Brandt", "Орлы Брандт", True),
        ("Lessing", "в Лессинге", True),
        ("Kherson", "Херсоне", False),
        ("Varnhold", "у Варнхольді", True),
        ("Tessa Field", "в Омберланде", False),
    ],
)
def test_names_are_known_by_their_sound(one: str, other: str, same: bool) -> None:
    assert shared_names(one, other) == same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Тадео Санчес", "Tadeo Sánchez", True),
        ("Орла Брандт", "Orla Brandt", True),
        ("Орла Брандт", "Orla Keel", False),
        ("Орла Брандт", "Brandt", False),
        ("coast guard", "Coast Guard", True),
    ],
)
def test_a_claimant_is_one_in_two_alphabets(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
