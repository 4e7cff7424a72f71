"""The model server as a child process: started, waited for and stopped by its process id."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".tools" / "model" / "bin" / "python"
MODEL = "SmolLM2-135M-Instruct"
START_SECONDS = 60.0
"""Two on an idle machine."""
STOP_SECONDS = 20.0


@contextmanager
def model_server(log: Path, key: str) -> Iterator[str]:
    """The address of its API for the length of the block."""
    assert PYTHON.exists(), "the model server is not installed; run `make test`, or `make .tools/model/.done`"
    with (
        log.open("wb") as errors,
        subprocess.Popen(  # noqa: S603  # our own interpreter and script
            [PYTHON, str(Path(__file__).with_name("serve.py")), key],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as server,
    ):
        assert server.stdin is not None
        assert server.stdout is not None
        too_late = threading.Timer(START_SECONDS, server.kill)
        too_late.start()
        try:
            address = server.stdout.readline().strip()  # empty if it ends before it listens
            too_late.cancel()
            assert address, log.read_text(errors="replace")[-2000:]
            yield f"{address}/v1"
        finally:
            too_late.cancel()
            server.stdin.close()
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()
