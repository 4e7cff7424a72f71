"""What the documents show is run as they show it: commands, requests and Python against the deployed stack.

Outputs are compared where they are shown, in what does not change from run to run: outcomes, titles, topics and places.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from tests.e2e.conftest import ROOT, Api, Deployed

from tocsin.api.alerts import checked_watch
from tocsin.api.document import PARAMETER_EXAMPLES
from tocsin.engine.topics.taxonomy import load_taxonomy

pytestmark = pytest.mark.e2e

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BIN = Path(sys.executable).parent
SECONDS = 180
COMMANDS = ("tocsin", ".venv/bin/tocsin", "curl", "aws", "eval", "export", "make", "sam", "python")
ELSEWHERE = {
    r"make (run|test|deploy)\b": "the tests themselves; `run` is `tocsin up`",
    r"sam deploy\b": "needs an account in AWS",
    r"python -m (pip|tools)\b": "rebuilds the gazetteer from packages that nothing else needs",
    r"export OPENAI_API_KEY|tocsin .*--engine openai": "needs a model: test_openai_engine.py, test_reanalyze.py",
    r"tocsin (up|down)\b": "test_local_stack.py",
    r"tocsin alerts --follow": "has no end",
    r"tocsin eval\b": "tests/eval",
    r"tocsin feeds (add|check|import)": "asks servers: tests/integration/test_feeds.py",
    r"tocsin subscribe (add slack|test)": "sends to servers: test_channels.py",
    r"tocsin articles remove\b": "takes away what the other documents show: tests/integration/test_removal.py",
    r"tocsin stories (merge|split|undo)\b": "changes what the other documents show: tests/integration/test_commands.py",
    r"tocsin open\b": "opens a browser: test_pages_browser.py",
    r"tocsin mcp\b": "speaks on standard input until it ends: test_agents.py",
}
"""Commands that are not run here, and why, or where they are."""
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
REQUEST = re.compile(r"`(GET|POST|PUT|DELETE) (/v1/[^ `]*)`")


class Block(NamedTuple):
    document: str
    language: str
    text: str


class Known(NamedTuple):
    """Ids of the deployed stack, to stand where the documents have placeholders."""

    alert: str
    article: str
    story: str
    bulletin: str | None = None


def blocks(document: Path) -> Iterator[Block]:
    for language, text in FENCE.findall(document.read_text(encoding="utf-8")):
        yield Block(document.name, language, text)


def shell_lines(text: str) -> list[str]:
    """The commands of a block, each on one line; output and drawings are none."""
    joined = re.sub(r"\\\n\s*", " ", text)
    lines = [line.removeprefix("$ ").strip() for line in joined.splitlines()]
    return [line for line in lines if line.split(" ")[0] in COMMANDS]


def elsewhere(line: str) -> bool:
    return any(re.search(pattern, line) for pattern in ELSEWHERE)


@pytest.fixture(scope="module")
def known(deployed: Deployed) -> Known:
    api = deployed.api("read")
    alert = api.get("/v1/alerts?watch=border-queues")["items"][-1]["alert"]
    return Known(alert["id"], alert["article"], alert["story"])


@pytest.fixture(scope="module")
def shell(deployed: Deployed, known: Known, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Run lines as a person would, in the checkout; `curl` fails where the answer is an error."""
    folder = tmp_path_factory.mktemp("shell")
    curl = folder / "curl"
    curl.write_text(f'#!/bin/sh\nexec {shutil.which("curl")} -sS --fail-with-body "$@"\n')
    curl.chmod(0o755)
    editor = folder / "editor.py"
    change = "p.write_text(p.read_text().replace('moderate', 'severe'))"
    editor.write_text(f"import pathlib, sys\np = pathlib.Path(sys.argv[1])\n{change}\n")
    environment = {
        "PATH": f"{folder}:{BIN}:{os.environ['PATH']}",
        "HOME": str(folder),
        "TOCSIN_STATE": str(deployed.stack.state_dir),
        "EDITOR": f"{sys.executable} {editor}",
        "STORY": known.story,
        "ARTICLE": known.article,
        "COLUMNS": "112",
    }

    told = subprocess.run(  # noqa: S603  # our own program
        [str(BIN / "tocsin"), "env", "--scope", "admin", "--json"],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env=environment,
        check=True,
    )
    environment |= json.loads(told.stdout)

    def run(*lines: str) -> str:
        script = "\n".join(["set -e", *lines])
        done = subprocess.run(  # noqa: S603  # what our own documents say
            ["/bin/sh", "-c", script],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env=environment,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode == 0, f"{lines}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return run


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_and_request_of_a_document_runs_as_it_is_written(document: Path, shell: Any) -> None:
    for block in (block for block in blocks(document) if block.language != "python"):
        lines = [line for line in shell_lines(block.text) if not elsewhere(line)]
        lines = [line for line in lines if not line.startswith("aws ") or shutil.which("aws")]
        if lines:
            shell(*lines)


def test_every_command_of_the_readme_s_table_runs(shell: Any, known: Known, tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `tocsin .*$", readme, re.MULTILINE)
    calls = [call for row in rows for call in re.findall(r"`((?:tocsin|keys|watches|subscribe|sources) [^`]*)`", row)]
    calls = [call if call.startswith("tocsin") else f"tocsin {call}" for call in calls]
    assert len(calls) > 25
    file, article = tmp_path / "watch.json", tmp_path / "ferry.txt"
    file.write_text(json.dumps({"name": "Queues", "rule": {"topics": {"any": ["border-queues"]}}}), encoding="utf-8")
    article.write_text("Ferry to Lissa stopped\n\nThe harbour office of Orm said that no ferry would leave.\n")
    values = {
        "--name NAME --topic ID --place ID": "--name 'Queues of the readme' --topic border-queues --place GE",
        "--watch ID --article ID": f"--watch border-queues --article {known.article}",
        "--watch FILE": f"--watch {file}",
        "PATH...": str(article),
        "FILE...": str(article),
        "ALERT": known.alert,
        "DOMAIN": "wire.ostavia.example",
        "FOLDER": str(tmp_path / "archive"),
        "ADDRESS": "desk@example.org",
        "NAME": "Georgia",
        "DATE": "2026-01-01 --dry-run",
    }
    for call in (call for call in calls if not elsewhere(call)):
        written = call
        for placeholder, value in values.items():
            written = written.replace(placeholder, value)
        shell(re.sub(r"\bID\b", id_for(call, known, shell), written))


def id_for(call: str, known: Known, shell: Any) -> str:
    """What stands for ID in a command of the table."""
    if call.startswith("tocsin keys revoke"):
        return str(json.loads(shell("tocsin keys create --scope read --json").splitlines()[-1])["id"])
    if call.startswith("tocsin subscribe remove"):
        listed = [json.loads(line) for line in shell("tocsin subscribe list --json").splitlines()]
        return str(next(one["id"] for one in listed if one["endpoint"] == "desk@example.org"))
    if call.startswith("tocsin watches"):
        return "border-queues" if "test" in call else "queues-of-the-readme"
    if call.startswith("tocsin why --article"):
        return known.article
    return known.story if call.startswith("tocsin story") else known.alert


def test_every_request_that_a_document_names_is_a_route_and_reading_ones_answer(
    deployed: Deployed, known: Known
) -> None:
    api = deployed.api("admin")
    document = api.get("/openapi.json")["paths"]
    ids = {
        "alert_id": known.alert,
        "article_id": known.article,
        "story_id": known.story,
        "watch_id": "border-queues",
        "upload_id": next(iter(deployed.seeds.values())).upload,
    }
    wrong, called = [], 0
    for path in DOCUMENTS:
        for method, target in REQUEST.findall(path.read_text(encoding="utf-8")):
            route, _, query = target.partition("?")
            template = template_of(route, document)
            if template is None or method.lower() not in document[template]:
                wrong.append(f"{path.name}: {method} {target}")
            elif method == "GET" and set(re.findall(r"\{(\w+)\}", template)) <= set(ids):
                answer = api.call("GET", filled(template, query, document[template]["get"], ids))
                called += 1
                wrong += [] if answer.status == 200 else [f"{path.name}: {target}: {answer.status} {answer.body}"]
    assert not wrong
    assert called > 15


def template_of(route: str, document: dict[str, Any]) -> str | None:
    """The path of the document that a route of a text means: `{id}` and `example.org` stand for any value."""
    plain = re.sub(r"\{\w+\}", "x", route)
    found = (path for path in document if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), plain))
    return min(found, key=lambda path: path.count("{"), default=None)


def filled(template: str, query: str, operation: dict[str, Any], ids: dict[str, str]) -> str:
    """A path with ids and with the parameters that it must have; `name=` of a text gets an example."""
    given = dict(part.partition("=")[::2] for part in query.split("&")) if query else {}
    required = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query" and one.get("required")}
    if template.endswith("/watches/{watch_id}/why"):
        given.setdefault("article", ids["article_id"])
    examples = {**PARAMETER_EXAMPLES, "state": "analyzed", "article": ids["article_id"], "story": ids["story_id"]}
    examples["alert"] = ids["alert_id"]
    values = {name: given.get(name) or examples[name] for name in {*given, *required}}
    values = {name: ids["story_id"] if name == "story" else value for name, value in values.items()}
    path = re.sub(r"\{(\w+)\}", lambda match: ids[match[1]], template)
    return path + ("?" + urlencode(values) if values else "")


@pytest.mark.parametrize(
    "document",
    [path for path in DOCUMENTS if path.name != "client.md"],  # tests/integration/test_client.py runs its tasks
    ids=lambda path: path.name,
)
def test_the_python_of_a_document_runs_and_prints_what_it_shows(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = next((ROOT / "seeds" / "articles").glob("*.html")).read_bytes()
    (tmp_path / "page.html").write_bytes(page)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    for block in blocks(document):
        if block.language != "python":
            continue
        if block.text.startswith(">>>"):
            test = doctest.DocTestParser().get_doctest(block.text, {}, document.name, str(document), 0)
            assert doctest.DocTestRunner(verbose=False).run(test).failed == 0
            continue
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(block.text, document.name, "exec"), {"data": page})  # noqa: S102  # our own documents
        assert "print(" not in block.text or out.getvalue().strip()


def test_the_watch_and_the_topic_that_the_documents_show_are_sound(deployed: Deployed, tmp_path: Path) -> None:
    shown = [block.text for block in blocks(ROOT / "docs" / "watches.md") if block.language == "json"]
    assert checked_watch(deployed.target.services, json.loads(shown[0])).id == "georgian-border"
    topics = [block.text for block in blocks(ROOT / "docs" / "taxonomy.md") if block.language == "toml"]
    (tmp_path / "border-queues.toml").write_text(topics[0], encoding="utf-8")
    [topic] = load_taxonomy(tmp_path)
    assert topic.id == "border-queues"


def test_what_the_readme_shows_of_a_run_is_what_becomes_of_the_seeds(deployed: Deployed) -> None:
    shown = next(block.text for block in blocks(ROOT / "README.md") if "seeds/articles/01" in block.text)
    outcomes = dict(re.findall(r"^seeds/articles/(\S+) +│ (\w+)", shown, re.MULTILINE))
    assert outcomes.keys() == deployed.seeds.keys()
    # Which of two copies comes first is chance where all are uploaded at once.
    assert sorted(outcomes.values()) == sorted(outcome.state for outcome in deployed.seeds.values())
    # The order in which they arrived decides which of them led an alert; watches and headlines are always these.
    api: Api = deployed.api("read")
    names = {item["alert"]["watch_name"] for item in api.get("/v1/alerts?limit=100")["items"]}
    headlines = [file.read_bytes() for file in (ROOT / "seeds" / "articles").iterdir()]
    lines = re.sub(r"\n(?! |\[|spec|\.\.\.|\d+ alerts)", " ", shown)
    told = re.findall(r"^\[\w+\] (?:\w+: )?(Queues at borders): (?:Contradicted by [^:]+: )?(.+)$", lines, re.MULTILINE)
    assert told
    for watch, first in told:
        assert watch in names
        words = re.split(r" \(told before: |\)?\. Since ", first)[:-1]
        assert words
        for title in words:
            assert any(title.encode() in text for text in headlines), title


def test_what_the_readme_shows_of_an_article_is_what_is_read_there(shell: Any) -> None:
    shown = next(block.text for block in blocks(ROOT / "README.md") if "tocsin analyze" in block.text)
    [call] = shell_lines(shown)
    printed = shell(call)
    for head in ("Summary", "Claims", "Topics", "Places"):
        assert head in shown
        assert re.search(rf"^{head}\b", printed, re.MULTILINE)
    assert shown.splitlines()[1].rstrip(" ─") in printed
    topics = re.findall(r"^  (\S.*?)  +[01]\.\d\d  ", shown, re.MULTILINE)
    places = re.findall(r"^  (\S.*?)  +([A-Z]{2})  +(?:country|city)", shown, re.MULTILINE)
    assert topics
    assert places
    assert [topic for topic in topics if not re.search(rf"^  {topic}  ", printed, re.MULTILINE)] == []
    assert [name for name, code in places if not re.search(rf"^  {name}  +{code}  ", printed, re.MULTILINE)] == []
