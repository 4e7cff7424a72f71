"""The taxonomy is data: what a topic file may say, and which line an error points to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.engine.topics.find import languages_in
from tocsin.engine.topics.matcher import Matcher
from tocsin.engine.topics.table import table_of
from tocsin.engine.topics.taxonomy import (
    LANGUAGES,
    RETIRED_IPTC,
    builtin_taxonomy,
    load_taxonomy,
    taxonomy_version,
    topic_entries,
)
from tocsin.errors import InvalidResource
from tocsin.text.document import read

TOPIC = """label = "Floods"
definition = "Water where it should not be."
iptc = "20000151"

[words]
water = "water river*"

[patterns]
en = '''
.9  flooded|floods
# a comment
.6  @water ..2 rose & bank|banks
-   flooded market
'''
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "floods.toml").write_text(TOPIC, "utf-8")
    return tmp_path


def test_a_topic_is_added_by_a_file_alone(folder: Path) -> None:
    (topic,) = load_taxonomy(folder)
    assert (topic.id, topic.label, topic.iptc) == ("floods", "Floods", "20000151")
    matcher = Matcher(table_of([topic]))
    (match,) = (
        m
        for _, found in matcher.scan(matcher.read(read("The rivers quickly rose over the banks.", language="en")))
        for m in found
    )
    assert (match.weight, match.first, match.last) == (0.6, 1, 4)


def test_a_changed_taxonomy_is_another_version(folder: Path) -> None:
    before = taxonomy_version(folder)
    (folder / "floods.toml").write_text(TOPIC.replace(".9", ".8"), "utf-8")
    assert taxonomy_version(folder) != before


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("label =", "title =", 1, "unknown key 'title'"),
        ('label = "Floods"', "", 1, "'label' is missing"),
        ('label = "Floods"', "label = 7", 1, "must be a str"),
        ("20000151", "2151", 3, "eight digits"),
        ("20000151", "20000064", 3, "retired"),
        ("river*", "ri*", 6, "at least 3 letters"),
        ("water river*", "", 6, "must be words"),
        (".9 ", "9 ", 10, "a weight above 0 and up to 1"),
        (".9 ", ".0 ", 10, "a weight above 0 and up to 1"),
        ("floods\n", "Floods\n", 10, "lower case"),
        ("@water", "@sea", 12, "no word list"),
        ("..2", "..9", 12, "skips more than"),
        ("..2 rose", "rose ..2", 12, "starts and ends with a word"),
        ("& bank|banks", "&", 12, "needs words after it"),
        ("& bank|banks", "& bank banks", 12, "conditions come last"),
        ("flooded market", "", 13, "at least one word"),
        ("flooded market", "# затоп*", 13, "letters of its language"),
        ("en = '''", "de = '''", 9, "text under one of en, ru, uk"),
        ("[patterns]", "[patterns", 8, "line 8"),
    ],
)
def test_what_is_wrong_is_named_with_its_file_and_line(folder: Path, old: str, new: str, line: int, says: str) -> None:
    (folder / "floods.toml").write_text(TOPIC.replace(old, new, 1), "utf-8")
    with pytest.raises(InvalidResource) as caught:
        load_taxonomy(folder)
    assert caught.value.where == f"floods.toml:{line}"
    assert says in caught.value.message


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Rivers “rose” over Велмарк", ("en", "ru", "uk")),
        ("Rivers “rose”, said Müller", ("en",)),
        ("Річка затопила місто, 5 жертв", ("ru", "uk")),
        ("Річка затопила 300 \u212a", ("en", "ru", "uk")),  # the Kelvin sign is k in small letters
    ],
)
def test_only_patterns_in_the_letters_of_a_text_are_read_for_it(text: str, needed: tuple[str, ...]) -> None:
    doc = read(text, language="en")
    assert languages_in(text) == needed
    matchers = [Matcher(table_of(load_taxonomy(builtin_taxonomy(), languages))) for languages in (LANGUAGES, needed)]
    whole, part = (list(m.scan(m.read(doc))) for m in matchers)
    assert [[match[2:] for match in found] for _, found in whole] == [[m[2:] for m in found] for _, found in part]


def test_a_file_that_is_not_named_by_an_id_is_refused(tmp_path: Path) -> None:
    (tmp_path / "My Topic.toml").write_text(TOPIC, "utf-8")
    with pytest.raises(InvalidResource, match="small letters"):
        load_taxonomy(tmp_path)


def test_every_shipped_topic_has_patterns_in_three_languages_and_no_retired_code() -> None:
    assert len(topic_entries()) == 41
    for topic in topic_entries():
        text = (builtin_taxonomy() / f"{topic.id}.toml").read_text("utf-8")
        assert all(f"\n{language} = '''" in text for language in ("en", "ru", "uk")), topic.id
        assert not RETIRED_IPTC & {topic.iptc, *topic.related}
