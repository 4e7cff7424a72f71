"""The embedded engine: no key, no network, no model; deterministic."""

from __future__ import annotations

from datetime import datetime

from tocsin.engine.claims import find_claims
from tocsin.engine.entities import find_entities
from tocsin.engine.gate import admit
from tocsin.engine.places import GAZETTEER_VERSION, find_places
from tocsin.engine.quantities import find_quantities
from tocsin.engine.summary import summarize
from tocsin.engine.topics import TAXONOMY_VERSION, find_topics
from tocsin.model import Analysis, Versions
from tocsin.text.document import read
from tocsin.text.language import detect_language

ENGINE_VERSION = "embedded/1"


def analyze_text(
    text: str, title: str | None = None, language: str | None = None, published_at: datetime | str | None = None
) -> Analysis:
    """Analyze one article's text. Every span of the result refers to `text` as it was given."""
    doc = read(text, language=language or detect_language(text), title=title)
    places = find_places(doc)
    quantities = find_quantities(doc)
    entities = find_entities(doc, places)
    draft = Analysis(
        language=doc.language,
        summary=summarize(doc),
        claims=find_claims(doc, entities, quantities),
        topics=find_topics(doc),
        places=places,
        entities=entities,
        versions=Versions(engine=ENGINE_VERSION, taxonomy=TAXONOMY_VERSION, gazetteer=GAZETTEER_VERSION),
    )
    return admit(draft, text)
