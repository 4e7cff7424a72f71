"""Who says what in English: a pattern reader that works outwards from cue words."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Draft, Range
from tocsin.engine.claims.english.according import read_according
from tocsin.engine.claims.english.clauses import clause_end
from tocsin.engine.claims.english.contents import content_behind
from tocsin.engine.claims.english.inserted import read_inserted
from tocsin.engine.claims.english.nominals import read_adjective, read_noun
from tocsin.engine.claims.english.passives import read_passive, read_seems
from tocsin.engine.claims.english.phrases import subject_left
from tocsin.engine.claims.english.scene import EnglishScene
from tocsin.engine.claims.english.sources import find_source
from tocsin.engine.claims.english.taken_up import claim_taken_up
from tocsin.engine.claims.english.uttered import SAID, keep
from tocsin.engine.claims.english.verbs import Forms, forms_of, is_verb
from tocsin.engine.claims.english.wordclasses import BE, FINITE, NAME, PREPOSITION
from tocsin.engine.claims.english.words import group_start, has, lower_at
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.quotes import Quotes
from tocsin.engine.claims.reach import following_quotes
from tocsin.engine.claims.scene import in_title_case
from tocsin.engine.claims.walk import stretches
from tocsin.text.document import Document

_RELATIVE_OBJECT: Final = frozenset(("that", "which", "who", "whom", "what"))
_TOLD_OF: Final = frozenset(
    ("about", "if", "whether", "why", "how", "what", "that", "by", "to", "for", "in", "at", "on", "of")
)
_OR: Final = frozenset(("or", "nor"))
_DENY: Final = ("deny", "denied", "denying")
_COMPARED_WITH: Final = frozenset(("to", "with"))
_NEITHER: Final = frozenset(("neither", "nor"))
_OPENING: Final = 4
"""Tokens before a participle that opens its sentence: "instead of", "in the course of"."""


def read_english(doc: Document, quotes: Quotes) -> list[Draft]:
    """The drafts of an English document, in the order of their cues."""
    s = EnglishScene(doc, quotes)
    of_token = s.of_token
    for tokens in stretches(s, [at for at in s.cue_tokens if of_token[at] < 0], s.lexicon.cues):
        for at in tokens:
            if s.lowers[at] != "according":
                _read_cue(s, at)
            elif lower_at(s, at + 1) == "to":
                read_according(s, at)
    return s.drafts


def _read_cue(s: EnglishScene, at: int) -> None:
    s.participle = s.ing = s.relative = False
    forms = forms_of(s.lowers[at])
    capital = s.bits[at] & NAME and at > s.low and not in_title_case(s)
    if forms.verb and not capital and is_verb(s, at, s.low, forms):
        _read_verb(s, at, forms.verb, forms)
    elif forms.noun:
        read_noun(s, at, forms.noun)
    elif forms.adjective:
        read_adjective(s, at, forms.adjective)


def _read_verb(s: EnglishScene, at: int, cue: Cue, forms: Forms) -> None:
    lowers, after = s.lowers, at + 1
    if cue.particles and lower_at(s, after) in cue.particles:
        cue = cue.particles[lowers[after]]
        after += 1
    start = group_start(s, at, s.low)
    if _is_other_half(s, at) or (lowers[at] == "compared" and lower_at(s, after) in _COMPARED_WITH):
        return
    if lower_at(s, after) in _OR and lower_at(s, after + 1).startswith(_DENY):
        after += 2
    group = (start, after)
    if start > s.low and not _NEITHER.isdisjoint(lowers[start - 1 : at]) and after == at + 1:
        return  # "has neither confirmed": nothing is claimed
    if forms.participle and (("" in cue.addressed and _is_told_of(s, at, after)) or _opens_passive(s, at, forms)):
        return  # "Holm, asked about the fire, said", "Asked why, Holm said": he is told, he does not tell
    s.relative = lower_at(s, start - 1) in ("who", "which", "that")
    if forms.passive and start < at and has(s, start, at, BE):
        read_passive(s, group, at, cue)
    elif "Z" in cue.frames:
        read_seems(s, group, at)
    elif not read_inserted(s, at, group, cue):
        opening = forms.ing and s.lowers[s.low] == "with" and "," not in s.words[s.low : at]
        s.participle = at == s.low or opening or (forms.ing and (s.words[at - 1] == "," or _opens_with(s, at)))
        s.ing = forms.ing
        _read_active(s, group, at, cue, forms)


def _is_other_half(s: EnglishScene, at: int) -> bool:
    """The "deny" of "neither confirm nor deny": what is left open is read at "confirm"."""
    return s.lowers[at].startswith(_DENY) and lower_at(s, at - 1) in _OR and lower_at(s, at - 2).startswith("confirm")


def _opens_with(s: EnglishScene, at: int) -> bool:
    """As in "Instead of calling for talks, Varga left": no subject stands before the participle."""
    return bool(s.bits[s.low] & PREPOSITION and s.bits[at - 1] & PREPOSITION) and at - s.low <= _OPENING


def _opens_passive(s: EnglishScene, at: int, forms: Forms) -> bool:
    """As in "Asked why the dam broke, Holm said", "Termed a risk, the dam was closed", but not in "Said Holm:"."""
    opens = at == s.low and forms.passive and s.lowers[at] not in SAID
    return opens and at + 1 < s.high and not s.bits[at + 1] & NAME


def _is_told_of(s: EnglishScene, at: int, after: int) -> bool:
    return lower_at(s, at - 1) == "," and lower_at(s, after) in _TOLD_OF


def _read_active(s: EnglishScene, group: Range, at: int, cue: Cue, forms: Forms) -> None:
    if _read_relative_object(s, group, at, cue):
        return
    body = content_behind(s, at, group[1], cue)
    if body is None or (s.bits[body.content[0][0]] & BE and not body.direct):
        return  # "among what he did not tell | was a fee": the object stands before it
    source = find_source(s, at, group[0], ing=forms.ing, participle=forms.participle)
    if (source is None and forms.bare) or (source and body.rule == "clause" and _is_object_before(s, source)):
        return
    body = claim_taken_up(s, _before_main_clause(body, source) if source else body, source)
    keep(s, body, source, group, at)
    colon = body.content[-1][1]
    if body.rule == "phrase" and colon + 1 < s.high and s.words[colon] == ":" and _quotation_opens(s, colon + 1):
        parts = [(colon + 1, s.quotes.found[s.of_token[colon + 1]].last), *following_quotes(s, s.of_token[colon + 1])]
        keep(s, Body(parts, "statement", "quote", direct=True), source, group, at)


def _quotation_opens(s: EnglishScene, at: int) -> bool:
    """Whether a quotation opens at token `at`: "rejected the charges: “There was no deal.”"."""
    return s.of_token[at] >= 0 and s.quotes.found[s.of_token[at]].first == at


def _is_object_before(s: EnglishScene, source: Range) -> bool:
    """As in "a drop, which he said the council had to look at": what it had to look at stands before the pronoun."""
    return lower_at(s, source[0] - 1) == "which" and not s.bits[source[0] - 2] & PREPOSITION


def _before_main_clause(body: Body, source: Range) -> Body:
    """As in "Saying that the road was closed, the mayor asked for patience": the claim ends before its speaker."""
    if not any(first < source[0] < last for first, last in body.content):  # as nearly always
        return body
    parts = [(first, min(last, source[0]) if first < source[0] else last) for first, last in body.content]
    return body._replace(content=parts)


def _read_relative_object(s: EnglishScene, group: Range, at: int, cue: Cue) -> bool:
    """As in "an army that he said would come": the relative pronoun belongs to the clause behind the cue."""
    after = group[1]
    if "C" not in cue.frames or after >= s.high or not s.bits[after] & FINITE:
        return False
    source = subject_left(s, group[0], s.low)
    if source is None or lower_at(s, source[0] - 1) not in _RELATIVE_OBJECT:
        return False
    parts = [(source[0] - 1, source[0]), (after, clause_end(s, after))]
    keep(s, Body(parts, cue.frames["C"], "relative"), source, group, at)
    return True
