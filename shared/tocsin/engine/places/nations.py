"""Places named by an adjective: "Belarusian authorities", "турецкие военные", «київська прокуратура»."""

from __future__ import annotations

import re
from functools import cache
from itertools import compress
from typing import Final, NamedTuple

from tocsin.engine.places.context import context
from tocsin.engine.places.gazetteer import gazetteer
from tocsin.model import Place, Span
from tocsin.text.document import Document
from tocsin.text.lexicon import data_text
from tocsin.text.memo import Memo

_FILE: Final = "gazetteer_nations.tsv"
_ENDING: Final = re.compile(
    "(?:ий|ый|ой|ого|его|ому|ему|им|ым|ом|ем|ая|ей|ую|ое|ее|ие|ые|их|ых|ими|ыми|ою|ім|а|ої|ій|у|е|і|о)$"
)
"""Of Russian and Ukrainian adjectives, and of the first half of a compound ("российско-")."""
_BY_ADJECTIVE: Final = 0.5
"""Score of a place that only adjectives name."""
_DECLINED: Final = frozenset({"ru", "uk", "und"})
"""Languages in which such an adjective begins with a small letter."""
_COUNTRY: Final = 2
"""Letters of a country's id: «московский хор» says nothing of the city, "Turkish astronaut" still of the country."""
_REACH: Final = 2
"""Words in which the public body follows ("Turkish border police", «российские пограничные войска»)."""


class Mention(NamedTuple):
    """An adjective at token `token` that names a place."""

    place: str
    token: int
    public: bool
    """A public body or a piece of land follows: the adjective names the place by itself."""
    private: bool
    """A language, a firm or nothing that it belongs to follows: it names no place."""


@cache
def _adjectives() -> dict[str, str]:
    """The id of each place by English adjectives as written and by Cyrillic stems."""
    found: dict[str, str] = {}
    for line in data_text(_FILE).split("\n"):
        if line and line[0] != "#":
            place, latin, cyrillic = line.split("\t")
            found.update((word, place) for word in (*latin.split(), *cyrillic.split()) if word != "-")
    return found


def _read(word: str) -> str | None:
    """The place that a word names as an adjective; of a compound the first half that names one counts."""
    known = _adjectives()
    if word.isascii():
        return next((known[part] for part in word.split("-") if part in known), None)
    parts = word.lower().split("-")
    return next((known[stem] for part in parts if (stem := _ENDING.sub("", part, count=1)) in known), None)


_placed = Memo(_read)


def adjectives_in(doc: Document) -> list[Mention]:
    """The adjectives of a text that name a place, those inside a longer capitalized name left out."""
    if doc.language in _DECLINED:
        tokens = list(compress(range(len(doc.words)), map(_placed.__getitem__, doc.words)))
    else:
        tokens = list(compress(doc.upper, map(_placed.__getitem__, map(doc.words.__getitem__, doc.upper))))
    bodies, of_no_place = context().public, context().private
    found: list[Mention] = []
    for token in tokens:
        place = _placed[doc.words[token]]
        if place is not None and not _in_quotes(doc, token):
            following = doc.lowers[token + 1 : token + 1 + _REACH]
            private = not following or not following[0][0].isalpha() or any(word in of_no_place for word in following)
            public = not private and any(word in bodies for word in following)
            found.append(Mention(place, token, public, private))
    return found


def _in_quotes(doc: Document, token: int) -> bool:
    """Whether it opens a name in quotation marks («Московский комсомолец»)."""
    return token > 0 and doc.words[token - 1] in '«"“„' and doc.words[token][0].isupper()


def with_adjectives(doc: Document, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """`places` with the adjectives that name one of them, and the places that only a public body's adjective names.

    "The Turkish astronaut" names Turkey only where something else does; "Turkish troops" does so by itself.
    """
    taken = {span.start for place in places for span in place.spans}
    spans: dict[str, list[Span]] = {place.id: [] for place in places}
    mentions = [m for m in adjectives_in(doc) if not m.private and doc.starts[m.token] not in taken]
    for mention in mentions:
        if mention.public:
            spans.setdefault(mention.place, [])
    for mention in mentions:
        if mention.place in spans and (mention.public or len(mention.place) == _COUNTRY):
            spans[mention.place].append(doc.span_of(mention.token, mention.token + 1))
    known = {place.id for place in places}
    widened = [_widened(place, spans[place.id]) if spans[place.id] else place for place in places]
    widened += [_named(place, found) for place, found in spans.items() if place not in known]
    return tuple(sorted(widened, key=_first)) if mentions else places


def _first(place: Place) -> tuple[bool, int]:
    """Places that only the title names come last."""
    return not place.spans, place.spans[0].start if place.spans else 0


def _widened(place: Place, more: list[Span]) -> Place:
    from dataclasses import replace  # noqa: PLC0415  # not for the import of the engine

    return replace(place, spans=tuple(sorted([*place.spans, *more])))


def _named(place_id: str, spans: list[Span]) -> Place:
    entry = gazetteer().by_id(place_id)
    if entry is None:
        raise KeyError(place_id)
    return Place(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        spans=tuple(spans),
        region=entry.region,
        latitude=entry.latitude,
        longitude=entry.longitude,
        score=_BY_ADJECTIVE,
    )
