"""What each server that docs/openai.md names is sent, and an answer of the shape that it sends, with its own extras."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.integration.test_openai_engine import ARTICLE, GOOD, KEY, engine_for
from tests.openai_server.server import Act, Running, always, openai_server

pytestmark = pytest.mark.integration

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "openai.md").read_text(encoding="utf-8")
TEXT = json.dumps(GOOD)
UNFILTERED = {"hate": {"filtered": False, "severity": "safe"}, "violence": {"filtered": False, "severity": "low"}}


@dataclass(frozen=True)
class Shape:
    """How one server differs from the plainest answer of the API."""

    settings: dict[str, Any] = field(default_factory=dict)
    sent: dict[str, Any] = field(default_factory=dict)
    """Fields of the request, beside model and messages."""
    content: str = TEXT
    message: dict[str, Any] = field(default_factory=dict)
    choice: dict[str, Any] = field(default_factory=dict)
    usage: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)

    def answer(self) -> Act:
        usage = {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200, **self.usage}
        message = {"role": "assistant", "content": self.content, **self.message}
        choice = {"index": 0, "message": message, "finish_reason": "stop", **self.choice}
        plain = {"id": "c-1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        return Act(raw=json.dumps({**plain, "usage": usage, **self.body}).encode())


SHAPES = {
    "OpenAI": Shape(
        settings={"effort": "low"},
        sent={"max_completion_tokens": 3000, "reasoning_effort": "low"},
        message={"refusal": None, "annotations": []},
        usage={
            "prompt_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 900, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 60, "accepted_prediction_tokens": 0},
        },
        body={"service_tier": "default", "system_fingerprint": "fp_1"},
    ),
    "Azure OpenAI": Shape(
        sent={"max_completion_tokens": 3000},
        choice={"content_filter_results": UNFILTERED, "logprobs": None},
        body={"prompt_filter_results": [{"prompt_index": 0, "content_filter_results": UNFILTERED}]},
    ),
    "Amazon Bedrock": Shape(
        sent={"max_completion_tokens": 3000},
        content=f"<reasoning>The article tells of {{reservists}}.</reasoning>{TEXT}",
        body={"service_tier": "default"},
    ),
    "vLLM": Shape(
        sent={"max_completion_tokens": 3000},
        message={"reasoning_content": None, "tool_calls": [], "refusal": None, "function_call": None},
        choice={"stop_reason": None, "logprobs": None, "token_ids": None},
        usage={"prompt_tokens_details": None},
        body={"prompt_logprobs": None, "kv_transfer_params": None},
    ),
    "llama.cpp": Shape(
        sent={"max_completion_tokens": 3000},
        content=json.dumps(GOOD, indent=3).replace(": ", ":\t"),
        usage={"prompt_tokens_details": {"cached_tokens": 40}},
        body={"system_fingerprint": "b0-unknown", "timings": {"prompt_n": 1000, "predicted_per_second": 24.5}},
    ),
    "Ollama": Shape(
        settings={"limit_field": "max_tokens", "output": "json"},
        sent={"max_tokens": 3000, "response_format": {"type": "json_object"}},
        content=f"<think>\nReservists, then queues.\n</think>\n\n```json\n{TEXT}\n```",
        body={"system_fingerprint": "fp_ollama"},
    ),
}


def path_of(server: str) -> str:
    """The path of a server's base URL in the document; OpenAI's own is the default."""
    [base] = re.findall(rf"^\| {re.escape(server)} \| `https?://[^/`]+(/[^`]*)` \|", DOCUMENT, re.MULTILINE) or ["/v1"]
    return str(base)


@pytest.mark.parametrize("name", SHAPES)
def test_each_server_of_the_document_is_asked_in_its_way_and_its_answer_read(name: str) -> None:
    shape = SHAPES[name]
    with openai_server(always(shape.answer())) as server:
        prefixed = Running(server.url.removesuffix("/v1") + path_of(name))
        analysis = engine_for(prefixed, **shape.settings).analyze(ARTICLE)
        [asked] = server.asked
    assert asked.path == f"{path_of(name)}/chat/completions"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    rest = {key: value for key, value in asked.body.items() if key not in ("model", "messages", "stream")}
    if "response_format" not in shape.sent:
        assert rest.pop("response_format")["type"] == "json_schema"
    assert rest == shape.sent
    assert analysis.versions.engine == "openai/1 test-model"
    assert any(claim.engine == "openai" for claim in analysis.claims)
    assert (analysis.usage.input_tokens, analysis.usage.output_tokens) == (1000, 200)


def test_every_server_of_the_document_is_tried() -> None:
    listed = re.search(r"\| server \| base URL \|.*?\n\n", DOCUMENT, re.DOTALL)
    assert listed is not None
    assert re.findall(r"^\| ([A-Z][\w. ]+|llama\.cpp|vLLM) \|", listed[0], re.MULTILINE) == list(SHAPES)
