"""The caps hold whatever happens to the calls, in whatever order."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from tocsin.engine.openai.budget import Day, Month
from tocsin.errors import BudgetSpent

DAILY, MONTHLY = 100, 250
DAYS = ("2031-05-04", "2031-05-05", "2031-05-06")


@dataclass
class World:
    """Calls under way, and what a provider would bill for them."""

    month: Month = field(default_factory=Month)
    open: dict[str, tuple[str, int]] = field(default_factory=dict)
    billed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DAYS, 0))

    def start(self, hold: str, day: str, amount: int) -> None:
        try:
            self.month = self.month.held(hold, day, amount, daily=DAILY, monthly=MONTHLY)
        except BudgetSpent:
            return
        self.open[hold] = (day, amount)

    def end(self, share: float, *, crash: bool) -> None:
        if not self.open:
            return
        hold = min(self.open)
        day, amount = self.open.pop(hold)
        cost = int(amount * share)
        self.billed[day] += cost
        if not crash:
            self.month = self.month.settled(hold, cost, (1, 1))
            self.month = self.month.settled(hold, cost, (1, 1))  # a retry whose first try did arrive


moves = st.one_of(
    st.tuples(st.just("start"), st.sampled_from(DAYS), st.integers(0, 120)),
    st.tuples(st.just("end"), st.booleans(), st.floats(0, 1)),
)


@bounds(deadline=None)  # machines are busy
@given(st.lists(moves, max_size=60))
def test_what_is_billed_never_passes_a_cap_however_calls_interleave_and_workers_die(
    steps: list[tuple[str, str | bool, float]],
) -> None:
    world = World()
    for number, (move, where, amount) in enumerate(steps):
        if move == "start":
            world.start(f"h{number}", str(where), int(amount))
        else:
            world.end(amount, crash=bool(where))
    assert all(billed <= DAILY for billed in world.billed.values())
    assert sum(world.billed.values()) <= world.month.committed <= MONTHLY
    assert all(0 <= day.paid <= day.committed <= DAILY for day in world.month.days.values())


def test_holding_and_settling_twice_is_holding_and_settling_once() -> None:
    once = Month().held("h", DAYS[0], 10, daily=100, monthly=100)
    assert once.held("h", DAYS[0], 10, daily=100, monthly=100) == once
    settled = once.settled("h", 4, (7, 2))
    assert settled == Month({DAYS[0]: Day(committed=4, paid=4, calls=1, input_tokens=7, output_tokens=2)}, {})
    assert settled.settled("h", 4, (7, 2)) == settled
