"""The kinds of things that the archive tells of an article, each a table of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

Kind = Literal["articles", "analyses", "claims", "events", "alerts"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Row = Mapping[str, Any]
