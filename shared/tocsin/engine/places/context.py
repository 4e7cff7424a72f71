"""The words around a name that say whether it is a place: a data file in sections, read once."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import Final

from tocsin.errors import InvalidResource
from tocsin.text.lexicon import data_text

_FILE: Final = "gazetteer_context.txt"


class Words:
    """A set of words, some of them given by how they begin ("эвакуир*")."""

    def __init__(self, words: list[str]) -> None:
        self._whole = frozenset(w for w in words if not w.endswith("*"))
        self._begin = tuple(sorted(w[:-1] for w in words if w.endswith("*")))

    def __contains__(self, word: object) -> bool:
        return word in self._whole or (isinstance(word, str) and word.startswith(self._begin))


class Context:
    """The sections as attributes of the same name; `phrases` as lines, by their first word."""

    def __init__(self, sections: dict[str, list[str]]) -> None:
        def words(name: str) -> Container[str]:
            found = [word for line in sections[name] for word in line.split()]
            return Words(found) if any(word.endswith("*") for word in found) else frozenset(found)

        self.inside, self.to, self.origin, self.together = words("in"), words("to"), words("from"), words("with")
        self.surely_to, self.leave_for = words("surely_to"), words("leave_for")
        self.border, self.distance, self.motion = words("border"), words("distance"), words("motion")
        self.leave, self.enter, self.struck = words("leave"), words("enter"), words("struck")
        self.between, self.joins = words("between"), words("joins")
        self.settlement, self.settlement_short = words("settlement"), words("settlement_short")
        self.region, self.region_plural, self.crossing = words("region"), words("region_plural"), words("crossing")
        self.titles, self.given, self.surnames = words("titles"), words("given"), words("surnames")
        self.organizations, self.clubs = words("organizations"), words("clubs")
        self.before_places, self.after_places = words("before_places"), words("after_places")
        self.state, self.water = words("state"), words("water")
        self.conveying, self.not_coming = words("conveying"), words("not_coming")
        self.public, self.vessels = words("public"), words("vessels")
        self.heads = words("heads")
        self.private, self.posts = words("private"), words("posts")
        self.things, self.settings = words("things"), words("settings")
        self.street, self.street_short, self.streets = words("street"), words("street_short"), words("streets")
        self.district, self.address_parts = words("district"), words("address_parts")
        local = ("street", "street_short", "streets", "district", "settlement", "settlement_short")
        self.address = frozenset(word for name in local for line in sections[name] for word in line.split())
        self.phrases: dict[str, list[list[str]]] = {}
        for line in sections["phrases"]:
            phrase = line.split()
            self.phrases.setdefault(phrase[0], []).append(phrase)


@cache
def context() -> Context:
    """The words of this installation. Raises `InvalidResource` where the file has lost a section."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in data_text(_FILE).split("\n"):
        text = line.strip()
        if text.startswith("["):
            lines = sections.setdefault(text[1:-1], [])
        elif text and not text.startswith("#"):
            lines.append(text)
    try:
        return Context(sections)
    except KeyError as missing:
        raise InvalidResource(f"section {missing} is missing", where=_FILE) from missing
