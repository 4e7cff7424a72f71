"""A watch as a form: flat fields of text, to and from the nested rule. What is wrong is told by the watch's part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.errors import InvalidInput
from tocsin.watches.model import Watch

DEFAULTS = {
    "name": "",
    "topics": "",
    "topics_all": "",
    "places": "",
    "words_any": "",
    "words_all": "",
    "words_none": "",
    "claimants": "",
    "kinds": "",
    "states": "",
    "modes": "happening",
    "least_severity": "minor",
    "least_origins": "1",
    "least_claims": "0",
    "least_confidence": "0",
    "languages": "",
    "severity": "moderate",
    "rises": "",
    "mode": "immediate",
    "at": "08:00",
    "timezone": "UTC",
    "language": "en",
    "quiet_start": "",
    "quiet_end": "",
    "quiet_passes": "extreme",
    "cooldown_minutes": "0",
    "most_per_hour": "20",
    "number_moves": "0.25",
    "enabled": "on",
    "days": "14",
}


@dataclass(frozen=True)
class WatchForm:
    """The fields as they are typed; lists have a value a line, or commas between them."""

    values: dict[str, str]
    version: int

    def several(self, name: str) -> list[str]:
        """The values of a list."""
        lines = self.values[name].replace("\r", "").split("\n")
        parts = lines if name == "claimants" else [part for line in lines for part in line.split(",")]
        return [part.strip() for part in parts if part.strip()]

    def data(self) -> dict[str, Any]:
        """The watch as its JSON. Raises `InvalidInput` for what is no number."""
        v = self.values
        delivery: dict[str, Any] = {
            "mode": v["mode"],
            "at": v["at"],
            "timezone": v["timezone"],
            "language": v["language"],
            "cooldown_minutes": _number(v["cooldown_minutes"], "delivery.cooldown_minutes"),
            "most_per_hour": _number(v["most_per_hour"], "delivery.most_per_hour"),
            "number_moves": _share(v["number_moves"], "delivery.number_moves"),
        }
        if v["quiet_start"] or v["quiet_end"]:
            delivery["quiet"] = {"start": v["quiet_start"], "end": v["quiet_end"], "passes": v["quiet_passes"]}
        return {
            "name": v["name"],
            "severity": v["severity"],
            "rises": bool(v["rises"]),
            "enabled": bool(v["enabled"]),
            "delivery": delivery,
            "rule": {
                "topics": {
                    "any": self.several("topics"),
                    "all": self.several("topics_all"),
                    "modes": self.several("modes"),
                },
                "places": self.several("places"),
                "words": {name: self.several(f"words_{name}") for name in ("any", "all", "none")},
                "claimants": self.several("claimants"),
                "kinds": self.several("kinds"),
                "states": self.several("states"),
                "languages": self.several("languages"),
                "least_severity": v["least_severity"],
                "least_origins": _number(v["least_origins"], "rule.least_origins"),
                "least_claims": _number(v["least_claims"], "rule.least_claims"),
                "least_confidence": _share(v["least_confidence"], "rule.least_confidence"),
            },
        }


def read_form(fields: Mapping[str, Sequence[str]]) -> WatchForm:
    """What was sent; a box that is not ticked is not sent, so that only `name` tells a form from none."""
    values = {name: "\n".join(fields.get(name, [])).strip() for name in DEFAULTS}
    if not fields:
        values = dict(DEFAULTS)
    version = fields.get("version", ["0"])[-1]
    return WatchForm(values, int(version) if version.isdecimal() else 0)


def form_of(watch: Watch | None) -> WatchForm:
    """The form of a watch, or an empty one."""
    if watch is None:
        return WatchForm(dict(DEFAULTS), 0)
    rule, delivery = watch.rule, watch.delivery
    lists = {
        "topics": rule.topics.any,
        "topics_all": rule.topics.all,
        "modes": rule.topics.modes,
        "places": rule.places,
        "words_any": rule.words.any,
        "words_all": rule.words.all,
        "words_none": rule.words.none,
        "claimants": rule.claimants,
        "kinds": rule.kinds,
        "states": rule.states,
        "languages": rule.languages,
    }
    single = {
        "name": watch.name,
        "severity": watch.severity,
        "rises": "on" if watch.rises else "",
        "enabled": "on" if watch.enabled else "",
        "least_severity": rule.least_severity,
        "least_origins": str(rule.least_origins),
        "least_claims": str(rule.least_claims),
        "least_confidence": f"{rule.least_confidence:g}",
        "mode": delivery.mode,
        "at": delivery.at,
        "timezone": delivery.timezone,
        "language": delivery.language,
        "quiet_start": delivery.quiet.start if delivery.quiet else "",
        "quiet_end": delivery.quiet.end if delivery.quiet else "",
        "quiet_passes": delivery.quiet.passes if delivery.quiet else "extreme",
        "cooldown_minutes": str(delivery.cooldown_minutes),
        "most_per_hour": str(delivery.most_per_hour),
        "number_moves": f"{delivery.number_moves:g}",
        "days": DEFAULTS["days"],
    }
    return WatchForm({**single, **{name: "\n".join(values) for name, values in lists.items()}}, watch.version)


def _number(text: str, where: str) -> int:
    if not text.isdecimal() or not text.isascii() or len(text) > 6:
        raise InvalidInput("is no whole number", where=where)
    return int(text)


def _share(text: str, where: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise InvalidInput("is no number", where=where) from None
