"""The gazetteer: places and the forms of their names, read from data files part by part as texts ask for them."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import Final, NamedTuple, cast

from tocsin.errors import InvalidResource
from tocsin.model import PlaceKind
from tocsin.text.lexicon import data_text

_DECLINED: Final = re.compile(r"([^*]*)\*(\w+)(.*)")
_STEM: Final = re.compile(r"[* =]|(?<=.)'s")
"""Where that part of a pattern ends which all forms of its first word begin with, a possessive 's aside."""
_SPELLING: Final = str.maketrans({"ё": "е", "Ё": "Е", "ʼ": "'", "’": "'", "`": "'", "‘": "'", "‐": "-", "‑": "-"})
NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL, LOCATIVE = (1 << case for case in range(6))
ANY_CASE: Final = 0
"""Set where the form says nothing about its case: Latin script and names that never change."""


class Entry(NamedTuple):
    """One place. `weight` (the logarithm of its inhabitants, more for countries) says what a bare name means first."""

    id: str
    name: str
    kind: PlaceKind
    country: str | None
    region: str | None
    latitude: float | None
    longitude: float | None
    weight: float
    within: tuple[str, ...]
    """Areas: the ids inside. Crossings: the country on the other side."""


class Sense(NamedTuple):
    """What a form may stand for, and under which condition."""

    entry: int
    """Number of the entry in the gazetteer."""
    needs: str
    """ "" nothing, "w" a context that says place; beside it a word such as, "r", "region" or, "c", "checkpoint"."""
    cases: int
    """Grammatical cases that the form may be in, as a sum of the constants above."""


class Gazetteer:
    """Names are kept as text by their first three letters; one is spelled out in all cases when a word first asks that
    begins as it does."""

    def __init__(self, places: list[str], forms: dict[str, str], paradigms: dict[str, list[list[str]]]) -> None:
        self._lines = places
        self._forms = forms
        self._filed: dict[str, str] = {}
        """Of the parts that were asked for: the rows that are not spelled out yet, by how their names begin."""
        self._paradigms = paradigms
        self._known: dict[str, tuple[Sense, ...]] = {}
        self._longer: dict[str, int] = {}
        self._second: dict[str, set[str]] = {}
        self._entries: dict[int, Entry] = {}
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def senses(self, form: str) -> tuple[Sense, ...]:
        """What `form`, spelled as `spelling` does, may stand for."""
        if form not in self._known:  # as names of several words are when their first one was asked for
            self._open(form)
        return self._known.get(form, ())

    def longest(self, first_word: str) -> int:
        """How many words the longest name has that begins with `first_word`; 0 where none does."""
        self._open(first_word)
        return self._longer.get(first_word, 0)

    def goes_on(self, first_word: str, second_word: str) -> bool:
        """Whether any name begins with these two words; a possessive 's does not count."""
        return second_word in self._second.get(first_word, ())

    def entry(self, number: int) -> Entry:
        found = self._entries.get(number)
        if found is None:
            found = self._entries[number] = _entry(self._lines[number])
        return found

    def by_id(self, place_id: str) -> Entry | None:
        if not self._numbers:
            self._numbers = {line.partition("\t")[0]: n for n, line in enumerate(self._lines)}
        number = self._numbers.get(place_id)
        return None if number is None else self.entry(number)

    def names(self) -> list[tuple[str, str]]:
        """Id and name of every place, in the order of their numbers."""
        found = []
        for line in self._lines:
            cells = line.split("\t", 2)
            found.append((cells[0], cells[1]))
        return found

    def _open(self, form: str) -> None:
        for key in (form[:3], form[:2]):
            part = self._forms.pop(key, None)
            if part is not None:
                self._filed.update(_by_beginning(part.split("\t")))
        for end in (*range(3, len(form) + 1), 2, 1):
            rows = self._filed.pop(form[:end], None)
            if rows is not None:
                self._spell_out(rows)

    def _spell_out(self, rows: str) -> None:
        for row in rows.split("\t"):
            pattern, _, refs = row.rpartition("=")
            senses = [(int(ref.rstrip("wrc")), ref.lstrip("0123456789")) for ref in refs.split(" ")]
            by_cases: dict[int, tuple[Sense, ...]] = {}  # shared: a declined name has a dozen forms
            for spelled, cases in self._spelled_out(pattern):
                words = spelled.split(" ")
                first = words[0].partition("'s")[0]
                if len(words) > self._longer.get(first, 0):
                    self._longer[first] = len(words)
                if len(words) > 1:
                    self._second.setdefault(first, set()).add(words[1].partition("'s")[0])
                more = by_cases.get(cases)
                if more is None:
                    more = by_cases[cases] = tuple([Sense(number, needs, cases) for number, needs in senses])
                before = self._known.get(spelled)
                self._known[spelled] = more if before is None else _joined(before, more)

    def _spelled_out(self, pattern: str) -> list[tuple[str, int]]:
        """Each form that `pattern` stands for, with the cases it may be in."""
        if "*" not in pattern:
            return [(pattern, ANY_CASE)]
        words = [self._cases_of(word) for word in pattern.split(" ")]
        forms: dict[str, int] = {}
        for case in range(6):
            variants = (
                words[0][case] if len(words) == 1 else [" ".join(v) for v in product(*(word[case] for word in words))]
            )
            for spelled in variants:
                forms[spelled] = forms.get(spelled, 0) | 1 << case
        return list(forms.items())

    def _cases_of(self, word: str) -> list[list[str]]:
        found = _DECLINED.fullmatch(word)
        if found is None:
            return [[word]] * 6
        stem, codes, tail = found.groups()
        return [
            [f"{stem}{ending}{tail}" for code in codes for ending in self._paradigms[code][case]] for case in range(6)
        ]


