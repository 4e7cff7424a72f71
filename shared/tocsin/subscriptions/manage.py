"""Subscribing and unsubscribing, whoever delivers: SNS, or Tocsin itself to a channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.channels.model import Address
from tocsin.errors import InvalidInput
from tocsin.subscriptions.endpoints import Protocol, checked_endpoint, is_channel
from tocsin.subscriptions.model import Subscription
from tocsin.watches.model import Language, Severity

if TYPE_CHECKING:
    from tocsin.aws.services import Services


@dataclass(frozen=True, slots=True)
class Made:
    """The subscription that was asked for, whether it is new, and the secret that was made for it, shown this once."""

    subscription: Subscription
    new: bool
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An endpoint, and what it is to hear of; `watches` are known already."""

    protocol: Protocol
    endpoint: str
    secret: str
    watches: tuple[str, ...]
    least_severity: Severity
    language: Language | None = None


def subscribe(services: Services, asked: Asked, *, local: bool) -> Made:
    """Raises `InvalidInput` and `Conflict`. `local` lets SNS deliver to plain HTTP and to this machine."""
    protocol, filters = asked.protocol, (asked.watches, asked.least_severity, services.now())
    if not is_channel(protocol):
        if asked.secret:
            raise InvalidInput("is for channels only", where="secret")
        if asked.language:
            raise InvalidInput("is for channels only: SNS sends all its subscribers one text", where="language")
        endpoint = checked_endpoint(protocol, asked.endpoint, local=local)
        return Made(*services.subscriptions.create(protocol, endpoint, *filters))
    if not services.settings.deliveries_queue_url:
        raise InvalidInput("is not taken by this deployment, which has no queue of deliveries", where="protocol")
    if protocol == "mail" and not services.settings.mail_from:
        raise InvalidInput(
            "is not sent by this deployment: set the parameter MailFrom, or use `email`", where="protocol"
        )
    if protocol == "amazonq" and asked.endpoint != services.settings.chat_topic:
        raise InvalidInput(
            "is not the topic of the parameter ChatTopicArn, the only one published to", where="endpoint"
        )
    address = Address(asked.endpoint, tuple(filter(None, (asked.secret,))))
    return Made(*services.channels.create(protocol, address, *filters, language=asked.language))


def unsubscribe(services: Services, subscription: str) -> Subscription:
    """Nothing more is sent there. Raises `NotFound`."""
    known = services.subscriptions.get(subscription, services.now())
    store = services.channels if is_channel(known.protocol) else services.subscriptions
    return store.delete(subscription, services.now())
