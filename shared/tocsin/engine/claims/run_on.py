"""Captions, headings and sentences that a text runs into the one behind them, without a full stop between."""

from __future__ import annotations

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
_NO_NAME: Final = frozenset(("preposition", "conjunction", "pronoun", "adverb", "particle", "verb", "predicative"))


def run_on(doc: Document) -> list[int]:
    """The tokens at which a sentence begins although none has ended: "wants to leave in May The full back had ...",
    and in Russian and Ukrainian "..., сообщает По словам мэра ...", where the page has lost who says it."""
    if doc.run_on is None:
        if doc.language == "en":
            doc.run_on = [at for at in doc.upper if doc.words[at] in _OPENING and _begins_anew(doc, at)]
        elif doc.language in ("ru", "uk"):
            cues = slavic(doc.language).cues
            doc.run_on = [
                at for at in doc.upper if at > 0 and doc.lowers[at - 1] in cues and _begins_behind_cue(doc, at)
            ]
        else:
            doc.run_on = []
    return doc.run_on


def _begins_behind_cue(doc: Document, at: int) -> bool:
    """Whether a sentence begins where a verb of saying has its subject: a word that is no name, or a name with a verb
    of its own."""
    if not at or doc.sentences[doc.sentence_of[at]].first == at or not looks_finite(doc.lowers[at - 1], doc.language):
        return False
    if doc.capital[at - 1] or at + 1 >= len(doc.words) or not doc.words[at + 1][0].isalnum():
        return False
    found = readings(doc.lowers[at], doc.language)
    if found and all(each.listed and each.form.part in _NO_NAME for each in found):
        return not (doc.words[at].isupper() and len(doc.words[at]) > 1)
    behind = readings(doc.lowers[at + 1], doc.language) if not doc.capital[at + 1] else ()
    parts = {each.form.part if each.listed else "" for each in behind}
    return "verb" in parts and parts <= _OF_VERBS


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
