"""What AWS refuses is told in a line that says what to do; a fault of our own stays a traceback."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError, NoRegionError

from tocsin.cli.main import aws_problem


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NoCredentialsError(), "no AWS credentials"),
        (NoRegionError(), "AWS_DEFAULT_REGION"),
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), "cannot be reached"),
        (ClientError({"Error": {"Code": "AccessDenied", "Message": "not allowed to query"}}, "Query"), "not allowed"),
    ],
)
def test_an_error_of_aws_is_told_with_what_to_do(error: Exception, told: str) -> None:
    assert told in (aws_problem(error) or "")


def test_a_fault_of_our_own_is_no_error_of_aws() -> None:
    assert aws_problem(ValueError("ours")) is None
