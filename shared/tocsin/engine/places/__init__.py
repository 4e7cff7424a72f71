"""Places named in a document, resolved to the gazetteer."""

from __future__ import annotations

from tocsin.engine.places.find import GAZETTEER_VERSION, find_places, lies_in, lookup

__all__ = ["GAZETTEER_VERSION", "find_places", "lies_in", "lookup"]
