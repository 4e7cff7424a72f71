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
from tocsin.steps.batch import bound_memory, leave_time
from tocsin.steps.fair import in_turns

logger = Logger()
metrics = Metrics()
bound_memory()


@traced
@logger.inject_lambda_context
@metrics.log_metrics(raise_on_empty_metrics=False)
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    known, not_begun = services(), list[str]()
    known.time_left = lambda: context.get_remaining_time_in_millis() / 1000
    known.observe = lambda told: metrics.add_metric(name=told, unit=MetricUnit.Count, value=1)
    event["Records"] = in_turns(event["Records"], known.settings.bucket)

    def record_handler(record: SQSRecord) -> None:
        leave_time(context.get_remaining_time_in_millis(), else_to=not_begun, receipt=record.receipt_handle)
        for result in handle(known, record.body, receives=int(record.attributes.approximate_receive_count)):
            metrics.add_metric(name=f"upload-{result.outcome}", unit=MetricUnit.Count, value=1)
            logger.info("upload", extra=asdict(result))

    processor = BatchProcessor(event_type=EventType.SQS, logger=logger)  # type: ignore[arg-type]  # powertools leaves its own Logger out of the type
    try:
        return process_partial_response(event, record_handler, processor, context)
    finally:  # powertools raises where all of a batch failed
        known.queues.give_back(known.settings.intake_queue_url, not_begun)
