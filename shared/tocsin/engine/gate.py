"""The gate: is a sentence supported by the words it points to?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Support:
    """How far a source carries a sentence."""

    score: float
    """0..1, higher is better supported."""
    ok: bool
    reasons: tuple[str, ...]
    """Why not, as stable words (`number`, `name`, `negation`, `quote`, `modality`, `unsupported`, ...); empty when ok."""


def support(sentence: str, source: str) -> Support:
    """Does `source` carry `sentence`? Deterministic; no model."""
    return Support(1.0, ok=sentence in source, reasons=() if sentence in source else ("unsupported",))
