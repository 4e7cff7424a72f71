"""A digest as a briefing: what is new, what changed, what is contradicted, each with who says so in their own words."""

from __future__ import annotations

from tocsin.digests.model import CHANGES, Digest, ToldStory
from tocsin.notify.message import Item, Section, claim_line, local
from tocsin.notify.words import WORDS


def sections(digest: Digest) -> tuple[Section, ...]:
    """Stories under the most telling of what happened to them, the most telling first."""
    v = WORDS[digest.told_in]
    found = ((change, [story for story in digest.stories if story.changes[0] == change]) for change in CHANGES)
    told = [
        Section(v.told[change].capitalize(), tuple(_item(story, digest) for story in stories))
        for change, stories in found
        if stories
    ]
    ends = (v.more_why.format(digest.more) if digest.more else "", v.cut if digest.cut else "", v.disclaimer)
    return *told, Section("", tuple(Item(end, "", "") for end in ends if end))


def _item(story: ToldStory, digest: Digest) -> Item:
    last, v = story.last, WORDS[digest.told_in]
    facts = (v.severity[last.severity], last.publisher, local(last.at, digest.timezone))
    said = claim_line(last.claim, v).line if last.claim else ""
    return Item(last.title, said, " · ".join(filter(None, facts)), last.url or "")
