"""Problem details (RFC 9457): the one place where errors become statuses. By type, never by text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

from tocsin.api.auth import Unauthenticated
from tocsin.api.bodies import BodyTooLarge, UnsupportedMediaType
from tocsin.api.limits import TooManyRequests
from tocsin.aws.idempotency import Reused
from tocsin.aws.table import Overloaded
from tocsin.aws.turns import AlreadyAsking
from tocsin.errors import (
    Conflict,
    Denied,
    EngineError,
    FetchForbidden,
    InvalidCursor,
    InvalidInput,
    InvalidTopic,
    InvalidWatch,
    NotFound,
    Rejected,
    TocsinError,
)

PROBLEM_TYPE = "application/problem+json"


class PreconditionMissing(InvalidInput):
    """A change without saying which version is changed."""

    code = "precondition-missing"


class PreconditionFailed(Conflict):
    """The version that is to be changed is no longer the last."""

    code = "precondition-failed"


STATUS: dict[type[TocsinError], HTTPStatus] = {
    Unauthenticated: HTTPStatus.UNAUTHORIZED,
    Denied: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Reused: HTTPStatus.UNPROCESSABLE_ENTITY,
    PreconditionFailed: HTTPStatus.PRECONDITION_FAILED,
    PreconditionMissing: HTTPStatus.PRECONDITION_REQUIRED,
    Conflict: HTTPStatus.CONFLICT,
    BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    UnsupportedMediaType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    InvalidCursor: HTTPStatus.BAD_REQUEST,
    InvalidWatch: HTTPStatus.UNPROCESSABLE_ENTITY,
    InvalidTopic: HTTPStatus.UNPROCESSABLE_ENTITY,
    InvalidInput: HTTPStatus.BAD_REQUEST,
    FetchForbidden: HTTPStatus.BAD_REQUEST,
    Rejected: HTTPStatus.UNPROCESSABLE_ENTITY,
    AlreadyAsking: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyRequests: HTTPStatus.TOO_MANY_REQUESTS,
    Overloaded: HTTPStatus.SERVICE_UNAVAILABLE,
    EngineError: HTTPStatus.SERVICE_UNAVAILABLE,
    TocsinError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""Looked up along the error's own classes, the nearest first."""


def problem_of(error: TocsinError) -> Response[str]:
    """The answer for an error that was raised on purpose."""
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    headers = {"WWW-Authenticate": 'Bearer realm="tocsin"'} if status is HTTPStatus.UNAUTHORIZED else {}
    headers |= {"Retry-After": str(error.seconds)} if isinstance(error, TooManyRequests | AlreadyAsking) else {}
    where = {"where": error.where} if error.where else {}
    return problem(status, error.code, error.message, headers=headers, **where)


def problem(
    status: HTTPStatus, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> Response[str]:
    """`type` leads to a page that says what to do (`tocsin.api.reference`); `code` and status are stable."""
    body = {"type": f"/problems/{code}", "title": status.phrase, "status": status.value, "code": code, "detail": detail}
    return Response(
        status_code=status.value, content_type=PROBLEM_TYPE, body=json.dumps(body | more), headers=headers or {}
    )
