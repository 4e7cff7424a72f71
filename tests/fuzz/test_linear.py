"""No text makes the engine's work grow faster than its length: steps are counted, so other load changes nothing."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from itertools import count
from types import FrameType

import pytest
from tests.fuzz.families import FAMILIES

from tocsin import analyze_text, extract_article, same_claim, support
from tocsin.errors import Rejected

SMALL, SHORT, TIMES = 2_000, 500, 4
"""Code points. Claims are read in pieces of 400 tokens, so the smaller text has a whole one; the rest needs less."""
MOST = 2.0 * TIMES
"""Measured growth is 3 to 4.4 times, 7 where a bounded window is not yet full; quadratic work would grow 16 times."""
PHRASE = 40
"""Of a sentence that is held against a source: the work is their product."""


def steps(work: Callable[[], object]) -> int:
    """Calls of functions, Python's and C's, and turns of generators that `work` takes when it is done again.

    The first time it also learns words, which would count against whichever text has them first.
    """
    work()
    ticks = count()

    def tick(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001  # the hook's signature
        next(ticks)

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(before)
    return next(ticks)


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Lexicons are read on first use; that is no work of any text."""
    for family in FAMILIES.values():
        text = family(PHRASE)
        analyze_text(text)
        support(text, f"{text} {text}")
        same_claim(text, f"{text} {text}")
        read_upload(text)
    read_upload(f"<html><body><p>{'A page. ' * 50}</p></body></html>")


def read_upload(text: str) -> None:
    with contextlib.suppress(Rejected):
        extract_article(text.encode("utf-8", "surrogatepass"), "text/plain")


@pytest.mark.parametrize("family", FAMILIES)
def test_work_grows_no_faster_than_the_text(family: str) -> None:
    small, large = FAMILIES[family](SMALL), FAMILIES[family](SMALL * TIMES)
    assert steps(lambda: analyze_text(large)) < MOST * steps(lambda: analyze_text(small))
    small, large = FAMILIES[family](SHORT), FAMILIES[family](SHORT * TIMES)
    assert steps(lambda: same_claim(large, large[1:])) < MOST * steps(lambda: same_claim(small, small[1:]))
    assert steps(lambda: read_upload(large)) < MOST * steps(lambda: read_upload(small))
    phrase = FAMILIES[family](PHRASE)
    assert steps(lambda: support(phrase, large)) < MOST * steps(lambda: support(phrase, small))
