"""What loading each function costs, from the built layer, as a table: `python tests/bench/cold_start.py [RUNS]`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from tocsin.local import Project
from tocsin.local.layer import build_layer_zip

ENVIRONMENT = {
    "TOCSIN_TABLE": "none",
    "TOCSIN_BUCKET": "none",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "POWERTOOLS_SERVICE_NAME": "tocsin",
    "POWERTOOLS_METRICS_NAMESPACE": "Tocsin",
    "POWERTOOLS_TRACE_DISABLED": "true",
}
FLOORS = {
    "bare interpreter": "pass",
    "boto3, one client": "import boto3; boto3.client('dynamodb')",
    "tocsin, one article analyzed": "import tocsin; tocsin.analyze_text('The mayor of Ostrel said it is shut.')",
}
DEFAULT_RUNS = 7


def least_ms(layer: Path, script: str, folder: Path, runs: int) -> float:
    """Whole processes, the fastest of `runs`: what else the machine does only ever adds."""
    code = f"import sys; sys.path[:0] = [{str(layer)!r}, {str(folder)!r}]; {script}"
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True, env=ENVIRONMENT)  # noqa: S603  # ours
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def main() -> None:
    """Print the table as Markdown."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_RUNS
    project = Project.find()
    functions = sorted(path.parent for path in (project.root / "functions").glob("*/app.py"))
    with tempfile.TemporaryDirectory() as top:
        with zipfile.ZipFile(build_layer_zip(project)) as archive:
            archive.extractall(top)
        layer = Path(top, "python")
        sys.stdout.write(f"| Python {sys.version.split()[0]}, least of {runs} | ms |\n|---|---|\n")
        for name, script in FLOORS.items():
            sys.stdout.write(f"| {name} | {least_ms(layer, script, layer, runs):.0f} |\n")
        for folder in functions:
            sys.stdout.write(f"| {folder.name} | {least_ms(layer, 'import app', folder, runs):.0f} |\n")


if __name__ == "__main__":
    main()
