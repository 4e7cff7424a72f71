"""An article is visible: find its story, enter its claims, try the watches, keep what rings, and hand alerts on.

Messages come in order and one at a time (FIFO). The note of why each watch rang or did not is written last; where it is
found, the article is done with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from tocsin.aws.keys import stamp
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.model import Analysis, Article
from tocsin.steps.fault import fault
from tocsin.steps.messages import Correlate, read_correlate
from tocsin.stories.casefile import Filed, add_article
from tocsin.stories.index import place
from tocsin.stories.reentry import enter_again
from tocsin.watches.alert import Alert, Occasion
from tocsin.watches.model import Watch
from tocsin.watches.pace import due
from tocsin.watches.ring import Tried, follow_up, try_watch
from tocsin.watches.rules import Standing
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
        if message.again:
            return self._again(head)
        if head.story is not None and services.alerts.why(message.article) is not None:
            return Result(message.article, head.story, done_before=True)
        article = head.article(services.objects.text(message.article))
        story = self._story(head, article.text)
        analysis = services.articles.analysis(message.article, head.v)
        filed = self._file(head, article, analysis, story)
        standing = Standing(len(filed.file.origins), filed.states)
        rang = self._ring(head, Occasion(article, analysis, story, stamp(services.now()), standing), filed)
        return Result(message.article, story, rang)

    def _again(self, head: Head) -> Result:
        """Enter what a new analysis adds to the story. One that is still to be correlated will be by this analysis."""
        services, memory = self._services, self._services.stories
        if head.story is not None and services.alerts.why(head.card.id) is not None:
            article = head.article(services.objects.text(head.card.id))
            analysis = services.articles.analysis(head.card.id, head.v)
            before = memory.case_file(head.story)
            at = datetime.fromisoformat(head.card.at)
            after = enter_again(before, article, analysis, self._services.grades.sources(), at)
            if after.version != before.version:
                memory.put_case_file(head.story, after, head.expires)
        return Result(head.card.id, head.story or "", done_before=True)

    def _file(self, head: Head, article: Article, analysis: Analysis, story: str) -> Filed:
        """Enter the article's claims; where a delivery before this one did, what it changed is read back."""
        memory = self._services.stories
        before = memory.case_file(story)
        at = datetime.fromisoformat(head.card.at)
        filed = add_article(before, article, analysis, self._services.grades.sources(), at)
        if filed.file.version != before.version:
            memory.put_case_file(story, filed.file, head.expires)
            fault("correlate.filed")
        return filed

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

    def _ring(self, head: Head, occasion: Occasion, filed: Filed) -> tuple[str, ...]:
        outcomes: dict[Outcome, tuple[str, ...]] = {}
        rang = []
        for watch in self._watches:
            tried = try_watch(watch, occasion)
            outcome, alert = self._outcome(watch, tried, occasion, filed, head.expires)
            rang += [alert] if alert else []
            outcomes[outcome] = (*outcomes.get(outcome, ()), watch.id)
        why = Why(occasion.at, outcomes, filed.part, filed.of, filed.origin.id)
        self._services.alerts.put_why(head.card.id, why, head.expires)
        fault("correlate.explained")
        return tuple(rang)

    def _outcome(
        self, watch: Watch, tried: Tried, occasion: Occasion, filed: Filed, expires: int
    ) -> tuple[Outcome, str | None]:
        """What comes of a watch, and the alert that it rang if it did."""
        if tried.alert is None:
            return tried.failed or "watch-off", None
        if not watch.enabled:
            return "watch-off", None
        first = self._keep(watch, tried.alert, expires)
        if first.article == occasion.article.id:
            return first.hold or "rang", first.id
        ledger, events = filed.file.ledger, filed.events
        again = follow_up(watch, tried, occasion, first, ledger=ledger, events=events)
        if again is None:
            return "story-has-alert", None
        kept = self._keep(watch, again, expires)
        return kept.hold or "rang", kept.id

    def _keep(self, watch: Watch, alert: Alert, expires: int) -> Alert:
        """Store and hand on an alert unless there is one of its id; answers the one that is kept."""
        alerts = self._services.alerts
        kept = alerts.find(alert.id) or alerts.put(self._paced(watch, alert), expires)
        fault("correlate.alert-stored")
        if kept.alert.article != alert.article:
            return kept.alert
        alerts.list_alert(kept.alert, expires)
        fault("correlate.alert-listed")
        if kept.sent_at is None and kept.alert.hold is None:
            self._services.queues.outbox(alert.id)
            fault("correlate.handed-on")
        return kept.alert

    def _paced(self, watch: Watch, alert: Alert) -> Alert:
        """The alert with what it has to wait for, by the watch's other alerts of late."""
        now = datetime.fromisoformat(alert.raised_at)
        back = max(timedelta(hours=1), timedelta(minutes=watch.delivery.cooldown_minutes))
        sent = self._services.alerts.times(watch.id, now - back, now) if watch.delivery.mode == "immediate" else []
        when = due(watch.delivery, sent, now)
        return alert if when.hold is None else replace(alert, hold=when.hold, not_before=stamp(when.at))
