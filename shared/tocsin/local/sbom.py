"""The bill of materials of the layer: what is in it, as CycloneDX 1.6 (ECMA-424), for scanners that know no locks."""

from __future__ import annotations

import json
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

NAME = "sbom.cdx.json"


def write_sbom(libraries: Path) -> None:
    """Put the bill of the libraries in a folder beside them; the same libraries give the same bytes."""
    found = sorted(distributions(path=[str(libraries)]), key=lambda one: one.name.lower())
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "tocsin"}},
        "components": [_component(one) for one in found],
    }
    (libraries / NAME).write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _component(library: Distribution) -> dict[str, Any]:
    purl = f"pkg:pypi/{library.name.lower().replace('_', '-')}@{library.version}"
    component = {"type": "library", "bom-ref": purl, "name": library.name, "version": library.version, "purl": purl}
    licence = _licence(library)
    return component | ({"licenses": [licence]} if licence else {})


def _licence(library: Distribution) -> dict[str, Any] | None:
    """The SPDX expression where the library gives one, else the name that its classifier gives."""
    said = library.metadata
    if "License-Expression" in said:
        return {"expression": said["License-Expression"]}
    classifiers = said.get_all("Classifier") or []
    names = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License :: ")]
    return {"license": {"name": names[0]}} if names else None
