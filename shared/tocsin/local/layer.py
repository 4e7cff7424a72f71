"""The layer: tocsin and the libraries of the runtime lock, cut to what Lambda needs, with its byte code.

`sam build` and the local stack build it by the same steps: `python -m tocsin.local layer FOLDER` (shared/Makefile).
"""

from __future__ import annotations

import compileall
import os
import platform
import py_compile
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tocsin.engine.topics.prepared import prepare
from tocsin.errors import LocalStackError
from tocsin.local.archive import files_of, fingerprint, write_zip
from tocsin.local.compiled import libraries_of_engine, loads_on_lambda
from tocsin.local.project import Project, building
from tocsin.local.sbom import write_sbom

UNZIPPED_LIMIT = 250_000_000
"""Bytes of a function with its layers, unpacked (AWS Lambda quotas)."""

LAMBDA_PLATFORM = "x86_64-manylinux2014"
"""Lambda's Python 3.11 runs on Amazon Linux 2 with glibc 2.26, so wheels for a later glibc do not load there."""
LAMBDA_PYTHON = "3.11"

_TOP = "python"  # the folder of a layer that Python looks in
_NAME_LENGTH = 24
_IN_USE_SECONDS = 600.0
_AWS_SERVICES = frozenset({"dynamodb", "kms", "s3", "secretsmanager", "sns", "sqs", "ssm", "sts"})
_LOCALES = ("en", "ru", "root", "uk")
_NOT_SHIPPED = frozenset({"cli", "local"})
_CLUTTER = ("**/tests", "**/test", "**/*.pyi", "bin", "*.dist-info/RECORD", "olefile/olefile2.py")


def build_layer(project: Project, target: Path) -> int:
    """Put the layer as Lambda wants it into `target`/python and return its size in bytes.

    Raises `LocalStackError` if a library has no wheel for Lambda, this is another Python than Lambda's, or the result
    is over Lambda's limit.
    """
    if _python_version() != LAMBDA_PYTHON:
        raise LocalStackError(f"build with Python {LAMBDA_PYTHON}, as Lambda runs it; this is {_python_version()}")
    with building(project):
        libraries = _libraries(project, LAMBDA_PLATFORM)
        top = target / _TOP
        shutil.rmtree(top, ignore_errors=True)
        shutil.copytree(libraries, top)
        _add_tocsin(project, top, _for_lambda(libraries_of_engine(project)))
    size = sum(path.stat().st_size for path in top.rglob("*") if path.is_file())
    _check(size)
    return size


def build_layer_zip(project: Project) -> Path:
    """The layer's zip for this machine; on Linux x86_64 with Lambda's Python its content is what Lambda gets.

    Built anew only when something that goes into it changed. Raises `LocalStackError` as `build_layer` does.
    """
    with building(project):
        archive = _named(project, project.root / "shared" / "tocsin")
        if archive.is_file():
            return archive
        libraries = _libraries(project, LAMBDA_PLATFORM if _is_lambda_like() else "")
        base = libraries.with_suffix(".zip")
        if not base.is_file():
            write_zip(libraries, base, under=_TOP)
        _check(base.stat().st_size)
        with tempfile.TemporaryDirectory(dir=project.build) as folder:
            _add_tocsin(project, Path(folder), libraries_of_engine(project))
            forget_old(project.build, "layer-*.zip")
            archive = _named(project, Path(folder, "tocsin"))  # a file may have been saved while it was copied
            write_zip(Path(folder), archive, under=_TOP, base=base)
    _check(archive.stat().st_size)  # stored, so the zip is as large as its content
    return archive


def forget_old(folder: Path, pattern: str) -> None:
    """Remove what no command that runs now can still be about to use."""
    for old in folder.glob(pattern):
        if time.time() - old.stat().st_mtime > _IN_USE_SECONDS:
            old.unlink(missing_ok=True)


def _check(size: int) -> None:
    if size > UNZIPPED_LIMIT:
        raise LocalStackError(f"the layer is {size:,} bytes unpacked, over Lambda's limit of {UNZIPPED_LIMIT:,}")


def _named(project: Project, package: Path) -> Path:
    """The layer's zip, named after all that goes into it: code, data, lock, the interpreter and these steps."""
    shipped = [path for path in sorted(package.iterdir()) if path.name not in {*_NOT_SHIPPED, "__pycache__"}]
    key = fingerprint(*shipped, project.runtime_lock, Path(__file__), _python_version(), platform.machine())
    return project.build / f"layer-{key[:_NAME_LENGTH]}.zip"


def _libraries(project: Project, wheels: str) -> Path:
    """The libraries, installed, trimmed and compiled once for each state of the lock."""
    key = fingerprint(project.runtime_lock, Path(__file__), wheels, _python_version())[:16]
    done = project.build / f"libraries-{key}"
    if not done.is_dir():
        for old in project.build.glob("libraries-*"):
            old.unlink() if old.is_file() else shutil.rmtree(old)
        partial = project.build / f"partial-{key}"
        shutil.rmtree(partial, ignore_errors=True)
        _install(project, partial, wheels)
        _trim(partial)
        write_sbom(partial)
        _compile(partial, "/opt/python")
        partial.replace(done)
    return done


def _install(project: Project, target: Path, wheels: str) -> None:
    command = [str(project.uv), "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"]
    command += ["--python", sys.executable, "--target", str(target), "--requirement", str(project.runtime_lock)]
    if wheels:
        command += ["--python-platform", wheels, "--python-version", LAMBDA_PYTHON]
    target.mkdir(parents=True)
    environment = {"UV_SYSTEM_CERTS": "true", **os.environ}  # behind a proxy with an authority of its own too, as pip
    result = subprocess.run(  # noqa: S603  # our own arguments
        command, capture_output=True, text=True, check=False, env=environment
    )
    if result.returncode != 0:
        raise LocalStackError(f"the layer's libraries could not be installed:\n{result.stderr.strip()}")


def _trim(libraries: Path) -> None:
    """Leave out what no function of ours reads: some 70 MB."""
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


def _for_lambda(compiled: list[Path]) -> list[Path]:
    """All or none: the compiled modules need each other. Without them the sources run."""
    return compiled if _is_lambda_like() and all(map(loads_on_lambda, compiled)) else []


def _add_tocsin(project: Project, top: Path, compiled: list[Path]) -> None:
    source, target = project.root / "shared" / "tocsin", top / "tocsin"
    for path in files_of(source):
        name = path.relative_to(source)
        if name.parts[0] in _NOT_SHIPPED or path.suffix == ".so":
            continue
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / name)
    prepare(target / "engine" / "data")
    for path in compiled:
        shutil.copyfile(path, top / path.relative_to(project.root / "shared"))
    _compile(target, "/opt/python/tocsin")


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
