"""Alerts that 0.1 stored are read by the code of today."""

from __future__ import annotations

import json

from tocsin.aws.older import read_alert
from tocsin.codec import to_json

STORED = {
    "id": "a1", "watch": "crossing", "watch_name": "Crossing", "watch_version": 1, "story": "s1", "article": "x1",
    "raised_at": "2026-11-09T10:00:00.000Z", "severity": "severe", "title": "Queue at Karvel", "summary": "A queue.",
    "claims": [
        {"id": "c1", "quote": "a queue of 12 km", "claimant": "Ilka Toren", "kind": "statement", "state": None},
        {"id": "c2", "quote": "a queue at Karvel", "claimant": "ministry", "kind": "denial"},
    ],
    "topics": ["border-queues"], "places": ["Karvel"], "countries": [], "why": [], "msg_type": "update",
    "references": ["a0"],
    "changes": [
        {"claim": "c1", "change": "contradicted", "before": "a queue of 12 km", "after": "no queue"},
        {"claim": "c1", "change": "corroborated", "before": "", "after": "family:merin-post"},
    ],
}  # fmt: skip


def test_an_alert_of_the_first_version_is_read_with_what_can_be_known_of_its_claims() -> None:
    alert = read_alert(json.dumps(STORED))
    assert [claim.polarity for claim in alert.claims] == ["affirmed", "denied"]
    contradicted, corroborated = alert.changes
    assert contradicted.before is not None
    assert contradicted.before.text == "a queue of 12 km"
    assert corroborated.before is None


def test_what_is_stored_today_comes_back_as_it_was() -> None:
    alert = read_alert(json.dumps(STORED))
    assert read_alert(to_json(alert).decode()) == alert
