"""An entry of the gazetteer while it is built, and the hand-made tables beside this file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.gazetteer.cyrillic import normalized, patterns
from tools.gazetteer.latin import plain

HERE = Path(__file__).parent


@dataclass
class Entry:
    """A place and the forms of its name, as patterns with the conditions under which they count."""

    id: str
    name: str
    kind: str
    country: str
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    weight: float = 0.0
    within: list[str] = field(default_factory=list)
    forms: dict[str, str] = field(default_factory=dict)

    def add(self, form: str, flags: str = "") -> None:
        """A ready pattern; of two conditions for the same form the lighter stays."""
        old = self.forms.get(form)
        self.forms[form] = flags if old is None or len(flags) < len(old) else old

    def add_latin(self, forms: Iterable[str], flags: str = "") -> None:
        """Forms with and without their marks; "?" after one: it is a town as well, `c` is its condition."""
        for form in forms:
            for spelling in sorted({form.rstrip("?"), plain(form.rstrip("?"))}):
                self.add(normalized(spelling), "c" if form.endswith("?") else flags)

    def add_cyrillic(self, forms: Iterable[str], *, doubtful: str = "w", slavic: bool = True) -> None:
        """Names in the nominative, declined by rule; `doubtful` is the condition of "?", "~" marks a surname."""
        for form in forms:
            flags = {"?": doubtful, "~": "w"}.get(form[-1:], "")
            for pattern in patterns(form.rstrip("?~"), slavic=slavic):
                self.add(pattern, flags)

    def line(self) -> str:
        place = ["" if value is None else f"{value:.2f}" for value in (self.latitude, self.longitude)]
        cells = [self.id, self.name, self.kind, self.country, self.region, *place]
        return "\t".join([*cells, str(round(10 * self.weight)), ",".join(self.within)])


def table(name: str) -> Iterator[list[str]]:
    """The rows of a table, cells apart by tabs; lines that begin with "#" are comments."""
    with (HERE / name).open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield [cell.strip() for cell in line.rstrip("\n").split("\t")]


def names(cell: str) -> list[str]:
    """A cell with names apart by commas; "-" is none."""
    return [name.strip() for name in cell.split(",") if name.strip() not in ("", "-")]
