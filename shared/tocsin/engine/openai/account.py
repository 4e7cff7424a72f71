"""What the engine asks of whoever keeps its money and its answers."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import Protocol

from tocsin.engine.openai.prices import PICO
from tocsin.engine.openai.replies import Reply
from tocsin.errors import BudgetSpent


class Account(Protocol):
    """Money is whole picodollars. A hold that is never settled stays spent: its call may have been billed."""

    def hold(self, amount: int) -> str:
        """Set the most that a call can cost aside before it is made. Raises `BudgetSpent`."""

    def settle(self, hold: str, amount: int, reply: Reply | None) -> None:
        """Put what a call did cost in the place of its hold; once, however often it is called."""

    def recall(self, article: str, request: str) -> Reply | None:
        """The kept answer to this very request."""

    def keep(self, article: str, request: str, reply: Reply) -> None:
        """Keep a good answer, so that redelivery never pays for it again."""


class LocalAccount:
    """An account in memory, with one cap for its whole life: for the command line."""

    def __init__(self, cap_usd: Decimal) -> None:
        self._cap = int(cap_usd * PICO)
        self._lock = threading.Lock()
        self._held: dict[str, int] = {}
        self._number = 0
        self._answers: dict[tuple[str, str], Reply] = {}
        self.spent = 0

    def hold(self, amount: int) -> str:
        with self._lock:
            if self.spent + sum(self._held.values()) + amount > self._cap:
                raise BudgetSpent("the cap is reached")
            self._number += 1
            self._held[str(self._number)] = amount
            return str(self._number)

    def settle(self, hold: str, amount: int, reply: Reply | None) -> None:  # noqa: ARG002  # counts money alone
        with self._lock:
            if self._held.pop(hold, None) is not None:
                self.spent += amount

    def recall(self, article: str, request: str) -> Reply | None:
        return self._answers.get((article, request))

    def keep(self, article: str, request: str, reply: Reply) -> None:
        self._answers[article, request] = reply
