"""The words of the interface in the reader's language: gettext catalogues; English is in the templates themselves."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("en", "ru", "uk")
_FOLDER: Final = Path(__file__).parent


@cache
def words_of(language: str) -> NullTranslations:
    """The catalogue of one of `LANGUAGES`; what it does not know stays English."""
    path = _FOLDER / f"{language}.mo"
    if language not in LANGUAGES or not path.is_file():
        return NullTranslations()
    with path.open("rb") as catalogue:
        return GNUTranslations(catalogue)
