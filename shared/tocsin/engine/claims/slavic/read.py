"""Who says what in Russian and Ukrainian: the cues of a document, each handed to who reads its kind."""

from __future__ import annotations

from functools import partial
from itertools import compress
from typing import Final

from tocsin.engine.claims.draft import Draft
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.not_prose import before_credit
from tocsin.engine.claims.quotes import Quotes
from tocsin.engine.claims.slavic.according import read_marker
from tocsin.engine.claims.slavic.impersonal import read_impersonal
from tocsin.engine.claims.slavic.nominals import read_nominal
from tocsin.engine.claims.slavic.points_back import is_subject_pronoun
from tocsin.engine.claims.slavic.quotations import read_behind_quote, read_inside_quote
from tocsin.engine.claims.slavic.refusals import only_asks
from tocsin.engine.claims.slavic.related import related_sentences
from tocsin.engine.claims.slavic.reminders import behind_reminder
from tocsin.engine.claims.slavic.said import read_verb
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.verbs import looks_finite
from tocsin.engine.claims.slavic.words import has, has_companion, is_nominal, lower_at
from tocsin.engine.claims.walk import stretches
from tocsin.engine.leads import points_back
from tocsin.text.document import Document

_HIS: Final = frozenset(("его", "её", "ее", "их", "його", "її", "їх", "їхніми", "своим", "своими"))
_FIRST_PERSON: Final = frozenset(("мне", "меня", "мной", "мною", "мені", "мене"))
_WE: Final = frozenset(("мы", "ми"))
_WHOLE: Final = frozenset(("quote", "colon", "headline", "noun"))
"""Rules of words that stand for themselves."""
_DASHES: Final = frozenset(("—", "–"))
_CLAUSES: Final = frozenset(("that", "noun"))
"""Rules of what stands behind "что" where nobody may be named who says it."""


def read_slavic(doc: Document, quotes: Quotes) -> list[Draft]:
    """The drafts of a Russian or Ukrainian document, in the order of their cues."""
    s = SlavicScene(doc, quotes)
    lowers, of_token = s.doc.lowers, s.of_token
    cues, markers = s.lexicon.cues, s.lexicon.markers
    noted = compress(range(len(lowers)), map(s.lexicon.noted.__contains__, lowers))
    for tokens in stretches(s, sorted({*noted, *_unlisted_verbs(s)}), cues):
        asked = s.words[s.high - 1] == "?"
        for at in tokens:
            lower = lowers[at]
            if of_token[at] >= 0:
                if lower in cues:
                    read_inside_quote(s, at, cues[lower])
                continue
            if lower in markers and read_marker(s, at, markers[lower]):
                continue
            if asked:
                continue  # "Что говорят в порту?" says nothing
            for cue, form in cues.get(lower, ()):
                if _read_cue(s, at, cue, form):
                    break
            if lower not in cues and lower not in markers and (is_nominal(s, at + 1) or lower_at(s, at + 1) in _HIS):
                read_behind_quote(s, at, at, "statement")
    related = related_sentences(doc)
    return [
        draft
        for draft in map(partial(_plain, s), s.drafts)
        if not (
            draft.sentence in related
            or _tells_of_nobody(s, draft)
            or _is_of_quotation(s, draft)
            or _only_asks(s, draft)
        )
    ]


def _only_asks(s: SlavicScene, draft: Draft) -> bool:
    if draft.direct or draft.rule in _WHOLE or draft.source is None:
        return False
    return only_asks(s, draft.content[0][0], draft.cue[1])


def _plain(s: SlavicScene, draft: Draft) -> Draft:
    """The draft without what the page, its author or its outlet adds."""
    first, last = draft.content[0]
    begun = behind_reminder(s.doc, first, last)
    content = [(begun, last), *draft.content[1:]]
    content[-1] = (content[-1][0], before_credit(s.doc, *content[-1]))
    return _without_outlet(s, draft._replace(content=content))


def _without_outlet(s: SlavicScene, draft: Draft) -> Draft:
    """The draft without "we", whom outside of quotation marks nobody can name: "раніше ми повідомляли, що"."""
    if draft.source is None or s.of_token[draft.source[0]] >= 0:
        return draft
    ours = s.lowers[draft.source[0]] in _WE and draft.source[1] - draft.source[0] == 1
    return draft._replace(source=None) if ours else draft


def _tells_of_nobody(s: SlavicScene, draft: Draft) -> bool:
    """Whether neither who says it nor whom it is about stands there: "Предполагается, что он там останется"."""
    first, last = draft.content[0]
    if draft.source is not None or draft.rule not in _CLAUSES or first + 1 >= last:
        return False
    first += has(s, first, "complementizer")
    pointing = points_back(s.doc, first, last, s.lexicon.classes)
    return pointing or is_subject_pronoun(s.doc, first, last)


def _is_of_quotation(s: SlavicScene, draft: Draft) -> bool:
    """Whether "I" stands in what would be reported: "Знаю, что меня давно нигде не видно" is a piece of a quotation
    without marks, which nobody in it says."""
    if draft.direct or _FIRST_PERSON.isdisjoint(s.lowers[draft.content[0][0] : draft.content[-1][1]]):
        return False
    return any(
        s.lowers[at] in _FIRST_PERSON and s.of_token[at] < 0
        for first, last in draft.content
        for at in range(first, last)
    )


def _unlisted_verbs(s: SlavicScene) -> list[int]:
    """Verbs that are no listed cues, behind a dash: "«...», — улыбается Белкова"."""
    lowers, language = s.doc.lowers, s.doc.language
    behind = [at + 1 for at in s.doc.odd if s.words[at] in _DASHES and at + 2 < len(lowers)]
    return [at for at in behind if looks_finite(lowers[at], language) and not s.doc.capital[at]]


def _read_cue(s: SlavicScene, at: int, cue: Cue, form: str) -> bool:
    if not has_companion(s, at):
        return False
    if cue.part == "verb":
        return read_verb(s, at, cue, form)
    if cue.part == "adjective":
        return read_impersonal(s, at, cue)
    return read_nominal(s, at, cue)
