"""`tocsin analyze`, as a shell sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tocsin.cli.main import app

ROOT = Path(__file__).resolve().parents[3]
SEED = ROOT / "seeds" / "articles" / "000_d202ccd8cc989aed.txt"


def spans(value: Any) -> list[dict[str, Any]]:
    """Every span in a JSON value."""
    if isinstance(value, dict):
        found = [value] if value.keys() >= {"start", "end"} else []
        return found + [span for item in value.values() for span in spans(item)]
    return [span for item in value for span in spans(item)] if isinstance(value, list) else []


def test_json_gives_the_article_and_the_quote_beside_every_span() -> None:
    result = CliRunner().invoke(app, ["analyze", "--json", str(SEED)])
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    text = record["article"]["text"]
    found = spans(record["analysis"])
    assert len(found) > 50
    assert all(span["quote"] == text[span["start"] : span["end"]] != "" for span in found)


def test_people_see_who_said_what_and_where_people_go() -> None:
    result = CliRunner().invoke(app, ["analyze", str(SEED)], env={"COLUMNS": "160"})
    assert result.exit_code == 0
    for words in (
        "Volodymyr Zelensky",
        "Kremlin",
        "denied",
        "up to a million men",
        "Mobilization",
        "Georgia",
        "people go there",
    ):
        assert words in result.stdout


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_analyzed(tmp_path: Path) -> None:
    empty, missing = tmp_path / "empty.txt", tmp_path / "missing.txt"
    empty.touch()
    result = CliRunner().invoke(app, ["analyze", "--json", str(empty), str(missing), str(SEED)])
    assert result.exit_code == 1
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert first["error"]["code"] == "empty-document"
    assert second["error"]["code"] == "unreadable"
    assert third["analysis"]["claims"]


def test_the_standard_input_is_read_as_a_dash() -> None:
    result = CliRunner().invoke(app, ["analyze", "--json", "-"], input=SEED.read_bytes())
    assert result.exit_code == 0
    assert json.loads(result.stdout)["article"]["title"].startswith("Zelensky promised")


@pytest.mark.parametrize("markup", ["[bold]not bold[/bold]", "[link=http://example.org]x[/link]"])
def test_markup_in_an_article_is_text_and_not_obeyed(tmp_path: Path, markup: str) -> None:
    file = tmp_path / "markup.txt"
    file.write_text(f"The mayor of Orm speaks\n\nThe mayor said that {markup} was written on the wall of the hall.\n")
    result = CliRunner().invoke(app, ["analyze", str(file)], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    assert markup in result.stdout
