"""Who does it to whom: the agents and patients of each predicate, by order and prepositions or by case."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from tocsin.engine.assertions.terms import Roles, Term
from tocsin.engine.compare.words import Word
from tocsin.text.morphology import Form, readings

_BE: Final = frozenset("is are was were be been being get gets got 's".split())  # noqa: SIM905
_IRREGULAR: Final = frozenset(
    "beaten shot hit struck caught taken held found sent sold bought hurt put cut won lost made seen given known built broken driven stolen".split()
)  # noqa: E501, SIM905
_RELATIVE: Final = frozenset({"that", "which", "who"})
_SKIPPED: Final = frozenset({"auxiliary", "adverb", "modal", "negation"})
_OF: Final = frozenset({"of", "on", "against"})


def roles_of(found: Sequence[Word], terms: Sequence[Term], language: str) -> dict[int, Roles]:
    """Roles of the predicates among `terms`, by their numbers there; predicates of which nothing is told are left out."""
    reader = _english if language == "en" else _slavic
    at = {term.at: number for number, term in enumerate(terms)}
    roles = {
        n: reader(found, terms, at, n, language) for n, term in enumerate(terms) if term.kind in {"predicate", "other"}
    }
    return {n: role for n, role in roles.items() if role.agents or role.patients}


def _english(found: Sequence[Word], terms: Sequence[Term], at: dict[int, int], n: int, _: str) -> Roles:
    term = terms[n]
    stop = term.at + len(term.text.split())
    before, after = _chunks(found, terms, at, term, ahead=False), _chunks(found, terms, at, term, ahead=True)
    if not _verbal(found, term):
        by = _first(after, {"by"})
        return Roles(by, _first(after, _OF)) if by or _first(after, _OF) else Roles()
    subject = _subject(before)
    if _passive(found, term):
        return Roles(_first(after, {"by"}), subject)
    direct = tuple(number for chunk in takewhile(lambda chunk: chunk[0] == "", after) for number in chunk[1])
    if not direct and stop < len(found) and found[stop].lower == "by":
        return Roles(_first(after, {"by"}), subject)
    return Roles(subject, direct)


def _verbal(found: Sequence[Word], term: Term) -> bool:
    """Whether a word that may be a noun stands as a verb: no determiner or preposition right before it."""
    if term.kind == "other" and not term.text.lower().endswith(("ed", "s", "ing")):
        return False
    if term.at == 0:
        return False
    previous = found[term.at - 1]
    return previous.kind not in {"determiner", "preposition", "number"} or previous.lower == "to"


def _passive(found: Sequence[Word], term: Term) -> bool:
    if not (
        term.text.split()[0].lower().endswith(("ed", "en", "wn", "ung")) or term.text.split()[0].lower() in _IRREGULAR
    ):
        return False
    n = term.at - 1
    while n > 0 and found[n].kind in {"adverb", "negation"}:
        n -= 1
    return n >= 0 and found[n].lower in _BE


def _chunks(
    found: Sequence[Word], terms: Sequence[Term], at: dict[int, int], term: Term, *, ahead: bool
) -> list[tuple[str, tuple[int, ...]]]:
    """The noun phrases of the clause to one side: the preposition ("" for none) and the terms of each, the head last."""
    start = term.at + len(term.text.split()) if ahead else 0
    end = len(found) if ahead else term.at
    chunks: list[tuple[str, list[int]]] = []
    fresh = True
    preposition = ""
    for n in range(start, end):
        word = found[n]
        if word.kind == "punct":
            if ahead and word.text in ",;:":
                break
            if not ahead and word.text in ",;:":
                chunks, preposition, fresh = [], "", True
            continue
        if word.kind == "preposition":
            preposition, fresh = word.lower, True
        elif word.kind in {"determiner", "conjunction"}:
            if word.kind == "conjunction" and chunks:
                preposition = chunks[-1][0]
            fresh = True
        elif n in at:
            other = terms[at[n]]
            if other.kind == "predicate" and _verbal(found, other) and n != term.at:
                if ahead:
                    break
                chunks, preposition, fresh = ([] if word.lower not in _RELATIVE else chunks), "", True
                continue
            if fresh and not (preposition == "of" and chunks and all(terms[m].kind == "light" for m in chunks[-1][1])):
                chunks.append((preposition, []))
            fresh, preposition = False, ""
            chunks[-1][1].append(at[n])
    return [(preposition, tuple(numbers)) for preposition, numbers in chunks]


def _subject(chunks: list[tuple[str, tuple[int, ...]]]) -> tuple[int, ...]:
    """The phrases without a preposition."""
    return tuple(number for preposition, numbers in chunks if preposition == "" for number in numbers)


def _first(chunks: list[tuple[str, tuple[int, ...]]], prepositions: frozenset[str] | set[str]) -> tuple[int, ...]:
    return next((numbers for preposition, numbers in chunks if preposition in prepositions and numbers), ())


def _slavic(found: Sequence[Word], terms: Sequence[Term], at: dict[int, int], n: int, language: str) -> Roles:
    term = terms[n]
    forms = [reading.form for reading in readings(term.text.split()[0], language)]
    verb = next((form for form in forms if form.part in {"verb", "participle", "infinitive"}), None)
    if verb is None:
        return Roles()
    passive = verb.part == "participle" and "pssv" in verb.features
    impersonal = language == "uk" and term.text.lower().endswith(("но", "то")) and verb.part == "verb"
    reflexive = term.text.lower().endswith(("ся", "сь"))
    agents, patients = [], []
    for m, other in enumerate(terms):
        if (
            m == n
            or other.clause != term.clause
            or other.kind == "predicate"
            and other.at != term.at
            and _finite(other, language)
        ):
            continue
        if other.at and found[other.at - 1].kind == "preposition":
            continue
        case = _case(
            other, language, before=other.at < term.at, behind_noun=m > 0 and terms[m - 1].at == other.at - 1 != term.at
        )
        if case == "instrumental":
            agents += [m] if passive or impersonal else []
        elif case == "nominative":
            (patients if passive or impersonal else agents).append(m)
        elif case == "accusative" and not passive and not reflexive:
            patients.append(m)
    return Roles(tuple(agents), tuple(patients))


def _finite(term: Term, language: str) -> bool:
    return any(reading.form.part == "verb" for reading in readings(term.text, language))


def _case(term: Term, language: str, *, before: bool, behind_noun: bool) -> str:
    """The case of a noun; of two that it may be in, the nominative goes before the predicate and the accusative behind."""
    forms: list[Form] = [reading.form for reading in readings(term.text.split()[-1], language)]
    cases = {form.case for form in forms if form.part in {"noun", "pronoun", "adjective", "participle"}}
    if behind_noun and "genitive" in cases:
        return "genitive"
    if {"nominative", "accusative"} <= cases:
        return "nominative" if before else "accusative"
    return next((case for case in ("nominative", "accusative", "instrumental") if case in cases), "")
