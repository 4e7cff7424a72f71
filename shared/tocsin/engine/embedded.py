"""The embedded engine: no key, no network, no model; deterministic."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Final

from tocsin.engine.claims import find_claims
from tocsin.engine.entities import find_entities
from tocsin.engine.gate import admit
from tocsin.engine.places import GAZETTEER_VERSION, find_places, with_adjectives
from tocsin.engine.quantities import find_quantities
from tocsin.engine.summary import summarize
from tocsin.engine.topics import builtin_version, find_subject, find_topics
from tocsin.model import Analysis, Article, Versions
from tocsin.text.document import read
from tocsin.text.language import UNDETERMINED, detect_language

ENGINE_VERSION: Final = "embedded/1"
READ_IN_DEPTH: Final = frozenset(("en", "ru", "uk"))


def analyze_text(
    text: str,
    title: str | None = None,
    language: str | None = None,
    published_at: datetime | str | None = None,
) -> Analysis:
    """Analyze one article's text. Every span of the result refers to `text` as it was given."""
    with _collector_paused():
        return _analyze(text, title, language, _year_of(published_at))


def analyze_article(article: Article) -> Analysis:
    """Analyze an article as it was read; what its reading had to note stands first among the notes."""
    analysis = analyze_text(article.text, article.title, article.language, article.published_at)
    return replace(analysis, notes=(*article.notes, *analysis.notes)) if article.notes else analysis


def versions() -> Versions:
    """What every analysis of this engine says that it was made with."""
    return Versions(engine=ENGINE_VERSION, taxonomy=builtin_version(), gazetteer=GAZETTEER_VERSION)


def _year_of(published_at: datetime | str | None) -> int | None:
    """The year, from which on what a text dates is no history; None where the date is unknown or no ISO 8601."""
    year = str(published_at)[:4]
    return int(year) if year.isascii() and year.isdigit() else None


def _analyze(text: str, title: str | None, language: str | None, year: int | None) -> Analysis:
    doc = read(text, language=language or detect_language(text), title=title)
    places = find_places(doc)
    quantities = find_quantities(doc)
    entities = find_entities(doc, places)
    topics = find_topics(doc, year=year)
    draft = Analysis(
        language=doc.language,
        summary=summarize(doc),
        claims=find_claims(doc, entities, quantities, places),
        topics=topics,
        places=with_adjectives(doc, places),
        entities=entities,
        versions=versions(),
        notes=_notes(doc.language),
        subject=find_subject(doc, topics),
    )
    return admit(draft, text)


def _notes(language: str) -> tuple[str, ...]:
    if language in READ_IN_DEPTH:
        return ()
    named = "an undetermined language" if language == UNDETERMINED else f"the language {language}"
    return (f"Claims and topics are read in English, Russian and Ukrainian only; this text is in {named}.",)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: an analysis makes none, and searches walk the lexicons each time
    (10.0 ms an article with them, 6.0 without)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
