"""Which claims the command line shows: the key ones that are sure, unless all are asked for."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

from rich.console import Console

from tocsin.cli.show import show_analysis
from tocsin.engine.embedded import analyze_text
from tocsin.model import SURE, Analysis, Article

TEXT = 'The harbour of Velm will reopen in June, Marta Keel said. "The ice is gone," Oren Vask said.'


def _analysis(*confidences: float) -> Analysis:
    analysis = analyze_text(TEXT, None, "en")
    claims = [replace(claim, confidence=sure) for claim, sure in zip(analysis.claims, confidences, strict=True)]
    return replace(analysis, claims=tuple(claims))


def _shown(analysis: Analysis, most: int | None = 12) -> str:
    out = StringIO()
    show_analysis(Console(file=out, width=120), Article("a1", TEXT), analysis, most_claims=most)
    return out.getvalue()


def _claims(shown: str) -> str:
    """What stands below the summary."""
    return shown[shown.index("Claims") :]


def test_a_claim_that_is_less_sure_is_shown_where_all_are_asked_for() -> None:
    analysis = _analysis(SURE, SURE - 0.01)
    assert [claim.sure for claim in analysis.claims] == [True, False]
    assert "Claims (1 of 2: key ones that are sure)" in _shown(analysis)
    assert ("Marta Keel" in _shown(analysis), "The ice is gone" in _claims(_shown(analysis))) == (True, False)
    assert "The ice is gone" in _claims(_shown(analysis, most=None))


def test_where_none_is_sure_the_key_ones_are_shown() -> None:
    analysis = _analysis(0.5, 0.4)
    shown = _claims(_shown(analysis))
    assert ("Marta Keel" in shown, "Oren Vask" in shown) == (True, True)
