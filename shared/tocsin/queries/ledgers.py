"""What ledgers say of the claims of articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.stories.casefile import CaseFile
from tocsin.stories.ledger import LedgerClaim
from tocsin.stories.sightings import Sighting
from tocsin.stories.states import State


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim stands in its story: its state, and the independent origins behind it."""

    entry: str
    state: State
    origins: tuple[str, ...]


def standings(services: Services, heads: Iterable[Head]) -> dict[tuple[str, str], Standing]:
    """By article and claim, as far as ledgers keep them: one BatchGetItem of files, two where stories were merged.

    A claim that is not there is not in the ledger: beyond the twelve key ones of its article, or no longer kept.
    """
    files = services.stories.case_files([head.story for head in heads if head.story])
    found: dict[tuple[str, str], Standing] = {}
    for file in files.values():
        found |= standings_in(file)
    return found


def standings_in(file: CaseFile) -> dict[tuple[str, str], Standing]:
    """How the claims that one ledger keeps stand, by article and claim."""
    return {
        (seen.article, seen.claim): Standing(claim.id, claim.state, claim.origins)
        for claim in file.ledger.claims
        for seen in _sightings(claim)
    }


def _sightings(claim: LedgerClaim) -> tuple[Sighting, ...]:
    return (*claim.carried, *claim.past)
