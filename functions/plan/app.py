"""Schedule to `tocsin.feeds.plan` and `tocsin.steps.release`: what is due is sent to collect and to analyze."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from tocsin.aws.services import services
from tocsin.aws.tracing import traced
from tocsin.feeds.plan import plan
from tocsin.steps.release import release

logger = Logger()
metrics = Metrics()


@traced
@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> None:  # noqa: ARG001  # Lambda's signature
    released = release(services())
    metrics.add_metric(name="upload-released", unit=MetricUnit.Count, value=released)
    result = plan(services())
    metrics.add_metric(name="feed-broken", unit=MetricUnit.Count, value=len(result.broken))
    metrics.add_metric(name="feed-silent", unit=MetricUnit.Count, value=len(result.silent))
    logger.info("plan", extra=asdict(result))
