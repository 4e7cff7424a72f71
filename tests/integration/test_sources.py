"""Grades of sources over HTTP, and in what correlate goes by."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.integration.conftest import TEXT, Deployment
from tests.integration.counting import CountingDynamoDB
from tests.integration.http import Answer, Http

from tocsin.aws.grades import KEPT, Grades

pytestmark = pytest.mark.integration


@pytest.fixture
def http(watched: Deployment) -> Http:
    return Http(watched.services)


def put(http: Http, domain: str, grade: str) -> Answer:
    return http.call("PUT", f"/v1/sources/{domain}", scope="admin", body={"grade": grade, "note": "by hand"})


def test_a_source_is_graded_by_its_domain_in_any_spelling_and_counts_as_f_once_that_is_taken_back(http: Http) -> None:
    made = put(http, "WWW.Post.Veldania.example", "B")
    assert (made.status, made.json["domain"], made.json["grade"]) == (200, "post.veldania.example", "B")
    assert put(http, "post.veldania.example", "C").status == 200
    [listed] = http.call("GET", "/v1/sources").json["items"]
    assert (listed["grade"], listed["note"]) == ("C", "by hand")
    shown = http.call("GET", "/v1/sources/post.veldania.example").json
    assert {name: shown[name] for name in listed} == listed
    assert http.call("DELETE", "/v1/sources/post.veldania.example", scope="admin").status == 204
    assert http.call("GET", "/v1/sources/post.veldania.example").status == 404
    assert http.call("DELETE", "/v1/sources/post.veldania.example", scope="admin").status == 404


def test_everybody_sees_grades_and_only_an_admin_gives_them(http: Http) -> None:
    body = {"grade": "A"}
    assert http.call("PUT", "/v1/sources/a.example", scope="write", body=body).status == 403
    assert http.call("DELETE", "/v1/sources/a.example", scope="write").status == 403
    assert http.call("GET", "/v1/sources", scope="read").status == 200
    assert http.call("GET", "/v1/sources", scope=None).status == 401


@pytest.mark.parametrize("domain", ["localhost", "a..example", "-a.example", "10.0.0.1", "a" * 64 + ".example"])
def test_what_is_no_domain_is_refused(http: Http, domain: str) -> None:
    answer = put(http, domain, "A")
    assert (answer.status, answer.json["where"]) == (400, "domain")
    assert put(http, "a.example", "G").status == 422


def test_a_grade_counts_for_the_family_and_the_worse_of_two_does(watched: Deployment) -> None:
    grades = Grades(watched.services.table, watched.services.now)
    agency = grades.put("reuters.com", "A", None)
    assert "agency:reuters" in agency.origins
    grades.put("post.veldania.example", "B", None)
    known = grades.sources().reliability
    assert known["agency:reuters"] == "A"
    assert known["family:post.veldania.example"] == "B"
    one, other = grades.put("bbc.com", "B", None), grades.put("bbc.co.uk", "D", None)
    assert one.origins == other.origins
    assert grades.sources().reliability[one.origins[0]] == "D"


def test_an_article_does_not_pay_for_grades_that_were_read_just_before(watched: Deployment) -> None:
    services = watched.services
    client, counting = CountingDynamoDB.before(services.table.client)
    services.table.client = client
    watched.put("a.txt", TEXT)
    watched.run()
    counting.reset()
    services.grades.sources()
    assert counting.reset().total_calls == 0
    watched.clock[0] += timedelta(seconds=1) + KEPT
    services.grades.sources()
    assert counting.reset().total_calls == 2  # grades, and whose address is whose


def test_a_graded_origin_is_shown_with_its_grade_in_the_ledger(http: Http, watched: Deployment) -> None:
    put(http, "post.veldania.example", "B")
    watched.put("a.txt", TEXT, url="https://www.post.veldania.example/a")
    watched.run()
    [story] = http.call("GET", "/v1/stories").json["items"]
    told = http.call("GET", f"/v1/stories/{story['id']}/claims").json
    assert told["grades"] == {"family:post.veldania.example": "B"}


OTHERS = (
    "Rain floods the orchards of Lower Tessa\n\nGrowers in Lower Tessa said that half of the apple harvest was lost.\n",
    "Ferry to Lissa stopped\n\nThe harbour office of Orm said that no ferry would leave before Friday.\n",
)


@pytest.mark.parametrize(
    "metadata",
    [
        {"publisher": "Levante Post"},
        {"publisher": "The Levante Post (print)"},
        {"publisher": "levantepost.example"},
        {"url": "https://www.levantepost.example/a"},
        {"publisher": "LP", "url": "https://news.levantepost.example/a"},
    ],
)
def test_a_publisher_is_one_by_name_and_by_address_and_its_grade_applies_to_all_its_articles(
    http: Http, watched: Deployment, metadata: dict[str, str]
) -> None:
    graded = put(http, "levantepost.example", "A").json
    assert (graded["articles"], graded["found"]) == ([], 0)
    watched.put("a.txt", TEXT, **metadata)
    watched.put("b.txt", OTHERS[0], publisher="Merin Post")
    watched.run()
    shown = http.call("GET", "/v1/sources/levantepost.example").json
    assert [article["title"] for article in shown["articles"]] == ["Veldania calls up ten thousand reservists"]
    assert (shown["found"], shown["looked_at"]) == (1, 2)
    story = http.call("GET", "/v1/articles", query={"topic": "mobilization"}).json["items"][0]["story"]
    assert http.call("GET", f"/v1/stories/{story}/claims").json["grades"] == dict.fromkeys(graded["origins"], "A")


def test_a_source_that_is_graded_later_keeps_the_identity_that_its_articles_had(
    http: Http, watched: Deployment
) -> None:
    watched.put("a.txt", TEXT, publisher="LP Online", url="https://levantepost.example/a")
    watched.run()
    graded = put(http, "levantepost.example", "B").json
    assert (graded["origins"], graded["found"]) == (["family:lp-online"], 1)
    watched.put("b.txt", OTHERS[0], publisher="Levante Post")
    watched.put("c.txt", OTHERS[1], publisher="LP Online")
    watched.run()
    again = put(http, "levantepost.example", "C").json
    assert (again["origins"], again["found"]) == (["family:lp-online"], 3)


def test_a_name_and_an_address_are_one_publisher_once_an_article_told_both(watched: Deployment) -> None:
    """Nobody graded it, and its letters are not its domain's."""
    services = watched.services
    watched.put("both.txt", OTHERS[0], publisher="The Veldanian", url="https://vldn.example/quay")
    watched.run()
    kept = [item for key, item in watched.items().items() if key[0] == "PUBLISHERS"]
    assert [item["family"]["S"] for item in kept] == ["the-veldanian"]
    for read in (services.grades, Grades(services.table, services.now)):
        sources = read.sources()
        assert (
            sources.family(None, "https://vldn.example/b") == sources.family("The Veldanian", None) == "the-veldanian"
        )
        assert sources.family(None, "https://news.example/b") == "news.example"


def test_an_address_under_which_several_sign_is_nobodys(watched: Deployment) -> None:
    for number, name in enumerate(("The Veldanian", "Merin Post", "The Veldanian")):
        watched.put(
            f"{number}.txt", OTHERS[number % len(OTHERS)] + f" {number}", publisher=name, url="https://pages.example/a"
        )
    watched.run()
    sources = Grades(watched.services.table, watched.services.now).sources()
    assert sources.family(None, "https://pages.example/b") == "pages.example"
    assert sources.family("Merin Post", "https://pages.example/b") == "merin-post"


def test_a_known_agency_at_another_s_address_tells_nothing_of_the_address(watched: Deployment) -> None:
    watched.put("wire.txt", OTHERS[1], publisher="Reuters", url="https://portal.example/wire")
    watched.run()
    sources = Grades(watched.services.table, watched.services.now).sources()
    assert sources.family(None, "https://portal.example/b") == "portal.example"
