"""What is stored that says the same as a text, or what cannot hold beside it, and who stands behind that.

The articles that share the most telling words with the text are read, and each of their claims is compared with it by
what the two assert (`tocsin.engine.same`). At most 24 queries of 500 rows, 40 heads, 40 analyses, their stories' files.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from tocsin.aws.keys import term_value
from tocsin.aws.lists import FIRST_TIME, LAST_TIME, MAX_QUERIES
from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput
from tocsin.model import Claim
from tocsin.queries.ledgers import Standing, standings
from tocsin.search.match import idf
from tocsin.search.words import words

MOST_TERMS = 12
MOST_ROWS = 500
MOST_ARTICLES = 40
MOST_TEXT = 1_000
"""Code points: a claim is a sentence."""

Relation = Literal["same", "conflict", "related"]
_ORDER: dict[Relation, int] = {"same": 0, "conflict": 1, "related": 2}


@dataclass(frozen=True, slots=True)
class Checked:
    """A stored claim beside a text. same: both assert the same. conflict: both cannot hold. related: none is sure."""

    head: Head
    claim: Claim
    standing: Standing | None
    relation: Relation
    likeness: float
    """0..1, how near the two are."""


def check_claim(
    services: Services, text: str, *, limit: int = 10, since: str = FIRST_TIME, until: str = LAST_TIME
) -> list[Checked]:
    """The claims that are nearest, those that say the same first. Raises `InvalidInput` for a text without words."""
    if len(text) > MOST_TEXT:
        raise InvalidInput(f"has more than {MOST_TEXT:,} letters; give one claim", where="text")
    terms = list(dict.fromkeys(term for word in words(text) for term in word.terms))[:MOST_TERMS]
    if not terms:
        raise InvalidInput("has no word to look for", where="text")
    heads = _nearest(services, terms, since, until)
    analyses = services.articles.analyses(heads) if heads else {}
    read = [(head, claim) for head in heads if head.card.id in analyses for claim in analyses[head.card.id].claims]
    found = [Checked(head, claim, None, *told) for head, claim in read if (told := compare(text, claim)) is not None]
    best = sorted(found, key=lambda one: (_ORDER[one.relation], -one.likeness, one.head.card.id, one.claim.id))[:limit]
    stand = standings(services, [one.head for one in best])
    return [replace(one, standing=stand.get((one.head.card.id, one.claim.id))) for one in best]


def compare(text: str, claim: Claim) -> tuple[Relation, float] | None:
    """How a claim stands to a text; None if the two are of different things. Words that are denied are in conflict."""
    from tocsin.engine.assertions import judge, read_assertion  # noqa: PLC0415  # takes a tenth of a second to load
    from tocsin.engine.same import HELD_SAME, related, same_claim  # noqa: PLC0415  # see above

    likeness = max(related(text, claim.text), same_claim(text, claim.text))
    if likeness < HELD_SAME:
        return None
    outcome = judge(read_assertion(text), read_assertion(claim.text)).outcome
    denied = claim.stance not in {"affirmed", "undenied"}
    if same_claim(text, claim.text) >= HELD_SAME:
        return ("conflict" if denied else "same"), round(likeness, 3)
    return ("conflict" if outcome == "conflict" and not denied else "related"), round(likeness, 3)


def _nearest(services: Services, terms: list[str], since: str, until: str) -> list[Head]:
    """The newest months' articles with the most telling of these terms."""
    months = services.lists.months(since, until)[: max(1, MAX_QUERIES // len(terms))]
    weights: Counter[tuple[str, str, str]] = Counter()
    for month in months:
        under = [
            services.lists.rows("term", term_value(term), month, since=since, until=until, most=MOST_ROWS)
            for term in terms
        ]
        every = len({row for rows in under for row in rows})
        for rows in under:
            weights.update({(row.at, row.id, row.version): int(1_000 * idf(len(rows), every)) + 1 for row in rows})
    ranked = sorted(weights, key=lambda row: (weights[row], row), reverse=True)[:MOST_ARTICLES]
    heads = services.articles.heads([row[1] for row in ranked]) if ranked else {}
    return [heads[one] for _, one, version in ranked if one in heads and heads[one].v == version]
