"""Uploads, sources and settings over a real store."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.integration.browser import Browser
from tests.integration.conftest import TEXT, Deployment, s3_event
from tests.integration.roles import acting

from tocsin.aws import keys
from tocsin.aws.apikeys import create_key
from tocsin.aws.redrive import count_waiting
from tocsin.codec import to_json
from tocsin.engine.openai.budget import Day, Month
from tocsin.steps import remove
from tocsin.web.site import build_site

pytestmark = pytest.mark.integration
SignedIn = Callable[[str], Browser]


@pytest.fixture
def signed_in(watched: Deployment) -> SignedIn:
    def sign_in(scope: str) -> Browser:
        browser = Browser(build_site(watched.services))
        key = create_key(watched.services.table, scope, f"desk {scope}", watched.clock[0])[1]  # type: ignore[arg-type]
        assert browser.sign_in(key).status == 303
        return browser

    return sign_in


def arrive(deployment: Deployment) -> None:
    """What S3 tells of the objects that the pages put."""
    s3, bucket = deployment.services.clients.s3, deployment.services.settings.bucket
    for thing in s3.list_objects_v2(Bucket=bucket, Prefix="uploads/").get("Contents", []):
        deployment.sequence += 1
        deployment.send(
            deployment.intake, s3_event(thing["Key"], thing["ETag"], deployment.sequence, deployment.clock[0], bucket)
        )
    deployment.run()


def test_files_are_put_and_what_became_of_each_is_told(watched: Deployment, signed_in: SignedIn) -> None:
    writer = signed_in("write")
    files = [("черга.txt", TEXT.encode(), "text/plain"), ("b.exe", b"MZ\0\1\2", "application/octet-stream")]
    told = {"csrf": writer.get("uploads").csrf, "title": "Призов", "publisher": "Port Gazette", "text": ""}
    sent = writer.send("uploads", told, files)
    assert sent.status == 303
    arrive(watched)
    shown = writer.get(sent.headers["Location"])
    assert "analyzed" in shown.text
    assert "rejected" in shown.text
    [head] = watched.services.articles.page("article", "all", limit=9).items
    assert (head.card.title, head.card.publisher) == ("Призов", "Port Gazette")
    [rejected] = watched.services.uploads.page("rejected", limit=9).items
    assert rejected.reason is not None
    assert rejected.reason in shown.text.replace("&#39;", "'")
    part = writer.get(sent.headers["Location"] + "&part=1")
    assert "<html" not in part.text
    assert rejected.key.rpartition("/")[2] in part.text


def test_a_type_that_no_header_can_hold_is_put_as_one_that_is_unknown(watched: Deployment, signed_in: SignedIn) -> None:
    writer = signed_in("write")
    fields = {"csrf": writer.get("uploads").csrf, "text": ""}
    assert writer.send("uploads", fields, [("a.txt", TEXT.encode(), "тип/é")]).status == 303
    arrive(watched)
    assert len(watched.services.uploads.page("analyzed", limit=9).items) == 1


def test_a_text_is_pasted_and_an_empty_form_is_told(watched: Deployment, signed_in: SignedIn) -> None:
    writer = signed_in("write")
    csrf = writer.get("uploads").csrf
    assert writer.send("uploads", {"csrf": csrf, "text": TEXT}, []).status == 303
    arrive(watched)
    assert len(watched.services.articles.page("article", "all", limit=9).items) == 1
    for fields in ({"text": ""}, {"text": "x", "published_at": "yesterday"}, {"text": "x", "language": "English"}):
        assert writer.send("uploads", {"csrf": csrf, **fields}, []).status == 400
    assert writer.send("uploads", {"csrf": "0" * 32, "text": TEXT}, []).status == 403
    assert signed_in("read").get("uploads").text.count("multipart/form-data") == 0


def test_files_beyond_what_a_function_takes_are_refused(signed_in: SignedIn) -> None:
    writer = signed_in("write")
    csrf = writer.get("uploads").csrf
    assert writer.send("uploads", {"csrf": csrf}, [("a.pdf", b"x" * 4_000_001, "application/pdf")]).status == 400


def test_feeds_are_shown_with_how_they_do(watched: Deployment, signed_in: SignedIn) -> None:
    feeds = watched.services.feeds
    assert "No feed is asked for news" in signed_in("read").get("sources").text
    feeds.add("https://gazette.example/rss?a=1&b=2", "<b>Gazette</b>")
    broken = feeds.add("https://post.example/rss")
    feeds.change(replace(broken, state="blocked", reason="its publisher refuses (status 403)", failures=1))
    shown = signed_in("read").get("sources").text
    assert "&lt;b&gt;Gazette" in shown
    assert 'href="https://gazette.example/rss?a=1&amp;b=2"' in shown
    assert shown.index("status 403") < shown.index("not asked yet")


def test_a_source_is_graded_shows_what_it_applies_to_and_is_taken_back(
    watched: Deployment, signed_in: SignedIn
) -> None:
    watched.put("a.txt", TEXT, publisher="Port Gazette", url="https://gazette.example/a")
    watched.run()
    admin = signed_in("admin")
    csrf = admin.get("sources").csrf
    graded = admin.post("sources", {"csrf": csrf, "domain": "gazette.example", "grade": "B", "note": "<i>corrects</i>"})
    assert graded.headers["Location"] == "sources/gazette.example"
    shown = admin.get("sources/gazette.example").text
    assert "usually reliable" in shown
    assert "&lt;i&gt;corrects" in shown
    assert "1 of the newest 1 article" in shown
    assert admin.post("sources", {"csrf": csrf, "domain": "no domain", "grade": "B"}).status == 400
    assert admin.post("sources", {"csrf": csrf, "domain": "a.example", "grade": "Z"}).status == 400
    assert signed_in("write").post("sources", {"domain": "a.example", "grade": "A"}).status == 403
    for _ in range(2):
        assert admin.post("sources/gazette.example/remove", {"csrf": csrf}).status == 303
    assert watched.services.grades.all() == []


def test_a_subscription_is_added_told_of_and_removed(watched: Deployment, signed_in: SignedIn) -> None:
    admin = signed_in("admin")
    csrf = admin.get("settings/subscriptions").csrf
    fields = {"csrf": csrf, "protocol": "email", "least_severity": "severe", "watches": "call-up"}
    assert admin.post("settings/subscriptions", {**fields, "endpoint": "desk@paper.example"}).status == 303
    shown = admin.get("settings/subscriptions").text
    assert "desk@paper.example" in shown
    assert "call-up" in shown
    wrong = admin.post("settings/subscriptions", {**fields, "endpoint": '"><script>'})
    assert "is not an e-mail address" in wrong.text
    assert 'value="&#34;&gt;&lt;script&gt;"' in wrong.text
    assert "is one of" in admin.post("settings/subscriptions", {**fields, "watches": "none", "endpoint": "a@b.cd"}).text
    [one] = watched.services.subscriptions.page(limit=9, position=None, now=watched.clock[0]).items
    assert (one.watches, one.least_severity) == (("call-up",), "severe")
    assert admin.post(f"settings/subscriptions/{one.id}/remove", {"csrf": csrf}).status == 303
    [gone] = watched.services.subscriptions.page(limit=9, position=None, now=watched.clock[0]).items
    assert gone.state == "deleted"


def test_addresses_and_keys_are_for_admins_alone(signed_in: SignedIn) -> None:
    writer, admin = signed_in("write"), signed_in("admin")
    for path in ("settings/keys", "settings/subscriptions"):
        assert writer.get(path).status == 403
        assert path not in writer.get("settings").text
        assert path in admin.get("settings").text
    shown = admin.get("settings/keys").text
    assert "desk admin" in shown
    assert "tocsin_" not in shown


def test_usage_is_shown_by_day_against_the_caps(watched: Deployment, signed_in: SignedIn) -> None:
    reader = signed_in("read")
    assert "costs no tokens" in reader.get("settings/usage").text
    month = watched.clock[0].strftime("%Y-%m")
    pk, sk = keys.spending(month)
    days = {f"{month}-01": Day(2 * 10**12, 10**12, 3, 4_000, 50), f"{month}-02": Day(10**12, 10**12, 1, 10, 5)}
    watched.services.table.put({"pk": pk, "sk": sk, "v": 1, "data": to_json(Month(days)).decode()})
    shown = reader.get("settings/usage").text
    assert f"{month}-01" in shown
    assert "4\u202f000" in shown
    assert shown.count('<rect class="bar"') == 2


def test_health_counts_what_was_given_up(watched: Deployment, signed_in: SignedIn) -> None:
    services = watched.services
    services.settings = replace(services.settings, steps=(("analyze", watched.intake, watched.inbox),))
    services.clients.sqs.send_message(QueueUrl=watched.inbox, MessageBody=json.dumps({}))
    shown = signed_in("read").get("settings").text
    assert "tocsin redrive analyze" in shown
    assert "none yet" in shown


def test_what_was_given_up_is_brought_back_where_an_admin_says_so_twice(
    watched: Deployment, signed_in: SignedIn
) -> None:
    services = watched.services
    dead = services.clients.sqs.create_queue(QueueName="dead")["QueueUrl"]
    services.settings = replace(services.settings, steps=(("notify", watched.outbox, dead),))
    watched.send(dead, {"alert": "a"})
    admin, reader = signed_in("admin"), signed_in("read")
    asked = admin.get("settings/health/notify/redrive")
    assert "1 message was given up" in asked.text
    assert count_waiting(services.clients.sqs, dead) == 1
    done = admin.post("settings/health/notify/redrive", {"csrf": asked.csrf})
    assert "1 message was brought back" in done.text
    assert (count_waiting(services.clients.sqs, dead), count_waiting(services.clients.sqs, watched.outbox)) == (0, 1)
    assert admin.get("settings/health/none/redrive").status == 404
    assert reader.get("settings/health/notify/redrive").status == 403


def test_a_test_is_sent_to_a_channel_and_mail_has_none(watched: Deployment, signed_in: SignedIn) -> None:
    admin = signed_in("admin")
    csrf = admin.get("settings/subscriptions").csrf
    for protocol, endpoint in (("ntfy", "https://ntfy.example/desk"), ("email", "desk@paper.example")):
        fields = {"csrf": csrf, "protocol": protocol, "endpoint": endpoint, "least_severity": "minor"}
        admin.post("settings/subscriptions", fields)
    shown = admin.get("settings/subscriptions")
    [to] = {link for link in shown.links if link.endswith("/test")}
    sent = admin.post(to, {"csrf": csrf})
    assert "A test is on its way" in admin.get(f"settings/{sent.headers['Location'].rpartition('/')[2]}").text
    assert count_waiting(watched.services.clients.sqs, watched.deliveries) == 1
    subscribed = watched.services.subscriptions.page(limit=9, position=None, now=watched.clock[0])
    mail = next(one for one in subscribed.items if one.protocol == "email")
    assert "has no test" in admin.post(f"settings/subscriptions/{mail.id}/test", {"csrf": csrf}).text


def run_removals(deployment: Deployment) -> None:
    with acting(deployment.services, "RemoveRole"):
        remove.sweep(deployment.services)


def versioned(deployment: Deployment) -> None:
    """As the template has the bucket: a removal asks for each version of an object."""
    s3, bucket = deployment.services.clients.s3, deployment.services.settings.bucket
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})


def test_an_article_is_taken_down_from_its_page_with_a_reason(watched: Deployment, signed_in: SignedIn) -> None:
    versioned(watched)
    watched.put("a.txt", TEXT)
    watched.run()
    [head] = watched.services.articles.page("article", "all", limit=9).items
    writer, admin = signed_in("write"), signed_in("admin")
    assert "Take it down" not in writer.get(f"articles/{head.card.id}").text
    csrf = admin.get(f"articles/{head.card.id}").csrf
    assert "told why" in admin.post(f"articles/{head.card.id}/remove", {"csrf": csrf}).text
    ordered = admin.post(f"articles/{head.card.id}/remove", {"csrf": csrf, "reason": "A court says so"})
    assert "A court says so" in admin.get(f"articles/x/{ordered.headers['Location']}").text
    run_removals(watched)
    assert admin.get(f"articles/{head.card.id}").status == 404
    assert "1 of 1 article removed" in admin.get("settings/removals").text


def test_what_is_to_go_is_looked_for_shown_and_then_removed(watched: Deployment, signed_in: SignedIn) -> None:
    versioned(watched)
    watched.put("a.txt", TEXT, publisher="Port Gazette")
    watched.run()
    admin = signed_in("admin")
    csrf = admin.get("settings/removals").csrf
    sought = {"csrf": csrf, "by": "publisher", "value": "Port Gazette", "reason": "An order"}
    made = admin.post("settings/removals", sought)
    page = f"settings/{made.headers['Location']}"
    run_removals(watched)
    found = admin.get(page)
    assert "Remove what was found" in found.text
    assert "Veldania calls up" in found.text
    assert admin.post(f"{page}/carry-out", {"csrf": csrf}).status == 303
    run_removals(watched)
    assert "Veldania calls up" not in admin.get(page).text
    assert watched.services.articles.page("article", "all", limit=9).items == ()


def test_a_channel_is_given_its_language_in_the_form_and_what_sns_delivers_has_none(
    watched: Deployment, signed_in: SignedIn
) -> None:
    admin = signed_in("admin")
    form = admin.get("settings/subscriptions")
    fields = {"csrf": form.csrf, "protocol": "ntfy", "endpoint": "https://ntfy.example/desk", "least_severity": "minor"}
    assert '<option value="uk">Українська</option>' in form.text
    assert admin.post("settings/subscriptions", {**fields, "language": "uk"}).status == 303
    [made] = watched.services.channels.all()
    assert made.language == "uk"
    assert "Українська ·" in admin.get("settings/subscriptions").text
    email = {**fields, "protocol": "email", "endpoint": "desk@paper.example", "language": "ru"}
    refused = admin.post("settings/subscriptions", email)
    assert "SNS sends all its subscribers one text" in refused.text
    assert '<option value="ru" selected>' in refused.text
    assert admin.post("settings/subscriptions", {**fields, "language": "xx"}).status == 200
    assert len(watched.services.channels.all()) == 1
