"""Whether the leads of two articles tell one event or two, by terms of no language: places, kinds, sites and numbers.

Words come second: what agrees here is one event in whatever words or language, and what conflicts here is two.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from tocsin.engine.places import lies_in, lookup
from tocsin.stories.event import LEAST_FIGURE, Event

ENOUGH: Final = 3.5
"""Evidence from which two leads tell one event: a town and a telling kind, or a kind and what is counted twice over."""
COGNATES_ENOUGH: Final = 4.0
"""Between Russian and Ukrainian, of which words can be compared by half."""
PLENTY: Final = 5.0
"""From here on it outweighs headlines of one language that tell nothing of one another."""
PLACE: Final = 2.0
LARGE_PLACE: Final = 1.0
"""A city of a million has several fires and protests a day."""
LARGE: Final = 6.1
CAPITAL: Final = 7.3
"""The gazetteer's weight of a place is the logarithm of its inhabitants, of a capital two more."""
COUNTRY = COUNTRIES = 1.0
LARGE_COUNTRY: Final = 0.5
"""Of many inhabitants: it has many events a day."""
LARGE_STATE: Final = 9.75
"""The weight of a country of 30 million."""
KIND: Final = 2.0
COMMON_KIND: Final = 1.0
TELLING_DIGITS: Final = 3
MANY, ABOUT = 20, 0.1
FIGURE: Final = 1.0
LARGE_FIGURE: Final = 1.5
TELLING_FIGURE: Final = 2.0
LEAST_TELLING: Final = 1000
SITE: Final = 1.0
NAME: Final = 1.0
COGNATE: Final = 0.5
"""A word that two languages share ("smog", "Maske"), no name. Of pairs of articles told within two days of each other
44% of those of one event share one, and 3% of the others."""
UNTOLD: Final = 0.5
"""Taken away where neither what happened nor a number is in common."""
MAX_FIGURES, MAX_COGNATES = 2, 3
COMMON: Final = frozenset(
    {
        "talks",
        "vote",
        "protest",
        "killing",
        "closure",
        "weather",
        "match",
        "mobilization",
        "outbreak",
        "search",
        "prices",
    }
    | {"appointment", "opening", "launch", "agreement", "visit", "aid", "migrants", "extradition", "spying", "rescue"}
)
"""Kinds of which there are many at a time, or that are one of many words for something else."""
AFTERMATH: Final = frozenset({"rescue", "search", "evacuation", "supply", "water"})
"""What other kinds of events bring with them: a headline that tells of it tells no other event."""
AGAIN: Final = frozenset({"shelling", "drone", "exchange", "match", "weather", "earthquake", "protest"})
"""What happens to one place day after day: beyond `SOON`, without a number that is the same it is another event."""
LOCAL: Final = frozenset({"weather", "match", "shelling", "drone"})
"""What each place has of its own, figures and all."""
VEHICLES: Final = frozenset({"bus", "train", "plane", "ship"})
"""Sites that move: a plane that comes down on flats is at both."""
MANNERS: Final = frozenset({"reaction", "proposal", "decision"})
"""How a headline stands to what it tells of."""
ENDS: Final = frozenset({"reopening", "release"})
"""What ends an event belongs to it: a ledger tells that its state changed."""
STEPS: Final = frozenset({"arrest", "verdict", "trial", "funeral", *ENDS, *MANNERS})
SOON: Final = 15 * 3600
FAR: Final = 54 * 3600
"""Seconds between two articles beyond which terms alone do not make them one."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two leads have in common, in terms of no language, and how much that says."""

    value: float = 0.0
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    figures: tuple[float, ...] = ()


def agreement(
    one: Event, other: Event, *, heard: bool = False, named: bool = False, cognates: Collection[str] = ()
) -> Agreement:
    """`heard`: a place that one names sounds like what the other does, of two of which the gazetteer knows one at most.

    `named`: both name somebody or something else. `cognates`: words of two languages that are one.
    """
    places = shared_places(one, other)
    kinds = tuple(kind for kind in one.kinds if kind in other.kinds and kind not in MANNERS)
    figures = tuple(figure for figure in numbers(one) if figure in numbers(other))
    sites = tuple(site for site in one.sites if site in other.sites)
    value = max((LARGE_PLACE if is_large(place) else PLACE for place in places), default=PLACE if heard else 0.0)
    if not places and not heard:
        value = min(COUNTRIES, sum(map(_of_country, set(one.countries) & set(other.countries))))
    value += max((COMMON_KIND if kind in COMMON or kind in STEPS else KIND for kind in kinds), default=0.0)
    told = sorted(map(_of_figure, figures), reverse=True)
    value += sum(told[:MAX_FIGURES]) + SITE * bool(sites) + NAME * named + COGNATE * min(MAX_COGNATES, len(cognates))
    if not kinds and not figures:
        value -= UNTOLD
    return Agreement(value, places, kinds, sites, figures)


