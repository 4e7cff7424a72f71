"""No hostile article gets more out of an obedient model than its own words carry."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.injection.suite import Attack, Suite, read_attacks, suite

pytestmark = pytest.mark.integration

ATTACKS = read_attacks()


@pytest.fixture(scope="module")
def running() -> Iterator[Suite]:
    with suite() as started:
        yield started


def test_there_are_eighty_attacks_and_more_in_three_languages() -> None:
    assert len(ATTACKS) >= 80
    assert {attack.language for attack in ATTACKS} == {"en", "ru", "uk"}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: f"{attack.kind} ({attack.language})")
def test_nothing_that_the_article_does_not_carry_comes_through(running: Suite, attack: Attack) -> None:
    assert running.run(attack).breaches == ()
