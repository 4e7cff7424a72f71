"""Filters that several routes take."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from tocsin.model import ClaimKind
from tocsin.stories.states import State

NameQuery = Annotated[
    str | None, Query(min_length=1, max_length=200, description="A name or words of it, in any case: `Putin`.")
]
KindQuery = Annotated[ClaimKind | None, Query(description="Only claims of this kind.")]
LanguageQuery = Annotated[str | None, Query(pattern=r"^[a-z]{2}$", description="ISO 639-1, of the article.")]
StateQuery = Annotated[State | None, Query(description="Only claims in this state.")]
OriginsQuery = Annotated[
    int | None, Query(ge=1, le=64, description="Only claims with so many independent origins behind them.")
]
