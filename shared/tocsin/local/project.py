"""Where things lie in a checkout: the template, what is built, the state of the local stack."""

from __future__ import annotations

import fcntl
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tocsin.errors import LocalStackError


@dataclass(frozen=True)
class Project:
    """A checkout of Tocsin. Nothing is created by looking at it."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Project:
        """The checkout around `start`, else the one this package was installed from. Raises `LocalStackError`."""
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents, Path(__file__).resolve().parents[3]):
            if (folder / "template.yaml").is_file() and (folder / "shared" / "tocsin").is_dir():
                return cls(folder)
        raise LocalStackError("run this inside a checkout of Tocsin, where template.yaml is")

    @property
    def template(self) -> Path:
        return self.root / "template.yaml"

    @property
    def build(self) -> Path:
        return self.root / ".build"

    @property
    def state(self) -> Path:
        """The state folder of `tocsin up`; tests use folders of their own."""
        return self.root / ".state"

    @property
    def runtime_lock(self) -> Path:
        return self.root / "requirements" / "runtime.txt"

    @cached_property
    def uv(self) -> Path:
        """The installer. Raises `LocalStackError` if `make build` has not put it there."""
        beside = Path(sys.executable).with_name("uv")
        found = beside if beside.is_file() else shutil.which("uv")
        if found is None:
            raise LocalStackError("uv is missing; run `make build` first")
        return Path(found)

    @cached_property
    def emulator_python(self) -> Path:
        """The interpreter of the emulator's own environment. Raises `LocalStackError` if it is not built."""
        python = self.root / ".tools" / "emulator" / "bin" / "python"
        if not python.exists():
            raise LocalStackError("the emulator is not installed; run `make build` first")
        return python


@contextmanager
def building(project: Project) -> Iterator[None]:
    """One build at a time in a checkout: two commands may be started side by side."""
    project.build.mkdir(exist_ok=True)
    with (project.build / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
