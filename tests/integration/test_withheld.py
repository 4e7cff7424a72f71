"""What an agency says beside the text: an embargoed item waits, a canceled one takes back what it told."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.integration.conftest import Deployment, analysis_of
from tests.integration.http import Http
from tests.integration.roles import acting

from tocsin.aws.keys import upload_id
from tocsin.aws.objects import new_upload_key
from tocsin.model import Article
from tocsin.steps import fault
from tocsin.steps.release import release

pytestmark = pytest.mark.integration

PARAGRAPHS = (
    "The Veldanian defence ministry said on Monday that ten thousand reservists would be called up within a week.",
    "Queues of cars formed at the crossing to Omberland, residents of Port Lessing said in the evening.",
)
HEADLINE = "Veldania calls up ten thousand reservists"
ITEM = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:tessawire:{guid}" version="{version}" xml:lang="en">
<itemMeta><provider><name>{provider}</name></provider><versionCreated>2031-05-04T0{version}:00:00Z</versionCreated>
{embargo}<pubStatus qcode="stat:{status}"/></itemMeta><contentMeta><headline>{headline}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
{body}</body></html></inlineXML></contentSet></newsItem>"""


def item(  # each is said by name
    version: int = 1,
    *,
    status: str = "usable",
    guid: str = "1",
    embargo: str = "",
    body: tuple[str, ...] = PARAGRAPHS,
    provider: str = "Tessa Wire",
) -> str:
    until = f"<embargoed>{embargo}</embargoed>" if embargo else ""
    return ITEM.format(
        guid=guid,
        version=version,
        status=status,
        embargo=until,
        headline=HEADLINE,
        provider=provider,
        body="".join(f"<p>{text}</p>" for text in body),
    )


def ninjs(**fields: object) -> str:
    told = {"uri": "urn:tessawire:1", "version": "1", "headline": HEADLINE, "versioncreated": "2031-05-04T01:00:00Z"}
    return json.dumps(told | {"body_text": "\n\n".join(PARAGRAPHS)} | fields)


def nitf(status: str, version: int = 1, release_at: str = "", body: tuple[str, ...] = PARAGRAPHS) -> str:
    until = f'<date.release norm="{release_at}"/>' if release_at else ""
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    return (
        f'<nitf><head><docdata management-status="{status}"><doc-id id-string="x{version}"/>'
        f'<du-key key="urn:tessawire:1" version="{version}"/><date.issue norm="2031050{version}T010000Z"/>{until}'
        f"</docdata></head><body><body.head><hedline><hl1>{HEADLINE}</hl1></hedline></body.head>"
        f"<body.content>{paragraphs}</body.content></body></nitf>"
    )


def released(deployment: Deployment) -> int:
    with acting(deployment.services, "PlanRole"):
        return release(deployment.services)


def articles(deployment: Deployment) -> list[str]:
    return [head.card.id for head in deployment.services.articles.page("article", "all", limit=20).items]


@pytest.mark.parametrize(
    "document",
    [
        item(embargo="2031-05-04T12:00:00Z"),
        nitf("embargoed", release_at="20310504T120000Z"),
        ninjs(embargoed="2031-05-04T12:00:00Z"),
    ],
    ids=["newsml", "nitf", "ninjs"],
)
def test_an_embargoed_item_waits_and_is_analyzed_when_its_time_has_come(watched: Deployment, document: str) -> None:
    upload = watched.put("a.xml", document)
    watched.run()
    known = Http(watched.services).call("GET", f"/v1/uploads/{upload}").json
    assert (known["state"], known["until"]) == ("embargoed", "2031-05-04T12:00:00.000Z")
    listed = Http(watched.services).call("GET", "/v1/uploads", query={"state": "embargoed"}).json["items"]
    assert [one["id"] for one in listed] == [upload]
    assert (released(watched), articles(watched), watched.received()) == (0, [], [])

    watched.clock[0] = datetime(2031, 5, 4, 12, 1, tzinfo=UTC)
    assert released(watched) == 1
    watched.run()
    assert watched.services.uploads.get(upload).state == "analyzed"
    assert len(articles(watched)) == 1
    assert len(watched.received()) == 1
    assert released(watched) == 0
    assert Http(watched.services).call("GET", "/v1/uploads", query={"state": "embargoed"}).json["items"] == []


def test_an_embargo_that_is_over_holds_nothing_up(watched: Deployment) -> None:
    upload = watched.put("a.xml", item(embargo="2031-05-04T06:00:00Z"))
    watched.run()
    assert watched.services.uploads.get(upload).state == "analyzed"


