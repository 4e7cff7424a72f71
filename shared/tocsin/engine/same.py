"""Do two claims or headlines say the same?"""

from __future__ import annotations


def same_claim(a: str, b: str) -> float:
    """0..1, higher when the two say the same. Symmetric; 1.0 for equal texts."""
    return 1.0 if a == b else 0.0
