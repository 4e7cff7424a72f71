"""Claims as alerts tell them: never the words alone, always with what their claimant does with them."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.model import Claim, ClaimKind, Polarity
from tocsin.stories.states import Change, State

MAX_QUOTE = 400
MAX_NAME = 120
MAX_CUE = 60
LOOKED_AT = 8
"""Times as many characters of a text are looked at as may be told: the rest may be a megabyte of white space."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words that somebody says, denies, does not confirm: `text` alone may say the opposite, so none is without."""

    text: str
    polarity: Polarity
    hedged: bool
    """The claimant makes a reservation: "may", "reportedly"."""


@dataclass(frozen=True, slots=True)
class QuotedClaim:
    """A claim with the article's own words for it."""

    id: str
    quote: str
    """Verbatim. Show it with `polarity` and `hedged`, as `tocsin.notify.message.told` does."""
    claimant: str | None
    kind: ClaimKind
    polarity: Polarity
    hedged: bool
    cue: str = ""
    """How the article says that it is said, verbatim: "could not confirm"."""
    text: str = ""
    """The quote as a sentence reads it: without an opening "that" and the marks around it."""
    meets: bool = False
    """Whether it is one of those by which the article met the watch."""
    state: State | None = None
    entry: str | None = None
    """What the claim is called in its story's ledger."""

    @property
    def words(self) -> Words:
        return Words(self.text or self.quote, self.polarity, self.hedged)


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What became of a watched claim: the reason for an update or a cancel."""

    claim: str
    change: Change
    before: Words | None = None
    """What was told of it; also of what is borne out or taken back."""
    after: Words | None = None
    """What is told instead."""
    by: str | None = None
    """Who says so now: claimant or publisher."""
    number: str = ""
    """The number that moved, before and after: "18 -> 43"."""


def quoted(claim: Claim, text: str, *, meets: bool, state: State | None, entry: str | None) -> QuotedClaim:
    """`claim` of the article `text`."""
    quote = " … ".join(text[span.start : span.end] for span in claim.shown)
    return QuotedClaim(
        claim.id,
        cut(quote, MAX_QUOTE),
        cut(claim.claimant.name, MAX_NAME) if claim.claimant else None,
        claim.kind,
        claim.stance,
        claim.hedged,
        cue=cut(text[claim.cue.start : claim.cue.end], MAX_CUE) if claim.cue else "",
        text=cut(claim.text, MAX_QUOTE),
        meets=meets,
        state=state,
        entry=entry,
    )


def cut(text: str, most: int) -> str:
    """`text` on one line and printable, at most so many characters."""
    beginning = text[: LOOKED_AT * most]
    flat = " ".join(beginning.split())
    if not flat.isprintable():
        flat = "".join(letter for letter in flat if letter.isprintable())
    return flat if len(flat) <= most and beginning == text else flat[: most - 1].rstrip() + "…"