@pytest.mark.parametrize("until", ["<embargoed/>", "<embargoed>when the minister has spoken</embargoed>"])
def test_an_embargo_of_unknown_length_is_refused_with_what_to_do(watched: Deployment, until: str) -> None:
    upload = watched.put("a.xml", item().replace("<pubStatus", f"{until}<pubStatus"))
    watched.run()
    known = watched.services.uploads.get(upload)
    assert (known.state, known.code) == ("rejected", "withheld")
    assert "a later version tells" in (known.reason or "")


def test_an_embargo_beyond_the_retention_is_refused(watched: Deployment) -> None:
    upload = watched.put("a.xml", item(embargo="2099-01-01T00:00:00Z"))
    watched.run()
    known = watched.services.uploads.get(upload)
    assert (known.state, known.code) == ("rejected", "withheld")


def test_an_object_that_was_put_again_meanwhile_is_not_read_by_the_old_one_s_time(watched: Deployment) -> None:
    upload = watched.put("a.xml", item(embargo="2031-05-04T12:00:00Z"))
    watched.run()
    watched.put("a.xml", item(embargo="2031-05-04T15:00:00Z"))
    watched.run()
    watched.clock[0] = datetime(2031, 5, 4, 12, 1, tzinfo=UTC)
    released(watched)
    watched.run()
    assert watched.services.uploads.get(upload).state == "embargoed"
    watched.clock[0] = datetime(2031, 5, 4, 15, 1, tzinfo=UTC)
    released(watched)
    watched.run()
    assert watched.services.uploads.get(upload).state == "analyzed"


@pytest.mark.parametrize(
    ("first", "killed"),
    [
        (item(), item(2, status="canceled", body=())),
        (nitf("usable"), nitf("canceled", 2, body=())),
        (ninjs(), json.dumps({"uri": "urn:tessawire:1", "version": "2", "pubstatus": "canceled"})),
        (
            ninjs(),
            json.dumps({"uri": "urn:tessawire:1", "version": "2", "pubStatus": "canceled", "versionCreated": "x"}),
        ),
    ],
    ids=["newsml", "nitf", "ninjs", "ninjs-3"],
)
def test_a_kill_withdraws_the_claims_and_tells_who_was_rung(watched: Deployment, first: str, killed: str) -> None:
    watched.put("a.xml", first)
    watched.run()
    [rung] = [json.loads(one["Message"]) for one in watched.received()]
    upload = watched.put("kill.xml", killed)
    watched.run()
    known = watched.services.uploads.get(upload)
    assert (known.state, known.code) == ("rejected", "withheld")
    [article] = articles(watched)
    head = watched.services.articles.head(article)
    assert head.killed == upload
    ledger = watched.services.stories.case_file(head.story or "").ledger
    assert {claim.state for claim in ledger.claims} == {"withdrawn"}
    [told] = [json.loads(one["Message"])["data"] for one in watched.received()]
    assert (told["msg_type"], told["references"]) == ("cancel", [rung["data"]["id"]])
    assert [change["change"] for change in told["changes"]] == ["withdrawn"]
    assert (told["claims"], told["summary"]) == ([], "")
    shown = Http(watched.services).call("GET", f"/v1/articles/{article}").json
    assert shown["killed"] == upload


def test_a_kill_rings_nobody_who_was_told_nothing_of_it(watched: Deployment) -> None:
    watched.put("a.xml", item(body=("Growers in Lower Tessa said that half of the apple harvest was lost to rain.",)))
    watched.run()
    watched.put("kill.xml", item(2, status="canceled"))
    watched.run()
    assert watched.received() == []


def test_a_kill_that_comes_twice_tells_once(watched: Deployment) -> None:
    watched.put("a.xml", item())
    watched.run()
    watched.put("kill.xml", item(2, status="canceled"))
    watched.put("kill-again.xml", item(2, status="canceled"))
    watched.run()
    assert len(watched.received()) == 2  # the alert, and its cancel


def test_an_item_that_comes_after_its_kill_is_no_article_and_a_later_version_is(watched: Deployment) -> None:
    watched.put("kill.xml", item(2, status="canceled"))
    late = watched.put("a.xml", item(1))
    again = watched.put("b.xml", item(3))
    watched.run()
    assert (watched.services.uploads.get(late).state, watched.services.uploads.get(late).code) == (
        "rejected",
        "withheld",
    )
    assert watched.services.uploads.get(again).state == "analyzed"


def test_a_kill_of_an_earlier_version_leaves_a_later_one_alone(watched: Deployment) -> None:
    later = watched.put("b.xml", item(3))
    watched.run()
    watched.put("kill.xml", item(2, status="canceled"))
    watched.run()
    head = watched.services.articles.head(watched.services.uploads.get(later).article or "")
    assert head.killed is None


