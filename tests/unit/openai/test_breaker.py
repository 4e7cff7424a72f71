"""The breaker: a dead endpoint is left alone, and told about as long as it is dead."""

from __future__ import annotations

import pytest

from tocsin.engine.openai.breaker import FAILURES, PAUSE_SECONDS, Breaker
from tocsin.errors import EngineMisconfigured, EngineUnavailable

DEAD = EngineUnavailable("no connection")


def test_a_dead_endpoint_is_told_about_once_a_pause_for_as_long_as_it_is_dead() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    assert [breaker.failed(DEAD) for _ in range(FAILURES + 3)] == [False] * (FAILURES - 1) + [True] + [False] * 3
    for _ in range(3):
        with pytest.raises(EngineUnavailable):
            breaker.check()
        now[0] += PAUSE_SECONDS
        breaker.check()
        assert breaker.failed(DEAD)
        assert not breaker.failed(DEAD)
    breaker.worked()
    breaker.check()
    assert not breaker.failed(DEAD)


def test_a_refused_key_is_told_about_at_once_and_others_wait_for_the_one_that_looks_again() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    assert breaker.failed(EngineMisconfigured("bad key"))
    now[0] += PAUSE_SECONDS
    breaker.check()
    with pytest.raises(EngineUnavailable, match="bad key"):
        breaker.check()
