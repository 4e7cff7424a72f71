"""Whether a topic may be in force: its parts, their sizes, and patterns that neither match everything nor take long.

What a pattern costs is bounded by its shape (docs/topics.md); the matcher tries no step twice at the same word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Final

from tocsin.engine.topics.patterns import (
    NUMBER,
    Element,
    Pattern,
    PatternError,
    check_letters,
    check_word,
    parse_pattern,
)
from tocsin.engine.topics.taxonomy import LANGUAGES, LETTERS, RETIRED_IPTC, TopicEntry, shared_words, topic_entries
from tocsin.errors import InvalidTopic
from tocsin.search.words import terms
from tocsin.text.morphology import readings
from tocsin.topics.model import OwnTopic

MAX_LABEL, MAX_DEFINITION = 80, 600
"""Code points."""
MAX_PATTERNS, MAX_LINE = 200, 400
"""Lines of all languages together (the largest built-in topic has 470), and code points of one."""
MAX_LISTS, MAX_LIST = 20, 2_000
"""Named word lists, and code points of one."""
MAX_RELATED = 10
MAX_STEPS, MAX_OPTIONAL = 12, 2
"""Steps of a pattern, and those of them that may be left out."""
SHORT_STEM: Final = 4
"""Letters from which a stem says something by itself: of three letters half of a language's words begin alike."""
_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?")
_CODE: Final = re.compile(r"[0-9]{8}")
_LIST_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


def entry_of(topic: OwnTopic) -> TopicEntry:
    """The topic as the matcher takes it. Raises `InvalidTopic` pointing to the first part that is wrong."""
    _check_names(topic)
    _check_codes(topic)
    lists = {**shared_words(), **_word_lists(topic.words)}
    patterns = tuple(_patterns(topic, lists))
    if all(pattern.weight is None for pattern in patterns):
        raise InvalidTopic("has no line with a weight: nothing could ever speak for the topic", where="patterns")
    return TopicEntry(
        topic.id, topic.label, topic.definition, topic.iptc, topic.related, topic.subject, topic.blame, patterns
    )


def _check_names(topic: OwnTopic) -> None:
    if not _ID.fullmatch(topic.id):
        raise InvalidTopic("is 1 to 48 small letters, digits and inner hyphens", where="id")
    if topic.id in builtin_ids():
        raise InvalidTopic(f"`{topic.id}` is taken by a built-in topic: choose another id", where="id")
    for where, text, most in (("label", topic.label, MAX_LABEL), ("definition", topic.definition, MAX_DEFINITION)):
        if not text.strip() or len(text) > most or not text.isprintable():
            raise InvalidTopic(f"is 1 to {most} printable characters on one line", where=where)


@cache
def builtin_ids() -> frozenset[str]:
    """The ids that are taken."""
    return frozenset(entry.id for entry in topic_entries())


def _check_codes(topic: OwnTopic) -> None:
    if len(topic.related) > MAX_RELATED:
        raise InvalidTopic(f"has more than {MAX_RELATED} codes", where="related")
    codes = [("iptc", topic.iptc), ("subject", topic.subject)]
    codes += [(f"related[{number}]", code) for number, code in enumerate(topic.related)]
    for where, code in codes:
        if code is not None and not _CODE.fullmatch(code):
            raise InvalidTopic("an IPTC Media Topic code has eight digits, as 20000642", where=where)
        if code in RETIRED_IPTC:
            raise InvalidTopic(f"IPTC has retired {code}", where=where)
    if topic.subject is not None and not (topic.subject.endswith("000000") and 1 <= int(topic.subject[:2]) <= 17):
        raise InvalidTopic("is a Media Topic of the top level, 01000000 to 17000000", where="subject")


