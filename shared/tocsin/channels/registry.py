"""The channels by their names."""

from __future__ import annotations

from tocsin.channels import (
    amazonq,
    discord,
    mail,
    matrix,
    mattermost,
    ntfy,
    opsgenie,
    pagerduty,
    pushover,
    slack,
    teams,
    telegram,
    webhook,
)
from tocsin.channels.model import Channel, ChannelName

_MODULES = (
    webhook,
    mail,
    slack,
    teams,
    discord,
    telegram,
    matrix,
    mattermost,
    ntfy,
    pushover,
    pagerduty,
    opsgenie,
    amazonq,
)
BY_NAME: dict[ChannelName, Channel] = {module.CHANNEL.name: module.CHANNEL for module in _MODULES}
