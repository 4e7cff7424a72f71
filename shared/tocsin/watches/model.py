"""A watch: a rule with a name, and when and how often it may ring. What is wrong with one is told by the part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Final, Literal, get_args, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from tocsin.errors import InvalidWatch
from tocsin.model import ClaimKind, TopicMode
from tocsin.stories.states import State

Severity = Literal["minor", "moderate", "severe", "extreme"]
"""The levels of CAP 1.2."""
SEVERITIES: tuple[Severity, ...] = ("minor", "moderate", "severe", "extreme")
Mode = Literal["immediate", "hourly", "daily"]
Language = Literal["en", "ru", "uk"]
"""In which alerts are told; quotes stay in the article's own words."""
PassLevel = Literal["severe", "extreme", "never"]
CHOICES: Final[Mapping[str, object]] = {
    "severity": Severity,
    "least_severity": Severity,
    "kinds": ClaimKind,
    "states": State,
    "modes": TopicMode,
    "mode": Mode,
    "language": Language,
    "passes": PassLevel,
}
"""Parts of a watch that take one of a few words."""

MAX_VALUES = 50
MAX_NAME = 120
MAX_PHRASE = 120
DEFAULT_MOST_PER_HOUR = 20
DEFAULT_NUMBER_MOVES = 0.15
_WATCH_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?")
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class TopicRule:
    """Topics by their ids: at least one of `any` (where given) and each of `all`, told in one of `modes`."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    modes: tuple[TopicMode, ...] = ("happening",)
    """What is denied, past, only supposed or told as fiction rings where it is asked for."""


@dataclass(frozen=True, slots=True)
class WordRule:
    """Words or phrases in title or text, whole words, case aside; a `*` at a word's end stands for any ending."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold of an article; a condition left empty always holds, but not all may be empty."""

    topics: TopicRule = field(default_factory=TopicRule)
    places: tuple[str, ...] = ()
    """Ids of places, regions, countries or areas: at least one must be named, or hold a place that is."""
    least_claims: int = 0
    least_confidence: float = 0.0
    """0..1: claims that are less likely right count for no condition."""
    words: WordRule = field(default_factory=WordRule)
    claimants: tuple[str, ...] = ()
    """Words of a claimant's name or role: one claim at least must be theirs."""
    kinds: tuple[ClaimKind, ...] = ()
    states: tuple[State, ...] = ()
    """One of the article's claims must be in one of these states in its story's ledger."""
    least_severity: Severity = "minor"
    least_origins: int = 1
    """Independent origins that report the story."""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the day, local time, in which nothing is sent; alerts wait until they end. May cross midnight."""

    start: str
    end: str
    passes: PassLevel = "extreme"
    """From which gravity on an alert goes out all the same; `pass` in JSON is understood too."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """When and how often a watch may ring; digests and quiet hours go by `timezone`."""

    mode: Mode = "immediate"
    at: str = "08:00"
    """When the daily digest goes out."""
    timezone: str = "UTC"
    quiet: Quiet | None = None
    cooldown_minutes: int = 0
    """After an alert, other stories wait this long and are then told as "n more"."""
    most_per_hour: int = DEFAULT_MOST_PER_HOUR
    """Alerts in any sixty minutes; what is over that is told once as "n more"."""
    number_moves: float = DEFAULT_NUMBER_MOVES
    """The share by which a watched number must move for an update."""
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved rule. `version` grows with each change and is not the owner's to set."""

    id: str
    name: str
    rule: Rule
    severity: Severity = "moderate"
    """That of its alerts, and the most it can be unless it `rises`."""
    enabled: bool = True
    version: int = 1
    delivery: Delivery = field(default_factory=Delivery)
    rises: bool = False
    """Whether alerts are more severe than `severity` where more harm is reported."""


def read_watch(data: Mapping[str, Any]) -> Watch:
    """A watch out of JSON. Raises `InvalidWatch` pointing to the part that is wrong."""
    data = _with_passes(data)
    _known(data, Watch, "")
    try:
        watch = msgspec.convert(data, Watch)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        where = path.strip("`.")
        offered = get_args(CHOICES.get(where.partition("[")[0].rpartition(".")[2]))
        if offered and message.startswith("Invalid enum"):
            message = f"{message.removeprefix('Invalid enum value ')} is none of {', '.join(offered)}"
        raise InvalidWatch(message, where=where or None) from error
    return checked(watch)


