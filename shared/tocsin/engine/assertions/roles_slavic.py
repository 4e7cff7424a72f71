"""Roles in Russian and Ukrainian, by case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tocsin.engine.assertions.lexicon import verb_of
from tocsin.engine.assertions.terms import Roles, Term
from tocsin.engine.compare.words import Word
from tocsin.text.morphology import Form, readings


class _Verb(NamedTuple):
    """A predicate, as far as it says in which case its agent is."""

    term: Term
    form: Form | None
    passive: bool
    impersonal: bool
    """Ukrainian "арештовано": passive, with the object as it is."""
    reflexive: bool


def slavic_roles(found: Sequence[Word], terms: Sequence[Term], n: int, language: str) -> Roles:
    """Roles by case: nominative and accusative, of a passive instrumental and nominative."""
    verb = _verb(terms[n], language)
    if verb is None:
        return Roles()
    agents: list[int] = []
    patients: list[int] = []
    for m in range(len(terms)):
        case = _case_beside(found, terms, m, verb, language)
        if case == "instrumental":
            agents += [m] if verb.passive or verb.impersonal else []
        elif case == "nominative":
            (patients if verb.passive or verb.impersonal else agents).append(m)
        elif case == "accusative" and not verb.passive and not verb.reflexive:
            patients.append(m)
    if not verb.passive:
        agents, patients = _sorted_out(agents, patients, terms, verb, language)
    return Roles(tuple(agents), tuple(patients))


def _verb(term: Term, language: str) -> _Verb | None:
    found_as = readings(term.text.split()[0], language)
    form = next((one.form for one in found_as if one.form.part in {"verb", "participle", "infinitive"}), None)
    participle = form is None and any(verb_of(one.lemma, language) for one in found_as)
    if form is None and not participle:
        return None
    passive = participle or (form is not None and form.part == "participle" and "pssv" in form.features)
    finite = form is not None and form.part == "verb"
    impersonal = language == "uk" and term.text.lower().endswith(("но", "то")) and finite
    return _Verb(term, form, passive, impersonal, term.text.lower().endswith(("ся", "сь")))


def _case_beside(found: Sequence[Word], terms: Sequence[Term], m: int, verb: _Verb, language: str) -> str:
    """The case in which a term stands beside the predicate; "" where it is not of it."""
    term, other = verb.term, terms[m]
    if other.clause != term.clause or (other.kind == "predicate" and _finite(other, language)):
        return ""
    if other.at == term.at or (other.at and found[other.at - 1].kind == "preposition"):
        return ""
    behind_noun = m > 0 and terms[m - 1].at == other.at - 1 != term.at
    case = _case(other, language, before=other.at < term.at, behind_noun=behind_noun)
    if case == "nominative" and verb.form is not None and verb.form.part == "verb":
        return _beside_verb(other, verb.form, language)
    return case


def _sorted_out(
    agents: list[int], patients: list[int], terms: Sequence[Term], verb: _Verb, language: str
) -> tuple[list[int], list[int]]:
    """Agents and patients where a noun may be either: who can be but one of them is, and the doubtful is the other."""
    if len(agents) > 1 and not (verb.impersonal or verb.reflexive):
        certain = [m for m in agents if not _ambiguous(terms[m], language)]
        if certain:  # "Дом снёс застройщик": whoever can be nothing but the subject is it
            return certain, [*patients, *(m for m in agents if m not in certain)]
    if not agents and len(patients) > 1:
        doubtful = [m for m in patients if _ambiguous(terms[m], language)]
        if 0 < len(doubtful) < len(patients):  # "Петца победил Брандт": who is surely not the subject is the object
            return doubtful, [m for m in patients if m not in doubtful]
    return agents, patients


def _beside_verb(term: Term, verb: Form, language: str) -> str:
    """The case of a noun that may be the subject, by whether it agrees with the verb: "Мост разрушило наводнение". One
    that is nothing but singular may be one of several subjects."""
    forms = [reading.form for reading in readings(term.text.split()[-1], language)]
    subjects = [form for form in forms if form.case == "nominative"]
    if any(_agree(form, verb) for form in subjects):
        return "nominative"
    if any(form.case == "accusative" for form in forms):
        return "accusative"
    return "nominative" if any(form.number == "singular" for form in subjects) else ""


def _agree(noun: Form, verb: Form) -> bool:
    """Whether number and, in the past tense, gender of the two can go together."""
    if noun.number and verb.number and noun.number != verb.number:
        return False
    return not noun.gender or not verb.gender or noun.gender == verb.gender or verb.number == "plural"


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
