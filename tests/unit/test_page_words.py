"""The words of the pages in Russian and Ukrainian: complete, compiled, and with all that their English has in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from tools.words import FOLDER, compiled

from tocsin.web.words import words_of

TEMPLATES = FOLDER.parent / "templates"
WORD = re.compile(r"""_\((?:'([^']+)'|"([^"]+)")\)|empty\('([^']+)'\)""")
PLURAL = re.compile(r"plural\('([^']+)', '([^']+)'\)")


def told(path: Path) -> set[str]:
    return {next(filter(None, found)) for found in WORD.findall(path.read_text())}


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_what_the_templates_say_is_in_every_catalogue(language: str) -> None:
    words = words_of(language)
    missing = {word for path in TEMPLATES.glob("*.html") for word in told(path) if words.gettext(word) == word}
    assert missing == set()
    for path in TEMPLATES.glob("*.html"):
        for one, many in PLURAL.findall(path.read_text()):
            forms = {words.ngettext(one, many, count) for count in (1, 2, 5)}
            assert one not in forms, (path.name, one)


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_catalogues_are_what_their_sources_say(language: str) -> None:
    source = FOLDER / f"{language}.po"
    assert source.with_suffix(".mo").read_bytes() == compiled(source), "run python -m tools.words"
    with source.open("rb") as lines:
        assert all(message.string for message in read_po(lines, locale=language) if message.id)


def test_a_language_without_a_catalogue_is_english() -> None:
    assert words_of("en").gettext("Alerts") == "Alerts"
    assert words_of("../../etc").gettext("Alerts") == "Alerts"
