"""Correlate queue (FIFO) to `tocsin.steps.correlate`: in order; what follows a failure waits until that is given up."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import SqsFifoPartialProcessor, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from tocsin.aws.services import services
from tocsin.aws.tracing import traced
from tocsin.steps.correlate import Correlator
from tocsin.steps.fifo import FifoBatch

logger = Logger()
metrics = Metrics()


@traced
@logger.inject_lambda_context
@metrics.log_metrics(raise_on_empty_metrics=False)
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    correlator = Correlator(services())
    batch = FifoBatch(services(), event["Records"], context.get_remaining_time_in_millis)

    def record_handler(record: SQSRecord) -> None:
        result = batch.do(record, correlator.handle)
        if result is None:
            metrics.add_metric(name="article-set-aside", unit=MetricUnit.Count, value=1)
            return
        metrics.add_metric(name="article-correlated", unit=MetricUnit.Count, value=1)
        metrics.add_metric(name="alert-raised", unit=MetricUnit.Count, value=len(result.rang))
        logger.info("article", extra=asdict(result))

    processor = SqsFifoPartialProcessor(logger=logger)  # type: ignore[arg-type]  # powertools leaves its own Logger out of the type
    try:
        return process_partial_response(
            event=event, record_handler=record_handler, processor=processor, context=context
        )
    finally:  # powertools raises where all of a batch failed
        batch.hand_back()
