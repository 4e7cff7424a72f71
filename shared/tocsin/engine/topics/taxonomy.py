"""The taxonomy: one TOML file per topic, checked when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tocsin.engine.topics.patterns import Pattern, PatternError, check_letters, check_word, parse_pattern
from tocsin.errors import InvalidResource

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES: Final = ("en", "ru", "uk")
LETTERS: Final = {"en": ("a", "z"), "ru": ("\u0400", "\u04ff"), "uk": ("\u0400", "\u04ff")}
"""First and last letter of each language's script."""
WORDS_FILE: Final = "words.toml"
"""Named word lists that the patterns of all topics may use; every other file is a topic."""
RETIRED_IPTC: Final = frozenset({"20000064", "20000601", "20000603", "20000604", "20001378"})
"""Media Topics that IPTC has retired."""

_KEYS: Final = {
    "label": str, "definition": str, "iptc": str, "related": list, "subject": str, "blame": bool,
    "words": dict, "patterns": dict,
}  # fmt: skip
_REQUIRED: Final = ("label", "definition", "patterns")
_CODE: Final = re.compile(r"\d{8}\Z")
_ID: Final = re.compile(r"[a-z]+(?:-[a-z]+)*\Z")
_TOML_LINE: Final = re.compile(r"at line (\d+)")


class TopicEntry(NamedTuple):
    """One topic: what it means, its codes, and the patterns that speak for and against it."""

    id: str
    label: str
    definition: str
    iptc: str | None
    related: tuple[str, ...]
    """IPTC codes nearby, where none says the same."""
    subject: str | None
    """The Media Topic of the top level that it lies under."""
    blame: bool
    """Somebody is accused of it: a denial denies who did it, not that it was done."""
    patterns: tuple[Pattern, ...]


def builtin_taxonomy() -> Path:
    """The folder that ships with Tocsin."""
    from pathlib import Path  # noqa: PLC0415  # not for the import of the engine

    return Path(__file__).parent.parent / "data" / "taxonomy"


def taxonomy_version(*folders: Path) -> str:
    """Twelve hex digits derived from the content of every file: another taxonomy, another version."""
    from hashlib import sha256  # noqa: PLC0415  # not for the import of the engine

    digest = sha256()
    for file in (file for folder in folders for file in _toml_files(folder)):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@cache
def builtin_version() -> str:
    """The version of the taxonomy that ships with Tocsin, with the words of modes and subjects."""
    taxonomy = builtin_taxonomy()
    return taxonomy_version(taxonomy, taxonomy.parent / "modes", taxonomy.parent / "subjects")


@cache
def topic_entries() -> tuple[TopicEntry, ...]:
    """The topics that ship with Tocsin, ordered by id, as people are told of them: without their patterns."""
    return load_taxonomy(builtin_taxonomy(), ())


@cache
def shared_words() -> dict[str, frozenset[str]]:
    """The named word lists that the patterns of all topics may use."""
    return _shared_words(builtin_taxonomy())


def load_taxonomy(folder: Path, languages: Collection[str] = LANGUAGES) -> tuple[TopicEntry, ...]:
    """Read every topic of a folder. Raises InvalidResource whose `where` is file and line of what is wrong.

    Patterns of other languages than these are left unread: an English article need not wait for them.
    """
    shared = _shared_words(folder)
    sources = [_Source(file) for file in _toml_files(folder) if file.name != WORDS_FILE]
    return tuple([_topic(source, shared, languages) for source in sources])


def _shared_words(folder: Path) -> dict[str, frozenset[str]]:
    if not (folder / WORDS_FILE).is_file():
        return {}
    source = _Source(folder / WORDS_FILE)
    return _word_lists(source, source.data)


def _toml_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


