"""What is shipped is named: in the layer's bill of materials, and with its licence in NOTICE."""

from __future__ import annotations

import json
import re
from pathlib import Path

from packaging.requirements import Requirement

from tocsin.local.sbom import NAME, write_sbom

ROOT = Path(__file__).parents[3]
ON_LAMBDA = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "python_version": "3.11"}


def install(folder: Path, name: str, version: str, *more: str) -> None:
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir()
    lines = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", *more]
    (info / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_the_bill_names_each_library_with_its_version_and_licence(tmp_path: Path) -> None:
    install(tmp_path, "Karvel_Parser", "2.1", "License-Expression: MIT")
    install(tmp_path, "dorno", "0.3", "Classifier: License :: OSI Approved :: BSD License")
    install(tmp_path, "bare", "1.0")
    write_sbom(tmp_path)
    first = (tmp_path / NAME).read_bytes()
    bill = json.loads(first)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert [(one["name"], one["purl"], one.get("licenses")) for one in bill["components"]] == [
        ("bare", "pkg:pypi/bare@1.0", None),
        ("dorno", "pkg:pypi/dorno@0.3", [{"license": {"name": "BSD License"}}]),
        ("Karvel_Parser", "pkg:pypi/karvel-parser@2.1", [{"expression": "MIT"}]),
    ]
    write_sbom(tmp_path)
    assert (tmp_path / NAME).read_bytes() == first


def test_notice_names_every_library_that_the_layer_ships() -> None:
    lock = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    pinned = [Requirement(line) for line in re.findall(r"^([A-Za-z0-9._-]+==[^\\\n]*?) *\\?$", lock, re.MULTILINE)]
    shipped = {one.name for one in pinned if one.marker is None or one.marker.evaluate(ON_LAMBDA)}
    assert len(shipped) > 30
    told = set(re.findall(r"[A-Za-z0-9._-]+", (ROOT / "NOTICE").read_text(encoding="utf-8")))
    assert shipped - told == set()


def test_locks_can_be_audited_line_by_line() -> None:
    """Every requirement is pinned and hashed, and no lock names an index: `pip-audit --disable-pip` reads it."""
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        wanted = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert all("==" in line for line in wanted), lock.name
        assert len(re.findall(r"^ +--hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)) >= len(wanted), lock.name
        assert "://" not in text, lock.name
