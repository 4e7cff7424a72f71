"""The openai engine without AWS: for the command line, for evaluations, for Python."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.engine.openai.account import LocalAccount
from tocsin.engine.openai.engine import Observe, OpenAIEngine
from tocsin.engine.openai.settings import OpenAISettings
from tocsin.errors import InvalidInput

KEY_VARIABLE = "OPENAI_API_KEY"
"""Where the `openai` package and its tools look for a key; on a person's own machine only, never in a deployment."""


def local_engine(env: Mapping[str, str], *, observe: Observe = lambda _: None) -> OpenAIEngine:
    """Set up by `TOCSIN_OPENAI_*`, with the key of `OPENAI_API_KEY`; `DAILY_USD` is the cap of this process.

    Raises `InvalidInput`.
    """
    settings = OpenAISettings.from_environment(env)
    if settings.key:
        raise InvalidInput(f"is read by a deployment only; here the key is {KEY_VARIABLE}", where="TOCSIN_OPENAI_KEY")
    return OpenAIEngine(settings, LocalAccount(settings.daily_usd), lambda: env.get(KEY_VARIABLE, ""), observe=observe)
