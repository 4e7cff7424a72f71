"""Counts the engine's steps over the families of texts: `python -m tests.fuzz.steps` prints them as JSON."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from itertools import count
from types import FrameType

from tests.from_source import load_from_source

load_from_source()  # compiled code takes its steps unseen

from tests.fuzz.families import FAMILIES  # noqa: E402  # see above

from tocsin import analyze_text, extract_article, same_claim, support  # noqa: E402
from tocsin.errors import Rejected  # noqa: E402

SMALL, SHORT, TIMES = 2_000, 500, 4
"""Code points. Claims are read in pieces of 400 tokens, so the smaller text has a whole one; the rest needs less."""
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


def learn() -> None:
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


def counted(family: str) -> dict[str, tuple[int, int]]:
    """By what is done: the steps for a text and for one that is four times as long."""
    short, long, small, large, phrase = (
        FAMILIES[family](length) for length in (SHORT, SHORT * TIMES, SMALL, SMALL * TIMES, PHRASE)
    )
    return {
        "analyze": (steps(lambda: analyze_text(small)), steps(lambda: analyze_text(large))),
        "compare": (steps(lambda: same_claim(short, short[1:])), steps(lambda: same_claim(long, long[1:]))),
        "upload": (steps(lambda: read_upload(short)), steps(lambda: read_upload(long))),
        "support": (steps(lambda: support(phrase, short)), steps(lambda: support(phrase, long))),
    }


if __name__ == "__main__":
    learn()
    json.dump({family: counted(family) for family in FAMILIES}, sys.stdout)
