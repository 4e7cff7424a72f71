"""Health: what waits and what was given up by step, the last article, and bringing back what was given up."""

from __future__ import annotations

from typing import Any

from tocsin.aws.redrive import bring_back
from tocsin.errors import NotFound
from tocsin.web.request import Reply
from tocsin.web.routes import Ask, Pages

pages = Pages()
MOST_BROUGHT_BACK = 200
"""Messages of one request: some 20 ms each, and a page has 25 seconds."""


@pages.page("GET", "settings/health", scope="read")
def health(ask: Ask) -> Reply:
    """Where the deployment does not tell its queues, only the rest."""
    services = ask.services
    newest = services.articles.page("article", "all", limit=1).items
    steps = [
        (name, _waiting(services.clients.sqs, queue), _waiting(services.clients.sqs, dead))
        for name, queue, dead in services.settings.steps
    ]
    return ask.show(
        "health.html",
        title="Health",
        steps=steps,
        newest=newest[0].card if newest else None,
        engine=services.settings.engine,
        retention=services.settings.retention_days,
        rejected=services.uploads.page("rejected", limit=5).items,
        failed=services.uploads.page("failed", limit=5).items,
    )


@pages.page("GET", "settings/health/<step>/redrive", scope="admin")
def ask_again(ask: Ask, step: str) -> Reply:
    """Asked once more, with what it does: what failed for a reason that still holds fails again."""
    _, dead = _queues(ask, step)
    waiting = _waiting(ask.services.clients.sqs, dead)
    return ask.show("redrive.html", title="Bring back", step=step, waiting=waiting, moved=None, most=MOST_BROUGHT_BACK)


@pages.page("POST", "settings/health/<step>/redrive", scope="admin")
def redrive(ask: Ask, step: str) -> Reply:
    queue, dead = _queues(ask, step)
    moved = bring_back(ask.services.clients.sqs, step, dead, queue, most=MOST_BROUGHT_BACK)
    return ask.show(
        "redrive.html", title="Bring back", step=step, waiting=moved.left, moved=moved.moved, most=MOST_BROUGHT_BACK
    )


def _queues(ask: Ask, step: str) -> tuple[str, str]:
    found = next(((queue, dead) for name, queue, dead in ask.services.settings.steps if name == step), None)
    if found is None:
        raise NotFound("this deployment has no such step")
    return found


def _waiting(sqs: Any, queue: str) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    return sum(int(found.get(name, 0)) for name in names)
