"""What sites print in place of an article: "enable JavaScript", checks for robots, errors. The phrases are data."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

_LONGEST = 300
"""Characters of a notice; longer paragraphs that speak of JavaScript are articles about it."""


def is_notice(paragraph: str) -> bool:
    """Whether a paragraph is the site's word to a browser that it does not serve."""
    return len(paragraph) <= _LONGEST and bool(_phrases().search(paragraph.casefold().replace("’", "'")))


@cache
def _phrases() -> re.Pattern[str]:
    """The phrases in `data/notices.json`."""
    data = json.loads(resources.files("tocsin.reading").joinpath("data/notices.json").read_text(encoding="utf-8"))
    return re.compile("|".join(phrase for phrases in data.values() for phrase in phrases))
