"""A story in the order in which it came to be known: who said what, what that changed, which alerts it rang."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tocsin.aws.records import Head
from tocsin.aws.services import Services
from tocsin.stories.casefile import CaseFile
from tocsin.stories.ledger import Event
from tocsin.stories.sightings import Sighting
from tocsin.watches.alert import Alert, alert_id

MOST_ARTICLES = 100
"""The newest of a story, with what watches made of them: a BatchGetItem each."""
MOST_ALERTS = 100

What = Literal["article", "said", "change", "alert"]
_ORDER: dict[What, int] = {"article": 0, "said": 1, "change": 2, "alert": 3}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened; of `article`, `said`, `change` and `alert` the one that `what` names is there."""

    at: datetime
    what: What
    article_id: str
    claim: str | None = None
    """What the claim is called in the ledger."""
    article: Head | None = None
    said: Sighting | None = None
    change: Event | None = None
    alert: Alert | None = None


def timeline(services: Services, story: str) -> list[Moment]:
    """From the first to the last, of all that is kept of a story. At most six calls to the table."""
    file = services.stories.case_file(story)
    articles = list(file.ledger.articles[-MOST_ARTICLES:])
    heads = services.articles.heads(articles) if articles else {}
    alerts = _alerts(services, [story, *file.parts], articles)
    found = [
        *(Moment(datetime.fromisoformat(head.card.at), "article", one, article=head) for one, head in heads.items()),
        *_ledger(file),
        *(Moment(datetime.fromisoformat(one.raised_at), "alert", one.article, alert=one) for one in alerts),
    ]
    return sorted(found, key=lambda one: (one.at, _ORDER[one.what], one.article_id, one.claim or ""))


def _ledger(file: CaseFile) -> Iterator[Moment]:
    for claim in file.ledger.claims:
        for seen in dict.fromkeys((*claim.past, *claim.carried)):
            yield Moment(seen.at, "said", seen.article, claim.id, said=seen)
        for event in claim.events:
            if event.change != "new":
                yield Moment(event.at, "change", event.article, claim.id, change=event)


def _alerts(services: Services, stories: list[str], articles: list[str]) -> list[Alert]:
    """An alert's id follows from its watch, story and cause, so that none has to be searched for."""
    whys = services.alerts.whys(articles) if articles else {}
    rang = [(watch, article) for article, why in whys.items() for watch in why.outcomes.get("rang", ())]
    ids = dict.fromkeys(
        alert_id(watch, story, cause) for watch, article in rang for story in stories for cause in ("", article)
    )
    return [sent.alert for sent in services.alerts.find_many(list(ids)[:MOST_ALERTS])] if ids else []
