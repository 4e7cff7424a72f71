"""One call to an OpenAI-compatible server, with every way that it may fail as one of our own errors."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
import openai

from tocsin.engine.openai.answer import Strict, answer_type
from tocsin.engine.openai.limits import BoundedTransport, TooMuch, within
from tocsin.engine.openai.prompt import Message
from tocsin.engine.openai.replies import Reply, read_chat, read_response
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.errors import EngineAnswerInvalid, EngineError, EngineMisconfigured, EngineUnavailable

CONNECT_SECONDS = 5.0
NO_KEY = "none"
"""The client wants a key; servers that ask for none read over it."""
_OF_THE_REQUEST = frozenset({400, 413, 422})
_FOR_A_WHILE = frozenset({408, 409, 425, 429})
_CODE = re.compile(r"[a-z0-9_.-]{1,40}")
_NO_MONEY = "insufficient_quota"


class Unavailable(EngineUnavailable):
    """Worth another try, after `retry_after` seconds where the server said so. `unpaid`: nothing was computed."""

    def __init__(self, message: str, *, retry_after: float | None = None, unpaid: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.unpaid = unpaid


class TurnedAway(EngineAnswerInvalid):
    """The server takes other requests but not this one; nothing was computed."""


class Server:
    """Asks with the settings given. The key is fetched for every call, so that a new one needs no restart."""

    def __init__(
        self,
        settings: OpenAISettings,
        key: Callable[[], str],
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._settings, self._key, self._now = settings, key, now
        # No connection is kept: a function is frozen between calls, and what broke meanwhile cannot be told from an
        # answer that was lost, which costs money.
        plain = transport or httpx2.HTTPTransport(limits=httpx2.Limits(max_keepalive_connections=0))
        transport = BoundedTransport(plain, settings.call_seconds, clock)
        self._http = httpx2.Client(transport=transport, follow_redirects=False, headers={"Accept-Encoding": "identity"})

    def ask(self, messages: Sequence[Message], seconds: float, shape: type[Strict] | None = None) -> Reply:
        """One attempt, over in `seconds`, at an answer of this shape, or an `Answer`. Raises `EngineError`, whose text
        has nothing of the server's, nor the key."""
        with translated(self._now):
            return within(seconds, lambda: self._ask(messages, seconds, shape or answer_type()))

    def _ask(self, messages: Sequence[Message], seconds: float, shape: type[Strict]) -> Reply:
        client = openai.OpenAI(
            api_key=self._key() or NO_KEY,
            base_url=self._settings.base_url,
            max_retries=0,
            timeout=httpx2.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
            http_client=self._http,
        )
        ask = self._responses if self._settings.api == "responses" else self._chat
        return ask(client, messages, shape)

    def _chat(self, client: openai.OpenAI, messages: Sequence[Message], shape: type[Strict]) -> Reply:
        settings = self._settings
        asked: dict[str, Any] = {
            "model": settings.model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            settings.limit_field: settings.answer_tokens,
            **({"reasoning_effort": settings.effort} if settings.effort else {}),
        }
        # Raw: what was used is to be known even where the answer is no good, and the parser of the client hides it.
        completions = client.chat.completions.with_raw_response
        if settings.output == "json":
            raw = completions.create(**asked, response_format={"type": "json_object"})
        else:
            raw = completions.parse(**asked, response_format=shape)
        return read_chat(raw.http_response.content)

    def _responses(self, client: openai.OpenAI, messages: Sequence[Message], shape: type[Strict]) -> Reply:
        settings = self._settings
        asked: dict[str, Any] = {
            "model": settings.model,
            "instructions": messages[0].content,
            "input": [{"role": message.role, "content": message.content} for message in messages[1:]],
            "max_output_tokens": settings.answer_tokens,
            "store": False,
            **({"reasoning": {"effort": settings.effort}} if settings.effort else {}),
        }
        if settings.output == "json":
            raw = client.responses.with_raw_response.create(**asked, text={"format": {"type": "json_object"}})
        else:
            raw = client.responses.with_raw_response.parse(**asked, text_format=shape)
        return read_response(raw.http_response.content)


@contextmanager
def translated(now: Callable[[], datetime]) -> Iterator[None]:
    """Every failure of the client as an `EngineError`, in whose text is nothing of the server's, nor the key."""
    try:
        yield
    except openai.APIStatusError as error:
        raise _of_status(error, now) from None
    except (openai.APITimeoutError, TimeoutError, httpx2.TimeoutException):
        raise Unavailable("no answer in time") from None
    except openai.APIConnectionError as error:
        if isinstance(error.__cause__, TooMuch):
            raise Unavailable("the answer was too large or came too slowly") from None
        refused = isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout)
        raise Unavailable("no connection" if refused else "the connection broke", unpaid=refused) from None
    except httpx2.HTTPError:
        # The client leaves what breaks off while a file is streamed as it is.
        raise Unavailable("the connection broke") from None
    except (openai.OpenAIError, ValueError, TypeError) as error:
        raise EngineAnswerInvalid(f"the answer cannot be read ({type(error).__name__})") from None


def _of_status(error: openai.APIStatusError, now: Callable[[], datetime]) -> EngineError:
    status, code = error.status_code, error.code or ""
    named = f"{status} {code}" if _CODE.fullmatch(code) else str(status)
    if code == _NO_MONEY:
        return EngineMisconfigured(f"the account has no credit left ({named})")
    if status in _FOR_A_WHILE or status >= 500:
        return Unavailable(f"the server is busy or broken ({named})", retry_after=_wait(error, now), unpaid=True)
    if status in _OF_THE_REQUEST:
        return TurnedAway(f"the server turned the request away ({named})")
    return EngineMisconfigured(f"the server takes no request of this key, model or address ({named})")


def _wait(error: openai.APIStatusError, now: Callable[[], datetime]) -> float | None:
    """`Retry-After`, seconds or a date (RFC 9110, 10.2.3)."""
    text = error.response.headers.get("retry-after", "")
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(text) - now()).total_seconds())
    except (ValueError, TypeError):
        return None
