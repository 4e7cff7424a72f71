"""Articles taken down: nothing of them is left anywhere, also where the work was killed between any two writes."""

from __future__ import annotations

import gzip
import itertools
import json
import math
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, cast

import pytest
from tests.integration.conftest import Deployment, archived, s3_event, sweep, with_archive
from tests.integration.http import Http
from tests.integration.roles import acting

from tocsin.aws.desk import Mark
from tocsin.aws.graves import plain_url
from tocsin.aws.services import Services
from tocsin.codec import to_json
from tocsin.engine.embedded import analyze_text
from tocsin.errors import InvalidInput, NotFound, Removed
from tocsin.model import Analysis, Article
from tocsin.queries.filters import Filters
from tocsin.queries.search import search
from tocsin.removal import carry, store
from tocsin.removal.carry import NotYet, forget_upload
from tocsin.removal.find import times_named
from tocsin.removal.model import By, Removal
from tocsin.removal.run import order
from tocsin.search.question import read_question
from tocsin.steps import remove
from tocsin.watches.model import Delivery, Quiet, Rule, Watch, WordRule

pytestmark = pytest.mark.integration

FIRST = """Kilns of Ostavia close for the winter

The brickworks of Upper Ostavia will close for the winter, governor Yara Sindelkova said on Monday.
"Four hundred kilns go out tonight," Sindelkova said in Port Karvel.
"""
SECOND = """Brickworks of Upper Ostavia to close

Four hundred kilns go out tonight in Upper Ostavia, the brickmakers' union said on Monday.
The brickworks will close for the winter, the union of brickmakers said in Port Karvel.
"""
AWAY = """Ferry to Merinia sails again

The ferry from Lisk to Merinia sails again after a month of repairs, the harbour office said on Tuesday.
"""
SECRET = ("Sindelkova", "Yara", "Kilns of Ostavia")
"""Words that only the first article has."""


class Killed(BaseException):
    """Stands for SIGKILL: nothing in the product catches it."""


class Dying:
    """A client that dies at its nth write, before or after it is done."""

    writes = frozenset(
        (
            "put_item",
            "update_item",
            "delete_item",
            "batch_write_item",
            "transact_write_items",
            "put_object",
            "delete_objects",
        )
    )

    def __init__(self, client: Any, left: list[int], *, after: bool) -> None:
        self._client, self._left, self._after = client, left, after

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._client, name)
        if name not in self.writes:
            return call

        def dying(**request: Any) -> Any:
            self._left[0] -= 1
            if self._left[0] < 0 or (self._left[0] == 0 and not self._after):
                raise Killed
            try:
                return call(**request)
            finally:
                if self._left[0] == 0:
                    raise Killed

        return dying


def embedded(article: Article) -> Analysis:
    return analyze_text(article.text, article.title, article.language, article.published_at)


@pytest.fixture
def kilns(deployment: Deployment) -> Deployment:
    deployment.services.analyze = embedded
    deployment.services.clients.s3.put_bucket_versioning(
        Bucket=deployment.services.settings.bucket, VersioningConfiguration={"Status": "Enabled"}
    )
    return with_archive(deployment)


def tell(deployment: Deployment, name: str, text: str, **told: str) -> str:
    upload = deployment.put(name, text, **{"published-at": f"2021-05-04T0{deployment.sequence}:00:00Z", **told})
    deployment.run()
    return deployment.services.uploads.get(upload).article or ""


def take_down(deployment: Deployment, article: str, *, allow_again: bool = False) -> Removal:
    """Order it, and what the schedule does; the archive has it by then."""
    archived(deployment)
    known = order(deployment.services, "article", article, "a test", ordered_by="k", allow_again=allow_again)
    run(deployment.services)
    return deployment.services.removals.get(known.id)


def run(services: Services) -> remove.Result:
    with acting(services, "RemoveRole"):
        return remove.sweep(services)


