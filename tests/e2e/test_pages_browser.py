"""The pages in a real browser on the deployed stack: what a desk does, with every complaint of the browser counted.

They need a Chromium or Chrome on the machine: `apt-get install chromium` where Debian is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import SEEDS, Deployed, eventually

from tocsin.aws.apikeys import create_key
from tocsin.cli.pages import sign_in_link

pytestmark = pytest.mark.e2e

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DROP = """text => {
  const data = new DataTransfer();
  data.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
  const drop = new DragEvent("drop", { dataTransfer: data, cancelable: true });
  document.querySelector("[data-drop]").dispatchEvent(drop);
}"""
"""A file dropped on the form, as the browser tells the page of it."""
MAX_PAGE = 300_000
"""Bytes of any page with its style and script, unpacked."""


@dataclass
class Desk:
    """Somebody at a browser; whatever it complains of is kept."""

    page: Any
    root: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        answer = self.page.goto(f"{self.root}{path}")
        assert answer is not None
        assert answer.status == 200, (path, answer.status)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("NO BROWSER: the pages were not tried in one; install it with `apt-get install chromium`")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only where there is a browser

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def desk(deployed: Deployed, chromium: Any) -> Iterator[Desk]:
    services = deployed.target.services
    key, _ = create_key(services.table, "admin", "a desk", services.now())
    link = sign_in_link(deployed.target, key.id)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(20_000)
    one = Desk(page, link.partition("/ui/")[0] + "/ui/")
    page.on("console", lambda m: one.complaints.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: one.complaints.append(str(error)))
    page.on("requestfailed", lambda request: one.complaints.append(f"failed: {request.url}"))
    page.on("response", lambda answer: one.complaints.append(answer.url) if answer.status >= 400 else None)
    page.goto(link)
    page.wait_for_url("**/ui/now")
    yield one
    context.close()


def test_a_desk_does_its_work_and_the_browser_has_nothing_to_complain_of(
    deployed: Deployed, desk: Desk, tmp_path: Path
) -> None:
    page = desk.page
    page.locator(".row .title").first.click()
    page.get_by_role("link", name="story", exact=True).first.click()
    page.wait_for_url("**/stories/*")
    assert page.locator(".ledger .claim").count() > 0
    page.locator(".ledger blockquote a").first.click()
    page.wait_for_url("**/articles/*#c-*")
    assert page.locator(".mark:target").count() == 1

    desk.open("uploads")
    good, bad = tmp_path / "queue.txt", tmp_path / "tool.exe"
    good.write_text(
        "Queues of cars formed at the Georgian border on Tuesday, the Karvel police said. They wait for days.\n"
    )
    bad.write_bytes(b"MZ\0\1\2\3")
    page.locator("input[type=file]").set_input_files([good, bad])
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url("**/uploads?sent=*")
    page.locator("[data-live] .state-corroborated").wait_for(timeout=60_000)
    page.locator("[data-live] .state-contradicted").wait_for(timeout=60_000)
    desk.open("uploads")
    page.evaluate(DROP, "The Ostavian ministry said that roads are shut.")
    page.wait_for_url("**/uploads?sent=*")
    page.locator("[data-live] .state-corroborated").wait_for(timeout=60_000)

    desk.open("watches")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Edit and try").click()
    page.get_by_label("Severity of its alerts").select_option("extreme")
    page.get_by_label("Days to look back").fill("90")
    page.get_by_role("button", name="Try on the past").click()
    page.locator("#trial figure").wait_for()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/watches/*")
    assert "extreme" in page.locator("main").inner_text()

    desk.open("topics")
    page.get_by_role("link", name="New topic").click()
    page.get_by_label("Name", exact=True).fill("Waiting at crossings")
    page.get_by_label("What counts").fill("People or cars wait at a crossing for hours.")
    page.get_by_label("Patterns, English").fill(".9 waiting times|time\n.9 queue|queues ..3 Cars")
    page.get_by_role("button", name="Try on the archive").click()
    page.get_by_text("patterns.en:2").wait_for()
    page.get_by_label("Patterns, English").fill(".9 waiting times|time\n.9 queue|queues ..3 cars")
    page.get_by_label("Days to look back").fill("90")
    page.get_by_role("button", name="Try on the archive").click()
    page.locator("#marked").wait_for()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/topics/waiting-at-crossings")
    page.get_by_text("Remove this topic").click()
    page.get_by_role("button", name="Remove Waiting at crossings").click()
    page.wait_for_url("**/topics")

    desk.open("settings/subscriptions")
    page.locator("select[name=protocol]").select_option("email")
    page.locator("input[name=endpoint]").fill("desk@paper.example")
    page.get_by_role("button", name="Subscribe").click()
    page.get_by_text("desk@paper.example").first.wait_for()
    page.get_by_role("button", name="Remove").first.click()
    page.get_by_text("deleted").first.wait_for()

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    page.goto(f"{desk.root}now")
    page.wait_for_url("**/sign-in*")
    assert desk.complaints == []
    eventually(lambda: deployed.dead_letters() == 0)


def test_every_kind_of_page_is_accessible_and_light(deployed: Deployed, desk: Desk) -> None:
    """axe-core finds no violation of WCAG 2.2 A or AA, in either theme; nothing comes from another host."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415  # only where there is a browser

    assert len(deployed.seeds) == len(list((SEEDS / "articles").iterdir()))
    axe, found, hosts, sizes = Axe(), set[str](), set[str](), dict[str, int]()
    desk.page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    for scheme in ("light", "dark"):
        desk.page.emulate_media(color_scheme=scheme)
        for path in kinds_of_pages(desk):
            desk.open(path)
            sizes[path] = len(desk.page.content())
            results = axe.run(desk.page, options={"runOnly": {"type": "tag", "values": LEVELS}}).response
            found |= {f"{path}: {v['id']}: {n['html'][:200]}" for v in results["violations"] for n in v["nodes"]}
    assert not found, "\n".join(sorted(found))
    assert len(hosts) == 1
    assert max(sizes.values()) < MAX_PAGE, sizes
    assert desk.complaints == []


def kinds_of_pages(desk: Desk) -> list[str]:
    """A page of each kind: the first of each list, and those that the navigation leads to."""
    fixed = [
        "now",
        "stories",
        "claims",
        "articles",
        "trends",
        "alerts",
        "watches",
        "watches/new",
        "topics",
        "topics/new",
        "sources",
        "uploads",
    ]
    settings = [f"settings/{name}" for name in ("health", "usage", "muted", "subscriptions", "keys")]
    single = []
    for kind, link in (
        ("stories", ".row .title"),
        ("articles", ".row .title"),
        ("alerts", ".row .title"),
        ("watches", "tbody a"),
        ("topics", "tbody a"),
    ):
        desk.open(kind)
        single.append(f"{kind}/{desk.page.locator(link).first.get_attribute('href').rpartition('/')[2]}")
    return [*fixed, *settings, *single]
