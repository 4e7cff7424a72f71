"""No answer is larger than Lambda hands on, whatever was saved; what does not fit comes on the next page."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.integration.conftest import TEXT, Deployment, fake_engine
from tests.integration.http import Answer, Http

from tocsin.aws.articles import MAX_CLAIMS
from tocsin.aws.keys import stamp
from tocsin.model import Analysis, Article, Claim, Claimant, Span
from tocsin.watches.alert import Alert
from tocsin.watches.model import Rule, TopicRule, Watch, WordRule

pytestmark = pytest.mark.integration

LAMBDA_BYTES = 6_291_556
"""The largest answer of a function (AWS Lambda quotas), with the body as JSON in JSON."""
LONG = 'Колона "вантажівок" стоїть '
ALERT = Alert("a", "w", "W", 1, "s", "x", "", "minor", "Title", "", (), (), (), (), ())


def engine(claims: int, letters: int) -> Any:
    def analyze(article: Article) -> Analysis:
        found = tuple(
            Claim(
                f"c{number}",
                (LONG * (letters // len(LONG) + 1))[:letters],
                (Span(0, 5),),
                Claimant("Orla Brandt"),
                salience=number / claims,
            )
            for number in range(claims)
        )
        return replace(fake_engine(article), claims=found)

    return analyze


def bytes_of(answer: Answer) -> int:
    return len(json.dumps({"body": answer.body}, ensure_ascii=False).encode())


def all_pages(http: Http, path: str, **query: str) -> list[Any]:
    items: list[Any] = []
    cursor: str | None = None
    for _ in range(60):
        answer = http.call("GET", path, query={**query, **({"cursor": cursor} if cursor else {})})
        assert answer.status == 200, answer.body[:300]
        assert bytes_of(answer) < LAMBDA_BYTES
        items += answer.json["items"]
        cursor = answer.json["next"]
        if cursor is None:
            return items
    raise AssertionError("the pages do not end")


def test_of_a_text_s_claims_the_most_salient_are_kept_and_the_rest_is_counted(deployment: Deployment) -> None:
    deployment.services.analyze = engine(MAX_CLAIMS + 500, 30)
    deployment.put("a.txt", TEXT)
    deployment.step(deployment.intake)
    [head] = deployment.services.articles.page("article", "all", limit=2).items
    kept = deployment.services.articles.analysis(head.card.id, head.v)
    assert len(kept.claims) == MAX_CLAIMS == head.card.claims
    assert [claim.id for claim in kept.claims] == [f"c{number}" for number in range(500, MAX_CLAIMS + 500)]
    assert "500 claims" in kept.notes[-1]


def test_claims_of_an_article_and_of_a_claimant_come_in_pages_that_fit_each_of_them_once(
    deployment: Deployment,
) -> None:
    deployment.services.analyze = engine(MAX_CLAIMS, 900)
    for number in range(4):
        deployment.put(f"{number}.txt", f"{TEXT}\n\nNumber {number}.")
    deployment.step(deployment.intake)
    http = Http(deployment.services)
    heads = deployment.services.articles.page("article", "all", limit=9).items
    article = heads[0].card.id
    detail = http.call("GET", f"/v1/articles/{article}")
    assert bytes_of(detail) < LAMBDA_BYTES
    assert len(detail.json["analysis"]["claims"]) + detail.json["more_claims"] == MAX_CLAIMS
    assert detail.json["more_claims"] > 0
    ids = [item["claim"]["id"] for item in all_pages(http, f"/v1/articles/{article}/claims")]
    assert len(ids) == len(set(ids)) == MAX_CLAIMS
    said = [(item["article"], item["claim"]["id"]) for item in all_pages(http, "/v1/claims", claimant="Orla Brandt")]
    assert len(said) == len(set(said)) == 4 * MAX_CLAIMS
    assert {one for one, _ in said} == {head.card.id for head in heads}


def test_two_hundred_watches_of_the_largest_size_come_in_pages(deployment: Deployment) -> None:
    phrases = tuple(f"{number} {LONG * 4}"[:118] for number in range(50))
    for number in range(200):
        rule = Rule(TopicRule(any=("mobilization",)), words=WordRule(any=phrases, all=phrases), claimants=phrases)
        deployment.services.watches.create(Watch(f"w{number:03}", LONG, rule))
    found = all_pages(Http(deployment.services), "/v1/watches")
    assert [watch["id"] for watch in found] == [f"w{number:03}" for number in range(200)]


def test_large_alerts_come_in_pages(deployment: Deployment) -> None:
    alerts = deployment.services.alerts
    for number in range(30):
        alert = replace(ALERT, id=f"a{number}", raised_at=stamp(deployment.services.now()), summary=LONG * 5_000)
        alerts.put(alert, 2_000_000_000)
        alerts.list_alert(alert, 2_000_000_000)
    found = all_pages(Http(deployment.services), "/v1/alerts", limit="100")
    assert [item["alert"]["id"] for item in found] == [f"a{number}" for number in reversed(range(30))]