def told_in(deployment: Deployment) -> str:
    """All that the table and the bucket hold, readable."""

    def readable(value: Any) -> Any:
        if isinstance(value, bytes):
            try:
                return zlib.decompress(value).decode()
            except zlib.error:
                return ""
        return value

    lines = [
        json.dumps({name: readable(next(iter(value.values()))) for name, value in item.items()}, default=str)
        for item in deployment.items().values()
    ]
    s3, settings = deployment.services.clients.s3, deployment.services.settings
    for bucket in (settings.bucket, settings.archive_bucket):
        for one in s3.list_object_versions(Bucket=bucket).get("Versions", []):
            found = s3.get_object(Bucket=bucket, Key=one["Key"], VersionId=one["VersionId"])
            body = found["Body"].read()
            told = (gzip.decompress(body) if one["Key"].endswith(".gz") else body).decode("utf-8", "replace")
            lines.append(f"{one['Key']} {found['Metadata']} {told}")
    return "\n".join(lines)


def left_of(deployment: Deployment, article: str) -> Iterator[str]:
    """Where the article or its words still stand, but for its grave."""
    everything = told_in(deployment)
    yield from (word for word in SECRET if word in everything)
    for pk, sk in deployment.items():
        if article in pk + sk and (pk, sk) != (f"ARTICLE#{article}", "#HEAD") and not pk.startswith("REMOVAL"):
            yield f"{pk} {sk}"


def ringing(deployment: Deployment, **delivery: Any) -> None:
    watch = Watch("kilns", "Brickworks", Rule(words=WordRule(any=("kilns",))), delivery=Delivery(**delivery))
    deployment.services.watches.create(watch)


def test_nothing_is_left_of_an_article_and_its_story_tells_what_the_other_one_tells(kilns: Deployment) -> None:
    ringing(kilns)
    services = kilns.services
    first = tell(kilns, "a.txt", FIRST, publisher="Karvel Post", url="https://post.example/kilns")
    second = tell(kilns, "b.txt", SECOND, publisher="Ostavia Herald", url="https://herald.example/brick")
    story = services.articles.head(first).story or ""
    assert services.articles.head(second).story == story
    assert {claim.state for claim in services.stories.case_file(story).ledger.claims} >= {"corroborated"}
    update, alert = services.alerts.page("alert", "all", limit=9).items
    assert (update.alert.article, alert.alert.article) == (second, first)
    services.desk.set_mark("alert", alert.alert.id, Mark(note=f"ask {SECRET[0]}"), 2_000_000_000)
    kilns.received()

    done = take_down(kilns, first)
    assert (done.state, done.removed) == ("done", 1)
    assert list(left_of(kilns, first)) == []
    with pytest.raises(Removed):
        services.articles.head(first)
    file, state = services.stories.case_file(story), services.stories.story(story)
    assert {claim.state for claim in file.ledger.claims} == {"single-source"}
    assert file.ledger.articles == (second,)
    assert (state.size, state.title, state.last_article) == (1, "Brickworks of Upper Ostavia to close", second)
    emptied = services.alerts.get(alert.alert.id)
    assert emptied.sent_at is not None
    assert (emptied.alert.title, emptied.alert.claims, emptied.alert.url) == ("(taken down)", (), None)
    assert [head.card.id for head in services.articles.page("in-story", story, limit=9).items] == [second]


def test_words_that_only_the_text_has_find_nothing_once_the_article_is_taken_down(kilns: Deployment) -> None:
    told = "".join(f"\nThe brickmaker of kiln {n} keeps {n} goats beside the chimney.\n" for n in range(20, 60))
    first, question = tell(kilns, "a.txt", f"{FIRST}{told}"), read_question("goats chimney")
    assert kilns.services.articles.text(first).endswith("chimney.")
    assert [hit.head.card.id for hit in search(kilns.services, question, Filters(), limit=9).items] == [first]
    take_down(kilns, first)
    assert list(left_of(kilns, first)) == []
    assert search(kilns.services, question, Filters(), limit=9).items == ()


