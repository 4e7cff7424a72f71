"""Articles whose truth is known: invented events, told by invented publishers, copied, edited, denied and delayed.

Difficulty: events of one kind share their words and differ in place, people, figures and day; outlets of a family and
takers of an agency print one text; rewrites by other families use other sentences; two languages tell one event with
the same figures. Everything is drawn from one seeded generator.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from tocsin.model import Article

Role = Literal["report", "agency-copy", "family-copy", "truncated", "edit", "denial", "dispute", "opposite", "russian"]

START = datetime(2031, 3, 3, 6, 0, tzinfo=UTC)
FAMILIES = 8
PUBLISHERS = 30
AGENCIES = ("Reuters", "AFP")
TOWNS = tuple(
    f"{first}{second}"
    for first in ("Tessa", "Less", "Omber", "Quill", "Varn", "Drost", "Hell", "Pelm", "Skar", "Yor", "Zand", "Brick")
    for second in ("field", "haven", "mouth", "wick", "stead", "ford", "holm", "gate", "burg", "ness", "bury", "dale",
        "moor", "ley", "combe", "wold", "thorpe")
)  # fmt: skip
SURNAMES = tuple(
    f"{first}{second}"
    for first in ("Bran", "Ol", "Ven", "Mar", "Tor", "Kes", "Lin", "Dov", "Hal", "Ric", "Sel", "Wim")
    for second in ("dt", "sen", "ko", "tin", "ley", "man", "ard", "off", "ini", "nard", "ström", "ez")
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: sentences with {n} people, {town}, {name}, {day}, {body}."""

    name: str
    topic: str | None
    headline: str
    told: tuple[str, ...]
    """The claim with its number, as different houses write it."""
    background: tuple[tuple[str, ...], tuple[str, ...]]
    """Who, and what they did: any two make a sentence."""
    denial: str
    russian: str
    opposite: str = ""
    """What cannot be true beside what is told, in nearly the same words."""


