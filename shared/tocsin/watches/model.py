"""A watch: a rule with a name. Whatever is wrong with one is told by the part that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

import msgspec

from tocsin.errors import InvalidWatch

Severity = Literal["minor", "moderate", "severe", "extreme"]
"""The levels of CAP 1.2, as the watch's owner sets them."""

MAX_VALUES = 50
MAX_NAME = 120
_WATCH_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?")
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")


@dataclass(frozen=True, slots=True)
class TopicRule:
    """Topics by their ids: at least one of `any` (where given) and each of `all`."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold of an article; a condition left empty always holds, but not all may be empty."""

    topics: TopicRule = field(default_factory=TopicRule)
    places: tuple[str, ...] = ()
    """Ids of places, regions or countries: at least one must be named, or hold a place that is."""
    least_claims: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved rule. `version` grows with each change and is not the owner's to set."""

    id: str
    name: str
    rule: Rule
    severity: Severity = "moderate"
    enabled: bool = True
    version: int = 1


def read_watch(data: Mapping[str, Any]) -> Watch:
    """A watch out of JSON. Raises `InvalidWatch` pointing to the part that is wrong."""
    _known(data, Watch, "")
    if isinstance(rule := data.get("rule"), Mapping):
        _known(rule, Rule, "rule.")
        if isinstance(topics := rule.get("topics"), Mapping):
            _known(topics, TopicRule, "rule.topics.")
    try:
        watch = msgspec.convert(data, Watch)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        raise InvalidWatch(message, where=path.strip("`.") or None) from error
    return checked(watch)


def checked(watch: Watch) -> Watch:
    """`watch` itself if its rule can be evaluated. Raises `InvalidWatch`."""
    if _WATCH_ID.fullmatch(watch.id) is None:
        raise InvalidWatch("1 to 48 small letters, digits and inner hyphens", where="id")
    if not watch.name.strip() or len(watch.name) > MAX_NAME or not watch.name.isprintable():
        raise InvalidWatch(f"1 to {MAX_NAME} printable characters", where="name")
    rule = watch.rule
    for where, values in (
        ("rule.topics.any", rule.topics.any),
        ("rule.topics.all", rule.topics.all),
        ("rule.places", rule.places),
    ):
        _values(where, values)
    if not 0 <= rule.least_claims <= 1_000:
        raise InvalidWatch("a number from 0 to 1000", where="rule.least_claims")
    if not (rule.topics.any or rule.topics.all or rule.places):
        raise InvalidWatch("names neither topics nor places: it would ring for everything", where="rule")
    return watch


def _values(where: str, values: tuple[str, ...]) -> None:
    if len(values) > MAX_VALUES:
        raise InvalidWatch(f"{MAX_VALUES} at most", where=where)
    for number, value in enumerate(values):
        if _VALUE.fullmatch(value) is None:
            raise InvalidWatch("is not an id", where=f"{where}[{number}]")


def _known(data: Mapping[str, Any], kind: type, path: str) -> None:
    unknown = sorted(set(data) - {part.name for part in fields(kind)})
    if unknown:
        raise InvalidWatch("is not a part of a watch", where=f"{path}{unknown[0]}"[:120])
