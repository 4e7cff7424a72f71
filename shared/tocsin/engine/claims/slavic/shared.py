"""Subjects that a Russian or Ukrainian cue has not beside it: of the verb, clause or sentence before."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.slavic.bounds import left_bound, without_adverbs
from tocsin.engine.claims.slavic.candidates import first_subject
from tocsin.engine.claims.slavic.heads import Asked, asked_by, is_alive
from tocsin.engine.claims.slavic.phrases import is_verb, phrase_before
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import has, lower_at
from tocsin.text.morphology import readings

_FAR: Final = 40
"""Tokens before a gerund in which the verb of its subject is looked for."""
_PLACE_OF: Final = frozenset(("где", "де"))
CITES: Final = ("цитир", "цитує", "цитуют", "процит")
"""Beginnings of verbs whose object is who said it."""
_MANY: Final = 60
"""Attributions of one sentence that are looked back over; no sentence of news has a tenth of them."""


def shared_subject(s: SlavicScene, at: int) -> Range | None:
    """The subject that this cue shares with the one before it in the sentence."""
    asked = asked_by(s.lowers[at], s.doc.language)
    for draft in reversed(s.drafts[-_MANY:]):
        if draft.sentence != s.number:
            return None
        if draft.source and draft.cue[0] < at and draft.rule != "according":
            told = asked_by(s.lowers[draft.cue[1] - 1], s.doc.language)
            if s.lowers[draft.cue[1] - 1].startswith(CITES):
                found = first_subject(s, draft.source[1], at, asked)  # who quotes him goes on
                return None if found is None else (found, phrase_before(s, found, at))
            alike = not (asked.number and told.number) or asked.number == told.number
            return draft.source if alike else None
    return None


def subject_before(s: SlavicScene, start: int, verb: int) -> Range | None:
    """Of a verb that opens its sentence, but for adverbs: whoever spoke in the sentence before, if the verb agrees."""
    opened = s.low
    if s.of_token[opened] >= 0 and start > opened and has(s, start - 1, "coordinator"):
        opened = s.quotes.found[s.of_token[opened]].last  # "«...», — и добавил, что"
        start = next((at for at in range(start - 1, opened, -1) if s.words[at - 1][0].isalnum()), opened)
    if without_adverbs(s, opened, start) > opened or not s.drafts or s.drafts[-1].sentence != s.number - 1:
        return None
    before, asked = s.drafts[-1], asked_by(s.lowers[verb], s.doc.language)
    told = asked_by(s.lowers[before.cue[1] - 1], s.doc.language)
    return before.source if asked == told and asked.number == "singular" else None


def subject_of_clause_before(s: SlavicScene, coordinator: int, verb: int) -> Range | None:
    """As in "Лен подписал закон, но сообщил, что": the subject of the verb before, if this one agrees with it."""
    asked = asked_by(s.lowers[verb], s.doc.language)
    end = coordinator - (s.words[coordinator - 1] == ",")
    if end <= s.low or not asked.number or (asked.number == "singular" and not asked.gender):
        return None
    low = left_bound(s, end) if s.words[coordinator - 1] == "," else s.low
    verbs = (at for at in range(low, end) if is_verb(s, at))
    told = next((at for at in verbs if asked_by(s.lowers[at], s.doc.language) == asked), None)
    found = first_subject(s, low, told, asked) if told is not None else None
    return None if found is None or told is None else (found, phrase_before(s, found, told))


def subject_of_main_clause(s: SlavicScene, start: int, verb: int) -> Range | None:
    """As in "Лен прилетел в Дорно, где отметил, что", "дал интервью, в котором рассказал": whoever the clause before
    tells of, if the verb agrees."""
    comma = next((at for at in range(start - 1, s.low, -1) if s.words[at] == "," and s.of_token[at] < 0), None)
    asked = asked_by(s.lowers[verb], s.doc.language)
    if comma is None or asked.number != "singular":
        return None
    inside = has(s, comma + 1, "preposition") and comma + 2 < s.high and has(s, comma + 2, "relative")
    if not inside and lower_at(s, comma + 1) not in _PLACE_OF:
        return None
    found = first_subject(s, left_bound(s, comma), comma, asked)
    return None if found is None else (found, phrase_before(s, found, comma))


def subject_of_sentence(s: SlavicScene, start: int) -> Range | None:
    """Whose the gerund is: the first who can be a subject before it."""
    start = without_adverbs(s, s.low, start)
    end = start - (start > s.low and s.words[start - 1] == ",")
    found = first_subject(s, left_bound(s, end), end, Asked())
    if found is None or has(
        s, found, "relative"
    ):  # "Лен вины не признаёт и обжалует арест, заявляя": of the first verb of the sentence
        low = max(s.low, end - _FAR)
        end = next((at for at in range(low, end) if is_verb(s, at)), low)
        found = first_subject(s, low, end, Asked()) if end > low else None
    if found is not None and _is_done_to(s, found, start):
        return None
    return (found, phrase_before(s, found, end)) if found is not None else None


def _is_done_to(s: SlavicScene, found: int, start: int) -> bool:
    """As in "Решение было принято мэром несмотря на просьбы, призывая его отказать": a thing that something is done to
    has no gerund of its own."""
    if s.doc.capital[found] and found != s.low:
        return False
    passive = any(
        each.form.part == "participle" and not each.form.case
        for at in range(found + 1, start)
        for each in readings(s.lowers[at], s.doc.language)[:1]
    )
    return passive and not any(is_alive(s, at) for at in range(found, found + 1))
