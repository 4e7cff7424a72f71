"""A time limit ends in its own error, however long it takes to take down what was half made."""

from __future__ import annotations

import gc
import signal
import time
from contextlib import suppress

import pytest

from tocsin.alarm import OutOfTime, alarm


class Late(Exception):
    """What these alarms end in."""


def go_on() -> None:
    while True:
        pass


def swallow_one_ring() -> None:
    with suppress(OutOfTime):
        go_on()
    go_on()


def collect_and_go_on() -> None:
    gc.collect()
    go_on()


def test_rings_on_the_way_out_are_not_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """To free a tree of a million elements takes longer than until the next ring; here the next ring comes at once.

    A bare `OutOfTime` is no `Exception`: it would end the whole batch.
    """
    set_timer = signal.setitimer
    monkeypatch.setattr(signal, "setitimer", lambda which, seconds, _again=0.0: set_timer(which, seconds, 0.00005))
    for _ in range(300):
        with pytest.raises(Late), alarm(0.001, Late):
            go_on()
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_what_swallows_the_first_ring_hears_the_next() -> None:
    with pytest.raises(Late), alarm(0.05, Late):
        swallow_one_ring()


def test_what_the_collector_calls_is_left_in_peace() -> None:
    """It would swallow the ring and say so, which is an error in these tests."""

    def slow(_phase: str, _info: dict[str, int]) -> None:
        until = time.monotonic() + 0.1
        while time.monotonic() < until:
            pass

    gc.callbacks.append(slow)
    try:
        with pytest.raises(Late), alarm(0.05, Late):
            collect_and_go_on()
    finally:
        gc.callbacks.remove(slow)
