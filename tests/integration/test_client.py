"""The client of the API over loopback, against the handlers; its five tasks run as docs/client.md has them."""

from __future__ import annotations

import base64
import contextlib
import csv
import io
import math
import re
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from moto import mock_aws
from tests.integration.conftest import START, clean, deploy
from tests.integration.http import Http
from tests.integration.test_ledger import fill

from tocsin import client
from tocsin.client import ApiError, Tocsin
from tocsin.errors import InvalidInput

pytestmark = pytest.mark.integration

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "client.md"
TASKS = re.findall(r"^```python\n(.*?)^```", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


class Door:
    """The API behind a socket on loopback; `refused`: statuses and headers that it answers first."""

    def __init__(self, http: Http) -> None:
        self.http = http
        self.refused: list[tuple[int, dict[str, str]]] = []
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        door = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                door.answer(self)

            do_POST = do_GET  # noqa: N815  # as the library calls it

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def answer(self, asked: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in asked.headers.items()}
        self.asked.append((asked.command, asked.path, headers))
        length = int(headers.get("content-length", 0))
        text = asked.rfile.read(length).decode() if length else None
        if self.refused:
            status, more = self.refused.pop(0)
            self.send(asked, status, more, b"")
            return
        path, _, query = asked.path.partition("?")
        told = self.http.raw(asked.command, path, query, text, headers)
        packed = told.headers.get("Content-Encoding") == "gzip"
        self.send(asked, told.status, told.headers, base64.b64decode(told.body) if packed else told.body.encode())

    @staticmethod
    def send(asked: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
        asked.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            asked.send_header(name, value)
        asked.end_headers()
        asked.wfile.write(body)


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        clean(environment)
        deployment = deploy("client")
        fill(deployment)
        opened = Door(Http(deployment.services))
        thread = threading.Thread(target=opened.server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield opened
        opened.server.shutdown()
        opened.server.server_close()
        thread.join()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def tocsin(door: Door, waits: list[float]) -> Tocsin:
    door.asked.clear()
    return Tocsin(door.url, door.http.key("read"), sleep=waits.append)


class Then(datetime):
    """What the time is for those who read the document while the stored articles are new."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]  # a datetime will do
        return (START + timedelta(hours=4)).astimezone(tz)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: re.sub(r"\W+", "-", task.splitlines()[-1])[:40])
def test_the_tasks_of_the_document_run_and_tell_something(
    door: Door, task: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("API", door.url)
    monkeypatch.setenv("KEY", door.http.key("read"))
    import datetime as dt  # noqa: PLC0415  # replaced for the document alone

    stand_in = ModuleType("datetime")
    stand_in.__dict__.update(vars(dt), datetime=Then)
    monkeypatch.setitem(__import__("sys").modules, "datetime", stand_in)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(task, DOCUMENT.name, "exec"), {})  # noqa: S102  # our own document
    assert out.getvalue().strip()
    assert not out.getvalue().startswith("0 ")  # the story that changed most did change


def test_there_are_five_tasks() -> None:
    assert len(TASKS) == 5


def test_pages_are_followed_and_every_item_is_there_once(tocsin: Tocsin, door: Door) -> None:
    whole = door.http.call("GET", "/v1/claims").json["items"]
    found = list(tocsin.claims(limit=2))
    assert [(one.article, one.claim.id, one.state) for one in found] == [
        (one["article"], one["claim"]["id"], one["state"]) for one in whole
    ]
    assert len(door.asked) == math.ceil(len(whole) / 2)
    [story] = tocsin.stories(limit=1, topic="border-queues")
    assert story.articles == len(list(tocsin.get("/v1/articles", story=story.id)["items"]))
    assert [one.alert.id for one in tocsin.alerts(limit=1)] == [one.alert.id for one in tocsin.alerts()]


def test_an_export_is_one_table_over_its_pages(tocsin: Tocsin) -> None:
    pages = list(tocsin.export("claims", "csv", limit=2))
    rows = list(csv.DictReader(io.StringIO("".join(pages).removeprefix("\ufeff"), newline="")))
    assert len(pages) > 2
    assert [row["claim"] for row in rows] == [one.claim.id for one in tocsin.claims()]


def test_what_is_busy_is_asked_again_after_the_time_that_it_tells(
    tocsin: Tocsin, door: Door, waits: list[float]
) -> None:
    door.refused += [(429, {"Retry-After": "7"}), (503, {}), (503, {"Retry-After": "soon"})]
    assert list(tocsin.stories())
    assert waits == [7.0, 2.0, 4.0]


def test_it_gives_up_after_five_tries_or_where_the_wait_is_too_long(
    tocsin: Tocsin, door: Door, waits: list[float]
) -> None:
    door.refused += [(503, {})] * 5
    with pytest.raises(ApiError) as refused:
        list(tocsin.stories())
    assert (refused.value.status, waits, door.refused) == (503, [1.0, 2.0, 4.0, 8.0], [])
    door.refused += [(429, {"Retry-After": "3600"})]
    with pytest.raises(ApiError):
        list(tocsin.stories())
    assert len(waits) == 4


def test_what_is_sent_again_has_the_same_idempotency_key(tocsin: Tocsin, door: Door) -> None:
    door.refused += [(503, {})]
    assert tocsin.backtest("crossing", days=3)["watch"] == "crossing"
    first, second = (headers["idempotency-key"] for _, _, headers in door.asked)
    assert first == second


def test_what_is_wrong_is_told_by_its_code_and_place(tocsin: Tocsin) -> None:
    with pytest.raises(ApiError, match="border-queues") as refused:
        list(tocsin.claims(topic="border-queue"))
    assert (refused.value.status, refused.value.problem, refused.value.where) == (400, "invalid-input", "topic")
    with pytest.raises(ApiError) as missing:
        tocsin.timeline("none/../../keys")
    assert missing.value.status in {400, 404}


def test_alerts_are_followed_each_once(tocsin: Tocsin, waits: list[float]) -> None:
    every = sorted(one.alert.raised_at for one in tocsin.alerts())
    followed = list(islice(tocsin.follow_alerts(since=START - timedelta(days=1), every=3), len(every)))
    assert [one.alert.raised_at for one in followed] == every
    assert waits == []


def test_a_key_goes_over_no_line_that_others_read(waits: list[float]) -> None:
    for url in ("http://api.example", "ftp://127.0.0.1", "api.example"):
        with pytest.raises(InvalidInput):
            Tocsin(url, "key")
    nobody = Tocsin("http://127.0.0.1:9", "key", sleep=waits.append)
    with pytest.raises(ApiError) as unreachable:
        nobody.get("/v1/stories")
    assert (unreachable.value.status, len(waits)) == (0, client.MOST_TRIES - 1)
