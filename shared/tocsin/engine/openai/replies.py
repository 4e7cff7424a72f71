"""What servers send, read from the wire: chat completions and the Responses API."""

from __future__ import annotations

from typing import Literal, TypeVar

import msgspec

from tocsin.codec import from_json
from tocsin.errors import EngineAnswerInvalid

T = TypeVar("T")
End = Literal["whole", "cut", "refused", "filtered"]


class Reply(msgspec.Struct, frozen=True):
    """What a model answered and what it used; tokens are None where the server does not tell."""

    text: str
    end: End
    input_tokens: int | None = None
    output_tokens: int | None = None
    percent: int = 100
    """Of the list price, which a batch is sold below."""


class _ChatMessage(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _ChatMessage
    finish_reason: str | None = None


class _ChatUsage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Chat(msgspec.Struct):
    choices: list[_Choice]
    usage: _ChatUsage | None = None


class _Part(msgspec.Struct):
    type: str
    text: str | None = None
    refusal: str | None = None


class _Item(msgspec.Struct):
    type: str
    content: list[_Part] | None = None


class _Incomplete(msgspec.Struct):
    reason: str | None = None


class _ResponseUsage(msgspec.Struct):
    input_tokens: int = 0
    output_tokens: int = 0


class _Response(msgspec.Struct):
    output: list[_Item]
    status: str | None = None
    incomplete_details: _Incomplete | None = None
    usage: _ResponseUsage | None = None


_CHAT_ENDS: dict[str | None, End] = {"length": "cut", "content_filter": "filtered"}
_RESPONSE_ENDS: dict[str | None, End] = {"max_output_tokens": "cut", "content_filter": "filtered"}


def read_chat(body: bytes) -> Reply:
    """Raises `EngineAnswerInvalid` for what is no chat completion."""
    chat = _decoded(body, _Chat)
    if not chat.choices:
        raise EngineAnswerInvalid("the server answered without a choice")
    choice = chat.choices[0]
    end: End = "refused" if choice.message.refusal else _CHAT_ENDS.get(choice.finish_reason, "whole")
    used = (chat.usage.prompt_tokens, chat.usage.completion_tokens) if chat.usage else (None, None)
    return Reply(choice.message.content or "", end, _count(used[0]), _count(used[1]))


def read_response(body: bytes) -> Reply:
    """Raises `EngineAnswerInvalid` for what is no response."""
    response = _decoded(body, _Response)
    parts = [part for item in response.output if item.type == "message" for part in item.content or ()]
    end: End = "refused" if any(part.type == "refusal" for part in parts) else "whole"
    if response.status == "incomplete":
        why = response.incomplete_details
        end = _RESPONSE_ENDS.get(why.reason if why else None, "cut")
    text = "".join(part.text or "" for part in parts if part.type == "output_text")
    used = (response.usage.input_tokens, response.usage.output_tokens) if response.usage else (None, None)
    return Reply(text, end, _count(used[0]), _count(used[1]))


def _count(tokens: int | None) -> int | None:
    """A server that tells nonsense tells nothing."""
    return tokens if tokens is not None and 0 <= tokens < 10_000_000 else None


def _decoded(body: bytes, kind: type[T]) -> T:
    try:
        return from_json(body, kind)
    except msgspec.DecodeError as error:  # of which ValidationError is one kind
        raise EngineAnswerInvalid("the server did not answer in the form of this API") from error
