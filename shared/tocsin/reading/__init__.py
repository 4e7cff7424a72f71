"""Uploads to articles: bytes of many formats in, clean text and metadata out."""

from __future__ import annotations

from tocsin.model import Article


def extract_article(data: bytes, content_type: str = "text/html", url: str | None = None) -> Article:
    """Read an article out of `data`. Raises a `tocsin.errors.Rejected` with the reason where there is none."""
    text = data.decode()
    return Article(id="", text=text, url=url)