KINDS = (
    Kind(
        "call-up",
        "mobilization",
        "{body} calls up reservists in {town}",
        (
            "The {body} said that {n} reservists would be called up in {town} by {day}.",
            "{n} reservists will be called up in {town} by {day}, the {body} said.",
            "By {day}, {n} reservists are to be called up in {town}, the {body} announced.",
        ),
        (
            (
                "Lorries with summonses",
                "Mothers with thermos flasks",
                "Two buses from the garrison",
                "A line of young men",
                "Officers with lists",
                "Volunteers of the Red Cross",
            ),
            (
                "stood before the town hall of {town}",
                "waited at the mobilization office of {town}",
                "filled the market square of {town}",
                "blocked the road to the barracks of {town}",
                "were seen near the railway station of {town}",
            ),
        ),
        "The {body} denied that {n} reservists would be called up in {town}.",
        "В городе {town} будут призваны {n} резервистов, сообщило {body_ru}.",
    ),
    Kind(
        "queue",
        "border-queues",
        "Cars queue for hours at the {town} border crossing",
        (
            "The {body} said that {n} cars were waiting at the border crossing near {town} on {day}.",
            "{n} cars were waiting on {day} at the border crossing near {town}, the {body} said.",
            "On {day}, the {body} counted {n} cars that were waiting at the border crossing near {town}.",
        ),
        (
            (
                "Drivers with sleeping children",
                "Farmers selling water",
                "Lorries loaded with timber",
                "Cyclists with rucksacks",
                "Customs officers on a third shift",
                "Pensioners with folding chairs",
            ),
            (
                "filled the car park behind the {town} station",
                "stood along the road between {town} and the bridge",
                "gathered at the petrol station of {town}",
                "slept in the school hall of {town}",
                "waited beside the closed second lane of {town}",
            ),
        ),
        "The {body} denied that {n} cars were waiting at the border crossing near {town}.",
        "У города {town} на границе стояли {n} автомобилей, сообщило {body_ru}.",
    ),
    Kind(
        "flood",
        None,
        "River floods the lower streets of {town}",
        (
            "The {body} said that {n} houses were flooded in {town} on {day}.",
            "{n} houses were flooded in {town} on {day}, the {body} said.",
            "On {day}, the {body} put the number of flooded houses in {town} at {n}.",
        ),
        (
            (
                "Boats of the fire brigade",
                "Volunteers with sandbags",
                "Engineers from the dam",
                "Pensioners in rubber boots",
                "Soldiers with pumps",
                "Families with dogs and cats",
            ),
            (
                "crossed the drowned football ground of {town}",
                "worked all night in Mill Street in {town}",
                "were brought to the gymnasium of {town}",
                "watched the dyke above {town}",
                "slept on the upper floor of the {town} library",
            ),
        ),
        "The {body} denied that {n} houses were flooded in {town}.",
        "В городе {town} затоплены {n} домов, сообщило {body_ru}.",
    ),
    Kind(
        "strike",
        None,
        "Dockers of {town} walk out over pay",
        (
            "The {body} said that {n} dockers went on strike in {town} on {day}.",
            "{n} dockers went on strike in {town} on {day}, the {body} said.",
            "On {day}, {n} dockers went on strike in {town}, according to the {body}.",
        ),
        (
            (
                "Crane drivers",
                "Tugboat crews",
                "Clerks of the port authority",
                "Shop stewards with drums",
                "Freighter captains",
                "Lorry drivers with grain",
            ),
            (
                "waited along the northern quay of {town}",
                "met in the canteen of the {town} harbour",
                "marched past the customs house of {town}",
                "turned back before the gates of {town}",
                "asked for talks in the town hall of {town}",
            ),
        ),
        "The {body} denied that {n} dockers went on strike in {town}.",
        "В порту {town} бастуют {n} докеров, сообщило {body_ru}.",
    ),
    Kind(
        "prisoners",
        None,
        "Prisoners are released in {town}",
        (
            "The {body} said that {n} prisoners were released in {town} on {day}.",
            "{n} prisoners were released in {town} on {day}, the {body} said.",
            "On {day}, {n} prisoners were freed in {town}, according to the {body}.",
        ),
        (
            (
                "Buses with drawn curtains",
                "Mothers with flowers",
                "Nurses of the Red Cross",
                "Guards in grey coats",
                "A priest with a lantern",
                "Children with paper flags",
            ),
            (
                "stood before the old mill of {town}",
                "waited at the bridge of {town}",
                "filled the hall of the {town} school",
                "walked along the market street of {town}",
                "sang in the courtyard of the {town} hospital",
            ),
        ),
        "The {body} denied that {n} prisoners were released in {town}.",
        "В городе {town} освобождены {n} пленных, сообщило {body_ru}.",
        "The {body} said that {n} prisoners were executed in {town} on {day}.",
    ),
)
COUNTS = tuple(n for n in range(120, 900, 10) if not 1_900 <= 4 * n + 10 < 2_100)
"""Disputed counts are four times as high, and none may look like a year."""
BODIES = (("defence ministry", "министерство обороны"), ("interior ministry", "министерство внутренних дел"),
    ("regional government", "правительство области"), ("emergency service", "служба спасения"))  # fmt: skip
RIVALS = ("opposition party", "trade union federation", "observers' mission")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TIMES = ("before dawn", "in the early afternoon", "late at night", "while it rained", "for the third day",
    "after the sirens", "as the shops opened")  # fmt: skip
LISTENERS = ("reporters", "the local radio", "a neighbour", "this newspaper", "the town's news site")
CLUTTER = (
    "Subscribe to our morning letter and read the news before breakfast.",
    "Share this story with your friends on every network you like.",
    "All photographs are the property of the photographers named beside them.",
)


@dataclass(frozen=True, slots=True)
class Item:
    """An article with what is true of it."""

    article: Article
    at: datetime
    event: int
    kind: str
    role: Role
    family: str
    origin: str
    """Who really is behind it."""
    copies: str | None = None
    """The article that it repeats."""


