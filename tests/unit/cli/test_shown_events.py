"""What `tocsin up` prints of the notifications that reach its subscriber."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console
from tests.unit.notify.test_render import ALERT

from tocsin.cli.up import show_event
from tocsin.digests.render import DIGEST_TYPE
from tocsin.notify.render import render
from tocsin.watches.alert import Alert, MsgType
from tocsin.watches.quoted import ClaimChange, Words


def shown(event: dict[str, Any]) -> str:
    console = Console(file=io.StringIO(), width=300, color_system=None)
    show_event(console, event)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def sent(alert: Alert) -> dict[str, Any]:
    """The event as a queue receives it."""
    event: dict[str, Any] = json.loads(render(alert, "https://api.example").messages["default"])
    return event


def test_a_first_alert_is_not_called_an_update() -> None:
    said = shown(sent(ALERT))

    assert f"[severe] {ALERT.watch_name}: {ALERT.title}" in said
    assert "update" not in said
    assert "not confirmed: ten thousand reservists would be called up" in said


@pytest.mark.parametrize("msg_type", ["update", "cancel"])
def test_what_follows_an_alert_says_so_and_what_changed(msg_type: MsgType) -> None:
    was, now = Words("10000 went", "affirmed", hedged=False), Words("900 went", "unconfirmed", hedged=False)
    change = ClaimChange(claim="c1", change="contradicted", before=was, after=now)
    follow_up = replace(ALERT, msg_type=msg_type, changes=(change,))

    said = shown(sent(follow_up))

    assert f"[severe] {msg_type}: {ALERT.watch_name}" in said
    assert "not confirmed: 900 went (told before: 10000 went)" in said


def test_a_bulletin_of_another_kind_is_printed_as_it_came() -> None:
    said = shown(sent(ALERT) | {"type": DIGEST_TYPE, "data": {"watch": "call-up", "more": 7}})

    assert DIGEST_TYPE in said
    assert '"more": 7' in said
