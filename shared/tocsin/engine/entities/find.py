"""Names of persons and organizations: capitalized runs, sorted by the words in and around them, short forms linked."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from tocsin.engine.claims.speakers.beside_names import (
    is_country_of,
    kind_of_name,
)
from tocsin.engine.claims.speakers.full_names import by_surname, fullest
from tocsin.engine.claims.speakers.names import Words, name_words, stem
from tocsin.engine.claims.speakers.nominative import nominative
from tocsin.engine.entities.parted import parted
from tocsin.engine.entities.runs import capital_runs, is_adjective_of_next
from tocsin.engine.listed import (
    ROLE,
    TITLE,
    listed,
)
from tocsin.model import Entity, EntityKind, Place, Span
from tocsin.text.document import Document
from tocsin.text.morphology import readings

_INITIAL: Final = 2
"""Characters of "A."."""
_YOUNGER: Final = frozenset(("jr", "jr.", "sr", "sr."))
"""Behind a surname, by which alone the one who bears it is called."""
_NAMESAKES: Final = 50
"""Names with one last word that mentions are compared with: no article tells more apart, and time stays linear."""


_CONSONANTS: Final = frozenset("бвгґджзйклмнпрстфхцчшщ")

_KIN: Final = frozenset(
    (
        *("wife", "husband", "son", "daughter", "brother", "sister", "father", "mother", "widow", "cousin", "nephew"),
        *("niece", "жена", "жены", "женой", "муж", "сын", "дочь", "брат", "сестра", "дружина", "чоловік", "син"),
    )
)


class _Name:
    """One name under construction: its fullest form and all its token ranges."""

    __slots__ = ("kind", "ranges", "short", "words")

    def __init__(self, words: tuple[str, ...], kind: EntityKind, run: tuple[int, int]) -> None:
        self.words = words
        self.kind = kind
        self.ranges = [run]
        """Mentions in full, in reading order, as long as names are collected; then all."""
        self.short: list[tuple[int, int]] = []
        """Mentions by a single word, in reading order."""

    def latest(self, run: tuple[int, int]) -> tuple[int, int]:
        """The last mention before `run`; short ones are looked at in reading order, so all there are come before it."""
        before = bisect_left(self.ranges, run)
        return max([*self.ranges[max(0, before - 1) : before], *self.short[-1:]])


def find_entities(doc: Document, places: tuple[Place, ...]) -> tuple[Entity, ...]:
    """Named persons and organizations in order of first mention; spans that `places` took are not persons."""
    taken = {span.start: span.end for place in places for span in place.spans}
    names: list[_Name] = []
    by_last: dict[str, list[_Name]] = {}
    short: list[tuple[int, int]] = []
    starts, ends = doc.starts, doc.ends
    for run in parted(doc, capital_runs(doc), taken):
        if taken.get(starts[run[0]], -1) >= ends[run[1] - 1] or _is_office(doc, run) or _is_sum(doc, run):
            continue
        kind = kind_of_name(doc, run)
        if run[1] - run[0] > 1 or kind == "organization":
            _add(doc, run, kind, names, by_last)
        else:
            short.append(run)
    known = name_words()
    for run in short:
        _link(doc, run, names, by_last, known)
    for name in names:
        if name.short:
            name.ranges = sorted(name.ranges + name.short)
    names.sort(key=lambda name: name.ranges[0])
    return tuple(
        [
            Entity(
                _written(doc, name), name.kind, tuple([Span(starts[low], ends[high - 1]) for low, high in name.ranges])
            )
            for name in names
        ]
    )


def _is_office(doc: Document, run: tuple[int, int]) -> bool:
    """As in "U.S. Secretary of Trade Anna Holm": what ends in an office and goes on behind "of" is no name."""
    return bool(listed[doc.lowers[run[1] - 1]] & ROLE) and doc.lowers[run[1] : run[1] + 1] in (["of"], ["for"])


def _is_sum(doc: Document, run: tuple[int, int]) -> bool:
    """As in "RM6.162 million": the figures go on behind a comma or a full stop without a space."""
    mark = run[1]
    if not doc.words[mark - 1][-1].isdigit() or mark + 1 >= len(doc.words) or doc.words[mark] not in (",", "."):
        return False
    return doc.starts[mark] == doc.ends[mark - 1] and doc.starts[mark + 1] == doc.ends[mark]


def _written(doc: Document, name: _Name) -> str:
    """The fullest form; of an inflected name the form that is listed or nearest to the nominative."""
    first, last = name.ranges[0]
    for low, high in name.ranges:
        if high - low > last - first or (high - low == last - first and _is_initial(doc.words[first])):
            first, last = low, high
    if name.kind == "organization" and doc.language == "uk":
        first, last = _in_nominative(doc, name, (first, last))
    words, written = doc.words[first:last], doc.text[doc.starts[first] : doc.ends[last - 1]]
    if name.kind != "person" or written.isascii() or not any("а" <= word[0].lower() <= "ӿ" for word in words):
        return written
    surnames = frozenset(doc.words[last - 1] for _, last in name.ranges)
    shortest = min(sorted(surnames), key=len)
    if len(words) == 1 and written.startswith(shortest):
        return shortest  # "Одена" beside "Оден"
    if not _is_initial(words[0]):
        first, last = fullest(doc, name.ranges)
    named = nominative(doc.words[first:last], surnames, ukrainian=doc.language == "uk")
    return " ".join(by_surname(doc, named, (first, last), surnames))


def _in_nominative(doc: Document, name: _Name, fullest: tuple[int, int]) -> tuple[int, int]:
    """The first mention of a body, as long as the fullest, whose first word can stand in the nominative."""
    size = fullest[1] - fullest[0]
    of_size = (run for run in [fullest, *name.ranges[:_NAMESAKES]] if run[1] - run[0] == size)
    return next((run for run in of_size if _can_be_nominative(doc.lowers[run[0]])), fullest)


def _can_be_nominative(word: str) -> bool:
    found = readings(word, "uk")
    return not found or any(not each.listed or each.form.case == "nominative" for each in found)


def _add(
    doc: Document, run: tuple[int, int], kind: EntityKind, names: list[_Name], by_last: dict[str, list[_Name]]
) -> None:
    words = tuple(map(stem, doc.lowers[run[0] : run[1]]))
    for name in by_last.get(words[-1], ()):
        if (
            name.kind == kind
            and (name.words[-1] in _YOUNGER) == (words[-1] in _YOUNGER)
            and (name.words[0] == words[0] or set(words) <= set(name.words) or _abbreviates(words, name.words))
        ):
            name.ranges.append(run)
            if len(words) > len(name.words):
                name.words = words
            return
    name = _Name(words, kind, run)
    names.append(name)
    for last in {words[-1], _surname(words)}:
        namesakes = by_last.setdefault(last, [])
        if len(namesakes) < _NAMESAKES:
            namesakes.append(name)


def _surname(words: tuple[str, ...]) -> str:
    """The last word of a name, or the one before "Jr."."""
    return words[-2] if words[-1] in _YOUNGER and len(words) > _INITIAL else words[-1]


def _abbreviates(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """As in "А. Лен" beside "Анна Лен", or the other way round."""
    initial = _is_initial(words[0]) or _is_initial(name[0])
    return initial and len(words) == len(name) > 1 and words[0][0] == name[0][0] and words[1:] == name[1:]


def _is_initial(word: str) -> bool:
    return len(word) == _INITIAL and word[1] == "."


def _kin(doc: Document, name: _Name) -> bool:
    """As in "his wife, Jana Holm": the surname alone means the one whose wife she is."""
    first = name.ranges[0][0]
    return not _KIN.isdisjoint(doc.lowers[max(0, first - 2) : first])


def _has_last(doc: Document, name: _Name, last: str) -> bool:
    """Whether somebody was called by this very form of the surname in full: "Белькін" is Олег Белькін, and not Віра
    Белькіна, whose name it could be a case of."""
    return last[-1] in _CONSONANTS and any(doc.lowers[high - 1] == last for _, high in name.ranges[:_NAMESAKES])


def _link(
    doc: Document, run: tuple[int, int], names: list[_Name], by_last: dict[str, list[_Name]], known: Words
) -> None:
    """A single word: the surname of somebody named in full, nearest before, or a name of its own behind a title."""
    word = stem(doc.lowers[run[0]])
    title = doc.lowers[run[0] - 1] if run[0] else ""
    found = by_last.get(word) or []
    found = [name for name in found if name.kind != "organization" or len(name.words) == 1]
    if title in ("mrs", "mrs.", "ms", "ms.", "mr", "mr."):
        wrong = known.female if title.startswith("mr") and not title.startswith("mrs") else known.male
        found = [name for name in found if name.words[0] not in wrong] or found
    if len(found) > 1 and doc.lowers[run[0]] >= "а":
        found = [name for name in found if _has_last(doc, name, doc.lowers[run[0]])] or found
    if found:
        before = [name for name in found if name.ranges[0] < run]
        before = [name for name in before if not _kin(doc, name)] or before
        best = max(before, key=lambda name: name.latest(run)) if before else found[0]
        if best.kind == "other":
            best.kind = "person"
        best.short.append(run)
    elif (
        listed[title] & (TITLE | ROLE)
        and not is_country_of(doc, title, run[0])
        and not is_adjective_of_next(doc, run[0])
    ):
        foreign = doc.language != "en" and doc.words[run[0]].isascii()  # "глава Boro": the firm
        _add(doc, run, "other" if foreign else "person", names, by_last)
