"""The settings of the openai engine, read from `TOCSIN_OPENAI_*`; docs/openai.md has the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, get_args
from urllib.parse import urlsplit

from tocsin.engine.openai.prices import Price, price_of
from tocsin.errors import InvalidInput

Api = Literal["chat", "responses"]
Output = Literal["schema", "json"]
Language = Literal["article", "en", "ru", "uk"]
Brief = Literal["off", "on", "reviewed"]
Effort = Literal["", "none", "minimal", "low", "medium", "high", "xhigh", "max"]
LimitField = Literal["max_completion_tokens", "max_tokens"]

FREE = Price(0, 0)
PREFIX = "TOCSIN_OPENAI_"
NAMES = frozenset((
    *("MODEL", "BASE_URL", "API", "OUTPUT", "LIMIT_FIELD", "KEY", "INPUT_PRICE", "OUTPUT_PRICE", "DAILY_USD"),
    *("MONTHLY_USD", "CALL_SECONDS", "ARTICLE_SECONDS", "ATTEMPTS", "PART_TOKENS", "ANSWER_TOKENS", "CONCURRENCY"),
    *("KEEP_SURE", "LANGUAGE", "EFFORT", "BRIEF"),
))  # fmt: skip
"""All that may stand behind the prefix: a name that is spelled wrongly must not pass for a default."""
MODEL_LENGTH = 120
PRICE_MOST = Decimal(10_000)
CAP_MOST = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class OpenAISettings:
    """Where the model is, how it is asked, what it may cost. Holds no key."""

    model: str
    base_url: str = "https://api.openai.com/v1"
    api: Api = "chat"
    output: Output = "schema"
    """`json`: plain JSON mode, for servers that know no schemas."""
    limit_field: LimitField = "max_completion_tokens"
    """What the server calls its limit of answered tokens; Ollama and older servers say `max_tokens`."""
    effort: Effort = ""
    """How long a model thinks that thinks before it answers; "" leaves it to the model, as others know no such word."""
    key: str = ""
    """Where the key is: `secretsmanager:NAME`, `ssm:NAME`, or empty for a server that asks for none."""
    price: Price = FREE
    daily_usd: Decimal = Decimal(5)
    monthly_usd: Decimal = Decimal(50)
    call_seconds: float = 30.0
    article_seconds: float = 60.0
    attempts: int = 3
    part_tokens: int = 6_000
    """Estimated tokens of article text in one call."""
    answer_tokens: int = 3_000
    concurrency: int = 3
    """Calls for parts of one article at the same moment."""
    keep_sure: bool = True
    """Keep claims that the model missed and the embedded engine is sure of."""
    language: Language = "article"
    """Of a translation of the summary, beside it; `article`: none is made."""
    brief: Brief = "off"
    """Whether the model writes one; `reviewed`: and gives a second opinion on each of its sentences."""

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> OpenAISettings:
        """Raises `InvalidInput` naming the variable that is missing or wrong."""
        given = {name.removeprefix(PREFIX): value for name, value in env.items() if name.startswith(PREFIX) and value}
        unknown = sorted(given.keys() - NAMES)
        if unknown:
            raise InvalidInput("is not a setting", where=PREFIX + unknown[0][:60])
        model = given.get("MODEL", "")
        if not model or len(model) > MODEL_LENGTH or not model.isprintable():
            raise InvalidInput("must name the model", where=f"{PREFIX}MODEL")
        default = cls(model)
        return cls(
            model=model,
            base_url=_url(given.get("BASE_URL", default.base_url)),
            api="responses" if _choice(given, "API", get_args(Api)) == "responses" else "chat",
            output="json" if _choice(given, "OUTPUT", get_args(Output)) == "json" else "schema",
            limit_field="max_tokens"
            if _choice(given, "LIMIT_FIELD", get_args(LimitField)) == "max_tokens"
            else "max_completion_tokens",
            effort=_effort(given),
            key=given.get("KEY", ""),
            price=_price(given, model),
            daily_usd=_number(given, "DAILY_USD", default.daily_usd, CAP_MOST),
            monthly_usd=_number(given, "MONTHLY_USD", default.monthly_usd, CAP_MOST),
            call_seconds=float(_number(given, "CALL_SECONDS", Decimal(default.call_seconds), Decimal(600))),
            article_seconds=float(_number(given, "ARTICLE_SECONDS", Decimal(default.article_seconds), Decimal(800))),
            attempts=_whole(given, "ATTEMPTS", default.attempts, 10),
            part_tokens=_whole(given, "PART_TOKENS", default.part_tokens, 200_000),
            answer_tokens=_whole(given, "ANSWER_TOKENS", default.answer_tokens, 100_000),
            concurrency=_whole(given, "CONCURRENCY", default.concurrency, 16),
            keep_sure=_choice(given, "KEEP_SURE", ("on", "off")) != "off",
            language=_language(given),
            brief=_brief(given),
        )


def _choice(given: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = given.get(name, choices[0])
    if value not in choices:
        raise InvalidInput(f"must be one of {', '.join(choices)}", where=PREFIX + name)
    return value


def _effort(given: Mapping[str, str]) -> Effort:
    chosen = _choice(given, "EFFORT", get_args(Effort))
    return next(effort for effort in get_args(Effort) if effort == chosen)


def _language(given: Mapping[str, str]) -> Language:
    chosen = _choice(given, "LANGUAGE", get_args(Language))
    return next(known for known in get_args(Language) if known == chosen)


def _brief(given: Mapping[str, str]) -> Brief:
    chosen = _choice(given, "BRIEF", get_args(Brief))
    return next(known for known in get_args(Brief) if known == chosen)


def _number(given: Mapping[str, str], name: str, default: Decimal, most: Decimal) -> Decimal:
    try:
        value = Decimal(given[name]) if name in given else default
    except InvalidOperation:
        value = Decimal(-1)
    if not (value.is_finite() and 0 <= value <= most):
        raise InvalidInput(f"must be a number from 0 to {most}", where=PREFIX + name)
    return value


def _whole(given: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= most):
        raise InvalidInput(f"must be a whole number from 1 to {most}", where=PREFIX + name)
    return int(text)


LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def _url(text: str) -> str:
    where = f"{PREFIX}BASE_URL"
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise InvalidInput("must be an http(s) address without a password in it", where=where)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise InvalidInput("must be https, as the key and the articles go there; http only to loopback", where=where)
    return text.rstrip("/")


def _price(given: Mapping[str, str], model: str) -> Price:
    """`INPUT_PRICE` and `OUTPUT_PRICE` (dollars per million tokens); the table's for one that is not set."""
    listed = price_of(model)
    if "INPUT_PRICE" not in given and "OUTPUT_PRICE" not in given:
        return listed
    paid = Price.per_million(*(_number(given, f"{name}_PRICE", Decimal(0), PRICE_MOST) for name in ("INPUT", "OUTPUT")))
    return Price(
        paid.input if "INPUT_PRICE" in given else listed.input,
        paid.output if "OUTPUT_PRICE" in given else listed.output,
        assumed=listed.assumed and not {"INPUT_PRICE", "OUTPUT_PRICE"} <= given.keys(),
    )
