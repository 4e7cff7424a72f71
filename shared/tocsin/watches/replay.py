"""What watches would have sent for articles of the past: the decisions of correlate, over dicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.model import Analysis, Article
from tocsin.stories.casefile import CaseFile, Filed, add_article, join_files, part_file
from tocsin.stories.ledger import Ledger
from tocsin.stories.likeness import Kin
from tocsin.stories.origins import Sources, default_sources
from tocsin.watches.alert import Alert, Occasion, alert_id, stamp
from tocsin.watches.model import Watch
from tocsin.watches.pace import HOUR, ROLLED, Rang, due
from tocsin.watches.ring import causes, follow_up, try_watch
from tocsin.watches.rules import Standing


@dataclass(frozen=True, slots=True)
class Past:
    """An article as it was correlated: its story, and when it came in."""

    article: Article
    analysis: Analysis
    story: str
    at: datetime
    kin: tuple[Kin, ...] = ()
    """Stories that were merged into its own, or from which its own was split off, by then."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one watch made of one article: an alert that went out or waited, or the reason for none."""

    watch: str
    article: str
    outcome: str
    alert: Alert | None = None


class Replay:
    """Articles one by one, in the order in which they came; an article that comes again changes nothing."""

    def __init__(self, watches: Sequence[Watch], sources: Sources | None = None) -> None:
        self.files: dict[str, CaseFile] = {}
        self.alerts: dict[str, Alert] = {}
        self._watches = watches
        self._sources = sources or default_sources()
        self._first: dict[tuple[str, str], Alert] = {}
        self._sent: dict[str, list[Rang]] = {}
        self._seen: set[str] = set()
        self.filed: dict[str, Filed] = {}

    def feed(self, past: Past) -> list[Told]:
        """Enter an article into its story and try every watch on it."""
        if past.article.id in self._seen:
            return []
        self._seen.add(past.article.id)
        before = self._file(past)
        filed = add_article(before, past.article, past.analysis, self._sources, past.at)
        self.files[past.story] = filed.file
        self.filed[past.article.id] = filed
        standing = Standing(len(filed.file.origins), filed.states, filed.entries, filed.grades)
        occasion = Occasion(past.article, past.analysis, past.story, stamp(past.at), standing, past.kin)
        return [self._try(watch, occasion, filed, past.at) for watch in self._watches]

    def _file(self, past: Past) -> CaseFile:
        """The file of the article's story, after what was merged into it or split off since its last article."""
        file = self.files.get(past.story, CaseFile())
        for kin in past.kin:
            theirs = self.files.get(kin.story)
            if theirs is None:
                continue
            if not kin.only and kin.story not in file.parts:
                file = join_files(file, kin.story, theirs, past.at)
            elif kin.only and past.story not in self.files:
                self.files[kin.story], file = part_file(theirs, kin.only, past.article.id, past.at)
        return file

    def _told(self, watch: Watch, occasion: Occasion) -> list[Alert]:
        """The first alerts of a watch for a story and those that were merged into it, the oldest first."""
        found = [self._first[watch.id, story] for story in occasion.stories if (watch.id, story) in self._first]
        told = [alert for alert in found if occasion.answers_for(alert)]
        return sorted(told, key=lambda alert: (alert.raised_at, alert.id))

    def _since(self, watch: Watch, occasion: Occasion, ledger: Ledger) -> list[Alert]:
        """The updates of a watch for the story that went out before."""
        before = causes(ledger, occasion.article.id)
        ids = [alert_id(watch.id, story, cause) for story in occasion.stories for cause in before]
        return [self.alerts[id_] for id_ in ids if id_ in self.alerts]

    def _try(self, watch: Watch, occasion: Occasion, filed: Filed, at: datetime) -> Told:
        tried = try_watch(watch, occasion)
        told = self._told(watch, occasion)
        if not watch.enabled or (tried.alert is None and not told):
            return Told(watch.id, occasion.article.id, tried.failed or "watch-off")
        alert = tried.alert
        if told:
            first, *others = told
            ledger, events = filed.file.ledger, filed.events
            since = self._since(watch, occasion, ledger)
            alert = follow_up(watch, tried, occasion, first, ledger=ledger, events=events, others=others, since=since)
        if alert is None:
            return Told(watch.id, occasion.article.id, tried.failed or "story-has-alert")
        if not told:
            self._first[watch.id, occasion.story] = alert
        back = at - max(HOUR, timedelta(minutes=watch.delivery.cooldown_minutes))
        sent = [past for past in self._sent.get(watch.id, []) if past.at > back]
        when = due(watch.delivery, sent, at, alert.gravity)
        self._sent[watch.id] = sent if when.hold in ROLLED else [*sent, Rang(at, alert.gravity)]
        if when.hold is not None:
            alert = replace(alert, hold=when.hold, not_before=stamp(when.at))
        self.alerts[alert.id] = alert
        return Told(watch.id, occasion.article.id, when.hold or "rang", alert)
