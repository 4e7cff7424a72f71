"""A test message on its way to a channel, the way that alerts go."""

from __future__ import annotations

from tocsin.aws.keys import digest, stamp
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput, NotFound
from tocsin.steps.deliver import enqueue
from tocsin.steps.messages import Task
from tocsin.subscriptions.deliveries import Delivery
from tocsin.subscriptions.endpoints import is_channel


def send_test(services: Services, subscription: str) -> Delivery:
    """Raises `NotFound`, and `InvalidInput` for what SNS delivers."""
    known = services.subscriptions.get(subscription, services.now())
    if not is_channel(known.protocol):
        raise InvalidInput("is delivered to by SNS, which has no test", where="subscription")
    if known.state == "deleted":
        raise NotFound("no such subscription")
    at = stamp(services.now())
    task = Task(known.id, "test", f"test-{digest('test', known.id, at)}")
    enqueue(services, task, known.protocol, at)
    return Delivery(task.id, known.id, known.protocol, "waiting", at, at)
