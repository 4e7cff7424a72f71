"""The design system on one page, for those who build pages: tokens and components, both themes side by side.

Tokens are read from the style sheet, so that the page shows what is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tocsin.web.request import Reply
from tocsin.web.routes import Ask, Pages
from tocsin.web.static import read_asset

pages = Pages()
_TOKEN: Final = re.compile(r"--([a-z][a-z0-9-]*):\s*([^;]+);")
_COLOUR: Final = re.compile(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?")


@dataclass(frozen=True, slots=True)
class Token:
    """A value with a name: in the light theme, and in the dark one where it has another there."""

    name: str
    light: str
    dark: str

    @property
    def is_colour(self) -> bool:
        return _COLOUR.fullmatch(self.light) is not None


@pages.page("GET", "design", scope="admin")
def design(ask: Ask) -> Reply:
    known = tokens(read_asset("tocsin.css"))
    return ask.show(
        "design.html",
        title="Design",
        colours=[token for token in known if token.is_colour],
        sizes=[token for token in known if not token.is_colour],
    )


def tokens(style: str) -> list[Token]:
    """The tokens of a style sheet, in their order: those of its first `:root`, and their dark values."""
    light, dark = (_TOKEN.finditer(part) for part in style.split(":root", 3)[1:3])
    in_the_dark = {found[1]: found[2] for found in dark}
    return [Token(found[1], found[2], in_the_dark.get(found[1], found[2])) for found in light]
