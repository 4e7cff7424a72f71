"""The pages, over the HTTP API's gateway (payload 2.0), to `tocsin.web`."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from tocsin.aws.services import services
from tocsin.aws.tracing import traced
from tocsin.web.site import build_site

logger = Logger()
site = build_site(services())


@traced
@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    services().time_left = lambda: context.get_remaining_time_in_millis() / 1000
    return site.answer(event)
