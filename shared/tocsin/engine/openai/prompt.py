"""The prompts: instructions from versioned files, the article as one JSON object in a message of its own."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

from tocsin.engine.topics.taxonomy import topic_entries

NAME, TRANSLATION = "analyze/1", "translate/1"
_FOLDER = Path(__file__).parent / "prompts"
_VERSION_DIGITS = 8
_TITLE_LENGTH = 300
_MARKUP = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "<>[]`#"})
"""Marks that chat templates build turns and special tokens from ("<|im_end|>", "[INST]", "### System"), some of which
servers read even inside a message. In a JSON string an escape says the same and is no mark."""


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user", "assistant"]
    content: str


@cache
def prompt_version() -> str:
    """The name of the prompt and eight digits of its content: other words, another version."""
    parts = (_file("analyze.1.txt"), _file("repair.1.txt"))
    return f"{NAME}-{sha256(chr(0).join(parts).encode()).hexdigest()[:_VERSION_DIGITS]}"


@cache
def translation_version() -> str:
    """The same of the prompt for translations."""
    return f"{TRANSLATION}-{sha256(_file('translate.1.txt').encode()).hexdigest()[:_VERSION_DIGITS]}"


@cache
def brief_version() -> str:
    """The same of the prompts for a brief and for the second opinion on it."""
    digits = sha256((_file("brief.1.txt") + chr(0) + _file("review.1.txt")).encode()).hexdigest()[:_VERSION_DIGITS]
    return f"brief/1-{digits}"


@cache
def instructions() -> str:
    """The same for every article: nothing that was uploaded is in it."""
    topics = [f'- "{entry.id}": {entry.label}. {" ".join(entry.definition.split())}' for entry in topic_entries()]
    return _file("analyze.1.txt") + "\n".join(topics)


def article_messages(title: str | None, language: str, sentences: Iterable[tuple[int, str]]) -> list[Message]:
    """Instructions, then the article as data. `sentences` with their numbers, which start at one."""
    return [Message("system", instructions()), _article(title, language, sentences)]


def brief_messages(title: str | None, language: str, sentences: Iterable[tuple[int, str]]) -> list[Message]:
    """The same for a brief."""
    return [Message("system", _file("brief.1.txt")), _article(title, language, sentences)]


def review_messages(pairs: Sequence[tuple[str, str]]) -> list[Message]:
    """Instructions, then sentences with their sources as data."""
    numbered = {
        str(number): {"sentence": _visible(sentence), "source": _visible(source)}
        for number, (sentence, source) in enumerate(pairs, 1)
    }
    return [Message("system", _file("review.1.txt")), Message("user", _as_data({"review": numbered}))]


def _article(title: str | None, language: str, sentences: Iterable[tuple[int, str]]) -> Message:
    article = {
        "language": language,
        "title": _visible(title or "")[:_TITLE_LENGTH],
        "sentences": {str(number): _visible(text) for number, text in sentences},
    }
    return Message("user", _as_data({"article": article}))


def translation_messages(to: str, sentences: Sequence[str]) -> list[Message]:
    """Instructions, then the sentences as data; `to` is the English name of a language."""
    numbered = {str(number): _visible(text) for number, text in enumerate(sentences, 1)}
    return [Message("system", _file("translate.1.txt")), Message("user", _as_data({"to": to, "sentences": numbered}))]


def repair_messages(asked: Sequence[Message], answer: str, faults: Sequence[str]) -> list[Message]:
    """The conversation so far, with what was wrong with its answer. `faults` name places and kinds, never content."""
    said = Message("assistant", answer)
    return [*asked, said, Message("user", _file("repair.1.txt") + "\n".join(f"- {fault}" for fault in faults))]


def _as_data(value: object) -> str:
    """JSON of objects and strings alone, in which no mark of a chat template is left."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_MARKUP)


def _visible(text: str) -> str:
    """The text as a reader sees it: no control, format (invisible, bidirectional), private or unassigned characters."""
    return "".join(" " if char.isspace() else char for char in text if char.isspace() or _is_seen(char))


def _is_seen(char: str) -> bool:
    return not unicodedata.category(char).startswith("C")


@cache
def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
