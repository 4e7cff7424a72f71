"""The states of a claim in its story's ledger, and the changes that lead to them."""

from __future__ import annotations

from typing import Literal

State = Literal["single-source", "corroborated", "contradicted", "revised", "withdrawn"]
Change = Literal["new", "corroborated", "contradicted", "revised", "withdrawn", "reattributed"]
"""reattributed: what seemed corroborated turned out to be one text in two places."""
