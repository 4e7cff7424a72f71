"""Back-tests, ledger, reasons, CAP and grades as deployed, with IAM enforced: the policies let be read what is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from tests.e2e.conftest import Api, Deployed, eventually

pytestmark = pytest.mark.e2e

REPORT = """Lighthouse keepers strike in Halvik

The lighthouse keepers of Velmark went on strike on Tuesday, the keepers' union said. It said that 400 keepers had left
their lamps, and that they would not come back before Friday.
"""
WATCH = {"id": "keepers", "name": "Keepers", "rule": {"words": {"any": ["lighthouse keepers"]}}}


@pytest.fixture(scope="module")
def article(deployed: Deployed, tmp_path_factory: pytest.TempPathFactory) -> str:
    """One report with a watch that rings for it."""
    assert deployed.api("write").call("POST", "/v1/watches", WATCH).status == 201
    file = tmp_path_factory.mktemp("reports") / "keepers.txt"
    file.write_text(REPORT, encoding="utf-8")
    found = deployed.ingest([file])["keepers.txt"].article
    assert found is not None
    eventually(lambda: _alerts(deployed.api("read")))
    return found


def _alerts(api: Api) -> list[str]:
    return [item["alert"]["id"] for item in api.get("/v1/alerts?watch=keepers")["items"]]


def test_a_back_test_sends_what_was_sent(deployed: Deployed, article: str) -> None:
    api = deployed.api("write")
    saved = api.call("POST", "/v1/watches/keepers/backtest?days=2")
    assert saved.status == 200, saved
    assert [alert["id"] for alert in saved.body["examples"]] == _alerts(api)
    assert saved.body["examples"][0]["article"] == article
    unsaved = api.call("POST", "/v1/watches/backtest", {"watch": WATCH | {"id": "another"}, "days": 2})
    assert (unsaved.status, unsaved.body["complete"]) == (200, True)
    assert unsaved.body["outcomes"] == saved.body["outcomes"]


def test_ledger_versions_reasons_and_cap_are_read(deployed: Deployed, article: str) -> None:
    api = deployed.api("read")
    story = api.get(f"/v1/articles/{article}")["story"]
    ledger = api.get(f"/v1/stories/{story}/claims")
    assert any("400 keepers" in claim["current"]["quote"] for claim in ledger["items"])
    assert [item["article"]["id"] for item in api.get(f"/v1/articles/{article}/revisions")["items"]] == [article]
    [alert] = _alerts(api)
    told = api.get(f"/v1/alerts/{alert}/why")
    assert told["grounds"][0]["passages"][0]["sentence"].startswith("Lighthouse keepers strike")
    assert api.get(f"/v1/watches/keepers/why?story={story}")["story"]["alert"]["alert"]["id"] == alert
    assert api.get(f"/v1/watches/mobilization/why?article={article}")["article"]["outcome"] == "topics.any"
    cap = api.call("GET", f"/v1/alerts/{alert}/cap")
    assert cap.headers["content-type"] == "application/cap+xml"
    assert etree.fromstring(cap.body).findtext("{*}identifier") == alert


def test_a_source_is_graded(deployed: Deployed) -> None:
    api = deployed.api("admin")
    assert api.call("PUT", "/v1/sources/keepers.example", {"grade": "C"}).status == 200
    assert "keepers.example" in {item["domain"] for item in api.get("/v1/sources")["items"]}
    assert api.call("DELETE", "/v1/sources/keepers.example").status == 204


def test_the_commands_answer_too(deployed: Deployed, article: str, tmp_path: Path) -> None:
    from tests.e2e.test_command import run  # noqa: PLC0415  # its fixtures are those of this folder

    file = tmp_path / "watch.json"
    file.write_text('{"name": "K", "rule": {"words": {"any": ["lighthouse keepers"]}}}', encoding="utf-8")
    [report] = run(deployed, "backtest", "--watch", str(file), "--days", "2")
    assert report["result"]["examples"][0]["article"] == article
    [reasons] = run(deployed, "why", "--watch", "mobilization", "--article", article)
    assert reasons["outcome"] == "topics.any"
    assert run(deployed, "story", reasons["story"])
