"""Who speaks: a name or words of it to the list of articles in which its bearer speaks, and to the claims there."""

from __future__ import annotations

from tocsin.aws.keys import claimant_value, claimant_words
from tocsin.aws.services import Services
from tocsin.model import Claim


def listed_under(services: Services, claimant: str) -> tuple[str, bool]:
    """The list of a name, else of its last word if nobody has just that name; and whether it holds no other names."""
    whole, words = claimant_value(claimant), claimant_words(claimant)
    if len(words) < 2 or services.lists.page("claimant", whole, limit=1).items:
        return whole, True
    return claimant_value(words[0]), False


def says(claimant: str, claim: Claim) -> bool:
    """Whether a claim is of somebody who has this name, or all the words of it in a longer one."""
    return claim.claimant is not None and is_named(claimant, claim.claimant.name)


def is_named(claimant: str, name: str) -> bool:
    """Whether a name is this one, or has all the words of it."""
    words = set(claimant_words(claimant))
    return claimant_value(name) == claimant_value(claimant) or (bool(words) and words <= set(claimant_words(name)))
