"""A story as it is without an article: told anew by those that are left, in the order in which they came.

Taking an article's words out of a ledger would leave what they had done: what they bore out, revised or stood against.
So the ledger is entered anew, by the rules of today. Of a long story the last `MAX_ARTICLES` articles are left in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tocsin.stories.anew import Told, file_anew, state_anew, traces_of
from tocsin.stories.casefile import CaseFile, Filed, add_article
from tocsin.stories.ledger import Ledger, LedgerClaim
from tocsin.stories.likeness import StoryState
from tocsin.stories.origins import Sources


@dataclass(frozen=True, slots=True)
class Retold:
    """The story and its file at their next versions, and what each article is in it."""

    state: StoryState
    file: CaseFile
    filed: dict[str, Filed]


def retell(
    state: StoryState,
    file: CaseFile,
    left: Sequence[Told],
    rarity: Callable[[str], float],
    sources: Sources,
    *,
    size: int,
) -> Retold:
    """`left` are the articles that remain, one at least; `size` is how many the story has, those forgotten too."""
    fresh = file_anew(left, sources, file, traces_of(file))
    fresh = replace(fresh, ledger=_named_as_before(fresh.ledger, file.ledger))
    now = state_anew(replace(state, title=None), left, rarity)
    filed = {one.article.id: add_article(fresh, one.article, one.analysis, sources, one.at) for one in left}
    return Retold(replace(now, size=max(size, len(left)), version=state.version + 1), fresh, filed)


def _named_as_before(ledger: Ledger, before: Ledger) -> Ledger:
    """A claim answers to the name that it had: alerts know it by that."""
    names: dict[tuple[str, str], list[str]] = {}
    for claim in before.claims:
        for seen in (*claim.past, *claim.carried):
            names.setdefault((seen.article, seen.claim), []).extend((claim.id, *claim.was))
    return replace(ledger, claims=tuple(_named(claim, names) for claim in ledger.claims))


def _named(claim: LedgerClaim, names: dict[tuple[str, str], list[str]]) -> LedgerClaim:
    known = [name for seen in (*claim.past, *claim.carried) for name in names.get((seen.article, seen.claim), ())]
    others = tuple(name for name in dict.fromkeys((*claim.was, *known)) if name != claim.id)
    return replace(claim, was=others)
