"""Tocsin: who says what in the news, where, how it changes, and an alert when it matters.

The public interface is what this module names. Everything is loaded on first use, so that `import tocsin` is free.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.engine.embedded import analyze_text as analyze_text
    from tocsin.engine.gate import support as support
    from tocsin.engine.same import related as related
    from tocsin.engine.same import same_claim as same_claim
    from tocsin.errors import TocsinError as TocsinError
    from tocsin.model import Analysis as Analysis
    from tocsin.model import Article as Article
    from tocsin.reading import extract_article as extract_article
    from tocsin.stories.index import StoryIndex as StoryIndex

__version__ = "0.1.0"

_HOME = {
    "Analysis": "tocsin.model",
    "Article": "tocsin.model",
    "StoryIndex": "tocsin.stories.index",
    "TocsinError": "tocsin.errors",
    "analyze_text": "tocsin.engine.embedded",
    "extract_article": "tocsin.reading",
    "related": "tocsin.engine.same",
    "same_claim": "tocsin.engine.same",
    "support": "tocsin.engine.gate",
}
__all__ = [
    "Analysis",
    "Article",
    "StoryIndex",
    "TocsinError",
    "analyze_text",
    "extract_article",
    "related",
    "same_claim",
    "support",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'tocsin' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value
