"""Names of persons and organizations."""

from __future__ import annotations

from tocsin.model import Entity, Place
from tocsin.text.document import Document


def find_entities(doc: Document, places: tuple[Place, ...]) -> tuple[Entity, ...]:
    """Named persons and organizations in order of first mention; spans that `places` took are not persons."""
    return ()
