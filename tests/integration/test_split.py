"""One upload, many articles: each part has a key, a state and a reason, and a crash starts nothing twice."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from tests.integration.conftest import Deployment, s3_event
from tests.integration.http import Http
from tests.integration.roles import acting
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tocsin.aws.keys import upload_id
from tocsin.reading import parts
from tocsin.reading.parts import MOST_PARTS
from tocsin.steps import analyze, fault
from tocsin.steps.split import Unfinished

pytestmark = pytest.mark.integration


def news(number: int) -> str:
    return (
        f"Pier {number} of Port Lessing is closed\n\nThe harbour office said on Monday that pier {number} would "
        f"stay closed for {number} weeks, and that the ferries of Omberland would land elsewhere.\n"
    )


def zipped(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def web_archive(*numbers: int) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number in numbers:
        page = f"<html><body><article><h1>P{number}</h1><p>{news(number)}</p></article></body></html>".encode()
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        url = f"https://gazette.example/{number}"
        record = writer.create_warc_record(url, "response", io.BytesIO(page), length=len(page), http_headers=http)
        writer.write_record(record)
    return out.getvalue()


def message(number: int) -> str:
    return (
        f"From desk@gazette.example Mon May  5 09:0{number}:00 2031\nFrom: desk@gazette.example\nTo: you@desk.example\n"
        f"Subject: Pier {number} of Port Lessing is closed\nMessage-ID: <{number}@gazette.example>\n"
        f"Date: Mon, 5 May 2031 09:0{number}:00 +0000\n\n{news(number)}>From Monday on, ferries land elsewhere.\n\n"
    )


NEWSML = """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2031-05-04T08:00:00Z</sent></header><itemSet>
{items}<packageItem guid="p"/></itemSet></newsMessage>"""
NEWSITEM = """<newsItem guid="urn:{n}" version="1" xml:lang="en"><itemMeta><provider><name>Tessa Wire</name></provider>
<versionCreated>2031-05-04T08:0{n}:00Z</versionCreated><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><headline>Pier {n} of Port Lessing is closed</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>The harbour office said on Monday that pier {n} would stay closed for {n} weeks.</p></body></html></inlineXML>
</contentSet></newsItem>"""
RSS = (
    "<rss version='2.0'><channel><title>Gazette</title>{}<item><title>Only a link</title><link>https://g.example/x</link></item>"
    "</channel></rss>"
)


def rss_item(number: int) -> str:
    return f"<item><title>Pier {number} closed</title><link>https://g.example/{number}</link><description>{news(number)}</description></item>"


UPLOADS: dict[str, tuple[str, bytes, dict[str, str]]] = {
    "zip": ("week.zip", zipped({"a/1.txt": news(1), "a/2.txt": news(2), "__MACOSX/1.txt": "x", "b/": ""}), {}),
    "tar": ("week.tar", tarred({"1.txt": news(1), "../2.txt": news(2)}), {}),
    "tar.gz": ("week.tgz", gzip.compress(tarred({"1.txt": news(1), "2.txt": news(2)})), {}),
    "mbox": ("news.mbox", (message(1) + message(2)).encode(), {}),
    "json": ("a.json", json.dumps([{"title": f"P{n}", "text": news(n)} for n in (1, 2)]).encode(), {}),
    "wrapped": (
        "a.json",
        json.dumps({"total": 2, "items": [{"headline": f"P{n}", "body": news(n)} for n in (1, 2)]}).encode(),
        {},
    ),
    "jsonl": ("a.jsonl", "\n".join(json.dumps({"title": f"P{n}", "text": news(n)}) for n in (1, 2)).encode(), {}),
    "jsonl-unsaid": ("a", "\n".join(json.dumps({"title": f"P{n}", "text": news(n)}) for n in (1, 2)).encode(), {}),
    "csv": (
        "a.csv",
        ("Nr;Headline;Story\n" + "\n".join(f'{n};P{n};"{news(n)}"' for n in (1, 2)) + '\n3;Empty;""\n').encode(),
        {"csv-columns": "title=Headline; text=story"},
    ),
    "newsml": (
        "wire.xml",
        NEWSML.format(items="".join(NEWSITEM.format(n=n, status="usable") for n in (1, 2))).encode(),
        {},
    ),
    "warc": ("crawl.warc.gz", web_archive(1, 2), {}),
    "rss": ("feed.xml", RSS.format(rss_item(1) + rss_item(2)).encode(), {}),
}


def bring(desk: Deployment) -> None:
    """S3 tells of the objects that a step has put."""
    s3 = desk.services.clients.s3
    for one in s3.list_objects_v2(Bucket="tocsin", Prefix="uploads/").get("Contents", []):
        if "!" in one["Key"]:
            desk.sequence += 1
            desk.send(desk.intake, s3_event(one["Key"], one["ETag"], 500, desk.clock[0]))


def run(desk: Deployment, depth: int = 1) -> None:
    for _ in range(depth + 1):
        while desk.step(desk.intake):
            pass
        bring(desk)
    while desk.step(desk.intake):
        pass


def states(desk: Deployment, upload: str) -> dict[str, int]:
    return dict(Counter(part.state for part in desk.services.uploads.parts(upload)))


@pytest.mark.parametrize("kind", UPLOADS)
def test_each_article_in_an_upload_becomes_one(deployment: Deployment, kind: str) -> None:
    name, data, metadata = UPLOADS[kind]
    upload = deployment.put(name, data, publisher="Tessa Gazette", title="All of the week", **metadata)
    run(deployment)
    whole = deployment.services.uploads.get(upload)
    assert (whole.state, whole.parts) == ("split", 2)
    assert states(deployment, upload) == {"analyzed": 2}
    texts = [deployment.services.objects.text(part.article or "") for part in deployment.services.uploads.parts(upload)]
    assert ["pier 1 " in texts[0], "pier 2 " in texts[1]] == [True, True]
    assert "\n>From" not in "".join(texts)
    cards = [
        deployment.services.articles.head(part.article or "").card for part in deployment.services.uploads.parts(upload)
    ]
    assert {card.publisher for card in cards} == {"Tessa Gazette"} if kind != "rss" else {"Gazette"}
    assert "All of the week" not in {card.title for card in cards}


def test_parts_are_told_over_http_each_with_its_state_and_reason(deployment: Deployment) -> None:
    upload = deployment.put(
        "week.zip", zipped({"a/1.txt": news(1), "again.txt": news(1), "photo.jpg": b"\xff\xd8\xff\0"})
    )
    run(deployment)
    told = Http(deployment.services).call("GET", f"/v1/uploads/{upload}/parts").json
    assert told["states"] == {"analyzed": 1, "duplicate": 1, "rejected": 1}
    keys = ["uploads/week.zip!a/1.txt", "uploads/week.zip!again.txt", "uploads/week.zip!photo.jpg"]
    assert [part["key"] for part in told["items"]] == keys
    assert [part["code"] for part in told["items"]] == [None, None, "unsupported-type"]
    listed = Http(deployment.services).call("GET", "/v1/uploads", query={"state": "split"}).json["items"]
    assert [(one["id"], one["parts"]) for one in listed] == [(upload, 3)]


def test_what_an_item_is_without_text_is_told_of_an_uploaded_feed(deployment: Deployment) -> None:
    upload = deployment.put("feed.xml", UPLOADS["rss"][1])
    run(deployment)
    assert "1 item is a link without text" in deployment.services.uploads.get(upload).notes[0]


def test_archives_in_archives_are_opened_to_a_depth(deployment: Deployment) -> None:
    data = zipped({"1.txt": news(1)})
    for _ in range(3):
        data = zipped({"inner.zip": data})
    upload = deployment.put("outer.zip", data)
    run(deployment, depth=4)
    for _ in range(2):
        [part] = deployment.services.uploads.parts(upload)
        assert part.state == "split"
        upload = part.id
    [last] = deployment.services.uploads.parts(upload)
    assert (last.state, last.code) == ("rejected", "too-large")


def test_archives_in_archives_become_no_more_uploads_than_one_has_room_for(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST_OF_ONE", 12)
    inner: dict[str, bytes | str] = {f"{number}.txt": news(number) for number in range(9)}
    upload = deployment.put("outer.zip", zipped({f"{name}.zip": zipped(inner) for name in "abc"}))
    run(deployment, depth=2)
    inside = [deployment.services.uploads.parts(part.id) for part in deployment.services.uploads.parts(upload)]
    assert [len(found) for found in inside] == [4, 4, 4]
    notes = [deployment.services.uploads.get(part.id).notes for part in deployment.services.uploads.parts(upload)]
    assert all("5 parts were left out" in told[0] for told in notes)


def test_a_crash_in_the_middle_starts_nothing_twice(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = deployment.put("week.zip", zipped({f"{n}.txt": news(n) for n in range(6)}))
    objects = deployment.services.objects
    put, left = objects.put_part, iter([True, True, True])

    def dying(*arguments: object) -> bool:
        if next(left, False):
            return put(*arguments)  # type: ignore[arg-type]  # handed through
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(objects, "put_part", dying)
        with pytest.raises(KeyboardInterrupt):
            deployment.step(deployment.intake)
    assert states(deployment, upload) == {"pending": 6}
    run(deployment)
    versions = deployment.services.clients.s3.list_object_versions(Bucket="tocsin", Prefix="uploads/week.zip!")[
        "Versions"
    ]
    assert len(versions) == 6
    assert states(deployment, upload) == {"analyzed": 6}


def test_parts_for_which_no_time_is_left_are_put_at_the_next_delivery(deployment: Deployment) -> None:
    upload = deployment.put("week.zip", zipped({f"{n}.txt": news(n) for n in range(6)}))
    left = iter([90.0, 90.0, 4.0])
    deployment.services.time_left = lambda: next(left, 90.0)
    with pytest.raises(Unfinished):
        deployment.step(deployment.intake)
    found = deployment.services.clients.s3.list_objects_v2(Bucket="tocsin", Prefix="uploads/week.zip!")
    assert found["KeyCount"] == 2
    run(deployment)
    assert states(deployment, upload) == {"analyzed": 6}


@pytest.mark.parametrize("point", [point for point in fault.POINTS if point.startswith("split.")])
def test_a_kill_at_each_point_changes_nothing_but_the_time(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, point: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / point).touch()
    monkeypatch.setenv(fault.FAULT_VARIABLE, str(tmp_path))
    monkeypatch.setattr(os, "kill", killed)
    upload = deployment.put("week.zip", zipped({"1.txt": news(1), "2.txt": news(2)}))
    with pytest.raises(KeyboardInterrupt):
        deployment.step(deployment.intake)
    run(deployment)
    assert not (tmp_path / point).exists()
    assert deployment.services.uploads.get(upload).state == "split"
    assert states(deployment, upload) == {"analyzed": 2}
    versions = deployment.services.clients.s3.list_object_versions(Bucket="tocsin", Prefix="uploads/week.zip!")
    assert len(versions["Versions"]) == 2


def test_an_archive_put_again_with_another_text_brings_that_and_nothing_else_again(deployment: Deployment) -> None:
    deployment.put("week.zip", zipped({"1.txt": news(1), "2.txt": news(2)}))
    run(deployment)
    s3 = deployment.services.clients.s3
    s3.put_bucket_versioning(Bucket="tocsin", VersioningConfiguration={"Status": "Enabled"})
    data = zipped({"1.txt": news(1), "2.txt": news(3)})
    s3.put_object(Bucket="tocsin", Key="uploads/week.zip", Body=data)
    tag = s3.head_object(Bucket="tocsin", Key="uploads/week.zip")["ETag"]
    with acting(deployment.services, "AnalyzeRole"):
        [result] = analyze.handle(
            deployment.services, json.dumps(s3_event("uploads/week.zip", tag, 900, deployment.clock[0]))
        )
    assert result.outcome == "split"
    versions = s3.list_object_versions(Bucket="tocsin", Prefix="uploads/week.zip!")["Versions"]
    assert sorted(Counter(one["Key"] for one in versions).values()) == [1, 2]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bomb.zip", zipped({"0.txt": b"0" * 49_000_000}), "unsafe"),
        ("cut.zip", zipped({"1.txt": news(1)})[:-30], "unreadable"),
        ("cut.tar", tarred({"1.txt": news(1) * 60})[:1_500], "unreadable"),
        ("many.zip", zipped({f"{n}": "x" for n in range(5_001)}), "too-large"),
        ("table.csv", b"A;B;C\n1;2;3\n4;5;6\n", "unsupported-type"),
        ("empty.xml", b"<rss version='2.0'><channel>", "unreadable"),
    ],
)
def test_what_cannot_be_taken_to_pieces_is_rejected_with_a_reason(
    deployment: Deployment, name: str, data: bytes, code: str
) -> None:
    upload = deployment.put(name, data)
    run(deployment)
    whole = deployment.services.uploads.get(upload)
    assert (whole.state, whole.code) == ("rejected", code)


def test_a_mapping_that_does_not_fit_names_the_columns_that_there_are(deployment: Deployment) -> None:
    upload = deployment.put("a.csv", UPLOADS["csv"][1], **{"csv-columns": "text=Body"})
    run(deployment)
    reason = deployment.services.uploads.get(upload).reason or ""
    assert "no column Body; its columns are Nr, Headline, Story" in reason


def test_parts_over_the_bound_are_left_out_and_told(deployment: Deployment) -> None:
    lines = "\n".join(json.dumps({"text": f"word {n}"}) for n in range(MOST_PARTS + 7))
    upload = deployment.put("a.jsonl", lines)
    deployment.step(deployment.intake)
    whole = deployment.services.uploads.get(upload)
    assert (whole.parts, whole.notes) == (
        MOST_PARTS,
        ("7 parts were left out: an upload is taken into 1,000 at most.",),
    )


def test_a_withdrawn_item_of_a_wire_is_no_article(deployment: Deployment) -> None:
    items = NEWSITEM.format(n=1, status="usable") + NEWSITEM.format(n=2, status="canceled")
    upload = deployment.put("wire.xml", NEWSML.format(items=items))
    run(deployment)
    assert [part.code for part in deployment.services.uploads.parts(upload)] == [None, "withheld"]


def test_an_upload_that_is_one_article_has_no_parts(deployment: Deployment) -> None:
    upload = deployment.put("a.txt", news(1))
    run(deployment)
    assert deployment.services.uploads.get(upload).parts is None
    assert deployment.services.uploads.parts(upload) == []
    assert upload == upload_id("uploads/a.txt")
