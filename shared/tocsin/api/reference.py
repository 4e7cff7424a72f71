"""Pages for people, open to all: the reference made of the OpenAPI document, and what each kind of problem means.

Made here, without a script and without a request to anybody else.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any, Final

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path as PathParameter

from tocsin.api.document import openapi_document
from tocsin.api.problemtypes import PROBLEM_TYPES
from tocsin.api.routes import Api, public
from tocsin.errors import NotFound

HTML: Final = "text/html; charset=utf-8"
STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1b1f24;background:#fbfbfa}"
    "main{max-width:60rem;margin:0 auto;padding:1rem}"
    "h2{margin-top:2.5rem;border-top:1px solid #dfe2e6;padding-top:1rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0}"
    "pre{overflow-x:auto;background:#fff;border:1px solid #dfe2e6;padding:.6rem}dt{margin-top:1rem;font-weight:600}"
    "@media(prefers-color-scheme:dark){body{color:#e7e9ec;background:#14171b}a{color:#8fbaf5}pre{background:#1b1f25}}"
)
_HASH: Final = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS: Final = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
Code = Annotated[str, PathParameter(pattern=r"^[a-z-]{1,40}$")]


def add_reference_routes(app: Api) -> None:
    @app.get("/docs", include_in_schema=False)
    @public
    def reference() -> Response[str]:
        return Response(HTTPStatus.OK.value, HTML, reference_page(openapi_document(app)), headers=HEADERS)

    @app.get("/problems", include_in_schema=False)
    @public
    def problems() -> Response[str]:
        return Response(
            HTTPStatus.OK.value, HTML, _filled(title="Problems", problems=[*PROBLEM_TYPES.items()]), HEADERS
        )

    @app.get("/problems/<code>", include_in_schema=False)
    @public
    def problem_type(code: Code) -> Response[str]:
        if code not in PROBLEM_TYPES:
            raise NotFound("no such kind of problem")
        shown = _filled(title=f"Problem: {code}", problems=[(code, PROBLEM_TYPES[code])])
        return Response(HTTPStatus.OK.value, HTML, shown, headers=HEADERS)


def reference_page(written: str) -> str:
    """The document for people: its operations by group, with parameters, an example of the body, and answers."""
    document = json.loads(written)
    every = [
        (operation["tags"][0], _operation(document, path, method, operation))
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    groups = [{**tag, "operations": [one for name, one in every if name == tag["name"]]} for tag in document["tags"]]
    return _filled(title="Tocsin: the HTTP API", document=document, groups=groups)


def _operation(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = body.get("$ref", "").rpartition("/")[2]
    examples = document["components"]["schemas"].get(name, {}).get("examples", [])
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": operation.get("parameters", []),
        "body": name,
        "example": json.dumps(examples[0], ensure_ascii=False, indent=2) if examples else "",
        "answers": [(status, answer["description"]) for status, answer in operation["responses"].items()],
    }


def _filled(**values: Any) -> str:
    return str(_template().render(**values))


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  # answers to programs need none
    from markupsafe import Markup  # noqa: PLC0415  # as above

    loader = FileSystemLoader(Path(__file__).parent / "templates")
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = env.get_template("reference.html")
    template.globals["style"] = Markup(STYLE)  # noqa: S704  # a constant of ours
    return template
