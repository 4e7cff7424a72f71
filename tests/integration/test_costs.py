"""What an article costs in DynamoDB, as docs/storage.md states it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.integration.conftest import TEXT, Deployment
from tests.integration.counting import Bill, CountingDynamoDB

from tocsin.aws.services import Services
from tocsin.model import Analysis, Article

pytestmark = pytest.mark.integration

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "articles" / "000_d202ccd8cc989aed.txt"
STATED = re.compile(r"^\| (analyze|correlate|archive|notify) \| (\d+) \| (\d+) \|", re.MULTILINE)


def stated() -> dict[str, tuple[int, int]]:
    """Most calls and write units of each step, from the table of the document."""
    text = (ROOT / "docs" / "storage.md").read_text("utf-8")
    return {step: (int(calls), int(units)) for step, calls, units in STATED.findall(text)}


def bills(deployment: Deployment, text: str) -> dict[str, Bill]:
    """One article through each step by itself."""
    client, counting = CountingDynamoDB.before(deployment.services.table.client)
    deployment.services.table.client = client
    deployment.put("warm.txt", "A first article\n\nIt lets the month become known to this process.")
    deployment.run()
    deployment.put("a.txt", text)
    counting.reset()
    found = {}
    for name, queue in (
        ("analyze", deployment.intake),
        ("correlate", deployment.correlate),
        ("notify", deployment.outbox),
    ):
        deployment.step(queue)
        found[name] = counting.reset()
    return found


def embedded(article: Article) -> Analysis:
    from tocsin.engine.embedded import analyze_text  # noqa: PLC0415  # loaded by these tests alone

    return analyze_text(article.text, article.title, article.language, article.published_at)


@pytest.mark.parametrize("text", [TEXT, SEED.read_text("utf-8")], ids=["short", "seed"])
def test_an_article_costs_no_more_calls_and_write_units_than_stated(watched: Deployment, text: str) -> None:
    if text != TEXT:
        watched.services.analyze = embedded
    for step, bill in bills(watched, text).items():
        calls, units = stated()[step]
        assert bill.total_calls <= calls, bill
        assert bill.write_units <= units, bill


def test_the_cost_of_an_article_does_not_grow_with_the_archive(watched: Deployment) -> None:
    """The same article into a table with a dozen others and into an empty one."""
    first = sum(bill.total_calls for bill in bills(watched, TEXT).values())
    services = watched.services
    for number in range(12):
        watched.put(
            f"{number}.txt", f"Report {number} from the orchards\n\nGrower {number} said that apples were fine."
        )
    watched.run()
    client, counting = CountingDynamoDB.before(services.table.client)
    services.table.client = client
    watched.put("late.txt", TEXT.replace("Veldania", "Ostrania").replace("Veldanian", "Ostranian"))
    watched.run()
    # Candidates are there to be read now: one call more, and no alert of its own if it joins the story.
    assert counting.bill.total_calls <= first + 1


def test_a_duplicate_and_a_redelivery_cost_little(watched: Deployment) -> None:
    watched.put("a.txt", TEXT)
    watched.run()
    client, counting = CountingDynamoDB.before(watched.services.table.client)
    watched.services.table.client = client
    watched.put("b.txt", TEXT)
    watched.run()
    assert counting.reset().total_calls <= 5
    watched.put("b.txt", TEXT)
    watched.step(watched.intake)
    assert counting.reset().total_calls <= 5


def test_a_page_costs_no_more_queries_than_stated_however_far_back_it_looks(deployment: Deployment) -> None:
    """Articles of twenty years, one a year: a page stays within its bound and the cursor goes on."""
    services: Services = deployment.services
    for year in range(2011, 2031):
        day = f"{year}-03-02T00:00:00Z"
        deployment.put(f"{year}.txt", f"Harvest of {year}\n\nIt was a year.", **{"published-at": day})
    deployment.run()
    client, counting = CountingDynamoDB.before(services.table.client)
    services.table.client = client
    seen, position, pages = 0, None, 0
    while True:
        page = services.articles.page("article", "all", limit=50, position=position)
        bill = counting.reset()
        assert bill.calls["query"] <= 25
        assert bill.total_calls <= 26
        seen, position, pages = seen + len(page.items), page.next, pages + 1
        if position is None:
            break
    assert seen == 20
    assert pages > 1
