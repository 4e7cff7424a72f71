"""A folder of made-up uploads with known outcomes: distinct articles, the same text again, and what is no article."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from tests.bench.texts import article

AGAIN, BROKEN = 0.08, 0.04
"""Shares of all files: texts that came before, and files that must be rejected."""
WORDS = (150, 700)
PER_EVENT = 5
"""Articles of one event, in the middle: each event has people, bodies, towns and subjects of its own."""
SYLLABLES = (
    "bar",
    "del",
    "fen",
    "gor",
    "hal",
    "kem",
    "lun",
    "mir",
    "nov",
    "pel",
    "ras",
    "sul",
    "tav",
    "vor",
    "wen",
    "zil",
)
_OWN = (
    *("Krohn", "Lind", "Vesk", "Orel", "Brandt", "Horn", "Costel", "Saal", "Harn", "Velden", "Ostmark", "Railways"),
    *("bridge", "ceasefire", "budget", "exchange", "service", "council", "Crescent", "Defence", "Transport"),
)
"""Words of the made-up news that every event replaces by its own."""
_BROKEN = (b"", b" \n\t\n", b"\x89PNG\r\n\x1a\n" + bytes(64), b"\x1f\x8b\x08 cut short", b"PK\x03\x04 cut short")


@dataclass(frozen=True)
class Corpus:
    """The files in the order of their upload, and what must become of them."""

    files: list[Path]
    texts: int
    """Different articles, whichever of the files that carry one comes first."""
    again: int
    broken: int


def write_corpus(folder: Path, articles: int, seed: int = 1) -> Corpus:
    """Write `articles` different articles and what comes with them. The same for the same arguments."""
    chance = random.Random(seed)  # noqa: S311  # made-up news needs no secrets
    again, broken = round(articles * AGAIN), round(articles * BROKEN)
    events = [_event(chance) for _ in range(max(1, articles // PER_EVENT))]
    texts = [
        _told(article(chance.randint(*WORDS), seed * 1_000_000 + number), chance.choice(events))
        for number in range(articles)
    ]
    contents = [_as_file(text, chance) for text in texts]
    contents += [_as_file(chance.choice(texts), chance) for _ in range(again)]
    contents += [("bin", _BROKEN[number % len(_BROKEN)]) for number in range(broken)]
    chance.shuffle(contents)
    files: list[Path] = []
    for number, (kind, data) in enumerate(contents):
        files.append(folder / f"{number:05d}.{kind}")
        files[-1].write_bytes(data)
    return Corpus(files, articles, again, broken)


_NAMED = ("Georgia", "Finland", "Warsaw", "Kazakhstan", "Kyiv", "Turkey", "Tbilisi")
_PLACES = (
    *("Norway", "Poland", "Latvia", "Romania", "Moldova", "Serbia", "Greece", "Cyprus", "Israel", "Egypt", "Kenya"),
    *("Mongolia", "Armenia", "Lisbon", "Madrid", "Vienna", "Prague", "Oslo", "Riga", "Vilnius", "Sofia", "Ankara"),
    *("Tokyo", "Seoul", "Bangkok", "Jakarta", "Canberra", "Ottawa", "Havana", "Lima", "Nairobi", "Cairo", "Athens"),
)


def _event(chance: random.Random) -> dict[str, str]:
    """What stands for each of `_OWN` where one event is told of."""
    made = {word: "".join(chance.sample(SYLLABLES, 3)) for word in _OWN}
    named = dict(zip(_NAMED, chance.sample(_PLACES, len(_NAMED)), strict=True))
    return named | {word: name.capitalize() if word[0].isupper() else name for word, name in made.items()}


def _told(text: str, event: dict[str, str]) -> str:
    return re.sub("|".join(event), lambda found: event[found.group()], text)


def _as_file(text: str, chance: random.Random) -> tuple[str, bytes]:
    """The text as one of the formats that leave it as it is: an article's id comes from its text alone."""
    kind = chance.choice(("txt", "txt", "json", "html"))
    title, _, body = text.partition("\n\n")
    if kind == "json":
        publisher = f"The {chance.choice(('Harn', 'Velden', 'Ostmark'))} Courier"
        return kind, json.dumps({"text": text, "publisher": publisher}).encode()
    if kind == "html":
        paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n\n"))
        page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body>"
        return kind, f"{page}</html>".encode()
    return kind, text.encode()
