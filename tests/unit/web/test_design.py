"""The design system: both themes have each colour, what is read has contrast, and its page shows what the pages use."""

from __future__ import annotations

import re

import pytest

from tocsin.web.pages.design import Token, tokens
from tocsin.web.static import read_asset

TOKENS = {token.name: token for token in tokens(read_asset("tocsin.css"))}
READ = ("ink", "quiet", "link", "accent", "extreme", "severe", "moderate", "minor", "ok", "bad", "new", "moved")
"""Colours of text."""


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("behind", ["bg", "paper"])
def test_text_has_contrast_in_both_themes(name: str, behind: str) -> None:
    token, ground = TOKENS[name], TOKENS[behind]
    assert contrast(token.light, ground.light) >= 4.5
    assert contrast(token.dark, ground.dark) >= 4.5


def test_each_colour_has_a_dark_value_of_its_own() -> None:
    same = [token.name for token in TOKENS.values() if token.is_colour and token.light == token.dark]
    assert same == []


def test_the_page_of_the_design_system_shows_the_colours_of_the_style_sheet() -> None:
    style = read_asset("design.css")
    for theme in ("light", "dark"):
        [body] = re.findall(rf"\.theme-{theme} {{([^}}]*)}}", style)
        shown = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]+);", body))
        assert shown == {t.name: getattr(t, theme) for t in TOKENS.values() if t.is_colour}


def test_tokens_are_read_with_what_they_are_in_the_dark() -> None:
    found = tokens(":root { --a: #fff; --b: 1rem; } @media x { :root { --a: #000; } } @media y { :root {} }")
    assert found == [Token("a", "#fff", "#000"), Token("b", "1rem", "1rem")]
