"""The documents say what the program does: commands, options, parameters and links are checked against it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from tocsin.cli.main import app
from tocsin.local.package import load_template

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "seeds" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]


def commands() -> dict[str, Any]:
    """Every command of the program (click's) by the words that call it."""
    root: Any = typer.main.get_command(app)
    found: dict[str, Any] = dict(root.commands)
    for name, command in root.commands.items():
        found.update({f"{name} {sub}": inner for sub, inner in getattr(command, "commands", {}).items()})
    return found


def test_the_readme_shows_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [name for name in commands() if " " not in name and f"tocsin {name}" not in readme]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_and_options_in_documents_exist(document: Path) -> None:
    known = commands()
    wrong = []
    for call in re.findall(r"`(?:\.venv/bin/)?(tocsin [^`]*)`", document.read_text(encoding="utf-8")):
        words = call.split()[1:]
        name = next((" ".join(words[:n]) for n in (2, 1) if " ".join(words[:n]) in known), None)
        if name is None:
            wrong.append(call)
            continue
        options = {option for parameter in known[name].params for option in parameter.opts}
        wrong += [call for word in words if word.startswith("--") and word.partition("=")[0] not in options]
    assert not wrong


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_to_files_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_readme_lists_every_parameter_of_the_template() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    parameters = load_template(ROOT / "template.yaml")["Parameters"]
    assert [name for name in parameters if f"| `{name}` |" not in readme] == []