def _word_lists(lists: Mapping[str, str]) -> dict[str, frozenset[str]]:
    if len(lists) > MAX_LISTS:
        raise InvalidTopic(f"has more than {MAX_LISTS} lists", where="words")
    found = {}
    for name, value in lists.items():
        where = f"words.{name[:40]}"
        if not _LIST_NAME.fullmatch(name):
            raise InvalidTopic("a list's name is small letters, digits and _", where=where)
        if not value.split() or len(value) > MAX_LIST:
            raise InvalidTopic(f"is words between spaces, at most {MAX_LIST} characters", where=where)
        try:
            found[name] = frozenset(check_word(word) for word in value.split())
        except PatternError as error:
            raise InvalidTopic(_with_hint(str(error), value), where=where) from error
    return found


def _patterns(topic: OwnTopic, lists: Mapping[str, frozenset[str]]) -> Iterator[Pattern]:
    """The patterns of all languages; each error names language and line, as `patterns.en:3`."""
    count = 0
    for language, block in topic.patterns.items():
        if language not in LANGUAGES:
            near = get_close_matches(language, LANGUAGES, n=1, cutoff=0.5)
            meant = f": did you mean `{near[0]}`?" if near else ""
            raise InvalidTopic(f"patterns stand under one of {', '.join(LANGUAGES)}{meant}", where="patterns")
        for number, line in enumerate(block.splitlines(), 1):
            if not line.strip() or line.startswith("# "):
                continue
            count += 1
            where = f"patterns.{language}:{number}"
            if count > MAX_PATTERNS:
                raise InvalidTopic(f"has more than {MAX_PATTERNS} lines in all", where=where)
            if len(line) > MAX_LINE:
                raise InvalidTopic(f"has more than {MAX_LINE} characters: put words into a list", where=where)
            yield _pattern(line, lists, language, where)
    if not count:
        raise InvalidTopic("is missing: at least one line, as `.9 dam|dams ..3 burst|breach*`", where="patterns")


def _pattern(line: str, lists: Mapping[str, frozenset[str]], language: str, where: str) -> Pattern:
    try:
        pattern = parse_pattern(line, lists)
        check_letters(pattern, *LETTERS[language])
    except PatternError as error:
        raise InvalidTopic(_with_hint(str(error), line, lists), where=where) from error
    if len(pattern.elements) > MAX_STEPS:
        raise InvalidTopic(f"has more than {MAX_STEPS} steps", where=where)
    if sum(element.optional for element in pattern.elements) > MAX_OPTIONAL:
        raise InvalidTopic(f"has more than {MAX_OPTIONAL} words that may be left out: write two lines", where=where)
    if pattern.weight is not None and too_wide(pattern, language):
        raise InvalidTopic(
            "would match nearly every article: one word that must be there, with its alternatives, has to be rarer "
            f"than function words, figures and stems of fewer than {SHORT_STEM} letters",
            where=where,
        )
    return pattern


def too_wide(pattern: Pattern, language: str) -> bool:
    """Whether nearly every article meets a pattern: no word that must be there is rare."""
    return not any(_says_something(element, language) for element in pattern.elements)


def _says_something(element: Element, language: str) -> bool:
    """Whether a step is met by few articles: it must be there, and none of its alternatives is in all of them."""
    if element.gap or element.optional:
        return False
    return not any(_is_everywhere(test, language) for test in element.tests)


def _is_everywhere(test: str, language: str) -> bool:
    if test.endswith("*"):
        return len(test) <= SHORT_STEM
    if test == NUMBER:
        return True
    # "марш" and "вогонь" are read as cries first, which join no more than the nouns that they are.
    parts = {reading.form.part for reading in readings(test, language)}
    return not terms(test, language) and parts != {"interjection", "noun"}


def _with_hint(told: str, text: str, lists: Mapping[str, frozenset[str]] | None = None) -> str:
    """What may have been meant: small letters, a hyphen as a space, a list of nearly that name."""
    if "no word list" in told and lists:
        asked = re.findall(r"@(\w+)", text)
        near = [n for name in asked if name not in lists for n in get_close_matches(name, lists, n=1)]
        return f"{told}: did you mean `@{near[0]}`?" if near else f"{told}; there are {', '.join(sorted(lists))}"[:300]
    if "is not a word" in told:
        plain = text.lower().replace("ё", "е").replace("-", " ").replace("'s", "")
        return f"{told}: try `{plain[:120]}`" if plain != text else told
    return told
