"""The search of the pages: what answers with its words marked, filters as chips, and a search kept as a watch."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from tests.integration.browser import Browser, Shown
from tests.integration.conftest import TEXT, Deployment

from tocsin.aws.apikeys import Scope, create_key
from tocsin.web.site import build_site

pytestmark = pytest.mark.integration


def signed_in(deployment: Deployment, scope: Scope = "write") -> Browser:
    browser = Browser(build_site(deployment.services))
    browser.sign_in(create_key(deployment.services.table, scope, "desk", deployment.clock[0])[1])
    return browser


@pytest.fixture
def writer(watched: Deployment) -> Browser:
    watched.put("a.txt", TEXT, publisher="Port Gazette", published_at="2031-05-04T08:00:00+00:00")
    watched.run()
    return signed_in(watched)


def query_of(shown: Shown, start: str) -> dict[str, list[str]]:
    [link] = {link for link in shown.links if urlsplit(link).path.endswith(start)}
    return parse_qs(urlsplit(link).query)


def test_an_answer_shows_the_words_that_were_asked_for_in_the_form_they_have(writer: Browser) -> None:
    shown = writer.get("search?q=reservist+call")
    assert "<mark>" in shown.text
    assert "Port Gazette" in shown.text
    assert "Nothing answers this" in writer.get("search?q=reservist+-call").text
    assert "names no word to look for" in writer.get("search?q=-call").text


def test_filters_stand_in_the_address_and_each_is_taken_back_by_its_chip(writer: Browser) -> None:
    shown = writer.get("search?q=reservists&topic=mobilization&from=2031-05-04&to=2031-05-04")
    assert "<mark>" in shown.text
    chips = {frozenset(parse_qs(urlsplit(link).query)) for link in shown.links if "search?" in link}
    assert {"q", "from", "to"} in chips
    assert {"q", "topic", "to"} in chips
    assert "Nothing answers this" in writer.get("search?q=reservists&to=2031-05-03").text
    assert "Nothing answers this" in writer.get("search?q=reservists&place=Georgia").text
    assert "is no place" in writer.get("search?q=reservists&place=Qqqqqqxx").text
    assert "is no day" in writer.get("search?q=reservists&from=yesterday").text
    assert "nothing lies between" in writer.get("search?q=reservists&from=2031-05-09&to=2031-05-03").text


def test_a_search_is_kept_as_a_watch_that_the_editor_opens_filled_in(writer: Browser) -> None:
    shown = writer.get("search?q=%22called+up%22+reservists+-harvest&topic=mobilization&language=en")
    given = query_of(shown, "watches/new")
    assert given["words_all"] == ["call* up\nreservist*"]
    assert given["words_none"] == ["harvest*"]
    editor = writer.get(next(link for link in shown.links if "watches/new" in link))
    assert "reservist*" in editor.text
    assert 'value="mobilization" checked' in editor.text


def test_a_reader_searches_and_is_offered_no_watch(watched: Deployment) -> None:
    reader = signed_in(watched, "read")
    assert "watches/new" not in reader.get("search?q=reservists").text


def test_a_question_is_text_and_no_markup(writer: Browser) -> None:
    shown = writer.get("search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E+reservists&claimant=%3Csvg/onload=1%3E")
    assert "<script>alert" not in shown.text
    assert "<svg/onload" not in shown.text
