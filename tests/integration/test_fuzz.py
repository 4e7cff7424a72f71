"""The API against requests that its own document allows and forbids, made by schemathesis; bounded to stay quick."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from moto import mock_aws
from schemathesis.core.result import Ok
from tests.integration.conftest import OTHER_TEXT, TEXT, clean, deploy, with_watches
from tests.integration.http import Http

pytestmark = pytest.mark.integration

EXAMPLES = 12
CHECKS = (
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.response_schema_conformance,
    schemathesis.checks.content_type_conformance,
)


@pytest.fixture(scope="module")
def http() -> Iterator[Http]:
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        clean(environment)
        deployment = with_watches(deploy("fuzz"))
        deployment.put("a.txt", TEXT)
        deployment.put("b.txt", OTHER_TEXT)
        deployment.run()
        yield Http(deployment.services)


def test_no_request_brings_the_api_down_or_gets_an_answer_that_its_document_does_not_name(http: Http) -> None:
    headers = {"Authorization": f"Bearer {http.key('admin')}"}
    document = schemathesis.openapi.from_wsgi("/openapi.json", http.wsgi)
    operations = [result.ok() for result in document.get_all_operations() if isinstance(result, Ok)]
    assert len(operations) > 15
    for operation in operations:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def hold(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)

        hold()
