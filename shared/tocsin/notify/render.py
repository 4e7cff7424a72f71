"""One alert in the form that each SNS protocol takes, with the attributes that filter policies match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tocsin.codec import to_builtins, to_json
from tocsin.notify.message import compose
from tocsin.notify.plain import mail, short, subject
from tocsin.watches.alert import Alert

MAX_ARRAY = 10
EVENT_TYPE = "tocsin.alert.v1"
OF_A_WATCH = ("id", "incident", "watch", "watch_name", "watch_version", "references", "why")
"""What two alerts of one article do not share."""
MAX_WHY = 3
"""Grounds that are told of each further watch: with all of ten watches a message could be too large for SNS."""


@dataclass(frozen=True, slots=True)
class Notification:
    """What is handed to SNS."""

    subject: str
    messages: dict[str, str]
    """By protocol; `default` is for queues, webhooks and functions: the envelope, once for all of them."""
    attributes: dict[str, str | tuple[str, ...]]


def render(alert: Alert, api_url: str, also: Sequence[Alert] = (), *, acknowledge: str = "") -> Notification:
    """The same alert gives the same bytes: a second sending is known by its `id`.

    `also`: alerts of other watches for the same article, of the same severity, which the message names too.
    """
    also = [replace(other, why=other.why[:MAX_WHY]) for other in also]
    message = compose(alert, also=also, acknowledge=acknowledge)
    envelope = to_json(cloud_event(alert, api_url, also, acknowledge=acknowledge)).decode()
    messages = {"default": envelope, "email": mail(message), "sms": short(message)}
    return Notification(subject(message), messages, _attributes(alert, also))


def cloud_event(alert: Alert, api_url: str, also: Sequence[Alert] = (), *, acknowledge: str = "") -> dict[str, Any]:
    """The alert in a CloudEvents 1.0 envelope (structured mode); of those told with it, what is theirs alone."""
    data = to_builtins(alert)
    data["also"] = [{name: to_builtins(getattr(other, name)) for name in OF_A_WATCH} for other in also]
    data["links"] = links(alert, api_url) | ({"acknowledge": acknowledge} if acknowledge else {})
    return {
        "specversion": "1.0",
        "id": alert.id,
        "source": f"{api_url}/v1/watches/{alert.watch}" if api_url else f"urn:tocsin:watch:{alert.watch}",
        "type": EVENT_TYPE,
        "subject": alert.story,
        "time": alert.raised_at,
        "datacontenttype": "application/json",
        "data": data,
    }


def links(alert: Alert, api_url: str) -> dict[str, str]:
    """Where to read on; what the deployment does not know is left out. Routes of the API need a key."""
    found = {"source": alert.url} if alert.url else {}
    if api_url:
        found["alert"] = f"{api_url}/v1/alerts/{alert.id}"
        found["article"] = f"{api_url}/v1/articles/{alert.article}"
        found["story"] = f"{api_url}/v1/stories/{alert.story}"
    return found


def _attributes(alert: Alert, also: Sequence[Alert]) -> dict[str, str | tuple[str, ...]]:
    # SNS passes on ten attributes at most to raw SQS subscriptions; empty arrays match no filter and are left out.
    attributes: dict[str, str | tuple[str, ...]] = {
        "watch": (alert.watch, *(other.watch for other in also)) if also else alert.watch,
        "severity": alert.severity,
        "type": alert.msg_type,
        "dedup": alert.id,
        "incident": alert.incident,
    }
    attributes |= {"topics": alert.topics[:MAX_ARRAY]} if alert.topics else {}
    attributes |= {"countries": alert.countries[:MAX_ARRAY]} if alert.countries else {}
    return attributes
