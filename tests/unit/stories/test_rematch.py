"""Claims that older rules held to be one, by the rules of today."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tocsin.stories.ledger import Ledger, LedgerClaim
from tocsin.stories.relations import MATCHER
from tocsin.stories.rematch import is_current, rematched
from tocsin.stories.sightings import Sighting

START = datetime(2031, 5, 4, 9, 0, tzinfo=UTC)
FREED = "Rebels released 12 prisoners in Velm"
SHOT = "Rebels executed 12 prisoners in Velm"
SHOT_TOO = "Twelve prisoners were executed by rebels in Velm"


def seen(text: str, number: int) -> Sighting:
    at = START + timedelta(hours=number)
    return Sighting(
        f"a{number}", "c0", at, f"family:{number}", text, text, None, "statement", denies=False, language="en",
        house=f"house-{number}",
    )  # fmt: skip


def stored(*texts: str) -> Ledger:
    """One claim, corroborated by older rules; its words of today are the first."""
    sightings = tuple(seen(text, number) for number, text in enumerate(texts))
    origins = tuple(sighting.origin for sighting in sightings)
    return Ledger((LedgerClaim("a0-c0", "corroborated", sightings[0], sightings[0], sightings, origins),))


def test_what_says_the_contrary_is_one_claim_of_all_who_say_it_and_contradicts() -> None:
    found = rematched(stored(FREED, SHOT, SHOT_TOO), START)
    freed, shot = found.ledger.claims
    assert (freed.state, freed.origins, freed.against) == ("contradicted", ("family:0",), (shot.id,))
    assert (shot.state, shot.origins, shot.against) == ("contradicted", ("family:1", "family:2"), (freed.id,))
    [event] = found.lost
    assert (event.change, event.article, event.before, event.after) == ("contradicted", "a1", FREED, SHOT)


def test_a_number_that_was_overtaken_is_the_past_of_the_claim() -> None:
    ledger = stored("A flood in Velm killed 31 people", "A flood in Velm killed 12 people")
    [claim] = ledger.claims
    older = replace(claim.sightings[1], at=START - timedelta(hours=5))
    ledger = replace(ledger, claims=(replace(claim, sightings=(claim.current, older)),))
    found = rematched(ledger, START)
    [flood] = found.ledger.claims
    assert (flood.state, [past.text for past in flood.past]) == ("revised", ["A flood in Velm killed 12 people"])
    assert [(event.change, event.number) for event in found.lost] == [("revised", "12 -> 31")]


def test_what_cannot_be_told_to_be_the_same_is_told_by_one_source() -> None:
    found = rematched(stored(FREED, "Rebels in Velm fed 12 prisoners and a guard"), START)
    assert [claim.state for claim in found.ledger.claims] == ["single-source", "single-source"]
    assert [event.change for event in found.lost] == ["reattributed"]


def test_what_holds_stays_as_it_was_but_for_the_version_of_the_rules() -> None:
    ledger = stored(SHOT, SHOT_TOO)
    found = rematched(ledger, START)
    assert found.lost == ()
    assert found.ledger.claims == (replace(ledger.claims[0], matcher=MATCHER),)
    assert is_current(found.ledger)
    assert rematched(found.ledger, START).ledger is found.ledger
