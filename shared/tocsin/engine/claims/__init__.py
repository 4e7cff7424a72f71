"""Claims: who says what, with the exact words."""

from __future__ import annotations

from tocsin.engine.claims.find import find_claims as find_claims
