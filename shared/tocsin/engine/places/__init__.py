"""Places named in a document, resolved to the gazetteer."""

from __future__ import annotations

from tocsin.engine.places.find import GAZETTEER_VERSION, find_places, lies_in, lookup
from tocsin.engine.places.named import find_named, known_id
from tocsin.engine.places.nations import with_adjectives

__all__ = ["GAZETTEER_VERSION", "find_named", "find_places", "known_id", "lies_in", "lookup", "with_adjectives"]
