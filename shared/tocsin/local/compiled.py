"""The engine as machine code, compiled by mypyc: an article takes two thirds of the time, a cold start half of it.

A compiled module lies beside its source and is taken instead of it by the Python and the machine that it was made for;
all others, and a checkout without a C compiler, run the source, with the same results.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from tocsin.errors import LocalStackError
from tocsin.local.archive import fingerprint
from tocsin.local.project import Project, building

OLDEST_GLIBC = (2, 26)
"""Of Amazon Linux 2, on which Lambda's Python 3.11 runs."""
SUFFIX: str = sysconfig.get_config_var("EXT_SUFFIX")

_FOLDERS = (
    "text",
    "engine",
    *(f"engine/{name}" for name in ("claims", "compare", "gate", "places", "quantities", "summary", "topics")),
    *(f"engine/claims/{name}" for name in ("english", "slavic", "speakers")),
)
_NOT_COMPILED = {
    "__init__.py",  # they only name what their packages offer
    "embedded.py",  # puts the parts together
    "memo.py",  # its look-ups are a dictionary's, without a step of Python
    "normalize.py",  # holds lone surrogates, which mypyc does not take
}
_COMMON = "__mypyc"
"""All modules are one library, in which they call each other without Python; each has a small one that points there."""
_NAME_LENGTH = 16
_COMPILER_FLAGS = "-O1 -DNDEBUG -fwrapv -fPIC"
"""More takes twice as long to compile and gains nothing measurable: time is spent in Python's own objects."""
_COMPILE = """
import sys
from mypyc.build import mypycify
from setuptools import Distribution
work, out, group, config, *sources = sys.argv[1:]
options = ["--config-file", config, *sources]
modules = mypycify(options, opt_level="1", debug_level="0", group_name=group, target_dir=work)
command = Distribution({"ext_modules": modules}).get_command_obj("build_ext")
command.build_lib, command.build_temp, command.parallel = out, work, 2
command.ensure_finalized()
command.run()
"""


def compile_engine(project: Project) -> bool:
    """Compile the engine of a checkout unless it is compiled as it stands. Raises
    `LocalStackError` if the engine is no Python that mypyc takes.

    Returns False where there is no C compiler, or none of Python's headers.
    """
    with building(project):
        if library_of(project).is_file():
            return True
        remove(project)
        if not _can_compile():
            return False
        with tempfile.TemporaryDirectory(dir=project.build) as work:
            made = _compile(project, Path(work))
            for library in sorted(made, key=_is_common):  # the common one last: what it is missing from is not complete
                shutil.copyfile(library, project.root / "shared" / library.relative_to(Path(work, "out")))
    return True


def _compile(project: Project, work: Path) -> list[Path]:
    command = [sys.executable, "-c", _COMPILE, str(work), str(work / "out"), _group(project), "pyproject.toml"]
    command += [str(path.relative_to(project.root)) for path in sources(project)]
    flags = {"CC": _compiler(), "CFLAGS": _COMPILER_FLAGS, "OPT": "", "LDSHARED": f"{_compiler()} -shared"}
    result = subprocess.run(  # noqa: S603  # our own arguments
        command, cwd=project.root, env=os.environ | flags, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        raise LocalStackError(f"the engine could not be compiled:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
    return list((work / "out").rglob(f"*{SUFFIX}"))


def sources(project: Project) -> list[Path]:
    """The modules that are compiled: those that an article goes through."""
    folders = [project.root / "shared" / "tocsin" / folder for folder in _FOLDERS]
    return sorted(path for folder in folders for path in folder.glob("*.py") if path.name not in _NOT_COMPILED)


def libraries_of_engine(project: Project) -> list[Path]:
    """What is compiled now, in one order."""
    return sorted((project.root / "shared").rglob("*.so"))


def remove_if_stale(project: Project) -> bool:
    """Remove what was compiled from another state of the sources, so that these run. True if there was any."""
    found = not library_of(project).is_file() and bool(libraries_of_engine(project))
    if found:
        remove(project)
    return found


def remove(project: Project) -> None:
    """Go back to running the sources."""
    for library in libraries_of_engine(project):
        library.unlink()


def loads_on_lambda(library: Path) -> bool:
    """Whether a library for this Python and machine asks for no later glibc than Lambda has."""
    wanted = re.findall(rb"GLIBC_(\d+)\.(\d+)", library.read_bytes())
    return all((int(major), int(minor)) <= OLDEST_GLIBC for major, minor in wanted)


def library_of(project: Project) -> Path:
    """The library that all compiled modules share, for the sources as they are now; it may not be there."""
    return project.root / "shared" / f"{_group(project)}{_COMMON}{SUFFIX}"


def _is_common(library: Path) -> bool:
    return _COMMON in library.name


def _group(project: Project) -> str:
    """The name of the library that all modules share tells from what they were compiled."""
    return f"tocsin_{fingerprint(*sources(project), Path(__file__), sys.version)[:_NAME_LENGTH]}"


def _can_compile() -> bool:
    return shutil.which(_compiler()) is not None and Path(sysconfig.get_path("include"), "Python.h").is_file()


def _compiler() -> str:
    return os.environ.get("CC", "cc")
