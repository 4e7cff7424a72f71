"""The gate's verdicts on paraphrases of our own texts, faithful and not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tocsin.engine.gate.verdict import Support, support

HERE = Path(__file__).parent
HALVES = ("open", "locked")


class Case(NamedTuple):
    """A sentence about a text, and whether the text says it."""

    source: str
    sentence: str
    faithful: bool


class Row(NamedTuple):
    """Shares of one half: faithful sentences kept, and unfaithful ones turned away."""

    kept: float
    dropped: float


def cases(half: str) -> Iterator[Case]:
    """The cases of `open.txt` or `locked.txt` in order."""
    source = ""
    for line in (HERE / f"{half}.txt").read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "=":
            source = rest
        elif mark in ("+", "-"):
            yield Case(source, rest, mark == "+")


def judged(half: str) -> list[tuple[Case, Support]]:
    """Each case with the gate's answer."""
    return [(case, support(case.sentence, case.source)) for case in cases(half)]


def row(answers: list[tuple[Case, Support]]) -> Row:
    """How many of the answers are right."""
    kept = [answer.ok for case, answer in answers if case.faithful]
    let_through = [answer.ok for case, answer in answers if not case.faithful]
    return Row(sum(kept) / len(kept), 1 - sum(let_through) / len(let_through))
