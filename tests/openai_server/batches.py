"""Files and batches of the scriptable server: lines are answered by the same script as calls."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]
Answer = Callable[[str, Json], tuple[int, Json]]
"""The path and body of a line, to the status and body of its answer."""


@dataclass
class BatchRoom:
    """What a test sets, and what the server holds."""

    offered: bool = True
    """False: a server without this API."""
    polls: int = 1
    """How often a batch is asked after before it is done."""
    ends: str = "completed"
    forgets: int = 0
    """So many batches are made without an answer that says so."""
    breaks: int = 0
    """So many times a file breaks off in its middle when it is fetched."""
    without: frozenset[int] = frozenset()
    """Lines, from 0, that fail."""
    strays: tuple[str, ...] = ()
    """Ids under which the first answer is given once more."""
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, Json] = field(default_factory=dict)

    def post_file(self, content_type: str, body: bytes) -> Json:
        whole = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
        parts: list[Any] = list(whole.get_payload())
        [data] = [part.get_payload(decode=True) for part in parts if part.get_filename()]
        id_ = f"file-{len(self.files)}"
        self.files[id_] = data
        return {"id": id_, "object": "file", "bytes": len(data), "created_at": 1, "filename": "x", "purpose": "batch"}

    def post_batch(self, asked: Json, answer: Answer) -> Json | None:
        """None: the batch was made, and the connection breaks before it is told."""
        id_ = f"batch-{len(self.batches)}"
        lines = [json.loads(line) for line in self.files[asked["input_file_id"]].splitlines()]
        good, bad = list[Json](), list[Json]()
        for number, line in enumerate(lines):
            status, body = (500, {}) if number in self.without else answer(line["url"], line["body"])
            told = {"id": f"line-{number}", "custom_id": line["custom_id"], "error": None}
            (good if status == 200 else bad).append({**told, "response": {"status_code": status, "body": body}})
        good += [{**good[0], "custom_id": stray} for stray in self.strays]
        output, errors = f"file-out-{id_}", f"file-errors-{id_}"
        self.files[output], self.files[errors] = (_lines(some) for some in (good[::-1], bad))
        self.batches[id_] = {
            "id": id_,
            "object": "batch",
            "endpoint": asked["endpoint"],
            "input_file_id": asked["input_file_id"],
            "completion_window": asked["completion_window"],
            "created_at": 1,
            "metadata": asked.get("metadata"),
            "status": "in_progress",
            "left": self.polls,
            "output_file_id": output,
            "error_file_id": errors,
        }
        if self.forgets:
            self.forgets -= 1
            return None
        return self._shown(id_)

    def get(self, path: str) -> Json | bytes | None:
        """What is there; None is 404."""
        parts = urlsplit(path).path.removeprefix("/v1/").split("/")
        if parts[0] == "files" and len(parts) == 3:
            return self.files.get(parts[1])
        if parts == ["batches"]:
            return {"object": "list", "data": [self._shown(id_) for id_ in self.batches], "has_more": False}
        if parts[0] != "batches" or parts[1] not in self.batches:
            return None
        batch = self.batches[parts[1]]
        batch["left"] -= 1
        if batch["left"] < 0:
            batch["status"] = self.ends
        return self._shown(parts[1])

    def _shown(self, id_: str) -> Json:
        batch = self.batches[id_]
        done = batch["status"] in ("completed", "expired", "cancelled")
        hidden = {} if done else {"output_file_id": None, "error_file_id": None}
        return {name: value for name, value in batch.items() if name != "left"} | hidden


def _lines(values: list[Json]) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)
