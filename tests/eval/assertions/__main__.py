"""Prints what is made of the pairs: of those that differ, those held the same; of those that say the same, those found."""

from __future__ import annotations

import json

from tests.eval.assertions.measure import HALVES, measure

for half in HALVES:
    print(json.dumps({"half": half, **measure(half)}))  # noqa: T201  # a command that prints
