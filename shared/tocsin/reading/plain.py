"""Plain text and Markdown."""

from __future__ import annotations

import re

from tocsin.reading.bounds import Bounds
from tocsin.reading.draft import Draft
from tocsin.reading.markup import fragment_text
from tocsin.reading.paragraphs import paragraphs

_LONGEST_HEADLINE = 200
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:[^\n]{0,500}\n){0,60}?)---[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"([A-Za-z][\w-]{0,40})[ \t]*:[ \t]*(\S.*)")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?")
_HEADING = re.compile(r"<h1>(.{1,600}?)</h1>", re.DOTALL)


def read_text(text: str, content_type: str) -> Draft:
    """Plain text. The first paragraph is the title where it stands like one."""
    found = paragraphs(text)
    title = headline(found)
    return Draft(text="\n\n".join(found), content_type=content_type, title=title)


def headline(found: list[str]) -> str | None:
    """The first paragraph, if it is short, is no full sentence or list item, and longer text follows."""
    if len(found) < 2:
        return None
    first, rest = found[0], found[1:]
    if len(first) > _LONGEST_HEADLINE or (
        _SENTENCE_END.search(first) and not first.endswith(("?", "!", "?”", "?»", '?"'))
    ):
        return None
    if not any(char.isalpha() for char in first) or first[-1] in ":,;":
        return None
    return first if any(len(paragraph) > len(first) for paragraph in rest[:6]) else None


def read_markdown(text: str, content_type: str, bounds: Bounds) -> Draft:
    """Markdown with or without front matter. The first top-level heading is the title."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - loaded when needed

    fields, body = _front_matter(text)
    markup = MarkdownIt("commonmark", {"html": False}).enable("table").render(_FOOTNOTE.sub("", body))
    plain = fragment_text(markup, bounds)
    heading = _HEADING.search(markup)
    found = paragraphs(plain)
    title = " ".join(fragment_text(heading.group(1), bounds).split()) if heading else None
    return Draft(
        text="\n\n".join(found),
        content_type=content_type,
        title=fields.get("title") or title or headline(found),
        byline=fields.get("author") or fields.get("byline"),
        publisher=fields.get("publisher") or fields.get("source"),
        url=fields.get("url"),
        published_at=tuple(filter(None, map(fields.get, ("date", "published_at", "published")))),
        language=fields.get("language") or fields.get("lang"),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Simple `key: value` lines between two lines of three hyphens, and what follows them."""
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    block = _FRONT_MATTER.match(text)
    if block is None:
        return {}, text
    pairs = (_FIELD.match(line) for line in block.group(1).splitlines())
    fields = {m.group(1).lower().replace("-", "_"): m.group(2).strip().strip("\"'") for m in pairs if m}
    return fields, text[block.end() :]
