"""A model beside the embedded engine, on the same articles: figures, cost, time, and what the gate turned away."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tocsin.engine.openai.draft import ENGINE
from tocsin.engine.openai.local import local_engine
from tocsin.evaluation.labelled import Measured, measure_labelled
from tocsin.evaluation.own import measure_own
from tocsin.evaluation.texts import Some, embedded
from tocsin.model import Analysis, Article
from tocsin.text.normalize import article_id

if TYPE_CHECKING:
    from rich.table import Table

TASKS = ("attribution", "summary", "topics")
"""Of labelled data, those that an engine's analysis is measured by; the others ask no engine."""
_OUTCOMES = frozenset({"engine-answered", "engine-fallback"})


@dataclass(slots=True)
class Took:
    """What a model took for some articles, and what came of it."""

    articles: int = 0
    answered: int = 0
    """By the model; the embedded engine answered for the rest."""
    seconds: list[float] = field(default_factory=list)
    input_tokens: int = 0
    output_tokens: int = 0
    usd: Decimal = Decimal(0)
    failures: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    """By item and reason, of what the model wrote."""
    claims: int = 0
    sentences: int = 0
    """Of the model's, kept."""

    def add(self, analysis: Analysis, base: Analysis, seconds: float) -> None:
        answered = analysis.versions.engine.startswith(ENGINE)
        used = analysis.usage
        self.articles += 1
        self.answered += answered
        self.seconds.append(seconds)
        self.input_tokens += used.input_tokens
        self.output_tokens += used.output_tokens
        self.usd += Decimal(used.cost_usd)
        if answered:
            self.claims += sum(claim.engine == ENGINE for claim in analysis.claims)
            self.sentences += 0 if analysis.summary == base.summary else len(analysis.summary.sentences)
            for one in analysis.dropped[len(base.dropped) :]:
                self.dropped[f"{one.item} {one.reason}"] += one.count


@dataclass(frozen=True, slots=True)
class Compared:
    """Figures of both engines by name, and what the model took."""

    embedded: Mapping[str, float]
    model: Mapping[str, float]
    took: Took


def compare(
    own: Path | None,
    labelled: Path | None,
    some: Some,
    env: Mapping[str, str],
    tasks: Collection[str] = TASKS,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> Compared:
    """Measure both. `own` and `labelled` are left out where None. Raises `InvalidInput` if the model is not set up."""
    took = Took()
    engine = local_engine(env, observe=lambda event: _note(took, event))

    def read(text: str, title: str | None, language: str | None) -> Analysis:
        start = clock()
        analysis = engine.analyze(Article(article_id(text), text, title, language=language))
        took.add(analysis, embedded(text, title, language), clock() - start)
        return analysis

    figures: list[dict[str, float]] = []
    for reader in (embedded, read):
        found = measure_own(own, some, reader) if own else {}
        if labelled is not None:
            found |= measure_labelled(labelled, Measured(some, reader), tasks)
        figures.append(found)
    return Compared(figures[0], figures[1], took)


def _note(took: Took, event: str) -> None:
    if event not in _OUTCOMES:
        took.failures[event] += 1


def compared_table(compared: Compared) -> Table:
    """A row for each figure, the model's beside the embedded engine's."""
    from rich.table import Table  # noqa: PLC0415  # only people look at tables

    shown = Table("figure", "embedded", "openai", "difference")
    for name, value in sorted(compared.embedded.items()):
        other = compared.model[name]
        shown.add_row(name, f"{value:.3f}", f"{other:.3f}", f"{other - value:+.3f}")
    return shown


def took_table(took: Took) -> Table:
    """What the model took, what it kept silent about, and what the gate made of what it said."""
    from rich.table import Table  # noqa: PLC0415  # as above

    shown = Table("what it took", "")
    others = took.articles - took.answered
    rows = {
        "articles": f"{took.articles}, answered {took.answered}, by the embedded engine {others}",
        "failures": _counted(took.failures),
        "seconds an article": f"median {median(took.seconds):.2f}, most {max(took.seconds):.2f}"
        if took.seconds
        else "",
        "tokens": f"{took.input_tokens:,} in, {took.output_tokens:,} out",
        "dollars": f"{took.usd:f}",
        "kept of the model's": f"{took.claims} claims, {took.sentences} summary sentences",
        "dropped of the model's": _counted(took.dropped),
    }
    for name, value in rows.items():
        shown.add_row(name, value)
    return shown


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common()) or "none"
