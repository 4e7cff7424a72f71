"""Which engine analyzes: the embedded one, or a model where `TOCSIN_ENGINE` says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Protocol

from tocsin.aws.clients import Clients
from tocsin.aws.table import Table
from tocsin.errors import EngineMisconfigured, InvalidInput
from tocsin.model import Analysis, Article, EngineName, Versions

if TYPE_CHECKING:
    from tocsin.engine.openai.engine import OpenAIEngine

ENGINE_VARIABLE = "TOCSIN_ENGINE"
# The openai engine costs a cold start 0.8 s more: loaded only where it is switched on, by the first article.
# ruff: noqa: PLC0415


class Process(Protocol):
    """What an engine needs of its process: `Services`, which hold engines and so are not named here."""

    clients: Clients
    now: Callable[[], datetime]
    time_left: Callable[[], float]
    observe: Callable[[str], None]

    @property
    def table(self) -> Table: ...


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that answers by itself or raises an `EngineError`; none stands in for it."""

    answer: Callable[[Article], Analysis]
    versions: Versions
    """What each of its analyses will say that it was made with."""


def embedded(article: Article) -> Analysis:
    """By the embedded engine."""
    from tocsin.engine.embedded import analyze_article

    return analyze_article(article)


def chosen(services: Process, env: Mapping[str, str]) -> Callable[[Article], Analysis]:
    """The engine that `TOCSIN_ENGINE` names, built by the first article.

    Settings that are wrong must cost no article: the embedded engine then answers, and says which setting it is.
    """
    if env.get(ENGINE_VARIABLE) != "openai":
        return embedded

    @cache
    def engine() -> OpenAIEngine | InvalidInput:
        try:
            return openai_engine(services, env)
        except InvalidInput as error:
            return error

    def analyze(article: Article) -> Analysis:
        built = engine()
        if not isinstance(built, InvalidInput):
            return built.analyze(article)
        services.observe("engine-misconfigured")
        services.observe("engine-down")
        analysis = embedded(article)
        note = f"The openai engine is not set up ({built}); the embedded engine answered."
        return replace(analysis, notes=(*analysis.notes, note))

    return analyze


def engines(services: Process, env: Mapping[str, str]) -> Callable[[EngineName], Engine]:
    """Each engine by its name, built once; `EngineMisconfigured` where it is not set up."""

    @cache
    def named(name: EngineName) -> Engine:
        if name == "embedded":
            from tocsin.engine.embedded import versions

            return Engine(embedded, versions())
        try:
            model = openai_engine(services, env)
        except InvalidInput as error:
            raise EngineMisconfigured(str(error)) from error
        return Engine(model.answer, model.versions())

    return named


def openai_engine(services: Process, env: Mapping[str, str]) -> OpenAIEngine:
    """The openai engine with the deployment's account and key. Raises `InvalidInput`."""
    from tocsin.aws.secrets import Secret
    from tocsin.aws.spending import Spending
    from tocsin.engine.openai.engine import OpenAIEngine
    from tocsin.engine.openai.prices import PICO
    from tocsin.engine.openai.settings import OpenAISettings

    settings = OpenAISettings.from_environment(env)
    account = Spending(
        services.table,
        daily=int(settings.daily_usd * PICO),
        monthly=int(settings.monthly_usd * PICO),
        now=services.now,
    )
    return OpenAIEngine(
        settings,
        account,
        Secret(services.clients, settings.key),
        time_left=lambda: services.time_left(),  # noqa: PLW0108  # as it is set when it is asked
        observe=lambda event: services.observe(event),  # noqa: PLW0108  # as above
    )
