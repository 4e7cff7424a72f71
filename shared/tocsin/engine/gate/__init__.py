"""The gate: is a sentence supported by the words it points to? See docs/gate.md for what each reason means."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tocsin.engine.gate.draft import admit as admit

if TYPE_CHECKING:
    from tocsin.engine.gate.verdict import Support as Support
    from tocsin.engine.gate.verdict import support as support

__all__ = ["Support", "admit", "support"]


def __getattr__(name: str) -> Any:
    """The verdict is loaded on first use: most of the embedded engine's drafts are verbatim and never need it."""
    if name not in ("Support", "support"):
        raise AttributeError(f"module 'tocsin.engine.gate' has no attribute {name!r}")
    return getattr(import_module("tocsin.engine.gate.verdict"), name)
