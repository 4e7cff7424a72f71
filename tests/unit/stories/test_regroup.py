"""Stories that turn out to be one, and one that turns out to be two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.regrouped import BAKERS, BAKERS_LATER, DOCKERS, MILL, MILL_LATER, WALKOUTS

from tocsin.model import ClaimKind
from tocsin.stories.enter import enter
from tocsin.stories.index import StoryIndex
from tocsin.stories.ledger import Ledger
from tocsin.stories.ledgers import join_ledgers, part_ledger
from tocsin.stories.likeness import Kin
from tocsin.stories.regroup import may_merge
from tocsin.stories.sightings import Figure, Sighting

START = datetime(2031, 5, 4, 9, 0, tzinfo=UTC)


def told(texts: Sequence[str], apart: timedelta = timedelta(hours=1)) -> tuple[StoryIndex, list[str]]:
    index = StoryIndex()
    return index, [index.assign(text, text, START + number * apart) for number, text in enumerate(texts)]


def test_an_article_that_is_much_like_two_stories_makes_them_one_and_both_ids_stay_valid() -> None:
    index, (first, second, _, fourth) = told(MILL)
    assert first != second
    assert fourth == first
    whole = index.story_of(MILL[1])
    assert (whole.id, whole.size, [kin.story for kin in whole.kin]) == (first, 4, [second])
    assert index.assign(MILL_LATER, MILL_LATER, START + timedelta(hours=9)) == first


def test_stories_of_other_or_unknown_times_and_those_that_were_split_are_not_merged() -> None:
    index, _ = told(MILL[:3])
    one, other = index.story_of(MILL[0]), index.story_of(MILL[1])
    assert may_merge(one, other)
    late = START + timedelta(days=3)
    assert not may_merge(one, replace(other, first_at=late, last_at=late))
    assert not may_merge(one, replace(other, first_at=None, last_at=None))
    assert not may_merge(one, replace(other, kin=(Kin(one.id, ("a",)),)))


def test_a_story_whose_articles_fall_into_two_groups_is_split_and_the_larger_group_keeps_its_id() -> None:
    index, ids = told(WALKOUTS)
    assert len({*ids[:-1]}) == 1
    old = ids[0]
    assert {index.story_of(text).id for text in DOCKERS} == {old}
    [new] = {index.story_of(text).id for text in BAKERS}
    assert new == ids[-1] != old
    assert index.story_of(BAKERS[0]).kin[0].only == BAKERS
    assert index.assign(BAKERS_LATER, BAKERS_LATER, START + timedelta(hours=12)) == new


def sighting(article: str, number: float, origin: str, kind: ClaimKind = "statement") -> Sighting:
    text = f"{number:.0f} reservists were called up in Lessing"
    figure = Figure(number, number, None, "reservists", f"{number:.0f}")
    return Sighting(
        article, "c", START, origin, text, text, f"office of {origin}", kind, denies=kind == "denial", language="en",
        figures=(figure,), house=origin,
    )  # fmt: skip


def entered(*found: Sighting, ledger: Ledger | None = None) -> Ledger:
    ledger = ledger or Ledger()
    for one in found:
        ledger = enter(ledger, one.article, [one], START).ledger
    return ledger


def test_joined_ledgers_corroborate_and_contradict_as_one_would_have() -> None:
    agreed = join_ledgers(entered(sighting("a", 300, "x")), entered(sighting("b", 300, "y")), START)
    [claim] = agreed.claims
    assert (claim.state, claim.origins, claim.was) == ("corroborated", ("x", "y"), ("b-c",))
    assert claim.events[-1].article == "b"
    disputed = join_ledgers(entered(sighting("a", 300, "x")), entered(sighting("b", 900, "y")), START)
    assert [(one.state, one.against) for one in disputed.claims] == [
        ("contradicted", ("b-c",)),
        ("contradicted", ("a-c",)),
    ]


def test_a_word_that_was_taken_back_bears_nothing_out_in_a_joined_ledger() -> None:
    stated = entered(sighting("a", 300, "x"))
    told = entered(sighting("b", 300, "y"))
    withdrawn = entered(replace(sighting("c", 300, "y"), retracts=True), ledger=told)
    for one, other in ((stated, withdrawn), (withdrawn, stated)):
        [claim] = join_ledgers(one, other, START).claims
        assert (claim.state, claim.origins, claim.current.article) == ("single-source", ("x",), "a")


def test_a_parted_ledger_takes_back_what_only_the_other_story_bore_out() -> None:
    whole = entered(sighting("a", 300, "x"), sighting("b", 300, "y"), sighting("d", 900, "z"))
    assert [claim.state for claim in whole.claims] == ["contradicted", "contradicted"]
    rest, gone = part_ledger(whole, {"b", "d"}, "d", START)
    assert [(claim.state, claim.origins) for claim in rest.claims] == [("single-source", ("x",))]
    assert [claim.state for claim in gone.claims] == ["contradicted", "contradicted"]
    assert (rest.articles, gone.articles) == (("a",), ("b", "d"))


@given(st.lists(st.sampled_from([100, 300, 900]), min_size=1, max_size=8), st.integers(0, 255))
def test_parting_a_ledger_loses_no_article_and_puts_none_in_both(numbers: list[int], chosen: int) -> None:
    articles = [f"a{place}" for place in range(len(numbers))]
    ledger = entered(*(sighting(a, n, f"o{a}") for a, n in zip(articles, numbers, strict=True)))
    moved = {article for place, article in enumerate(articles) if chosen >> place & 1}
    parts = part_ledger(ledger, moved, articles[-1], START)
    assert sorted((*parts[0].articles, *parts[1].articles)) == articles
    for part, own in ((parts[0], {*articles} - moved), (parts[1], moved)):
        known = {claim.id for claim in part.claims}
        for claim in part.claims:
            assert {seen.article for seen in claim.sightings} <= own
            assert {*claim.against} <= known
