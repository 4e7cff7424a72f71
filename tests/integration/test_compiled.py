"""The compiled engine: nothing differs from what its sources say, and it never outlives them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.bench.texts import article

from tocsin.evaluation.own import read_articles
from tocsin.local import compiled
from tocsin.local.project import Project

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests" / "eval" / "own" / "articles.jsonl"
# What is said of whole and cut articles and of shouting ones, and of their sentences beside each other, a line each.
SAY_ALL = """
import json, sys
from itertools import pairwise
from tests.from_source import load_from_source
if sys.argv[1] == "source":
    load_from_source()
import tocsin
from tocsin.codec import to_json
from tocsin.engine.summary import choice
sys.stderr.write(choice.__file__)
for text in json.load(sys.stdin):
    for form in (text, text[: len(text) // 2], text.upper(), text.replace(" ", "\\u00a0\\n", 40)):
        print(to_json(tocsin.analyze_text(form)))
    for one, other in pairwise(text.split(". ")[:12]):
        print(tocsin.same_claim(one, other), tocsin.support(one, text), tocsin.support(one, other))
"""

pytestmark = pytest.mark.integration


def said_by(form: str) -> tuple[str, str]:
    """What the engine says of our own articles and of made-up ones, and the file that it came from."""
    texts = [own.text for own in read_articles(OWN)] + [article(400, seed) for seed in range(8)]
    command = [sys.executable, "-c", SAY_ALL, form]
    result = subprocess.run(  # noqa: S603  # ours
        command, cwd=ROOT, input=json.dumps(texts), capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout, result.stderr


def test_machine_code_and_source_say_the_same_of_every_text() -> None:
    if not compiled.libraries_of_engine(Project(ROOT)):
        pytest.skip("the engine is not compiled: there is no C compiler, or a source changed since `make build`")

    by_machine_code, library = said_by("compiled")
    by_source, module = said_by("source")

    assert library.endswith(compiled.SUFFIX)
    assert module.endswith(".py")
    assert by_machine_code.count("\n") > 300
    assert by_machine_code == by_source


def test_machine_code_goes_as_soon_as_a_source_differs(tmp_path: Path) -> None:
    project, shared = Project(tmp_path), tmp_path / "shared"
    leave_out = shutil.ignore_patterns("*.so", "__pycache__")
    shutil.copytree(ROOT / "shared" / "tocsin", shared / "tocsin", ignore=leave_out)
    libraries = [compiled.library_of(project), shared / "tocsin" / "text" / f"tokens{compiled.SUFFIX}"]
    for library in libraries:
        library.touch()
    assert not compiled.remove_if_stale(project)

    with (shared / "tocsin" / "text" / "tokens.py").open("a", encoding="utf-8") as source:
        source.write("\n")

    assert compiled.remove_if_stale(project)
    assert not any(library.exists() for library in libraries)


@pytest.mark.parametrize(("wanted", "loads"), [(b"GLIBC_2.14", True), (b"GLIBC_2.26", True), (b"GLIBC_2.38", False)])
def test_a_library_for_a_later_glibc_is_not_shipped(tmp_path: Path, wanted: bytes, loads: bool) -> None:
    library = tmp_path / "one.so"
    library.write_bytes(b"\x7fELF\0GLIBC_2.2.5\0" + wanted + b"\0")

    assert compiled.loads_on_lambda(library) is loads


def test_no_compiled_module_relies_on_what_a_compiled_class_does_not_remember() -> None:
    # mypyc works a `cached_property` out anew at each access, which once made texts of one long sentence quadratic.
    relying = [path.name for path in compiled.sources(Project(ROOT)) if "cached_property" in path.read_text("utf-8")]
    assert relying == []
