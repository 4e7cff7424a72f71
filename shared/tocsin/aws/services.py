"""The composition root: settings, clients and stores of one process, each built when it is first used."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

from tocsin.aws.clients import Clients
from tocsin.aws.engines import Engine, chosen, embedded, engines
from tocsin.aws.lists import Lists
from tocsin.aws.settings import Settings
from tocsin.aws.table import Table
from tocsin.model import Analysis, Article, EngineName

if TYPE_CHECKING:
    from tocsin.archive.marks import Marks
    from tocsin.archive.store import Archive
    from tocsin.aws.alerts import Alerts
    from tocsin.aws.articles import Articles
    from tocsin.aws.audit import AuditLog
    from tocsin.aws.cursors import Cursors
    from tocsin.aws.decisions import Decisions
    from tocsin.aws.desk import Desk
    from tocsin.aws.efforts import Efforts
    from tocsin.aws.grades import Grades
    from tocsin.aws.graves import Graves
    from tocsin.aws.idempotency import Idempotency
    from tocsin.aws.items import Items
    from tocsin.aws.links import Links
    from tocsin.aws.memory import StoryMemory
    from tocsin.aws.objects import Objects
    from tocsin.aws.queues import Queues
    from tocsin.aws.seals import Seals
    from tocsin.aws.signon import SignOn
    from tocsin.aws.tokens import Tokens
    from tocsin.aws.turns import Turns
    from tocsin.aws.uploads import Uploads
    from tocsin.aws.watches import Watches
    from tocsin.digests.store import Bulletins
    from tocsin.feeds.store import Feeds
    from tocsin.fetch import Fetcher
    from tocsin.reanalysis.store import Reanalyses
    from tocsin.removal.store import Removals
    from tocsin.subscriptions.channels import ChannelSubscriptions
    from tocsin.subscriptions.deliveries import Deliveries
    from tocsin.subscriptions.failures import Failures
    from tocsin.subscriptions.store import Subscriptions
    from tocsin.topics.store import OwnTopics

# Each store is imported where it is first needed: a function loads only what it uses.
# ruff: noqa: PLC0415


CHANNEL_SECONDS = 10.0
"""For a service to take a message; what is slower is tried again."""
CHANNEL_BYTES = 262_144
"""Of an answer: services say a few words."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _worked() -> float:
    """With its children that have ended (`tocsin.reading.apart`)."""
    return time.process_time() + sum(os.times()[2:4])


def _ignore(_: str) -> None:
    pass


