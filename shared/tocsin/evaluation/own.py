"""Our own labelled articles: marks in the text say what is claimed and by whom, so that no offset can be wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.errors import InvalidResource
from tocsin.evaluation.counts import Counts, Said, count_claims, covered, said
from tocsin.evaluation.texts import EVERYTHING, Reader, Some, embedded
from tocsin.model import Analysis, Span

OPEN, CLOSE = "⟦", "⟧"
_MARK = re.compile(rf"{OPEN}(\d+(?:,\d+)*)([@:])|{CLOSE}")


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """`claimant` is the fullest name that the article gives; empty where nobody is named."""

    claimant: str
    voice: str
    quotes: tuple[Span, ...]
    mention: Span | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A text without its marks, and what a careful reader finds in it."""

    id: str
    language: str
    text: str
    claims: tuple[GoldClaim, ...]
    topics: frozenset[str]
    places: tuple[tuple[str, str], ...]
    """Each place as the text writes it, with its ISO 3166-1 code."""


def read_articles(file: Path) -> list[GoldArticle]:
    """Raises InvalidResource whose `where` is the file and line of an article that is marked wrongly."""
    articles = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            articles.append(_article(json.loads(line)))
        except (ValueError, KeyError, IndexError) as error:
            raise InvalidResource(f"{type(error).__name__}: {error}", where=f"{file.name}:{number}") from error
    return articles


def measure_own(file: Path, some: Some = EVERYTHING, reader: Reader = embedded) -> dict[str, float]:
    """F1 per language of claims found, of who said what, of topics and of places."""
    articles = some.of(read_articles(file))
    figures: dict[str, float] = {}
    for language in sorted({article.language for article in articles}):
        counts = {name: Counts() for name in ("claims.content", "claims.who", "topics", "places")}
        for article in articles:
            if article.language == language:
                _count(article, reader(article.text, None, language), counts)
        figures.update({f"own/{language}/{name}": count.f1 for name, count in counts.items()})
    return figures


def _count(article: GoldArticle, analysis: Analysis, counts: dict[str, Counts]) -> None:
    gold = [Said(covered(c.quotes), covered([c.mention] if c.mention else [])) for c in article.claims]
    count_claims(said(analysis.claims), gold, counts["claims.content"], counts["claims.who"])
    counts["topics"].add({topic.id for topic in analysis.topics}, article.topics)
    found = {_as_written(place.spans, article, place.country) for place in analysis.places}
    counts["places"].add(found, set(article.places))


def _as_written(spans: tuple[Span, ...], article: GoldArticle, country: str | None) -> tuple[str, str]:
    """The gold place that one of the spans names, or the found one as the text has it first."""
    names = [article.text[span.start : span.end] for span in spans]
    for gold_name, gold_country in article.places:
        if country == gold_country and any(gold_name in name or name in gold_name for name in names):
            return gold_name, gold_country
    return names[0] if names else "", country or ""


def _article(row: dict[str, Any]) -> GoldArticle:
    text, quotes, mentions = _unmark(row["marked"])
    claims = tuple(
        GoldClaim(claim["claimant"], claim["voice"], tuple(sorted(quotes[claim["n"]])), mentions.get(claim["n"]))
        for claim in row["claims"]
    )
    if set(quotes) | set(mentions) != {claim["n"] for claim in row["claims"]}:
        raise ValueError("the marks and the list of claims do not have the same numbers")
    places = tuple((place["name"], place["country"]) for place in row["places"])
    missing = [name for name, _ in places if name not in text]
    if missing:
        raise ValueError(f"places that the text does not name: {missing}")
    return GoldArticle(row["id"], row["language"], text, claims, frozenset(row["topics"]), places)


def _unmark(marked: str) -> tuple[str, dict[int, list[Span]], dict[int, Span]]:
    """The text without marks; spans of what is claimed and of who claims it, by the claim's number."""
    quotes: dict[int, list[Span]] = {}
    mentions: dict[int, Span] = {}
    text, position, opened = "", 0, list[tuple[str, str, int]]()
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        position = mark.end()
        if mark[1]:
            opened.append((mark[1], mark[2], len(text)))
            continue
        numbers, kind, start = opened.pop()
        for number in _numbers(numbers):
            if kind == "@":
                mentions[number] = Span(start, len(text))
            else:
                quotes.setdefault(number, []).append(Span(start, len(text)))
    if opened:
        raise ValueError("a mark is never closed")
    return text + marked[position:], quotes, mentions


def _numbers(numbers: str) -> Iterator[int]:
    return (int(number) for number in numbers.split(","))
