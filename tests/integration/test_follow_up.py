"""From an edited article to the update that a subscriber gets, and to the reason that is kept."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.integration.conftest import TEXT, Deployment

from tocsin.engine.embedded import analyze_text
from tocsin.model import Analysis, Article
from tocsin.watches.model import Delivery, Quiet

pytestmark = pytest.mark.integration


def embedded(article: Article) -> Analysis:
    return analyze_text(article.text, article.title, article.language, article.published_at)


def test_an_edited_number_updates_the_alert_and_a_repost_rings_nobody(watched: Deployment) -> None:
    services = watched.services
    services.analyze = embedded
    watched.put("a.txt", TEXT, publisher="Lessing Courier")
    watched.run()
    [first] = [json.loads(message["Message"]) for message in watched.received()]

    watched.put("b.txt", f"{TEXT}\nRead our letter every morning before breakfast.\n", publisher="Omber Post")
    watched.run()
    assert watched.received() == []

    upload = watched.put("c.txt", TEXT.replace("ten thousand", "thirty thousand"), publisher="Lessing Courier")
    watched.run()
    [update] = [json.loads(message["Message"]) for message in watched.received()]
    assert update["data"]["msg_type"] == "update"
    assert update["data"]["references"] == [first["id"]]
    assert update["data"]["changes"][0]["change"] == "revised"
    article = services.uploads.get(upload).article
    assert article is not None
    why = services.alerts.why(article)
    assert why is not None
    assert (why.part, why.origin) == ("revision", "family:lessing-courier")


def test_in_quiet_hours_an_alert_is_kept_and_waits(watched: Deployment) -> None:
    services = watched.services
    watch = services.watches.get("call-up")
    quiet = Delivery(quiet=Quiet("09:00", "12:00"))
    services.watches.change(replace(watch, delivery=quiet), watch.version)
    watched.put("a.txt", TEXT)
    watched.run()
    assert watched.received() == []
    [kept] = services.alerts.page("alert", "all", limit=10).items
    assert (kept.alert.hold, kept.alert.not_before) == ("quiet-hours", "2031-05-04T12:00:00.000Z")
