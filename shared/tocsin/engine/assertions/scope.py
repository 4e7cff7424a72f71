"""Which words of a text are negated, meant for later, held possible, or asked for: by reach within a clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tocsin.engine.assertions.lexicon import concepts, keys_of, kinds, openers, phrases_of, section_words
from tocsin.engine.assertions.terms import Mood
from tocsin.engine.compare.words import Word
from tocsin.text.morphology import readings

MOODS: Final[tuple[Mood, ...]] = ("unsure", "future", "possible", "called-for", "tried", "condition")
_NEGATIONS: Final = ("no-negation", "negating-verb", "negation", "denial", "lack", "absence")
_BREAKS: Final = frozenset(",;:()—–.!?")
_SUBORDINATE: Final = frozenset(
    [
        "that",
        "which",
        "who",
        "whom",
        "when",
        "while",
        "because",
        "after",
        "before",
        "although",
        "что",
        "который",
        "которая",
        "которые",
        "когда",
        "чтобы",
        "що",
        "який",
        "яка",
        "які",
        "коли",
        "щоб",
    ]
)
_PASSED: Final = frozenset(
    {"auxiliary", "determiner", "modal", "adverb", "preposition", "punct", "pronoun", "total", "quantifier", "negation"}
)
_CLAUSE: Final = frozenset({"that", "что", "що"})
_SUBJECT: Final = 5
"""Words between a denial and the "that" of what is denied: "denied the minister's claims that"."""
_REACH: Final = 2
"""Words of content behind a negation that it is of: "not been identified", "no man is playing"."""


_LEAST_ADVERB: Final = 6
"""Letters that "family", "reply" and "supply" have at most."""


class Scope(NamedTuple):
    """By numbers of words: what is negated, in which mood, in which clause; and which words say only that."""

    negated: frozenset[int]
    groups: tuple[tuple[int, ...], ...]
    """What one negation or denial is of, together."""
    lacking: frozenset[int]
    """What is said to be without, in passing."""
    moods: dict[int, Mood]
    clauses: tuple[int, ...]
    spent: frozenset[int]
    tellers: frozenset[int]
    """Who says or denies it, and what the saying is called: no part of what is claimed."""


@dataclass(slots=True)
class _Reading:
    """What has been found while a text is read."""

    found: Sequence[Word]
    clauses: tuple[int, ...]
    language: str
    spent: set[int] = field(default_factory=set)
    moods: dict[int, Mood] = field(default_factory=dict)
    groups: dict[str, list[tuple[int, ...]]] = field(default_factory=dict)
    """What each negation is of, by the section that it stands in."""


def scope_of(found: Sequence[Word], language: str) -> Scope:
    """The scope of all that moderates in a text."""
    read = _Reading(found, _clauses(found), language)
    at, opening = 0, openers()
    while at < len(found):
        at += (found[at].lower in opening and (_mood_at(read, at) or _negation_at(read, at))) or 1
    _to_come(read)
    read.spent.update(n for n in range(len(found)) if starts(found, n, "causative"))
    lacking = frozenset(n for group in read.groups.pop("lack", ()) for n in group)
    denied = frozenset(n for group in read.groups.get("denial", ()) for n in group)
    negated = frozenset(
        n for section, groups in read.groups.items() if section != "denial" for group in groups for n in group
    )
    return Scope(
        negated ^ denied,
        tuple(group for groups in read.groups.values() for group in groups),
        lacking,
        read.moods,
        read.clauses,
        frozenset(read.spent),
        _tellers(found, read.clauses),
    )


def _mood_at(read: _Reading, at: int) -> int:
    """How many words of mood stand at `at`."""
    for mood in MOODS:
        length = starts(read.found, at, mood)
        if length:
            read.spent.update(range(at, at + length))
            most = len(read.found) if mood in {"unsure", "condition"} else 1
            for target in _following(read.found, at + length, read.clauses, most):
                read.moods.setdefault(target, mood)
            return length
    return 0


def _negation_at(read: _Reading, at: int) -> int:
    """How many words of negation stand at `at`."""
    for section in _NEGATIONS:
        length = starts(read.found, at, section)
        if length:
            read.spent.update(range(at, at + length))
            if section != "no-negation":
                read.groups.setdefault(section, []).append(tuple(_targets(read, at, length, section)))
            return length
    return 0


def _targets(read: _Reading, at: int, length: int, section: str) -> list[int]:
    """What a negation is of: the next word, and of "no man is playing" the next two; or what stands before it."""
    found, clauses, language = read.found, read.clauses, read.language
    if section == "denial":
        return _denied(found, at + length, language)
    if found[at].lower == "no" and found[min(at + 1, len(found) - 1)].text == ".":
        return []  # "No. 3"
    nominal = section in {"lack", "absence"} or (found[at].lower.startswith("no") and found[at].lower != "not")
    ahead = _following(found, at + length, clauses, _REACH if nominal else 1)
    return ahead or [n for n in range(at) if clauses[n] == clauses[at] and found[n].kind == "content"]


def _denied(found: Sequence[Word], start: int, language: str) -> list[int]:
    """What a denial is of: the predicate of what is denied, or the thing that is."""
    at, clause = start, False
    opened = next((n for n in range(start, min(start + _SUBJECT, len(found))) if found[n].lower in _CLAUSE), None)
    if opened is not None:
        at = opened
    while at < len(found) and (found[at].kind in _PASSED or found[at].lower in section_words("denied")):
        clause = clause or found[at].lower in _SUBORDINATE
        at += 1
    rest = range(at, len(found))
    if clause:
        verb = next(
            (n for n in rest if found[n].kind in {"auxiliary", "modal", "verb"} or _predicates(found[n], language)), at
        )
        at = verb
    return _following(found, at, (0,) * len(found), 1)


def _following(found: Sequence[Word], start: int, clauses: tuple[int, ...], most: int) -> list[int]:
    """The next words of content in the clause."""
    targets: list[int] = []
    for n in range(start, len(found)):
        if len(targets) == most or clauses[n] != clauses[min(start, len(clauses) - 1)]:
            break
        if (
            found[n].kind not in _PASSED
            and found[n].kind != "conjunction"
            and found[n].lower[0].isalpha()
            and not _manner(found[n].lower)
        ):
            targets.append(n)
    return targets


def _manner(word: str) -> bool:
    """An English adverb: "has not immediately answered" negates the answer."""
    return word.endswith("ly") and len(word) > _LEAST_ADVERB


def starts(found: Sequence[Word], at: int, section: str) -> int:
    """How many words an entry of the section takes up that begins at `at`; 0 for none."""
    for parts in phrases_of(section).get(found[at].lower, ()):
        if tuple(word.lower for word in found[at : at + len(parts)]) == parts:
            return len(parts)
    return 0


def _tellers(found: Sequence[Word], clauses: tuple[int, ...]) -> frozenset[int]:
    """The words before one that says or denies, in its clause, and the word itself."""
    tellers: set[int] = set()
    for n in range(1, len(found)):
        if (
            found[n].lower in openers()
            and any(starts(found, n, section) for section in ("denial", "report"))
            and n + 1 < len(found)
        ):
            tellers.update(m for m in range(n + 1) if clauses[m] == clauses[n])
    return frozenset(tellers)


def _clauses(found: Sequence[Word]) -> tuple[int, ...]:
    number, numbers = 0, []
    for word in found:
        number += word.text in _BREAKS or word.lower in _SUBORDINATE
        numbers.append(number)
    return tuple(numbers)


def _to_come(read: _Reading) -> None:
    """ "To reopen" behind a name or noun, as headlines have it, and the Slavic simple future."""
    found, moods, spent, language = read.found, read.moods, read.spent, read.language
    made = {read.clauses[n] for n in range(len(found)) if starts(found, n, "causative")}
    for n, word in enumerate(found):
        if word.kind != "content" or n in moods or read.clauses[n] in made:
            continue
        if language == "en":
            bare = n > 1 and found[n - 1].lower == "to" and found[n - 2].kind == "content" and n - 2 not in spent
            coming = bare and _predicates(word, language)
        else:
            coming = _is_future(word.lower, language)
        if coming:
            moods[n] = "future"


def _predicates(word: Word, language: str) -> bool:
    """Whether a word can be a predicate that is known."""
    table = concepts(language).words
    return any(kinds()[name] == "predicate" for key in keys_of(word.lower, language) for name in table.get(key, ()))


def _is_future(word: str, language: str) -> bool:
    """A word that may be a noun as well is one: "війну" is "I shall waft" too."""
    found = readings(word, language)
    return (
        bool(found)
        and "futr" in found[0].form.features
        and not any(one.listed and one.form.part == "noun" for one in found)
    )