def apart(one: Event, other: Event, seconds: float | None, *, names: bool = False) -> str | None:
    """Why two leads tell two events whatever the wording: "place", "count", "kind", "site", "again", "step"; or None.

    `seconds` is how much later `one` was published; None where that is unknown. `names`: both name somebody or some
    place that is in no gazetteer, so that the count may be one that moved.
    """
    kinds = {kind for kind in one.kinds if kind in other.kinds}
    places = shared_places(one, other)
    ours, theirs = numbers(one), numbers(other)
    met = [figure for figure in ours if figure in theirs and figure >= 2]
    one_figure = max(met, default=0.0) >= LEAST_FIGURE and not kinds & LOCAL
    if kinds - STEPS and one.places and other.places and not places and not one_figure:
        return "place"
    if not places and not names and kinds - STEPS and _other_counts(one, other):
        return "count"
    if _other_kinds(one, other):
        return "kind"
    if kinds and not met and _other_sites(one, other):
        return "site"
    if kinds & AGAIN and not met and abs(seconds or 0.0) > SOON:
        return "again"
    later, earlier = (one, other) if (seconds or 0.0) >= 0.0 else (other, one)
    return "step" if _follows(later, earlier) or (not seconds and _follows(earlier, later)) else None


def _follows(one: Event, other: Event) -> bool:
    """Whether the headline of `one` tells of a step of which `other` says nothing, or of its being only meant."""
    steps = (set(one.head) & STEPS) - ENDS - {"proposal", "decision"} - set(other.kinds)
    if steps == {"reaction"} and any(is_telling(figure) for figure in numbers(one) if figure in numbers(other)):
        return False
    return bool(steps) or ("decision" in one.head and "proposal" in other.head)


def is_telling(figure: float) -> bool:
    """Whether two texts have a figure for one reason: three of its digits say something, or two of thousands."""
    digits = len(f"{figure:.12g}".replace(".", "").strip("0"))
    return digits >= TELLING_DIGITS or (figure >= LEAST_TELLING and digits > 1)


def shared_places(one: Event, other: Event) -> tuple[str, ...]:
    """Places of `one`, finer than a country, that `other` names, or a place that holds or lies in them."""
    return tuple(a for a in one.places if any(a == b or lies_in(a, b) or lies_in(b, a) for b in other.places))


def _other_kinds(one: Event, other: Event) -> bool:
    """Whether each headline tells a kind of event of which the other lead says nothing."""
    ours, theirs = (set(event.head) - ENDS - MANNERS - AFTERMATH for event in (one, other))
    return bool(ours and theirs) and ours.isdisjoint(other.kinds) and theirs.isdisjoint(one.kinds)


def _other_sites(one: Event, other: Event) -> bool:
    """Whether they are at two buildings, or in two kinds of vehicles; a vehicle may hit a building."""
    ours, theirs = set(one.sites), set(other.sites)
    buildings, vehicles = (ours - VEHICLES, theirs - VEHICLES), (ours & VEHICLES, theirs & VEHICLES)
    return ours.isdisjoint(theirs) and (all(buildings) or all(vehicles))


def _other_counts(one: Event, other: Event) -> bool:
    """Whether both count the dead (or hurt, held, missing), and none of these counts is the same."""
    ours, theirs = dict[str, set[float]](), dict[str, set[float]]()
    for event, found in ((one, ours), (other, theirs)):
        for kind, value in event.counts:
            found.setdefault(kind, set()).add(value)
    both = ours.keys() & theirs.keys()
    return bool(both) and not any(_is_about(a, b) for kind in both for a in ours[kind] for b in theirs[kind])


def _is_about(one: float, other: float) -> bool:
    """Whether two counts may be one: equal, or of many and hardly apart ("1,252" and "over 1,300")."""
    return one == other or (min(one, other) >= MANY and abs(one - other) <= ABOUT * max(one, other))


def numbers(event: Event) -> tuple[float, ...]:
    return tuple(dict.fromkeys((*(value for _, value in event.counts), *event.figures)))


def _of_figure(figure: float) -> float:
    """How much it says that two leads tell a number: less of a small one, more of one that is hardly chance."""
    if is_telling(figure):
        return TELLING_FIGURE
    return LARGE_FIGURE if figure >= MANY else FIGURE


def _of_country(country: str) -> float:
    entry = lookup(country)
    return LARGE_COUNTRY if entry is None or entry.weight >= LARGE_STATE else COUNTRY


def is_large(place: str) -> bool:
    """Whether a place is a country, a region or a city of some million, where much happens at a time."""
    entry = lookup(place)
    if entry is None:
        return False
    return entry.kind in {"country", "region"} or entry.weight - 2 * (entry.weight >= CAPITAL) >= LARGE
