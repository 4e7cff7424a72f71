"""The Batch API: many requests in one file, answered within a day at half the price."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Literal, TypeVar

import httpx2
import msgspec
import openai

from tocsin.codec import from_json
from tocsin.engine.openai.prompt import Message
from tocsin.engine.openai.replies import Reply, read_chat, read_response
from tocsin.engine.openai.retry import Timing, with_retries
from tocsin.engine.openai.server import CONNECT_SECONDS, NO_KEY, Server, translated
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.errors import EngineAnswerInvalid

T = TypeVar("T")

PERCENT = 50
"""Of the list price that a batch costs (platform.openai.com/docs/guides/batch)."""
MOST_LINES, MOST_BYTES = 20_000, 100_000_000
"""Of one file. OpenAI takes 50,000 requests and 200 MB, others less."""
MOST_ANSWER_BYTES = 500_000_000
ID_LENGTH = 32
"""Of an article's id and of a request's; together they are the 64 characters that any server takes as `custom_id`."""
_CUSTOM_ID = re.compile(rf"[0-9a-f]{{{2 * ID_LENGTH}}}")
CALL_SECONDS = 600.0
"""The most that sending or fetching a whole file may take."""
MARK = "tocsin"
"""The name of our mark in the metadata of a batch."""
RECENT = 100
"""Batches of the account among which one whose id was lost is looked for."""
_ENDPOINTS: dict[str, Literal["/v1/chat/completions", "/v1/responses"]] = {
    "chat": "/v1/chat/completions",
    "responses": "/v1/responses",
}


@dataclass(frozen=True, slots=True)
class BatchStatus:
    """`answers` are None while there are none: nothing was computed, or it is still under way."""

    state: Literal["waiting", "ended", "turned-away"]
    answers: str | None = None


class _Response(msgspec.Struct):
    status_code: int
    body: msgspec.Raw


class _Line(msgspec.Struct):
    custom_id: str
    response: _Response | None = None


_NO_ANSWER = b'{"choices": [{"message": {}}], "output": []}'
"""Of either API."""


class BatchServer:
    """Batches of one server. All methods raise `EngineError`; a server without this API is misconfigured for it."""

    def __init__(self, settings: OpenAISettings, key: Callable[[], str], timing: Timing | None = None) -> None:
        self._settings, self._key, self._timing = settings, key, timing or Timing()
        # Hours lie between calls: no connection is kept.
        plain = httpx2.HTTPTransport(limits=httpx2.Limits(max_keepalive_connections=0))
        self._http = httpx2.Client(transport=plain, follow_redirects=False, headers={"Accept-Encoding": "identity"})

    def submit(self, file: Path, token: str) -> str:
        """Hand a file of lines over; the id of the batch."""

        def send(seconds: float) -> str:
            client = self._client(seconds)
            with file.open("rb") as lines:
                kept = client.files.create(file=(f"{token}.jsonl", lines, "application/jsonl"), purpose="batch")
            endpoint, marks = _ENDPOINTS[self._settings.api], {MARK: token}
            return client.batches.create(
                completion_window="24h", endpoint=endpoint, input_file_id=kept.id, metadata=marks
            ).id

        # Once: an answer that was lost may be a batch that was made, which `find` tells.
        with translated(_now):
            return send(CALL_SECONDS)

    def find(self, token: str) -> str | None:
        """The batch with this token among the latest, if the server made one."""

        def look(seconds: float) -> str | None:
            page = self._client(seconds).batches.list(limit=RECENT)
            return next((batch.id for batch in page.data if (batch.metadata or {}).get(MARK) == token), None)

        return self._tried(look)

    def status(self, batch: str) -> BatchStatus:
        found = self._tried(lambda seconds: self._client(seconds).batches.retrieve(batch))
        if found.status in ("completed", "expired", "cancelled"):
            return BatchStatus("ended", found.output_file_id)
        return BatchStatus("turned-away" if found.status == "failed" else "waiting")

    def answers(self, file: str) -> Iterator[tuple[str, Reply]]:
        """Each good answer with its `custom_id`; lines that failed, or that cannot be read, are left out."""
        with tempfile.TemporaryFile() as kept:
            self._tried(lambda seconds: self._fetch(file, kept, seconds))
            kept.seek(0)
            for line in kept:
                found = self._read(line)
                if found is not None:
                    yield found

    def _fetch(self, file: str, into: IO[bytes], seconds: float) -> None:
        into.seek(0)
        into.truncate()
        size = 0
        with self._client(seconds).files.with_streaming_response.content(file) as answer:
            for chunk in answer.iter_bytes():
                size += len(chunk)
                if size > MOST_ANSWER_BYTES:
                    raise EngineAnswerInvalid("the file of answers is too large")
                into.write(chunk)

    def _read(self, line: bytes) -> tuple[str, Reply] | None:
        try:
            found = from_json(line, _Line)
            if found.response is None or found.response.status_code != 200:
                return None
            if _CUSTOM_ID.fullmatch(found.custom_id) is None:
                return None  # none of ours; it would be a key of the table
            body = bytes(found.response.body)
            reply = read_response(body) if self._settings.api == "responses" else read_chat(body)
        except (msgspec.DecodeError, EngineAnswerInvalid):
            return None
        return found.custom_id, msgspec.structs.replace(reply, percent=PERCENT)

    def _client(self, seconds: float) -> openai.OpenAI:
        return openai.OpenAI(
            api_key=self._key() or NO_KEY,
            base_url=self._settings.base_url,
            max_retries=0,
            timeout=httpx2.Timeout(seconds, connect=CONNECT_SECONDS),
            http_client=self._http,
        )

    def _tried(self, work: Callable[[float], T]) -> T:
        """With retries: what only reads may be asked for again."""

        def call(seconds: float) -> T:
            with translated(_now):
                return work(seconds)

        attempts, until = self._settings.attempts, self._timing.clock() + self._settings.attempts * CALL_SECONDS
        return with_retries(call, attempts=attempts, call_seconds=CALL_SECONDS, until=until, timing=self._timing)


def line_of(settings: OpenAISettings, article: str, request: str, messages: Sequence[Message]) -> bytes:
    """One line of a file: the very body that an online call sends."""
    endpoint, body = _ENDPOINTS[settings.api], msgspec.Raw(_body(settings, messages))
    return (
        msgspec.json.encode({"custom_id": article + request, "method": "POST", "url": endpoint, "body": body}) + b"\n"
    )


def _body(settings: OpenAISettings, messages: Sequence[Message]) -> bytes:
    """Made by the client itself, on its way to a server that is none."""
    sent: list[bytes] = []

    def take(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.read())
        return httpx2.Response(200, stream=httpx2.ByteStream(_NO_ANSWER))

    Server(settings, lambda: "", transport=httpx2.MockTransport(take)).ask(messages, CALL_SECONDS)
    return sent[0]


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)
