"""What may be subscribed, and what a subscriber hears of."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InvalidInput
from tocsin.subscriptions.endpoints import SnsProtocol, checked_endpoint
from tocsin.subscriptions.model import MAX_WATCHES, filter_policy
from tocsin.watches.model import SEVERITIES, Severity

GOOD: list[tuple[SnsProtocol, str]] = [
    ("email", "orla.brandt+desk@news.veldania.example"),
    ("https", "https://hooks.veldania.example/alerts?from=tocsin"),
    ("https", "https://hooks.veldania.example:8443/"),
    ("https", "https://93.184.215.14/alerts"),
    ("sqs", "arn:aws:sqs:eu-central-1:123456789012:alerts"),
    ("sms", "+436601234567"),
]
PRIVATE = [
    "localhost",
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0.0.0.0",  # noqa: S104  # refused, not bound to
    "10.0.0.8",
    "192.168.1.1",
    "169.254.169.254",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::a00:1]",
    "[2002:7f00:1::]",
    "[2002:808:808::1]",
    "[::7f00:1]",
    "[::8.8.8.8]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "tocsin.news.svc",
    "tocsin.news.svc.cluster.local",
    "mail.localdomain",
    "100.64.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[fd00::1]",
    "[fe80::1]",
    "224.0.0.1",
    "printer.local",
    "db.internal",
    "desk",
    "localhost.",
]
BAD: list[tuple[SnsProtocol, str]] = [
    ("email", "orla"),
    ("email", "orla@desk"),
    ("email", "a@b@veldania.example"),
    ("email", "orla@veldania.example\nbcc: all@veldania.example"),
    ("email", f"{'a' * 65}@veldania.example"),
    ("https", "http://hooks.veldania.example/"),
    ("https", "ftp://hooks.veldania.example/"),
    ("https", "https://user:word@hooks.veldania.example/"),
    ("https", "https://hooks.veldania.example@10.0.0.1/"),
    ("https", "https://hooks.veldania.example/#part"),
    ("https", "https://hooks.veldania.example:99999/"),
    ("https", "https://hooks.veldania.example\\@evil.example/"),
    ("https", "https:///alerts"),
    ("https", "https://[::1"),
    ("sqs", "arn:aws:sqs:eu-central-1:123456789012:alerts.fifo"),
    ("sqs", "arn:aws:sns:eu-central-1:123456789012:alerts"),
    ("sqs", "https://sqs.eu-central-1.amazonaws.com/123456789012/alerts"),
    ("sms", "436601234567"),
    ("sms", "+0660123456"),
    ("sms", "+4366012345678901"),
]


@pytest.mark.parametrize(("protocol", "endpoint"), GOOD)
def test_an_endpoint_that_the_public_can_reach_is_taken_as_it_is(protocol: SnsProtocol, endpoint: str) -> None:
    assert checked_endpoint(protocol, endpoint) == endpoint


@pytest.mark.parametrize(("protocol", "endpoint"), BAD + [("https", f"https://{host}/") for host in PRIVATE])
def test_what_is_no_public_endpoint_is_refused_by_its_name(protocol: SnsProtocol, endpoint: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_endpoint(protocol, endpoint)
    assert refused.value.where == "endpoint"


def test_only_a_local_deployment_takes_plain_http_and_addresses_of_its_machine() -> None:
    assert checked_endpoint("https", "http://127.0.0.1:8080/alerts", local=True) == "http://127.0.0.1:8080/alerts"
    with pytest.raises(InvalidInput):
        checked_endpoint("https", "http://user:word@127.0.0.1/", local=True)


def test_spellings_of_one_endpoint_are_one() -> None:
    assert checked_endpoint("https", "HTTPS://Hooks.Veldania.Example") == "https://hooks.veldania.example/"
    assert checked_endpoint("email", "Orla@Veldania.Example") == "Orla@veldania.example"


@given(st.sampled_from(get_args(SnsProtocol)), st.text(max_size=80))
def test_any_text_is_taken_or_refused_and_what_is_taken_stays_taken(protocol: SnsProtocol, text: str) -> None:
    try:
        kept = checked_endpoint(protocol, text)
    except InvalidInput:
        return
    assert checked_endpoint(protocol, kept) == kept
    assert kept.isascii()
    assert kept.isprintable()


@given(
    st.lists(st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True), max_size=MAX_WATCHES), st.sampled_from(SEVERITIES)
)
def test_a_filter_lets_pass_its_watches_and_severities_and_stays_in_the_bounds_of_sns(
    watches: list[str], least: Severity
) -> None:
    policy = json.loads(filter_policy(tuple(watches), least) or "{}")
    assert policy.get("watch", []) == watches
    passed = policy.get("severity", list(SEVERITIES))
    assert passed == [severity for severity in SEVERITIES if SEVERITIES.index(severity) >= SEVERITIES.index(least)]
    combinations = 1
    for values in policy.values():
        combinations *= len(values)
    assert combinations <= 150
