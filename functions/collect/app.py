"""Collect queue to `tocsin.feeds`: one source a message, or one page that a mail links to."""

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
from tocsin.feeds.collect import Collector
from tocsin.feeds.links import follow
from tocsin.feeds.messages import Link, read_collect
from tocsin.steps.batch import bound_memory

logger = Logger()
metrics = Metrics()
processor = BatchProcessor(event_type=EventType.SQS, logger=logger)  # type: ignore[arg-type]  # powertools leaves its own Logger out of the type
bound_memory()


def record_handler(record: SQSRecord) -> None:
    message = read_collect(record.body)
    if isinstance(message, Link):
        result = follow(services(), message)
    else:
        result = Collector(services()).collect(message.feed, at_once=message.at_once)
    metrics.add_metric(name="feed-item-collected", unit=MetricUnit.Count, value=result.put)
    logger.info("feed", extra=asdict(result))


@traced
@logger.inject_lambda_context
@metrics.log_metrics(raise_on_empty_metrics=False)
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    services().time_left = lambda: context.get_remaining_time_in_millis() / 1000
    return process_partial_response(event=event, record_handler=record_handler, processor=processor, context=context)
