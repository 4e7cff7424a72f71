"""Tables for spreadsheets: no cell is a formula, and what was there can be had back."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reports.export import COLUMNS, cell, csv_table, json_lines

WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)


def rows(table: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline=""), strict=True))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", '=HYPERLINK("//e.example";"x")']
)
def test_a_cell_that_begins_like_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert cell(text) == f"'{text}"


@given(WORDS)
def test_what_was_in_a_cell_is_had_back_by_taking_one_apostrophe_off(text: str) -> None:
    [read] = rows(csv_table("stories", [{"id": "a", "title": text}], head=False))
    assert read[1].removeprefix("'") == text
    assert not read[1].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(WORDS)
def test_every_cell_is_in_quotation_marks_whichever_sign_parts_columns(text: str) -> None:
    line = csv_table("stories", [{"id": text, "title": text}], head=False).removesuffix("\r\n")
    assert line.startswith('"')
    assert line.endswith('"')
    assert line.replace('""', "").count('"') % 2 == 0


def test_values_of_other_kinds_are_told_in_words() -> None:
    spans = [{"start": 3, "end": 9}, {"start": 12, "end": 20}]
    told = [cell(value) for value in (None, True, False, 3, 0.5, ["a", "b"], [], spans)]
    assert told == ["", "yes", "no", "3", "0.5", "a; b", "", "3-9; 12-20"]
    assert cell(["=1", "b"]) == "'=1; b"


def test_pages_put_together_are_one_table_with_one_head() -> None:
    pages = [csv_table("stories", [{"id": "a"}], head=True), csv_table("stories", [{"id": "b"}], head=False)]
    assert pages[0].startswith("\ufeff")
    head, first, second = rows("".join(pages))
    assert head == list(COLUMNS["stories"])
    assert (first[0], second[0]) == ("a", "b")


def test_json_lines_are_the_items_whatever_is_in_them() -> None:
    items: list[dict[str, object]] = [{"title": "a\nb\u2028", "n": [1]}, {"title": "Ґанок"}]
    assert [json.loads(line) for line in json_lines(items).split("\n")[:-1]] == items
