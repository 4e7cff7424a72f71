"""The route of language models' agents: MCP over streamable HTTP, without sessions and without a stream."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Header
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
from pydantic import BaseModel, ConfigDict, StringConstraints

from tocsin.api.auth import key_id
from tocsin.api.bodies import JSON_TYPE
from tocsin.api.routes import Api, needs
from tocsin.aws.services import Services
from tocsin.errors import InvalidInput

ANSWERS: dict[int, OpenAPIResponse] = {
    200: {
        "description": "The answer, of JSON-RPC 2.0",
        "content": {JSON_TYPE: {"schema": {"type": "object"}}},
    },
    202: {"description": "A notification was taken"},
}
VersionHeader = Annotated[
    str | None, Header(alias="MCP-Protocol-Version", max_length=20, description="As agreed by `initialize`.")
]


class RpcMessage(BaseModel):
    """A request of JSON-RPC 2.0, or a notification where there is no id. MCP lets clients add to it."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    jsonrpc: Literal["2.0"]
    method: Annotated[str, StringConstraints(max_length=100)]
    id: int | Annotated[str, StringConstraints(max_length=200)] | None = None
    params: dict[str, Any] | None = None


def add_agent_routes(app: Api, services: Services) -> None:
    @app.post("/mcp", summary="Tools for agents, by the Model Context Protocol", responses=ANSWERS)
    @needs("read")
    def answer_agent(body: RpcMessage, version: VersionHeader = None) -> Response[Any]:
        # Only this route needs the tools.
        from tocsin.agents.protocol import VERSIONS, respond  # noqa: PLC0415  # see above

        if version not in {None, *VERSIONS}:
            raise InvalidInput(f"is none of {', '.join(VERSIONS)}", where="MCP-Protocol-Version")
        answer = respond(services, body.model_dump(), key_id(app.current_event.raw_event))
        return Response(202) if answer is None else Response(200, JSON_TYPE, answer)
