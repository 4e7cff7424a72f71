"""What the archive tells of an article, as rows by kind: pure, and the same for the same state of things.

Words of an article stand in its own objects alone; rows of others name it and the claim. So whoever erases these
objects has erased the words, also where nobody knows any more which articles were of one story.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tocsin.archive.kinds import Kind, Row
from tocsin.aws.records import Head
from tocsin.codec import to_builtins
from tocsin.model import Analysis
from tocsin.queries.ledgers import Standing, standings_in
from tocsin.stories.casefile import CaseFile
from tocsin.stories.ledger import Event
from tocsin.stories.sightings import MAX_QUOTE
from tocsin.watches.alert import Alert


@dataclass(frozen=True, slots=True)
class Known:
    """An article with all that follows from it, read at one moment."""

    head: Head
    text: str
    analysis: Analysis
    story: str | None
    """Its story now; stories are merged and split."""
    file: CaseFile
    alerts: tuple[Alert, ...]
    """Those that it raised."""


def rows_of(known: Known) -> dict[Kind, list[Row]]:
    """Each row begins with the article's id and the time it is listed under, or that of what it tells."""
    card = known.head.card
    told = {"article": card.id, "at": card.at}
    article = told | {name: value for name, value in to_builtins(card).items() if name not in {"id", "at"}}
    article |= {
        "story": known.story,
        "copy_of": known.head.copy_of,
        "canceled": known.head.killed is not None,
        "subject": known.analysis.subject.label if known.analysis.subject else None,
        "text": known.text,
    }
    return {
        "articles": [article],
        "analyses": [told | to_builtins(known.analysis)],
        "claims": list(_claims(known)),
        "events": list(_events(known)),
        "alerts": [
            {"article": alert.article, "at": alert.raised_at, "story": alert.story, "alert": _alone(alert)}
            for alert in sorted(known.alerts, key=lambda alert: (alert.raised_at, alert.id))
        ],
    }


def changed(before: CaseFile, after: CaseFile) -> set[str]:
    """The articles of which the archive tells something else by `after` than by `before`."""
    was, is_ = _told(before), _told(after)
    return {article for article, _ in was.items() ^ is_.items()}


def united(kept: Iterable[Row], now: Iterable[Row]) -> list[Row]:
    """Events that the archive has with those that the ledger has now: the ledger keeps the last of each claim.

    What was told first stays, but for the story: the ledger forgets whose words a claim had.
    """
    first = {_name(row): row for row in kept}
    both = first | {_name(row): {**row, **first.get(_name(row), {}), "story": row["story"]} for row in now}
    return [both[name] for name in sorted(both)]


def _claims(known: Known) -> Iterator[Row]:
    card, standing = known.head.card, standings_in(known.file)
    for claim in known.analysis.claims:
        stands = standing.get((card.id, claim.id))
        yield {
            "article": card.id,
            "at": card.at,
            "title": card.title,
            "publisher": card.publisher,
            "url": card.url,
            "language": known.analysis.language,
            "claim": to_builtins(claim),
            "quotes": [known.text[span.start : span.end] for span in claim.spans],
            "story": known.story,
            "entry": stands.entry if stands else None,
            "state": stands.state if stands else None,
            "origins": list(stands.origins) if stands else [],
        }


def _events(known: Known) -> Iterator[Row]:
    said = _said(known)
    for claim in known.file.ledger.claims:
        for event in claim.events:
            if event.article == known.head.card.id:
                yield {"article": event.article, "story": known.story, "entry": claim.id, **_event(event, said)}


def _event(event: Event, said: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """What changed; `origin` in the place of words where an independent origin came or went."""
    told = {name: value for name, value in to_builtins(event).items() if name not in {"article", "claim"}}
    is_origin = event.change in {"corroborated", "reattributed"} and event.after not in said
    told |= {"origin": event.after if is_origin else None}
    told |= _words("before", event.before, said, event.article)
    return told | _words("after", "" if is_origin else event.after, said, event.article)


def _words(name: str, words: str, said: Mapping[str, tuple[str, str]], article: str) -> dict[str, Any]:
    """The article's own words; of another's which claim of which article they are."""
    by, claim = said.get(words, (None, None))
    return {name: words if by == article else None, f"{name}_article": by, f"{name}_claim": claim}


def _said(known: Known) -> dict[str, tuple[str, str]]:
    """Whose words they are, as ledgers tell them: article and claim. The article's own first, then who came first."""
    own = {" ".join(one.text.split())[:MAX_QUOTE]: (known.head.card.id, one.id) for one in known.analysis.claims}
    seen = [one for claim in known.file.ledger.claims for one in (*claim.past, *claim.carried)]
    seen.sort(key=lambda one: (one.article != known.head.card.id, one.at, one.article, one.claim))
    said: dict[str, tuple[str, str]] = {}
    for one in seen:
        said.setdefault(one.text, (one.article, one.claim))
    return said | own


def _alone(alert: Alert) -> Row:
    """Without `changes`, which quote what other articles said; `events` tell them."""
    return {name: value for name, value in to_builtins(alert).items() if name != "changes"}


def _name(row: Row) -> tuple[str, str, str]:
    return row["at"], row["entry"], row["change"]


def _told(file: CaseFile) -> dict[str, tuple[tuple[str, Standing], ...]]:
    """How the claims of each article stand."""
    found: dict[str, dict[str, Standing]] = {}
    for (article, claim), standing in standings_in(file).items():
        found.setdefault(article, {})[claim] = standing
    return {article: tuple(sorted(claims.items())) for article, claims in found.items()}
