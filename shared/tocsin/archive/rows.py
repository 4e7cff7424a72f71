"""What the archive tells of an article, as rows by kind: pure, and the same for the same state of things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tocsin.archive.kinds import Kind, Row
from tocsin.aws.records import Head
from tocsin.codec import to_builtins
from tocsin.model import Analysis
from tocsin.queries.ledgers import Standing, standings_in
from tocsin.stories.casefile import CaseFile
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
            {"article": alert.article, "at": alert.raised_at, "story": alert.story, "alert": to_builtins(alert)}
            for alert in sorted(known.alerts, key=lambda alert: (alert.raised_at, alert.id))
        ],
    }


def changed(before: CaseFile, after: CaseFile) -> set[str]:
    """The articles of which the archive tells something else by `after` than by `before`."""
    was, is_ = _told(before), _told(after)
    return {article for article, _ in was.items() ^ is_.items()}


def united(kept: Iterable[Row], now: Iterable[Row]) -> list[Row]:
    """Events that the archive has with those that the ledger has now: the ledger keeps the last of each claim."""
    by_name = {_name(row): row for row in (*kept, *now)}
    return [by_name[name] for name in sorted(by_name)]


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
    article = known.head.card.id
    for claim in known.file.ledger.claims:
        for event in claim.events:
            if event.article == article:
                told = to_builtins(event)
                rest = {name: value for name, value in told.items() if name not in {"article", "at", "claim"}}
                yield {"article": article, "at": told["at"], "story": known.story, "entry": claim.id} | rest


def _name(row: Row) -> tuple[str, str, str]:
    return row["at"], row["entry"], row["change"]


def _told(file: CaseFile) -> dict[str, tuple[tuple[str, Standing], ...]]:
    """How the claims of each article stand."""
    found: dict[str, dict[str, Standing]] = {}
    for (article, claim), standing in standings_in(file).items():
        found.setdefault(article, {})[claim] = standing
    return {article: tuple(sorted(claims.items())) for article, claims in found.items()}
