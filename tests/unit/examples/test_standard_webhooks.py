"""The example believes what Tocsin signed for its webhook, and neither what is old, nor changed, nor of another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from examples.webhook_receiver.app import Refused, Seen, Webhooks, taken
from tests.unit.channels.test_markup import notice
from tests.unit.notify.test_render import ALERT

from tocsin.channels import webhook
from tocsin.channels.model import Address

NEW, OLD, OTHER = (webhook.new_secret(bytes([number]) * 32) for number in (1, 2, 3))
NOW = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def shown() -> list[str]:
    return []


@pytest.fixture
def receiving(tmp_path: Path, shown: list[str]) -> Iterator[Webhooks]:
    seen = Seen(str(tmp_path / "seen.sqlite"))
    yield Webhooks([NEW], now=lambda: NOW, seen=seen, show=shown.append)
    seen.close()


def sent(*secrets: str, at: datetime = NOW) -> tuple[dict[str, str], bytes]:
    told = replace(notice(ALERT), at=at, event=b'{"id": "a"}')
    request = webhook.request(told, Address("https://desk.example/hook", secrets))
    return {name.title(): value for name, value in request.headers.items()}, request.body


@pytest.mark.parametrize("secrets", [(NEW,), (NEW, OLD), (OLD, NEW)])
def test_an_alert_is_taken_once_also_while_secrets_are_exchanged(
    receiving: Webhooks, shown: list[str], secrets: tuple[str, ...]
) -> None:
    headers, body = sent(*secrets)
    assert [taken(None, receiving, headers, body) for _ in range(2)] == ["alert", "seen-before"]
    assert shown == ['{"id": "a"}']


@pytest.mark.parametrize("name", ["Webhook-Id", "Webhook-Timestamp", "Webhook-Signature"])
def test_what_is_changed_or_left_out_is_refused(receiving: Webhooks, shown: list[str], name: str) -> None:
    headers, body = sent(NEW)
    for changed in (
        {**headers, name: headers[name][:-2] + "19"},
        {one: headers[one] for one in headers if one != name},
    ):
        with pytest.raises(Refused):
            taken(None, receiving, changed, body)
    with pytest.raises(Refused):
        taken(None, receiving, headers, body + b" ")
    assert shown == []


@pytest.mark.parametrize("off", [timedelta(seconds=-301), timedelta(seconds=301)])
def test_what_is_of_another_time_or_another_s_is_refused(receiving: Webhooks, off: timedelta) -> None:
    for headers, body in (sent(NEW, at=NOW + off), sent(OTHER)):
        with pytest.raises(Refused):
            taken(None, receiving, headers, body)


def test_a_short_secret_is_none(tmp_path: Path) -> None:
    seen = Seen(str(tmp_path / "s.sqlite"))
    with pytest.raises(ValueError, match="24 bytes"):
        Webhooks(["whsec_c2hvcnQ="], now=lambda: NOW, seen=seen, show=print)
    seen.close()
