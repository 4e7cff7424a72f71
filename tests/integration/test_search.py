"""Search over the table: inflected forms in three languages, filters, ranking, pages, and what a request costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.integration.conftest import Deployment
from tests.integration.counting import CountingDynamoDB
from tests.integration.http import Http

from tocsin.aws.keys import searched_text, stamp
from tocsin.aws.lists import Entry
from tocsin.aws.records import Card, Head
from tocsin.model import Analysis, Article, Claim, Claimant, Span, Summary, SummarySentence, Versions
from tocsin.queries.filters import Filters
from tocsin.queries.search import MOST_RANKED, search
from tocsin.search.question import read_question

pytestmark = pytest.mark.integration

ARTICLES = {
    "ostavia": "Ostavia closes two crossings\n\nOstavia's border guards said that queues of lorries had reached twelve "
    "kilometres. Ministries denied any shortage of fuel.",
    "merinia": "Strike halts ferries in Merinia\n\nDockers struck for a third day. Unions rejected the offer of Karvel "
    "Lines.",
    "karvel": "Karvel counts its orchards\n\nGrowers said that queues for apples were short.",
    "dorno": "В Дорно перекрыли мост\n\nОчереди на границе выросли до десяти километров, сообщили пограничники. "
    "Министерство отрицает нехватку топлива.",
    "lesna": "Лесна готовится к паводку\n\nСпасатели предупредили жителей о подъёме воды.",
    "zavoda": "У Заводі черги на кордоні\n\nПрикордонники повідомили про довгі черги вантажівок. Міністерство "
    "заперечує нестачу пального.",
    "sadova": "Садова святкує врожай\n\nСадівники розповіли про яблука.",
}
LANGUAGES = dict.fromkeys(("dorno", "lesna"), "ru") | dict.fromkeys(("zavoda", "sadova"), "uk")
JUDGED = {
    "queue border": ["ostavia"],
    "closing crossing": ["ostavia"],
    "deny ministry": ["ostavia"],
    '"fuel shortage"': [],
    '"shortage of fuel"': ["ostavia"],
    "queues": ["ostavia", "karvel"],
    "queues -apples": ["ostavia"],
    "docker strike": ["merinia"],
    "union offers": ["merinia"],
    "очередь граница": ["dorno"],
    "отрицать министерства": ["dorno"],
    "мосты": ["dorno"],
    "спасатель вода": ["lesna"],
    "паводки": ["lesna"],
    "черга кордоном": ["zavoda"],
    "вантажівка": ["zavoda"],
    "заперечувати пальне": ["zavoda"],
    "яблуко": ["sadova"],
    "врожаю садівник": ["sadova"],
}
"""Questions and the articles that answer them, the best first: all forms, none of them as it is written."""


def read(article: Article) -> Analysis:
    """Title, sentences as summary, and each as a claim of somebody."""
    name = next(name for name, text in ARTICLES.items() if text.startswith(article.text[:20]))
    start = article.text.index("\n\n") + 2
    body = Span(start, len(article.text))
    sentences = (SummarySentence(article.text[body.start : body.end], (body,)),)
    claim = Claim("c1", article.text[body.start : body.end], (body,), Claimant("Orla Brandt"), kind="denial")
    language = LANGUAGES.get(name, "en")
    return Analysis(language, Summary(sentences), (claim,), (), (), (), Versions("test/1", "1", "1"))


@pytest.fixture
def http(deployment: Deployment) -> Http:
    deployment.services.analyze = read
    for name, text in ARTICLES.items():
        deployment.put(f"{name}.txt", text)
    deployment.run()
    return Http(deployment.services)


def names(items: list[dict[str, Any]]) -> list[str]:
    titles = {text.partition("\n")[0]: name for name, text in ARTICLES.items()}
    return [titles[item["article"]["title"]] for item in items]


def test_every_judged_question_finds_what_answers_it_and_nothing_else(http: Http) -> None:
    got = {q: names(http.call("GET", "/v1/search", query={"q": q}).json["items"]) for q in JUDGED}
    assert {q: sorted(found) for q, found in got.items()} == {q: sorted(right) for q, right in JUDGED.items()}


def test_a_hit_tells_which_part_answers_and_where_it_stands_in_the_text(http: Http) -> None:
    [hit] = http.call("GET", "/v1/search", query={"q": "пограничник километр"}).json["items"]
    [best, *_] = hit["matches"]
    assert [best["text"][mark["start"] : mark["end"]] for mark in best["marks"]] == ["километров", "пограничники"]
    text = http.call("GET", f"/v1/articles/{hit['article']['id']}/text").body
    [span] = best["spans"]
    assert text[span["start"] : span["end"]] == best["text"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"language": "uk"}, []),
        ({"language": "en"}, ["ostavia"]),
        ({"kind": "threat"}, []),
        ({"kind": "denial", "claimant": "brandt"}, ["ostavia"]),
        ({"claimant": "Somebody Else"}, []),
        ({"from": "2199-01-01T00:00:00Z"}, []),
    ],
)
def test_filters_narrow_what_is_found(http: Http, query: dict[str, str], found: list[str]) -> None:
    assert names(http.call("GET", "/v1/search", query={"q": "queue crossing", **query}).json["items"]) == found


def test_a_question_that_asks_for_nothing_is_refused(http: Http) -> None:
    answer = http.call("GET", "/v1/search", query={"q": "the -queue"})
    assert answer.status == 400
    assert answer.json["where"] == "q"


def filled(deployment: Deployment, count: int) -> list[str]:
    """So many articles that say "bridge", a minute apart; the newest first."""
    services = deployment.services
    made = []
    for number in range(count):
        at = stamp(deployment.clock[0] - timedelta(minutes=number))
        text = f"Bridge {'bridge ' * (number % 3)}opens"
        card = Card(f"a{number:04}", at, text, None, None, None, None, "en", "", 0, (), (), "test/1")
        empty = Analysis("en", Summary(), (), (), (), (), Versions("test/1", "1", "1"))
        services.articles.put_analysis(card.id, "v1", empty, 9_999_999_999)
        entries: list[Entry] = services.articles.entries(card, empty, "v1")
        services.articles.put_rows(card.id, entries, None, 9_999_999_999)
        services.articles.put_head(Head(card, "v1", "u", "text/plain", 9_999_999_999))
        made.append(card.id)
    return made


def test_pages_tell_every_article_once_while_others_come_in(deployment: Deployment) -> None:
    made = filled(deployment, 2 * MOST_RANKED + 20)
    seen: list[str] = []
    position, question = None, read_question("bridges")
    for turn in range(100):
        page = search(deployment.services, question, Filters(), limit=30, position=position)
        seen += [hit.head.card.id for hit in page.items]
        scores = [hit.score for hit in page.items]
        assert scores == sorted(scores, reverse=True)
        if turn == 1:
            deployment.clock[0] += timedelta(hours=1)
            late = "Bridges of Lower Tessa\n\nBridges, bridges and bridges were painted."
            deployment.put("late.txt", late)
            deployment.run()
        position = page.next
        if position is None:
            break
    assert len(seen) == len(set(seen))
    assert set(made) <= set(seen)


def test_a_page_costs_no_more_than_stated(deployment: Deployment) -> None:
    filled(deployment, MOST_RANKED + 20)
    client, counting = CountingDynamoDB.before(deployment.services.table.client)
    deployment.services.table.client = client
    search(deployment.services, read_question("bridge opened"), Filters(), limit=20)
    bill = counting.reset()
    assert bill.calls["query"] <= 33
    assert bill.calls["batch_get_item"] == 2
    assert bill.read_units <= 150


LONG = (
    "Ferry of Ostavia laid up\n\nThe ferry stays in its dock until the spring, the harbour office said.\n\n"
    "Its boiler cracked in the frost. A blacksmith from Lisk will forge the rivets. Passengers take the bus."
)


def by_lead(article: Article) -> Analysis:
    """The first sentence alone."""
    start = article.text.index("The ferry")
    lead = Span(start, article.text.index("\n", start))
    sentence = SummarySentence(article.text[lead.start : lead.end], (lead,))
    return Analysis("en", Summary((sentence,)), (), (), (), (), Versions("test/1", "1", "1"))


def titles(deployment: Deployment, q: str) -> list[str | None]:
    page = search(deployment.services, read_question(q), Filters(), limit=20)
    return [hit.head.card.title for hit in page.items]


def test_a_word_that_only_the_text_has_finds_the_article_with_its_sentence_and_where_it_stands(
    deployment: Deployment,
) -> None:
    deployment.services.analyze = by_lead
    deployment.put("ferry.txt", LONG)
    deployment.run()
    assert [titles(deployment, q) for q in ('"rivets forged"', "ferries -boilers", '"cracks blacksmith"')] == [
        [],
        [],
        [],
    ]
    [hit] = Http(deployment.services).call("GET", "/v1/search", query={"q": 'ferry "forges the rivet"'}).json["items"]
    [told] = [one for one in hit["matches"] if one["field"] == "text"]
    assert told["text"] == "A blacksmith from Lisk will forge the rivets."
    assert [told["text"][mark["start"] : mark["end"]] for mark in told["marks"]] == ["forge", "rivets"]
    text = Http(deployment.services).call("GET", f"/v1/articles/{hit['article']['id']}/text").body
    [span] = told["spans"]
    assert text[span["start"] : span["end"]] == told["text"]


def test_an_article_about_the_word_comes_before_one_that_only_mentions_it(deployment: Deployment) -> None:
    deployment.services.analyze = by_lead
    deployment.put("ferry.txt", LONG)
    deployment.put("boiler.txt", LONG.replace("Ferry of Ostavia", "Boiler of Merinia").replace("frost", "night"))
    deployment.run()
    assert titles(deployment, "boiler") == ["Boiler of Merinia laid up", "Ferry of Ostavia laid up"]


def test_an_article_from_before_texts_were_searched_is_found_once_it_is_analyzed_anew(deployment: Deployment) -> None:
    deployment.services.analyze = by_lead
    services = deployment.services
    deployment.put("ferry.txt", LONG)
    deployment.run()
    [head] = services.articles.page("article", "all", limit=9).items
    entries = services.articles.entries(head.card, by_lead(head.article(LONG)), head.v)
    new = services.articles.entries(head.card, by_lead(head.article(LONG)), head.v, LONG)
    services.table.write_many(deletes=[searched_text(head.card.id), *(one.key for one in new if one not in entries)])
    assert (titles(deployment, "blacksmith"), titles(deployment, "ferry")) == ([], ["Ferry of Ostavia laid up"])
    deployment.send(deployment.intake, {"reanalyze": head.card.id, "job": "job.1", "token": "t"})
    deployment.run()
    assert titles(deployment, "blacksmith") == ["Ferry of Ostavia laid up"]


def test_texts_are_read_of_those_articles_alone_that_leave_the_question_open(deployment: Deployment) -> None:
    deployment.services.analyze = by_lead
    deployment.put("ferry.txt", LONG)
    deployment.run()
    client, counting = CountingDynamoDB.before(deployment.services.table.client)
    deployment.services.table.client = client
    batches = []
    for q in ("ferry dock", "ferry rivets", "ferry -boiler"):
        titles(deployment, q)
        batches.append(counting.reset().calls["batch_get_item"])
    assert batches == [2, 3, 3]
