"""Topics by their ids, the desk's own and the built-in ones, and whether one may go."""

from __future__ import annotations

from tocsin.aws.services import Services
from tocsin.errors import Conflict, NotFound
from tocsin.topics.builtin import builtin_topic
from tocsin.topics.model import OwnTopic


def find_topic(services: Services, topic: str) -> OwnTopic:
    """An own topic, or a built-in one in the same form, of version 0. Raises `NotFound`."""
    found = builtin_topic(topic)
    if found is not None:
        return found
    try:
        return services.own_topics.get(topic)
    except NotFound as error:
        raise NotFound("no such topic; `GET /v1/topics` lists all") from error


def require_unused(services: Services, topic: str) -> None:
    """Raises `Conflict` with the first watch whose rule names the topic: it would fall silent."""
    for watch in services.watches.all():
        if topic in {*watch.rule.topics.any, *watch.rule.topics.all}:
            told = f"the watch `{watch.id}` ({watch.name}) names this topic: change or remove the watch first"
            raise Conflict(told, where="topic")
