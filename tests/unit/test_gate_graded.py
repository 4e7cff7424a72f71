"""What a text of several sentences is found to tell, however its numbers, marks and names are written."""

from __future__ import annotations

import pytest

from tocsin import support
from tocsin.engine.compare.figures import words_with_figures
from tocsin.engine.gate.typeset import typeset
from tocsin.engine.gate.values import told

TEXT = (
    "The 56-year-old ferryman Anton Weil was arrested in Velm on Tuesday. "
    "Eight Merinian guards saw him leave the harbour. "
    "His boat is worth £400,000, the prosecutor told the court. Weil's club had won 2-0 on the evening before. "
    "They're 'very happy' with the verdict, the guards said. The harbour will be closed for 312 days."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "eight merinian guards saw him leave the harbour .",
        "His boat is worth 400,000, the prosecutor told the court.",
        "Weil 's club had won 2 - 0 on the evening before .",
        "they 're ` very happy ' with the verdict , the guards said .",
        "They 're `` very happy '' with the verdict, the guards said.",
    ],
)
def test_what_differs_in_how_it_is_set_or_in_a_unit_left_out_is_supported(sentence: str) -> None:
    assert support(sentence, TEXT).ok


@pytest.mark.parametrize(
    "sentence",
    [
        "Anton Weil, 65, was arrested in Velm on Tuesday.",
        "His boat is worth $400,000, the prosecutor told the court.",
        "His boat is worth up to 400,000, the prosecutor told the court.",
        "Weil's club had won 3-0 on the evening before.",
        "They're 'quite happy' with the verdict, the guards said.",
        "Bruno Weil was arrested in Velm on Tuesday.",
    ],
)
def test_another_value_unit_bound_quote_or_name_is_not(sentence: str) -> None:
    assert not support(sentence, TEXT).ok


@pytest.mark.parametrize(
    ("written", "right"),
    [("about 300", True), ("more than 300", True), ("312", True), ("more than 200", False), ("less than 300", False)],
)
def test_a_number_may_be_rounded_as_it_is_told(written: str, right: bool) -> None:
    number = next(word for word in words_with_figures(f"{written} days", "en") if word.kind == "number")
    assert told(number, words_with_figures("closed for 312 days", "en")) is right


def test_a_text_that_is_set_as_usual_stays_as_it_is() -> None:
    assert typeset(TEXT) == TEXT
    assert typeset("a two - year - old of the 1990 - 1995 league") == "a two-year-old of the 1990-1995 league"
