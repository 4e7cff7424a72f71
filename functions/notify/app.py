"""Outbox queue to `tocsin.steps.notify`: one alert a message, failures told one by one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from tocsin.aws.services import services
from tocsin.aws.tracing import traced
from tocsin.steps.notify import handle

logger = Logger()
metrics = Metrics()
processor = BatchProcessor(event_type=EventType.SQS, logger=logger)  # type: ignore[arg-type]  # powertools leaves its own Logger out of the type


def record_handler(record: SQSRecord) -> None:
    result = handle(services(), record.body)
    metrics.add_metric(name="alert-sent", unit=MetricUnit.Count, value=int(result.published))
    if result.seconds is not None:
        metrics.add_metric(name="alert-to-topic", unit=MetricUnit.Seconds, value=result.seconds)
    if result.since_upload is not None:
        metrics.add_metric(name="upload-to-topic", unit=MetricUnit.Seconds, value=result.since_upload)
    logger.info("alert", extra=asdict(result))


@traced
@logger.inject_lambda_context
@metrics.log_metrics(raise_on_empty_metrics=False)
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return process_partial_response(event=event, record_handler=record_handler, processor=processor, context=context)