def _with_passes(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """`delivery.quiet.pass` by the name that Python can give it."""
    delivery = data.get("delivery")
    quiet = delivery.get("quiet") if isinstance(delivery, Mapping) else None
    if not isinstance(delivery, Mapping) or not isinstance(quiet, Mapping) or "pass" not in quiet:
        return data
    renamed = {"passes" if name == "pass" else name: value for name, value in quiet.items()}
    return {**data, "delivery": {**delivery, "quiet": renamed}}


def checked(watch: Watch) -> Watch:
    """`watch` itself if its rule can be evaluated. Raises `InvalidWatch`."""
    if _WATCH_ID.fullmatch(watch.id) is None:
        raise InvalidWatch("1 to 48 small letters, digits and inner hyphens", where="id")
    if not watch.name.strip() or len(watch.name) > MAX_NAME or not watch.name.isprintable():
        raise InvalidWatch(f"1 to {MAX_NAME} printable characters", where="name")
    rule = watch.rule
    _check_values(rule)
    _between(rule.least_claims, 0, 1_000, "rule.least_claims")
    if not 0 <= rule.least_confidence <= 1:
        raise InvalidWatch("is no number from 0 to 1", where="rule.least_confidence")
    _between(rule.least_origins, 1, 100, "rule.least_origins")
    named = (rule.topics.any, rule.topics.all, rule.places, rule.words.any, rule.words.all, rule.claimants, rule.kinds)
    if not any(named):
        raise InvalidWatch(
            "names neither topics, places, words, claimants nor kinds: it would ring for everything", where="rule"
        )
    _check_delivery(watch.delivery)
    return watch


def _check_values(rule: Rule) -> None:
    ids = {"topics.any": rule.topics.any, "topics.all": rule.topics.all, "places": rule.places}
    phrases = {
        "words.any": rule.words.any,
        "words.all": rule.words.all,
        "words.none": rule.words.none,
        "claimants": rule.claimants,
    }
    for where, values in ids.items():
        _each(f"rule.{where}", values, lambda value: _VALUE.fullmatch(value) is not None, "is not an id")
    for where, values in phrases.items():
        _each(f"rule.{where}", values, _is_phrase, f"is no phrase of 1 to {MAX_PHRASE} characters with words in it")
    _each("rule.languages", rule.languages, lambda value: _LANGUAGE.fullmatch(value) is not None, "is no ISO 639 code")
    if not rule.topics.modes:
        raise InvalidWatch("names no mode: no topic could ever meet it", where="rule.topics.modes")
    for where, listed in {"kinds": rule.kinds, "states": rule.states, "topics.modes": rule.topics.modes}.items():
        _each(f"rule.{where}", listed, lambda _: True, "")


def _check_delivery(delivery: Delivery) -> None:
    try:
        ZoneInfo(delivery.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidWatch("is no time zone of the IANA database", where="delivery.timezone") from error
    times = {"at": delivery.at}
    if delivery.quiet is not None:
        times |= {"quiet.start": delivery.quiet.start, "quiet.end": delivery.quiet.end}
        if delivery.quiet.start == delivery.quiet.end:
            raise InvalidWatch("start and end are the same: switch the watch off instead", where="delivery.quiet")
    for where, time in times.items():
        if _TIME.fullmatch(time) is None:
            raise InvalidWatch("is no time of day as 08:00", where=f"delivery.{where}")
    _between(delivery.cooldown_minutes, 0, 7 * 24 * 60, "delivery.cooldown_minutes")
    _between(delivery.most_per_hour, 1, 1_000, "delivery.most_per_hour")
    _between(delivery.number_moves, 0.0, 10.0, "delivery.number_moves")


def _is_phrase(value: str) -> bool:
    return len(value) <= MAX_PHRASE and value.isprintable() and any(letter.isalnum() for letter in value)


def _each(where: str, values: tuple[str, ...], good: Any, message: str) -> None:
    if len(values) > MAX_VALUES:
        raise InvalidWatch(f"{MAX_VALUES} at most", where=where)
    for number, value in enumerate(values):
        if not good(value):
            raise InvalidWatch(message, where=f"{where}[{number}]")


def _between(value: float, low: float, high: float, where: str) -> None:
    if not low <= value <= high:
        raise InvalidWatch(f"a number from {low:g} to {high:g}", where=where)


def _known(data: Mapping[str, Any], kind: type, path: str) -> None:
    """Refuse parts that no watch has, at any depth: a misspelt condition must not silently hold."""
    parts = dict(_parts(kind))
    unknown = sorted(set(data) - set(parts))
    if unknown:
        raise InvalidWatch("is not a part of a watch", where=f"{path}{unknown[0]}"[:120])
    for name, inner in parts.items():
        if inner is not None and isinstance(value := data.get(name), Mapping):
            _known(value, inner, f"{path}{name}.")


def _parts(kind: type) -> Iterator[tuple[str, type | None]]:
    hints = get_type_hints(kind)
    for part in fields(kind):
        options = [hints[part.name], *getattr(hints[part.name], "__args__", ())]
        yield part.name, next((option for option in options if is_dataclass(option) and isinstance(option, type)), None)
