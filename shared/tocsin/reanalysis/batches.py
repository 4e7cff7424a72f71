"""A job's articles asked for in batches ahead of their messages: their answers are kept where analyze looks for them.

So a batch changes when and at what price a model is asked, and nothing else. What a batch did not answer is asked
online when the article's turn comes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from tocsin.aws.lists import LAST_TIME
from tocsin.aws.secrets import Secret
from tocsin.aws.services import Services
from tocsin.aws.spending import Spending
from tocsin.engine.openai.ask import first_messages, most_cost, request_id
from tocsin.engine.openai.batch import ID_LENGTH, MOST_BYTES, MOST_LINES, PERCENT, BatchServer, line_of
from tocsin.engine.openai.engine import pieces_of
from tocsin.engine.openai.prices import PICO
from tocsin.engine.openai.replies import Reply
from tocsin.engine.openai.server import TurnedAway
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.errors import BudgetSpent, EngineError, EngineMisconfigured, NotFound
from tocsin.reanalysis.model import Batch, Job
from tocsin.reanalysis.run import Stopped
from tocsin.reanalysis.select import Chosen, pages
from tocsin.text.document import read

POLL_SECONDS = 30.0
"""A batch takes minutes to hours."""


@dataclass(slots=True)
class Filled:
    """A file with what a batch is to be asked: how much of the list it covers, and the most that it can cost."""

    end: str = LAST_TIME
    lines: int = 0
    pico: int = 0


@dataclass(slots=True)
class Batches:
    """The `Preparation` of a job that asks in batches."""

    services: Services
    settings: OpenAISettings
    version: str
    sleep: Callable[[float], None] = time.sleep
    server: BatchServer = field(init=False)
    account: Spending = field(init=False)

    def __post_init__(self) -> None:
        services, settings = self.services, self.settings
        self.server = BatchServer(settings, Secret(services.clients, settings.key))
        daily, monthly = int(settings.daily_usd * PICO), int(settings.monthly_usd * PICO)
        self.account = Spending(services.table, daily=daily, monthly=monthly, now=services.now)

    def __call__(self, job: Job) -> Job:
        """The job once a batch that has its next articles came back. Raises `Stopped`."""
        if job.batched is not None and (job.position or LAST_TIME) > job.batched:
            return job
        try:
            with tempfile.TemporaryDirectory() as folder:
                job, batch = self._under_way(job, Path(folder) / "requests.jsonl")
            return job if batch is None else self._answered(job, batch)
        except EngineError as error:
            raise Stopped(f"{error.message} ({error.code})") from error

    def _under_way(self, job: Job, file: Path) -> tuple[Job, Batch | None]:
        """A batch that the server has: the job's own, or a new one; None where there is nothing to ask."""
        batch = job.batch
        if batch is not None and batch.id is not None:
            return job, batch
        if batch is None:
            filled, hold = self._filled_and_held(job, file)
            if not filled.lines:
                return self.services.reanalyses.put_job(replace(job, batched=filled.end)), None
            batch = Batch(uuid4().hex, hold, filled.end)
            job = self.services.reanalyses.put_job(replace(job, batch=batch))
            known = None
        else:  # stopped between handing it over and noting its id, or before
            known = self.server.find(batch.token)
            if known is None:
                self._fill(job, file, batch.end)
        try:
            batch = replace(batch, id=known or self.server.submit(file, batch.token))
        except (EngineMisconfigured, TurnedAway):
            self.account.settle(batch.hold, 0, None)
            self.services.reanalyses.put_job(replace(job, batch=None))
            raise
        return self.services.reanalyses.put_job(replace(job, batch=batch)), batch

    def _answered(self, job: Job, batch: Batch) -> Job:
        """Wait for the answers, keep them, and put what they cost in the place of the hold."""
        status = self.server.status(batch.id or "")
        while status.state == "waiting":
            self.sleep(POLL_SECONDS)
            status = self.server.status(batch.id or "")
        paid, used, written = 0, 0, 0
        for custom_id, reply in self.server.answers(status.answers) if status.answers else ():
            self.account.keep(custom_id[:ID_LENGTH], custom_id[ID_LENGTH:], reply)
            tokens = self._tokens(reply)
            used, written = used + tokens[0], written + tokens[1]
            paid += self.settings.price.of(*tokens) * PERCENT // 100
        self.account.settle(batch.hold, paid, Reply("", "whole", used, written))
        turned_away = status.state == "turned-away"
        job = replace(job, batch=None, batched=job.batched if turned_away else batch.end)
        job = self.services.reanalyses.put_job(job)
        if turned_away:
            raise Stopped("the server turned the batch away; without --batch the articles are asked for one by one")
        return job

    def _tokens(self, reply: Reply) -> tuple[int, int]:
        """As the server tells; rather too many where it does not."""
        sent = 2 * self.settings.part_tokens if reply.input_tokens is None else reply.input_tokens
        return sent, self.settings.answer_tokens if reply.output_tokens is None else reply.output_tokens

    def _filled_and_held(self, job: Job, file: Path) -> tuple[Filled, str]:
        """As much as a batch may have and the caps allow, with the money set aside. Raises `BudgetSpent`."""
        filled = self._fill(job, file)
        while filled.lines:
            try:
                return filled, self.account.hold(filled.pico * PERCENT // 100)
            except BudgetSpent:
                half = filled.lines // 2
                if not half:
                    raise
                shorter = self._fill(job, file, most_lines=half)
                if shorter.lines >= filled.lines:  # a single page, which is not cut
                    raise
                filled = shorter
        return filled, ""

    def _fill(self, job: Job, file: Path, end: str = "", *, most_lines: int = MOST_LINES) -> Filled:
        """Write page after page from the job's position on, up to `end` or until there is enough."""
        filled = Filled()
        with file.open("wb") as into:
            for page in pages(self.services, job, self.version):
                if filled.end <= end or filled.lines >= most_lines or into.tell() >= MOST_BYTES:
                    break
                for line, pico in self._lines(page):
                    into.write(line)
                    filled.lines, filled.pico = filled.lines + 1, filled.pico + pico
                filled.end = page.end or ""
        return filled

    def _lines(self, page: Chosen) -> Iterator[tuple[bytes, int]]:
        """What has to be asked about the articles of a page, with the most that it can cost at the list price."""
        for head in page.todo:
            try:
                article = head.article(self.services.objects.text(head.card.id))
            except NotFound:
                continue
            doc = read(article.text, language=article.language or "", title=article.title)
            for piece in pieces_of(doc, self.settings):
                messages = first_messages(doc, piece)
                request = request_id(self.settings, messages)
                if self.account.recall(article.id, request) is None:
                    line = line_of(self.settings, article.id, request, messages)
                    yield line, most_cost(self.settings, messages)
