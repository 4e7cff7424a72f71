"""The tools, each with the type of its arguments, from which the schema is made that agents are shown.

All of them only read. What an article says goes out as data under a notice; nothing in it is followed here.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import msgspec

from tocsin.agents import answers
from tocsin.aws.services import Services
from tocsin.codec import from_builtins

A = TypeVar("A")

Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$")]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]
Most = Annotated[int, msgspec.Meta(ge=1, le=50)]
Days = Annotated[int, msgspec.Meta(ge=1, le=90, description="How many days back from now.")]


class Arguments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a tool takes: nothing but what is declared."""


class ClaimText(Arguments, frozen=True):
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000, description="One claim, a sentence.")]
    limit: Most = 10


class Words(Arguments, frozen=True):
    q: Annotated[
        str,
        msgspec.Meta(
            min_length=1, max_length=300, description='Words in any form, "a phrase", -words that must not be.'
        ),
    ]
    topic: Id | None = None
    place: Annotated[Id | None, msgspec.Meta(description="An id: `GE`, `x:verkhny-lars`.")] = None
    claimant: Text | None = None
    limit: Most = 10


class AlertsOf(Arguments, frozen=True):
    watch: Id | None = None
    days: Days = 7
    limit: Most = 10


class OneArticle(Arguments, frozen=True):
    article: Id
    text: Annotated[bool, msgspec.Meta(description="With the whole text.")] = False


class OneStory(Arguments, frozen=True):
    story: Id


class OneAlert(Arguments, frozen=True):
    alert: Id


class WatchAndArticle(Arguments, frozen=True):
    watch: Id
    article: Id


class Counted(Arguments, frozen=True):
    topic: Id | None = None
    country: Annotated[str, msgspec.Meta(pattern="^[A-Za-z]{2}$", description="`GE`")] | None = None
    days: Annotated[int, msgspec.Meta(ge=1, le=39)] = 7


class Tried(Arguments, frozen=True):
    watch: Annotated[dict[str, Any], msgspec.Meta(description="A watch as POST /v1/watches takes it: name and rule.")]
    days: Days = 7


class Nothing(Arguments, frozen=True):
    """No arguments."""


@dataclass(frozen=True, slots=True)
class Tool(Generic[A]):
    """What agents are told of it, what it takes, and what it does."""

    name: str
    description: str
    takes: type[A]
    run: Callable[[Services, A], dict[str, Any]]
    alone: bool = False
    """Whether it takes many seconds, so that of each key one is answered at a time."""

    def described(self) -> dict[str, Any]:
        """As `tools/list` has it."""
        (schema,), components = msgspec.json.schema_components([self.takes])
        own = components[schema["$ref"].rpartition("/")[2]]
        told = {name: value for name, value in own.items() if name not in {"title", "description"}}
        hints = {"readOnlyHint": True, "openWorldHint": False}
        return {"name": self.name, "description": self.description, "inputSchema": told, "annotations": hints}

    def call(self, services: Services, arguments: dict[str, Any], who: str | None) -> dict[str, Any]:
        """For the key `who`, None at a terminal.

        Raises `msgspec.ValidationError` for other arguments, `AlreadyAsking`, and the errors of what it asks.
        """
        asked = from_builtins(arguments, self.takes)
        with services.turns.alone(who) if self.alone and who is not None else nullcontext():
            return self.run(services, asked)


TOOLS: dict[str, Tool[Any]] = {
    tool.name: tool
    for tool in (
        Tool(
            "check_claim",
            "Who says so? Stored claims that say the same as a text, or cannot hold beside it: their state in the "
            "ledger, the independent origins behind them, and the exact quotes.",
            ClaimText,
            lambda services, asked: answers.check(services, asked.text, asked.limit),
        ),
        Tool(
            "search",
            "Articles by the words of their titles, summaries, claims and texts, with the parts that answer.",
            Words,
            lambda services, asked: answers.found(
                services, asked.q, (asked.topic, asked.place, asked.claimant), asked.limit
            ),
        ),
        Tool(
            "search_alerts",
            "Alerts, the last raised first: all or of one watch.",
            AlertsOf,
            lambda services, asked: answers.alerts(services, asked.watch, asked.days, asked.limit),
        ),
        Tool(
            "get_article",
            "An article with its claims, topics and places; spans are code points of its text.",
            OneArticle,
            lambda services, asked: answers.article(services, asked.article, whole=asked.text),
        ),
        Tool(
            "get_story",
            "A story with its ledger: each claim with its state, origins and quotes, and what changed it.",
            OneStory,
            lambda services, asked: answers.story(services, asked.story),
        ),
        Tool(
            "explain_alert",
            "All that led to an alert: conditions, words, claims, origins, ledger.",
            OneAlert,
            lambda services, asked: answers.why_alert(services, asked.alert),
        ),
        Tool(
            "why_not",
            "Why a watch rang or did not ring for an article.",
            WatchAndArticle,
            lambda services, asked: answers.why_article(services, asked.watch, asked.article),
        ),
        Tool(
            "counts",
            "Articles of a topic and a country by day.",
            Counted,
            lambda services, asked: answers.counted(services, asked.topic, asked.country, asked.days),
        ),
        Tool(
            "backtest_watch",
            "What a watch that need not be saved would have sent in the last days. Saves nothing.",
            Tried,
            lambda services, asked: answers.tried(services, asked.watch, asked.days),
            alone=True,
        ),
        Tool("list_watches", "All watches.", Nothing, lambda services, _: answers.watches(services)),
    )
}
