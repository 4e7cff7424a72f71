"""Settings come from the environment, and a wrong one is named."""

from __future__ import annotations

import pytest

from tocsin.aws.settings import Settings
from tocsin.errors import InvalidInput


def test_settings_are_read_from_their_variables() -> None:
    settings = Settings.from_environment(
        {"TOCSIN_TABLE": "t", "TOCSIN_API_URL": "https://a.example/", "TOCSIN_RETENTION_DAYS": "30"}
    )
    assert (settings.table, settings.api_url, settings.retention_days) == ("t", "https://a.example", 30)


@pytest.mark.parametrize(
    ("env", "where"),
    [
        ({}, "TOCSIN_TABLE"),
        ({"TOCSIN_TABLE": "t", "TOCSIN_RETENTION_DAYS": "0"}, "TOCSIN_RETENTION_DAYS"),
        ({"TOCSIN_TABLE": "t", "TOCSIN_MAX_RECEIVES": "²"}, "TOCSIN_MAX_RECEIVES"),
    ],
)
def test_what_is_missing_or_wrong_is_named(env: dict[str, str], where: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Settings.from_environment(env)
    assert caught.value.where == where
