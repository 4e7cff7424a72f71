"""An article is visible: find its story, enter its claims, try the watches, keep what rings, and hand alerts on.

Messages come in order and one at a time (FIFO). The note of why each watch rang or did not is written last; where it is
found, the article is done with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tocsin.archive.rows import changed
from tocsin.aws.alerts import Sent
from tocsin.aws.keys import stamp
from tocsin.aws.muting import Muting, muting_of
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.errors import Removed
from tocsin.steps.fault import fault
from tocsin.steps.filing import file_article, find_story
from tocsin.steps.kill import kill
from tocsin.steps.messages import Correlate, read_correlate
from tocsin.steps.raising import hand_on, keep, silence_of
from tocsin.stories.casefile import Filed, Part
from tocsin.stories.ledger import Ledger
from tocsin.stories.reentry import enter_again
from tocsin.watches.alert import Alert, Occasion, alert_id
from tocsin.watches.model import Watch
from tocsin.watches.ring import TELLING, Tried, causes, follow_up, try_watch
from tocsin.watches.rules import Standing
from tocsin.watches.why import Outcome, Why

LEAST_MILLISECONDS = 14_000
"""Two hundred of the largest watches and a text of a megabyte take 6 s; the function has 30."""
AGAIN: frozenset[Part] = frozenset({"repost", "revision"})
"""What tells nothing that was not told: counts of articles leave it out."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article, for logs and metrics."""

    article: str
    story: str
    rang: tuple[str, ...] = ()
    """Alerts that this article raised."""
    done_before: bool = False


class Poison(Exception):
    """A delivery before this one began to work on the article and was killed: this one does not begin."""


