"""The questions of docs/archive.md, asked of an archive that was pulled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto import mock_aws
from tests.integration.conftest import archived, clean, deploy, with_archive
from tests.integration.test_duckdb import Rows, rows
from tests.integration.test_ledger import fill

from tocsin.archive.pull import pull

pytestmark = pytest.mark.integration

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "archive.md"
QUESTIONS = re.findall(r"^```sql\n(.*?)^```", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Rows]]:
    folder = tmp_path_factory.mktemp("pulled")
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        clean(environment)
        deployment = with_archive(deploy("duckdb"))
        fill(deployment)
        archived(deployment)
        list(pull(deployment.services, folder / "archive"))
        environment.chdir(folder)
        yield [rows(question) for question in QUESTIONS]


def test_there_are_five_questions_and_each_is_answered(answers: list[Rows]) -> None:
    assert len(answers) == 5
    assert all(answers)


def test_a_minister_s_denial_comes_with_its_words_and_source(answers: list[Rows]) -> None:
    assert {(row["who"], row["publisher"]) for row in answers[0]} == {("Anto Brezh", "Merin Herald")}
    assert any("would keep the Karvel crossing open" in row["words"] for row in answers[0])


def test_what_another_house_confirmed_took_as_long_as_that_house_s_report(answers: list[Rows]) -> None:
    assert {row["minutes"] for row in answers[1]} <= {40, 80, 120}
    assert 40 in {row["minutes"] for row in answers[1]}


def test_confirmed_and_disputed_claims_are_counted_by_publisher(answers: list[Rows]) -> None:
    counted = {row["publisher"]: row for row in answers[2]}
    assert counted["Merin Herald"]["confirmed"] >= 1
    assert counted["Merin Herald"]["disputed"] >= 1
    assert counted["Dorno Times"]["disputed"] == 0


def test_figures_that_moved_are_told_with_both_wordings(answers: list[Rows]) -> None:
    assert any("3,000" in row["before"] and "9,000" in row["after"] for row in answers[3])


def test_articles_and_alerts_are_counted_by_day_topic_and_country(answers: list[Rows]) -> None:
    assert {str(row["day"]) for row in answers[4]} == {"2031-05-04"}
    assert max(row["alerts"] for row in answers[4] if row["topic"] == "border-queues") >= 1
