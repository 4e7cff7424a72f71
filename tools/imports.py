"""Who may import whom: rooms of `tocsin` stand in storeys, arrows point down only, and no module is in a circle.

    python -m tools.imports

Imports inside functions and under `TYPE_CHECKING` count like any other: a name that is borrowed is a debt.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "tocsin"
STOREYS: tuple[frozenset[str], ...] = tuple(
    frozenset(rooms.split())
    for rooms in (
        "errors",
        "model",
        "alarm codec text",
        "engine reading search fetch",
        "stories",
        "watches",
        "notify evaluation client local",
        "channels",
        "aws",
        "digests subscriptions reanalysis feeds topics",
        "reports queries",
        "archive",
        "removal",
        "steps agents",
        "api web",
        "cli",
    )
)
"""From the ground up. A room uses what lies below it, and nothing of its own storey but itself."""
ROOTS = frozenset({"tocsin", "tocsin.aws.services"})
"""The package's public names and the composition root name what they offer and build, wherever it lives."""
NO_AWS = frozenset({"engine", "text", "stories", "watches", "search", "channels"})
AWS = frozenset({"boto3", "botocore", "aws_lambda_powertools", "mypy_boto3_dynamodb"})
SOCKETS = frozenset(
    [
        "socket",
        "socketserver",
        "ssl",
        "http.client",
        "http.server",
        "urllib.request",
        "urllib3",
        "httpx",
        "httpx2",
        "requests",
        "aiohttp",
        "smtplib",
        "ftplib",
    ]
)
MAY_OPEN_SOCKETS = ("tocsin.fetch", "tocsin.client", "tocsin.engine.openai", "tocsin.local", "tocsin.cli.subscriber")
"""The way out, the client of our own API (whose caller names the host, on a machine of its own: no function imports
it), the model's client, and on loopback the local stack and the subscriber that `tocsin up` shows alerts
with. boto3 opens its own."""

Imports = Mapping[str, frozenset[str]]


def room(module: str) -> str:
    """`engine` of `tocsin.engine.places`; a module at the top is a room of its own."""
    return module.split(".")[1] if "." in module else module


def imports_of(root: Path) -> dict[str, frozenset[str]]:
    """What each module under `root`/tocsin imports, by full names."""
    files = {_name(path, root): path for path in sorted((root / PACKAGE).rglob("*.py"))}
    return {
        module: frozenset(_imported(ast.parse(path.read_text(encoding="utf-8")), files.keys()))
        for module, path in files.items()
    }


def faults(imports: Imports) -> Iterator[str]:
    """Every import that breaks a rule, then one circle if there is any."""
    for module, names in imports.items():
        for name in sorted(names):
            yield from _faults(module, name)
    graph = {module: names & imports.keys() - {module} for module, names in imports.items() if module != PACKAGE}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield f"a circle: {' -> '.join(error.args[1])}"


def _faults(module: str, name: str) -> Iterator[str]:
    here, there = room(module), room(name)
    if name.startswith(f"{PACKAGE}."):
        if module not in ROOTS and here != there and _storey(there) >= _storey(here):
            yield f"{module} imports {name}, which does not lie below it"
        return
    if here in NO_AWS and name.partition(".")[0] in AWS:
        yield f"{module} imports {name}: {here} knows nothing of AWS"
    if {name, name.partition(".")[0]} & SOCKETS and not module.startswith(MAY_OPEN_SOCKETS):
        yield f"{module} imports {name}: only fetch opens sockets"


def _storey(name: str) -> int:
    return next((number for number, rooms in enumerate(STOREYS) if name in rooms), len(STOREYS))


def _name(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.AST, modules: Iterable[str]) -> Iterator[str]:
    known = frozenset(modules)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else node.module


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    found = list(faults(imports_of(ROOT / "shared")))
    sys.stderr.writelines(f"{fault}\n" for fault in found)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
