"""Is an article a round-up: a briefing, a review of the papers, a week in pictures? It tells what others have told."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from tocsin.model import Article

MAX_TITLE = 300
_ANY_WORD = r"[\w'’-]+"


def is_roundup(article: Article) -> bool:
    """By its title alone: what is in it was told, or will be, by articles of their own."""
    title = " ".join((article.title or article.text.partition("\n")[0]).split())[:MAX_TITLE]
    return _pattern().search(title) is not None


@cache
def _pattern() -> re.Pattern[str]:
    lines = files("tocsin.watches").joinpath("data/roundups.txt").read_text("utf-8").splitlines()
    phrases = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return re.compile("|".join(map(_phrase, phrases)), re.IGNORECASE)


def _phrase(line: str) -> str:
    """`^` at the beginning: titles begin so. `$` at the end: they end so. `*` is any one word."""
    words = line.strip("^$").split()
    inner = " ".join(_ANY_WORD if word == "*" else re.escape(word) for word in words)
    return rf"{'^' if line.startswith('^') else ''}(?<!\w){inner}(?!\w){'$' if line.endswith('$') else ''}"
