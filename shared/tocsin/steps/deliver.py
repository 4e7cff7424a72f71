"""What was published goes out to channels: handed on to each that hears of it, then sent to each by itself.

Each channel has a message of its own in the queue, so that one that is slow or down holds up no other. A message goes
out once: the item of alert and subscription is held while a worker sends, and done after. Only where a worker dies
between the service's answer and the note of it, the message goes out again, under the same id.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zlib import crc32

from tocsin.aws.keys import stamp
from tocsin.aws.muting import muting_of
from tocsin.aws.post import carry
from tocsin.channels.model import CARRIED, MAX_REASON, Address, Channel, ChannelName, Notice, Outcome, Postage
from tocsin.channels.registry import BY_NAME
from tocsin.codec import to_json
from tocsin.digests.briefing import sections as briefed
from tocsin.digests.model import Digest
from tocsin.digests.render import render as render_bulletin
from tocsin.errors import FetchError, FetchForbidden, NotFound
from tocsin.notify.message import Message, compose
from tocsin.notify.render import cloud_event
from tocsin.steps.fault import fault
from tocsin.steps.messages import Published, Task, read_delivery
from tocsin.subscriptions.channels import Opened
from tocsin.subscriptions.deliveries import BACKOFF, Delivery, DeliveryState, Thread
from tocsin.subscriptions.endpoints import Protocol, is_channel
from tocsin.subscriptions.model import Subscription
from tocsin.subscriptions.samples import TEST_TYPE, bulletin_message, sample

if TYPE_CHECKING:
    from tocsin.aws.services import Services
    from tocsin.watches.alert import Alert
    from tocsin.watches.model import Language, Severity

ALERTS_ONLY: frozenset[ChannelName] = frozenset({"pagerduty", "opsgenie"})
"""Whoever is on call is woken by what happened, not by a list of it."""
MOST_WAIT = 900
"""Seconds: SQS holds nothing back for longer."""
SPREAD = 30
"""Seconds over which what waits for one endpoint is spread."""
SHORTEST_SECRET = 6
_IN_URL = re.compile(r"[/?&=;#]")


@dataclass(frozen=True, slots=True)
class Audience:
    """What decides who hears of a message, and the times that its delivery is measured from."""

    watches: tuple[str, ...]
    severity: Severity
    raised_at: str
    uploaded_at: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a message of the queue, for logs and metrics. No address is in it."""

    alert: str
    subscription: str = ""
    state: DeliveryState | None = None
    handed_on: int = 0
    reason: str = ""
    seconds: float | None = None
    """From raising an alert to its delivery."""
    channel: Protocol | None = None
    since_upload: float | None = None
    """From the article's upload to the delivery."""


def handle(services: Services, body: str) -> Result:
    """Whatever is raised leaves the message to be delivered again."""
    message = read_delivery(body)
    return deliver(services, message) if isinstance(message, Task) else hand_on(services, message)


def hand_on(services: Services, published: Published) -> Result:
    """A task for each channel that hears of it; again after a crash, those that are done aside."""
    try:
        audience = _audience(services, published)
    except NotFound:
        return Result(published.id)  # it was taken down meanwhile
    count = 0
    for one in services.channels.matching(audience.watches, audience.severity):
        name = one.protocol
        if not is_channel(name):
            _note_handed_on(services, published.id, one, audience)
            continue
        if published.kind == "bulletin" and name in ALERTS_ONLY:
            continue
        task = Task(one.id, published.kind, published.id, published.also)
        count += enqueue(services, task, name, audience.raised_at, audience.uploaded_at)
    return Result(published.id, handed_on=count)


def _note_handed_on(services: Services, alert: str, to: Subscription, audience: Audience) -> None:
    """SNS got the message before us, and delivers it to whoever has confirmed."""
    reason = "if its owner has confirmed" if to.state == "pending" else None
    at = stamp(services.now())
    noted = Delivery(alert, to.id, to.protocol, "handed-on", audience.raised_at, at, reason=reason)
    services.deliveries.enter(replace(noted, uploaded_at=audience.uploaded_at), services.expires(services.now()))


