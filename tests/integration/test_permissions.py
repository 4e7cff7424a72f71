"""Each function may do in the table what it does there, and nothing else.

All tests that drive a `Deployment` or call the API do so by the role of the step (`tests/integration/roles.py`).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.integration.conftest import OTHER_TEXT, TEXT, Deployment, analysis_of
from tests.integration.counting import CountingDynamoDB
from tests.integration.roles import ROLES, NotGranted, Role, acting, grants, may

from tocsin.aws.apikeys import create_key
from tocsin.local.package import load_template

pytestmark = pytest.mark.integration

TEMPLATE = load_template(Path(__file__).resolve().parents[2] / "template.yaml")


def granted(role: str) -> set[str]:
    """The role's actions on the table, as names of the client's methods."""
    policies = TEMPLATE["Resources"][role]["Properties"]["Policies"]
    rules = [
        rule for policy in policies if "PolicyDocument" in policy for rule in policy["PolicyDocument"]["Statement"]
    ]
    actions = [a for rule in rules for a in rule["Action"] if isinstance(rule["Action"], list)]
    names = [action.partition(":")[2] for action in actions if action.startswith("dynamodb:")]
    return {"".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_") for name in names}


def test_analyze_is_granted_what_it_calls(watched: Deployment) -> None:
    watched.put("a.txt", OTHER_TEXT)
    watched.step(watched.intake)
    [article] = watched.services.articles.page("topic", "harvest", limit=9).items
    client, counting = CountingDynamoDB.before(watched.services.table.client)
    watched.services.table.client = client
    watched.services.analyze = lambda article: analysis_of(article, engine="test/2")
    for name, text in (("new.txt", TEXT), ("again.txt", TEXT), ("a.txt", TEXT), ("bad.txt", "\0\1")):
        watched.put(name, text)
    watched.send(watched.intake, {"reanalyze": article.card.id})
    watched.step(watched.intake)
    assert set(counting.bill.calls) == granted("AnalyzeRole")


WRITES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")
READS = ("GetItem", "BatchGetItem", "Query")
RULES = ("WATCHES", "SOURCES", "SUBSCRIPTIONS", "TOPICS", "TOPIC#t")


@pytest.mark.parametrize("role", ROLES)
def test_keys_are_written_by_the_api_alone_and_secrets_read_by_nobody_who_reads_articles(role: Role) -> None:
    assert any(may(role, action, "KEYS") for action in WRITES) == (role == "ApiRole")
    for actions in (READS, WRITES):
        assert any(may(role, action, "SECRETS") for action in actions) == (role in {"ApiRole", "WebRole"})
        opens_channels = role in {"ApiRole", "WebRole"} or (role == "DeliverRole" and actions is READS)
        assert any(may(role, action, "SECRETS#channels") for action in actions) == opens_channels
        signs = role in {"NotifyRole", "DeliverRole", "WebRole"} or (role == "ApiRole" and actions is READS)
        assert any(may(role, action, "SECRETS#links") for action in actions) == signs
    assert any(may(role, action, "KEYS") for action in READS) == (role in {"ApiRole", "WebRole", "AuthorizeRole"})
    assert any(may(role, action, "SESSION#s") for action in WRITES) == (role == "WebRole")


@pytest.mark.parametrize("role", ROLES)
def test_grants_on_the_table_name_partitions_and_nothing_but_items(role: Role) -> None:
    for grant in grants(role):
        assert grant.actions <= {*WRITES, *READS}
        assert grant.patterns is None or "*" not in {pattern.partition("#")[0] for pattern in grant.patterns}
        if grant.patterns is None:
            assert role in {"ApiRole", "WebRole"}
            assert not grant.actions & set(WRITES)


@pytest.mark.parametrize("role", ["AnalyzeRole", "CorrelateRole", "NotifyRole"])
def test_what_handles_articles_sets_no_rules_and_hears_of_no_subscriber(role: Role) -> None:
    assert [(a, p) for p in RULES for a in WRITES if may(role, a, p)] == []
    assert [a for a in READS if may(role, a, "SUBSCRIPTIONS")] == []


def test_who_reads_uploads_raises_no_alerts_and_moves_no_story() -> None:
    elsewhere = ("ALERT#a", "STORY#s", "BULLETIN#b", "LIST#alert#all#2031-05#0", "LIST#story#all#2031-05#0", "TERM#t")
    assert [(a, p) for p in elsewhere for a in (*WRITES, *READS) if may("AnalyzeRole", a, p)] == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != "ApiRole"])
def test_a_key_cannot_be_planted_by_another_function_than_the_api(watched: Deployment, role: Role) -> None:
    services = watched.services
    with acting(services, role), pytest.raises(NotGranted):
        create_key(services.table, "admin", "planted", services.now())
    assert [key for key in watched.items() if key[0] == "KEYS"] == []


def test_analyze_may_read_the_key_of_the_model_where_its_name_says_and_nowhere_else() -> None:
    resources = TEMPLATE["Resources"]
    conditional = [p["Fn::If"] for p in resources["AnalyzeRole"]["Properties"]["Policies"] if "Fn::If" in p]
    grants = {
        condition: (rule["Action"], rule["Resource"]["Fn::Sub"].rpartition("}:")[2])
        for condition, policy, _ in conditional
        for rule in policy["PolicyDocument"]["Statement"]
        if condition != "TracingOn"
    }
    assert grants == {
        "SecretGiven": ("secretsmanager:GetSecretValue", "secret:${OpenAISecret}-??????"),
        "KeyParameterGiven": ("ssm:GetParameter", "parameter${OpenAIKeyParameter}"),
    }
    variables = resources["AnalyzeFunction"]["Properties"]["Environment"]["Variables"]
    assert variables["TOCSIN_OPENAI_KEY"] == {
        "Fn::If": [
            "SecretGiven",
            {"Fn::Sub": "secretsmanager:${OpenAISecret}"},
            {"Fn::If": ["KeyParameterGiven", {"Fn::Sub": "ssm:${OpenAIKeyParameter}"}, ""]},
        ]
    }


@pytest.mark.parametrize("role", ["ApiRole", "WebRole"])
def test_who_answers_readers_makes_secrets_moves_articles_and_takes_neither_away(role: Role) -> None:
    for partition in ("SECRETS", "SECRETS#channels", "TOPICS", "TOPIC#t", "REMOVALS", "UPLOAD#u", "MONTHS"):
        assert {action for action in WRITES if may(role, action, partition)} <= {"PutItem", "BatchWriteItem"}, partition
    assert {action for action in WRITES if may(role, action, "ARTICLE#a")} == {"UpdateItem"}
    elsewhere = ("ALERT#a", "BULLETIN#b", "REMOVED#r", "COUNTS", "USED")
    assert [one for one in elsewhere for action in WRITES if may(role, action, one)] == []
    signs_in = ["PutItem", "UpdateItem", "DeleteItem"] if role == "WebRole" else []
    assert [action for action in WRITES if may(role, action, "SESSION#s")] == signs_in


def test_who_reads_uploads_deletes_nothing_but_what_it_wrote_of_an_article() -> None:
    partitions = ("UPLOAD#u", "SPENDING", "WAITING", "ITEM#i", "REANALYSIS#r", "EFFORT#e", "TOPICS", "REMOVED#r")
    wholesale = ("DeleteItem", "BatchWriteItem")
    assert [one for one in partitions for action in wholesale if may("AnalyzeRole", action, one)] == []
    counts = {action for action in (*READS, *WRITES) if may("AnalyzeRole", action, "EFFORT#e")}
    assert counts == {"GetItem", "UpdateItem"}
