"""Intake queue to `tocsin.steps.analyze`: one upload a message, failures told one by one."""

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
from tocsin.steps.analyze import handle
from tocsin.steps.batch import leave_time, turn

logger = Logger()
metrics = Metrics()
processor = BatchProcessor(event_type=EventType.SQS, logger=logger)  # type: ignore[arg-type]  # powertools leaves its own Logger out of the type


def record_handler(record: SQSRecord, lambda_context: LambdaContext) -> None:
    leave_time(lambda_context.get_remaining_time_in_millis())
    receives = int(record.attributes.approximate_receive_count)
    for result in handle(services(), record.body, receives=receives):
        metrics.add_metric(name=f"upload-{result.outcome}", unit=MetricUnit.Count, value=1)
        logger.info("upload", extra=asdict(result))


def count(event: str) -> None:
    metrics.add_metric(name=event, unit=MetricUnit.Count, value=1)


@traced
@logger.inject_lambda_context
@metrics.log_metrics(raise_on_empty_metrics=False)
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    event["Records"].sort(key=turn)
    services().time_left = lambda: context.get_remaining_time_in_millis() / 1000
    services().observe = count
    return process_partial_response(event=event, record_handler=record_handler, processor=processor, context=context)
