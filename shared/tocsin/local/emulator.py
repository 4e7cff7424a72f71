"""The MiniStack process: started clean on loopback, stopped by its id, with its state kept in a folder."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import LocalStackError
from tocsin.local.workers import clean_up, sweep, workers_folder

HOST = "127.0.0.1"
REGION = "us-east-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}  # the emulator's root, made up

_SERVICES = (
    "s3", "sqs", "sns", "dynamodb", "lambda", "apigateway", "cloudformation", "iam", "sts", "scheduler", "events",
    "cloudwatch", "logs", "ssm", "secretsmanager", "kms",
)  # fmt: skip
_READY_SECONDS = 60.0
"""It answers after one second on an idle machine; a busy one took 15."""
_STOP_SECONDS = 60.0
"""On SIGTERM it writes its state; 60 MB of layer take about a second."""
_STARTS = 3
_POLL_SECONDS = 0.05
_SAVING = Path(__file__).with_name("saving.py")


@dataclass(frozen=True)
class Emulator:
    """A running emulator."""

    pid: int
    port: int

    @property
    def endpoint(self) -> str:
        return f"http://{HOST}:{self.port}"

    def is_alive(self) -> bool:
        """Whether this very process still runs: a process id may have gone to another program."""
        return _is_emulator(self.pid)

    def stop(self) -> None:
        """Ask it to save and end, and wait; kill it after a minute. Nothing happens if it is gone."""
        if not self.is_alive():
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        if _gone_within(self.pid, _STOP_SECONDS):
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        _gone_within(self.pid, _STOP_SECONDS)


def start(
    python: Path, state: Path, *, auth: bool, port: int | None = None, save_seconds: float | None = None
) -> Emulator:
    """Start the emulator with its data in `state`, on `port` if that is free, and wait until it answers.

    With `save_seconds` its state is saved that often, else when it is stopped. Raises `LocalStackError` with the end of
    its log if it does not come up.
    """
    state.mkdir(parents=True, exist_ok=True)
    clean_up(state)
    sweep(_is_emulator)
    for attempt in range(_STARTS):
        chosen = port if attempt == 0 and port and _is_free(port) else _free_port()
        process = _launch(python, state, chosen, auth=auth, save_seconds=save_seconds)
        if _answers(process, chosen):
            process.returncode = 0  # from here on it is followed by its id; Popen warns of a child that outlives it
            return Emulator(process.pid, chosen)
        # Another program may have taken the port between the look and the start: try the next one.
        process.kill()
        process.wait()
    raise LocalStackError(f"the emulator does not start; the end of its log:\n{_log_end(state)}")


def log_file(state: Path) -> Path:
    """Where the emulator and the functions that it runs write."""
    return state / "emulator.log"


def _launch(python: Path, state: Path, port: int, *, auth: bool, save_seconds: float | None) -> subprocess.Popen[bytes]:
    program = (
        ["-m", "ministack"] if save_seconds is None else ["-P", str(_SAVING), "-m", "ministack", f"{save_seconds:g}"]
    )
    folders = {"STATE_DIR": state / "services", "S3_DATA_DIR": state / "objects", "TMPDIR": workers_folder(state)}
    for folder in folders.values():
        folder.mkdir(exist_ok=True)
    # Nothing of the caller's environment: the emulator hands its own to every function.
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(state),
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "BIND_HOST": HOST,
        "MINISTACK_HOST": HOST,
        "MINISTACK_REGION": REGION,
        "GATEWAY_PORT": str(port),
        "AUTH": "true" if auth else "false",
        "PERSIST_STATE": "1",
        "S3_PERSIST": "1",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "SERVICES": ",".join(_SERVICES),
        **CREDENTIALS,
        **{name: str(folder) for name, folder in folders.items()},
    }
    with log_file(state).open("ab") as log:
        # A session of its own: Ctrl-C in the terminal reaches us, and we stop it in order.
        return subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [str(python), *program],
            cwd=state,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    deadline = time.monotonic() + _READY_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://{HOST}:{port}/_ministack/health", timeout=5).close()
            return process.poll() is None
        time.sleep(_POLL_SECONDS)
    return False


def _gone_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)  # if it is our own child, or it stays as a zombie
        if not _is_emulator(pid):
            return True
        time.sleep(_POLL_SECONDS)
    return False


def _is_emulator(pid: int) -> bool:
    return "-m ministack" in _command_of(pid)


def _command_of(pid: int) -> str:
    """The command line of a process; empty for one that is gone or only waits to be collected."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            return ""
    ps = ["/bin/ps", "-o", "command=", "-p", str(pid)]
    return subprocess.run(ps, capture_output=True, text=True, check=False).stdout  # noqa: S603  # only a number varies


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _log_end(state: Path) -> str:
    lines = log_file(state).read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-20:])
