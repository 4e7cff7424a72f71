"""What a model costs a cold start: `python -m tests.bench.startup_model [--runs 15]` prints a table in Markdown.

The function analyze with the embedded engine and with the openai engine, each with its first article; the model is a
server in this process that answers at once, so that what is left is what this engine loads and does.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import zipfile
from pathlib import Path

from moto import mock_aws
from tests.bench.moto_server import served
from tests.bench.startup import BARE, INVOKE, RUNS, WORDS, Row, batch, lambda_environment, show, taken
from tests.bench.texts import article
from tests.integration.conftest import deploy
from tests.openai_server.server import Act, always, openai_server

from tocsin.local import Project
from tocsin.local.layer import build_layer_zip

ANSWER = Act(
    json.dumps({"summary": [{"sentences": [1], "text": "Nothing of this is there."}], "claims": [], "topics": []})
)
LOADS = {
    BARE: "",
    "openai": "import openai",
    "the engine": "from tocsin.engine.openai.engine import OpenAIEngine",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_args().runs
    project = Project.find()
    with tempfile.TemporaryDirectory() as top, lambda_environment() as settings:
        with zipfile.ZipFile(build_layer_zip(project)) as archive:
            archive.extractall(top)
        layer, function = Path(top, "python"), project.root / "functions" / "analyze"
        with mock_aws(), served() as endpoint, openai_server(always(ANSWER)) as server:
            events = uploads(2 * runs)
            plain = {**settings, "AWS_ENDPOINT_URL": endpoint}
            model = {
                **plain,
                "TOCSIN_ENGINE": "openai",
                "TOCSIN_OPENAI_MODEL": "gpt-4o-mini",
                "TOCSIN_OPENAI_BASE_URL": server.url,
            }
            rows = [(Row(name, program, [layer]), plain) for name, program in LOADS.items()]
            paths = [layer, function]
            rows.append((Row("analyze, first article, embedded", INVOKE, paths, events[:runs]), plain))
            rows.append((Row("analyze, first article, openai", INVOKE, paths, events[runs:]), model))
            for _ in range(runs):
                for row, environment in rows:
                    row.run(environment)
            if len(server.asked) != runs:
                sys.exit(f"the model was asked {len(server.asked)} times in {runs} runs")
    show([row for row, _ in rows], runs)


def uploads(count: int) -> list[str]:
    """An event for each of so many new articles."""
    deployment = deploy("startup")
    for number in range(count):
        deployment.put(f"analyze-{number}.txt", article(WORDS, 2_000 + number))
    return [batch(body) for body in taken(deployment, deployment.intake)]


if __name__ == "__main__":
    main()
