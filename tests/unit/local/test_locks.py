"""Lock files and what they lock fit together, and nothing is installed that is not in them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tocsin.errors import LocalStackError
from tocsin.local.layer import _install
from tocsin.local.project import Project

ROOT = Path(__file__).parents[3]
LOCKS = ROOT / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(name: str) -> dict[str, str]:
    """Versions by package of a lock file."""
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    return {canonicalize_name(m[1]): m[2] for m in re.finditer(r"^([A-Za-z0-9._-]+)==([^ ;]+)", text, re.MULTILINE)}


def sources(name: str) -> list[Requirement]:
    """What a lock file is made from."""
    if name == "runtime":
        return [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    if name == "dev":
        extras = PROJECT["project"]["optional-dependencies"]["cli"]
        return [*sources("runtime"), *map(Requirement, [*extras, *PROJECT["dependency-groups"]["dev"]])]
    lines = (LOCKS / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


ALL = ["runtime", "dev", *sorted(path.stem for path in LOCKS.glob("*.in"))]


@pytest.mark.parametrize("name", ALL)
def test_a_lock_holds_a_fitting_version_of_all_that_it_is_made_from(name: str) -> None:
    versions = locked(name)
    for requirement in sources(name):
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


@pytest.mark.parametrize("name", ALL)
def test_a_lock_names_a_hash_for_every_package_and_no_place_to_fetch_it_from(name: str) -> None:
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all(re.match(r"[A-Za-z0-9._-]+==\S+ ", entry) and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_tests_run_against_exactly_what_the_layer_ships() -> None:
    runtime, dev = locked("runtime"), locked("dev")
    assert {name: dev.get(name) for name in runtime} == runtime


def test_every_lock_has_a_source_and_every_source_a_lock() -> None:
    assert {path.stem for path in LOCKS.glob("*.txt")} == set(ALL)


def test_no_python_is_shut_out_that_is_not_known_to_fail() -> None:
    allowed = SpecifierSet(PROJECT["project"]["requires-python"])
    assert all(version in allowed for version in ("3.11.0", "3.12.0", "3.13.0", "3.14.0", "3.15.0"))
    assert "3.10.0" not in allowed


def test_uv_goes_by_the_certificates_that_the_system_trusts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "export UV_SYSTEM_CERTS ?= true" in (ROOT / "Makefile").read_text(encoding="utf-8")
    uv = tmp_path / "uv"
    uv.write_text('#!/bin/sh\necho "certificates: $UV_SYSTEM_CERTS" >&2\nexit 1\n')
    uv.chmod(0o755)
    monkeypatch.setattr(Project, "uv", uv)
    monkeypatch.delenv("UV_SYSTEM_CERTS", raising=False)
    with pytest.raises(LocalStackError, match="certificates: true"):
        _install(Project(ROOT), tmp_path / "libraries", "")
    monkeypatch.setenv("UV_SYSTEM_CERTS", "false")
    with pytest.raises(LocalStackError, match="certificates: false"):
        _install(Project(ROOT), tmp_path / "others", "")
