"""An article is visible: find its story, try the watches, keep what rings, and hand alerts on.

Messages come in order and one at a time (FIFO). The note of why each watch rang or did not is written last; where it is
found, the article is done with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tocsin.aws.keys import stamp
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.steps.fault import fault
from tocsin.steps.messages import Correlate, read_correlate
from tocsin.stories.index import place
from tocsin.watches.alert import Alert, Occasion, raise_alert
from tocsin.watches.model import Watch
from tocsin.watches.rules import evaluate
from tocsin.watches.why import Outcome, Why


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article, for logs and metrics."""

    article: str
    story: str
    rang: tuple[str, ...] = ()
    """Alerts that this article raised."""
    done_before: bool = False


class Correlator:
    """Correlates a batch of articles; the watches are read once for all of them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @cached_property
    def _watches(self) -> Sequence[Watch]:
        return self._services.watches.all()

    def handle(self, body: str) -> Result:
        """Do what a correlate message asks for. Whatever is raised leaves the message to be delivered again."""
        return self.correlate(read_correlate(body))

    def correlate(self, message: Correlate) -> Result:
        """Bring one article to its story and its alerts to the outbox."""
        services = self._services
        head = services.articles.head(message.article)
        if head.story is not None and services.alerts.why(message.article) is not None:
            return Result(message.article, head.story, done_before=True)
        article = head.article(services.objects.text(message.article))
        story = self._story(head, article.text)
        analysis = services.articles.analysis(message.article, head.v)
        rang = self._ring(head, Occasion(article, analysis, story, stamp(services.now())))
        return Result(message.article, story, rang)

    def _story(self, head: Head, text: str) -> str:
        memory = self._services.stories
        if head.story is None:
            outcome = place(head.card.id, head.card.title, text, head.card.published_at, memory)
            moved = memory.remember(head, outcome, stamp(self._services.now()))
            fault("correlate.story-stored")
        else:
            moved = memory.moved(head.story)
        memory.list_story(moved, head)
        fault("correlate.story-listed")
        return moved.story

    def _ring(self, head: Head, occasion: Occasion) -> tuple[str, ...]:
        outcomes: dict[Outcome, tuple[str, ...]] = {}
        rang = []
        for watch in self._watches:
            verdict = evaluate(watch.rule, occasion.analysis, occasion.article.text)
            outcome: Outcome = verdict.failed or "rang"
            if outcome == "rang" and not watch.enabled:
                outcome = "watch-off"
            if outcome == "rang":
                alert = raise_alert(watch, verdict, occasion)
                outcome = "rang" if self._keep(alert, head.expires) else "story-has-alert"
                rang += [alert.id] if outcome == "rang" else []
            outcomes[outcome] = (*outcomes.get(outcome, ()), watch.id)
        self._services.alerts.put_why(head.card.id, Why(occasion.at, outcomes), head.expires)
        fault("correlate.explained")
        return tuple(rang)

    def _keep(self, alert: Alert, expires: int) -> bool:
        """Store and hand on an alert; False if another article rang for this watch and story."""
        kept = self._services.alerts.put(alert, expires)
        fault("correlate.alert-stored")
        if kept.alert.article != alert.article:
            return False
        self._services.alerts.list_alert(kept.alert, expires)
        fault("correlate.alert-listed")
        if kept.sent_at is None:
            self._services.queues.outbox(alert.id)
            fault("correlate.handed-on")
        return True