def test_a_story_goes_with_its_only_article_and_others_stay_as_they_were(kilns: Deployment) -> None:
    first, away = tell(kilns, "a.txt", FIRST), tell(kilns, "c.txt", AWAY)
    story, other = (kilns.services.articles.head(article).story or "" for article in (first, away))
    archived(kilns)
    before = {key: item for key, item in kilns.items().items() if away in str(key) or other in str(key)}
    take_down(kilns, first)
    assert list(left_of(kilns, first)) == []
    with pytest.raises(NotFound):
        kilns.services.stories.story(story)
    assert [one.id for one in kilns.services.stories.page(limit=9).items] == [other]
    assert {key: item for key, item in kilns.items().items() if away in str(key) or other in str(key)} == before


def test_a_ledger_without_an_article_is_the_one_that_would_be_had_it_never_come(
    kilns: Deployment, another_watched: Deployment
) -> None:
    texts = (SECOND, FIRST, f"{SECOND}Nine hundred kilns go out, the guild of masons said.")
    articles = [tell(kilns, f"{number}.txt", text, publisher=f"Paper {number}") for number, text in enumerate(texts)]
    another_watched.services.analyze = embedded
    for number in (0, 2):
        another_watched.sequence = number
        tell(another_watched, f"{number}.txt", texts[number], publisher=f"Paper {number}")
    stories = {kilns.services.articles.head(article).story for article in articles}
    assert len(stories) == 1
    take_down(kilns, articles[1])
    [story] = stories
    ours = kilns.services.stories.case_file(story or "").ledger
    theirs = another_watched.services.stories.case_file(
        another_watched.services.articles.head(articles[0]).story or ""
    ).ledger
    without_names = [tuple(replace(claim, was=()) for claim in ledger.claims) for ledger in (ours, theirs)]
    assert without_names[0] == without_names[1]
    assert ours.articles == theirs.articles


