"""Lists merge their shards and walk back over the months."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.aws import keys
from tocsin.aws.keys import ListKind
from tocsin.aws.lists import MAX_QUERIES, Entry, Lists
from tocsin.aws.table import Item, Table
from tocsin.errors import InvalidInput


class MemoryTable:
    """The two calls that lists make, over a dict; counts its queries."""

    def __init__(self) -> None:
        self.items: dict[keys.Key, Item] = {}
        self.queries = 0

    def write_many(self, puts: list[Item], deletes: list[keys.Key]) -> None:
        self.items.update({(item["pk"], item["sk"]): item for item in puts})
        for key in deletes:
            self.items.pop(key, None)

    def query(self, pk: str, low: str, high: str, *, limit: int, **_: Any) -> list[Item]:
        self.queries += 1
        found = [item for (p, s), item in self.items.items() if p == pk and low <= s <= high]
        return sorted(found, key=lambda item: item["sk"], reverse=True)[:limit]


START = datetime(2031, 1, 1, tzinfo=UTC)
rows = st.lists(st.integers(0, 1_200), max_size=60, unique=True).map(
    lambda days: [(keys.stamp(START + timedelta(days=day, hours=7)), f"id{day}") for day in days]
)


def filled(kind: ListKind, entries: list[tuple[str, str]]) -> tuple[Lists, MemoryTable]:
    table = MemoryTable()
    lists = Lists(cast("Table", table))
    lists.write([Entry(kind, "v", at, name) for at, name in entries], expires=0)
    lists.write([Entry(kind, "other", at, name) for at, name in entries[:3]], expires=0)
    return lists, table


@given(entries=rows, limit=st.integers(1, 7), kind=st.sampled_from(["article", "claimant", "story"]))
def test_pages_give_every_row_once_newest_first_within_the_bound_of_queries(
    entries: list[tuple[str, str]], limit: int, kind: ListKind
) -> None:
    lists, table = filled(kind, entries)
    seen: list[tuple[str, str]] = []
    position = None
    while True:
        table.queries = 0
        page = lists.page(kind, "v", limit=limit, position=position)
        assert table.queries <= MAX_QUERIES + 1
        assert len(page.items) <= limit
        seen += [(row.at, row.id) for row in page.items]
        position = page.next
        if position is None:
            break
    assert seen == sorted(entries, reverse=True)


@given(entries=rows, first=st.integers(0, 1_200), days=st.integers(0, 400))
def test_a_list_is_cut_by_time_from_the_first_moment_in_to_the_last_out(
    entries: list[tuple[str, str]], first: int, days: int
) -> None:
    lists, _ = filled("claimant", entries)
    since, until = (keys.stamp(START + timedelta(days=day, hours=7)) for day in (first, first + days))
    page = lists.page("claimant", "v", limit=100, since=since, until=until)
    assert [row.id for row in page.items] == [name for at, name in sorted(entries, reverse=True) if since <= at < until]


def test_rows_of_one_busy_topic_are_spread_over_its_shards() -> None:
    partitions = {Entry("topic", "t", keys.stamp(START), f"id{n}").key[0] for n in range(200)}
    assert len(partitions) == keys.SHARDS["topic"]


@given(st.text(max_size=100))
def test_what_may_stand_in_a_key_has_no_separator_and_a_bound(value: str) -> None:
    try:
        assert keys.checked_id(value, "id") == value
    except InvalidInput:
        return
    assert "#" not in value
    assert 0 < len(value) <= 80


def test_times_sort_as_text_and_claimants_are_told_apart_by_letters_only() -> None:
    times = [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(2031, 5, 4, tzinfo=UTC),
        datetime(2031, 5, 4, 0, 0, 0, 5_000, tzinfo=UTC),
    ]
    assert [keys.stamp(t) for t in times] == sorted(keys.stamp(t) for t in times)
    assert keys.claimant_value("Orla  BRANDT") == keys.claimant_value("orla brandt")
    assert keys.claimant_value("Orla Brandt") != keys.claimant_value("Orla Brant")


@pytest.mark.parametrize("key", ["uploads/a.txt", "uploads/ä b/+.txt"])
def test_an_uploads_id_is_known_from_its_key_alone(key: str) -> None:
    assert keys.upload_id(key) == keys.upload_id(key)
    assert keys.upload_id(key) != keys.upload_id(key + "x")
