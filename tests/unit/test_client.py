"""The key of the client goes to the deployment that it is for, and nowhere else."""

from __future__ import annotations

import pytest
import urllib3

from tocsin.client import Tocsin
from tocsin.errors import InvalidInput


@pytest.mark.parametrize(
    "path", ["@evil.example/v1/alerts", ".evil.example/v1/alerts", ":80@evil.example/", "v1/alerts"]
)
def test_no_path_makes_another_host_of_the_address(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(urllib3.PoolManager, "request", lambda *given, **_: asked.append(given[2]))
    with pytest.raises(InvalidInput, match="slash"):
        Tocsin("https://api.example", "tocsin_key").get(path)
    assert asked == []
