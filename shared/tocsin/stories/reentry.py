"""What a new analysis of an article adds to its story's ledger, long after the article came.

The past is not undone: what the article was seen to claim stays, because its words are there as they were. Claims that
only the new analysis has are entered as of the article's own time, unless a later word has overtaken them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tocsin.model import Analysis, Article
from tocsin.stories.casefile import CaseFile
from tocsin.stories.enter import enter
from tocsin.stories.ledger import Ledger
from tocsin.stories.origins import Sources
from tocsin.stories.relations import relation
from tocsin.stories.sightings import SAME, Sighting, about_the_same, sightings
from tocsin.stories.when import order


def enter_again(file: CaseFile, article: Article, analysis: Analysis, sources: Sources, at: datetime) -> CaseFile:
    """The file with the claims that are new in it; the same file where there are none, or the article never was in it.

    `at` is the time under which the article was entered first.
    """
    if article.id not in file.ledger.articles:
        return file
    said = sources.origin(article)
    member = next((member for member in file.members if member.article == article.id), None)
    origin = replace(said, id=member.origin) if member else said
    found = sightings(article, analysis, origin, sources, article.published_at or at)
    fresh = [
        sighting for sighting in found if not _known(sighting, file.ledger) and not _overtaken(sighting, file.ledger)
    ]
    if not fresh:
        return file
    # Without the article among those that came, entering it is entering what is new in it.
    before = replace(file.ledger, articles=tuple(known for known in file.ledger.articles if known != article.id))
    return replace(file, ledger=enter(before, article.id, fresh, at).ledger, version=file.version + 1)


def _known(sighting: Sighting, ledger: Ledger) -> bool:
    """Whether the article was seen to say so, or to take it back, in these or in much the same words."""
    if sighting.retracts:
        about = (claim for claim in ledger.claims if about_the_same(claim.current, sighting) >= SAME)
        return any(event.article == sighting.article for claim in about for event in claim.events)
    own = (seen for claim in ledger.claims for seen in claim.carried if seen.article == sighting.article)
    return any(seen.claim == sighting.claim or relation(seen, sighting).kind == "same" for seen in own)


def _overtaken(sighting: Sighting, ledger: Ledger) -> bool:
    """Whether a later article says otherwise: the two were never true side by side, so they contradict nothing."""
    later = (claim.current for claim in ledger.claims if order(sighting.when, claim.current.when) > 0)
    return any(relation(sighting, seen).kind in {"conflict", "moved", "changed"} for seen in later)
