"""A real HTTP server on loopback that speaks both APIs of OpenAI and does what a test scripts, request by request."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.openai_server.batches import BatchRoom

Json = dict[str, Any]


@dataclass
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: Json

    @property
    def messages(self) -> list[Json]:
        """The turns of either API; the instructions come first."""
        if "messages" in self.body:
            return list(self.body["messages"])
        return [{"role": "system", "content": self.body["instructions"]}, *self.body["input"]]

    @property
    def article(self) -> Json:
        """The article that the first user turn carries."""
        found: Json = json.loads(self.messages[1]["content"])["article"]
        return found


@dataclass(frozen=True)
class Act:
    """What to do with one request. The default answers 200 with `text` as the model's words."""

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    """This body instead of an answer of the API."""
    finish: str = "stop"
    refusal: str | None = None
    usage: tuple[int, int] | None = (1000, 200)
    code: str | None = None
    """Of an error."""
    hang: bool = False
    """Take the request and say nothing, until the server stops."""
    drop: bool = False
    """Close the connection without an answer."""
    drip: bool = False
    """Send a byte every 20 ms, for ever; the headers too if `drip_headers`."""
    drip_headers: bool = False


Script = Callable[[int, Asked], Act]
"""The number of the request, from 0, and the request, to what is done with it."""


def always(act: Act) -> Script:
    return lambda _, __: act


def in_turn(acts: Sequence[Act]) -> Script:
    """One after the other; the last for all that follow."""
    return lambda number, _: acts[min(number, len(acts) - 1)]


@dataclass
class Running:
    """A server that runs; `asked` are the requests so far."""

    url: str
    asked: list[Asked] = field(default_factory=list)
    script: Script = field(default_factory=lambda: always(Act()))
    batches: BatchRoom = field(default_factory=BatchRoom)


@contextmanager
def openai_server(script: Script) -> Iterator[Running]:
    """Runs for the length of the block on a port of its own."""
    server = Server(script)
    running = server.running
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.stop = threading.Event()
        self.running = Running(f"http://127.0.0.1:{self.server_port}/v1", script=script)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        room = self.server.running.batches
        with self.server.lock:
            found = room.get(self.path) if room.offered else None
            broken = isinstance(found, bytes) and room.breaks > 0
            room.breaks -= broken
        if isinstance(found, bytes) and broken:
            self._send_half(found)
            return
        self._send_json(404 if found is None else 200, {"error": {}} if found is None else found)

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path in ("/v1/files", "/v1/batches"):
            self._batch(data)
            return
        asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, json.loads(data))
        running = self.server.running
        with self.server.lock:
            number = len(running.asked)
            running.asked.append(asked)
        act = running.script(number, asked)
        try:
            self._do(act, asked)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _batch(self, data: bytes) -> None:
        room = self.server.running.batches
        if not room.offered:
            self._send_json(404, {"error": {}})
        elif self.path == "/v1/files":
            self._send_json(200, room.post_file(self.headers["Content-Type"], data))
        elif (made := room.post_batch(json.loads(data), self._line)) is not None:
            self._send_json(200, made)
        else:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

    def _line(self, path: str, body: Json) -> tuple[int, Json]:
        """The answer to a line of a batch, by the script, as if it had been asked by itself."""
        running = self.server.running
        asked = Asked(path, {}, body)
        with self.server.lock:
            number = len(running.asked)
            running.asked.append(asked)
        act = running.script(number, asked)
        return act.status, _answer(act, asked)

    def _send_half(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _send_json(self, status: int, value: Json | bytes) -> None:
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _do(self, act: Act, asked: Asked) -> None:
        if act.hang:
            self.server.stop.wait(10)
        if act.hang or act.drop:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if act.drip_headers:
            self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 10_000)
            return
        body = act.raw if act.raw is not None else json.dumps(_answer(act, asked)).encode()
        self.send_response(act.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body) * (1000 if act.drip else 1)))
        for name, value in act.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if act.drip:
            self._drip(body * 1000)
        else:
            self.wfile.write(body)

    def _drip(self, data: bytes) -> None:
        for at in range(len(data)):
            self.wfile.write(data[at : at + 1])
            self.wfile.flush()
            if self.server.stop.wait(0.02):
                break
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Tests are quiet."""


def _answer(act: Act, asked: Asked) -> Json:
    """The body that the API of this path has for the act."""
    if act.status != 200:
        return {"error": {"message": "secret words of the server", "code": act.code, "type": "error"}}
    return _response(act) if asked.path.endswith("/responses") else _chat(act)


def _chat(act: Act) -> Json:
    message = {"role": "assistant", "content": None if act.refusal else act.text, "refusal": act.refusal}
    answer: Json = {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 1,
        "model": "some-model",
        "choices": [{"index": 0, "message": message, "finish_reason": act.finish}],
    }
    if act.usage:
        used, written = act.usage
        answer["usage"] = {"prompt_tokens": used, "completion_tokens": written, "total_tokens": used + written}
    return answer


def _response(act: Act) -> Json:
    part: Json = {"type": "output_text", "text": act.text, "annotations": []}
    if act.refusal:
        part = {"type": "refusal", "refusal": act.refusal}
    reasons = {"length": "max_output_tokens", "content_filter": "content_filter"}
    answer: Json = {
        "id": "resp-1",
        "object": "response",
        "created_at": 1,
        "model": "some-model",
        "status": "incomplete" if act.finish in reasons else "completed",
        "incomplete_details": {"reason": reasons[act.finish]} if act.finish in reasons else None,
        "output": [{"type": "message", "id": "m", "role": "assistant", "status": "completed", "content": [part]}],
        "parallel_tool_calls": False,
        "tool_choice": "none",
        "tools": [],
    }
    if act.usage:
        used, written = act.usage
        answer["usage"] = {
            "input_tokens": used,
            "output_tokens": written,
            "total_tokens": used + written,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens_details": {"reasoning_tokens": 0},
        }
    return answer
