"""Names of persons and organizations of a text."""

from __future__ import annotations

from tocsin.engine.entities.find import find_entities as find_entities
