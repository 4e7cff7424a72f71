"""What a model is asked to answer, as pydantic models: the schema for the server and the check of what comes."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from tocsin.engine.topics.taxonomy import topic_entries

MOST_FAULTS = 8
_THOUGHTS = re.compile(r"\A\s*<(think|reasoning)>.*?</\1>", re.DOTALL)
"""Servers that do not tell the two apart put what a model thinks before what it answers (Bedrock: `reasoning`)."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SummaryItem(Strict):
    sentences: list[int]
    text: str


class ClaimItem(Strict):
    sentences: list[int]
    text: str
    claimant: str | None


class TopicItem(Strict):
    """`id` is an enumeration of the taxonomy in the model that `answer_type` makes."""

    id: str
    sentences: list[int]


class Answer(Strict):
    summary: list[SummaryItem]
    claims: list[ClaimItem]
    topics: list[TopicItem]


@cache
def answer_type() -> type[Answer]:
    """`Answer` with the ids of the taxonomy as the only topics there are."""
    ids: Any = Literal[tuple(entry.id for entry in topic_entries())]
    topic: Any = create_model("TopicItem", __base__=TopicItem, id=(ids, ...))
    return create_model("Answer", __base__=Answer, topics=(list[topic], ...))


def read_answer(text: str) -> Answer | list[str]:
    """The answer, or its faults as places and kinds: nothing of what the model wrote is in them."""
    try:
        return answer_type().model_validate_json(unfenced(text))
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)[:MOST_FAULTS]
        return [f"{_place(fault['loc'])}: {fault['type']}" for fault in found]


def _place(loc: tuple[int | str, ...]) -> str:
    """Numbers and declared names only: the name of an extra key is the model's own word."""
    declared = {"summary", "claims", "topics", "sentences", "text", "claimant", "id"}
    return ".".join(str(part) if isinstance(part, int) or part in declared else "?" for part in loc) or "answer"


def unfenced(text: str) -> str:
    """Without the Markdown fence that models without a JSON mode like to put around JSON, nor thoughts before it."""
    text = _THOUGHTS.sub("", text).strip()
    if text.startswith("```") and text.endswith("```"):
        text = text[3:-3].removeprefix("json")
    return text
