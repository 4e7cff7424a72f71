"""Schedule to `tocsin.steps.archive`: what was marked is archived."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from tocsin.aws.services import services
from tocsin.aws.tracing import traced
from tocsin.steps.archive import sweep

logger = Logger()
metrics = Metrics()


@traced
@logger.inject_lambda_context
@metrics.log_metrics(raise_on_empty_metrics=False)
def handler(event: dict[str, Any], context: LambdaContext) -> None:  # noqa: ARG001  # Lambda's signature
    services().time_left = lambda: context.get_remaining_time_in_millis() / 1000
    result = sweep(services())
    metrics.add_metric(name="article-archived", unit=MetricUnit.Count, value=result.articles)
    logger.info("sweep", extra=asdict(result))
