"""Digests and surges in the form that each SNS protocol takes, with the attributes that filter policies match."""

from __future__ import annotations

from typing import Any

from tocsin.codec import to_builtins, to_json
from tocsin.digests.model import Digest, Surge, ToldStory
from tocsin.notify.message import claim_line, local
from tocsin.notify.plain import MAX_SUBJECT, one_line
from tocsin.notify.render import MAX_ARRAY, Notification
from tocsin.notify.sms import fit
from tocsin.notify.visible import flat
from tocsin.notify.words import WORDS, Vocabulary

DIGEST_TYPE = "tocsin.digest.v1"
MORE_TYPE = "tocsin.more.v1"
SURGE_TYPE = "tocsin.surge.v1"
MAX_COVERS = 500
"""Ids in a message, 14 KB: SNS takes 256 KB in all."""
SURGE_SEVERITY = "minor"
"""A count says that much is written, not that much happened."""


def render(bulletin: Digest | Surge, api_url: str) -> Notification:
    """The same bulletin gives the same bytes: a second sending is known by its `id`."""
    return _digest(bulletin, api_url) if isinstance(bulletin, Digest) else _surge(bulletin, api_url)


def _digest(digest: Digest, api_url: str) -> Notification:
    data, v = to_builtins(digest), WORDS[digest.told_in]
    if digest.kind == "digest":
        del data["covers"]  # which alerts it spares others to tell is bookkeeping
    else:
        data["covers"] = digest.covers[:MAX_COVERS]
    for story, told in zip(data["stories"], digest.stories, strict=True):
        story["links"] = _links(told, api_url)
    data["count"] = len(digest.covers)
    more = digest.kind == "more"
    counted = v.more.format(len(digest.covers)) if more else v.stories.format(sum(digest.counts.values()))
    subject = f"{v.digest}: {digest.watch_name}: {counted}, {_period(digest)}"
    event = _event(digest, MORE_TYPE if more else DIGEST_TYPE, digest.watch, data, api_url)
    return Notification(
        one_line(subject, MAX_SUBJECT),
        _messages(_digest_text(digest, counted, v), f"{digest.watch_name}: {counted}. {_lead(digest)}", event),
        {"watch": digest.watch, "severity": digest.severity, "type": digest.kind, "dedup": digest.id},
    )


def _digest_text(digest: Digest, counted: str, v: Vocabulary) -> str:
    counts = ", ".join(f"{v.told[change]} {count}" for change, count in digest.counts.items())
    lines = [flat(f"{digest.watch_name}: {counted} ({counts})"), _period(digest), ""]
    for story in digest.stories:
        changes = ", ".join(v.told[change] for change in story.changes)
        lines.append(f"- [{v.severity[story.last.severity]}, {changes}] {flat(story.last.title)}")
        lines += [f"  {flat(claim_line(story.last.claim, v).line)}"] if story.last.claim else []
        facts = (story.last.publisher, local(story.last.at, digest.timezone), story.last.url)
        lines.append(f"  {flat(' · '.join(filter(None, facts)))}")
    lines += [v.more_why.format(digest.more)] if digest.more else []
    lines += [v.cut] if digest.cut else []
    return "\n".join([*lines, "", v.disclaimer]) + "\n"


def _period(digest: Digest) -> str:
    """By the clock on the watch's wall, the zone named once."""
    start, end = (local(at, digest.timezone) for at in (digest.start, digest.end))
    return f"{start.removesuffix(f' {digest.timezone}')} – {end}"


def _lead(digest: Digest) -> str:
    return digest.stories[0].last.title if digest.stories else ""


def _links(story: ToldStory, api_url: str) -> dict[str, str]:
    found = {"source": story.last.url} if story.last.url else {}
    return found | ({"story": f"{api_url}/v1/stories/{story.last.story}"} if api_url else {})


def _surge(surge: Surge, api_url: str) -> Notification:
    about, v = ", ".join(part for part in (surge.topic, surge.place) if part), WORDS["en"]
    title = v.surge.format(
        about=about, count=surge.count, since=local(surge.since, "UTC"), expected=f"{surge.expected:.1f}"
    )
    lines = [title, "", v.expected.format(surge.score)]
    lines += [
        f"tocsin why --article {article} --watch {watch}" for watch in surge.watches[:1] for article in surge.articles
    ]
    text = "\n".join([*lines, "", v.disclaimer]) + "\n"
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
    return Notification(one_line(f"Surge: {title}", MAX_SUBJECT), _messages(text, title, event), attributes)


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
    return {"default": event, "email": text, "sms": fit(flat(short))}
