"""Deliveries queue to `tocsin.steps.deliver`: one channel a message, failures told one by one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aws_lambda_powertools import Logger, Metrics, single_metric
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from tocsin.aws.services import services
from tocsin.aws.tracing import traced
from tocsin.steps.deliver import handle

logger = Logger()
metrics = Metrics()
processor = BatchProcessor(event_type=EventType.SQS, logger=logger)  # type: ignore[arg-type]  # powertools leaves its own Logger out of the type


def record_handler(record: SQSRecord) -> None:
    result = handle(services(), record.body)
    metrics.add_metric(name="delivery-handed-on", unit=MetricUnit.Count, value=result.handed_on)
    if result.state in {"delivered", "retrying", "failed"}:
        metrics.add_metric(name=f"delivery-{result.state}", unit=MetricUnit.Count, value=1)
    if result.seconds is not None:
        metrics.add_metric(name="alert-to-channel", unit=MetricUnit.Seconds, value=result.seconds)
    if (seconds := result.since_upload) is not None:  # of all channels as one series, and of each by itself
        metrics.add_metric(name="upload-to-channel", unit=MetricUnit.Seconds, value=seconds)
        own = {"service": metrics.service, "channel": str(result.channel)}
        with single_metric("upload-to-channel", MetricUnit.Seconds, seconds, default_dimensions=own):
            pass
    logger.info("delivery", extra=asdict(result))


@traced
@logger.inject_lambda_context
@metrics.log_metrics(raise_on_empty_metrics=False)
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return process_partial_response(event=event, record_handler=record_handler, processor=processor, context=context)
