"""Roles in Russian and Ukrainian, by case."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.engine.assertions.lexicon import verb_of
from tocsin.engine.assertions.terms import Roles, Term
from tocsin.engine.compare.words import Word
from tocsin.text.morphology import Form, readings


def slavic_roles(found: Sequence[Word], terms: Sequence[Term], n: int, language: str) -> Roles:
    """Roles by case: nominative and accusative, of a passive instrumental and nominative."""
    term = terms[n]
    found_as = readings(term.text.split()[0], language)
    verb = next((one.form for one in found_as if one.form.part in {"verb", "participle", "infinitive"}), None)
    participle = verb is None and any(verb_of(one.lemma, language) for one in found_as)
    if verb is None and not participle:
        return Roles()
    passive = participle or (verb is not None and verb.part == "participle" and "pssv" in verb.features)
    impersonal = (
        language == "uk" and term.text.lower().endswith(("но", "то")) and verb is not None and verb.part == "verb"
    )
    reflexive = term.text.lower().endswith(("ся", "сь"))
    agents: list[int] = []
    patients: list[int] = []
    for m, other in enumerate(terms):
        if (
            m == n
            or other.clause != term.clause
            or (other.kind == "predicate" and other.at != term.at and _finite(other, language))
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
    if not agents and len(patients) > 1 and not passive:
        doubtful = [m for m in patients if _ambiguous(terms[m], language)]
        if 0 < len(doubtful) < len(patients):  # "Петца победил Брандт": who is surely not the subject is the object
            agents, patients = doubtful, [m for m in patients if m not in doubtful]
    return Roles(tuple(agents), tuple(patients))


def _ambiguous(term: Term, language: str) -> bool:
    """Whether a noun may be in the nominative as well as in the accusative."""
    return {"nominative", "accusative"} <= {reading.form.case for reading in readings(term.text, language)}


def _finite(term: Term, language: str) -> bool:
    return any(reading.form.part == "verb" for reading in readings(term.text, language))


def _case(term: Term, language: str, *, before: bool, behind_noun: bool) -> str:
    """The case of a noun; of two that it may be in, the nominative goes before the predicate."""
    forms: list[Form] = [reading.form for reading in readings(term.text.split()[-1], language)]
    cases = {form.case for form in forms if form.part in {"noun", "pronoun", "adjective", "participle"}}
    if behind_noun and "genitive" in cases:
        return "genitive"
    if {"nominative", "accusative"} <= cases:
        return "nominative" if before else "accusative"
    if term.kind == "name" and "genitive" in cases and "nominative" not in cases:
        return "accusative"  # of living beings the two are one form
    return next((case for case in ("nominative", "accusative", "instrumental") if case in cases), "")