class Services:
    """Everything that steps and the API are handed."""

    def __init__(
        self,
        settings: Settings,
        clients: Clients | None = None,
        *,
        now: Callable[[], datetime] = _utc_now,
        analyze: Callable[[Article], Analysis] = embedded,
    ) -> None:
        self.settings = settings
        self.clients = clients or Clients()
        self.now = now
        self.analyze = analyze
        self.engine: Callable[[EngineName], Engine] = engines(self, {})
        """One that is asked for by its name, for re-analyses."""
        self.time_left: Callable[[], float] = lambda: math.inf
        """Seconds until the process is stopped; a handler sets it."""
        self.worked: Callable[[], float] = _worked
        """Seconds that this process has worked, and what it tried apart, for what an upload costs."""
        self.observe: Callable[[str], None] = _ignore
        """Told of what an operator counts; a handler makes metrics of it."""

    def expires(self, since: datetime) -> int:
        """When something that came in at `since` goes, in epoch seconds."""
        return int((since + timedelta(days=self.settings.retention_days)).timestamp())

    @cached_property
    def table(self) -> Table:
        return Table(self.clients.dynamodb, self.settings.table)

    @cached_property
    def lists(self) -> Lists:
        return Lists(self.table)

    @cached_property
    def objects(self) -> Objects:
        from tocsin.aws.objects import Objects

        return Objects(self.clients, self.settings.bucket)

    @cached_property
    def archive(self) -> Archive:
        from tocsin.archive.store import Archive

        return Archive(self.clients, self.settings.archive_bucket)

    @cached_property
    def archiving(self) -> Marks:
        from tocsin.archive.marks import Marks

        return Marks(self.table, self.now, on=bool(self.settings.archive_bucket))

    @cached_property
    def queues(self) -> Queues:
        from tocsin.aws.queues import Queues

        known = self.settings
        return Queues(
            self.clients.sqs,
            known.correlate_queue_url,
            known.outbox_queue_url,
            known.dead_letters_url,
            collect_url=known.collect_queue_url,
            intake_url=known.intake_queue_url,
            deliveries_url=known.deliveries_queue_url,
        )

    @cached_property
    def uploads(self) -> Uploads:
        from tocsin.aws.uploads import Uploads

        return Uploads(self.table, self.lists)

    @cached_property
    def efforts(self) -> Efforts:
        from tocsin.aws.efforts import Efforts

        return Efforts(self.table, self.now, self.settings.analyze_workers)

    @cached_property
    def items(self) -> Items:
        from tocsin.aws.items import Items

        return Items(self.table)

    @cached_property
    def articles(self) -> Articles:
        from tocsin.aws.articles import Articles

        return Articles(self.table, self.lists, self.objects)

    @cached_property
    def audit(self) -> AuditLog:
        from tocsin.aws.audit import AuditLog

        return AuditLog(self.table, self.now)

    @cached_property
    def idempotency(self) -> Idempotency:
        from tocsin.aws.idempotency import Idempotency

        return Idempotency(self.table, self.now)

    @cached_property
    def turns(self) -> Turns:
        from tocsin.aws.turns import Turns

        return Turns(self.table, self.now)

    @cached_property
    def graves(self) -> Graves:
        from tocsin.aws.graves import Graves

        return Graves(self.table)

    @cached_property
    def removals(self) -> Removals:
        from tocsin.removal.store import Removals

        return Removals(self.table, self.now)

    @cached_property
    def stories(self) -> StoryMemory:
        from tocsin.aws.memory import StoryMemory

        return StoryMemory(self.table, self.lists)

    @cached_property
    def decisions(self) -> Decisions:
        from tocsin.aws.decisions import Decisions

        return Decisions(self.table)

    @cached_property
    def alerts(self) -> Alerts:
        from tocsin.aws.alerts import Alerts

        return Alerts(self.table, self.lists)

    @cached_property
    def watches(self) -> Watches:
        from tocsin.aws.watches import Watches

        return Watches(self.table)

    @cached_property
    def own_topics(self) -> OwnTopics:
        from tocsin.topics.store import OwnTopics

        return OwnTopics(self.table, self.now)

    @property
    def topics(self) -> dict[str, str]:
        """Labels of the topics that articles are held against, by id: built-in ones, and the desk's as saved."""
        from tocsin.engine.topics.taxonomy import topic_entries

        own = {topic.id: topic.label for topic in self.own_topics.all()}
        return own | {topic.id: topic.label for topic in topic_entries()}

    def analyzed(self, article: Article) -> Analysis:
        """What the engine makes of an article, with the desk's own topics."""
        return self.own_topics.in_force().analysis(self.analyze(article), article)

    @cached_property
    def bulletins(self) -> Bulletins:
        from tocsin.digests.store import Bulletins

        return Bulletins(self.table, self.lists)

    @cached_property
    def fetcher(self) -> Fetcher:
        """The way out to the network, for the public part of it and the hosts that the operator allows."""
        from tocsin.fetch import Fetcher, Policy

        contact = f"; {self.settings.contact}" if self.settings.contact else ""
        return Fetcher(Policy(self.settings.allowed_hosts), agent=f"Tocsin (news monitoring{contact})")

    @cached_property
    def feeds(self) -> Feeds:
        from tocsin.feeds.store import Feeds

        return Feeds(self.table, self.now, self.fetcher.policy)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        from tocsin.subscriptions.store import Subscriptions

        known = self.settings
        return Subscriptions(self.table, self.clients.sns, known.topic_arn, known.undelivered_arn)

    @cached_property
    def seals(self) -> Seals:
        from tocsin.aws.seals import Seals

        return Seals(self.table, self.clients, self.settings.seal_key)

    @cached_property
    def channels(self) -> ChannelSubscriptions:
        from tocsin.subscriptions.channels import ChannelSubscriptions

        return ChannelSubscriptions(self.table, self.seals, self.channel_fetcher.policy)

    @cached_property
    def deliveries(self) -> Deliveries:
        from tocsin.subscriptions.deliveries import Deliveries

        return Deliveries(self.table, self.lists)

    @cached_property
    def channel_fetcher(self) -> Fetcher:
        """The same way out for channels, which wait less and are told less."""
        return replace(self.fetcher, seconds=CHANNEL_SECONDS, max_bytes=CHANNEL_BYTES)

    @cached_property
    def failures(self) -> Failures:
        from tocsin.subscriptions.failures import Failures

        return Failures(self.table, self.deliveries, self.clients.sqs, self.settings.undelivered_arn)

    @cached_property
    def reanalyses(self) -> Reanalyses:
        from tocsin.reanalysis.store import Reanalyses

        return Reanalyses(self.table, self.now)

    @cached_property
    def grades(self) -> Grades:
        from tocsin.aws.grades import Grades

        return Grades(self.table, self.now)

    @cached_property
    def tokens(self) -> Tokens | None:
        """Those of the issuer that the operator names."""
        from tocsin.aws.tokens import Tokens

        known = self.settings.trust
        return None if known is None else Tokens(known, lambda: self.fetcher, self.now)

    @cached_property
    def sign_on(self) -> SignOn | None:
        """Signing in to the pages at that issuer, where they are known to it."""
        from tocsin.aws.signon import SignOn

        known, api_url = self.settings.trust, self.settings.api_url
        if known is None or not known.client or not api_url:
            return None
        return SignOn(known, f"{api_url}/ui/signed-in", lambda: self.fetcher, self.now)

    @cached_property
    def desk(self) -> Desk:
        from tocsin.aws.desk import Desk

        return Desk(self.table)

    @cached_property
    def links(self) -> Links:
        from tocsin.aws.links import Links

        return Links(self.table, self.settings.api_url)

    @cached_property
    def cursors(self) -> Cursors:
        from tocsin.aws.cursors import Cursors

        return Cursors(self.table)


@cache
def services() -> Services:
    """The services of this process, from its environment."""
    built = Services(Settings.from_environment(os.environ))
    built.analyze = chosen(built, os.environ)
    built.engine = engines(built, os.environ)
    return built
