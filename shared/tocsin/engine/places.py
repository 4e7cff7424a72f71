"""Places named in a document, resolved to the gazetteer."""

from __future__ import annotations

from tocsin.model import Place
from tocsin.text.document import Document

GAZETTEER_VERSION = "0"


def find_places(doc: Document) -> tuple[Place, ...]:
    """Places in order of first mention, each with all its spans."""
    return ()
