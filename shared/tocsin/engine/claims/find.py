"""Find attributed claims in a document."""

from __future__ import annotations

from tocsin.model import Claim, Entity, Quantity
from tocsin.text.document import Document


def find_claims(doc: Document, entities: tuple[Entity, ...], quantities: tuple[Quantity, ...]) -> tuple[Claim, ...]:
    """All attributed claims and the author's key ones, key claims first. `quantities` in reading order."""
    return ()
