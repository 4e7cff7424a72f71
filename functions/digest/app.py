"""Schedule to `tocsin.steps.digest`: what is due is handed on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from tocsin.aws.services import services
from tocsin.aws.tracing import traced
from tocsin.steps.digest import sweep

logger = Logger()
metrics = Metrics()


@traced
@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> None:  # noqa: ARG001  # Lambda's signature
    result = sweep(services())
    metrics.add_metric(name="alert-overdue", unit=MetricUnit.Count, value=len(result.handed_on))
    metrics.add_metric(name="digest-made", unit=MetricUnit.Count, value=len(result.digests))
    metrics.add_metric(name="surge-found", unit=MetricUnit.Count, value=len(result.surges))
    metrics.add_metric(name="delivery-failed", unit=MetricUnit.Count, value=result.undelivered)
    logger.info("sweep", extra=asdict(result))