def _by_beginning(rows: list[str]) -> dict[str, str]:
    """Rows, in their order, by what the first words of their names begin with; no key begins another one."""
    stems = [_STEM.split(row, maxsplit=1)[0] for row in rows]
    keys: dict[str, str] = {}
    key: str | None = None
    for stem in sorted(set(stems)):
        if key is None or not stem.startswith(key):
            key = stem
        keys[stem] = key
    found: dict[str, str] = {}
    for stem, row in zip(stems, rows, strict=True):
        key = keys[stem]
        found[key] = f"{found[key]}\t{row}" if key in found else row
    return found


def _joined(old: tuple[Sense, ...], new: tuple[Sense, ...]) -> tuple[Sense, ...]:
    """One sense per entry and condition; cases add up."""
    merged = {(s.entry, s.needs): s for s in old}
    for sense in new:
        key = sense.entry, sense.needs
        before = merged.get(key)
        merged[key] = sense if before is None else Sense(sense.entry, sense.needs, before.cases | sense.cases)
    return tuple(merged.values())


def _entry(line: str) -> Entry:
    id_, name, kind, country, region, latitude, longitude, weight, within = line.split("\t")
    return Entry(
        id_,
        name,
        cast("PlaceKind", kind),
        country or None,
        region or None,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        int(weight) / 10,
        tuple(within.split(",")) if within else (),
    )


def spelling(word: str) -> str:
    """One spelling for ё and е, the kinds of apostrophe and hyphen, and words with and without their full stop."""
    return word.translate(_SPELLING).rstrip(".")


def capitalized(form: str) -> str:
    """A word in capitals as it is written elsewhere."""
    return "-".join(part.capitalize() for part in form.split("-"))


def _lines(name: str) -> list[str]:
    return [line for line in data_text(name).split("\n") if line and line[0] != "#"]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this installation, read once."""
    paradigms: dict[str, list[list[str]]] = {}
    for number, line in enumerate(_lines("gazetteer_paradigms.tsv"), 1):
        cells = line.split("\t")
        endings = cells[1].split(",") if len(cells) == 3 else []
        if len(endings) != 6:
            raise InvalidResource(
                "a paradigm has a code, six endings and an example", where=f"gazetteer_paradigms.tsv:{number}"
            )
        paradigms[cells[0]] = [[] if e == "-" else e.split("/") for e in endings]
    forms: dict[str, str] = {}
    for line in _lines("gazetteer_forms.tsv"):
        key, _, rows = line.partition("\t")
        forms[key] = rows
    return Gazetteer(_lines("gazetteer_places.tsv"), forms, paradigms)


@cache
def neighbours() -> dict[str, frozenset[str]]:
    """Which countries border on which (ISO 3166-1 alpha-2)."""
    rows = (line.split("\t") for line in _lines("gazetteer_neighbours.tsv"))
    return {code: frozenset(around.split(",")) for code, around in rows}
