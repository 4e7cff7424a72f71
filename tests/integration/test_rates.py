"""What a key may ask in a minute holds for all processes together, at a write for each two dozen requests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.integration.conftest import Deployment
from tests.integration.counting import CountingDynamoDB
from tests.integration.http import Http

from tocsin.api.limits import EACH, Together, TooManyRequests
from tocsin.aws.rates import Rates

pytestmark = pytest.mark.integration

RATE, BURST = 1, 40
MOST = RATE * 60 + BURST


class Counted(Rates):
    """The counter of the table, in memory."""

    def __init__(self) -> None:
        self.at, self.writes = "2031-05-04T09:30", 0
        self.requests: dict[tuple[str, str], int] = {}

    def minute(self) -> tuple[str, int]:
        return self.at, 30

    def add(self, key: str, minute: str, requests: int) -> int:
        self.writes += 1
        self.requests[key, minute] = self.requests.get((key, minute), 0) + requests
        return self.requests[key, minute]


def let_through(process: Together, key: str, asks: int) -> int:
    through = 0
    for _ in range(asks):
        try:
            process.take(key)
        except TooManyRequests:
            continue
        else:
            through += 1
    return through


@settings(max_examples=50)
@given(st.lists(st.integers(0, 4), min_size=0, max_size=600))
def test_whatever_process_answers_no_more_goes_through_than_the_limit_and_a_bit_for_each(order: list[int]) -> None:
    rates = Counted()
    processes = [Together(rates, RATE, BURST) for _ in range(5)]
    through = sum(let_through(processes[which], "key", 1) for which in order)
    assert through <= MOST + EACH * len(processes)
    assert through >= min(len(order), MOST - EACH + 1)
    assert rates.writes <= len(order) / EACH


def test_a_new_minute_has_new_room_and_other_keys_have_their_own() -> None:
    rates = Counted()
    process = Together(rates, RATE, BURST)
    assert let_through(process, "loud", 300) == MOST + EACH - 1
    writes = rates.writes
    assert let_through(process, "loud", 300) == 0
    with pytest.raises(TooManyRequests, match="wait 30 s"):
        process.take("loud")
    assert rates.writes == writes
    assert let_through(process, "quiet", EACH - 1) == EACH - 1
    rates.at = "2031-05-04T09:31"
    assert let_through(process, "loud", 50) == 50


def test_two_processes_of_the_api_share_what_a_key_may_ask_and_a_quiet_key_costs_nothing(
    deployment: Deployment,
) -> None:
    services = deployment.services
    services.settings = replace(services.settings, key_rate=1, key_burst=1)
    one, other = Http(services), Http(services)
    one.key("read")
    other.keys = one.keys
    for http in (one, other):
        http._app.limits._rate = 0  # what a process counts for itself is tested elsewhere
    deployment.clock[0] = deployment.clock[0].replace(second=0)
    answers = [(one, other)[number % 2].call("GET", "/v1/sources") for number in range(120)]
    refused = [answer for answer in answers if answer.status == 429]
    assert 61 - EACH < len(answers) - len(refused) <= 61 + 2 * EACH
    assert 0 < int(refused[0].headers["Retry-After"]) <= 60
    deployment.clock[0] += timedelta(minutes=1)
    services.clients.dynamodb, counting = CountingDynamoDB.before(services.clients.dynamodb)
    assert one.call("GET", "/v1/sources").status == 200
    assert counting.bill.calls["update_item"] == 0
    [counter] = [item for (pk, _), item in deployment.items().items() if pk.startswith("RATE#")]
    assert int(counter["requests"]["N"]) > 61
    assert "ttl" in counter
