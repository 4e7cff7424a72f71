"""A request of a browser and what is answered to it, as values; no framework, as a page needs no schema."""

from __future__ import annotations

import base64
import binascii
import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, unquote

from tocsin.errors import InvalidInput
from tocsin.web.multipart import Part, is_multipart, read_parts

PREFIX = "/ui"
COOKIE = "tocsin"
"""Who is signed in."""
MAX_FORM = 200_000
"""Bytes of a form: the largest watch that is legal, and room."""
MAX_FILES = 4_000_000
"""Bytes of a form with files. Lambda takes events of six million bytes, in which the form stands in Base64."""
GZIP_FROM = 1_000
"""Bytes under which compressing saves nothing."""


@dataclass(frozen=True)
class Request:
    """What a page needs of the gateway's event (payload 2.0)."""

    method: str
    path: str
    """Below `PREFIX`, without slashes at its ends: `stories/abc`."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    cookies: Mapping[str, str]
    body: bytes
    address: str
    """Of the caller; for counting attempts only."""
    is_front: bool = False
    """Whether the site's own front was asked for, above `PREFIX`."""

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> Request:
        """Raises `InvalidInput` for a path or body that no browser sends."""
        http = event["requestContext"]["http"]
        path = unquote(str(event.get("rawPath", "")))
        if not path.isprintable():
            raise InvalidInput("holds characters that no path has", where="path")
        inside = path[len(PREFIX) :] if path == PREFIX or path.startswith(PREFIX + "/") else path
        query = _fields(str(event.get("rawQueryString") or ""), 100, "query")
        headers = {str(name).lower(): str(value) for name, value in (event.get("headers") or {}).items()}
        return cls(
            method="GET" if http["method"] == "HEAD" else str(http["method"]),
            path=inside.strip("/"),
            query={name: values[-1].strip() for name, values in query.items()},
            headers=headers,
            cookies=_cookies([*(event.get("cookies") or []), headers.get("cookie", "")]),
            body=_body(event, MAX_FILES if is_multipart(headers.get("content-type", "")) else MAX_FORM),
            address=str(http.get("sourceIp", "")),
            is_front=path in {"", "/", PREFIX},
        )

    @property
    def root(self) -> str:
        """From this page to the pages' root, relative: the gateway's own path stands before it in some deployments."""
        if self.is_front:
            return f".{PREFIX}/"
        return "../" * self.path.count("/") or "./"

    @cached_property
    def parts(self) -> list[Part]:
        """The parts of a form with files. Raises `InvalidInput`."""
        return read_parts(self.headers.get("content-type", ""), self.body)

    def form(self) -> dict[str, list[str]]:
        """The fields of a form, without its files. Raises `InvalidInput` for bytes that are no UTF-8."""
        try:
            if not is_multipart(self.headers.get("content-type", "")):
                return _fields(self.body.decode(), 500, "form")
            found: dict[str, list[str]] = {}
            for part in self.parts:
                if part.filename is None:
                    found.setdefault(part.name, []).append(part.data.decode())
        except UnicodeDecodeError as error:
            raise InvalidInput("is not text in UTF-8", where="form") from error
        return found

    def field(self, name: str) -> str:
        """The last value of a form's field, empty if it has none."""
        return self.form().get(name, [""])[-1].strip()


@dataclass(frozen=True)
class Reply:
    """What is answered: text or bytes with a status, headers and cookies."""

    body: str | bytes = ""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()
    made: bool = False
    """Whether a form that is answered by a page changed something: one that is shown again did not."""

    def event(self, request: Request | None) -> dict[str, Any]:
        """As the gateway takes it; compressed where the browser reads that, as the gateway does not."""
        body = self.body.encode() if isinstance(self.body, str) else self.body
        headers = {"Content-Type": self.content_type, **self.headers}
        accepts = request.headers.get("accept-encoding", "") if request else ""
        if "gzip" in accepts and len(body) >= GZIP_FROM:
            body = gzip.compress(body, 6, mtime=0)
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            encoded, is_encoded = base64.b64encode(body).decode(), True
        elif isinstance(self.body, bytes):
            encoded, is_encoded = base64.b64encode(body).decode(), True
        else:
            encoded, is_encoded = self.body, False
        answer = {"statusCode": self.status, "headers": headers, "body": encoded, "isBase64Encoded": is_encoded}
        return {**answer, "cookies": list(self.cookies)} if self.cookies else answer


def redirect(to: str, *cookies: str) -> Reply:
    """After a form: the browser asks for `to` (relative), so that reloading does not send the form again."""
    return Reply(status=303, headers={"Location": to}, cookies=cookies)


def _fields(written: str, most: int, where: str) -> dict[str, list[str]]:
    try:
        return parse_qs(written, keep_blank_values=True, max_num_fields=most)
    except ValueError as error:
        raise InvalidInput(f"has more than {most} fields", where=where) from error


def _body(event: Mapping[str, Any], most: int) -> bytes:
    text = str(event.get("body") or "")
    if len(text) > most * 4 // 3 + 4:
        raise InvalidInput(f"has more than {most:,} bytes", where="form")
    if not event.get("isBase64Encoded"):
        return text.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("is not what the gateway sends", where="form") from error


def _cookies(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        try:
            found |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        except CookieError:
            continue  # another site's on the same host: not ours to judge
    return found
