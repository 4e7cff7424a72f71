"""Claims: what somebody says across articles; without a name, who speaks in the newest ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from tocsin.aws.records import Card, Head, Page
from tocsin.model import Claim, ClaimKind
from tocsin.queries.speakers import listed_under, says
from tocsin.web.lists import page_of
from tocsin.web.request import Reply
from tocsin.web.routes import Ask, Pages, checked

pages = Pages()
ARTICLES = 20
SPEAKERS = 40
MAX_NAME = 200
KINDS: tuple[str, ...] = ("", *get_args(ClaimKind))


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, and the article that carries it."""

    card: Card
    claim: Claim


@pages.page("GET", "claims", scope="read")
def claim_list(ask: Ask) -> Reply:
    query = ask.request.query
    claimant, kind = query.get("claimant", "")[:MAX_NAME], checked(query.get("kind", ""), KINDS, "kind")
    value = listed_under(ask.services, claimant)[0] if claimant else "all"
    page = page_of(
        ask,
        ["ui-claims", value, kind],
        lambda at: _heads(ask, value if claimant else None, at),
    )
    said = _said(ask, page.items)
    speakers = Counter(one.claim.claimant.name for one in said if one.claim.claimant)
    return ask.show(
        "claims.html",
        title=f"Claims of {claimant}" if claimant else "Claims",
        claimant=claimant,
        kind=kind,
        kinds=KINDS,
        said=[one for one in said if (not claimant or says(claimant, one.claim)) and kind in {"", one.claim.kind}],
        speakers=speakers.most_common(SPEAKERS) if not claimant else [],
        next=page.next,
    )


def _heads(ask: Ask, value: str | None, at: str | None) -> Page[Head]:
    articles = ask.services.articles
    if value is None:
        return articles.page("article", "all", limit=ARTICLES, position=at)
    return articles.page("claimant", value, limit=ARTICLES, position=at)


def _said(ask: Ask, heads: Sequence[Head]) -> list[Said]:
    """In the order of the articles, which is the newest first."""
    analyses = ask.services.articles.analyses(list(heads))
    return [
        Said(head.card, claim) for head in heads if head.card.id in analyses for claim in analyses[head.card.id].claims
    ]
