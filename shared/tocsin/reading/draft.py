"""What a format's reader hands on, before clutter goes and metadata is settled."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.reading.standing import Signals


@dataclass(frozen=True, slots=True)
class Draft:
    """Text and metadata as found in the document, not yet cleaned. Paragraphs of `text` are parted by blank lines."""

    text: str
    content_type: str
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_at: tuple[str, ...] = ()
    """As written, the most trusted first: the first that can be read counts."""
    language: str | None = None
    """As written: a BCP 47 tag, a locale or a name."""
    notes: tuple[str, ...] = ()
    """As in `Article.notes`."""
    file_author: str | None = None
    """Whom the file's properties name: often the typist, so the last resort for the byline."""
    live: bool = False
    """Its text is the entries of a live page, the newest first."""
    signals: Signals | None = None
    """What an agency says of the item beside its text."""
