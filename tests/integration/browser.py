"""A browser of a few lines: it keeps cookies, follows redirects and sends forms, to the site in this process."""

from __future__ import annotations

import base64
import gzip
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from tests.integration.roles import acting

from tocsin.web.site import Site

HOST = "https://pages.test"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Shown:
    """What the browser shows: status, address, headers, text."""

    status: int
    address: str
    headers: dict[str, str]
    text: str
    cookies: tuple[str, ...]

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.text)
        assert found is not None
        return found[1]

    @property
    def links(self) -> list[str]:
        return [urljoin(self.address, unescape(to)) for to in re.findall(r'(?:href|src|action)="([^"#]+)', self.text)]


@dataclass
class Browser:
    """One reader with their cookies."""

    site: Site
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, to: str, **headers: str) -> Shown:
        shown = self._ask("GET", urljoin(f"{HOST}/ui/", to), b"", headers)
        for _ in range(4):
            if shown.status != 303:
                return shown
            shown = self._ask("GET", urljoin(shown.address, shown.headers["Location"]), b"", headers)
        raise AssertionError("it goes round in circles")

    def once(self, method: str, to: str) -> Shown:
        """The answer itself, a redirect too."""
        return self._ask(method, urljoin(f"{HOST}/ui/", to), b"", {})

    def post(self, to: str, fields: dict[str, str], **headers: str) -> Shown:
        """Answers the redirect itself, so that a test sees that there is one."""
        sent = {"content-type": FORM, "origin": HOST, "sec-fetch-site": "same-origin", **headers}
        return self._ask("POST", urljoin(f"{HOST}/ui/", to), urlencode(fields).encode(), sent)

    def send(self, to: str, fields: dict[str, str], files: list[tuple[str, bytes, str]], **headers: str) -> Shown:
        """A form with files (name, bytes, type), as browsers write it."""
        parts = [f'Content-Disposition: form-data; name="{n}"\r\n\r\n{v}'.encode() for n, v in fields.items()]
        parts += [
            f'Content-Disposition: form-data; name="file"; filename="{n}"\r\nContent-Type: {kind}\r\n\r\n'.encode() + d
            for n, d, kind in files
        ]
        body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
        sent = {"content-type": "multipart/form-data; boundary=edge", "origin": HOST, **headers}
        return self._ask("POST", urljoin(f"{HOST}/ui/", to), body, sent)

    def sign_in(self, key: str) -> Shown:
        return self.post("sign-in", {"key": key, "to": "now"})

    def _ask(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Shown:
        parts = urlsplit(address)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        event = {
            "rawPath": parts.path,
            "rawQueryString": parts.query,
            "headers": {"host": parts.netloc, "accept-encoding": "gzip", **named},
            "cookies": [f"{name}={value}" for name, value in self.cookies.items()],
            "requestContext": {"http": {"method": method, "sourceIp": "198.51.100.7"}},
            "body": base64.b64encode(body).decode(),
            "isBase64Encoded": True,
        }
        with acting(self.site.services, "WebRole"):
            answer = self.site.answer(event)
        for cookie in answer.get("cookies", []):
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return Shown(answer["statusCode"], address, answer["headers"], _text(answer), tuple(answer.get("cookies", [])))


def _text(answer: dict[str, Any]) -> str:
    body = base64.b64decode(answer["body"]) if answer["isBase64Encoded"] else answer["body"].encode()
    return (gzip.decompress(body) if answer["headers"].get("Content-Encoding") == "gzip" else body).decode()
