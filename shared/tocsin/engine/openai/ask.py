"""One part of an article to an answer: kept answer, money, tries, repair round, halves, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from tocsin.engine.openai.account import Account
from tocsin.engine.openai.answer import Answer, Strict, read_answer
from tocsin.engine.openai.parts import halves, most_tokens
from tocsin.engine.openai.prompt import Message, article_messages, repair_messages
from tocsin.engine.openai.replies import Reply
from tocsin.engine.openai.retry import Timing, with_retries
from tocsin.engine.openai.server import Server, TurnedAway, Unavailable
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.errors import EngineAnswerInvalid, EngineError, EngineMisconfigured
from tocsin.text.document import Document

SCHEMA_TOKENS = 2_000
"""Tokens that a server may add to what it is sent: the schema, the chat template. The schema has 1.7 KB."""
REPAIR_TEXT = 20_000
"""Characters of a faulty answer that are shown to the model again."""
HALVINGS = 2
"""How often a part whose answer did not fit is halved: a quarter of it with the whole limit for its answer."""


@dataclass(frozen=True, slots=True)
class Spent:
    input_tokens: int = 0
    output_tokens: int = 0
    pico: int = 0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.pico + other.pico,
        )


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of some sentences: answers, each with the sentences that it was asked about, or why there is none."""

    answers: tuple[tuple[range, Answer], ...] = ()
    spent: Spent = Spent()
    unread: tuple[tuple[range, EngineError], ...] = ()

    def __add__(self, other: Answered) -> Answered:
        return Answered(self.answers + other.answers, self.spent + other.spent, self.unread + other.unread)


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks about one article, up to a time of the clock."""

    settings: OpenAISettings
    server: Server
    account: Account
    timing: Timing
    article: str
    until: float

    def ask(self, doc: Document, part: range, halvings: int = HALVINGS) -> Answered:
        """Never raises an `EngineError`: why a part was not read is in the outcome."""
        messages = first_messages(doc, part)
        spent = Spent()
        try:
            reply, paid = self.reply(messages)
            spent += paid
            if reply.end == "cut" and len(part) > 1 and halvings:
                first, second = (self.ask(doc, half, halvings - 1) for half in halves(part))
                return Answered(spent=spent) + first + second
            answer = _read(reply)
            if isinstance(answer, list):
                reply, paid = self.reply(repair_messages(messages, reply.text[:REPAIR_TEXT], answer))
                spent += paid
                answer = _read(reply)
            if isinstance(answer, list):
                raise EngineAnswerInvalid(
                    "the answer is not of the form that was asked for, also after the repair round"
                )
        except EngineError as error:
            return Answered(spent=spent, unread=((part, error),))
        return Answered(answers=((part, answer),), spent=spent)

    def reply(self, messages: Sequence[Message], shape: type[Strict] | None = None) -> tuple[Reply, Spent]:
        """The kept answer to these messages, or a paid one, which is then kept. `shape`: not that of an `Answer`."""
        request = request_id(self.settings, messages)
        kept = self.account.recall(self.article, request)
        if kept is not None:
            return kept, self._spent(kept, messages)
        reply = with_retries(
            lambda seconds: self._pay(messages, request, seconds, shape),
            attempts=self.settings.attempts,
            call_seconds=self.settings.call_seconds,
            until=self.until,
            timing=self.timing,
        )
        return reply, self._spent(reply, messages)

    def _pay(self, messages: Sequence[Message], request: str, seconds: float, shape: type[Strict] | None) -> Reply:
        """One call, its cost set aside before and settled after; an error that may have been billed settles nothing.

        The answer is kept before it is settled: a crash in between counts too much, never pays again.
        """
        hold = self.account.hold(most_cost(self.settings, messages))
        try:
            reply = self.server.ask(messages, seconds, shape)
        except EngineError as error:
            if isinstance(error, EngineMisconfigured | TurnedAway) or (isinstance(error, Unavailable) and error.unpaid):
                self.account.settle(hold, 0, None)
            raise
        self.account.keep(self.article, request, reply)
        self.account.settle(hold, self._spent(reply, messages).pico, reply)
        return reply

    def _spent(self, reply: Reply, messages: Sequence[Message]) -> Spent:
        """What was used, as the server tells; the most that it can have been where it does not."""
        if reply.input_tokens is None or reply.output_tokens is None:
            size = sum(most_tokens(message.content) for message in messages)
            reply = _with_tokens(reply, size + SCHEMA_TOKENS, self.settings.answer_tokens)
        used, written = reply.input_tokens or 0, reply.output_tokens or 0
        return Spent(used, written, self.settings.price.of(used, written) * reply.percent // 100)


def first_messages(doc: Document, part: range) -> list[Message]:
    """What is asked about some sentences, before any repair."""
    sentences = [(number + 1, doc.quote(doc.sentences[number].span)) for number in part]
    return article_messages(doc.title, doc.language, sentences)


def request_id(settings: OpenAISettings, messages: Sequence[Message]) -> str:
    """All that an answer depends on, as one digest of 32 digits."""
    asked = [settings.base_url, settings.model, settings.api, settings.output, str(settings.answer_tokens)]
    asked.append(settings.effort)
    asked += [part for message in messages for part in (message.role, message.content)]
    return sha256("\0".join(asked).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def most_cost(settings: OpenAISettings, messages: Sequence[Message]) -> int:
    """The most that one call can cost, in picodollars."""
    size = sum(most_tokens(message.content) for message in messages)
    return settings.price.of(size + SCHEMA_TOKENS, settings.answer_tokens)


def _with_tokens(reply: Reply, input_tokens: int, output_tokens: int) -> Reply:
    return Reply(reply.text, reply.end, input_tokens, output_tokens, reply.percent)


def _read(reply: Reply) -> Answer | list[str]:
    """The answer or its faults; raises `EngineAnswerInvalid` where asking again would not help."""
    if reply.end == "refused":
        raise EngineAnswerInvalid("the model refused")
    if reply.end == "filtered":
        raise EngineAnswerInvalid("the server's content filter stopped the answer")
    if reply.end == "cut":
        raise EngineAnswerInvalid("the answer did not fit into its limit of tokens")
    if not reply.text.strip():
        return ["answer: empty"]
    return read_answer(reply.text)
