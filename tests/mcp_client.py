"""The client of the protocol's own SDK, as an agent uses it: shakes hands, lists the tools, and calls each of them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import anyio
import httpx2
from jsonschema import Draft202012Validator
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.message import SessionMessage
from mcp.types import TextContent, Tool
from mcp_types import jsonrpc_message_adapter

SECONDS = 60.0
"""For one answer; a busy machine starts the command in ten."""


@dataclass(frozen=True)
class Session:
    """What one connection brought."""

    protocol: str
    server: str
    instructions: str
    tools: dict[str, Tool]
    answers: dict[str, dict[str, Any]]
    """Of each tool called, what it told."""
    refused: dict[str, str]
    """Of each tool that was called in vain, the words of its refusal, or of the protocol's."""


def over_stdio(command: str, arguments: list[str], environment: dict[str, str]) -> Client:
    """A process of its own, started by the client."""
    return Client(StdioServerParameters(command=command, args=arguments, env=environment), read_timeout_seconds=SECONDS)


@asynccontextmanager
async def over_http(url: str, headers: Mapping[str, str]) -> AsyncIterator[Client]:
    """Streamable HTTP, with the headers of a key."""
    async with (
        httpx2.AsyncClient(headers=dict(headers), timeout=SECONDS) as http,
        Client(streamable_http_client(url, http_client=http), read_timeout_seconds=SECONDS) as client,
    ):
        yield client


@asynccontextmanager
async def in_process(respond: Callable[[Any], dict[str, Any] | None]) -> AsyncIterator[Client]:
    """Messages given to a function of this process, as JSON each way."""
    to_client, from_server = anyio.create_memory_object_stream[SessionMessage | Exception](10)
    to_server, from_client = anyio.create_memory_object_stream[SessionMessage](10)

    async def answer() -> None:
        async for sent in from_client:
            told = respond(json.loads(sent.message.model_dump_json(by_alias=True, exclude_unset=True)))
            if told is not None:
                read = jsonrpc_message_adapter.validate_json(json.dumps(told))
                await to_client.send(SessionMessage(read))

    @asynccontextmanager
    async def streams() -> AsyncIterator[Any]:
        async with to_client, from_server, to_server, from_client, anyio.create_task_group() as tasks:
            tasks.start_soon(answer)
            yield from_server, to_server
            tasks.cancel_scope.cancel()

    async with Client(streams(), read_timeout_seconds=SECONDS) as client:
        yield client


def converse(
    client: AbstractAsyncContextManager[Client],
    arguments: Mapping[str, Mapping[str, Any]],
    in_vain: Mapping[str, Mapping[str, Any]],
) -> Session:
    """Connect, list, call each tool with its arguments, and then those that are to be refused."""

    async def all_of_it() -> Session:
        async with client as connected:
            return await _conversed(connected, arguments, in_vain)

    return anyio.run(all_of_it)


async def _conversed(
    client: Client, arguments: Mapping[str, Mapping[str, Any]], in_vain: Mapping[str, Mapping[str, Any]]
) -> Session:
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    for tool in tools.values():
        Draft202012Validator.check_schema(tool.input_schema)
    answers = {name: await _called(client, tools[name], given) for name, given in arguments.items()}
    refused = {name: await _refused(client, name, given) for name, given in in_vain.items()}
    server = client.server_info
    assert server is not None
    return Session(client.protocol_version, server.name, client.instructions or "", tools, answers, refused)


async def _called(client: Client, tool: Tool, given: Mapping[str, Any]) -> dict[str, Any]:
    Draft202012Validator(tool.input_schema).validate(dict(given))
    result = await client.call_tool(tool.name, dict(given))
    assert not result.is_error, (tool.name, result.content)
    [content] = result.content
    assert isinstance(content, TextContent)
    assert isinstance(result.structured_content, dict)
    told: dict[str, Any] = result.structured_content
    assert json.loads(content.text) == told
    return told


async def _refused(client: Client, name: str, given: Mapping[str, Any]) -> str:
    try:
        result = await client.call_tool(name, dict(given))
    except MCPError as error:
        return str(error.message)
    assert result.is_error, (name, result)
    [content] = result.content
    assert isinstance(content, TextContent)
    return str(content.text)
