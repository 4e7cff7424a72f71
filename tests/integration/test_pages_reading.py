"""Pages of what was read: versions of an article word by word, what was dropped and why, and where a story happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from moto import mock_aws
from tests.integration.browser import Browser
from tests.integration.conftest import Deployment, clean, deploy
from tests.integration.test_ledger import DENIAL, embedded, fill

from tocsin.aws.apikeys import create_key
from tocsin.aws.records import Head
from tocsin.model import SURE, Analysis, Article, Brief, BriefSentence, Dropped, Span
from tocsin.web.site import build_site

pytestmark = pytest.mark.integration


@dataclass
class Desk:
    deployment: Deployment
    browser: Browser

    def head(self, words: str) -> Head:
        """The newest article whose title has these words."""
        heads = self.deployment.services.articles.page("article", "all", limit=20).items
        return next(head for head in heads if words in str(head.card.title))


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        clean(environment)
        deployment = deploy("reading")
        fill(deployment)
        browser = Browser(build_site(deployment.services))
        browser.sign_in(create_key(deployment.services.table, "admin", "desk", deployment.clock[0])[1])
        yield Desk(deployment, browser)


def test_an_edited_article_shows_the_words_that_its_version_changed(desk: Desk) -> None:
    edited = desk.head("12 kilometres")
    shown = desk.browser.get(f"articles/{edited.card.id}").text
    changed = shown[shown.index("What this version changed") :]
    assert "<del>3,000</del><ins>9,000</ins>" in changed
    assert "Soldiers handed out water along the road to Dorno." in changed
    assert "paragraphs unchanged" in changed or "paragraph unchanged" in changed


def test_what_the_gate_dropped_is_told_with_its_reason(desk: Desk) -> None:
    def strict(article: Article) -> Analysis:
        return replace(embedded(article), dropped=(Dropped("claim", "quote", 2), Dropped("topic", "too-many", 1)))

    services = desk.deployment.services
    services.analyze = strict
    desk.deployment.put("more.txt", f"{DENIAL}\nNobody else said anything.", publisher="Lesna Post")
    desk.deployment.run()
    newest = services.articles.page("article", "all", limit=1).items[0]
    shown = desk.browser.get(f"articles/{newest.card.id}").text
    assert re.search(r"claim</th><td>quote: words in quotation marks that the text does not have</td><td>2", shown)
    assert "too-many</td><td>1" in shown


def test_a_claim_that_is_less_sure_is_folded_away_below_the_others(desk: Desk) -> None:
    def doubtful(article: Article) -> Analysis:
        first, *others = embedded(article).claims
        claims = (replace(first, confidence=SURE), *[replace(claim, confidence=SURE - 0.01) for claim in others])
        return replace(embedded(article), claims=claims)

    services = desk.deployment.services
    services.analyze = doubtful
    desk.deployment.put("doubt.txt", f"{DENIAL}\nNobody else was heard in Dorno.", publisher="Dorno Post")
    desk.deployment.run()
    services.analyze = embedded
    newest = services.articles.page("article", "all", limit=1).items[0]
    shown = desk.browser.get(f"articles/{newest.card.id}").text
    above, _, folded = shown[shown.index('id="h-claims"') :].partition("<details>")
    assert (above.count('class="claim"'), "less sure claim" in folded) == (1, True)
    assert folded[: folded.index("</details>")].count('class="claim"') >= 1


def test_a_model_s_brief_is_shown_with_its_verdicts_and_as_text(desk: Desk) -> None:
    told = (
        BriefSentence(
            "The <b>road</b> is shut.", (Span(0, 5),), "supported", opinion='It "says" so.', translation="Так."
        ),
        BriefSentence("Nobody spoke.", (Span(0, 5),), "verbatim"),
    )

    def briefed(article: Article) -> Analysis:
        return replace(embedded(article), brief=Brief("en", told, "ru"))

    services = desk.deployment.services
    services.analyze = briefed
    desk.deployment.put("brief.txt", f"{DENIAL}\nNobody at all spoke of it.", publisher="Lesna Post")
    desk.deployment.run()
    newest = services.articles.page("article", "all", limit=1).items[0]
    shown = desk.browser.get(f"articles/{newest.card.id}").text
    assert "The &lt;b&gt;road&lt;/b&gt; is shut." in shown
    assert 'title="It &#34;says&#34; so.">reworded, supported</span>' in shown
    assert 'lang="ru" dir="ltr">Так.</p>' in shown
    assert "the article’s words</span>" in shown


def test_a_story_is_told_as_a_brief_with_its_sources_and_as_markdown(desk: Desk) -> None:
    story = desk.head("12 kilometres").story
    shown = desk.browser.get(f"stories/{story}/brief")
    assert re.search(r'<sup><a href="#n1"', shown.text)
    assert "https://ostaviapost.example/karvel" in shown.text
    assert "3,000 people" in shown.text
    file = desk.browser.get(f"stories/{story}/brief.md")
    assert file.headers["Content-Type"].startswith("text/markdown")
    assert file.text.startswith("# ")
    assert "[^1]: " in file.text


def test_an_alert_is_shown_as_it_goes_out_by_the_common_alerting_protocol(desk: Desk) -> None:
    sent = desk.deployment.services.alerts.page("alert", "all", limit=1).items[0]
    shown = desk.browser.get(f"alerts/{sent.alert.id}")
    assert "&lt;identifier&gt;" in shown.text
    file = desk.browser.get(f"alerts/{sent.alert.id}/cap.xml")
    assert file.headers["Content-Type"] == "application/cap+xml"
    assert f"<identifier>{sent.alert.id}</identifier>" in file.text
