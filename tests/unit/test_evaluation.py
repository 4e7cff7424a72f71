"""The evaluation counts as it says: matching of claims, marks of our own articles, floors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InvalidResource
from tocsin.evaluation import Floor, below, measure_labelled, read_floors
from tocsin.evaluation.counts import Counts, Said, count_claims, pair_up
from tocsin.evaluation.gate import gate_figures, measure_gate
from tocsin.evaluation.labelled import _auc
from tocsin.evaluation.own import read_articles
from tocsin.evaluation.texts import Some

ROW = {
    "id": "a",
    "language": "en",
    "marked": "⟦1:“Go,⟧ ⟦1,2@she⟧ said, ⟦1:go.”⟧ Then: ⟦2:that ⟦3@Bo⟧ said ⟦3:no⟧⟧ in Ede.",
    "claims": [{"n": n, "claimant": "", "voice": "direct"} for n in (1, 2, 3)],
    "topics": ["protests"],
    "places": [{"name": "Ede", "country": "NL"}],
}


def said(content: range, speaker: range = range(0)) -> Said:
    return Said(frozenset(content), frozenset(speaker))


def written(tmp_path: Path, row: Mapping[str, object]) -> Path:
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps(row), "utf-8")
    return file


def test_marks_become_spans_of_the_text_without_them(tmp_path: Path) -> None:
    (article,) = read_articles(written(tmp_path, ROW))
    assert article.text == "“Go, she said, go.” Then: that Bo said no in Ede."
    quoted = [[article.text[q.start : q.end] for q in claim.quotes] for claim in article.claims]
    assert quoted == [["“Go,", "go.”"], ["that Bo said no"], ["no"]]
    speakers = [article.text[c.mention.start : c.mention.end] for c in article.claims if c.mention]
    assert speakers == ["she", "she", "Bo"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("marked", "⟦1:never closed in Ede"),
        ("marked", "closed⟧ too often in Ede"),
        ("claims", []),
        ("places", [{"name": "Oss", "country": "NL"}]),
        ("places", [{"name": "Ede"}]),
    ],
)
def test_an_article_that_is_marked_wrongly_is_named_with_its_line(tmp_path: Path, key: str, value: object) -> None:
    with pytest.raises(InvalidResource) as caught:
        read_articles(written(tmp_path, {**ROW, key: value}))
    assert caught.value.where == "articles.jsonl:1"


def test_a_claim_counts_once_and_needs_half_of_the_words_and_the_right_speaker() -> None:
    content, who = Counts(), Counts()
    gold = [said(range(10), range(20, 24)), said(range(30, 40), range(50, 54))]
    found = [said(range(12), range(20, 22)), said(range(10), range(60, 64)), said(range(36, 46), range(50, 54))]
    count_claims(found, gold, content, who)
    assert pair_up(found, gold) == [(1, 0)]
    assert (content.right, content.wrong, content.missed) == (1, 2, 1)
    assert (who.right, who.wrong, who.missed) == (0, 3, 2)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=8))
def test_what_is_found_exactly_scores_one(places: list[tuple[int, int]]) -> None:
    gold = [said(range(start, start + length)) for start, length in dict(places).items()]
    content, who = Counts(), Counts()
    count_claims(gold, gold, content, who)
    assert content.f1 == who.f1 == 1.0


def test_auc_is_the_chance_that_good_beats_bad_with_ties_counting_half() -> None:
    assert _auc([0.9, 0.5], [0.5, 0.1]) == pytest.approx(3.5 / 4)


def test_a_floor_breaks_when_the_figure_is_lower_or_missing_but_not_when_its_kind_was_not_measured() -> None:
    floors = [Floor("own/a", 0.5), Floor("own/b", 0.5), Floor("own/c", 0.5), Floor("labelled/d", 0.5)]
    assert below({"own/a": 0.5, "own/b": 0.4}, floors) == floors[1:3]


def test_floors_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text('{"own/a": "high"}', "utf-8")
    with pytest.raises(InvalidResource):
        read_floors(tmp_path / "floors.json")


def test_labelled_topics_are_measured_without_those_on_which_readers_differ(tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    rows = [
        {
            "title": "Velmark orders partial mobilization",
            "description": "It rained.",
            "labels": ["mobilization"],
            "skip": [],
        },
        {"title": "Refugees arrive", "description": "It rained.", "labels": [], "skip": ["displacement"]},
        {"title": "Queue at the border", "description": "It rained.", "labels": [], "skip": []},
    ]
    (tmp_path / "topics" / "mine.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    figures = measure_labelled(tmp_path)
    assert figures["labelled/topics/mine/mobilization"] == 1.0
    assert figures["labelled/topics/mine/displacement"] == 1.0
    assert figures["labelled/topics/mine/border-queues"] == 0.0
    assert figures["labelled/topics/mine/macro_f1"] == 0.75


def test_a_sample_is_spread_over_all_rows_and_a_limit_takes_the_first() -> None:
    rows = list(range(100))
    assert Some(sample=4).of(rows) == [0, 25, 50, 75]
    assert Some(limit=3).of(rows) == [0, 1, 2]
    assert Some(limit=10, sample=2).of(rows) == [0, 5]
    assert Some(sample=200).of(rows) == rows


def test_the_gate_is_measured_on_what_people_judged_and_on_whose_summary_it_is(tmp_path: Path) -> None:
    for folder in ("support", "summary"):
        (tmp_path / folder).mkdir()
    pair = {
        "article_sent": "The ferry to Ambry sank on Monday with forty passengers, the harbour master said.",
        "correct_sent": "The ferry to Ambry sank with forty passengers, the harbour master said.",
        "incorrect_sent": "The ferry to Ambry sank with fifty passengers, the harbour master said.",
    }
    (tmp_path / "support" / "mine.jsonl").write_text(json.dumps(pair), "utf-8")
    ferry = "The ferry to Ambry sank on Monday. Forty passengers were saved by two trawlers."
    harvest = "Growers in Lower Tessa lost half of the apple harvest. It had rained for two weeks."
    rows = [
        {"document": ferry, "summary": "The ferry to Ambry sank."},
        {"document": harvest, "summary": "Growers in Lower Tessa lost half of the harvest."},
    ]
    (tmp_path / "summary" / "mine.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    found = {one.kind: one for one in measure_gate(tmp_path)}
    assert dict(found["unfaithful shortenings"].dropped) == {"number": 1}
    assert found["mine: whole sentences"].kept == found["mine: whole sentences"].sentences > 0
    assert (found["mine: of another article"].kept, found["mine: of another article"].truth) == (0, "foreign")
    figures = gate_figures(list(found.values()))
    assert figures == {"unsupported_dropped": 1.0, "supported_kept": 1.0, "dropped_precision": 1.0}
