"""What a claim that comes in is to one that is known, by what they assert and when they were told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.stories.enter import enter
from tocsin.stories.ledger import Ledger
from tocsin.stories.relations import relation
from tocsin.stories.sightings import Sighting

START = datetime(2031, 5, 4, 9, 0, tzinfo=UTC)


def seen(text: str, hours: float = 0, *, language: str = "en", house: str = "courier") -> Sighting:
    return Sighting(
        f"a-{house}-{hours}", "c0", START + timedelta(hours=hours), f"family:{house}", text, text, None, "statement",
        denies=False, language=language, house=house,
    )  # fmt: skip


def denied(text: str, hours: float, **of: str) -> Sighting:
    return replace(seen(text, hours, **of), denies=True, polarity="denied", kind="denial")


@pytest.mark.parametrize(
    ("language", "planned", "done"),
    [
        ("en", "Pilots in Merinia will go on strike on Friday", "Pilots in Merinia went on strike on Friday"),
        ("en", "The council may close the bridge in Velm", "The council closed the bridge in Velm"),
        ("ru", "Меринея планирует закрыть мост в Вельме", "Меринея закрыла мост в Вельме"),
        ("uk", "Меринія планує закрити міст у Вельмі", "Меринія закрила міст у Вельмі"),
    ],
)
def test_what_was_to_come_and_is_done_is_a_change_and_the_other_way_round_it_is_apart(
    language: str, planned: str, done: str
) -> None:
    before, after = seen(planned, 0, language=language), seen(done, 30, language=language, house="post")
    assert relation(before, after).kind == "changed"
    assert relation(replace(after, at=START), replace(before, at=START + timedelta(hours=3))).kind == "apart"


def test_what_somebody_calls_for_does_not_come_about_when_it_is_done() -> None:
    wanted = seen("The opposition urged the council to close the bridge in Velm")
    assert relation(wanted, seen("The council closed the bridge in Velm", 3)).kind == "apart"


def test_who_denies_a_number_that_has_moved_since_denies_the_claim() -> None:
    ledger = Ledger()
    for sighting in (
        seen("The landslide in Brim killed 9 people"),
        seen("The landslide in Brim killed 40 people", 1, house="post"),
        denied("The landslide in Brim killed 9 people", 2, house="herald"),
    ):
        entered = enter(ledger, sighting.article, [sighting], sighting.at)
        ledger = entered.ledger
    claim, denial = ledger.claims
    assert (claim.state, denial.state) == ("contradicted", "contradicted")
    [event] = entered.events[1:]
    assert (event.change, event.before) == ("contradicted", "The landslide in Brim killed 9 people")


def test_a_denial_of_what_was_so_before_is_no_denial_of_what_is_so_now() -> None:
    ledger = Ledger()
    for sighting in (
        seen("Merinia closed the bridge in Velm on Friday"),
        denied("Merinia closed the bridge in Velm on Friday", 2, house="herald"),
        seen("Merinia reopened the bridge in Velm on Saturday", 30, house="post"),
    ):
        ledger = enter(ledger, sighting.article, [sighting], sighting.at).ledger
    bridge, denial = ledger.claims
    assert (bridge.state, bridge.against) == ("revised", ())
    assert denial.state == "contradicted"


def test_a_count_of_another_voice_for_the_day_that_an_earlier_wording_named_is_in_conflict() -> None:
    named = seen("840 houses were flooded in Velm on Friday")
    known = seen("В Вельме затоплены 840 домов", 1, language="ru")
    rival = seen("3,370 houses were flooded in Velm on Friday", 2, house="post")
    assert relation(known, rival).kind == "moved"
    assert relation(known, rival, (named,)).kind == "conflict"


def test_pay_that_will_be_got_does_not_contradict_pay_that_was_paid() -> None:
    paid = seen("Dockers in Velm received 9 percent more pay")
    assert relation(paid, seen("Dockers in Velm will receive 6 percent more pay", 2, house="post")).kind == "apart"


@pytest.mark.parametrize(
    ("language", "one", "other", "kind"),
    [
        ("en", "24 people were killed in a convoy near Velm", "11 people were killed at a range in Brim", "apart"),
        ("en", "24 killed in Tula", "11 killed in the Bryansk region", "apart"),
        ("en", "24 people were killed in Velm", "31 people were killed in Velm", "moved"),
        ("en", "24 people were killed in Tula", "31 people were killed in the Tula region", "moved"),
        ("en", "24 people were killed", "31 people were killed in Velm", "moved"),
        ("ru", "В Вельме погибли 24 человека", "Под Бримом погибли 31 человек", "apart"),
        ("ru", "В Вельме погибли 24 человека", "Под Вельмом погибли 31 человек", "moved"),
        ("uk", "У Вельмі загинули 24 людини", "Біля Брима загинула 31 людина", "apart"),
    ],
)
def test_counts_of_other_places_never_revise_each_other(language: str, one: str, other: str, kind: str) -> None:
    assert relation(seen(one, language=language), seen(other, 9, language=language, house="post")).kind == kind


def test_a_town_is_one_in_another_language_and_case_and_its_count_moves() -> None:
    known = seen("Two trains collided near Tessa, killing at least 8 people")
    later = seen("При столкновении двух поездов под Тессой погибли 11 человек", 1, language="ru", house="post")
    assert relation(known, later).kind == "moved"
