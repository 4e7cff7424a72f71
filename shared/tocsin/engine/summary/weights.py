"""How much the words of an article weigh: by how often it returns to them, in whatever form."""

from __future__ import annotations

from functools import cache
from typing import Final

from tocsin.text.document import Document
from tocsin.text.lexicon import rows
from tocsin.text.memo import Memo

STEM, STEM_CYRILLIC = 6, 5
"""Letters by which forms of one word are taken together."""
LEAST_LETTERS, LEAST_LETTERS_UNKNOWN = 2, 4
"""Letters of a word with content; in a language whose common words are not listed, those are told by being short."""
_CYRILLIC: Final = frozenset(("ru", "uk"))


def weights(doc: Document) -> dict[str, int]:
    """Each word of the text with how often the text has it or another form of it; 0 if it has no content."""
    counts = doc.counts()
    found = list(map(stems(doc.language).__getitem__, counts))
    together = dict.fromkeys(found, 0)
    for stem, count in zip(found, counts.values(), strict=True):
        together[stem] += count
    together[""] = 0
    return dict(zip(counts, map(together.__getitem__, found), strict=True))


@cache
def stems(language: str) -> Memo[str]:
    """By lower-cased word, the letters that its forms share; "" for words without content."""
    common = summary_words(language)["common"]
    shortest = LEAST_LETTERS if common else LEAST_LETTERS_UNKNOWN
    length = STEM_CYRILLIC if language in _CYRILLIC else STEM

    def stem(word: str) -> str:
        content = len(word) >= shortest and word[0].isalnum() and word not in common
        return word[:length] if content else ""

    return Memo(stem)


@cache
def summary_words(language: str) -> dict[str, frozenset[str]]:
    """By kind, the words of a language that the summary asks for."""
    found: dict[str, frozenset[str]] = dict.fromkeys(("common", "speaker", "known", "several"), frozenset())
    for kind, of, *words in rows("summary_words.txt"):
        if of == language and kind in found:
            found[kind] |= set(words)
    return found
