"""An alert waits in the outbox: render it for each protocol, publish it, and mark it sent.

Delivery is at least once: a crash after publishing and before marking publishes again, with the same `id` in the
envelope and the same `dedup` attribute, by which subscribers know it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.aws.keys import stamp
from tocsin.aws.services import Services
from tocsin.codec import to_json
from tocsin.digests.render import render as render_bulletin
from tocsin.digests.store import is_empty
from tocsin.notify.render import Notification, render
from tocsin.steps.fault import fault
from tocsin.steps.messages import Bulletin, Outbox, read_outbox
from tocsin.steps.raising import hush

if TYPE_CHECKING:
    from tocsin.aws.alerts import Alerts
    from tocsin.digests.store import Bulletins


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one alert or bulletin, for logs and metrics."""

    alert: str
    published: bool
    seconds: float | None = None
    """From raising an alert to handing it on; None for one that was held back on purpose."""
    since_upload: float | None = None
    """The same from the upload of its article."""


def handle(services: Services, body: str) -> Result:
    """Do what an outbox message asks for. Whatever is raised leaves the message to be delivered again."""
    message = read_outbox(body)
    return _notify_bulletin(services, message) if isinstance(message, Bulletin) else notify(services, message)


def notify(services: Services, message: Outbox) -> Result:
    """Send an alert and those that are told with it, unless all of them were sent, muted, or taken down before."""
    ids = (message.alert, *message.also)
    found = {one.alert.id: one for one in services.alerts.find_many(ids) if one.muted_by is None}
    sent = [found[alert] for alert in ids if alert in found]
    if any(one.sent_at is None for one in sent):
        sent = hush(services, sent)
    if all(one.sent_at is not None for one in sent):
        return Result(message.alert, published=False)
    first, *others = (one.alert for one in sent)
    notification = render(
        first, services.settings.api_url, others, acknowledge=services.links.to("acknowledge", first.id)
    )
    done = _send(services, services.alerts, tuple(one.alert.id for one in sent), notification)
    if first.hold:
        return done
    now, uploaded = services.now(), first.uploaded_at
    waited = (now - datetime.fromisoformat(first.raised_at)).total_seconds()
    since = (now - datetime.fromisoformat(uploaded)).total_seconds() if uploaded else None
    return replace(done, seconds=waited, since_upload=since)


def _notify_bulletin(services: Services, message: Bulletin) -> Result:
    """Send a digest or a surge, unless it was sent."""
    kept = services.bulletins.get(message.bulletin)
    if kept.sent_at is not None or is_empty(kept.bulletin):
        return Result(message.bulletin, published=False)
    notification = render_bulletin(kept.bulletin, services.settings.api_url)
    return _send(services, services.bulletins, (message.bulletin,), notification)


def _send(services: Services, store: Alerts | Bulletins, ids: tuple[str, ...], notification: Notification) -> Result:
    """Publish, then mark: a crash in between publishes again, under the same id."""
    publish(services, notification)
    fault("notify.published")
    at = stamp(services.now())
    for id_ in ids:
        store.mark_sent(id_, at)
    fault("notify.marked")
    return Result(ids[0], published=True)


def publish(services: Services, notification: Notification) -> None:
    """To the topic, in the form that each protocol takes."""
    services.clients.sns.publish(
        TopicArn=services.settings.topic_arn,
        Subject=notification.subject,
        MessageStructure="json",
        Message=to_json(notification.messages).decode(),
        MessageAttributes={
            name: (
                {"DataType": "String.Array", "StringValue": to_json(value).decode()}
                if isinstance(value, tuple)
                else {"DataType": "String", "StringValue": value}
            )
            for name, value in notification.attributes.items()
        },
    )
