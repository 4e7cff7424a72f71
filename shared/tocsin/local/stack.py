"""The local stack: the very template.yaml of production, deployed on the emulator."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from tocsin.errors import LocalStackError
from tocsin.local import emulator, workers
from tocsin.local.archive import fingerprint
from tocsin.local.artifacts import Artifacts
from tocsin.local.connection import Connection, last_known
from tocsin.local.package import Overrides, fit_to_emulator, load_template, package, to_json
from tocsin.local.project import Project

STACK_NAME = "tocsin"
_CAPABILITIES = ("CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND")
_DEPLOY_SECONDS = 120.0
"""A first deployment takes five seconds on an idle machine."""
_POLL_SECONDS = 0.1
_DOWN_SECONDS = 90.0
"""The emulator has a minute to save."""
_LOCK = "lock"


class LocalStack:
    """One emulator with the stack on it. As a context manager it starts on entry and stops on exit; `deploy` is apart.

    `state_dir` keeps everything between runs and belongs to one `LocalStack` at a time. With `auth`, IAM and resource
    policies are enforced on the functions; the clients handed out here are the root's. With `save_seconds` the state is
    saved that often, and not only on exit.
    """

    def __init__(
        self,
        state_dir: Path,
        *,
        project: Project | None = None,
        auth: bool = True,
        parameters: Mapping[str, str] | None = None,
        overrides: Overrides | None = None,
        save_seconds: float | None = None,
    ) -> None:
        self.state_dir = state_dir.resolve()
        self.project = project or Project.find()
        self._auth = auth
        self._parameters = dict(parameters or {})
        self._overrides = overrides or Overrides()
        self._save_seconds = save_seconds
        self._connection: Connection | None = None
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def connection(self) -> Connection:
        """How to reach it. Raises `LocalStackError` before `start`."""
        if self._connection is None:
            raise LocalStackError("the local stack is not started")
        return self._connection

    @property
    def outputs(self) -> Mapping[str, str]:
        """Outputs of the template; `ApiUrl` is where the API answers on this machine."""
        return self.connection.outputs

    @property
    def log_file(self) -> Path:
        """Log of the emulator, with what the functions print."""
        return emulator.log_file(self.state_dir)

    def client(self, service: str) -> Any:
        """A boto3 client of the emulator's root."""
        return self.connection.client(service)

    def start(self) -> Connection:
        """Start the emulator on the port of the last run if that is free. Raises `LocalStackError` if it cannot."""
        self.state_dir.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(self.state_dir)
        before = last_known(self.state_dir)
        if before is not None:
            before.emulator.stop()  # left behind by a run that was killed; its lock is gone, so it is nobody's
        started = emulator.start(
            self.project.emulator_python,
            self.state_dir,
            auth=self._auth,
            port=before.port if before else None,
            save_seconds=self._save_seconds,
        )
        # On another port every address that was deployed is wrong: deploy again.
        same = before is not None and before.port == started.port
        known = before if before is not None and same else Connection(0, 0)
        return self._keep(Connection(started.pid, started.port, known.outputs, known.fingerprint))

    def deploy(self) -> Mapping[str, str]:
        """Build what changed and create or update the stack; returns its outputs.

        Raises `LocalStackError` with the reasons of every resource that failed.
        """
        artifacts = Artifacts(self.project, self.client("s3"), self.connection.endpoint)
        artifacts.make_bucket()
        source = load_template(self.project.template)
        fitting = fit_to_emulator(source, self.connection.endpoint, os.cpu_count() or 1)
        template = to_json(package(self._overrides.apply(fitting), self.project.root, artifacts.store))
        print_of_it = fingerprint(template, json.dumps(self._parameters, sort_keys=True))
        cloudformation = self.client("cloudformation")
        if self.connection.fingerprint != print_of_it or not _status(cloudformation).endswith("_COMPLETE"):
            self._apply(cloudformation, artifacts.store_text(template))
        self._keep(
            Connection(self.connection.pid, self.connection.port, self._read_outputs(cloudformation), print_of_it)
        )
        return self.outputs

    def stop(self) -> None:
        """Stop the emulator, its state saved. Harmless when it is not started."""
        if self._connection is not None:
            self._connection.emulator.stop()
            self._connection = None
            workers.clean_up(self.state_dir)
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _keep(self, connection: Connection) -> Connection:
        self._connection = connection
        connection.save(self.state_dir)
        return connection

    def _apply(self, cloudformation: Any, template_url: str) -> None:
        request = {
            "StackName": STACK_NAME,
            "TemplateURL": template_url,
            "Capabilities": list(_CAPABILITIES),
            "Parameters": [{"ParameterKey": k, "ParameterValue": v} for k, v in sorted(self._parameters.items())],
        }
        status = _status(cloudformation)
        if status in {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"}:
            cloudformation.delete_stack(StackName=STACK_NAME)  # never came up: nothing in it is worth an update
            status = _settled(cloudformation)
        if status in {"", "DELETE_COMPLETE"}:
            cloudformation.create_stack(**request)
        else:
            try:
                cloudformation.update_stack(**request)
            except cloudformation.exceptions.ClientError as error:
                if "No updates are to be performed" not in str(error):
                    raise
        if _settled(cloudformation) not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
            raise LocalStackError(f"the stack could not be deployed:\n{_reasons(cloudformation)}")

    def _read_outputs(self, cloudformation: Any) -> dict[str, str]:
        stack = cloudformation.describe_stacks(StackName=STACK_NAME)["Stacks"][0]
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        outputs["ApiUrl"] = f"{self.connection.endpoint}/_aws/execute-api/{outputs['ApiId']}"
        return outputs


def stop_running(state_dir: Path, *, patience: float = _DOWN_SECONDS) -> bool:
    """Stop the stack of a state folder and whoever runs it; returns whether there was one to stop.

    The holder of the lock is asked to end (SIGTERM), which stops its emulator in order; one that was left behind is
    stopped here. Raises `LocalStackError` if the holder is still there after `patience` seconds.
    """
    holder = _holder(state_dir)
    if holder is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(holder, signal.SIGTERM)
        _wait_for_lock(state_dir, holder, patience)
    connection = last_known(state_dir)
    if connection is None or not connection.emulator.is_alive():
        return holder is not None
    connection.emulator.stop()
    workers.clean_up(state_dir.resolve())
    return True


def _wait_for_lock(state_dir: Path, holder: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    while _holder(state_dir) is not None:
        if time.monotonic() > deadline:
            raise LocalStackError(
                f"process {holder} runs the local stack and does not end; end it with `kill {holder}`"
            )
        time.sleep(_POLL_SECONDS)


def _holder(state_dir: Path) -> int | None:
    """The process that has the lock of a state folder; None if nobody has, or this very process."""
    try:
        lock = (state_dir / _LOCK).open(encoding="utf-8")
    except OSError:
        return None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            written = lock.read().strip()
            return int(written) if written.isdecimal() and int(written) != os.getpid() else None
    return None


def _lock(state_dir: Path) -> IO[str]:
    # The system lets go of it when its holder dies, however it dies: it cannot be stale, nor the number in it.
    lock = (state_dir / _LOCK).open("a", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise LocalStackError(
            "the local stack is already running; stop it with Ctrl-C there or `tocsin down`"
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _status(cloudformation: Any) -> str:
    """Status of the stack, empty if there is none."""
    try:
        return str(cloudformation.describe_stacks(StackName=STACK_NAME)["Stacks"][0]["StackStatus"])
    except cloudformation.exceptions.ClientError as error:
        if "does not exist" in str(error):
            return ""
        raise


def _settled(cloudformation: Any) -> str:
    """The status in which the stack comes to rest."""
    deadline = time.monotonic() + _DEPLOY_SECONDS
    while (status := _status(cloudformation)).endswith("_IN_PROGRESS"):
        if time.monotonic() > deadline:
            raise LocalStackError(f"the stack is still {status} after {_DEPLOY_SECONDS:.0f} seconds")
        time.sleep(_POLL_SECONDS)
    return status


def _reasons(cloudformation: Any) -> str:
    events = cloudformation.describe_stack_events(StackName=STACK_NAME)["StackEvents"]
    failed = [event for event in events if event["ResourceStatus"].endswith("FAILED")]
    return "\n".join(f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}" for event in failed)