@dataclass
class Event:
    number: int
    kind: Kind
    facts: dict[str, str]
    start: datetime
    items: list[Item] = field(default_factory=list)


def corpus(events: int = 200, articles: int = 2_000, seed: int = 7) -> list[Item]:
    """The stream in the order in which it comes in: some late, some out of order, some twice."""
    rng = random.Random(seed)  # noqa: S311  # a seeded corpus, no secret
    towns = rng.sample(TOWNS, events)
    items: list[Item] = []
    for number in range(events):
        items += _event(rng, number, towns[number], articles // events)
    for position in rng.sample(range(len(items)), len(items) // 20):
        items.append(items[position])
    return sorted(items, key=lambda item: (item.at, item.article.id))


def _event(rng: random.Random, number: int, town: str, count: int) -> list[Item]:
    kind = KINDS[number % len(KINDS)]
    body, body_ru = rng.choice(BODIES)
    facts = {
        "town": town, "name": f"{rng.choice('ABCDEFGHKLMNOPRSTV')}. {rng.choice(SURNAMES)}", "body": body,
        "body_ru": body_ru, "day": rng.choice(DAYS), "n": f"{rng.choice(COUNTS)}",
    }  # fmt: skip
    event = Event(number, kind, facts, START + timedelta(minutes=37 * number))
    _report(rng, event, _house(rng))
    makers = [_report, _agency, _copy, _copy, _truncate, _edit, _russian]
    special = _oppose if kind.opposite else _deny if number % 3 == 0 else _dispute if number % 3 == 1 else _report
    while len(event.items) < count - 1:
        rng.choice(makers)(rng, event, _house(rng))
    special(rng, event, _house(rng, besides={item.family for item in event.items}))
    return event.items


def _house(rng: random.Random, besides: set[str] | None = None) -> tuple[str, str]:
    """A publisher and its family; the family is known by the publisher's domain alone."""
    while True:
        number = rng.randrange(PUBLISHERS)
        family = f"house-{number % FAMILIES}"
        if family not in (besides or set()) or len(besides or ()) >= FAMILIES:
            return f"Gazette {number}", family


def _add(
    rng: random.Random, event: Event, house: tuple[str, str], text: str, role: Role, *, origin: str | None = None,
    copies: Item | None = None, headline: str | None = None, language: str = "en", url: str | None = None,
) -> None:  # fmt: skip
    publisher, family = house
    published = event.start + timedelta(minutes=25 * len(event.items))
    late = timedelta(hours=rng.choice((0, 0, 0, 0, 1, 6)))
    name = f"e{event.number:03d}a{len(event.items):02d}"
    article = Article(
        id=name,
        text=text,
        title=headline or _opened(event.kind.headline.format(**event.facts)),
        publisher=publisher,
        url=url or f"https://{publisher.replace(' ', '').lower()}.{family}.example/{name}",
        published_at=published,
        language=language,
    )
    event.items.append(
        Item(
            article, published + late, event.number, event.kind.name, role, family, origin or family,
            copies.article.id if copies else None,
        )
    )  # fmt: skip


def _text(rng: random.Random, event: Event, *, n: str | None = None) -> str:
    facts = {**event.facts, "n": n or event.facts["n"]}
    told = rng.choice(event.kind.told).format(**facts)
    rest = _background(rng, event, 4)
    return "\n\n".join((_opened(told), *rest))


def _background(rng: random.Random, event: Event, count: int) -> list[str]:
    """Sentences that no two independent reports are likely to share, the last one told by somebody."""
    who, did = event.kind.background
    lines = [
        f"{rng.choice(who)} {rng.choice(did)} {rng.choice(TIMES)}".format(**event.facts) + "." for _ in range(count)
    ]
    lines[-1] = f"{lines[-1][:-1]}, {event.facts['name']} told {rng.choice(LISTENERS)}."
    return lines


def _opened(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _report(rng: random.Random, event: Event, house: tuple[str, str]) -> None:
    _add(rng, event, house, _text(rng, event), "report")


def _agency(rng: random.Random, event: Event, house: tuple[str, str]) -> None:
    """An agency's text; what comes later of it is its copy, whoever prints it."""
    agency = AGENCIES[event.number % len(AGENCIES)]
    first = next((item for item in event.items if item.origin == agency), None)
    town = event.facts["town"].upper()
    text = first.article.text if first else f"{town}, March 3 ({agency}) - {_text(rng, event)}"
    if first:
        text = "\n\n".join((text, rng.choice(CLUTTER)))
    _add(rng, event, house, text, "agency-copy", origin=agency, copies=first)


def _copy(rng: random.Random, event: Event, house: tuple[str, str]) -> None:
    """A text of the event again, under another headline and with other clutter."""
    source = rng.choice([item for item in event.items if item.role == "report"])
    text = "\n\n".join((source.article.text, rng.choice(CLUTTER)))
    headline = f"What we know about {event.facts['town']}"
    _add(rng, event, house, text, "family-copy", origin=source.origin, copies=source, headline=headline)


def _truncate(rng: random.Random, event: Event, house: tuple[str, str]) -> None:
    source = rng.choice([item for item in event.items if item.role == "report"])
    paragraphs = source.article.text.split("\n\n")
    text = "\n\n".join(paragraphs[:4])
    _add(rng, event, house, text, "truncated", origin=source.origin, copies=source)


def _edit(rng: random.Random, event: Event, house: tuple[str, str]) -> None:
    """The same page a while later with a larger number."""
    source = event.items[0]
    if any(item.role == "edit" for item in event.items):
        return
    larger = f"{int(event.facts['n']) * 2}"
    text = source.article.text.replace(event.facts["n"], larger)
    house = (source.article.publisher or "", source.family)
    _add(rng, event, house, text, "edit", origin=source.origin, copies=source, url=source.article.url)


def _russian(rng: random.Random, event: Event, house: tuple[str, str]) -> None:
    text = event.kind.russian.format(**event.facts)
    _add(rng, event, house, text, "russian", language="ru")


def _deny(rng: random.Random, event: Event, house: tuple[str, str]) -> None:
    denial = event.kind.denial.format(**event.facts)
    background = _background(rng, event, 2)
    _add(rng, event, house, "\n\n".join((denial, *background)), "denial")


def _oppose(rng: random.Random, event: Event, house: tuple[str, str]) -> None:
    """Another body says that the contrary happened to as many."""
    facts = {**event.facts, "body": rng.choice(RIVALS)}
    told = event.kind.opposite.format(**facts)
    _add(rng, event, house, "\n\n".join((_opened(told), *_background(rng, event, 3))), "opposite")


def _dispute(rng: random.Random, event: Event, house: tuple[str, str]) -> None:
    """Another body, another number: both cannot hold."""
    facts = {**event.facts, "body": rng.choice(RIVALS), "n": f"{int(event.facts['n']) * 4 + 10}"}
    told = event.kind.told[rng.randrange(2)].format(**facts)
    background = _background(rng, event, 3)
    _add(rng, event, house, "\n\n".join((_opened(told), *background)), "dispute")


def publishers() -> str:
    """The families as a desk would list them, in TOML."""
    entries = []
    for family in range(FAMILIES):
        names = [f"Gazette {number}" for number in range(PUBLISHERS) if number % FAMILIES == family]
        quoted = ", ".join(f'"{name}"' for name in names)
        entries.append(f'[house-{family}]\nnames = [{quoted}]\ndomains = ["house-{family}.example"]\n')
    return "\n".join(entries)


def events_of(items: list[Item]) -> Iterator[tuple[int, list[Item]]]:
    """The items of each event, each article once."""
    found: dict[int, dict[str, Item]] = {}
    for item in items:
        found.setdefault(item.event, {}).setdefault(item.article.id, item)
    for event, members in sorted(found.items()):
        yield event, list(members.values())
