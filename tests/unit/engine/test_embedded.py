"""The embedded engine as a whole."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import analyze_text
from tocsin.codec import to_json
from tocsin.engine import embedded
from tocsin.model import Analysis, Span

ARTICLE = """Ostmark calls up 20,000 men

The government of Ostmark said on Monday that at least 20,000 men would be called up. “Nobody will be sent abroad,” \
Defence Minister Ada Krohn told reporters in Tbilisi. Thousands of cars stood at the border with Georgia."""


def spans_of(analysis: Analysis) -> Iterator[Span]:
    for sentence in analysis.summary.sentences:
        yield from sentence.spans
    for claim in analysis.claims:
        yield from claim.spans
        yield from (q.span for q in claim.quantities)
        yield from (span for span in (claim.cue, claim.claimant and claim.claimant.mention) if span)
    for topic in analysis.topics:
        yield from topic.spans
    for place in analysis.places:
        yield from place.spans
    for entity in analysis.entities:
        yield from entity.spans


@settings(deadline=None)  # the first example loads the word lists
@given(st.text(st.characters(), max_size=300) | st.text(st.sampled_from(ARTICLE), max_size=300))
def test_every_span_of_every_part_lies_in_the_text(text: str) -> None:
    for span in spans_of(analyze_text(text)):
        assert 0 <= span.start < span.end <= len(text)


def test_the_same_text_gives_the_same_bytes() -> None:
    assert to_json(analyze_text(ARTICLE)) == to_json(analyze_text(ARTICLE))


def test_an_analysis_leaves_no_cyclic_garbage() -> None:
    analyze_text(ARTICLE)
    gc.collect()
    gc.disable()
    try:
        analyze_text(ARTICLE)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_collector_is_as_before_even_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(text: str) -> str:
        raise ValueError(text)

    monkeypatch.setattr(embedded, "detect_language", failing)
    with pytest.raises(ValueError, match="anything"):
        analyze_text("anything")
    assert gc.isenabled()


def test_what_is_not_read_in_depth_is_said() -> None:
    assert analyze_text(ARTICLE).notes == ()
    assert "language de" in analyze_text("Der Stadtrat teilte am Montag mit, dass die Brücke gesperrt bleibt.").notes[0]
