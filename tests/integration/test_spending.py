"""Money, answers and the key of a language model, in the table and the secret stores."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from tests.integration.atomic import AtomicDynamoDB
from tests.integration.conftest import TEXT, Deployment
from tests.integration.http import Http
from tests.openai_server.server import Act, always, openai_server

from tocsin.aws.engines import chosen
from tocsin.aws.secrets import KEEP_SECONDS, Secret
from tocsin.aws.spending import Spending, read_month
from tocsin.engine.openai.prices import PICO
from tocsin.engine.openai.replies import Reply
from tocsin.errors import BudgetSpent, EngineMisconfigured

pytestmark = pytest.mark.integration

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
ANSWER = {
    "summary": [],
    "claims": [{"sentences": [2], "text": "ten thousand reservists would be called up", "claimant": "ministry"}],
    "topics": [],
}


def spending(deployment: Deployment, cap: int, clock: list[datetime] | None = None) -> Spending:
    at = clock or [NOON]
    return Spending(deployment.services.table, daily=cap, monthly=2 * cap, now=lambda: at[0])


def test_concurrent_workers_never_set_aside_more_than_the_cap(deployment: Deployment) -> None:
    deployment.services.table.client = AtomicDynamoDB.before(deployment.services.table.client)
    account = spending(deployment, 100)
    taken, lock = [0], threading.Lock()

    def work(_: int) -> None:
        try:
            hold = account.hold(7)
        except BudgetSpent:
            return
        with lock:
            taken[0] += 1
        if _ % 3:  # every third worker dies before it settles
            account.settle(hold, 7, None)

    with ThreadPoolExecutor(8) as workers:
        list(workers.map(work, range(40)))
    month = read_month(deployment.services.table, "2031-05")[0]
    assert taken[0] == 100 // 7
    assert month.committed == 7 * taken[0] <= 100
    assert all(hold.amount == 7 for hold in month.holds.values())


def test_a_new_day_has_its_own_cap_within_that_of_the_month(deployment: Deployment) -> None:
    clock = [NOON]
    account = spending(deployment, 100, clock)
    account.settle(account.hold(90), 80, Reply("{}", "whole", 5, 6))
    with pytest.raises(BudgetSpent, match="day"):
        account.hold(30)
    clock[0] = datetime(2031, 5, 5, tzinfo=UTC)
    account.settle(account.hold(100), 100, None)
    clock[0] = datetime(2031, 5, 6, tzinfo=UTC)
    with pytest.raises(BudgetSpent, match="month"):
        account.hold(30)
    clock[0] = datetime(2031, 6, 1, tzinfo=UTC)
    account.hold(30)
    [first, second] = read_month(deployment.services.table, "2031-05")[0].days.values()
    assert (first.paid, first.calls, first.input_tokens, first.output_tokens, second.paid) == (80, 1, 5, 6, 100)


def test_the_first_answer_kept_is_the_one_that_counts(deployment: Deployment) -> None:
    account = spending(deployment, 1)
    assert account.recall("a", "r") is None
    account.keep("a", "r", Reply("one", "whole", 1, 2))
    account.keep("a", "r", Reply("two", "whole", 1, 2))
    assert account.recall("a", "r") == Reply("one", "whole", 1, 2)
    assert account.recall("a", "other") is None


def test_a_key_is_read_by_name_kept_for_a_while_and_then_read_anew(deployment: Deployment) -> None:
    clients, now = deployment.services.clients, [0.0]
    clients.secretsmanager.create_secret(Name="tocsin/model", SecretString='{"key": "first"}')
    clients.ssm.put_parameter(Name="/tocsin/model", Value="other", Type="SecureString")
    secret = Secret(clients, "secretsmanager:tocsin/model", clock=lambda: now[0])
    assert secret() == "first"
    clients.secretsmanager.put_secret_value(SecretId="tocsin/model", SecretString="second")
    assert secret() == "first"
    now[0] += KEEP_SECONDS
    assert secret() == "second"
    assert "second" not in repr(secret)
    assert Secret(clients, "ssm:/tocsin/model")() == "other"
    assert Secret(clients, "")() == ""


@pytest.mark.parametrize("name", ["secretsmanager:none", "ssm:/none", "elsewhere:x", "plain"])
def test_a_key_that_cannot_be_read_is_a_misconfiguration_without_details(deployment: Deployment, name: str) -> None:
    with pytest.raises(EngineMisconfigured) as raised:
        Secret(deployment.services.clients, name)()
    assert "arn:" not in str(raised.value)


def environment(url: str, **more: str) -> dict[str, str]:
    given = {"MODEL": "gpt-4o-mini", "BASE_URL": url, "KEY": "ssm:/key", **more}
    return {"TOCSIN_ENGINE": "openai"} | {f"TOCSIN_OPENAI_{name}": value for name, value in given.items()}


def test_an_upload_is_read_by_the_model_paid_once_and_stored_with_its_cost(watched: Deployment) -> None:
    services = watched.services
    services.clients.ssm.put_parameter(Name="/key", Value="sk-secret", Type="SecureString")
    seen: list[str] = []
    services.observe = seen.append
    with openai_server(always(Act(json.dumps(ANSWER)))) as server:
        services.analyze = chosen(services, environment(server.url))
        upload = watched.put("a.txt", TEXT)
        with pytest.MonkeyPatch.context() as patch:  # a crash after the model's answer, before anything is stored
            patch.setattr(services.objects, "put_text", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                watched.run()
        watched.run()
        assert len(server.asked) == 1
        assert server.asked[0].headers["authorization"] == "Bearer sk-secret"
    article = services.uploads.get(upload).article
    assert article is not None
    head = services.articles.head(article)
    analysis = services.articles.analysis(article, head.v)
    assert analysis.versions.engine == "openai/1 gpt-4o-mini"
    assert analysis.usage.cost_usd == "0.00027"
    assert any(claim.engine == "openai" for claim in analysis.claims)
    month = read_month(services.table, "2031-05")[0]
    assert [day.paid for day in month.days.values()] == [int(0.00027 * PICO)]
    assert "engine-answered" in seen
    assert "sk-secret" not in str(watched.items())


@pytest.mark.parametrize("wrong", [{"MODEL": ""}, {"ATTEMPTS": "many"}, {"KEY": "ssm:/none"}, {"DAILY_USD": "0"}])
def test_a_model_that_is_not_set_up_costs_no_article(watched: Deployment, wrong: dict[str, str]) -> None:
    seen: list[str] = []
    watched.services.observe = seen.append
    with openai_server(always(Act(json.dumps(ANSWER)))) as server:
        watched.services.analyze = chosen(watched.services, environment(server.url, **wrong))
        upload = watched.put("a.txt", TEXT)
        watched.run()
        assert server.asked == []
    assert ("engine-down" in seen) == ("DAILY_USD" not in wrong)  # a spent budget is no fault to alarm about
    article = watched.services.uploads.get(upload).article
    assert article is not None
    analysis = watched.services.articles.analysis(article, watched.services.articles.head(article).v)
    assert analysis.versions.engine == "embedded/1"
    assert "openai engine" in analysis.notes[-1]


def test_the_api_tells_what_a_month_has_cost(deployment: Deployment) -> None:
    http, account = Http(deployment.services), spending(deployment, PICO)
    account.settle(account.hold(PICO // 2), PICO // 4, Reply("{}", "whole", 50, 6))
    account.hold(PICO // 10)
    usage = http.call("GET", "/v1/usage", query={"month": "2031-05"}).json
    assert (usage["paid_usd"], usage["committed_usd"]) == ("0.25", "0.35")
    assert usage["days"] == [
        {
            "day": "2031-05-04",
            "calls": 1,
            "input_tokens": 50,
            "output_tokens": 6,
            "paid_usd": "0.25",
            "committed_usd": "0.35",
        }
    ]
    assert http.call("GET", "/v1/usage", query={"month": "2031-06"}).json["days"] == []
    assert http.call("GET", "/v1/usage", query={"month": "May"}).status == 400
    assert http.call("GET", "/v1/usage", scope=None).status == 401
