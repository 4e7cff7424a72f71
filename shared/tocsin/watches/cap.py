"""An alert as a message of the Common Alerting Protocol 1.2 (OASIS, 2010), marked as media monitoring."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as ET  # only written here, never parsed

from tocsin.watches.alert import Alert

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
SENDER = "tocsin"
NOTE = "Media monitoring, not an official warning. Claims are their claimants', not established facts."
MAX_HEADLINE = 160
"""What the standard recommends for a headline."""


def cap_xml(alert: Alert, *, sender: str = SENDER, web: str | None = None, referred_at: str | None = None) -> bytes:
    """CAP 1.2 XML in UTF-8; `web` is where to read on, `referred_at` when the alert it refers to was sent."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_tag("alert"))
    _add(root, "identifier", alert.id)
    _add(root, "sender", sender)
    _add(root, "sent", _time(alert.raised_at))
    _add(root, "status", "Actual")
    _add(root, "msgType", alert.msg_type.capitalize())
    _add(root, "scope", "Private")
    _add(root, "addresses", alert.watch)
    _add(root, "note", NOTE)
    if alert.references:
        sent = _time(referred_at or alert.raised_at)
        _add(root, "references", " ".join(f"{sender},{reference},{sent}" for reference in alert.references))
    _add(root, "incidents", alert.incident)
    _info(ET.SubElement(root, _tag("info")), alert, web)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _info(info: ET.Element, alert: Alert, web: str | None) -> None:
    """The elements in the order of the schema."""
    _add(info, "language", alert.language or "en")
    _add(info, "category", "Other")
    _add(info, "event", alert.watch_name)
    _add(info, "urgency", alert.urgency.capitalize())
    _add(info, "severity", alert.severity.capitalize())
    _add(info, "certainty", alert.certainty.capitalize())
    _add(info, "senderName", f"Tocsin: {NOTE}")
    _add(info, "headline", alert.title[:MAX_HEADLINE])
    _add(info, "description", _description(alert))
    if web or alert.url:
        _add(info, "web", web or alert.url or "")
    for topic in alert.topics:
        parameter = ET.SubElement(info, _tag("parameter"))
        _add(parameter, "valueName", "topic")
        _add(parameter, "value", topic)
    if alert.places:
        _add(ET.SubElement(info, _tag("area")), "areaDesc", ", ".join(alert.places))


def _description(alert: Alert) -> str:
    lines = [alert.summary]
    lines += [f"{claim.claimant or 'The article'} ({claim.kind}): {claim.quote}" for claim in alert.claims]
    lines += [f"{change.change}: {change.before} -> {change.after}" for change in alert.changes]
    return "\n".join(lines)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, _tag(name)).text = _clean(text)


def _clean(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )


def _time(stamp: str) -> str:
    """CAP wants whole seconds and an offset, and no Z."""
    return datetime.fromisoformat(stamp).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
