"""The money and the answers of a language model in the table: one item a month, one item for each kept answer."""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from tocsin.aws import conditions, keys
from tocsin.aws.table import Overloaded, Table
from tocsin.codec import from_json, to_json
from tocsin.engine.openai.budget import Month
from tocsin.engine.openai.replies import Reply
from tocsin.errors import Conflict, EngineUnavailable

ANSWER_DAYS = 15
"""A message lives 14 days in its queues; after that nobody asks for the same answer again."""
MONTH_DAYS = 400
TRIES = 12
"""Of 30 workers that write at the same moment the last has seen 11 conflicts at most in 200 rounds."""
PAUSE_SECONDS = 0.05


class Spending:
    """The account of one deployment (`engine.openai.account.Account`).

    A month is read, changed as a value, and written under the condition that nobody wrote since: caps hold whatever
    runs side by side, and a write whose answer was lost is recognized by its hold when it is tried again.
    """

    def __init__(
        self,
        table: Table,
        *,
        daily: int,
        monthly: int,
        now: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._table, self._daily, self._monthly = table, daily, monthly
        self._now, self._sleep, self._chance = now, sleep, chance

    def hold(self, amount: int) -> str:
        """Raises `BudgetSpent`, and `EngineUnavailable` if too many write at the same moment."""
        day = self._now().astimezone(UTC).date().isoformat()
        hold = f"{day}:{uuid4().hex}"
        try:
            self._change(day[:7], lambda m: m.held(hold, day, amount, daily=self._daily, monthly=self._monthly))
        except Overloaded as error:
            raise EngineUnavailable("the account of the model is busy") from error
        return hold

    def settle(self, hold: str, amount: int, reply: Reply | None) -> None:
        tokens = (reply.input_tokens or 0, reply.output_tokens or 0) if reply else None
        self._change(hold[:7], lambda month: month.settled(hold, amount, tokens))

    def recall(self, article: str, request: str) -> Reply | None:
        item = self._table.get(keys.answer(article, request))
        return None if item is None else from_json(zlib.decompress(item["body"]), Reply)

    def keep(self, article: str, request: str, reply: Reply) -> None:
        """The first answer is the one that counts: two deliveries of one message running side by side."""
        pk, sk = keys.answer(article, request)
        expires = int((self._now() + timedelta(days=ANSWER_DAYS)).timestamp())
        item = {"pk": pk, "sk": sk, "body": zlib.compress(to_json(reply)), "ttl": expires}
        try:
            self._table.put(item, condition=conditions.FIRST)
        except Conflict:
            return

    def _change(self, month: str, change: Callable[[Month], Month]) -> None:
        pk, sk = keys.spending(month)
        expires = int((self._now() + timedelta(days=MONTH_DAYS)).timestamp())
        for attempt in range(TRIES):
            before, version = read_month(self._table, month)
            after = change(before)
            if after == before:
                return
            item = {"pk": pk, "sk": sk, "v": version + 1, "data": to_json(after).decode(), "ttl": expires}
            try:
                self._table.put_version(item)
            except Conflict:
                self._sleep(self._chance() * PAUSE_SECONDS * (attempt + 1))
            else:
                return
        raise Overloaded("the account of the model is busy; try again later")


def read_month(table: Table, month: str) -> tuple[Month, int]:
    """What `month` (YYYY-MM, UTC) has cost, and the version of the item; 0 where there is none."""
    item = table.get(keys.spending(month))
    return (Month(), 0) if item is None else (from_json(item["data"], Month), item["v"])
