"""What can never hold is refused when a watch is saved; what somebody may have meant is offered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.api.known import place_id
from tocsin.engine.places import find_named, known_id
from tocsin.engine.places.gazetteer import gazetteer
from tocsin.engine.topics.taxonomy import topic_entries
from tocsin.errors import InvalidWatch
from tocsin.watches.known import known_parts
from tocsin.watches.model import Watch, read_watch
from tocsin.watches.naming import id_of

TOPICS = {topic.id: topic.label for topic in topic_entries()}


def watch(rule: dict[str, Any]) -> Watch:
    return known_parts(read_watch({"id": "w", "name": "W", "rule": rule}), TOPICS)


@pytest.mark.parametrize(
    ("rule", "where", "offered"),
    [
        ({"topics": {"all": ["protests", "protest"]}}, "rule.topics.all[1]", "`protests`"),
        ({"topics": {"any": ["refugees"]}}, "rule.topics.any[0]", "`displacement`"),
        ({"topics": {"any": ["gardening"]}}, "rule.topics.any[0]", "GET /v1/topics"),
        ({"places": ["GE", "Gorgia"]}, "rule.places[1]", "`GE` (Georgia, country)"),
        ({"places": ["ZZ"]}, "rule.places[0]", "tocsin places"),
        ({"words": {"all": ["fl*od"]}}, "rule.words.all[0]", "`flod*`"),
        ({"words": {"any": ["rain", "* wave"]}}, "rule.words.any[1]", "`wave`"),
        ({"words": {"any": ["Rain"], "none": ["rain"]}}, "rule.words.any", "ruled out"),
        ({"words": {"all": ["a  b", "c"], "none": ["A b"]}}, "rule.words.all[0]", "ruled out"),
        ({"claimants": ["*inister"]}, "rule.claimants[0]", "`inister*`"),
        ({"places": ["GE"], "languages": ["ua"]}, "rule.languages[0]", "`uk`"),
        ({"places": ["GE"], "languages": ["en", "qq"]}, "rule.languages[1]", "ISO 639-1"),
    ],
)
def test_a_part_that_nothing_can_meet_is_refused_by_its_place_with_an_offer(
    rule: dict[str, Any], where: str, offered: str
) -> None:
    with pytest.raises(InvalidWatch) as refused:
        watch(rule)
    assert refused.value.where == where
    assert offered in refused.value.message


def test_places_are_kept_by_the_gazetteer_s_ids_once_each() -> None:
    assert watch({"places": ["ge", "ua-14", "X:DONBAS", "GE"]}).rule.places == ("GE", "UA-14", "x:donbas")


def test_one_word_of_several_may_be_ruled_out_as_long_as_one_is_not() -> None:
    assert watch({"words": {"any": ["rain", "snow*"], "none": ["rain"]}})


def test_every_id_of_the_gazetteer_is_spelled_as_filters_spell_it() -> None:
    for found, _ in gazetteer().names():
        assert (place_id(found.lower()), place_id(found.upper())) == (found, found)
        assert known_id(found.swapcase()) == found


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Georgia", "GE"),
        ("грузия", "GE"),
        ("Грузії", "GE"),
        ("GE", "GE"),
        ("kherson", "UA-65"),
        ("Valensia", "gn:3625549"),
    ],
)
def test_a_place_is_found_in_any_case_form_and_misspelt(name: str, first: str) -> None:
    assert find_named(name)[0].id == first


def test_places_that_share_a_name_come_the_largest_first_and_are_told_apart_by_country() -> None:
    assert [place.country for place in find_named("Valencia")][:3] == ["VE", "ES", "US"]
    assert find_named("   ") == []


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Queues at the Georgian border", "queues-at-the-georgian-border"),
        ("Очереди на границе", "ocheredi-na-granitse"),
        ("Черги: Львів, 2-й день", "chergi-lviv-2-i-den"),
        ("  Åland's ferries! ", "alands-ferries"),
        ("x" * 60, "x" * 48),
    ],
)
def test_an_id_is_made_of_a_watch_s_name(name: str, made: str) -> None:
    assert id_of(name) == made


def test_a_name_that_cannot_be_spelled_in_latin_letters_needs_an_id() -> None:
    with pytest.raises(InvalidWatch, match="give one"):
        id_of("国境の列")


@given(st.text(min_size=1, max_size=200))
def test_an_id_that_is_made_is_always_one_that_a_watch_may_have(name: str) -> None:
    try:
        made = id_of(name)
    except InvalidWatch:
        return
    assert re.fullmatch("[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?", made)
