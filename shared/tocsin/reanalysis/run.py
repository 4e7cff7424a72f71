"""A job from where it is to its end: articles go to the deployment's own queue, a few at a time, and are waited for.

Nothing is kept here. A process that is stopped anywhere is followed by another that reads the job and goes on: what is
in the queues comes to its end meanwhile, and no article is begun by two messages.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from tocsin.codec import to_json
from tocsin.errors import TocsinError
from tocsin.reanalysis.model import Counts, Done, Job
from tocsin.reanalysis.select import Chosen, pages

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

    from tocsin.aws.services import Services

IN_FLIGHT = {"openai": 10, "embedded": 100}
"""Articles in the queue at once. With a model one for each of the ten workers: uploads then wait for one at most."""
POLL_SECONDS = 1.0
PATIENCE_SECONDS = 900.0
"""Without a single outcome, before what is under way is given up. A message whose worker died comes back after 720
seconds, the queue's visibility timeout."""
FINAL = {
    "budget-spent": "the cap of the day or month is reached",
    "engine-misconfigured": "the model cannot be asked as it is set up",
}
"""No other article would fare better: the run stops, and these articles are tried again when it goes on."""
MOST_IN_A_ROW = 20
"""Articles without an answer, one after the other, before the model is taken for dead."""
SEND_AT_ONCE = 10


class Stopped(TocsinError):
    """The job cannot go on now; the same command goes on with it later."""

    code = "stopped"


class Preparation(Protocol):
    """What a job does ahead of its pages: asking for many articles at once."""

    def __call__(self, job: Job) -> Job:
        """The job with what comes next prepared. Raises `Stopped`."""


@dataclass(slots=True)
class Runner:
    """Runs one job of one deployment. `version` is that of the analyses that it is to end with."""

    services: Services
    intake: str
    version: str
    prepare: Preparation | None = None
    progress: Callable[[Counts], None] = lambda _: None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def run(self, job: Job) -> Job:
        """The job when it is done. Raises `Stopped`, and `Conflict` if another process goes on with the job."""
        while job.state == "running":
            if self.prepare is not None:
                job = self.prepare(job)
            page = next(pages(self.services, job, self.version), None)
            if page is None:
                job = job.after(None, job.counts)
            else:
                counts = self._page(job, page)
                job = job.after(page.end, counts)
            job = self.services.reanalyses.put_job(job)
        return job

    def _page(self, job: Job, page: Chosen) -> Counts:
        """The job's counts with the page in them, once all of it has an outcome."""
        articles = [head.card.id for head in page.heads]
        kept = self.services.reanalyses
        done = kept.outcomes(job.name, articles)
        again = [article for article, one in done.items() if one.outcome == "unanswered"]
        kept.forget(job.name, again)
        waiting = [article for article, one in done.items() if one.outcome is None]
        done = {article: one for article, one in done.items() if one.outcome not in (None, "unanswered")}
        unsent = [article for article in articles if article not in done and article not in waiting]
        self._settle(job, page, done, waiting, unsent)
        return job.counts.with_outcomes(done.values(), already=page.already)

    def _settle(self, job: Job, page: Chosen, done: dict[str, Done], waiting: list[str], unsent: list[str]) -> None:
        """Send what is to be sent and fill `done`. Raises `Stopped` once nothing is under way any more."""
        stop, in_a_row, heard = "", 0, self.clock()
        while waiting or (unsent and not stop):
            room = IN_FLIGHT[job.selection.engine] - len(waiting)
            if not stop and room > 0:
                sent = self._send(job, unsent[:room])
                waiting, unsent = [*waiting, *sent], [article for article in unsent if article not in sent]
                if not waiting and self.clock() - heard > PATIENCE_SECONDS:
                    stop = "the queue takes no messages"
            self.sleep(POLL_SECONDS)
            known = self.services.reanalyses.outcomes(job.name, waiting)
            new = {article: one for article, one in known.items() if one.outcome is not None}
            if not new and self.clock() - heard > PATIENCE_SECONDS:
                new = self._given_up(job, waiting)
            for one in new.values():
                in_a_row = in_a_row + 1 if one.outcome == "unanswered" else 0
                stop = stop or _reason(one, in_a_row)
            heard = self.clock() if new else heard
            done.update(new)
            waiting = [article for article in waiting if article not in new]
            self.progress(job.counts.with_outcomes(done.values(), already=page.already))
        if stop:
            raise Stopped(stop)

    def _given_up(self, job: Job, waiting: Sequence[str]) -> dict[str, Done]:
        """A message that comes back after this finds that it is not waited for."""
        lost = Done("unanswered", "no-outcome")
        for article in waiting:
            self.services.reanalyses.give_up(job.name, article, lost)
        return dict.fromkeys(waiting, lost)

    def _send(self, job: Job, articles: Sequence[str]) -> list[str]:
        """Those that the queue took."""
        sqs: SQSClient = self.services.clients.sqs
        taken: list[str] = []
        for first in range(0, len(articles), SEND_AT_ONCE):
            some = articles[first : first + SEND_AT_ONCE]
            entries = [{"Id": str(number), "MessageBody": _body(job, article)} for number, article in enumerate(some)]
            answer = sqs.send_message_batch(QueueUrl=self.intake, Entries=entries)  # type: ignore[arg-type]  # a list of plain dicts is one of its type
            taken += [some[int(entry["Id"])] for entry in answer.get("Successful", [])]
        return taken


def _body(job: Job, article: str) -> str:
    message = {"reanalyze": article, "engine": job.selection.engine, "job": job.name, "token": uuid4().hex}
    return to_json(message).decode()


def _reason(one: Done, in_a_row: int) -> str:
    """Why no more should be sent after this outcome; empty if nothing speaks against it."""
    if one.outcome != "unanswered":
        return ""
    if one.code in FINAL:
        return f"{FINAL[one.code]} ({one.code})"
    return f"{in_a_row} articles in a row had no answer ({one.code})" if in_a_row >= MOST_IN_A_ROW else ""