def test_another_item_s_kill_and_one_that_a_feed_brings_take_nothing_back(watched: Deployment) -> None:
    watched.put("a.xml", item())
    watched.run()
    watched.put("kill.xml", item(2, status="canceled", guid="2"))
    watched.put("feeds/0123456789abcdef/kill", item(2, status="canceled"))
    watched.run()
    [article] = articles(watched)
    assert watched.services.articles.head(article).killed is None
    assert len(watched.received()) == 1


def test_a_key_takes_back_what_it_uploaded_itself_and_keeps_nothing_of_others_out(watched: Deployment) -> None:
    """Names of an agency's items are public: with any key that writes its articles could be withdrawn, or kept out."""
    agency, other = (new_upload_key("a.xml", by=name).removeprefix("uploads/") for name in ("agency", "other"))
    watched.put(other, item(9, status="canceled"))
    watched.run()
    first = watched.put(agency, item())
    watched.put("past-the-api.xml", item(2, guid="2", body=PARAGRAPHS[1:]))
    watched.run()
    watched.put(new_upload_key("b.xml", by="other").removeprefix("uploads/"), item(3, status="canceled"))
    watched.put(new_upload_key("c.xml", by="other").removeprefix("uploads/"), item(3, status="canceled", guid="2"))
    watched.run()
    assert watched.services.uploads.get(first).state == "analyzed"
    assert [watched.services.articles.head(one).killed for one in articles(watched)] == [None, None]
    watched.put(new_upload_key("d.xml", by="agency").removeprefix("uploads/"), item(2, status="canceled"))
    watched.run()
    assert sum(watched.services.articles.head(one).killed is not None for one in articles(watched)) == 1


def test_a_withheld_item_takes_nothing_back(watched: Deployment) -> None:
    watched.put("a.xml", item())
    watched.run()
    watched.put("held.xml", item(2, status="withheld"))
    watched.run()
    [article] = articles(watched)
    assert watched.services.articles.head(article).killed is None


class Killed(BaseException):
    """Stands for SIGKILL."""


@pytest.mark.parametrize(
    "point",
    [
        "analyze.item-noted",
        "analyze.item-killed",
        "correlate.kill-noted",
        "correlate.kill-told",
        "correlate.kill-filed",
    ],
)
def test_a_crash_between_any_two_effects_of_a_kill_changes_nothing(
    watched: Deployment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, point: str
) -> None:
    def killed(*_: object) -> None:
        raise Killed

    armed = tmp_path / point
    armed.touch()
    monkeypatch.setenv(fault.FAULT_VARIABLE, str(tmp_path))
    monkeypatch.setattr("os.kill", killed)
    watched.put("a.xml", item())
    watched.put("kill.xml", item(2, status="canceled"))
    for _ in range(4):
        with contextlib.suppress(Killed):
            watched.run()
    assert not armed.exists()
    [article] = articles(watched)
    head = watched.services.articles.head(article)
    assert head.killed == upload_id("uploads/kill.xml")
    told = {json.loads(one["Message"])["data"]["msg_type"] for one in watched.received()}
    assert told == {"alert", "cancel"}


@pytest.mark.parametrize("point", ["analyze.waiting", "release.sent"])
def test_a_crash_while_an_item_waits_loses_and_doubles_nothing(
    watched: Deployment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, point: str
) -> None:
    def killed(*_: object) -> None:
        raise Killed

    (tmp_path / point).touch()
    monkeypatch.setenv(fault.FAULT_VARIABLE, str(tmp_path))
    monkeypatch.setattr("os.kill", killed)
    upload = watched.put("a.xml", item(embargo="2031-05-04T12:00:00Z"))
    with contextlib.suppress(Killed):
        watched.run()
    watched.run()
    watched.clock[0] += timedelta(hours=3)
    for _ in range(2):
        with contextlib.suppress(Killed):
            released(watched)
    watched.run()
    assert watched.services.uploads.get(upload).state == "analyzed"
    assert len(watched.received()) == 1


def test_the_order_of_a_kill_and_its_item_does_not_matter_where_both_are_read_at_once(watched: Deployment) -> None:
    """The item was stored, and its kill read, before the item was noted: whoever notes it hands the kill on."""

    def analyzed(article: Article) -> Any:
        watched.put("kill.xml", item(2, status="canceled"))
        watched.services.analyze = lambda one: analysis_of(one, engine="test/1")
        watched.step(watched.intake)
        return analysis_of(article, engine="test/1")

    watched.services.analyze = analyzed
    watched.put("a.xml", item())
    for _ in range(3):
        watched.run()
    [article] = articles(watched)
    assert watched.services.articles.head(article).killed == upload_id("uploads/kill.xml")
