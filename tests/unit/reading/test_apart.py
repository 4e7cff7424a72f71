"""Pages on which C code would work for hours, whatever hides that: its process is ended, and nothing is left of it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from tocsin.aws.services import _worked
from tocsin.errors import TooLarge
from tocsin.reading import Bounds, read_upload
from tocsin.reading.apart import try_apart
from tocsin.reading.bounds import TooSlow, alarm

SHORT = replace(Bounds(), seconds=0.5)
ATTRIBUTES = " ".join(f"a{number:x}" for number in range(400_000))
NEWS = "<p>The council of Oldmere said on Monday that the bridge stays closed.</p>"


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><!-- <script> --><p {ATTRIBUTES}>x</p></body></html>",
        f"<html><head><title><style></title></head><body><p {ATTRIBUTES}>x</p></body></html>",
        f"<html><body><p title='<script>'>x</p><p {ATTRIBUTES}>x</p></body></html>",
        f"<html><body><script {ATTRIBUTES}>x</script></body></html>",
        f'<html><body><p " {ATTRIBUTES} ">x</p></body></html>',
        f"<html><body><p a <1 {ATTRIBUTES}>x</p></body></html>",
    ],
    ids=["comment", "title", "value", "script", "quote", "sign"],
)
def test_a_page_that_takes_libxml2_minutes_is_rejected_and_leaves_no_thread_at_work(page: str) -> None:
    with pytest.raises(TooLarge):
        read_upload(page.encode(), content_type="text/html", bounds=SHORT)
    assert threading.active_count() == 1
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_large_page_is_read_as_before() -> None:
    page = f"<html><body><article><h1>Bridge</h1>{NEWS * 5_000}</article></body></html>"
    assert "stays closed" in read_upload(page.encode(), content_type="text/html").text


def ended() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def broken() -> None:
    raise ValueError


@pytest.mark.parametrize(("work", "error"), [(lambda: time.sleep(30), TooSlow), (ended, TooLarge)])
def test_what_takes_long_or_ends_its_process_is_told(work: Callable[[], object], error: type[TooLarge]) -> None:
    with pytest.raises(error):
        try_apart(work, 0.2)


def test_what_is_raised_apart_is_for_the_caller_to_meet() -> None:
    try_apart(broken, 5)


def test_an_alarm_ends_what_is_tried_apart() -> None:
    with pytest.raises(TooSlow), alarm(0.2):
        try_apart(lambda: time.sleep(30), 60)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def again_and_again() -> None:
    while True:
        try_apart(int, 5)


def test_an_alarm_in_the_moment_of_copying_or_of_the_end_leaves_no_copy() -> None:
    for late in range(40):
        with pytest.raises(TooSlow), alarm(0.0005 + late / 10_000):
            again_and_again()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_what_is_tried_apart_counts_as_work() -> None:
    before = _worked()
    with pytest.raises(TooSlow):
        try_apart(lambda: sum(iter(int, 1)), 0.5)
    assert _worked() - before > 0.1