def until_it_lives(services: Services, *, after: bool) -> int:
    """Run a take-down that dies at its first write, then at its second, and so on; how often it did."""
    table, clients = services.table, services.clients
    dynamodb, s3 = table.client, clients.s3
    kills = 0
    while True:
        # Each run gets one write further than the one before it: all of them die but the last.
        left = [kills // 2 + 1]
        table.client = cast("Any", Dying(dynamodb, left, after=after))
        clients.__dict__["s3"] = Dying(s3, left, after=after)
        try:
            remove.sweep(services)
        except Killed:
            kills += 1
            assert kills < 200
            continue
        finally:
            table.client, clients.__dict__["s3"] = dynamodb, s3
        return kills


@pytest.mark.parametrize("after", [False, True], ids=["before-a-write", "after-a-write"])
def test_a_kill_between_any_two_writes_changes_nothing_but_the_time(kilns: Deployment, after: bool) -> None:
    ringing(kilns, quiet=Quiet("00:00", "23:59"))
    services = kilns.services
    first = tell(kilns, "a.txt", FIRST, publisher="Karvel Post", url="https://post.example/kilns")
    second = tell(kilns, "b.txt", SECOND, publisher="Ostavia Herald")
    story = services.articles.head(first).story or ""
    assert archived(kilns).objects > 0
    assert SECRET[2] in told_in(kilns)
    order(services, "article", first, "a test", ordered_by="k")
    kills = until_it_lives(services, after=after)
    assert kills >= 15
    assert list(left_of(kilns, first)) == []
    assert services.stories.case_file(story).ledger.articles == (second,)
    assert services.stories.story(story).size == 1
    assert [one.state for one in services.removals.all()] == ["done"]
    # The held alert went with its article; the one that was silent because of it rings now, once.
    kilns.run()
    [alert] = services.alerts.page("alert", "all", limit=9).items
    assert (alert.alert.article, alert.sent_at) == (second, None)


def test_what_was_written_while_an_article_was_marked_is_found_by_a_second_look(kilns: Deployment) -> None:
    ringing(kilns)
    first = tell(kilns, "a.txt", FIRST)
    take_down(kilns, first)
    services = kilns.services
    services.table.put({"pk": f"ARTICLE#{first}", "sk": "ANSWER#x", "data": b"x"})
    services.objects.put_text(first, FIRST)
    assert run(services).again == 0
    kilns.clock[0] += timedelta(minutes=4)
    assert run(services).again == 1
    assert list(left_of(kilns, first)) == []
    assert run(services) == remove.Result()


@pytest.mark.parametrize("url", ["https://post.example/kilns", "http://www.post.example/kilns/?utm_source=x#top"])
def test_neither_the_text_nor_the_url_comes_back_until_that_is_allowed(kilns: Deployment, url: str) -> None:
    services = kilns.services
    first = tell(kilns, "a.txt", FIRST, url="https://post.example/kilns")
    take_down(kilns, first)
    same = kilns.put("again.txt", FIRST)
    changed = kilns.put("changed.txt", f"{FIRST}The kilns of Lisk stay lit, she said.", url=url)
    kilns.run()
    for upload in (same, changed):
        assert services.uploads.get(upload).code == "removed"
    assert run(services).refused == 2
    assert list(left_of(kilns, first)) == []
    take_down(kilns, first, allow_again=True)
    assert tell(kilns, "allowed.txt", FIRST, url="https://post.example/kilns") == first
    assert services.articles.head(first).story is not None


def test_an_object_that_was_put_over_the_article_s_own_stays(kilns: Deployment) -> None:
    services = kilns.services
    first = tell(kilns, "a.txt", FIRST)
    away = tell(kilns, "a.txt", AWAY)
    take_down(kilns, first)
    assert list(left_of(kilns, first)) == []
    assert services.objects.blob("uploads/a.txt").decode() == AWAY
    assert services.articles.head(away).first_upload is not None


def two_in_one(deployment: Deployment, name: str = "two.jsonl") -> tuple[str, str, str]:
    """An upload that was taken into two, and the articles that these became."""
    services, bucket = deployment.services, deployment.services.settings.bucket
    whole = deployment.put(name, "\n".join(json.dumps({"text": text, "title": "x"}) for text in (FIRST, AWAY)))
    deployment.step(deployment.intake)
    for one in services.uploads.parts(whole):
        etag = services.clients.s3.head_object(Bucket=bucket, Key=one.key)["ETag"]
        deployment.sequence += 1
        deployment.send(deployment.intake, s3_event(one.key, etag, deployment.sequence, deployment.clock[0]))
    deployment.run()
    first, away = (one.article or "" for one in services.uploads.parts(whole))
    return whole, first, away


def set_state(services: Services, upload: str, state: str) -> None:
    services.table.put((services.table.get(("UPLOAD#" + upload, "UPLOAD")) or {}) | {"state": state})


def test_an_archive_goes_with_a_part_and_not_before_it_was_taken_apart(kilns: Deployment) -> None:
    services = kilns.services
    whole, first, away = two_in_one(kilns)
    set_state(services, whole, "received")
    order(services, "article", first, "a test", ordered_by="k")
    assert run(services).removed == 0
    part = services.uploads.parts(whole)[0].id
    with pytest.raises(NotYet):
        forget_upload(services, part, first)
    set_state(services, whole, "split")
    assert run(services).removed == 1
    assert list(left_of(kilns, first)) == []
    assert services.objects.text(away)


def barred(deployment: Deployment) -> str:
    """A text that was taken down, so that whoever uploads it is refused."""
    text = "Nothing of Lisk\n\nNothing happened in Lisk on Monday, the town said.\n"
    take_down(deployment, tell(deployment, "elsewhere/a.txt", text))
    return text


@pytest.mark.parametrize("refused", [True, False])
def test_what_an_upload_says_it_came_in_is_not_believed(kilns: Deployment, refused: bool) -> None:
    services = kilns.services
    text = barred(kilns) if refused else FIRST
    others = tell(kilns, "by-other/1/ferry.txt", AWAY)
    victims = ("text/" + others, "uploads/by-other/1/ferry.txt")
    liars = [tell(kilns, f"elsewhere/b{at}.txt", text, parent=victim) for at, victim in enumerate(victims)]
    if not refused:
        assert take_down(kilns, liars[0]).state == "done"
        assert list(left_of(kilns, liars[0])) == []
    run(services)
    assert [services.objects.blob(victim).decode() for victim in victims] == [AWAY.rstrip("\n"), AWAY]


def test_what_waits_for_an_archive_for_more_than_an_hour_alarms_and_tells_why(kilns: Deployment) -> None:
    services = kilns.services
    whole, first, _ = two_in_one(kilns)
    set_state(services, whole, "received")
    known = order(services, "article", first, "a test", ordered_by="k")
    run(services)
    assert "taken apart" in (services.removals.get(known.id).waits or "")
    kilns.clock[0] += timedelta(hours=1)
    with pytest.raises(remove.Failed, match=known.id):
        run(services)
    set_state(services, whole, "split")
    run(services)
    assert (services.removals.get(known.id).state, services.removals.get(known.id).waits) == ("done", None)


def test_an_article_that_lies_in_the_place_of_an_archive_now_stays(kilns: Deployment) -> None:
    services = kilns.services
    whole, first, _ = two_in_one(kilns)
    services.objects.put_upload("uploads/two.jsonl", b"The harbour of Lisk is open.", "text/plain", {})
    set_state(services, whole, "analyzed")
    take_down(kilns, first)
    assert list(left_of(kilns, first)) == []
    assert services.objects.blob("uploads/two.jsonl") == b"The harbour of Lisk is open."


def test_an_article_of_many_appearances_goes_step_by_step_and_holds_up_no_other(
    kilns: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = kilns.services
    away = tell(kilns, "away.txt", AWAY)
    for at in range(7):
        kilns.put(f"flood/{at}.txt", FIRST, url=f"https://flood.example/{at}")
    kilns.run()
    first = next(one.card.id for one in services.articles.page("article", "all", limit=9).items if one.card.id != away)
    monkeypatch.setattr(carry, "PAGE", 2)
    monkeypatch.setattr(carry, "MOST_FORGOTTEN", 2)
    older = order(services, "article", away, "a person asked", ordered_by="k")
    kilns.clock[0] += timedelta(seconds=1)
    flooded = order(services, "article", first, "a test", ordered_by="k")
    left = [len(services.articles.appearances(first, 9))]
    while services.removals.get(flooded.id).works:
        looks = iter([300.0] * (4 if len(left) == 1 else 2))  # at the time: two in each step
        services.time_left = partial(next, looks, 0.0)
        run(services)
        assert services.removals.get(older.id).state == "done"
        left.append(len(services.articles.appearances(first, 9)))
        assert left[-1] < left[-2]
    assert {before - after for before, after in itertools.pairwise(left)} <= {1, 2}
    assert left[-1] == 0
    services.time_left = lambda: math.inf
    run(services)
    assert list(left_of(kilns, first)) == []
    with pytest.raises(Removed):
        services.graves.check_url("https://flood.example/6")


def test_an_appearance_that_waits_holds_up_none_of_the_others(kilns: Deployment) -> None:
    services = kilns.services
    whole, first, _ = two_in_one(kilns)
    again = services.uploads.parts(two_in_one(kilns, "again.jsonl")[0])[0]
    assert again.article == first
    set_state(services, whole, "received")
    order(services, "article", first, "a test", ordered_by="k")
    run(services)
    assert [one.upload for one in services.articles.appearances(first, 9)] == [services.uploads.parts(whole)[0].id]
    with pytest.raises(NotFound):
        services.objects.blob(again.key)


def test_many_appearances_that_wait_are_told_and_keep_none_of_the_others(
    kilns: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = kilns.services
    waiting = [two_in_one(kilns, f"flood{at}.jsonl") for at in range(3)]
    first = waiting[0][1]
    kilns.put("plain.txt", FIRST)
    kilns.run()
    for whole, *_ in waiting:
        set_state(
            services, whole, "retrying"
        )  # it was put again, and waits behind others for as long as its uploader likes
    monkeypatch.setattr(carry, "PAGE", 1)
    monkeypatch.setattr(carry, "MOST_WAITING", 2)
    known = order(services, "article", first, "a test", ordered_by="k")
    for _ in range(12):
        kilns.clock[0] += timedelta(minutes=1)
        run(services)
    parts = {services.uploads.parts(whole)[0].id for whole, *_ in waiting}
    assert {one.upload for one in services.articles.appearances(first, 9)} == parts
    assert "taken apart" in (services.removals.get(known.id).waits or "")
    kilns.clock[0] += timedelta(hours=1)
    with pytest.raises(remove.Failed, match=known.id):
        run(services)


def test_refused_uploads_that_wait_hold_up_none_of_the_others(
    kilns: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, text = kilns.services, barred(kilns)
    for at in range(3):
        upload = kilns.put(f"waits{at}.txt", text)
        kilns.run()
        item = services.table.get(("UPLOAD#" + upload, "UPLOAD")) or {}
        services.table.put({**item, "state": "retrying", "code": None})  # it was put again, and waits behind others
    waiting = set(services.removals.refused())
    monkeypatch.setattr(store, "MAX_DUE", 1)
    kilns.put("gone.txt", text)
    kilns.run()
    for _ in range(30):
        kilns.clock[0] += timedelta(minutes=1)
        run(services)
    monkeypatch.setattr(store, "MAX_DUE", 9)
    assert set(services.removals.refused()) == waiting


def test_a_person_is_looked_for_first_and_removed_when_that_is_ordered(kilns: Deployment) -> None:
    http = Http(kilns.services)
    first, away = tell(kilns, "a.txt", FIRST), tell(kilns, "c.txt", AWAY)
    kilns.services.watches.create(Watch("yara", "All on Yara Sindelkova", Rule(words=WordRule(any=("kilns",)))))
    body = {"by": "name", "value": "Yara  Sindelková", "reason": "her lawyer asks"}
    made = http.call("POST", "/v1/removals", scope="admin", body=body).json
    path = f"/v1/removals/{made['id']}"
    assert http.call("POST", f"{path}/carry-out", scope="admin").status == 400
    run(kilns.services)
    report = http.call("GET", path, scope="admin").json
    assert (report["removal"]["state"], report["removal"]["elsewhere"]) == ("found", ["watch yara"])
    assert (report["removal"]["looked_at"], report["removal"]["found"]) == (2, 1)
    [item] = report["items"]
    assert item["id"] == first
    assert item["places"]["text"] == 1
    assert http.call("GET", f"/v1/articles/{first}").status == 200
    assert http.call("POST", f"{path}/carry-out", scope="admin").status == 202
    run(kilns.services)
    done = http.call("GET", path, scope="admin").json
    assert (done["removal"]["state"], done["removal"]["value"], done["items"][0]["article"]) == ("done", "", None)
    gone = http.call("GET", f"/v1/articles/{first}")
    assert (gone.status, gone.json["code"]) == (404, "removed")
    assert http.call("GET", f"/v1/articles/{away}").status == 200
    kilns.services.watches.delete("yara", 1)
    assert list(left_of(kilns, first)) == []


@pytest.mark.parametrize(
    ("by", "value"),
    [("publisher", "karvel  post"), ("publisher", "post.example"), ("url", "post.example/kilns?utm_medium=x")],
)
def test_a_publisher_or_a_url_goes_at_once_where_that_is_ordered(kilns: Deployment, by: str, value: str) -> None:
    http = Http(kilns.services)
    first = tell(kilns, "a.txt", FIRST, publisher="Karvel Post", url="https://www.post.example/kilns")
    away = tell(kilns, "c.txt", AWAY, publisher="Lisk Courier", url="https://courier.example/ferry")
    body = {"by": by, "value": value, "reason": "closed", "carry_out": True}
    made = http.call("POST", "/v1/removals", scope="admin", body=body)
    assert made.status == 202
    run(kilns.services)
    [listed] = http.call("GET", "/v1/removals", scope="admin").json["items"]
    assert (listed["state"], listed["removed"], listed["ordered_by"]) == ("done", 1, listed["ordered_by"])
    assert list(left_of(kilns, first)) == []
    assert kilns.services.articles.head(away)


def test_whose_articles_went_is_not_kept_as_an_answer_either(kilns: Deployment) -> None:
    tell(kilns, "a.txt", FIRST)
    asked = {"by": "name", "value": "Yara Sindelkova", "reason": "asked for", "carry_out": True}
    once = {"Idempotency-Key": "k1"}
    answer = Http(kilns.services).call("POST", "/v1/removals", scope="admin", body=asked, headers=once)
    assert (answer.status, answer.headers["Cache-Control"]) == (202, "no-store")
    for _ in range(3):
        kilns.clock[0] += timedelta(minutes=4)
        run(kilns.services)
    assert kilns.services.removals.get(answer.json["id"]).removed == 1
    assert "Sindelkova" not in told_in(kilns)


def test_delete_takes_an_article_down_for_an_admin_with_a_reason(kilns: Deployment) -> None:
    http = Http(kilns.services)
    first = tell(kilns, "a.txt", FIRST)
    path = f"/v1/articles/{first}"
    assert http.call("DELETE", path, scope="write", query={"reason": "no"}).status == 403
    assert http.call("DELETE", path, scope="admin").status == 400
    bucket, kilns.services.archive.bucket = kilns.services.archive.bucket, ""
    assert http.call("DELETE", "/v1/articles/unknown", scope="admin", query={"reason": "no"}).status == 404
    kilns.services.archive.bucket = bucket
    answers = [http.call("DELETE", path, scope="admin", query={"reason": "a court"}) for _ in range(2)]
    assert [answer.status for answer in answers] == [202, 202]
    assert answers[0].json["id"] == answers[1].json["id"]
    assert run(kilns.services).removed == 1
    assert list(left_of(kilns, first)) == []
    with pytest.raises(InvalidInput):
        order(kilns.services, "article", first, " ", ordered_by="k")


def expire(deployment: Deployment) -> None:
    """All that has an end in the table and the bucket has come to it; the archive is kept for longer."""
    settings, clients = deployment.services.settings, deployment.services.clients
    for pk, sk in deployment.items():
        clients.dynamodb.delete_item(TableName=settings.table, Key={"pk": {"S": pk}, "sk": {"S": sk}})
    for one in clients.s3.list_object_versions(Bucket=settings.bucket).get("Versions", []):
        clients.s3.delete_object(Bucket=settings.bucket, Key=one["Key"], VersionId=one["VersionId"])


@pytest.mark.parametrize(
    ("by", "value"),
    [("article", ""), ("publisher", "Karvel Post"), ("url", "post.example/kilns"), ("name", "Yara Sindelkova")],
)
def test_what_the_archive_alone_has_goes_too_and_does_not_come_back(kilns: Deployment, by: By, value: str) -> None:
    services = kilns.services
    first = tell(kilns, "a.txt", FIRST, publisher="Karvel Post", url="https://post.example/kilns")
    second = tell(kilns, "b.txt", SECOND, publisher="Ostavia Herald", url="https://herald.example/brick")
    archived(kilns)
    expire(kilns)
    known = order(services, by, value or first, "a test", ordered_by="k", carry_out=True)
    run(services)
    done = services.removals.get(known.id)
    assert (done.state, done.found, done.removed) == ("done", 1, 1)
    assert list(left_of(kilns, first)) == []
    assert second in {one.article for one in services.archive.stored("articles")}
    again = kilns.put("again.txt", FIRST)
    kilns.run()
    assert services.uploads.get(again).code == "removed"


def test_an_id_that_nothing_knows_is_looked_for_in_the_archive_and_told_as_not_found(kilns: Deployment) -> None:
    http = Http(kilns.services)
    tell(kilns, "a.txt", FIRST)
    archived(kilns)
    made = http.call("DELETE", "/v1/articles/unknown", scope="admin", query={"reason": "no"})
    assert made.status == 202
    run(kilns.services)
    done = http.call("GET", f"/v1/removals/{made.json['id']}", scope="admin").json["removal"]
    assert (done["state"], done["found"], done["removed"]) == ("done", 0, 0)


@pytest.mark.parametrize("allow_again", [False, True])
def test_a_kill_between_any_two_writes_leaves_nothing_of_what_the_archive_alone_has(
    kilns: Deployment, allow_again: bool
) -> None:
    services = kilns.services
    first = tell(kilns, "a.txt", FIRST, url="https://post.example/kilns")
    archived(kilns)
    expire(kilns)
    known = order(services, "article", first, "a test", ordered_by="k", allow_again=allow_again)
    kills = until_it_lives(services, after=True)
    assert kills > 5
    assert services.removals.get(known.id).removed == 1
    assert list(left_of(kilns, first)) == []


def test_an_unsent_alert_goes_and_a_digest_tells_nothing_of_it(kilns: Deployment) -> None:
    ringing(kilns, mode="hourly")
    first = tell(kilns, "a.txt", FIRST)
    kilns.clock[0] += timedelta(hours=2)
    sweep(kilns.services)
    assert SECRET[0] in to_json([one.bulletin for one in kilns.services.bulletins.page(limit=9).items]).decode()
    take_down(kilns, first)
    assert list(left_of(kilns, first)) == []
    kilns.run()
    assert kilns.received() == []


def test_what_an_agency_s_cancel_raised_goes_with_the_article(kilns: Deployment) -> None:
    ringing(kilns)
    services = kilns.services
    first = tell(kilns, "a.txt", FIRST)
    services.queues.correlate(first, services.articles.head(first).v, killed="upload-of-the-cancel")
    kilns.run()
    assert [one.alert.msg_type for one in services.alerts.page("alert", "all", limit=9).items] == ["cancel", "alert"]
    take_down(kilns, first)
    assert list(left_of(kilns, first)) == []


@pytest.mark.parametrize(
    ("name", "text", "times"),
    [
        ("Yara Sindelkova", "Governor Yara Sindelkova said; Sindelkova's office", 1),
        ("Yara Sindelkova", "Sindelkova, Yara; Yara V. Sindelkova", 2),
        ("Олена Карвельчук", "для Олени Карвельчук та з Оленою Карвельчук", 2),
        ("Yara Sindelkova", "Яра Синделкова", 1),
        ("Yara Sindelkova", "Yara of Lisk met a man named Sindelkov", 0),
        ("Sindelkova", "Sindelkova went, Sindelkova said", 2),
        ("--", "nothing", 0),
    ],
)
def test_a_name_is_found_in_its_forms_orders_and_alphabets(name: str, text: str, times: int) -> None:
    assert times_named(name, text) == times


def test_two_urls_of_one_page_are_equal() -> None:
    one = plain_url("https://www.post.example/a/?b=2&a=1&utm_source=x#top")
    assert one == plain_url("http://POST.example:80/a?a=1&b=2") == "post.example/a?a=1&b=2"
    assert plain_url("https://post.example/a?b=2") != plain_url("https://post.example/a?b=3")
