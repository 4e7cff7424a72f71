"""What a re-analysis is, as values: what is chosen, how far it is, what became of each article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from tocsin.aws.keys import digest
from tocsin.model import EngineName

State = Literal["running", "done"]
Outcome = Literal["reanalyzed", "unchanged", "unanswered", "gone"]
"""unchanged: it was analyzed so already. unanswered: the model gave no answer, and the analysis stays as it was.
gone: there is no such article any more."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles, and by what. Times are stamps, compared with the time that an article is listed under."""

    engine: EngineName
    since: str
    until: str | None = None
    """Up to the moment at which the re-analysis begins, if left out."""
    language: str | None = None
    limit: int | None = None

    def job(self, version: str) -> str:
        """The name of the job: the same command finds it again, unless the engine is another one by then."""
        return digest(
            "reanalysis", self.engine, self.since, str(self.until), str(self.language), str(self.limit), version
        )


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one article; `outcome` is None from when its message begins until it ends."""

    outcome: Outcome | None = None
    code: str | None = None
    """Why the model gave no answer: the code of the error."""
    input_tokens: int = 0
    output_tokens: int = 0
    pico: int = 0
    """What the model's answer cost, in picodollars, whenever it was paid."""
    token: str = ""
    """Of the message that began it: another message for the same article leaves it alone."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The sums of a job."""

    reanalyzed: int = 0
    unchanged: int = 0
    unanswered: int = 0
    gone: int = 0
    already: int = 0
    """Analyzed so before the job came to them: not asked for, and not counted against its limit."""
    input_tokens: int = 0
    output_tokens: int = 0
    pico: int = 0

    @property
    def chosen(self) -> int:
        return self.reanalyzed + self.unchanged + self.unanswered + self.gone

    def with_outcomes(self, done: Iterable[Done], *, already: int = 0) -> Counts:
        found = [one for one in done if one.outcome is not None]

        def count(outcome: Outcome) -> int:
            return sum(one.outcome == outcome for one in found)

        return Counts(
            self.reanalyzed + count("reanalyzed"),
            self.unchanged + count("unchanged"),
            self.unanswered + count("unanswered"),
            self.gone + count("gone"),
            self.already + already,
            self.input_tokens + sum(one.input_tokens for one in found),
            self.output_tokens + sum(one.output_tokens for one in found),
            self.pico + sum(one.pico for one in found),
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """Requests that were handed to the server together. Its token is stored before they are, and is how it is found
    again should the answer with its id be lost."""

    token: str
    hold: str
    """The money set aside for it."""
    end: str
    """Position after the last article that is in it; empty at the end of the list."""
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """How far a selection is. `v` grows with every change: of two processes that run one job, one is told."""

    id: str
    selection: Selection
    until: str
    """Fixed when the job began: what comes in later is read by the deployment's engine anyway."""
    started: str
    state: State = "running"
    round: int = 1
    """The same command after the job was done begins another round."""
    position: str | None = None
    """In the list of articles, newest first: all before it is done with."""
    counts: Counts = field(default_factory=Counts)
    batch: Batch | None = None
    """Under way."""
    batched: str | None = None
    """All before this position were asked for in batches that came back; empty is the end of the list."""
    v: int = 0

    @property
    def name(self) -> str:
        """Of this round: what its messages and outcomes carry."""
        return f"{self.id}.{self.round}"

    def again(self, until: str, started: str) -> Job:
        return Job(self.id, self.selection, until, started, round=self.round + 1, v=self.v)

    def after(self, position: str | None, counts: Counts) -> Job:
        """With a page done with; None is the end of the list."""
        return replace(self, position=position, counts=counts, state="running" if position else "done")
