"""Analyze, which reads what strangers upload, may do in the table what it does there, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.integration.conftest import OTHER_TEXT, TEXT, Deployment, analysis_of
from tests.integration.counting import CountingDynamoDB

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
