"""The commands that ask a model, against a real HTTP server: `tocsin analyze` and `tocsin eval`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.openai_server.server import Act, Asked, Script, always, openai_server
from typer.testing import CliRunner

from tocsin.cli.main import app

pytestmark = pytest.mark.integration

WIDE = {"COLUMNS": "200"}


def evaluated(script: Script, *words: str, more: Mapping[str, str] | None = None) -> tuple[int, str, int]:
    """Exit status, what was printed with single spaces, and how often the server was asked."""
    with openai_server(script) as server:
        given = {"MODEL": "gpt-4o-mini", "BASE_URL": server.url, **(more or {})}
        env = WIDE | {f"TOCSIN_OPENAI_{name}": value for name, value in given.items()}
        done = CliRunner().invoke(app, ["eval", "--engine", "openai", *words], env=env)
        return done.exit_code, " ".join(done.stdout.split()), len(server.asked)


def first_sentence_and_an_invention(_: int, asked: Asked) -> Act:
    first = asked.article["sentences"]["1"]
    said = {"sentences": [1], "text": f"{first.rstrip('.')} 987654 times", "claimant": None}
    return Act(json.dumps({"summary": [{"sentences": [1], "text": first}], "claims": [said], "topics": []}))


def test_a_model_is_shown_beside_the_embedded_engine_with_its_cost_and_what_the_gate_dropped() -> None:
    status, printed, asked = evaluated(first_sentence_and_an_invention, "--own", "--sample", "6")
    assert (status, asked) == (0, 6)
    assert "figure │ embedded │ openai │ difference" in printed.replace("┃", "│")
    assert "own/en/claims.content" in printed
    assert "6, answered 6, by the embedded engine 0" in printed
    assert "6,000 in, 1,200 out" in printed
    assert "0.00162" in printed  # 1,000 tokens in and 200 out at .15 and .60 dollars a million, six times
    assert "summary sentences" in printed
    assert "claim number 6" in printed or "claim unsupported" in printed


def test_failures_are_counted_and_a_model_that_never_answers_is_no_success() -> None:
    status, printed, asked = evaluated(always(Act(status=400)), "--task", "own", "--sample", "3")
    assert (status, asked) == (1, 3)
    assert "3, answered 0, by the embedded engine 3" in printed
    assert "engine-answer-invalid 3" in printed


def test_the_cap_holds_for_the_whole_evaluation() -> None:
    # The most that one call may cost is .003 dollars or more, and each costs .00027.
    cap = {"DAILY_USD": "0.005"}
    status, printed, asked = evaluated(first_sentence_and_an_invention, "--own", "--sample", "30", more=cap)
    assert status == 0
    assert 0 < asked < 30
    assert "budget-spent" in printed


def test_an_evaluation_without_a_model_says_what_to_set() -> None:
    done = CliRunner().invoke(app, ["eval", "--engine", "openai", "--own"])
    assert "TOCSIN_OPENAI_MODEL" in str(done.exception)


def test_a_file_is_analyzed_by_the_model_with_the_key_of_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "ferry.txt"
    file.write_text("Ferry sinks off Ambry\n\nForty passengers were saved by two trawlers, the harbour master said.\n")
    with openai_server(first_sentence_and_an_invention) as server:
        env = {"TOCSIN_OPENAI_MODEL": "gpt-4o-mini", "TOCSIN_OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "sk-a-0"}
        done = CliRunner().invoke(app, ["analyze", "--engine", "openai", "--json", str(file)], env=env)
        assert server.asked[0].headers["authorization"] == "Bearer sk-a-0"
    analysis = json.loads(done.stdout)["analysis"]
    assert (analysis["versions"]["engine"], analysis["usage"]["cost_usd"]) == ("openai/1 gpt-4o-mini", "0.00027")
    assert [sentence["text"] for sentence in analysis["summary"]["sentences"]] == ["Ferry sinks off Ambry"]
    assert [(one["item"], one["count"]) for one in analysis["dropped"]] == [("claim", 1)]
    assert "sk-a-0" not in done.stdout
