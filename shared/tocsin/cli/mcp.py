"""`tocsin mcp`: the tools for agents over standard input and output, one message a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TextIO

from tocsin.aws.services import Services
from tocsin.cli.target import StackOption, StateOption, find_target

PARSE_ERROR = -32700


def mcp(stack: StackOption = None, state: StateOption = None) -> None:
    """Serve tools to an agent by the Model Context Protocol, until its input ends."""
    serve(find_target(stack, state).services, sys.stdin, sys.stdout)


def serve(services: Services, lines: Iterable[str], out: TextIO) -> None:
    """Answer each message with one line; nothing else is written there."""
    from tocsin.agents.protocol import respond  # noqa: PLC0415  # the tools are loaded by this command alone

    for line in lines:
        if not line.strip():
            continue
        try:
            answer = respond(services, json.loads(line))
        except (ValueError, RecursionError):
            answer = {"jsonrpc": "2.0", "id": None, "error": {"code": PARSE_ERROR, "message": "is not JSON"}}
        if answer is not None:
            out.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n")
            out.flush()