class Correlator:
    """Correlates a batch of articles; the watches are read once for all of them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @cached_property
    def _watches(self) -> Sequence[Watch]:
        return self._services.watches.all()

    @cached_property
    def _muting(self) -> Muting:
        return muting_of(self._services)

    def handle(self, body: str, receives: int = 1) -> Result:
        """Do what a correlate message asks for. Whatever is raised leaves the message to be delivered again.

        Raises `Poison` for an article that killed a delivery before this one; those of its batch go on.
        """
        return self.correlate(read_correlate(body), receives)

    def correlate(self, message: Correlate, receives: int = 1) -> Result:
        """Bring one article to its story and its alerts to the outbox."""
        articles = self._services.articles
        try:
            head = articles.head(message.article)
        except Removed:
            return Result(message.article, "", done_before=True)
        self._services.archiving.put([message.article], head.expires)
        mine = not message.again and not message.killed
        if head.story is not None and mine and self._services.alerts.why(message.article) is not None:
            return Result(message.article, head.story, done_before=True)
        if receives == 1 and head.begun is None:
            return self._begin(message, head)
        if receives >= self._services.settings.max_receives and head.begun is not None:
            raise Poison(f"delivery {head.begun} did not come to an end")
        articles.note_begun(message.article, receives)
        try:
            return self._begin(message, head)
        finally:
            articles.note_ended(message.article)

    def _begin(self, message: Correlate, head: Head) -> Result:
        services = self._services
        if message.again:
            return self._again(head)
        if message.killed or head.killed is not None:
            rang = kill(services, head, message.killed or head.killed or "", self._watches)
            return Result(message.article, head.story or "", rang)
        article = head.article(services.objects.text(message.article))
        moved = find_story(services, head, article.text)
        analysis = services.articles.analysis(message.article, head.v)
        story, filed = file_article(services, head, article, analysis, moved)
        if filed.of is not None and filed.part in AGAIN and head.copy_of is None:
            services.articles.note_copy(message.article, filed.of)
            fault("correlate.copy-noted")
        standing = Standing(len(filed.file.origins), filed.states, filed.entries, filed.grades)
        at = stamp(services.now())
        occasion = Occasion(article, analysis, story.id, at, standing, story.kin, uploaded_at=head.uploaded_at)
        rang = self._ring(head, occasion, filed)
        return Result(message.article, story.id, rang)

    def _again(self, head: Head) -> Result:
        """Enter what a new analysis adds to the story. One that is still to be correlated will be by this analysis."""
        services, memory = self._services, self._services.stories
        if head.story is not None and services.alerts.why(head.card.id) is not None:
            article = head.article(services.objects.text(head.card.id))
            analysis = services.articles.analysis(head.card.id, head.v)
            story = memory.story(head.story).id
            before = memory.case_file(story)
            at = datetime.fromisoformat(head.card.at)
            after = enter_again(before, article, analysis, self._services.grades.sources(), at)
            if after.version != before.version:
                services.archiving.put(changed(before, after), head.expires)
                memory.put_case_file(story, after, head.expires)
        return Result(head.card.id, head.story or "", done_before=True)

    def _ring(self, head: Head, occasion: Occasion, filed: Filed) -> tuple[str, ...]:
        outcomes: dict[Outcome, tuple[str, ...]] = {}
        rang: list[Sent] = []
        changed = any(event.change in TELLING for event in filed.events)
        told = self._services.alerts.watches_told(occasion.stories) if changed else frozenset[str]()
        for watch in self._watches:
            tried = try_watch(watch, occasion)
            outcome: Outcome = tried.failed or "watch-off"
            kept: Sent | None = None
            if watch.enabled and (tried.alert is not None or watch.id in told):
                silence = silence_of(self._muting, watch, occasion)
                if silence is not None:
                    outcome = silence
                else:
                    outcome, kept = self._outcome(watch, tried, occasion, filed, head.expires)
            rang += [kept] if kept else []
            outcomes[outcome] = (*outcomes.get(outcome, ()), watch.id)
        hand_on(self._services, [kept.alert for kept in rang if kept.sent_at is None and kept.alert.hold is None])
        why = Why(occasion.at, outcomes, filed.part, filed.of, filed.origin.id)
        self._services.alerts.put_why(head.card.id, why, head.expires)
        fault("correlate.explained")
        return tuple(kept.alert.id for kept in rang)

    def _outcome(
        self, watch: Watch, tried: Tried, occasion: Occasion, filed: Filed, expires: int
    ) -> tuple[Outcome, Sent | None]:
        """What comes of a watch that the article meets, or whose alert it may change; and the alert that it rang."""
        told = self._told(watch, occasion) if occasion.kin or tried.alert is None else []
        if tried.alert is not None and (not told or told[0].article == occasion.article.id):
            kept = keep(self._services, watch, tried.alert, expires)
            told = [kept.alert]
            if kept.alert.article == occasion.article.id:
                return kept.alert.hold or "rang", kept
        again = self._followed(watch, tried, occasion, filed, told)
        if again is None:
            return tried.failed or "story-has-alert", None
        kept = keep(self._services, watch, again, expires)
        return kept.alert.hold or "rang", kept

    def _followed(
        self, watch: Watch, tried: Tried, occasion: Occasion, filed: Filed, told: Sequence[Alert]
    ) -> Alert | None:
        if not told or not any(event.change in TELLING for event in filed.events):
            return None
        first, *others = told
        ledger, events = filed.file.ledger, filed.events
        since = self._since(watch, occasion, ledger)
        return follow_up(watch, tried, occasion, first, ledger=ledger, events=events, others=others, since=since)

    def _since(self, watch: Watch, occasion: Occasion, ledger: Ledger) -> list[Alert]:
        """The updates of a watch for the story that went out before, in one read if there can be any."""
        before = causes(ledger, occasion.article.id)
        ids = [alert_id(watch.id, story, cause) for story in occasion.stories for cause in before]
        return [kept.alert for kept in self._services.alerts.find_many(ids)] if ids else []

    def _told(self, watch: Watch, occasion: Occasion) -> list[Alert]:
        """The first alerts of a watch for a story and those that were merged into it, the oldest first."""
        ids = [alert_id(watch.id, story) for story in occasion.stories]
        found = [kept.alert for kept in self._services.alerts.find_many(ids) if kept.muted_by is None]
        told = [alert for alert in found if occasion.answers_for(alert)]
        return sorted(told, key=lambda alert: (alert.raised_at, alert.id))
