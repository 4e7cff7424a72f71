"""Which story an article belongs to, one article at a time."""

from __future__ import annotations

from datetime import datetime


class StoryIndex:
    """The logic of correlate, in memory."""

    def assign(self, article_id: str, text: str, published_at: datetime | str | None = None) -> str:
        """The id of the story that the article belongs to, a new one if none fits."""
        return article_id
