"""A quantity in the making."""

from __future__ import annotations

from tocsin.engine.quantities.lexicon import Phrases
from tocsin.engine.quantities.numbers import Number
from tocsin.model import Modifier


class Reading:
    """What has been read of a quantity so far: tokens `[first, last)`. `high` is None when the number is vague."""

    __slots__ = ("attributive", "first", "high", "last", "low", "modifier", "number", "thing", "unit")

    def __init__(
        self,
        low: float,
        high: float | None,
        first: int,
        last: int,
        unit: str | None,
        *,
        number: Number | None = None,
        attributive: bool = False,
    ) -> None:
        self.low, self.high, self.first, self.last, self.unit = low, high, first, last, unit
        self.number = number
        """The number expression, where there is one by itself."""
        self.attributive = attributive
        """Written as an adjective of the thing: "two-day", "miles-long"."""
        self.thing: tuple[int, int] | None = None
        self.modifier: Modifier = "exactly"


def phrase_at(phrases: Phrases, lowers: list[str], i: int) -> tuple[str, int] | None:
    """The value of the longest phrase that begins at token `i`, and the token after it."""
    if i < len(lowers):
        for tokens, value in phrases.get(lowers[i], ()):
            if len(tokens) == 1 or tuple(lowers[i : i + len(tokens)]) == tokens:
                return value, i + len(tokens)
    return None
