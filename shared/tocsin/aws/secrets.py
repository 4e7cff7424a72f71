"""A secret by its name, from Secrets Manager or SSM, kept for a while: a new one needs no deployment."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from tocsin.errors import EngineMisconfigured

if TYPE_CHECKING:
    from tocsin.aws.clients import Clients

KEEP_SECONDS = 300.0
"""So long at most an old key is used after it was replaced."""
FIELD = "key"
"""Of a secret that is a JSON object."""


class Secret:
    """`secretsmanager:NAME` (the text, or field `key` of a JSON object), `ssm:NAME`, or "" for none at all.

    Neither the value nor anything that AWS says of it is in an error, a log or this object's repr.
    """

    def __init__(self, clients: Clients, name: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clients, self._clock = clients, clock
        self._store, _, self._name = name.partition(":")
        self._lock = threading.Lock()
        self._value: tuple[float, str] | None = None

    def __call__(self) -> str:
        """Raises `EngineMisconfigured` when there is no such secret, or it may not be read."""
        if not self._store:
            return ""
        with self._lock:
            if self._value is None or self._clock() >= self._value[0]:
                self._value = (self._clock() + KEEP_SECONDS, self._fetched())
            return self._value[1]

    def _fetched(self) -> str:
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  # loaded with the first client

        try:
            if self._store == "secretsmanager":
                return _field(self._clients.secretsmanager.get_secret_value(SecretId=self._name)["SecretString"])
            if self._store == "ssm":
                answer = self._clients.ssm.get_parameter(Name=self._name, WithDecryption=True)
                return answer["Parameter"]["Value"].strip()
        except (ClientError, BotoCoreError, KeyError) as error:
            raise EngineMisconfigured(f"the key cannot be read from {self._store} ({type(error).__name__})") from None
        raise EngineMisconfigured("the key's name must begin with secretsmanager: or ssm:")


def _field(text: str) -> str:
    """The secret itself, whether it is stored bare or as an object."""
    text = text.strip()
    if not text.startswith("{"):
        return text
    try:
        return str(json.loads(text)[FIELD]).strip()
    except (ValueError, KeyError):
        raise EngineMisconfigured(f"the secret is an object without a field {FIELD!r}") from None
