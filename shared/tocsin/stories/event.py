"""What an article's lead says of its event, in terms of no language: places by ids, kinds, sites, counts, figures.

Read from headline and first words: news tells the event first. Places and figures are those of the engine (English,
Russian, Ukrainian; names in Latin letters too), kinds and sites are data for eight languages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from tocsin.engine.places import find_places, lookup
from tocsin.engine.places.nations import adjectives_in
from tocsin.engine.quantities import find_quantities
from tocsin.model import Place, Quantity
from tocsin.stories.abroad import LANGUAGES as LANGUAGES_ABROAD
from tocsin.stories.abroad import Named, named_abroad
from tocsin.stories.numerals import in_digits
from tocsin.text.document import Document, read
from tocsin.text.language import UNDETERMINED, detect_language

MAX_LEAD: Final = 700
"""Code points of a lead, headline included."""
MAX_TERMS: Final = 6
"""Places, kinds, sites and figures of each sort that are kept."""
NEAR: Final = 6
"""Words around a figure in which it is said what becomes of those who are counted."""
LEAST_FIGURE: Final = 5.0
"""From here on a figure tells events apart; two and three stand everywhere."""
LANGUAGES: Final = frozenset({"en", "ru", "uk", "de", "fr", "es", "pl", "tr"})
COUNTRY_LETTERS: Final = 2
"""Of a country's id; all other places have longer ones."""
_ELIDED: Final = re.compile("^(?:[cdjlmnst]|qu)['’]")
_FINER: Final = frozenset({"city", "crossing", "region", "district"})


@dataclass(frozen=True, slots=True)
class Event:
    """Terms in the order in which the lead names them, the headline first."""

    language: str = ""
    places: tuple[str, ...] = ()
    """Finer than a country, towns before regions."""
    spots: tuple[str, ...] = ()
    """Names behind a word that says where, which no list knows: small towns, rivers. As the text spells them."""
    named: tuple[str, ...] = ()
    """The words by which these are named, as the text spells them."""
    countries: tuple[str, ...] = ()
    lands: tuple[str, ...] = ()
    """The words by which countries are named."""
    head: tuple[str, ...] = ()
    """Kinds and steps that the headline names."""
    kinds: tuple[str, ...] = ()
    """Kinds and steps of headline and lead."""
    sites: tuple[str, ...] = ()
    """Of headline and first sentence: further down it is told where people were brought."""
    counts: tuple[tuple[str, float], ...] = ()
    """What becomes of people ("dead", "hurt", "held", "missing", "moved") and of how many."""
    figures: tuple[float, ...] = ()
    """Other numbers that tell: `LEAST_FIGURE` and more."""


class _Words(NamedTuple):
    whole: dict[str, tuple[str, ...]]
    begun: dict[str, tuple[str, ...]]
    pairs: tuple[tuple[str, str, str], ...]


def read_event(headline: str, body: str, language: str | None = None) -> Event:
    """The event that a lead tells; of a language without words here its places and figures alone."""
    lead = f"{headline}\n\n{body}".strip()[:MAX_LEAD]
    known = language or detect_language(lead)
    headline, text = in_digits(headline, known), in_digits(lead, known)
    doc = read(text, language=known)
    places = find_places(doc)
    finer = sorted((place for place in places if place.kind in _FINER), key=lambda place: place.kind == "region")
    countries = [place for place in places if place.kind == "country"]
    named, lands = list(_words_of(finer, text)), list(_words_of(countries, text))
    abroad = [one for one in named_abroad(doc, known) if one.word not in named and one.word not in lands]
    counts, figures = _numbers(doc, known)
    lowers = _lowers(doc, known)
    return Event(
        language="" if known == UNDETERMINED else known,
        places=_first(
            (*(place.id for place in finer), *(one.place for one in abroad if len(one.place) > COUNTRY_LETTERS))
        ),
        spots=_first(one.word for one in abroad if not one.place),
        named=_first((*named, *(one.word for one in abroad if len(one.place) > COUNTRY_LETTERS))),
        countries=_first([place.id for place in countries] or _countries(doc, abroad)),
        lands=_first((*lands, *(one.word for one in abroad if _is_country(one.place)))),
        head=_first(_named(_lowers(read(headline, language=known), known), known, ("kind", "step"))),
        kinds=_first(_named(lowers, known, ("kind", "step"))),
        sites=_first(_named(lowers[: _opening(doc, headline)], known, ("site",))),
        counts=tuple(dict.fromkeys(counts))[:MAX_TERMS],
        figures=tuple(dict.fromkeys(figures))[:MAX_TERMS],
    )


