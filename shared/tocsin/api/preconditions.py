"""Which version a request changes: the ETag that it read, in If-Match."""

from __future__ import annotations

import re
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Header

from tocsin.api.problems import PreconditionFailed, PreconditionMissing

_ETAG = re.compile(r'"([0-9]{1,9})"')
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=100, description="The `ETag` of the version that is changed.")
]


def version_of(if_match: str | None, told: int | None) -> int:
    """The version that is changed: in If-Match, else as the body has it from an earlier answer."""
    expected = told if if_match is None and told is not None else expected_of(if_match)
    if told not in {None, expected}:
        raise PreconditionFailed("the body has another version than If-Match", where="version")
    return expected


def expected_of(if_match: str | None) -> int:
    """The version in If-Match. Raises `PreconditionMissing`, or `PreconditionFailed` for what is no version of ours."""
    if if_match is None:
        raise PreconditionMissing("say which version is changed: its ETag", where="If-Match")
    match = _ETAG.fullmatch(if_match.strip())
    if match is None:
        raise PreconditionFailed("is not the ETag of a version", where="If-Match")
    return int(match[1])
