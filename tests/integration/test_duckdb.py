"""The questions of docs/duckdb.md, asked of what the command exported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from moto import mock_aws
from tests.integration.conftest import clean, deploy
from tests.integration.test_ledger import fill

from tocsin.api.exporting import Wanted, export_pages

pytestmark = pytest.mark.integration

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "duckdb.md"
QUESTIONS = re.findall(r"^```sql\n(.*?)^```", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Rows]]:
    """What each question is answered, as a row by column."""
    folder = tmp_path_factory.mktemp("exported")
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        clean(environment)
        deployment = deploy("duckdb")
        fill(deployment)
        for kind in ("claims", "alerts"):
            lines = export_pages(deployment.services, Wanted(kind, {}), "jsonl")
            (folder / f"{kind}.jsonl").write_text("".join(lines), encoding="utf-8")
        environment.chdir(folder)
        yield [rows(question) for question in QUESTIONS]


def rows(question: str) -> Rows:
    asked = duckdb.sql(question)
    assert asked is not None, "a question is no statement"
    return [dict(zip(asked.columns, row, strict=True)) for row in asked.fetchall()]


def test_there_are_five_questions_and_each_is_answered(answers: list[Rows]) -> None:
    assert len(answers) == 5
    assert all(answers)


def test_denials_have_their_words_and_their_source(answers: list[Rows]) -> None:
    assert all(row["words"] and row["url"] == "https://merinherald.example/karvel" for row in answers[0])


def test_the_first_with_the_story_is_the_one_that_came_first(answers: list[Rows]) -> None:
    [story] = answers[3]
    assert (story["came_first"], story["publishers"]) == ("Ostavia Post", 3)


def test_contradicted_claims_and_alerts_are_counted(answers: list[Rows]) -> None:
    assert sum(row["contradicted"] for row in answers[1]) >= 1
    assert {row["watch"] for row in answers[4]} >= {"crossing"}
