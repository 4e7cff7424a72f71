"""What is claimed in words that are no clause is told with the verb that it depends on."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Draft
from tocsin.engine.claims.english.wordclasses import AUXILIARY, ENDS_ED, ENDS_ING, FINITE, VERB_LIKE, word_bits
from tocsin.engine.claims.slavic.lexicon import word_classes
from tocsin.engine.claims.stance import stance
from tocsin.text.document import Document

_CLAUSELESS: Final = {
    "en": frozenset(("preposition", "infinitive", "phrase", "gerund", "adjective", "noun", "evidence")),
    "ru": frozenset(("preposition", "infinitive", "phrase", "passive")),
    "uk": frozenset(("preposition", "infinitive", "phrase", "passive")),
}
"""Rules whose content has no verb of its own, by language."""
_RELATIVE: Final = frozenset(("who", "which", "that", "whose", "whom"))
"""Behind these a verb is not the one of the clause that began before them."""
_SO_THAT: Final = frozenset(("чтобы", "чтоб", "щоб"))
_CLAUSES: Final = frozenset(("that", "clause", "told"))
_QUESTION: Final = frozenset(("what", "how", "why", "whether", "if", "who", "which", "where", "when"))
"""What opens with these is asked, told or left open: only the verb tells which."""
_SAY: Final = frozenset(("say", "says", "said", "saying"))
"""What stands behind these is a clause, whatever its verb is."""
_WISHED: Final = ("recommend", "urg", "demand", "request", "propos", "implor", "beg", "beseech", "ask", "order")
"""How the English verbs begin behind which "that" tells what should be and not what is."""
_CLITICS: Final = ("'", "’")
_WHEN: Final = frozenset(("later", "earlier", "then", "on", "in", "last", "this", "also", "even", "since"))
"""What may stand before the verb, beside words of time, and tells when something was said, or that more was."""


def leading_verb(doc: Document, draft: Draft) -> int | None:
    """The token from which the cue leads what is claimed, where that is no clause without it: "vowed to leave town",
    "сообщил о гибели трёх человек". None for what is not affirmed: its polarity is told apart."""
    begin, last = draft.cue
    single = len(draft.content) == 1 and not draft.direct and last <= draft.content[0][0]
    if not single or draft.negated or not _lacks_verb(doc, draft) or stance(doc, draft) not in ("affirmed", "refused"):
        return None
    while begin < last - 1 and _tells_when(doc, begin):
        begin += 1  # "they're backing", "later on Monday urged"
    return _governor(doc, begin) if doc.language == "en" and begin and doc.lowers[begin - 1] == "to" else begin


def trailing_verb(doc: Document, draft: Draft) -> int | None:
    """Behind the cue, where a Ukrainian or Russian object before it is all that is claimed: "Перевірку порту вимагала |
    фірма". None for what is not affirmed."""
    if doc.language == "en" or draft.rule != "phrase" or len(draft.content) != 1 or draft.direct or draft.negated:
        return None
    end = draft.content[0][1]
    return draft.cue[1] if end == draft.cue[0] and stance(doc, draft) == "affirmed" else None


def _governor(doc: Document, infinitive: int) -> int:
    """Where "was forced to defend the deal" begins: at the verb that the infinitive depends on."""
    low = doc.sentences[doc.sentence_of[infinitive]].first
    begin = infinitive - 2
    if begin <= low or not word_bits[doc.lowers[begin]] & (FINITE | VERB_LIKE | ENDS_ED | ENDS_ING):
        return infinitive
    while begin - 1 > low and word_bits[doc.lowers[begin - 1]] & AUXILIARY:
        begin -= 1
    return begin


def _lacks_verb(doc: Document, draft: Draft) -> bool:
    """Also of "protection to soldiers who would surrender", which was read as a clause for its only verb."""
    first, last = draft.content[0]
    if doc.lowers[first] in _QUESTION and draft.rule in _CLAUSES and doc.language == "en":
        return True
    wished = doc.language == "en" and doc.lowers[draft.cue[1] - 1].startswith(_WISHED)
    if draft.rule == "that" and (wished or doc.lowers[first] in _SO_THAT):
        return True  # "recommended that they stop", "требует, чтобы он ушёл"
    if draft.rule not in ("clause", "evidence") or doc.language != "en":
        clauseless = draft.rule in _CLAUSELESS[doc.language] and doc.lowers[first] not in ("that", "whether")
        return clauseless or _asks(doc, draft)
    if draft.rule == "evidence":
        return not any(word_bits[lower] & FINITE for lower in doc.lowers[first:last])
    if doc.lowers[draft.cue[1] - 1] in _SAY:
        return False
    inner = next((at for at in range(first + 1, last) if doc.lowers[at] in _RELATIVE), first)
    return inner > first and not any(word_bits[lower] & FINITE for lower in doc.lowers[first:inner])


def _asks(doc: Document, draft: Draft) -> bool:
    """As in "объяснила, кто позвонил": a question that only its verb answers."""
    if doc.language == "en" or draft.rule != "that":
        return False
    first, last = draft.content[0]
    classes = word_classes(doc.language)
    at = first + ("preposition" in classes.get(doc.lowers[first], ()))
    found = classes.get(doc.lowers[at], frozenset()) if at < last else frozenset()
    return "question" in found and "complementizer" not in found


def _tells_when(doc: Document, at: int) -> bool:
    lower = doc.lowers[at]
    return lower in _WHEN or lower.startswith(_CLITICS) or "time" in word_classes(doc.language).get(lower, ())
