"""Prints what is made of the pairs: how many that differ are held the same, and how many of the same are found."""

from __future__ import annotations

import json

from tests.eval.assertions.measure import HALVES, measure

for half in HALVES:
    print(json.dumps({"half": half, **measure(half)}))  # noqa: T201  # a command that prints
