"""What the Makefiles call: `python -m tocsin.local build`; for `sam build`, `python -m tocsin.local layer FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from tocsin.errors import LocalStackError
from tocsin.local.artifacts import build_all
from tocsin.local.compiled import compile_engine
from tocsin.local.layer import UNZIPPED_LIMIT, build_layer
from tocsin.local.project import Project


def main(arguments: list[str]) -> int:
    """Build what is deployed and say how large it is. Returns the exit status."""
    project = Project.find()
    try:
        match arguments:
            case ["build"]:
                if not compile_engine(project):
                    sys.stderr.write(
                        "no C compiler (cc; CC names another) or Python.h: the engine runs from its sources\n"
                    )
                for archive in build_all(project):
                    sys.stdout.write(f"{archive.name}: {archive.stat().st_size:,} bytes\n")
            case ["layer", folder]:
                size = build_layer(project, Path(folder).resolve())
                sys.stdout.write(f"layer: {size:,} bytes unpacked, of the {UNZIPPED_LIMIT:,} that Lambda allows\n")
            case _:
                sys.stderr.write(f"{__doc__}\n")
                return 2
    except LocalStackError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