def enqueue(services: Services, task: Task, name: Protocol, raised_at: str, uploaded_at: str | None = None) -> bool:
    """Note a delivery and put it into the queue; False if it was delivered or given up already."""
    at = stamp(services.now())
    wanted = Delivery(task.id, task.to, name, "waiting", raised_at, at, uploaded_at=uploaded_at)
    if services.deliveries.enter(wanted, services.expires(services.now())).state in {"delivered", "failed", "dropped"}:
        return False
    services.queues.deliver(task)
    return True


def deliver(services: Services, task: Task) -> Result:
    """Send one message to one channel, now or as late as was asked for."""
    found = services.deliveries.find(task.id, task.to)
    if found is None or found.state == "delivered":
        return Result(task.id, task.to, found.state if found else None)
    now = services.now()
    if found.next_at is not None and found.next_at > stamp(now):
        services.queues.deliver(task, _seconds(now, found.next_at))
        return _result(found)
    opened = services.channels.open(task.to, now)
    if opened is None:
        return _result(services.deliveries.give_up(found, "dropped", "the subscription is there no more"))
    if (muted := _muted(services, task)) is not None:
        return _result(services.deliveries.give_up(found, "dropped", muted))
    return _result(_in_turn(services, task, opened, found))


def _in_turn(services: Services, task: Task, opened: Opened, found: Delivery) -> Delivery:
    """Sent, unless its endpoint rests or another worker has the message."""
    now = services.now()
    if (until := services.channels.take_turn(opened, now)) is not None:
        return _put_off(services, task, found, until)
    if not services.deliveries.hold(found, now):
        services.queues.deliver(task, MOST_WAIT // 10)  # should the worker that holds it die
        return found
    return _send(services, task, opened, replace(found, attempts=found.attempts + 1))


def _put_off(services: Services, task: Task, found: Delivery, until: str) -> Delivery:
    """Later, as its endpoint answers slowly; not all of what waits for it at the same moment."""
    spread = timedelta(seconds=crc32(task.id.encode()) % SPREAD)
    later = services.deliveries.put_off(found, stamp(datetime.fromisoformat(until) + spread))
    services.queues.deliver(task, _seconds(services.now(), later.next_at or ""))
    return later


def _muted(services: Services, task: Task) -> str | None:
    """Why the desk wants nothing of it to go there now; a test goes always, as it is asked for."""
    if task.kind == "test":
        return None
    muting = muting_of(services)
    found = muting.of("subscription", task.to)
    if found is None and task.kind == "alert" and muting.muted:
        told = [muting.silences_alert(one.alert) for one in services.alerts.find_many((task.id, *task.also))]
        found = told[0][1] if told and told[0] is not None and all(told) else None
    if found is None:
        return None
    return f"{found.kind} muted by {found.by}{f' until {found.until}' if found.until else ''}"


def _send(services: Services, task: Task, opened: Opened, found: Delivery) -> Delivery:
    deliveries = services.deliveries
    try:
        message, event = _told(services, task, opened.subscription.language)
    except NotFound:
        return deliveries.give_up(found, "dropped", "the alert is there no more")
    thread = deliveries.thread(message.incident, task.to)
    if thread.closed > found.raised_at:
        return deliveries.give_up(found, "dropped", "a cancel of it went out before")
    notice = Notice(
        message, event, services.now(), "" if message.type == "alert" else thread.ref, _postage(services, task)
    )
    begun = services.channel_fetcher.clock()
    outcome = _outcome(services, BY_NAME[opened.channel], notice, opened.address)
    took = services.channel_fetcher.clock() - begun
    services.channels.answered(opened, took, services.now(), failed=outcome.verdict != "ok")
    fault("deliver.sent")
    if outcome.verdict == "ok":
        return _delivered(services, found, message, thread, outcome)
    return _not_delivered(services, task, found, outcome)


def _outcome(services: Services, channel: Channel, notice: Notice, address: Address) -> Outcome:
    request = channel.request(notice, address)
    if channel.name in CARRIED:
        return carry(services.clients, channel.name, notice.postage.sender, request)
    try:
        answer = services.channel_fetcher.post(request.url, request.body, request.headers, method=request.method)
    except FetchForbidden as error:
        return Outcome("refused", error.message)
    except FetchError as error:
        return Outcome("retry", error.message)
    outcome = channel.read(answer, services.now())
    return replace(outcome, reason=_redacted(outcome.reason, address)[:MAX_REASON])


def _postage(services: Services, task: Task) -> Postage:
    return Postage(services.settings.mail_from, services.links.to("unsubscribe", task.to))


def _redacted(reason: str, address: Address) -> str:
    """Without what a service repeats of the address that it was asked under, the longest part first."""
    parts = _IN_URL.split(address.endpoint.partition("://")[2].partition("/")[2])
    known = {*address.secrets, address.endpoint, *parts}
    for secret in sorted({*known, *map(unquote, known)}, key=len, reverse=True):
        reason = reason.replace(secret, "…") if len(secret) >= SHORTEST_SECRET else reason
    return reason


def _delivered(services: Services, found: Delivery, message: Message, thread: Thread, outcome: Outcome) -> Delivery:
    done = services.deliveries.delivered(found, services.now())
    fault("deliver.marked")
    closed = found.raised_at if message.type == "cancel" else thread.closed
    kept = Thread(thread.ref or outcome.ref, closed)
    if kept != thread:
        services.deliveries.keep_thread(message.incident, found.subscription, kept, services.expires(services.now()))
    services.channels.delivered(found.subscription, services.now())
    return done


def _not_delivered(services: Services, task: Task, found: Delivery, outcome: Outcome) -> Delivery:
    now, final = services.now(), outcome.verdict != "retry" or found.attempts > len(BACKOFF)
    gone = outcome.verdict == "gone"
    if outcome.moved:
        services.channels.move(found.subscription, outcome.moved)
    services.channels.failed(found.subscription, now, outcome.reason, given_up=final, gone=gone)
    if final:
        if not gone:
            services.queues.give_up(task)
        return services.deliveries.give_up(found, "failed", outcome.reason)
    later = services.deliveries.again(found, outcome, now)
    services.queues.deliver(task, _seconds(now, later.next_at or ""))
    return later


def _audience(services: Services, published: Published) -> Audience:
    """Who hears of what was published, and since when there was something to hear. Raises `NotFound`."""
    if published.kind == "bulletin":
        kept = services.bulletins.get(published.id).bulletin
        message = bulletin_message(kept.id, render_bulletin(kept, services.settings.api_url))
        watches = (kept.watch,) if hasattr(kept, "watch") else kept.watches
        return Audience(watches, message.severity, kept.raised_at)
    first, *others = _alerts(services, published.id, published.also)
    uploaded_at = first.uploaded_at if first.hold is None else None
    return Audience(tuple(one.watch for one in (first, *others)), first.severity, first.raised_at, uploaded_at)


def _told(services: Services, task: Task, language: Language | None) -> tuple[Message, bytes]:
    """The message, in the subscriber's language or the watch's, and the envelope for programs. Raises `NotFound`."""
    api_url = services.settings.api_url
    if task.kind == "alert":
        first, *others = _alerts(services, task.id, task.also)
        seen_to = services.links.to("acknowledge", first.id)
        event = cloud_event(first, api_url, others, acknowledge=seen_to)
        return compose(first, language, others, acknowledge=seen_to), to_json(event)
    if task.kind == "bulletin":
        kept = services.bulletins.get(task.id).bulletin
        told = render_bulletin(kept, api_url)
        digest = kept if isinstance(kept, Digest) else None
        message = bulletin_message(kept.id, told, digest.told_in if digest else "en")
        message = replace(message, sections=briefed(digest)) if digest else message
        return message, told.messages["default"].encode()
    return sample(task.id), to_json(
        {"specversion": "1.0", "id": task.id, "source": api_url or "urn:tocsin", "type": TEST_TYPE, "data": {}}
    )


def _alerts(services: Services, first: str, also: Sequence[str]) -> list[Alert]:
    """The alert and those that are told with it, as far as they are there. Raises `NotFound` for the first."""
    others = {one.alert.id: one.alert for one in services.alerts.find_many(also)} if also else {}
    return [services.alerts.get(first).alert, *(others[one] for one in also if one in others)]


def _seconds(now: datetime, at: str) -> int:
    return int((datetime.fromisoformat(at) - now).total_seconds()) + 1


def _result(found: Delivery) -> Result:
    seconds = None
    if found.delivered_at is not None:
        seconds = (datetime.fromisoformat(found.delivered_at) - datetime.fromisoformat(found.raised_at)).total_seconds()
    since_upload = found.seconds if found.uploaded_at else None
    told = found.reason or ""
    return Result(found.alert, found.subscription, found.state, 0, told, seconds, found.protocol, since_upload)
