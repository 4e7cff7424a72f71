"""What a request's body has to be before anything reads it: of a type that the route takes, bounded, text."""

from __future__ import annotations

import base64
from typing import Any

import msgspec
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2

from tocsin.errors import InvalidInput

JSON_TYPE = "application/json"
MAX_BODY = 524_288
"""Bytes. The largest watch that is legal, all its letters written as escapes, has 300,000."""


class BodyTooLarge(InvalidInput):
    """More bytes than the route takes."""

    code = "body-too-large"


class MalformedBody(InvalidInput):
    """Not JSON, not UTF-8, or nested or written in a way that no value is."""

    code = "malformed-json"


class UnsupportedMediaType(InvalidInput):
    """A type of content that the route does not take."""

    code = "unsupported-media-type"


def check_body(event: APIGatewayProxyEventV2, most: int) -> None:
    """Raises `BodyTooLarge` by the length alone, then `MalformedBody` for bytes that are no UTF-8."""
    body = event.body or ""
    encoded = bool(event.is_base64_encoded)
    length = len(body) * 3 // 4 - 2 if encoded else len(body)
    if length > most or (not encoded and len(body.encode("utf-8", "surrogatepass")) > most):
        raise BodyTooLarge(f"has more than {most:,} bytes", where="body")
    if encoded:
        try:
            base64.b64decode(body, validate=True).decode()
        except ValueError as error:
            raise MalformedBody("is not text in UTF-8", where="body") from error


def check_type(event: APIGatewayProxyEventV2, takes: str) -> None:
    """Raises `UnsupportedMediaType`; a body without a type is taken for what the route takes."""
    said = event.headers.get("content-type") or takes
    if said.partition(";")[0].strip().lower() != takes:
        raise UnsupportedMediaType(f"bodies are {takes}", where="Content-Type")


def read_json(text: str) -> Any:
    """The value that JSON tells. Raises `MalformedBody`: msgspec bounds depth and the length of numbers."""
    try:
        return msgspec.json.decode(text)
    except RecursionError as error:
        raise MalformedBody("the body is nested too deep", where="body") from error
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise MalformedBody("the body is not JSON", where="body") from error
