"""Prints what is made of the pairs: those that differ and are held the same, and those that say the same and are found."""

from __future__ import annotations

import json

from tests.eval.assertions.measure import HALVES, measure

for half in HALVES:
    print(json.dumps({"half": half, **measure(half)}))  # noqa: T201  # a command that prints
