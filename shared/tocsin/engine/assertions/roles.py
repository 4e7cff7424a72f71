"""Who does it to whom: the agents and patients of each predicate, by order and prepositions or by case."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.engine.assertions.roles_english import english_roles
from tocsin.engine.assertions.roles_slavic import slavic_roles
from tocsin.engine.assertions.terms import Roles, Term
from tocsin.engine.compare.words import Word


def roles_of(found: Sequence[Word], terms: Sequence[Term], language: str) -> dict[int, Roles]:
    """Roles of the predicates among `terms`, by their numbers there; those of which nothing is told are left out."""
    at = {term.at: number for number, term in enumerate(terms)}
    roles = {
        n: english_roles(found, terms, at, term) if language == "en" else slavic_roles(found, terms, n, language)
        for n, term in enumerate(terms)
        if term.kind in {"predicate", "other"}
    }
    return {n: role for n, role in roles.items() if role.agents or role.patients}
