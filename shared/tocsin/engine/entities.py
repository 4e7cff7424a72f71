"""Names of persons and organizations: capitalized runs, sorted by the words in and around them, short forms linked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import reduce
from itertools import takewhile
from operator import or_

from tocsin.engine.claims.dateline import behind_dateline
from tocsin.engine.claims.names import Words, name_words, stem
from tocsin.engine.claims.nominative import is_nominative, nominative
from tocsin.engine.claims.slavic_lexicon import vocabulary
from tocsin.engine.listed import (
    ARTICLE,
    DATE,
    FIRST,
    GROUP,
    ORGANIZATION,
    PERSONAL,
    PROPER,
    ROLE,
    TITLE,
    UNNAMED,
    listed,
)
from tocsin.model import Entity, EntityKind, Place, Span
from tocsin.text.document import Document

_PARTICLES = frozenset(
    (
        *(
            "de",
            "del",
            "der",
            "den",
            "van",
            "von",
            "bin",
            "ibn",
            "al",
            "el",
            "la",
            "le",
            "da",
            "di",
            "du",
            "dos",
            "ben",
        ),
        *("abu", "af", "zu", "ter"),
    )
)
_OF = frozenset(("of", "for", "on", "and", "&", "the"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_WITHIN = ARTICLE | DATE | TITLE | ROLE | UNNAMED | ORGANIZATION
"""Words that may part a run of capitals, so that the name is a part of it."""
_LONGEST = 8
"""Tokens of a name; longer runs are headlines and lists."""
_GENITIVES = ("а", "я", "у", "ю", "ии", "ії", "ы", "и", "і", "ого", "его", "ой", "ої")
_LEAST = 4
"""Letters of a country in the genitive: "Ли" and "Мао" begin names."""
_PATRONYMIC = ("вич", "вича", "вичу", "вичем", "вна", "вны", "вни", "вной", "вною", "ич", "ична")
_OFFICE = 5
"""Tokens behind a name, and half as many as before it, within which an office is looked for."""
_TITLE_CASE = 0.6
"""Share of capitalized words from which a sentence is a headline, where a capital letter tells nothing."""
_NAMESAKES = 50
"""Names with one last word that mentions are compared with: no article tells more apart, and time stays linear."""


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
    for run in _runs(doc):
        if taken.get(starts[run[0]], -1) >= ends[run[1] - 1]:
            continue
        kind = _kind(doc, run)
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


def _written(doc: Document, name: _Name) -> str:
    """The fullest form; of an inflected name the form that is listed or nearest to the nominative."""
    first, last = name.ranges[0]
    for low, high in name.ranges:
        if high - low > last - first:
            first, last = low, high
    words, written = doc.words[first:last], doc.text[doc.starts[first] : doc.ends[last - 1]]
    if name.kind != "person" or written.isascii() or not any("а" <= word[0].lower() <= "ӿ" for word in words):
        return written
    surnames = frozenset(doc.words[last - 1] for _, last in name.ranges)
    return " ".join(nominative(words, surnames, ukrainian=doc.language == "uk"))


def _runs(doc: Document) -> list[tuple[int, int]]:
    """Maximal runs of capitalized tokens within a sentence, without titles, roles and words that open a sentence."""
    classes, written = vocabulary(doc.language), frozenset(doc.words)
    words, lowers, capital = doc.words, doc.lowers, doc.capital
    found: list[tuple[int, int]] = []
    current, done = -1, 0
    for start in doc.upper:
        if doc.sentence_of[start] != current:
            current = doc.sentence_of[start]
            sentence = doc.sentences[current]
            first, last = sentence.first, sentence.last
            done = first
            if words[last - 1] != "." and _in_title_case(capital[first:last]):  # a headline
                done = last
            elif words[first].isupper() or ":" in words[first]:
                done = behind_dateline(doc, first, last)
        if start >= done:
            done = _run_end(doc, start, last)
            if start == first and _opens_sentence(lowers[start], classes, written, done - start):
                start += 1  # noqa: PLW2901 - the name begins behind the word that opens the sentence
            found += _names_in(doc, start, done)
    return found


def _in_title_case(capital: Sequence[bool]) -> bool:
    return len(capital) > 4 and capital.count(True) > _TITLE_CASE * len(capital)


def _run_end(doc: Document, start: int, last: int) -> int:
    words, lowers = doc.words, doc.lowers
    organization = listed[lowers[start]] & ORGANIZATION
    end = start + 1
    while end < last and end - start < _LONGEST:
        if words[end][0].isupper():
            organization |= listed[lowers[end]] & ORGANIZATION
            end += 1
        elif lowers[end] in _PARTICLES and end + 1 < last and words[end + 1][0].isupper():
            end += 2
        elif organization and lowers[end] in _OF:
            after = end + 2 if end + 1 < last and lowers[end + 1] == "the" else end + 1
            if lowers[end] == "and" or after >= last or not words[after][0].isupper():
                break
            end = after + 1
        else:
            break
    return end


def _opens_sentence(lower: str, classes: frozenset[str], written: frozenset[str], size: int) -> bool:
    """Whether the capital of a sentence's first word is only that of the sentence."""
    kinds = listed[lower]
    if lower in classes or kinds & GROUP:
        return True
    if size == 1:
        return (
            (bool(kinds & ORGANIZATION) and not kinds & PROPER)
            or lower in written
            or lower.endswith(("ing", "ly", "ed"))
        )
    return lower in written and not kinds & (FIRST | ROLE)


