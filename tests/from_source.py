"""Loads the engine from its sources, compiled or not: to count its steps, or to hold one form against the other."""

from __future__ import annotations

import sys
from importlib.abc import PathEntryFinder
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader


def load_from_source() -> None:
    """From here on modules of Tocsin come from their sources. Raises `RuntimeError` if any of the engine is loaded."""
    if "tocsin.engine" in sys.modules or "tocsin.text" in sys.modules:
        raise RuntimeError("call this before anything of the engine is imported")
    plain = FileFinder.path_hook((SourceFileLoader, SOURCE_SUFFIXES))

    def hook(path: str) -> PathEntryFinder:
        if "tocsin" not in path.replace("\\", "/").split("/shared/")[-1].split("/")[:1]:
            raise ImportError(f"{path} is no folder of Tocsin's package")
        return plain(path)

    sys.path_hooks.insert(0, hook)
    sys.path_importer_cache.clear()
