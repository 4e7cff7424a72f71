"""What each channel asks for, sends, and takes an answer for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.unit.channels.test_markup import ADDRESSES, AT, body, notice
from tests.unit.notify.test_render import ALERT

from tocsin.channels import webhook
from tocsin.channels.addresses import hint
from tocsin.channels.model import CHANNELS, Address, ChannelName, Outcome
from tocsin.channels.registry import BY_NAME
from tocsin.errors import InvalidInput
from tocsin.fetch import Answer

UPDATE = replace(ALERT, id="b" * 24, msg_type="update", references=(ALERT.id,))
CANCEL = replace(UPDATE, id="c" * 24, msg_type="cancel")


def read(name: ChannelName, status: int, found: object = b"", **headers: str) -> Outcome:
    raw = found if isinstance(found, bytes) else json.dumps(found).encode()
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    return BY_NAME[name].read(Answer(status, "https://x.example", sent, raw), AT)


def test_every_channel_has_a_file_and_an_address_of_its_form() -> None:
    assert tuple(BY_NAME) == CHANNELS
    for name, channel in BY_NAME.items():
        assert channel.check(ADDRESSES[name]) == ADDRESSES[name]


@pytest.mark.parametrize("name", CHANNELS)
def test_the_same_alert_at_the_same_time_is_the_same_request_and_shows_no_secret(name: ChannelName) -> None:
    one, same = (BY_NAME[name].request(notice(ALERT), ADDRESSES[name]) for _ in range(2))
    assert one == same
    assert one.url not in repr(one)
    assert not any(secret in repr(ADDRESSES[name]) for secret in ADDRESSES[name].secrets)
    assert ADDRESSES[name].endpoint not in repr(ADDRESSES[name])


@pytest.mark.parametrize(
    ("name", "endpoint", "secret", "where"),
    [
        ("webhook", "https://desk.example", "", "secret"),
        ("webhook", "https://desk.example", "whsec_c2hvcnQ=", "secret"),
        ("webhook", "ftp://desk.example", "whsec_" + "A" * 32, "endpoint"),
        ("slack", "https://user:pass@hooks.slack.example/x", "", "endpoint"),
        ("slack", "general", "xoxb-1234567890", "endpoint"),
        ("slack", "C0123456", "xoxb-7", "secret"),
        ("teams", "https://flow.example/x", "qz-77", "secret"),
        ("telegram", "my desk", "1:" + "a" * 30, "endpoint"),
        ("telegram", "-100", "qz-77", "secret"),
        ("matrix", "!room:server", "token-of-ours", "endpoint"),
        ("matrix", "https://matrix.example/#room:server", "token-of-ours", "endpoint"),
        ("ntfy", "a b", "", "endpoint"),
        ("ntfy", "desk", "qz-77", "secret"),
        ("pushover", "short", "t" * 30, "endpoint"),
        ("pagerduty", "us", "qz-77", "secret"),
        ("pagerduty", "mars", "k" * 32, "endpoint"),
        ("opsgenie", "eu", "", "secret"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused_by_its_part(
    name: ChannelName, endpoint: str, secret: str, where: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        BY_NAME[name].check(Address(endpoint, (secret,) if secret else ()))
    assert refused.value.where == where
    assert secret == "" or secret not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "endpoint", "secret", "kept"),
    [
        ("telegram", "-100123", "1:" + "a" * 30, "https://api.telegram.org/-100123"),
        ("telegram", "https://Bots.example/@desk", "1:" + "a" * 30, "https://bots.example/@desk"),
        ("slack", "C0123456", "xoxb-1234567890", "https://slack.com/api/C0123456"),
        ("ntfy", "desk", "", "https://ntfy.sh/desk"),
        ("pagerduty", "eu", "k" * 32, "https://events.eu.pagerduty.com"),
        ("opsgenie", "https://ops.example/", "k" * 36, "https://ops.example"),
    ],
)
def test_an_address_is_kept_in_one_form(name: ChannelName, endpoint: str, secret: str, kept: str) -> None:
    assert BY_NAME[name].check(Address(endpoint, (secret,) if secret else ())).endpoint == kept


def test_what_is_shown_of_an_endpoint_does_not_open_it() -> None:
    assert hint("https://hooks.slack.example/services/T000/B000/abcdefghijkl") == "hooks.slack.example/…ijkl"
    assert hint("https://ntfy.sh/desk") == "ntfy.sh/…"


def test_a_webhook_is_signed_as_the_specification_says_with_each_secret() -> None:
    old, new = ("whsec_" + base64.b64encode(bytes([n]) * 24).decode() for n in (1, 2))
    sent = webhook.request(notice(ALERT), Address("https://desk.example/in", (new, old)))
    stamp = str(int(AT.timestamp()))
    assert (sent.headers["webhook-id"], sent.headers["webhook-timestamp"]) == (ALERT.id, stamp)
    signed = f"{ALERT.id}.{stamp}.".encode() + sent.body
    wanted = [
        "v1," + base64.b64encode(hmac.new(bytes([n]) * 24, signed, hashlib.sha256).digest()).decode() for n in (2, 1)
    ]
    assert sent.headers["webhook-signature"].split(" ") == wanted


def test_the_signature_is_the_one_of_the_specification_for_a_known_message() -> None:
    """Computed once with the published algorithm for these very values, so that a change of ours is seen."""
    secret = "whsec_" + base64.b64encode(b"an invented secret of Karvel").decode()
    assert webhook.new_secret(b"an invented secret of Karvel") == secret
    found = webhook.signature(secret, "msg_1", 1_800_000_000, b"{}")
    key, signed = b"an invented secret of Karvel", b"msg_1.1800000000.{}"
    assert found == "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


FOLLOWING: list[tuple[ChannelName, str, Any]] = [
    ("telegram", "41", lambda sent: sent["reply_parameters"]["message_id"] == 41),
    ("matrix", "$first", lambda sent: sent["m.relates_to"]["m.in_reply_to"]["event_id"] == "$first"),
    ("pagerduty", "", lambda sent: (sent["event_action"], sent["dedup_key"]) == ("trigger", ALERT.id)),
    ("opsgenie", "r", lambda sent: sent["note"] != ""),
]


@pytest.mark.parametrize(("name", "thread", "holds"), FOLLOWING)
def test_an_update_follows_its_first_message(name: ChannelName, thread: str, holds: Any) -> None:
    assert holds(body(name, UPDATE, thread))


def test_an_update_of_a_bot_of_slack_is_in_the_thread_and_in_the_channel() -> None:
    address = Address("https://slack.com/api/C0123456", ("xoxb-1234567890",))
    sent = BY_NAME["slack"].request(notice(UPDATE, "17.4"), address)
    told = json.loads(sent.body)
    assert sent.url == "https://slack.com/api/chat.postMessage"
    assert (told["channel"], told["thread_ts"], told["reply_broadcast"]) == ("C0123456", "17.4", True)
    assert sent.headers["Authorization"] == "Bearer xoxb-1234567890"


def test_a_cancel_resolves_the_incident_where_there_is_one() -> None:
    assert body("pagerduty", CANCEL) == {
        "routing_key": "k" * 32,
        "event_action": "resolve",
        "dedup_key": ALERT.id,
    }
    closed = BY_NAME["opsgenie"].request(notice(CANCEL, "r"), ADDRESSES["opsgenie"])
    assert closed.url == f"https://api.opsgenie.com/v2/alerts/{ALERT.id}/close?identifierType=alias"


@pytest.mark.parametrize("name", ["slack", "teams", "discord", "telegram", "mattermost", "matrix", "ntfy", "pushover"])
def test_a_cancel_says_in_its_title_that_it_is_one(name: ChannelName) -> None:
    assert "Cancelled" in json.dumps(body(name, CANCEL)) or "cancel" in json.dumps(body(name, CANCEL)).lower()


def test_a_transaction_of_matrix_is_the_alert_so_that_a_repetition_is_none() -> None:
    sent = BY_NAME["matrix"].request(notice(ALERT), ADDRESSES["matrix"])
    assert (sent.method, sent.url.rpartition("/")[2]) == ("PUT", ALERT.id)
    assert json.loads(sent.body)["m.mentions"] == {}


REFS: list[tuple[ChannelName, object, str]] = [
    ("slack", {"ok": True, "ts": "17.4"}, "17.4"),
    ("discord", {"id": "99"}, "99"),
    ("telegram", {"ok": True, "result": {"message_id": 41}}, "41"),
    ("matrix", {"event_id": "$e"}, "$e"),
    ("pagerduty", {"status": "success", "dedup_key": "k"}, "k"),
    ("opsgenie", {"requestId": "r"}, "r"),
]


@pytest.mark.parametrize(("name", "found", "ref"), REFS)
def test_the_name_that_a_service_gives_a_message_is_read(name: ChannelName, found: object, ref: str) -> None:
    assert read(name, 200, found) == Outcome("ok", ref=ref)


@pytest.mark.parametrize("name", CHANNELS)
@pytest.mark.parametrize("junk", [b"", b"ok", b"\xff", b"[1]", b"{" * 5_000, b'{"id": {}, "ok": 3, "result": 7}'])
def test_an_answer_that_is_none_of_theirs_is_read_by_its_status(name: ChannelName, junk: bytes) -> None:
    assert read(name, 503, junk).verdict == "retry"
    assert read(name, 400, junk).verdict in {"refused", "retry"}
    assert read(name, 429, junk, retry_after="7").after == 7


@pytest.mark.parametrize("name", [name for name in CHANNELS if name != "webhook"])
def test_who_is_gone_or_refuses_is_not_asked_again(name: ChannelName) -> None:
    assert read(name, 410).verdict == "gone"
    assert read(name, 401).verdict in {"refused", "gone"}


def test_a_webhook_is_asked_again_whatever_it_answers_but_410() -> None:
    assert [read("webhook", status).verdict for status in (200, 204, 301, 400, 404, 410, 500)] == [
        "ok",
        "ok",
        "retry",
        "retry",
        "retry",
        "gone",
        "retry",
    ]


@pytest.mark.parametrize(
    ("name", "found", "verdict"),
    [
        ("slack", {"ok": False, "error": "ratelimited"}, "retry"),
        ("slack", {"ok": False, "error": "channel_not_found"}, "gone"),
        ("slack", {"ok": False, "error": "invalid_auth"}, "refused"),
    ],
)
def test_slack_says_no_under_status_200(name: ChannelName, found: object, verdict: str) -> None:
    assert read(name, 200, found).verdict == verdict


WAITS: list[tuple[ChannelName, object, dict[str, str], int | None]] = [
    ("slack", b"", {"retry_after": "30"}, 30),
    ("telegram", {"parameters": {"retry_after": 12}}, {}, 12),
    ("discord", {"retry_after": 1.5}, {}, 2),
    ("matrix", {"retry_after_ms": 2_500}, {}, 3),
    ("ntfy", b"", {"retry_after": format_datetime(AT.astimezone(UTC) + timedelta(seconds=90), usegmt=True)}, 90),
    ("webhook", b"", {"retry_after": "99999999999999999999"}, 86_400),
    ("webhook", b"", {"retry_after": "-5"}, None),
    ("webhook", b"", {"retry_after": "soon"}, None),
]


@pytest.mark.parametrize(("name", "found", "headers", "after"), WAITS)
def test_how_long_a_service_asks_to_wait(
    name: ChannelName, found: object, headers: dict[str, str], after: int | None
) -> None:
    assert read(name, 429, found, **headers).after == after


FIELDS = (
    *("ok", "error", "ts", "result", "message_id", "parameters", "retry_after", "retry_after_ms", "description"),
    *("id", "message", "errcode", "event_id", "requestId", "dedup_key", "status", "errors", "request"),
)
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400)])
    | st.floats(allow_nan=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("name", CHANNELS)
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(
    found=st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=4), status=st.sampled_from([200, 400, 403, 429, 503])
)
@example(found={"error": [[1]]}, status=200)
@example(found={"retry_after_ms": 10**400}, status=429)
@example(found={"result": {"message_id": True}}, status=200)
@example(found={"dedup_key": "a\nb", "requestId": "a\u202eb"}, status=200)
def test_whatever_a_service_answers_is_read_and_an_update_can_follow(
    name: ChannelName, found: dict[str, object], status: int
) -> None:
    outcome = read(name, status, found)
    assert outcome.after is None or 0 < outcome.after <= 86_400
    assert outcome.ref.isprintable()
    assert len(outcome.ref) <= 255
    BY_NAME[name].request(replace(notice(UPDATE), thread=outcome.ref), ADDRESSES[name])


def test_the_words_of_a_service_are_told_on_one_line_and_no_word_is_cut_in_two() -> None:
    told = read("telegram", 400, {"description": "Bad Request:\nchat \x1b[31mnot found " + "x" * 5_000})
    assert told.reason.startswith("HTTP 400: Bad Request: chat [31mnot found")
    assert told.reason.isprintable()
    assert told.reason.endswith("not found")
    assert isinstance(AT, datetime)