class _Source:
    """A TOML file with the line of each key, which `tomllib` does not keep."""

    def __init__(self, file: Path) -> None:
        import tomllib  # noqa: PLC0415  # not for the import of the engine

        self.name = file.name
        text = file.read_text(encoding="utf-8")
        self._lines = text.splitlines()
        try:
            self.data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = _TOML_LINE.search(str(error))
            raise self.error(str(error), int(line[1]) if line else len(self._lines)) from error

    def error(self, message: str, line: int) -> InvalidResource:
        return InvalidResource(message, where=f"{self.name}:{line}")

    def line_of(self, key: str, table: str | None = None) -> int:
        """Number of the line that sets `key` in `table` (or names the table itself); 1 where there is none."""
        inside = None
        for number, line in enumerate(self._lines, 1):
            stripped = line.strip()
            if stripped.startswith("[") and "=" not in stripped:
                inside = stripped.strip("[] ")
                if table is None and inside == key:
                    return number
            elif inside == table and stripped.partition("=")[0].rstrip() == key:
                return number
        return 1


def _topic(source: _Source, shared: Mapping[str, frozenset[str]], languages: Collection[str]) -> TopicEntry:
    topic_id = source.name.removesuffix(".toml")
    if not _ID.match(topic_id):
        raise source.error("a topic's file is named by its id: small letters and single hyphens", 1)
    for key, value in source.data.items():
        if key not in _KEYS:
            raise source.error(f"unknown key {key!r}; there are {', '.join(_KEYS)}", source.line_of(key))
        if not isinstance(value, _KEYS[key]) or not value:
            raise source.error(f"{key!r} must be a {_KEYS[key].__name__} and not empty", source.line_of(key))
    for key in _REQUIRED:
        if key not in source.data:
            raise source.error(f"{key!r} is missing", 1)
    iptc = source.data.get("iptc")
    related = source.data.get("related", [])
    _check_codes(source, "iptc", [iptc] if iptc else [])
    _check_codes(source, "related", related)
    _check_codes(source, "subject", [source.data["subject"]] if "subject" in source.data else [])
    words = {**shared, **_word_lists(source, source.data.get("words", {}), table="words")}
    return TopicEntry(
        id=topic_id,
        label=source.data["label"],
        definition=source.data["definition"],
        iptc=iptc,
        related=tuple(related),
        subject=source.data.get("subject"),
        blame=source.data.get("blame", False),
        patterns=tuple(_patterns(source, words, languages)),
    )


def _check_codes(source: _Source, key: str, codes: list[object]) -> None:
    for code in codes:
        if not isinstance(code, str) or not _CODE.match(code):
            raise source.error(f"an IPTC Media Topic code has eight digits; found {code!r}", source.line_of(key))
        if code in RETIRED_IPTC:
            raise source.error(f"IPTC has retired {code}", source.line_of(key))


def _word_lists(source: _Source, lists: Mapping[str, object], table: str | None = None) -> dict[str, frozenset[str]]:
    result = {}
    for name, value in lists.items():
        if not isinstance(value, str) or not value.split():
            raise source.error(f"the word list {name!r} must be words between quotes", source.line_of(name, table))
        try:
            result[name] = frozenset(check_word(word) for word in value.split())
        except PatternError as error:
            raise source.error(str(error), source.line_of(name, table)) from error
    return result


def _patterns(source: _Source, words: Mapping[str, frozenset[str]], languages: Collection[str]) -> Iterator[Pattern]:
    for language, block in source.data["patterns"].items():
        first = source.line_of(language, "patterns")
        if language not in LANGUAGES or not isinstance(block, str):
            raise source.error(f"patterns are text under one of {', '.join(LANGUAGES)}", first)
        if language not in languages:
            continue
        # TOML drops the line break right after the opening quotes, so the block's first line is the next one.
        for number, line in enumerate(block.splitlines(), first + 1):
            if not line.strip() or line.startswith("# "):
                continue
            try:
                pattern = parse_pattern(line, words)
                check_letters(pattern, *LETTERS[language])
                yield pattern
            except PatternError as error:
                raise source.error(str(error), number) from error
