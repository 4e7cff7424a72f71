"""Reading labelled files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tocsin.engine.embedded import analyze_text
from tocsin.model import Analysis

T = TypeVar("T")
Reader = Callable[[str, str | None, str | None], Analysis]
"""Text, title and language to an analysis: the engine that is measured."""


@dataclass(frozen=True, slots=True)
class Some:
    """How much of each file is measured: its first rows up to `limit`, or `sample` of them spread over all of it."""

    limit: int | None = None
    sample: int | None = None

    def of(self, rows: Sequence[T]) -> list[T]:
        rows = rows[: self.limit]
        if self.sample is None or self.sample >= len(rows):
            return list(rows)
        return [rows[number * len(rows) // self.sample] for number in range(self.sample)]


EVERYTHING = Some()


def embedded(text: str, title: str | None = None, language: str | None = None) -> Analysis:
    """The embedded engine."""
    return analyze_text(text, title, language)


def rows_of(file: Path, some: Some = EVERYTHING) -> list[dict[str, Any]]:
    """The JSON objects of a file with one on each line."""
    return [json.loads(line) for line in some.of([x for x in file.read_text("utf-8").splitlines() if x.strip()])]


def detokenized(text: str) -> str:
    """Corpora come with spaces around punctuation; news does not."""
    text = re.sub(r"\s+([.,;:?!%)\]]|(?:'s|'re|'ve|'ll|'d|n't)\b)", r"\1", text)
    return re.sub(r"([(\[$])\s+", r"\1", text)


def sentences_of(text: str) -> list[str]:
    """Cut at full stops and lines, as references are written."""
    return [part.strip() for part in re.split(r"(?<=[.!?])[\"')\]]*\s+|\n+", text) if part.strip()]
