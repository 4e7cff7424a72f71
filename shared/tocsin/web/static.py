"""Styles and scripts: files of ours, named by their content, so that a browser keeps them for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from tocsin.errors import NotFound
from tocsin.web.request import Reply

_FOLDER: Final = Path(__file__).parent / "static"
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ico": "image/x-icon",
}
_FOREVER: Final = "public, max-age=31536000, immutable"


def asset(path: str) -> Reply:
    """`<hash>/<name>`. Raises `NotFound`, also for a hash of another version: the page that names it is older."""
    hash_, _, name = path.partition("/")
    known = assets().get(name)
    if known is None or known != hash_:
        raise NotFound("no such file")
    return Reply(read_asset(name), content_type=_TYPES[Path(name).suffix], headers={"Cache-Control": _FOREVER})


def read_asset(name: str) -> str:
    """The text of one of `assets()`."""
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def assets() -> dict[str, str]:
    """Hash of each file by its name."""
    files = sorted(path for path in _FOLDER.iterdir() if path.suffix in _TYPES)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in files}


def address(name: str) -> str:
    """Where a file is, below the pages' root. Raises `KeyError` for one that is not there: a fault of ours."""
    return f"static/{assets()[name]}/{name}"
