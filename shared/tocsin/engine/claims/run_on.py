"""Captions, headings and sentences that a text runs into the one behind them, without a full stop between."""

from __future__ import annotations

from collections.abc import KeysView
from typing import Final

from tocsin.engine.claims.slavic.lexicon import slavic
from tocsin.engine.claims.slavic.verbs import looks_finite
from tocsin.engine.leads import begins
from tocsin.text.document import Document
from tocsin.text.morphology import readings

_OPENING: Final = frozenset(("The", "He", "She", "They", "But", "It", "These", "This", "There", "When", "A", "An"))
"""Words that open a sentence, but no name that a small letter follows."""
_ARTICLES: Final = frozenset(("A", "An"))
"""Of these, those that begin no name either, so that a capital may follow: "... back to the man A Velden man"."""
_BEFORE_NAME: Final = frozenset(
    (
        *("a", "an", "the", "of", "in", "on", "at", "for", "to", "by", "with", "from", "and", "or", "as", "like"),
        *("than", "is", "was", "are", "were", "be", "says", "said", "called", "titled", "named"),
        *("film", "book", "song", "show"),
    )
)
"""Behind these a name follows rather than a sentence."""

_OF_VERBS: Final = frozenset(("verb", "infinitive"))
_SOURCE: Final = 4
"""Tokens from a verb of saying to the end of who says it."""
_SMALL: Final = frozenset(("preposition", "conjunction", "adverb", "particle", "interjection"))
_NO_NAME: Final = frozenset(
    ("preposition", "conjunction", "pronoun", "adverb", "particle", "verb", "predicative", "interjection")
)


def run_on(doc: Document) -> list[int]:
    """The tokens at which a sentence begins although none has ended: "wants to leave in May The full back had ...",
    and in Russian and Ukrainian "..., сообщает По словам мэра ...", where the page has lost who says it."""
    if doc.run_on is None:
        if doc.language == "en":
            doc.run_on = [at for at in doc.upper if doc.words[at] in _OPENING and _begins_anew(doc, at)]
        elif doc.language in ("ru", "uk"):
            cues = slavic(doc.language).cues.keys()
            near = [at for at in doc.upper if not cues.isdisjoint(doc.lowers[max(0, at - _SOURCE) : at])]
            doc.run_on = [
                at for at in near if _begins_behind_cue(doc, at, cues) or _begins_behind_source(doc, at, cues)
            ]
        else:
            doc.run_on = []
    return doc.run_on


def _begins_behind_cue(doc: Document, at: int, cues: KeysView[str]) -> bool:
    """Whether a sentence begins where a verb of saying has its subject: a word that is no name, or a name with a verb
    of its own."""
    if doc.sentences[doc.sentence_of[at]].first == at or not _is_told(doc, at - 1, cues):
        return False
    if doc.capital[at - 1] or at + 1 >= len(doc.words) or not doc.words[at + 1][0].isalnum():
        return False
    if _is_no_name(doc, at, _NO_NAME):
        return True
    behind = readings(doc.lowers[at + 1], doc.language) if not doc.capital[at + 1] else ()
    parts = {each.form.part if each.listed else "" for each in behind}
    return "verb" in parts and parts <= _OF_VERBS


def _begins_behind_source(doc: Document, at: int, cues: KeysView[str]) -> bool:
    """Whether a preposition, an adverb or a conjunction has a capital letter behind who says it: "..., пише портал
    Водночас мер ..."."""
    if doc.sentences[doc.sentence_of[at]].first == at or not doc.words[at - 1].isalnum():
        return False
    if at + 1 >= len(doc.words) or not doc.words[at + 1][0].isalnum() or not _is_no_name(doc, at, _SMALL):
        return False
    cue = next((i for i in range(at - 2, max(0, at - _SOURCE) - 1, -1) if _is_told(doc, i, cues)), None)
    return cue is not None and all(word.isalnum() for word in doc.words[cue:at]) and doc.words[cue - 1] == ","


def _is_told(doc: Document, at: int, cues: KeysView[str]) -> bool:
    return at > 0 and doc.lowers[at] in cues and looks_finite(doc.lowers[at], doc.language)


def _is_no_name(doc: Document, at: int, parts: frozenset[str]) -> bool:
    found = readings(doc.lowers[at], doc.language)
    acronym = doc.words[at].isupper() and len(doc.words[at]) > 1
    return bool(found) and not acronym and all(each.listed and each.form.part in parts for each in found)


def _begins_anew(doc: Document, at: int) -> bool:
    words = doc.words
    if not 0 < at < len(words) - 1 or doc.sentences[doc.sentence_of[at]].first == at:
        return False
    if not words[at + 1].islower() and words[at] not in _ARTICLES:
        return False
    before = words[at - 1]
    if before == ")":
        return at != begins(doc, doc.sentences[doc.sentence_of[at]])  # "(OSN) The harbour": the agency's name
    return before.islower() and before.isalpha() and before not in _BEFORE_NAME
