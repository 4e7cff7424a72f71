"""Which version a request changes: the ETag that it read, in If-Match.

Watches and topics are changed by who has read their last version alone. What is graded or removed whole (sources,
feeds, subscriptions) may be held to what was read: where If-Match is there, it counts.
"""

from __future__ import annotations

import re
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Header

from tocsin.api.problems import PreconditionFailed, PreconditionMissing
from tocsin.aws.keys import digest

_ETAG = re.compile(r'"([0-9]{1,9})"')
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=100, description="The `ETag` of the version that is changed.")
]
IfMatchOrNot = Annotated[
    str | None,
    Header(
        alias="If-Match", max_length=500, description="The `ETag` that was read; without it whatever stands is changed."
    ),
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


def tag(edited: str, shown: str = "") -> str:
    """The ETag of what somebody edits (`edited`, in words) and of all else that an answer shows beside it."""
    return f'"{digest("edited", edited)[:12]}{"." + digest("shown", shown)[:12] if shown else ""}"'


def require_match(if_match: str | None, current: str) -> None:
    """Raises `PreconditionFailed` unless one of the tags is of the same edit as `current`; no header asks for nothing.

    `*` asks that there is one at all, which is so where there is a tag.
    """
    if if_match is None or if_match.strip() == "*":
        return
    if _edit(current) not in {_edit(one) for one in if_match.split(",")}:
        raise PreconditionFailed("it was changed since; read it again", where="If-Match")


def _edit(etag: str) -> str:
    return etag.strip().strip('"').partition(".")[0]