def _is_country(place: str) -> bool:
    return len(place) == COUNTRY_LETTERS


def _countries(doc: Document, abroad: Sequence[Named]) -> list[str]:
    """Those that other languages name; else those that adjectives ("Swiss voters") or names of offices name."""
    found = [one.place for one in abroad if _is_country(one.place)]
    found = found or [one.place for one in adjectives_in(doc) if not one.private and _is_country(one.place)]
    if found or doc.language in LANGUAGES_ABROAD:
        return found
    named = (lookup(doc.words[number]) for number in doc.upper)
    return [entry.id for entry in named if entry is not None and entry.kind == "country"]


def _words_of(places: Iterable[Place], text: str) -> Iterator[str]:
    for place in places:
        for span in place.spans:
            yield from text[span.start : span.end].split()


def _first(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))[:MAX_TERMS]


def _opening(doc: Document, headline: str) -> int:
    """How many words headline and first sentence have."""
    below = (sentence for sentence in doc.sentences if sentence.end > len(headline))
    return next((sentence.last for sentence in below), len(doc.words))


def _numbers(doc: Document, language: str) -> tuple[list[tuple[str, float]], list[float]]:
    counts: list[tuple[str, float]] = []
    figures: list[float] = []
    for quantity in find_quantities(doc):
        value = quantity.low if quantity.low is not None else quantity.high
        if value is None:
            continue
        kind = _counted(doc, quantity, language) if quantity.unit is None else None
        if kind is not None:
            counts.append((kind, value))
        elif value >= LEAST_FIGURE or (value != int(value) and round(value, 2) == value):
            figures.append(value)
    return counts, figures


def _counted(doc: Document, quantity: Quantity, language: str) -> str | None:
    """What becomes of those who are counted: by the nearest word of the sentence that says so."""
    at = _at(doc, quantity)
    sentence = doc.sentence_of[at]
    near = [(abs(number - at), kind) for number, kind in _placed(doc, language) if doc.sentence_of[number] == sentence]
    distance, kind = min(near, default=(NEAR + 1, ""))
    return kind if distance <= NEAR else None


def _at(doc: Document, quantity: Quantity) -> int:
    """The number of the word at which a quantity begins."""
    return min(bisect_right(doc.starts, quantity.span.start) - 1, len(doc.words) - 1)


def _lowers(doc: Document, language: str) -> Sequence[str]:
    """The words in small letters; French ones without what is elided before them (l'incendie, d'eau)."""
    if language != "fr":
        return doc.lowers
    return [_ELIDED.sub("", word) for word in doc.lowers]


def _placed(doc: Document, language: str) -> Iterator[tuple[int, str]]:
    lowers = _lowers(doc, language)
    for number in range(len(lowers)):
        for kind in _at_word(lowers, number, language, "count"):
            yield number, kind


def _named(lowers: Sequence[str], language: str, sorts: Sequence[str]) -> Iterator[str]:
    for number in range(len(lowers)):
        for sort in sorts:
            yield from _at_word(lowers, number, language, sort)


def _at_word(lowers: Sequence[str], number: int, language: str, sort: str) -> Iterator[str]:
    """What the word at a place names, alone or with the next one."""
    words = _table().get((language, sort))
    if words is None:
        return
    word = lowers[number]
    yield from words.whole.get(word, ())
    for length in range(2, len(word) + 1):
        yield from words.begun.get(word[:length], ())
    after = lowers[number + 1] if number + 1 < len(lowers) else ""
    for first, second, kind in words.pairs:
        if _fits(word, first) and _fits(after, second):
            yield kind


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


@cache
def _table() -> dict[tuple[str, str], _Words]:
    """By language and sort."""
    found: dict[tuple[str, str], _Words] = {}
    sort = kind = ""
    for line in files("tocsin.stories").joinpath("data/event_kinds.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        first, *rest = line.split()
        if first not in LANGUAGES:
            sort, kind = first, rest[0]
            continue
        words = found.setdefault((first, sort), _Words({}, {}, ()))
        found[first, sort] = _with(words, rest, kind)
    return found


def _with(words: _Words, forms: Sequence[str], kind: str) -> _Words:
    pairs = list(words.pairs)
    for form in forms:
        if "+" in form:
            one, other = form.split("+", 1)
            pairs.append((one, other, kind))
            continue
        of = words.begun if form.endswith("*") else words.whole
        key = form.removesuffix("*")
        of[key] = tuple(dict.fromkeys((*of.get(key, ()), kind)))
    return _Words(words.whole, words.begun, tuple(pairs))
