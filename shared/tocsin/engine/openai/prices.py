"""What tokens cost, in whole picodollars: a price of six decimals per million tokens is exact."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

PICO = 10**12
"""Picodollars in a dollar."""
_MILLION = 1_000_000
_SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}\Z|-\d+:\d+\Z")
"""The date of a dated model ("gpt-4o-mini-2024-07-18"), the revision of a Bedrock one ("openai.gpt-oss-20b-1:0")."""


@dataclass(frozen=True, slots=True)
class Price:
    """Picodollars a token. `assumed`: the model is not in the table, and no price was set."""

    input: int
    output: int
    assumed: bool = False

    @classmethod
    def per_million(cls, input_usd: Decimal, output_usd: Decimal, *, assumed: bool = False) -> Price:
        """From dollars per million tokens."""
        return cls(int(input_usd * PICO / _MILLION), int(output_usd * PICO / _MILLION), assumed)

    def of(self, input_tokens: int, output_tokens: int) -> int:
        return self.input * input_tokens + self.output * output_tokens


def price_of(model: str) -> Price:
    """The table's price for a model, its dated snapshots, and its name behind a maker's ("openai.", "openai/")."""
    table = _table()
    name = _SNAPSHOT.sub("", model.lower()).removeprefix("openai.").removeprefix("openai/")
    if name in table["models"]:
        return Price.per_million(*map(Decimal, table["models"][name]))
    assumed = table["assumed"]
    return Price.per_million(Decimal(assumed["input"]), Decimal(assumed["output"]), assumed=True)


def dollars(pico: int) -> str:
    """Decimal text without an exponent: "0.00123"."""
    text = f"{Decimal(pico) / PICO:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "prices.toml").read_text(encoding="utf-8"))
