"""Uploads to articles: bytes of many formats in, clean text and metadata out.

`docs/uploads.md` says which formats are read, where metadata comes from, and what is refused.
"""

from __future__ import annotations

from tocsin.model import Article
from tocsin.reading.bounds import Bounds as Bounds
from tocsin.reading.upload import read_upload as read_upload

__all__ = ["Bounds", "extract_article", "read_upload"]


def extract_article(data: bytes, content_type: str = "text/html", url: str | None = None) -> Article:
    """Read an article out of `data`. Raises a `tocsin.errors.Rejected` with the reason where there is none."""
    return read_upload(data, content_type=content_type, url=url)
