"""Jobs and outcomes of re-analyses in the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from tocsin.aws import conditions, keys
from tocsin.aws.table import Table, Write
from tocsin.codec import from_json, to_json
from tocsin.errors import Conflict
from tocsin.reanalysis.model import Done, Job

KEEP_DAYS = 15
"""As long as a message can wait in its queues, and as a model's answers are kept: later nothing asks for it."""
Begun = Literal["first", "again", "another"]


class Reanalyses:
    """Jobs, written by the command; outcomes of articles, written by the function that analyzes."""

    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        self._table, self._now = table, now

    def job(self, id_: str) -> Job | None:
        item = self._table.get(keys.reanalysis(id_))
        return None if item is None else from_json(item["data"], Job)

    def put_job(self, job: Job) -> Job:
        """Keep the next version of a job. Raises `Conflict` if another process went on with it meanwhile."""
        kept = replace(job, v=job.v + 1)
        pk, sk = keys.reanalysis(job.id)
        item = {"pk": pk, "sk": sk, "v": kept.v, "data": to_json(kept).decode(), "ttl": self._expires()}
        self._table.put_version(item)
        return kept

    def begin(self, job: str, article: str, token: str) -> Begun:
        """Claim an article for the message with this token.

        `another`: a message before this one has it, and as long as that is not done it is still in its queue. So an
        article is never read by two messages at once, and no answer is paid for twice.
        """
        pk, sk = keys.reanalyzed(job, article)
        item = {"pk": pk, "sk": sk, "data": to_json(Done(token=token)).decode(), "ttl": self._expires()}
        try:
            self._table.put(item, condition=conditions.FIRST)
        except Conflict:
            found = self._table.get((pk, sk))
            known = from_json(found["data"], Done) if found else Done(token=token)
            return "again" if known.token == token and known.outcome is None else "another"
        return "first"

    def finish(self, job: str, article: str, done: Done) -> None:
        """Raises `Conflict` if the job forgot the article meanwhile."""
        data = to_json(done).decode()
        self._table.update(Write(keys.reanalyzed(job, article), set={"data": data}, condition=conditions.EXISTS))

    def give_up(self, job: str, article: str, done: Done) -> None:
        """Say what became of an article in the place of its message, which may not have begun."""
        pk, sk = keys.reanalyzed(job, article)
        self._table.put({"pk": pk, "sk": sk, "data": to_json(done).decode(), "ttl": self._expires()})

    def outcomes(self, job: str, articles: Sequence[str]) -> dict[str, Done]:
        """Of those that were begun."""
        if not articles:
            return {}
        items = self._table.get_many([keys.reanalyzed(job, article) for article in articles])
        return {sk: from_json(item["data"], Done) for (_, sk), item in items.items()}

    def forget(self, job: str, articles: Sequence[str]) -> None:
        """Outcomes that are to be tried again."""
        self._table.write_many(deletes=[keys.reanalyzed(job, article) for article in articles])

    def _expires(self) -> int:
        return int((self._now() + timedelta(days=KEEP_DAYS)).timestamp())
