"""One alert in the form that each SNS protocol takes, with the attributes that filter policies match."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from tocsin.codec import to_builtins, to_json
from tocsin.notify.sms import fit
from tocsin.watches.alert import DISCLAIMER, Alert, ClaimChange, MsgType

MAX_SUBJECT = 99
"""SNS takes fewer than 100 characters."""
MAX_ARRAY = 10
HEADINGS: dict[MsgType, str] = {"alert": "alert", "update": "update", "cancel": "cancellation"}
EVENT_TYPE = "tocsin.alert.v1"
PROTOCOLS_WITH_JSON = ("sqs", "http", "https", "lambda", "firehose")


@dataclass(frozen=True, slots=True)
class Notification:
    """What is handed to SNS."""

    subject: str
    messages: dict[str, str]
    """By protocol; `default` is for the rest."""
    attributes: dict[str, str | tuple[str, ...]]


def render(alert: Alert, api_url: str) -> Notification:
    """The same alert gives the same bytes: a second sending is known by its `id`."""
    envelope = to_json(cloud_event(alert, api_url)).decode()
    text = email(alert, api_url)
    messages = {"default": text, "email": text, "sms": fit(_short(alert))}
    messages |= dict.fromkeys(PROTOCOLS_WITH_JSON, envelope)
    return Notification(_subject(alert), messages, _attributes(alert))


def cloud_event(alert: Alert, api_url: str) -> dict[str, Any]:
    """The alert in a CloudEvents 1.0 envelope (structured mode)."""
    data = to_builtins(alert)
    data["links"] = links(alert, api_url)
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
    """Where to read on; what the deployment does not know is left out."""
    found = {"source": alert.url} if alert.url else {}
    if api_url:
        found["alert"] = f"{api_url}/v1/alerts/{alert.id}"
        found["article"] = f"{api_url}/v1/articles/{alert.article}"
        found["story"] = f"{api_url}/v1/stories/{alert.story}"
    return found


def email(alert: Alert, api_url: str) -> str:
    """Plain text for people."""
    lines = [alert.title, "", alert.summary, "", *what_changed(alert)]
    if alert.claims:
        lines.append("Who says what:")
        lines += [f"- {claim.claimant or 'The article'} ({claim.kind}): {claim.quote}" for claim in alert.claims]
        lines.append("")
    lines += [f"Topics: {', '.join(alert.topics)}"] if alert.topics else []
    lines += [f"Places: {', '.join(alert.places)}"] if alert.places else []
    lines += [f"Published by: {alert.publisher}"] if alert.publisher else []
    lines.append("")
    lines.append(f'Why you get this: the watch "{alert.watch_name}" rings for')
    for evidence in alert.why:
        words = f" ({'; '.join(evidence.words)})" if evidence.words else ""
        lines.append(f"- {evidence.condition}: {evidence.value}{words}")
    lines.append("")
    lines += [f"{name}: {link}" for name, link in links(alert, api_url).items()]
    lines.append(DISCLAIMER)
    return "\n".join(lines) + "\n"


def _short(alert: Alert) -> str:
    prefix = "" if alert.msg_type == "alert" else f"{HEADINGS[alert.msg_type].capitalize()}: "
    return f"{prefix}{alert.watch_name}: {alert.title}"


def what_changed(alert: Alert) -> list[str]:
    """In an update or a cancel: which of the claims that rang first are told otherwise now."""
    if alert.msg_type == "alert":
        return []
    lines = [f"This {HEADINGS[alert.msg_type]} follows the alert {alert.incident}:"]
    return [*lines, *[f"- {_told_otherwise(alert, change)}" for change in alert.changes], ""]


def _told_otherwise(alert: Alert, change: ClaimChange) -> str:
    """As a reader says it: who bears a claim out, and a denied claim as denied."""
    if change.change == "corroborated":
        return f"corroborated by {alert.publisher or 'another source'}"
    if not change.after:
        return f"{change.change}: {change.before}" if change.before else change.change
    denied = (claim for claim in alert.claims if claim.kind == "denial" and change.after in claim.quote)
    by = next((f"denied by {claim.claimant or 'the article'}: " for claim in denied), "")
    return f"{change.change}: {change.before} -> {by}{change.after}"


def _attributes(alert: Alert) -> dict[str, str | tuple[str, ...]]:
    # SNS passes on ten attributes at most to raw SQS subscriptions; empty arrays match no filter and are left out.
    attributes: dict[str, str | tuple[str, ...]] = {
        "watch": alert.watch,
        "severity": alert.severity,
        "type": alert.msg_type,
        "dedup": alert.id,
        "incident": alert.incident,
    }
    attributes |= {"topics": alert.topics[:MAX_ARRAY]} if alert.topics else {}
    attributes |= {"countries": alert.countries[:MAX_ARRAY]} if alert.countries else {}
    return attributes


def _subject(alert: Alert) -> str:
    """What SNS takes: ASCII without control characters, a letter first. A title in another script is left out."""
    title = _ascii(alert.title)
    parts = [HEADINGS[alert.msg_type].capitalize()] if alert.msg_type != "alert" else []
    parts += [alert.severity.capitalize(), _ascii(alert.watch_name) or alert.watch]
    parts += [title] if len(title) * 2 > len(alert.title) else []
    return ": ".join(parts)[:MAX_SUBJECT].rstrip()


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join("".join(letter for letter in decomposed if " " <= letter <= "~").split())
