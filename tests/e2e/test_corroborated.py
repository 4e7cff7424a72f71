"""What cannot both hold ends as contradicted, with both quotes: in the API, the alert's update and the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import Deployed, eventually

pytestmark = pytest.mark.e2e

TOCSIN = Path(sys.executable).with_name("tocsin")
SECONDS = 120
BORDER = (
    ("Lessing Courier", "Merinia closed its border with Ostavia on Monday, the interior ministry said."),
    ("Omber Post", "Merinia reopened its border with Ostavia on Monday, the border service said."),
)
PRISONERS = (
    ("Lessing Courier", "Rebels released 12 prisoners in the town of Velm, the Red Cross said."),
    ("Omber Post", "Rebels executed 12 prisoners in the town of Velm, the army said."),
)
SUNK = "The ferry Anselma sank off Karvel, killing at least 18 people, the coast guard said."
OVERLOADED = "The ferry was overloaded, the harbour workers' union said."
TOLL = "The death toll from the sinking of the ferry Anselma off Karvel has risen to 43, the coast guard said."
DENIED = "The operator of the ferry Anselma denied that the ferry was overloaded when it sank off Karvel."
FERRY = (("Lessing Courier", f"{SUNK} {OVERLOADED}"), ("Lessing Courier", TOLL), ("Tessa Herald", DENIED))


def told(deployed: Deployed, folder: Path, word: str, articles: tuple[tuple[str, str], ...]) -> str:
    """The story of the articles, uploaded one after the other, with a watch of its own."""
    watch = {"id": watch_of(word), "name": word, "rule": {"words": {"any": [word]}}}
    assert deployed.api("write").call("POST", "/v1/watches", watch).status == 201
    stories: set[str] = set()
    for number, (publisher, text) in enumerate(articles):
        file = folder / f"{watch_of(word)}-{number}.json"
        page = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": text.split(",")[0],
            "articleBody": text,
            "publisher": {"@type": "Organization", "name": publisher},
        }
        file.write_text(json.dumps(page), encoding="utf-8")
        article = deployed.ingest([file])[file.name].article
        deployed.settle()
        stories.add(deployed.api("read").get(f"/v1/articles/{article}")["story"])
    [story] = stories
    return story


def watch_of(word: str) -> str:
    return word.lower().replace(" ", "-")


def changes(deployed: Deployed, word: str, count: int) -> list[dict[str, Any]]:
    """What the updates of the watch for a word told, in their order."""
    api = deployed.api("read")

    def updates() -> list[dict[str, Any]]:
        items = [item["alert"] for item in api.get(f"/v1/alerts?watch={watch_of(word)}")["items"]]
        return [alert for alert in reversed(items) if alert["msg_type"] == "update"]

    eventually(lambda: len(updates()) >= count)
    return [change for alert in updates() for change in alert["changes"]]


def command(deployed: Deployed, story: str) -> str:
    environment = {"PATH": os.environ["PATH"], "TOCSIN_STATE": str(deployed.stack.state_dir), "COLUMNS": "300"}
    done = subprocess.run(  # noqa: S603  # our own program
        [str(TOCSIN), "story", story], capture_output=True, text=True, timeout=SECONDS, env=environment, check=True
    )
    return done.stdout


@pytest.mark.parametrize(
    ("name", "articles", "said"),
    [
        ("border with Ostavia", BORDER, ("closed its border", "reopened its border")),
        ("12 prisoners", PRISONERS, ("released 12 prisoners", "executed 12 prisoners")),
    ],
)
def test_a_claim_and_its_contrary_are_contradicted_with_both_quotes(
    deployed: Deployed,
    tmp_path: Path,
    name: str,
    articles: tuple[tuple[str, str], ...],
    said: tuple[str, str],
) -> None:
    story = told(deployed, tmp_path, name, articles)
    items = deployed.api("read").get(f"/v1/stories/{story}/claims")["items"]
    for words in said:
        [claim] = [item for item in items if words in item["current"]["quote"]]
        assert (claim["state"], len(claim["against"]), len(claim["origins"])) == ("contradicted", 1, 1)
    [change] = changes(deployed, name, 1)
    assert change["change"] == "contradicted"
    assert said[0] in change["before"]["text"]
    assert said[1] in change["after"]["text"]
    shown = command(deployed, story)
    assert "contradicted by" in shown
    assert all(words in shown for words in said)
    assert "corroborated" not in shown


def test_a_toll_that_rises_and_a_denial_ring_an_update_and_stand_in_the_ledger(
    deployed: Deployed, tmp_path: Path
) -> None:
    story = told(deployed, tmp_path, "ferry Anselma", FERRY)
    revised, denied = changes(deployed, "ferry Anselma", 2)
    assert (revised["change"], revised["number"], revised["by"]) == ("revised", "18 -> 43", "coast guard")
    assert denied["change"] == "contradicted"
    assert denied["after"]["polarity"] == "denied"
    items = deployed.api("read").get(f"/v1/stories/{story}/claims")["items"]
    [toll] = [item for item in items if "43" in item["current"]["quote"]]
    assert toll["state"] == "revised"
    assert "18 people" in toll["past"][0]["quote"]
    states = [item["state"] for item in items if "overloaded" in item["current"]["quote"]]
    assert states == ["contradicted", "contradicted"]
    assert "revised 18 -> 43" in command(deployed, story)