def _names_in(doc: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The names inside a run: behind the last title or role ("Ukrainian President Volodymyr Zelensky")."""
    kinds = list(map(listed.__getitem__, doc.lowers[start:end]))
    together = reduce(or_, kinds, 0)
    if end - start > 2 and doc.lowers[start] >= "а":
        owner = _owner_before_name(doc, start, end, kinds)
        start, kinds = start + owner, kinds[owner:]
    if not together & _WITHIN and (end - start < 3 or not together & FIRST):
        return [(start, end)] if end - start > 1 or (end > start and len(doc.lowers[start]) > 1) else []
    low, high = 0, len(kinds)
    while low < high and kinds[low] & (ARTICLE | DATE):
        low += 1
    while low < high and kinds[high - 1] & DATE:
        high -= 1
    cut = _behind_offices(doc, start, kinds, low, high)
    low = next((at for at in range(low, cut) if not kinds[at] & ROLE), cut)
    found = []
    if any(kinds[at] & ORGANIZATION for at in range(low, cut - 1)):
        found.append((start + low, start + cut))
    alone = high - cut == 1
    if cut < high and not (alone and (kinds[cut] & (TITLE | ROLE) or len(doc.lowers[start + cut]) < 2)):
        found.append((start + cut, start + high))
    return found


def _behind_offices(doc: Document, start: int, kinds: list[int], low: int, high: int) -> int:
    """Where in the run from token `start`, of these kinds of words, the name begins; `low` where nothing parts it."""
    lowers = doc.lowers
    cut = low
    for at in range(low, high - 1):
        if kinds[at] & TITLE or (kinds[at] & (ROLE | UNNAMED) and lowers[start + at + 1] not in _OF):
            cut = at + 1
    if cut + 1 < high and not kinds[cut] & FIRST:  # "Albania Edi Rama": a place before the first name
        cut = next((at for at in range(cut + 1, high - 1) if kinds[at] & FIRST), cut)
    if cut > low and high - cut > 2 and not kinds[cut] & FIRST and _is_owner(doc, start + cut):
        cut += 1  # "омбудсман Велмарка Сильвия Ренко": whose office it is stands before the name
    if cut > low and any(kinds[at] & ORGANIZATION for at in range(cut, high)):
        cut = low
    return cut


def _owner_before_name(doc: Document, start: int, end: int, kinds: list[int]) -> int:
    """Words that say whose office it is: "министр транспорта | Велмарка | Карл Оден"; two words at least are a name."""
    owner = 0
    while end - start - owner > 2 and not kinds[owner] & PERSONAL and _is_owner(doc, start + owner):
        owner += 1
    if not owner or any(kind & (TITLE | ROLE | ORGANIZATION) for kind in kinds):
        return 0
    low = max(doc.sentences[doc.sentence_of[start]].first, start - _OFFICE)
    before = takewhile(_in_phrase, reversed(doc.lowers[low:start]))
    return owner if any(listed[word] & ROLE for word in before) else 0


def _is_owner(doc: Document, at: int) -> bool:
    """Behind an office: an acronym or a genitive, unless a patronymic follows."""
    word = doc.words[at]
    genitive = doc.lowers[at] >= "а" and len(word) >= _LEAST and doc.lowers[at].endswith(_GENITIVES)
    return (word.isupper() and len(word) > 1) or (genitive and not doc.lowers[at + 1].endswith(_PATRONYMIC))


def _kind(doc: Document, run: tuple[int, int]) -> EntityKind:
    first, last = run
    lowers, words = doc.lowers, doc.words
    for word in lowers[first:last]:
        if listed[word] & ORGANIZATION:
            return "organization"
    if last - first == 1:
        return "organization" if words[first].isupper() and len(words[first]) > 1 else "other"
    if listed[lowers[first]] & PERSONAL or words[first].endswith("."):
        return "person"
    before = lowers[first - 1] if first else ""
    if listed[before] & (TITLE | ROLE) or before.endswith("-old"):
        return "person"
    aged = last + 1 < len(words) and words[last] == "," and words[last + 1].isdigit()
    if aged or _has_office(doc, run):
        return "person"
    region = lowers[first] in name_words().compass
    body = before == "the" or last - first > 3 or words[last - 1].isupper() or region
    return "organization" if body else "other"


def _has_office(doc: Document, run: tuple[int, int]) -> bool:
    first, last = run
    behind = last + 1 < len(doc.words) and doc.words[last] == "," and _office_behind(doc, last)
    return behind or (first > 1 and doc.words[first - 1] == "," and _office_before(doc, first - 1))


def _office_behind(doc: Document, comma: int) -> bool:
    """As in ", a teacher" or ", who": what only persons are."""
    lowers = doc.lowers
    if lowers[comma + 1] in ("who", "whose"):
        return True
    end = min(comma + 2 + _OFFICE, len(lowers))
    return lowers[comma + 1] in ("a", "an", "the", "his", "her") and any(
        listed[word] & ROLE for word in takewhile(str.isalpha, lowers[comma + 2 : end])
    )


def _office_before(doc: Document, comma: int) -> bool:
    """As in "Merinia's interior minister, " or "The mayor of the nearby town of Sellin, "."""
    low = max(doc.sentences[doc.sentence_of[comma]].first, comma - 2 * _OFFICE)
    return any(listed[word] & ROLE for word in takewhile(_in_phrase, reversed(doc.lowers[low:comma])))


def _in_phrase(word: str) -> bool:
    return word[0].isalnum() or word in _POSSESSIVE


def _add(
    doc: Document, run: tuple[int, int], kind: EntityKind, names: list[_Name], by_last: dict[str, list[_Name]]
) -> None:
    words = tuple(map(stem, doc.lowers[run[0] : run[1]]))
    for name in by_last.get(words[-1], ()):
        if name.kind == kind and (name.words[0] == words[0] or set(words) <= set(name.words)):
            name.ranges.append(run)
            if len(words) > len(name.words):
                name.words = words
            return
    name = _Name(words, kind, run)
    names.append(name)
    namesakes = by_last.setdefault(words[-1], [])
    if len(namesakes) < _NAMESAKES:
        namesakes.append(name)


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
    if found:
        before = [name for name in found if name.ranges[0] < run]
        best = max(before, key=lambda name: name.latest(run)) if before else found[0]
        if best.kind == "other":
            best.kind = "person"
        best.short.append(run)
    elif listed[title] & (TITLE | ROLE) and not _is_country_of(doc, title, run[0]):
        _add(doc, run, "person", names, by_last)


def _is_country_of(doc: Document, office: str, at: int) -> bool:
    """As in "президент Велмарка" beside "Велмарк": a holder would stand in the nominative, as the office does."""
    lower = doc.lowers[at]
    if lower < "а" or not lower.endswith(_GENITIVES) or not is_nominative(office, doc.language):
        return False
    return lower[:-1] in doc.counts()
