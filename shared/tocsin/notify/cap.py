"""An alert as a message of the Common Alerting Protocol 1.2 (OASIS, 2010), marked as media monitoring."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit
from xml.etree import ElementTree as ET  # only written here, never parsed

from tocsin.notify.message import compose
from tocsin.watches.alert import DISCLAIMER, Alert

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE = "application/cap+xml"
"""As registered with IANA by OASIS."""
SENDER = "tocsin"
MAX_HEADLINE = 160
"""What the standard recommends for a headline."""
MSG_TYPES = {"update": "Update", "cancel": "Cancel"}
"""Whatever follows no other alert is an Alert."""
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
"""xs:language."""
_URI_SAFE = ":/?@!$&'()*+,;=%-._~"
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AUTHORITY = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
"""A host in ASCII and perhaps a port; a name and password in an address are not passed on."""


def cap_xml(
    alert: Alert, *, sender: str = SENDER, web: str | None = None, raised: Mapping[str, str] | None = None
) -> bytes:
    """CAP 1.2 XML in UTF-8, whatever the alert's text holds.

    `web` is where to read on. `raised` tells when the alerts that this one follows were raised: a reference names the
    time too, so one that is not there is not referred to, and `incidents` alone holds the two together.
    """
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_tag("alert"))
    _add(root, "identifier", alert.id)
    _add(root, "sender", sender)
    _add(root, "sent", _time(alert.raised_at))
    _add(root, "status", "Actual")
    _add(root, "msgType", MSG_TYPES.get(alert.msg_type, "Alert"))
    _add(root, "scope", "Private")
    _add(root, "addresses", alert.watch)
    _add(root, "note", DISCLAIMER)
    known = [(one, (raised or {})[one]) for one in alert.references if one in (raised or {})]
    if known:
        _add(root, "references", " ".join(f"{sender},{one},{_time(at)}" for one, at in known))
    _add(root, "incidents", alert.incident)
    _info(ET.SubElement(root, _tag("info")), alert, _uri(web or alert.url))
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def sender_of(api_url: str) -> str:
    """The name of a deployment in its messages: unique by the host of its API, where that is known."""
    parts = _parts(api_url)
    return f"{SENDER}@{parts.hostname}" if parts and parts.hostname else SENDER


def _info(info: ET.Element, alert: Alert, web: str | None) -> None:
    """The elements in the order of the schema."""
    if alert.language and _LANGUAGE.fullmatch(alert.language):
        _add(info, "language", alert.language)
    _add(info, "category", "Other")
    _add(info, "event", alert.watch_name)
    _add(info, "urgency", alert.urgency.capitalize())
    _add(info, "severity", alert.severity.capitalize())
    _add(info, "certainty", alert.certainty.capitalize())
    _add(info, "senderName", f"Tocsin: {DISCLAIMER}")
    _add(info, "headline", alert.title[:MAX_HEADLINE])
    _add(info, "description", _description(alert))
    if web:
        _add(info, "web", web)
    _parameters(info, "topic", alert.topics)
    _parameters(info, "country", alert.countries)
    _parameters(info, "story", (alert.story,))
    _parameters(info, "article", (alert.article,))
    _parameters(info, "publisher", (alert.publisher,) if alert.publisher else ())
    if alert.places:
        _add(ET.SubElement(info, _tag("area")), "areaDesc", ", ".join(alert.places))


def _description(alert: Alert) -> str:
    message = compose(alert)
    return "\n".join((*message.changed, message.summary, *(claim.line for claim in message.claims)))


def _parameters(info: ET.Element, name: str, values: tuple[str, ...]) -> None:
    for value in values:
        parameter = ET.SubElement(info, _tag("parameter"))
        _add(parameter, "valueName", name)
        _add(parameter, "value", value)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, _tag(name)).text = _clean(text)


def _clean(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold, and with line ends that a parser leaves as they are."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")


def _uri(address: str | None) -> str | None:
    """A web address as RFC 3986 spells it, None for what is none."""
    parts = _parts(address or "")
    if parts is None:
        return None
    path, query, fragment = (_escaped(part) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, parts.netloc, path, query, fragment))


def _escaped(part: str) -> str:
    whole = _BARE_PERCENT.sub("%25", part)
    return quote(whole.encode("utf-8", "replace"), safe=_URI_SAFE)


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and _AUTHORITY.fullmatch(parts.netloc) else None


def _time(stamp: str) -> str:
    """CAP wants whole seconds and an offset, and no Z."""
    return datetime.fromisoformat(stamp).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
