"""Lines that belong to the page and not to the article: share, subscribe, comment, read also, cookies.

Works on paragraphs of any format. The phrases are data (`data/clutter.json`), per language; all languages are always
looked at, because pages mix them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import takewhile

from tocsin.reading.asks import is_ask

_LONGEST_LEAD_IN = 200
"""Characters of a line that is dropped for how it begins; longer ones carry news."""
_LONGEST_LINK = 160
"""Characters of one entry in a list of links to other articles."""
_TAIL_FROM = 0.4
"""Only headings behind this share of the paragraphs may end an article."""
_LONGEST_NOTICE = 500
_LONGEST_NAME = 80
_BYLINE_WITHIN = 4
"""Paragraphs from the top among which a byline, a date line or a reading time may stand."""

_EDGES = " \t.:!|–—-→»«>›…·•#*"
_COOKIES = re.compile(r"\bcookies?\b|\bкуки\b|cookie-файл|файл\w{0,3} cookie", re.IGNORECASE)
_CONSENT = re.compile(
    r"\b(?:accept|consent|agree|preferences|our use of|we use|this (?:web)?site uses|"
    r"принима|соглас|использу|погодж|прийма|використову)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"^[\W_]+$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of all languages, case-folded."""

    alone: frozenset[str]
    begins: tuple[str, ...]
    tail: frozenset[str]
    byline: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    minutes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of the paragraphs, and what the lines under the title said."""

    paragraphs: tuple[str, ...]
    byline: str | None = None
    published: str | None = None


@cache
def phrases() -> Phrases:
    """The phrases in `data/clutter.json`."""
    by_language = json.loads(
        resources.files("tocsin.reading").joinpath("data/clutter.json").read_text(encoding="utf-8")
    )

    def gathered(key: str) -> tuple[str, ...]:
        folded = {_folded(phrase) for entry in by_language.values() for phrase in entry[key]}
        return tuple(sorted(folded, key=lambda phrase: (-len(phrase), phrase)))

    return Phrases(
        alone=frozenset(phrase.strip(_EDGES) for phrase in gathered("alone")),
        begins=gathered("begins"),
        tail=frozenset(phrase.strip(_EDGES) for phrase in gathered("tail")),
        byline=gathered("byline"),
        published=gathered("published"),
        updated=gathered("updated"),
        minutes=gathered("minutes"),
    )


def clean(paragraphs: Sequence[str], *, titled: bool) -> Cleaned:
    """Drop clutter. `titled`: the first paragraph is the headline and stays whatever it says."""
    known = phrases()
    kept = list(_without_tail(paragraphs, known))
    byline = published = None
    left: list[str] = []
    for number, paragraph in enumerate(kept):
        if titled and number == 0:
            left.append(paragraph)
            continue
        if number < _BYLINE_WITHIN:
            name = None if byline else byline_in(paragraph, known)
            date = _led_by(paragraph, known.published)
            if name or date or _led_by(paragraph, known.updated) or _is_reading_time(paragraph, known):
                byline, published = byline or name, published or date
                continue
        if not _is_clutter(paragraph, known):
            left.append(paragraph)
    return Cleaned(tuple(left), byline, published)


def byline_in(paragraph: str, known: Phrases) -> str | None:
    """The name in a line such as "by Mira Tolan" or "Автор: Мира Толан"."""
    if len(paragraph) > _LONGEST_NAME or _SENTENCE_END.search(paragraph):
        return None
    folded = _folded(paragraph)
    for lead in known.byline:
        if not folded.startswith(lead) or not (
            lead.endswith((":", "-", "—")) or folded[len(lead) : len(lead) + 1] in (" ", ":")
        ):
            continue
        name = paragraph[len(lead) :].strip(" :|-–—")
        return name if _is_name(name) else None
    return None


def _is_name(name: str) -> bool:
    words = list(takewhile(lambda word: not any(map(str.isdigit, word)), name.split()))  # a date may follow
    return 0 < len(words) <= 8 and any(char.isalpha() for char in name) and not any(char in name for char in '?!"“”«»')


def _without_tail(paragraphs: Sequence[str], known: Phrases) -> Sequence[str]:
    """Cut at a heading such as "Related articles" when nothing but short lines follows it."""
    first = max(1, int(_TAIL_FROM * len(paragraphs)))
    for number in range(first, len(paragraphs)):
        if _bare(paragraphs[number]) not in known.tail:
            continue
        rest = paragraphs[number + 1 :]
        if all(len(line) <= _LONGEST_LINK for line in rest) and sum(map(_ends_a_sentence, rest)) <= len(rest) // 4:
            return paragraphs[:number]
    return paragraphs


def _is_clutter(paragraph: str, known: Phrases) -> bool:
    if _SEPARATORS.match(paragraph) or _bare(paragraph) in known.alone:
        return True
    folded = _folded(paragraph)
    if len(paragraph) <= _LONGEST_LEAD_IN and folded.startswith(known.begins):
        return True
    if is_ask(folded):
        return True
    return (
        len(paragraph) <= _LONGEST_NOTICE
        and bool(_COOKIES.search(folded) and _CONSENT.search(folded))
        and "“" not in paragraph
    )


def _led_by(paragraph: str, leads: tuple[str, ...]) -> str | None:
    """What follows one of the lead-ins, when the line is short and holds a digit, as dates do."""
    if len(paragraph) > _LONGEST_NAME or not any(char.isdigit() for char in paragraph):
        return None
    folded = _folded(paragraph)
    for lead in leads:
        if folded.startswith(lead) and not folded[len(lead) : len(lead) + 1].isalnum():
            return paragraph[len(lead) :].strip(" :|-–—")
    return None


def _is_reading_time(paragraph: str, known: Phrases) -> bool:
    folded = _folded(paragraph).strip(_EDGES)
    return len(folded) <= 30 and folded[:1].isdigit() and folded.endswith(known.minutes)


def _ends_a_sentence(line: str) -> bool:
    return bool(_SENTENCE_END.search(line)) and len(line.split()) > 4


def _folded(text: str) -> str:
    return text.casefold().replace("’", "'")


def _bare(paragraph: str) -> str:
    return _folded(paragraph).strip(_EDGES) if len(paragraph) <= _LONGEST_NAME else ""
