"""What docs/stack.md says of the template holds in the template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tocsin.local.package import load_template

ROOT = Path(__file__).parents[3]
TEMPLATE = load_template(ROOT / "template.yaml")
OPERATIONS = load_template(ROOT / "infra" / "operations.yaml")
RESOURCES: dict[str, dict[str, Any]] = TEMPLATE["Resources"]
LEAST_VISIBILITY = 6  # times the function's time-out (AWS Lambda developer guide, SQS event sources)


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    return {name: r["Properties"] for name, r in RESOURCES.items() if r["Type"] == kind}


QUEUES = of_type("AWS::SQS::Queue")
FUNCTIONS = of_type("AWS::Serverless::Function")
CONSUMERS = {
    event["Properties"]["Queue"]["Fn::GetAtt"][0]: (name, event["Properties"])
    for name, function in FUNCTIONS.items()
    for event in function.get("Events", {}).values()
}
WITHOUT_RESOURCE = {"sns:GetSubscriptionAttributes", "sns:Unsubscribe"}
"""Actions that know no resource (AWS service authorization reference, Amazon SNS): a grant on one is void."""
SOURCES = [name for name, queue in QUEUES.items() if "RedrivePolicy" in queue]


def statements(role: str) -> list[dict[str, Any]]:
    policies = RESOURCES[role]["Properties"]["Policies"]
    return [rule for policy in policies if "PolicyDocument" in policy for rule in policy["PolicyDocument"]["Statement"]]


@pytest.mark.parametrize("queue", SOURCES)
def test_a_message_stays_invisible_for_six_times_what_its_function_may_take(queue: str) -> None:
    function, event = CONSUMERS[queue]
    wait = event.get("MaximumBatchingWindowInSeconds", 0)
    assert QUEUES[queue]["VisibilityTimeout"] >= LEAST_VISIBILITY * FUNCTIONS[function]["Timeout"] + wait


@pytest.mark.parametrize("queue", SOURCES)
def test_a_queue_has_dead_letters_of_its_own_kind_that_wait_as_long_as_any_message_may(queue: str) -> None:
    target = QUEUES[queue]["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
    assert QUEUES[target].get("FifoQueue", False) == QUEUES[queue].get("FifoQueue", False)
    # Time counts from the first sending, also in the dead-letter queue: 14 days is what SQS allows.
    assert QUEUES[target]["MessageRetentionPeriod"] == QUEUES[queue]["MessageRetentionPeriod"] == 14 * 24 * 3600


def test_each_queue_is_either_read_by_one_function_or_holds_dead_letters() -> None:
    targets = {"SubscriptionDeadLetters"}  # named by subscriptions, which are made by the API
    targets |= {QUEUES[name]["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0] for name in SOURCES}
    assert set(CONSUMERS) == set(SOURCES)
    assert targets | set(SOURCES) == set(QUEUES)
    assert len(targets) == len(SOURCES) + 1


def test_pollers_leave_a_new_account_s_ten_executions_room_for_the_api_so_that_no_throttle_uses_up_tries() -> None:
    given = TEMPLATE["Parameters"]["AnalyzeWorkers"]["Default"]
    most = {name: event["ScalingConfig"]["MaximumConcurrency"] for name, (_, event) in CONSUMERS.items()}
    assert {"Ref": "AnalyzeWorkers"} in most.values()
    one_group = {"CorrelateQueue": 1}  # of a FIFO queue, which one worker serves whatever the limit is
    assert sum(one if isinstance(one, int) else given for one in (most | one_group).values()) <= 9


def test_each_queue_and_the_topic_refuse_plain_http() -> None:
    policies = [*of_type("AWS::SQS::QueuePolicy").values(), *of_type("AWS::SNS::TopicPolicy").values()]
    strict = [one for one in policies if any(r.get("Sid") == "TlsOnly" for r in one["PolicyDocument"]["Statement"])]
    held = [target["Ref"] for one in strict for target in one.get("Queues", []) + one.get("Topics", [])]
    assert sorted(held) == sorted([*QUEUES, *of_type("AWS::SNS::Topic")])  # each once: a queue has one policy
    assert all(topic["SignatureVersion"] == "2" for topic in of_type("AWS::SNS::Topic").values())


def test_failures_are_told_message_by_message() -> None:
    assert all(event["FunctionResponseTypes"] == ["ReportBatchItemFailures"] for _, event in CONSUMERS.values())


def test_a_batch_is_small_wherever_a_model_may_be_asked_also_if_only_for_reanalysis() -> None:
    assert CONSUMERS["IntakeQueue"][1]["BatchSize"] == {"Fn::If": ["ModelGiven", 2, 10]}
    assert TEMPLATE["Conditions"]["ModelGiven"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "OpenAIModel"}, ""]}]}


def test_the_last_delivery_that_analyze_knows_of_is_the_queue_s() -> None:
    told = FUNCTIONS["AnalyzeFunction"]["Environment"]["Variables"]["TOCSIN_MAX_RECEIVES"]
    assert int(told) == QUEUES["IntakeQueue"]["RedrivePolicy"]["maxReceiveCount"]


def test_a_failing_article_holds_the_others_up_for_minutes_and_a_killed_worker_for_a_quarter_of_an_hour() -> None:
    queue = QUEUES["CorrelateQueue"]
    variables = FUNCTIONS["CorrelateFunction"]["Environment"]["Variables"]
    set_aside = int(variables["TOCSIN_MAX_RECEIVES"])
    assert variables["TOCSIN_DEAD_LETTERS_URL"] == {"Ref": "CorrelateDeadLetters"}
    # The function has to come first: the queue would move the whole batch.
    assert set_aside < queue["RedrivePolicy"]["maxReceiveCount"]
    assert (set_aside - 1) * queue["VisibilityTimeout"] <= 6 * 60
    assert queue["RedrivePolicy"]["maxReceiveCount"] * queue["VisibilityTimeout"] <= 15 * 60


def test_each_function_has_a_role_and_a_log_of_its_own() -> None:
    roles = [function["Role"]["Fn::GetAtt"][0] for function in FUNCTIONS.values()]
    logs = [function["LoggingConfig"]["LogGroup"]["Ref"] for function in FUNCTIONS.values()]
    assert len(set(roles)) == len(set(logs)) == len(FUNCTIONS)
    for role, log in zip(roles, logs, strict=True):
        assert {"Fn::GetAtt": [log, "Arn"]} in [rule["Resource"] for rule in statements(role)]


@pytest.mark.parametrize("role", sorted(of_type("AWS::IAM::Role")))
def test_no_role_may_do_everything_or_touch_everything(role: str) -> None:
    for rule in statements(role):
        actions = rule["Action"] if isinstance(rule["Action"], list) else [rule["Action"]]
        assert all("*" not in action for action in actions)
        assert rule["Resource"] != "*" or set(actions) <= WITHOUT_RESOURCE


@pytest.mark.parametrize("role", sorted(of_type("AWS::IAM::Role")))
def test_no_function_may_scan_the_table(role: str) -> None:
    assert "dynamodb:Scan" not in [action for rule in statements(role) for action in rule["Action"]]


@pytest.mark.parametrize("role", ["AnalyzeRole", "ApiRole"])
def test_a_missing_object_can_be_told_from_a_forbidden_one(role: str) -> None:
    # GetObject carries no prefix: under a condition on it S3 answers 403 for both.
    [rule] = [rule for rule in statements(role) if rule["Action"] == "s3:ListBucket"]
    assert "Condition" not in rule


def test_only_what_is_meant_to_be_open_needs_no_key() -> None:
    routes = of_type("AWS::ApiGatewayV2::Route").values()
    assert {route["RouteKey"] for route in routes if route["AuthorizationType"] == "NONE"} == {
        "GET /",
        "GET /health",
        "GET /openapi.json",
        "GET /docs",
        "GET /problems",
        "GET /problems/{code}",
        "ANY /ui/{proxy+}",
        "OPTIONS /{proxy+}",
    }
    assert {route["RouteKey"] for route in routes if route["AuthorizationType"] == "CUSTOM"} == {"$default"}


def test_a_revoked_key_is_refused_at_once_as_nothing_caches_who_a_key_is() -> None:
    [authorizer] = of_type("AWS::ApiGatewayV2::Authorizer").values()
    assert authorizer["AuthorizerResultTtlInSeconds"] == 0


def test_the_function_answers_before_the_gateway_gives_up() -> None:
    assert FUNCTIONS["ApiFunction"]["Timeout"] < 30
    assert FUNCTIONS["AuthorizeFunction"]["Timeout"] < 10


def test_what_cannot_be_made_again_survives_the_stack() -> None:
    kept = {name for name, resource in RESOURCES.items() if resource.get("DeletionPolicy") == "Retain"}
    assert kept == {"Bucket", "Table", "ArchiveBucket"}


def test_every_dead_letter_queue_alarms_at_the_first_message() -> None:
    alarms = [r["Properties"] for r in OPERATIONS["Resources"].values() if r["Type"] == "AWS::CloudWatch::Alarm"]
    watched = {a["Dimensions"][0]["Value"]["Ref"] for a in alarms if a["Threshold"] == 0}
    assert watched == {name for name in QUEUES if name.endswith("DeadLetters")}
    assert all(alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}] for alarm in alarms)


def test_a_model_that_is_not_asked_any_more_alarms_under_the_name_that_the_functions_count_by() -> None:
    alarm = OPERATIONS["Resources"]["ModelIsDown"]
    properties = alarm["Properties"]
    assert alarm["Condition"] == "ModelOn"
    assert (properties["Namespace"], properties["MetricName"]) == ("Tocsin", "engine-down")
    variables = TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]
    assert variables["POWERTOOLS_METRICS_NAMESPACE"] == properties["Namespace"]
    assert properties["Dimensions"] == [{"Name": "service", "Value": {"Ref": "Service"}}]
    assert RESOURCES["Operations"]["Properties"]["Parameters"]["Service"] == variables["POWERTOOLS_SERVICE_NAME"]


def test_the_nested_template_gets_exactly_its_parameters() -> None:
    assert set(RESOURCES["Operations"]["Properties"]["Parameters"]) == set(OPERATIONS["Parameters"])


def test_every_function_of_the_template_has_its_folder_and_the_other_way_round() -> None:
    folders = {ROOT / function["CodeUri"] for function in FUNCTIONS.values()}
    assert folders == {path.parent for path in (ROOT / "functions").glob("*/app.py")}


def test_the_template_stays_within_what_cloudformation_takes() -> None:
    # After the transform each function is one resource more for its event source; the quota is 500.
    assert len(RESOURCES) + len(FUNCTIONS) < 500
    assert (ROOT / "template.yaml").stat().st_size < 1_000_000
