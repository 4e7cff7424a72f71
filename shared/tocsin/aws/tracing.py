"""X-Ray traces where a deployment asks for them: the tracer is half a second of a cold start, not loaded otherwise."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

Handler = Callable[[dict[str, Any], LambdaContext], Any]


def traced(handler: Handler) -> Handler:
    """`handler` as it is, or in a segment of its own where `POWERTOOLS_TRACE_DISABLED` is `false`."""
    if os.environ.get("POWERTOOLS_TRACE_DISABLED") != "false":
        return handler
    from aws_lambda_powertools import Tracer  # noqa: PLC0415  # half a second, only where it is switched on

    # Answers hold article text, which has no place in a trace.
    return Tracer().capture_lambda_handler(handler, capture_response=False)
