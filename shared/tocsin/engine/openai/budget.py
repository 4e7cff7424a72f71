"""What a month has cost and what is set aside, as a value: the arithmetic of the caps, with nothing of storage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tocsin.errors import BudgetSpent


@dataclass(frozen=True, slots=True)
class Day:
    """One day in UTC. `committed` is what was paid and what is set aside, in picodollars: it is what the cap counts."""

    committed: int = 0
    paid: int = 0
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """Set aside for a call under way. One whose worker died stays: the call may have been billed."""

    day: str
    amount: int


@dataclass(frozen=True, slots=True)
class Month:
    """`days` by date, `holds` by id. A call counts for the day of its hold, also where it ends after midnight."""

    days: Mapping[str, Day] = field(default_factory=dict)
    holds: Mapping[str, Hold] = field(default_factory=dict)

    @property
    def committed(self) -> int:
        return sum(day.committed for day in self.days.values())

    def held(self, hold: str, day: str, amount: int, *, daily: int, monthly: int) -> Month:
        """With the amount set aside; unchanged if this hold is there already. Raises `BudgetSpent`."""
        if hold in self.holds:
            return self
        known = self.days.get(day, Day())
        if known.committed + amount > daily:
            raise BudgetSpent("the cap of the day is reached")
        if self.committed + amount > monthly:
            raise BudgetSpent("the cap of the month is reached")
        changed = replace(known, committed=known.committed + amount)
        return Month({**self.days, day: changed}, {**self.holds, hold: Hold(day, amount)})

    def settled(self, hold: str, amount: int, tokens: tuple[int, int] | None) -> Month:
        """With what the call cost in the place of its hold; unchanged if that was done before."""
        found = self.holds.get(hold)
        if found is None:
            return self
        day = self.days[found.day]
        used, written = tokens or (0, 0)
        changed = replace(
            day,
            committed=day.committed - found.amount + amount,
            paid=day.paid + amount,
            calls=day.calls + 1,
            input_tokens=day.input_tokens + used,
            output_tokens=day.output_tokens + written,
        )
        rest = {name: other for name, other in self.holds.items() if name != hold}
        return Month({**self.days, found.day: changed}, rest)
