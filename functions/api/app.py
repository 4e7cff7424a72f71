"""HTTP API (payload 2.0) to `tocsin.api`."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from tocsin.api.app import build_app
from tocsin.api.respond import respond
from tocsin.aws.services import services
from tocsin.aws.tracing import traced

logger = Logger()
app = build_app(services())


@traced
@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    services().time_left = lambda: context.get_remaining_time_in_millis() / 1000
    return respond(app, event, context)
