"""Own topics in an analysis: beside the built-in ones, with their version, by whatever engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tocsin.engine.embedded import analyze_article
from tocsin.engine.topics import Taxonomy
from tocsin.model import Article
from tocsin.text.document import read
from tocsin.topics.checks import entry_of
from tocsin.topics.marking import TRIALS, InForce
from tocsin.topics.model import OwnTopic, read_topic

TEXT = "The upper dam above Karvel burst on Monday and the river flooded two villages, the mayor said."
ARTICLE = Article("a", TEXT, "Dam bursts above Karvel", published_at=datetime(2031, 5, 4, tzinfo=UTC))


def dams(**more: Any) -> OwnTopic:
    lines = {"en": ".95 dam ..4 burst|bursts"}
    return read_topic({"label": "Dam failures", "definition": "A dam breaks.", "patterns": lines, **more})


def test_an_own_topic_stands_among_the_built_in_ones_with_its_words_and_its_version() -> None:
    built_in = analyze_article(ARTICLE)
    marked = InForce([replace(dams(), version=7)]).analysis(built_in, ARTICLE)
    [own] = [topic for topic in marked.topics if topic.id == "dam-failures"]
    assert (own.label, own.version, own.mode) == ("Dam failures", 7, "happening")
    assert [TEXT[span.start : span.end] for span in own.spans] == ["dam above Karvel burst"]
    assert [topic for topic in marked.topics if topic.id != "dam-failures"] == list(built_in.topics)
    assert {topic.version for topic in built_in.topics} == {None}
    assert list(marked.topics) == sorted(marked.topics, key=lambda topic: (-topic.score, topic.id))
    assert replace(marked, topics=(), versions=built_in.versions) == replace(built_in, topics=())


def test_the_versions_of_an_analysis_tell_which_topics_were_looked_for() -> None:
    built_in = analyze_article(ARTICLE)
    none, first, second = (InForce(topics) for topics in ([], [dams()], [replace(dams(), version=2)]))
    assert none.analysis(built_in, ARTICLE) is built_in
    told = [one.versions(built_in.versions).taxonomy for one in (none, first, second)]
    assert told[0] == built_in.versions.taxonomy
    assert len(set(told)) == 3
    assert all(one.startswith(f"{told[0]}+") for one in told[1:])
    other = dams(id="other")
    assert InForce([dams(), other]).version == InForce([other, dams()]).version


def test_what_is_told_of_long_ago_is_no_news_for_an_own_topic_either() -> None:
    text = "In 1952 the upper dam above Karvel burst and two villages were lost."
    article = Article("b", text, published_at=datetime(2031, 5, 4, tzinfo=UTC))
    [found] = [t for t in InForce([dams()]).analysis(analyze_article(article), article).topics if t.version]
    assert found.mode == "past"


@pytest.mark.parametrize("broken", [{"id": "floods"}, {"patterns": {"en": ".95 @gone burst"}}])
def test_a_topic_that_a_later_release_takes_no_more_is_left_out_and_costs_no_article(broken: dict[str, Any]) -> None:
    in_force = InForce([replace(dams(), **broken), dams(id="sound")])
    assert [topic.id for topic in in_force.topics] == ["sound"]
    found = in_force.analysis(analyze_article(ARTICLE), ARTICLE)
    assert [topic.id for topic in found.topics if topic.version] == ["sound"]


def test_a_text_in_another_language_than_those_with_patterns_has_no_topic() -> None:
    article = Article("c", "Le barrage dam burst a cédé lundi au-dessus de la ville, selon le maire.", language="fr")
    assert InForce([dams()]).analysis(analyze_article(article), article).topics == ()


def test_a_topic_of_words_that_stand_everywhere_takes_its_own_time_and_no_other_topic_s() -> None:
    patterns = {"en": "\n".join(f".9 ferry|ferries|harbour|quayside{chr(97 + n)}r" for n in range(26))}
    greedy = [dams(id=f"ferries-{number}", patterns=patterns) for number in range(5)]
    text = "\n\n".join([TEXT, *["The ferry left the harbour, the ferries said, and the harbour lost a ferry."] * 1000])
    article = Article("c", text, published_at=datetime(2031, 5, 4, tzinfo=UTC))
    found = InForce([*greedy, dams()]).analysis(analyze_article(ARTICLE), article).topics
    assert "dam-failures" in {topic.id for topic in found}
    doc = read(text, language="en")
    _, enough = Taxonomy([entry_of(greedy[0])]).find_within(TRIALS, doc)
    assert not enough
    _, enough = Taxonomy([entry_of(dams())]).find_within(TRIALS, doc)
    assert enough
