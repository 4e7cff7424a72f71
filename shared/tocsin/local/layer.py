"""The layer: tocsin and the libraries of the runtime lock, cut to what Lambda needs, with its byte code.

`sam build` and the local stack build it by the same steps: `python -m tocsin.local layer FOLDER` (shared/Makefile).
"""

from __future__ import annotations

import compileall
import platform
import py_compile
import shutil
import subprocess
import sys
from pathlib import Path

from tocsin.errors import LocalStackError
from tocsin.local.archive import files_of, fingerprint
from tocsin.local.project import Project

UNZIPPED_LIMIT = 250_000_000
"""Bytes of a function with its layers, unpacked (AWS Lambda quotas)."""

LAMBDA_PLATFORM = "x86_64-manylinux2014"
"""Lambda's Python 3.11 runs on Amazon Linux 2 with glibc 2.26, so wheels for a later glibc do not load there."""
LAMBDA_PYTHON = "3.11"

_AWS_SERVICES = frozenset({"dynamodb", "s3", "secretsmanager", "sns", "sqs", "ssm", "sts"})
_LOCALES = ("en", "ru", "root", "uk")
_NOT_SHIPPED = frozenset({"cli", "local"})
_CLUTTER = ("**/tests", "**/test", "**/*.pyi", "bin", "*.dist-info/RECORD")


def build_layer(project: Project, target: Path, *, for_lambda: bool) -> int:
    """Put the layer's content into `target`/python and return its size in bytes.

    For Lambda the wheels are Lambda's; else this machine's, which on Linux x86_64 are the same.
    Raises `LocalStackError` if a library has no wheel for the target or the result is over Lambda's limit.
    """
    if for_lambda and _python_version() != LAMBDA_PYTHON:
        raise LocalStackError(f"build with Python {LAMBDA_PYTHON}, as Lambda runs it; this is {_python_version()}")
    libraries = _libraries(project, for_lambda=for_lambda)
    top = target / "python"
    shutil.rmtree(top, ignore_errors=True)
    shutil.copytree(libraries, top)
    _copy_tocsin(project, top / "tocsin")
    _compile(top / "tocsin", "/opt/python/tocsin")
    size = sum(path.stat().st_size for path in top.rglob("*") if path.is_file())
    if size > UNZIPPED_LIMIT:
        raise LocalStackError(f"the layer is {size:,} bytes unpacked, over Lambda's limit of {UNZIPPED_LIMIT:,}")
    return size


def layer_fingerprint(project: Project) -> str:
    """Changes with anything that goes into the layer: code, data, lock, the interpreter and these steps."""
    package = project.root / "shared" / "tocsin"
    shipped = [path for path in sorted(package.iterdir()) if path.name not in {*_NOT_SHIPPED, "__pycache__"}]
    return fingerprint(*shipped, project.runtime_lock, Path(__file__), _python_version(), platform.machine())


def _libraries(project: Project, *, for_lambda: bool) -> Path:
    """The libraries, installed, trimmed and compiled once for each state of the lock."""
    wheels = LAMBDA_PLATFORM if for_lambda or _is_lambda_like() else ""
    key = fingerprint(project.runtime_lock, Path(__file__), wheels, _python_version())[:16]
    done = project.build / f"libraries-{key}"
    if not done.is_dir():
        for old in project.build.glob("libraries-*"):
            shutil.rmtree(old)
        partial = project.build / f"partial-{key}"
        shutil.rmtree(partial, ignore_errors=True)
        _install(project, partial, wheels)
        _trim(partial)
        _compile(partial, "/opt/python")
        partial.replace(done)
    return done


def _install(project: Project, target: Path, wheels: str) -> None:
    command = [str(project.uv), "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"]
    command += ["--python", sys.executable, "--target", str(target), "--requirement", str(project.runtime_lock)]
    if wheels:
        command += ["--python-platform", wheels, "--python-version", LAMBDA_PYTHON]
    target.mkdir(parents=True)
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
    if result.returncode != 0:
        raise LocalStackError(f"the layer's libraries could not be installed:\n{result.stderr.strip()}")


def _trim(libraries: Path) -> None:
    """Leave out what no function of ours reads: 125 MB become 75."""
    for service in (libraries / "botocore" / "data").iterdir():
        if service.is_dir() and service.name not in _AWS_SERVICES:
            shutil.rmtree(service)
    # trafilatura's courlan looks locales up by name when a crawl asks for a language; reading articles never does.
    for locale in (libraries / "babel" / "locale-data").glob("*.dat"):
        if locale.stem.split("_")[0] not in _LOCALES:
            locale.unlink()
    for pattern in _CLUTTER:
        for path in sorted(libraries.glob(pattern), reverse=True):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.exists():
                path.unlink()


def _copy_tocsin(project: Project, target: Path) -> None:
    source = project.root / "shared" / "tocsin"
    for path in files_of(source):
        name = path.relative_to(source)
        if name.parts[0] in _NOT_SHIPPED:
            continue
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / name)


def _compile(folder: Path, runtime_path: str) -> None:
    """Byte code that is loaded without a look at its source: half of a cold start (docs/stack.md)."""
    compileall.compile_dir(
        str(folder),
        quiet=2,
        workers=0,
        stripdir=str(folder),
        prependdir=runtime_path,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


def _python_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _is_lambda_like() -> bool:
    return sys.platform == "linux" and platform.machine() == "x86_64" and _python_version() == LAMBDA_PYTHON
