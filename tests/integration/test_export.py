"""Lists as tables and JSON lines: by the API page for page, by the command as a whole."""

from __future__ import annotations

import base64
import csv
import io
import json
import zipfile
from typing import Any

import pytest
from docx import Document
from lxml import etree
from tests.integration.conftest import OTHER_TEXT, TEXT, Deployment
from tests.integration.http import Answer, Http
from typer.testing import CliRunner

from tocsin.cli import target
from tocsin.cli.main import app
from tocsin.errors import InvalidInput
from tocsin.reports.worddoc import W

pytestmark = pytest.mark.integration

KINDS = ("claims", "stories", "alerts")


@pytest.fixture
def http(watched: Deployment) -> Http:
    watched.put("a.txt", "=2+3 " + TEXT, publisher="@Merin Post", url="https://post.example/a")
    watched.put("b.txt", OTHER_TEXT)
    watched.run()
    return Http(watched.services)


@pytest.fixture
def run(http: Http, watched: Deployment, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ARG001  # with articles
    """Call the program; the stack that it finds is the one in this process."""
    monkeypatch.setattr(target, "_local", lambda _: watched)

    def call(*words: str) -> str:
        done = CliRunner().invoke(app, ["export", *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout_bytes.decode()

    return call


def followed(http: Http, path: str, form: str, **query: str) -> list[Answer]:
    """Every page, as the header of the one before leads to it."""
    answers = [http.call("GET", path, query={**query, "format": form})]
    while "Link" in answers[-1].headers:
        where = answers[-1].headers["Link"].partition(">")[0].removeprefix("<")
        at, _, asked = where.partition("?")
        headers = {"authorization": f"Bearer {http.key('read')}"}
        answers.append(http.raw("GET", at, asked, None, headers))
    assert {answer.status for answer in answers} == {200}
    return answers


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("kind", KINDS)
def test_pages_of_json_lines_hold_what_the_list_holds(http: Http, kind: str) -> None:
    pages = followed(http, f"/v1/{kind}", "jsonl", limit="1")
    assert all(page.headers["Content-Type"].startswith("application/jsonl") for page in pages)
    told = [json.loads(line) for page in pages for line in page.body.splitlines()]
    assert told == http.call("GET", f"/v1/{kind}").json["items"]
    assert told


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_writes_what_the_api_tells(http: Http, run: Any, kind: str) -> None:
    for form in ("csv", "jsonl"):
        assert run(kind, "--format", form) == "".join(page.body for page in followed(http, f"/v1/{kind}", form))


def test_a_table_of_claims_says_who_says_what_in_which_words_and_where_it_stands(http: Http) -> None:
    pages = followed(http, "/v1/claims", "csv", limit="1")
    assert len(pages) > 1
    rows = table("".join(page.body for page in pages))
    [row] = [row for row in rows if row["url"]]
    assert (row["claimant"], row["state"]) == ("Orla Brandt", "single-source")
    assert (row["url"], row["publisher"]) == ("https://post.example/a", "'@Merin Post")
    text = http.call("GET", f"/v1/articles/{row['article']}/text").body
    start, end = map(int, row["spans"].split("-"))
    assert text[start:end].startswith("=2+3")


def test_no_cell_that_an_article_fills_is_a_formula(http: Http) -> None:
    for kind in KINDS:
        rows = table(http.call("GET", f"/v1/{kind}", query={"format": "csv"}).body)
        assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@"))]


def test_accept_asks_for_the_same(http: Http) -> None:
    asked = http.call("GET", "/v1/stories", headers={"accept": "text/csv, */*;q=0.1"})
    assert asked.body == http.call("GET", "/v1/stories", query={"format": "csv"}).body
    assert "Accept" in asked.headers["Vary"]
    page = http.call("GET", "/v1/stories", headers={"accept": "application/json, text/csv"})
    assert page.json["items"]


def test_what_a_list_cannot_be_told_in_is_refused(http: Http) -> None:
    for path, query, where in (
        ("/v1/claims", {"format": "xlsx"}, "format"),
        ("/v1/claims", {"format": "csv", "fields": "title"}, "fields"),
        ("/v1/articles", {"format": "csv"}, "format"),
        ("/v1/claims", {"format": "csv", "topic": "mobilisation"}, "topic"),
    ):
        answer = http.call("GET", path, query=query)
        assert (answer.status, answer.json.get("where")) == (400, where), path
    lines = http.call("GET", "/v1/claims", query={"format": "jsonl", "fields": "title"}).body.splitlines()
    assert [list(json.loads(line)) for line in lines] == [["title"]] * 2


def test_the_command_takes_the_filters_of_the_list(run: Any, tmp_path: Any) -> None:
    file = tmp_path / "claims.csv"
    assert run("claims", "--topic", "harvest", "--only", "single-source", "--output", str(file)) == ""
    assert len(table(file.read_text(encoding="utf-8"))) == 1
    assert file.read_bytes().count(b"\r\n") == 2
    assert table(run("claims", "--kind", "denial")) == []
    assert len(table(run("alerts", "--watch", "call-up"))) == 1
    assert table(run("stories", "--to", "2001-01-01")) == []
    with pytest.raises(InvalidInput, match="no filter of alerts"):
        run("alerts", "--topic", "harvest")


def footnotes(document: bytes) -> tuple[list[str], list[str]]:
    """Which footnotes the text refers to, and what they say."""
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        body, notes = (etree.fromstring(parts.read(f"word/{name}.xml")) for name in ("document", "footnotes"))
        assert "footnotes.xml" in parts.read("word/_rels/document.xml.rels").decode()
    referred = [one.get(f"{{{W}}}id") or "" for one in body.iter(f"{{{W}}}footnoteReference")]
    told = {one.get(f"{{{W}}}id"): "".join(map(str, one.itertext())) for one in notes.iter(f"{{{W}}}footnote")}
    return referred, [told[number] for number in referred]


@pytest.mark.usefixtures("run")
def test_a_brief_of_a_story_and_of_a_day_names_its_sources_in_footnotes(http: Http, tmp_path: Any) -> None:
    stories = http.call("GET", "/v1/stories").json["items"]
    story = next(one for one in stories if "2+3" in one["title"])["id"]
    sheet = http.call("GET", f"/v1/stories/{story}/brief")
    assert sheet.headers["Content-Type"].startswith("text/markdown")
    assert "Orla Brandt[^1]" in sheet.body
    assert "[^1]: @Merin Post" in sheet.body
    day = http.call("GET", "/v1/brief", query={"day": "2031-05-04"})
    assert day.body.count("\n## ") == 2
    assert "[^2]: " in day.body
    assert "\n## " not in http.call("GET", "/v1/brief", query={"day": "2031-05-03"}).body
    for path, query in ((f"/v1/stories/{story}/brief", {}), ("/v1/brief", {"day": "2031-05-04"})):
        data = base64.b64decode(http.call("GET", path, query={**query, "format": "docx"}).body)
        referred, told = footnotes(data)
        assert referred == [str(number) for number in range(1, len(told) + 1)]
        assert any("@Merin Post" in note and "https://post.example/a" in note for note in told)
        assert any("Orla Brandt" in one.text for one in Document(io.BytesIO(data)).paragraphs)
    assert http.call("GET", "/v1/stories/none/brief").status == 404
    assert http.call("GET", "/v1/brief", query={"day": "0001-01-01"}).status == 400
    file = tmp_path / "day.docx"
    for _ in range(2):
        done = CliRunner().invoke(app, ["brief", "--day", "2031-05-04", "--format", "docx", "-o", str(file)])
        assert done.exit_code == 0
    assert footnotes(file.read_bytes())[1]
    assert "[^1]" in CliRunner().invoke(app, ["brief", story]).stdout
    with pytest.raises(InvalidInput):
        CliRunner().invoke(app, ["brief"], catch_exceptions=False)
