"""Digests and surges in the form that each SNS protocol takes, with the attributes that filter policies match."""

from __future__ import annotations

from typing import Any

from tocsin.codec import to_builtins, to_json
from tocsin.digests.model import Digest, Surge, ToldStory
from tocsin.notify.render import MAX_ARRAY, MAX_SUBJECT, PROTOCOLS_WITH_JSON, Notification
from tocsin.notify.sms import fit
from tocsin.watches.alert import DISCLAIMER

DIGEST_TYPE = "tocsin.digest.v1"
MORE_TYPE = "tocsin.more.v1"
SURGE_TYPE = "tocsin.surge.v1"
MAX_COVERS = 500
"""Ids in a message, 70 KB in the five forms that carry them: SNS takes 256 KB, and all of them count."""
SURGE_SEVERITY = "minor"
"""A count says that much is written, not that much happened."""


def render(bulletin: Digest | Surge, api_url: str) -> Notification:
    """The same bulletin gives the same bytes: a second sending is known by its `id`."""
    return _digest(bulletin, api_url) if isinstance(bulletin, Digest) else _surge(bulletin, api_url)


def _digest(digest: Digest, api_url: str) -> Notification:
    data = to_builtins(digest)
    if digest.kind == "digest":
        del data["covers"]  # which alerts it spares others to tell is bookkeeping
    else:
        data["covers"] = digest.covers[:MAX_COVERS]
    for story, told in zip(data["stories"], digest.stories, strict=True):
        story["links"] = _links(told, api_url)
    data["count"] = len(digest.covers)
    text, kind = _digest_text(digest, api_url), MORE_TYPE if digest.kind == "more" else DIGEST_TYPE
    more = digest.kind == "more"
    counted = f"{len(digest.covers)} more" if more else f"{sum(digest.counts.values())} stories"
    # The name is its owner's and in any script, the id is ASCII: what a subject may hold.
    return Notification(
        f"{'More' if more else 'Digest'}: {digest.watch}: {counted}"[:MAX_SUBJECT],
        _messages(text, f"{digest.watch_name}: {counted}", _event(digest, kind, digest.watch, data, api_url)),
        {"watch": digest.watch, "severity": digest.severity, "type": digest.kind, "dedup": digest.id},
    )


def _digest_text(digest: Digest, api_url: str) -> str:
    counts = ", ".join(f"{count} {change}" for change, count in digest.counts.items())
    more = f"{len(digest.covers)} more: " if digest.kind == "more" else ""
    lines = [f"{digest.watch_name}: {more}{counts}", f"{digest.start} to {digest.end}", ""]
    for story in digest.stories:
        lines.append(f"- [{story.last.severity}, {', '.join(story.changes)}] {story.last.title}")
        lines += [f"  {link}" for link in _links(story, api_url).values()]
    if digest.more:
        lines.append(f"and {digest.more} more stories")
    if digest.cut:
        lines.append("There were more alerts than a digest looks at; the list of alerts has them all.")
    return "\n".join([*lines, "", DISCLAIMER]) + "\n"


def _links(story: ToldStory, api_url: str) -> dict[str, str]:
    found = {"source": story.last.url} if story.last.url else {}
    return found | ({"story": f"{api_url}/v1/stories/{story.last.story}"} if api_url else {})


def _surge(surge: Surge, api_url: str) -> Notification:
    about = " in ".join(part for part in (surge.topic, surge.place) if part)
    title = f"{about}: {surge.count} articles since {surge.since}, {surge.expected:.1f} expected"
    lines = [title, "", f"{surge.score:.1f} robust standard deviations above the days before."]
    if api_url:
        lines += [f"{api_url}/v1/articles/{article}" for article in surge.articles]
    text = "\n".join([*lines, "", DISCLAIMER]) + "\n"
    attributes: dict[str, str | tuple[str, ...]] = {
        "severity": SURGE_SEVERITY,
        "type": "surge",
        "dedup": surge.id,
    }
    # Empty arrays match no filter and are left out.
    attributes |= {"watch": surge.watches[:MAX_ARRAY]} if surge.watches else {}
    attributes |= {"topics": (surge.topic,)} if surge.topic else {}
    attributes |= {"countries": (surge.place,)} if surge.place else {}
    event = _event(surge, SURGE_TYPE, about, to_builtins(surge), api_url)
    return Notification(f"Surge: {about}"[:MAX_SUBJECT], _messages(text, title, event), attributes)


def _event(bulletin: Digest | Surge, kind: str, subject: str, data: Any, api_url: str) -> str:
    """The CloudEvents 1.0 envelope (structured mode)."""
    event = {
        "specversion": "1.0",
        "id": bulletin.id,
        "source": f"{api_url}/v1/bulletins" if api_url else "urn:tocsin:bulletins",
        "type": kind,
        "subject": subject,
        "time": bulletin.raised_at,
        "datacontenttype": "application/json",
        "data": data,
    }
    return to_json(event).decode()


def _messages(text: str, short: str, event: str) -> dict[str, str]:
    return {"default": text, "email": text, "sms": fit(short)} | dict.fromkeys(PROTOCOLS_WITH_JSON, event)
