"""Numbers with what they count or measure."""

from __future__ import annotations

from tocsin.model import Quantity
from tocsin.text.document import Document


def find_quantities(doc: Document) -> tuple[Quantity, ...]:
    """Every quantity, in reading order."""
    return ()
