"""How well the engine reads, measured: on a set of our own, and on folders of labelled data where there are any.

A measurement is a flat mapping of names to figures (`own/en/claims.content`), so that floors, tables and later
comparisons need nothing else. Nothing here is imported by a function of the stack.
"""

from __future__ import annotations

from tocsin.evaluation.labelled import measure_labelled
from tocsin.evaluation.own import measure_own
from tocsin.evaluation.report import Floor, below, read_floors, table
from tocsin.evaluation.run import run

__all__ = ["Floor", "below", "measure_labelled", "measure_own", "read_floors", "run", "table"]
