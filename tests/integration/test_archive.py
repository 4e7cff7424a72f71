"""The archive: what it tells is what the table tells, however often and in whichever order it is told."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from tests.integration.conftest import Deployment, analysis_of, archived, with_archive
from tests.integration.counting import CountingDynamoDB
from tests.integration.http import Http
from tests.integration.roles import acting
from tests.integration.test_costs import SEED, stated
from tests.integration.test_ledger import fill
from tests.integration.test_removal import AWAY, FIRST, SECOND, Dying, Killed, embedded, ringing, tell

from tocsin.archive.backfill import backfill
from tocsin.archive.kinds import KINDS, Kind
from tocsin.archive.marks import RIPE
from tocsin.archive.pull import pull
from tocsin.archive.store import key_of
from tocsin.errors import NotFound
from tocsin.steps import archive
from tocsin.steps.decide import merge, split

pytestmark = pytest.mark.integration

ROWS = {"article", "at"}
"""What each row has, whatever it tells."""


@pytest.fixture
def kept(deployment: Deployment) -> Deployment:
    deployment.services.analyze = embedded
    return with_archive(deployment)


def objects(deployment: Deployment) -> dict[str, bytes]:
    s3, bucket = deployment.services.clients.s3, deployment.services.settings.archive_bucket
    keys = [one["Key"] for one in s3.list_objects_v2(Bucket=bucket).get("Contents", [])]
    return {key: s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}


def versions(deployment: Deployment) -> int:
    s3, bucket = deployment.services.clients.s3, deployment.services.settings.archive_bucket
    return len(s3.list_object_versions(Bucket=bucket).get("Versions", []))


def rows(deployment: Deployment, kind: Kind) -> list[dict[str, Any]]:
    found = objects(deployment).items()
    lines = [gzip.decompress(data).splitlines() for key, data in sorted(found) if key.startswith(f"archive/{kind}/")]
    return [json.loads(line) for some in lines for line in some]


def by_article(told: Iterable[dict[str, Any]], article: str) -> list[dict[str, Any]]:
    return [row for row in told if row["article"] == article]


def test_an_article_lies_under_its_kinds_and_day_a_minute_after_it_came(kept: Deployment) -> None:
    ringing(kept)
    article = tell(kept, "a.txt", FIRST, publisher="Karvel Post", url="https://post.example/kilns")
    assert archive.sweep(kept.services) == archive.Result()
    assert archived(kept) == archive.Result(articles=1, objects=5)
    assert sorted(objects(kept)) == sorted(key_of(kind, "2021-05-04", article) for kind in KINDS)
    [told] = rows(kept, "articles")
    assert (told["text"].splitlines()[0], told["publisher"]) == ("Kilns of Ostavia close for the winter", "Karvel Post")
    assert told["story"] == kept.services.articles.head(article).story
    [analysis] = rows(kept, "analyses")
    assert len(analysis["claims"]) == len(rows(kept, "claims"))
    assert {event["change"] for event in rows(kept, "events")} == {"new"}
    assert [alert["alert"]["watch"] for alert in rows(kept, "alerts")] == ["kilns"]
    assert all(row.keys() >= ROWS for kind in KINDS for row in rows(kept, kind))
    assert archive.sweep(kept.services) == archive.Result()


def test_claims_are_told_as_the_api_tells_them_with_their_words(kept: Deployment) -> None:
    tell(kept, "a.txt", FIRST, publisher="Karvel Post", url="https://post.example/kilns")
    tell(kept, "b.txt", SECOND, publisher="Ostavia Herald")
    archived(kept)
    listed = Http(kept.services).call("GET", "/v1/claims").json["items"]
    told = {(row["article"], row["claim"]["id"]): row for row in rows(kept, "claims")}
    assert len(told) == len(listed)
    for item in listed:
        row = told[item["article"], item["claim"]["id"]]
        assert {name: row[name] for name in item if name != "claim"} == {n: v for n, v in item.items() if n != "claim"}
        assert row["claim"].items() >= {n: item["claim"][n] for n in ("id", "text", "kind", "polarity")}.items()
        assert all(quote in FIRST + SECOND for quote in row["quotes"])


def test_a_later_article_changes_what_is_told_of_the_first_one_s_claims(kept: Deployment) -> None:
    first = tell(kept, "a.txt", FIRST, publisher="Karvel Post")
    archived(kept)
    assert {row["state"] for row in by_article(rows(kept, "claims"), first)} == {"single-source"}
    second = tell(kept, "b.txt", SECOND, publisher="Ostavia Herald")
    assert archived(kept).articles == 2
    assert "corroborated" in {row["state"] for row in by_article(rows(kept, "claims"), first)}
    assert "corroborated" in {row["change"] for row in by_article(rows(kept, "events"), second)}
    assert "corroborated" not in {row["change"] for row in by_article(rows(kept, "events"), first)}


def test_told_twice_it_is_the_same_bytes_and_nothing_is_written(kept: Deployment) -> None:
    tell(kept, "a.txt", FIRST)
    tell(kept, "c.txt", AWAY)
    archived(kept)
    before, count = objects(kept), versions(kept)
    assert list(backfill(kept.services)) == [2]
    assert archived(kept) == archive.Result(articles=2, objects=0)
    assert (objects(kept), versions(kept)) == (before, count)


def test_what_was_stored_before_is_put_there_when_that_is_asked_for(deployment: Deployment) -> None:
    deployment.services.analyze = embedded
    first = tell(deployment, "a.txt", FIRST)
    away = tell(deployment, "c.txt", AWAY)
    with pytest.raises(NotFound, match="Archive=true"):
        list(backfill(deployment.services))
    with pytest.raises(NotFound, match="Archive=true"):
        list(pull(deployment.services, Path("nowhere")))
    assert not [key for key in deployment.items() if key[0] == "ARCHIVING"]
    services = with_archive(deployment).services
    services.__dict__.pop("archive"), services.__dict__.pop("archiving")
    since = deployment.services.articles.head(away).card.at
    assert list(backfill(services, since)) == [1]
    archived(deployment)
    assert [row["article"] for row in rows(deployment, "articles")] == [away]
    assert list(backfill(services)) == [2]
    archived(deployment)
    assert {row["article"] for row in rows(deployment, "articles")} == {first, away}


def test_an_article_that_is_marked_while_it_is_archived_is_archived_once_more(kept: Deployment) -> None:
    services = kept.services
    first = tell(kept, "a.txt", FIRST)
    kept.clock[0] += RIPE
    [mark], _ = services.archiving.ripe("", "~", 9)
    services.archiving.put([first], 2_000_000_000)
    services.archiving.done(mark)
    assert archived(kept).articles == 1


@pytest.mark.parametrize("after", [False, True], ids=["before-a-write", "after-a-write"])
def test_a_kill_between_any_two_writes_changes_nothing_but_the_time(kept: Deployment, after: bool) -> None:
    ringing(kept)
    tell(kept, "a.txt", FIRST, publisher="Karvel Post")
    tell(kept, "b.txt", SECOND, publisher="Ostavia Herald")
    kept.clock[0] += RIPE
    services, kills = kept.services, 0
    dynamodb, s3 = services.table.client, services.clients.s3
    while True:
        left = [kills // 2 + 1]
        services.table.client = cast("Any", Dying(dynamodb, left, after=after))
        services.clients.__dict__["s3"] = Dying(s3, left, after=after)
        try:
            archive.sweep(services)
        except Killed:
            kills += 1
            assert kills < 50
            continue
        finally:
            services.table.client, services.clients.__dict__["s3"] = dynamodb, s3
        break
    assert kills > 5
    died = objects(kept)
    list(backfill(services))
    assert archived(kept) == archive.Result(articles=2, objects=0)
    assert objects(kept) == died


def test_one_that_fails_is_told_and_holds_up_no_other(kept: Deployment) -> None:
    services = kept.services
    first, away = tell(kept, "a.txt", FIRST), tell(kept, "c.txt", AWAY)
    services.clients.s3.put_object(Bucket=services.settings.bucket, Key=f"text/{first}", Body=b"\xff\xff")
    with pytest.raises(archive.Failed, match=first):
        archived(kept)
    assert [row["article"] for row in rows(kept, "articles")] == [away]
    services.objects.put_text(first, FIRST.strip())
    assert archived(kept).articles == 1


def test_a_new_analysis_is_told_in_the_place_of_the_old_one(kept: Deployment) -> None:
    first = tell(kept, "a.txt", FIRST)
    archived(kept)
    [before] = rows(kept, "analyses")
    kept.services.analyze = lambda article: analysis_of(article, engine="test/2")
    kept.send(kept.intake, {"reanalyze": first})
    kept.run()
    assert archived(kept).articles == 1
    [after] = rows(kept, "analyses")
    assert (before["versions"]["engine"] != "test/2", after["versions"]["engine"]) == (True, "test/2")
    assert [row["claim"]["id"] for row in rows(kept, "claims")] == ["c1"]


def test_what_a_desk_parts_and_joins_is_told_under_its_new_story(kept: Deployment) -> None:
    services = kept.services
    first = tell(kept, "a.txt", FIRST, publisher="Karvel Post")
    second = tell(kept, "b.txt", SECOND, publisher="Ostavia Herald")
    archived(kept)
    story = services.articles.head(first).story or ""
    with acting(services, "ApiRole"):
        parted = split(services, story, [second], "k")
    archived(kept)
    told = {row["article"]: row["story"] for row in rows(kept, "articles")}
    assert told == {first: story, second: parted.other}
    assert {row["state"] for row in rows(kept, "claims")} == {"single-source"}
    with acting(services, "ApiRole"):
        merge(services, story, parted.other, "k")
    archived(kept)
    assert {row["story"] for row in rows(kept, "claims")} == {story}
    assert "corroborated" in {row["state"] for row in rows(kept, "claims")}


def test_a_canceled_article_is_told_so_and_its_claims_are_withdrawn(kept: Deployment) -> None:
    ringing(kept)
    services = kept.services
    first = tell(kept, "a.txt", FIRST)
    archived(kept)
    services.queues.correlate(first, services.articles.head(first).v, killed="upload-of-the-cancel")
    kept.run()
    archived(kept)
    assert [row["canceled"] for row in rows(kept, "articles")] == [True]
    assert {row["state"] for row in rows(kept, "claims")} == {"withdrawn"}
    assert [row["alert"]["msg_type"] for row in rows(kept, "alerts")] == ["alert", "cancel"]


def test_words_of_an_article_stand_in_its_own_objects_alone(kept: Deployment) -> None:
    fill(kept)
    archived(kept)
    claims = {(row["article"], row["claim"]["id"]): row["claim"]["text"] for row in rows(kept, "claims")}
    mine: dict[str, set[str]] = {}
    for (article, _), text in claims.items():
        mine.setdefault(article, set()).add(text)
    [revised] = [row for row in rows(kept, "events") if row["change"] == "revised"]
    assert (revised["before"], revised["after"] in mine[revised["article"]]) == (None, True)
    assert "3,000" in claims[revised["before_article"], revised["before_claim"]]
    for row in (row for kind in KINDS for row in rows(kept, kind)):
        others = set().union(*(texts for article, texts in mine.items() if article != row["article"]))
        own = json.dumps(
            [one for kind in ("articles", "analyses") for one in by_article(rows(kept, kind), row["article"])]
        )
        told = json.dumps(row)
        assert [words for words in others if words in told and words not in own] == []


def test_events_that_the_ledger_forgets_stay_in_the_archive(kept: Deployment) -> None:
    first = tell(kept, "a.txt", FIRST)
    archived(kept)
    services = kept.services
    day = services.articles.head(first).card.at[:10]
    earlier = {"article": first, "at": "2021-01-01T00:00:00Z", "story": "s", "entry": "gone", "change": "new"}
    services.archive.put("events", day, first, [earlier, *services.archive.rows("events", day, first)])
    list(backfill(services))
    archived(kept)
    assert rows(kept, "events")[0] == earlier
    assert len(rows(kept, "events")) > 1


def test_a_copy_in_a_folder_follows_the_archive_also_when_something_goes(kept: Deployment, tmp_path: Path) -> None:
    first, away = tell(kept, "a.txt", FIRST), tell(kept, "c.txt", AWAY)
    archived(kept)
    assert sum(one.fetched for one in pull(kept.services, tmp_path)) == len(objects(kept))
    copied = {f"archive/{path.relative_to(tmp_path)}": path.read_bytes() for path in tmp_path.rglob("*.gz")}
    assert copied == objects(kept)
    other = tmp_path / "claims" / "mine.txt"
    other.write_text("a note of one's own")
    assert [(one.fetched, one.removed) for one in pull(kept.services, tmp_path)] == [(0, 0)] * 5
    kept.services.archive.erase(kept.services.articles.head(first).card.at[:10], first)
    assert sum(one.removed for one in pull(kept.services, tmp_path)) > 0
    assert {path.name for path in tmp_path.rglob("*.gz")} == {f"{away}.jsonl.gz"}
    assert other.exists()


def test_a_run_stops_in_time_and_the_next_one_goes_on(kept: Deployment) -> None:
    tell(kept, "a.txt", FIRST)
    tell(kept, "c.txt", AWAY)
    kept.clock[0] += RIPE
    seconds = iter([60.0, 60.0, 9.0, 9.0, 9.0])
    kept.services.time_left = lambda: next(seconds)
    assert archive.sweep(kept.services).articles == 1
    kept.services.time_left = lambda: 60.0
    kept.clock[0] += timedelta(minutes=1)
    assert archive.sweep(kept.services).articles == 1


class Counting:
    """A client that counts its calls, and the bytes of the objects that it puts."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.calls: Counter[str] = Counter()
        self.put = 0

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._client, name)

        def counted(**request: Any) -> Any:
            self.calls[name] += 1
            self.put += len(request.get("Body", b""))
            return call(**request)

        return counted


@pytest.mark.parametrize("text", [FIRST, SEED.read_text("utf-8")], ids=["short", "seed"])
def test_an_article_takes_no_more_calls_than_stated(kept: Deployment, text: str) -> None:
    ringing(kept)
    tell(kept, "a.txt", text)
    services, s3 = kept.services, Counting(kept.services.clients.s3)
    client, counting = CountingDynamoDB.before(services.table.client)
    services.table.client, services.clients.__dict__["s3"] = client, s3
    archived(kept)
    calls, units = stated()["archive"]
    assert counting.bill.total_calls - counting.bill.calls["query"] + 1 <= calls  # marks are read once a run
    assert counting.bill.write_units <= units
    assert s3.calls["put_object"] <= len(KINDS)
    assert sum(s3.calls.values()) <= 2 * len(KINDS) + 2
    s3.calls.clear()
    list(backfill(services))
    archived(kept)
    assert sum(s3.calls.values()) <= len(KINDS) + 2
