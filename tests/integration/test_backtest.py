"""Back-tests over stored articles: what a watch would have sent, by the API and in bounded work."""

from __future__ import annotations

import time
import zlib
from datetime import timedelta
from typing import Any

import pytest
from tests.integration.conftest import OTHER_TEXT, START, TEXT, Deployment, analysis_of
from tests.integration.counting import CountingDynamoDB
from tests.integration.http import Http

from tocsin.aws import keys
from tocsin.aws.keys import stamp
from tocsin.aws.lists import Entry
from tocsin.aws.records import Head, card_of, listed_at, version_of
from tocsin.codec import to_json
from tocsin.model import Article
from tocsin.reports.past import PastArticles, run_backtest
from tocsin.watches.model import Rule, TopicRule, Watch, WordRule

pytestmark = pytest.mark.integration

ARTICLES = 800
"""Filling moto's table takes longer than reading it. 2,000 took 8.7 seconds on a busy machine, moto's work among it."""
CALL_UP: dict[str, Any] = {"name": "Call-up", "rule": {"topics": {"any": ["mobilization"]}}}


@pytest.fixture
def http(watched: Deployment) -> Http:
    watched.put("a.txt", TEXT)
    watched.put("b.txt", OTHER_TEXT)
    watched.run()
    watched.clock[0] += timedelta(days=1)
    watched.put("c.txt", TEXT.replace("ten thousand", "10,000"))
    watched.run()
    return Http(watched.services)


def archive(deployment: Deployment, count: int, *, days: int = 7) -> None:
    """Articles as analyze and correlate leave them, four to a story, every other story of a call-up."""
    services, items = deployment.services, []
    for number in range(count):
        at = START - timedelta(days=days) * ((count - number) / count)
        told = TEXT if number % 8 < 4 else OTHER_TEXT
        article = Article(f"{number:032x}", f"{told}\nReport {number}\n", published_at=at)
        analysis = analysis_of(article, engine="test/1")
        version, expires = version_of(analysis.versions), services.expires(at)
        head = Head(card_of(article, analysis, listed_at(article, at)), version, "u", "text/plain", expires)
        items += services.lists.items([Entry("article", "all", head.card.at, article.id, version)], expires)
        pk, sk = keys.analysis(article.id, version)
        items.append({"pk": pk, "sk": sk, "body": zlib.compress(to_json(analysis), 9)})
        pk, sk = keys.head(article.id)
        card = {"card": to_json(head.card).decode(), "v": version, "first_upload": "u", "content_type": "text/plain"}
        items.append({"pk": pk, "sk": sk, **card, "ttl": expires, "story": f"s{number // 4}"})
        if told == TEXT:
            services.objects.put_text(article.id, article.text)
    services.table.write_many(items)


def test_a_watch_can_be_tried_before_it_is_saved(http: Http, watched: Deployment) -> None:
    body = {"watch": {**CALL_UP, "enabled": False}, "days": 3}
    answer = http.call("POST", "/v1/watches/backtest", scope="write", body=body)
    assert answer.status == 200, answer.body
    found = answer.json
    assert (found["articles"], found["complete"]) == (3, True)
    assert {day: (told["alerts"], told["suppressed"]) for day, told in found["days"].items()} == {
        "2031-05-04": (1, 0),
        "2031-05-05": (0, 1),
    }
    [example], [suppressed] = found["examples"], found["suppressed"]
    assert example["claims"][0]["quote"] == TEXT[:40]
    assert (suppressed["reason"], suppressed["alert"]) == ("story-has-alert", example["id"])
    assert found["outcomes"] == {"rang": 1, "story-has-alert": 1, "topics.any": 1}
    assert [watch.id for watch in watched.services.watches.all()] == ["call-up", "floods"]


def test_what_a_saved_watch_sent_is_what_its_back_test_would_have_sent(http: Http) -> None:
    sent = [item["alert"] for item in http.call("GET", "/v1/alerts", query={"watch": "call-up"}).json["items"]]
    found = http.call("POST", "/v1/watches/call-up/backtest", scope="write", query={"days": "3"}).json
    assert [alert["id"] for alert in found["examples"]] == [alert["id"] for alert in sent]
    assert [alert["claims"] for alert in found["examples"]] == [alert["claims"] for alert in sent]


def test_words_are_looked_for_in_the_texts(http: Http) -> None:
    rule = {"words": {"any": ["apple harvest"], "none": ["pears"]}}
    body = {"watch": {"name": "Apples", "rule": rule}, "since": "2031-05-04T00:00:00Z"}
    found = http.call("POST", "/v1/watches/backtest", scope="write", body=body).json
    assert found["outcomes"] == {"rang": 1, "words.any": 2}
    assert found["examples"][0]["why"][0]["words"] == ["apple harvest"]


def test_what_is_wrong_is_told_by_its_place(http: Http) -> None:
    def post(body: object) -> tuple[int, str]:
        answer = http.call("POST", "/v1/watches/backtest", scope="write", body=body)
        return answer.status, answer.json.get("where") or answer.json["errors"][0]["where"]

    assert post({"watch": {"name": "x", "rule": {}}}) == (422, "rule")
    assert post({"watch": CALL_UP, "days": 91}) == (422, "body.days")
    assert post({"watch": CALL_UP, "since": "2031-01-01T00:00:00Z"}) == (400, "body.since")
    assert post({"watch": CALL_UP, "since": "2031-06-01T00:00:00Z"}) == (400, "body.since")
    path = "/v1/watches/none/backtest"
    assert http.call("POST", path, scope="write").status == 404
    assert http.call("POST", "/v1/watches/call-up/backtest", scope="read").status == 200


def test_thousands_of_articles_take_seconds_and_texts_are_read_only_where_the_watch_may_ring(
    deployment: Deployment,
) -> None:
    archive(deployment, ARTICLES)
    services = deployment.services
    client, counting = CountingDynamoDB.before(services.table.client)
    services.table.client = client
    asked: list[str] = []
    read = PastArticles.texts

    def texts(self: PastArticles, articles: Any) -> Any:
        asked.extend(articles)
        return read(self, articles)

    watch = Watch("call-up", "Call-up", Rule(TopicRule(any=("mobilization",))))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(PastArticles, "texts", texts)
        started = time.process_time()
        report = run_backtest(services, watch, START - timedelta(days=8), most=5_000)
        seconds = time.process_time() - started
    assert (report.complete, report.result.articles) == (True, ARTICLES)
    assert sum(day.alerts for day in report.result.days.values()) == ARTICLES // 8
    assert len(asked) == ARTICLES // 2
    assert counting.bill.total_calls <= 80
    assert counting.bill.write_units == 0
    assert seconds < 20, "of computing, most of it moto's; the gateway waits for 29"


def test_what_does_not_fit_is_left_out_and_the_answer_says_from_when_on_it_counts(deployment: Deployment) -> None:
    archive(deployment, 60)
    services, since = deployment.services, START - timedelta(days=8)
    watch = Watch("call-up", "Call-up", Rule(words=WordRule(any=("reservists",))))
    few = run_backtest(services, watch, since, most=20)
    assert (few.complete, few.result.articles) == (False, 20)
    assert few.covered_since == stamp(START - timedelta(days=7) * (20 / 60))
    patience = iter([20.0, 10.0] + [9.0] * 29 + [1.0] * 99)
    services.time_left = lambda: next(patience)
    hurried = run_backtest(services, watch, since, most=5_000)
    assert not hurried.complete
    assert hurried.result.articles == 30
    assert hurried.covered_until < hurried.until
