"""A model's brief at the command line: each sentence with its verdict, and its translation under it."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

from rich.console import Console

from tocsin.cli.show import show_analysis
from tocsin.engine.embedded import analyze_text
from tocsin.model import Article, Brief, BriefSentence, Span

TEXT = "The harbour of Velm will reopen in June, Marta Keel said."


def test_a_brief_is_shown_with_the_verdict_of_each_sentence() -> None:
    told = BriefSentence(
        "Velm's harbour [bold] will reopen.", (Span(0, 57),), "supported", translation="Порт откроется."
    )
    analysis = replace(analyze_text(TEXT, None, "en"), brief=Brief("en", (told,), "ru"))
    out = StringIO()
    show_analysis(Console(file=out, width=100), Article("a1", TEXT), analysis)
    assert "Velm's harbour [bold] will reopen. [supported]" in out.getvalue()
    assert "ru: Порт откроется." in out.getvalue()
