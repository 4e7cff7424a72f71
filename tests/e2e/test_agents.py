"""The Model Context Protocol as agents speak it, by the client of its own SDK, with the deployed stack behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from tests.e2e.conftest import Api, Deployed
from tests.mcp_client import Session, converse, over_http, over_stdio

from tocsin.agents.answers import NOTICE
from tocsin.agents.tools import TOOLS

pytestmark = pytest.mark.e2e

TOCSIN = Path(sys.executable).with_name("tocsin")
CLAIM = "Cars are queuing at the Karvel crossing."
WRITES: Mapping[str, Mapping[str, Any]] = {
    "create_watch": {"watch": {"name": "x", "rule": {"places": ["GE"]}}},
    "delete_watch": {"watch": "mobilization"},
    "get_article": {"article": "no-such-article"},
}
"""What no key of scope `read` may do here, and what is not there."""


def _arguments(api: Api) -> dict[str, Mapping[str, Any]]:
    """For every tool, of what is stored."""
    alert = api.get("/v1/alerts?limit=1")["items"][0]["alert"]
    [hit, *_] = api.get("/v1/search?q=karvel")["items"]
    article, story = hit["article"]["id"], hit["story"]
    return {
        "check_claim": {"text": CLAIM, "limit": 5},
        "search": {"q": "karvel crossing -harvest", "limit": 3},
        "search_alerts": {"days": 90, "limit": 3},
        "get_article": {"article": article, "text": True},
        "get_story": {"story": story},
        "explain_alert": {"alert": alert["id"]},
        "why_not": {"watch": alert["watch"], "article": article},
        "counts": {"topic": "border-queues", "days": 7},
        "backtest_watch": {"watch": {"name": "Queues", "rule": {"topics": {"any": ["border-queues"]}}}, "days": 30},
        "list_watches": {},
    }


@pytest.fixture(params=["http", "stdio"])
def client(request: pytest.FixtureRequest, deployed: Deployed) -> AbstractAsyncContextManager[Client]:
    if request.param == "http":
        return _over_http(deployed.api("read"))
    environment = {"PATH": os.environ["PATH"], "TOCSIN_STATE": str(deployed.stack.state_dir)}
    client: AbstractAsyncContextManager[Client] = over_stdio(str(TOCSIN), ["mcp"], environment)
    return client


def _over_http(api: Api) -> AbstractAsyncContextManager[Client]:
    return over_http(f"{api.url}/mcp", {"Authorization": f"Bearer {api.key}"} if api.key else {})


def test_every_tool_answers_the_sdks_client_with_sources_and_offsets_and_writes_nothing(
    deployed: Deployed, client: AbstractAsyncContextManager[Client]
) -> None:
    api = deployed.api("read")
    before = api.get("/v1/watches")
    arguments = _arguments(api)
    assert set(arguments) == set(TOOLS)
    session = converse(client, arguments, WRITES)
    assert (session.server, list(session.tools)) == ("tocsin", list(TOOLS))
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in session.tools.values())
    assert all(answer["notice"] == NOTICE for answer in session.answers.values())
    _stands_where_it_says(api, session)
    assert "no such tool" in session.refused["create_watch"]
    assert "no such tool" in session.refused["delete_watch"]
    assert "no such article" in session.refused["get_article"]
    assert api.get("/v1/watches") == before


def _stands_where_it_says(api: Api, session: Session) -> None:
    """Each quote is the words between its offsets, in the text of the article it names."""
    told = session.answers
    [match, *_] = told["check_claim"]["matches"]
    assert (match["relation"], bool(match["origins"])) == ("same", True)
    assert match["source"]["publisher"]
    [span, *_] = match["claim"]["spans"]
    text = _text(api, match["source"]["article"])
    assert text[span["start"] : span["end"]].strip()
    whole = told["get_article"]["text"]
    assert whole == _text(api, told["get_article"]["source"]["article"])
    for claim in told["get_article"]["analysis"]["claims"]:
        assert all(0 <= span["start"] < span["end"] <= len(whole) for span in claim["spans"])
    for hit in told["search"]["items"]:
        assert hit["source"]["article"]
        assert hit["matches"]
    assert told["get_story"]["claims"]
    assert told["search_alerts"]["items"]
    assert told["backtest_watch"]["complete"]


def _text(api: Api, article: str) -> str:
    body: bytes = api.call("GET", f"/v1/articles/{article}/text").body
    return body.decode()


def test_the_sdks_client_gets_nowhere_without_a_key_or_with_one_of_feeds(deployed: Deployed) -> None:
    """A refusal stands before any message: the answer is the API's own, and no tool is told."""
    for scope, status in ((None, 401), ("feed", 403)):
        api = deployed.api(scope)  # type: ignore[arg-type]  # both are given
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        assert api.call("POST", "/mcp", message).status == status
        with pytest.RaisesGroup(pytest.RaisesExc(Exception), flatten_subgroups=True):
            converse(_over_http(api), {}, {})
