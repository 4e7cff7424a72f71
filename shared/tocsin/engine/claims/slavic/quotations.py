"""Quotations of Russian and Ukrainian: guillemets, dialogue with dashes, and the author's words inside the marks."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.draft import Body, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.reach import content_left, following_quotes, has_own_cue, same_paragraph
from tocsin.engine.claims.scene import LONGEST, emit
from tocsin.engine.claims.slavic.heads import is_alive, is_told, named_in_marks
from tocsin.engine.claims.slavic.phrases import phrase_end
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.shared import CITES, shared_subject
from tocsin.engine.claims.slavic.subjects import subject_left, subject_right
from tocsin.engine.claims.slavic.taken_up import takes_up
from tocsin.engine.claims.slavic.words import has

_DASHES: Final = frozenset(("—", "–", "-", "--"))
_LEFT_OPEN: Final = frozenset((",", "!", "?", "…", "...", "»", "”", '"', "“"))
_FINAL: Final = frozenset((".", ",", ";", ":", "!", "?"))
_QUOTES: Final = ("цитир", "цитує", "цитуют", "процит", "привод", "приводи", "наводи")
_HIS: Final = frozenset(("его", "её", "ее", "їх", "його", "її", "их"))
_WORDS: Final = frozenset(("слова",))
_OFFICE: Final = 16
"""Tokens of who the speaker is, behind his name."""
_SHORT_QUOTE: Final = 6
"""Tokens with the marks; shorter quotations are titles and names unless a dash and the cue follow."""


def read_inside_quote(s: SlavicScene, at: int, found: list[tuple[Cue, str]]) -> None:
    """As in "«..., — говорит Снегов. — ...»": Russian keeps the author's words inside the quotation marks."""
    words = s.doc.words
    quote = s.quotes.found[s.quotes.of_token[at]]
    cue = next((cue for cue, form in found if cue.part == "verb" and "Q" in cue.frames and form != "gerund"), None)
    if cue is None or at - 2 <= quote.first or words[at - 1] not in _DASHES or words[at - 2][-1] not in ",!?….":
        return
    end = next((i for i in range(at + 1, quote.last) if words[i] in _DASHES or words[i] in _FINAL), quote.last)
    source = subject_right(s, at + 1, end, at)
    after = next((i + 1 for i in range(end, min(end + 3, quote.last)) if words[i] in _DASHES), quote.last)
    first, last = quote.first, quote.last
    if last - first > LONGEST:  # an interview in one pair of marks: the sentences beside the cue, no more
        first = max(first, s.low)
        last = min(last, after + LONGEST, s.doc.sentences[s.doc.sentence_of[min(after, last - 1)]].last)
    parts = [(first, at - 1), (after, last)]
    emit(s, Body(parts, cue.frames["Q"], "quote", direct=True), source, (at, at + 1))


def read_behind_quote(s: SlavicScene, at: int, start: int, kind: str) -> bool:
    """As in "«...», — сказал он", and the same in a dialogue that has dashes instead of quotation marks."""
    if takes_up(s, at):
        return False
    return _read_line_before(s, at, start, kind) if _opens_line(s, start) else _read_beside_quote(s, at, start, kind)


def _read_beside_quote(s: SlavicScene, at: int, start: int, kind: str) -> bool:
    words = s.doc.words
    left = start - 1
    while left >= 0 and (words[left] in _DASHES or words[left] == ",") and s.quotes.of_token[left] < 0:
        left -= 1
    subject: Range | None = None
    if left == start - 1:
        subject = subject_left(s, start, at)
        if subject is None or not (words[subject[0] - 1] in _DASHES or words[subject[0] - 1] == ","):
            return False
        left = subject[0] - 1
        while left >= 0 and (words[left] in _DASHES or words[left] == ",") and s.quotes.of_token[left] < 0:
            left -= 1
    if left < 0 or not same_paragraph(s, left, start):
        return False
    number = s.quotes.of_token[left]
    if number >= 0:
        if subject and s.quotes.found[number].last - s.quotes.found[number].first < _SHORT_QUOTE:
            return False
        content = content_left(s, left + 1)
    else:
        turn = _turn_start(s, left) if any(word in _DASHES for word in words[left + 1 : start]) else None
        content = None if turn is None else (turn + 1, left + 1)
    if content is None or not any(word[0].isalnum() for word in words[content[0] : content[1]]):
        return False
    source = subject or subject_right(s, at + 1, s.high, at)
    source = _person_quoted(s, at, source) or source
    end = source[1] if source and source[0] > at else at + 1
    direct = number < 0 or s.quotes.of_token[content[0]] >= 0 or s.words[content[0]] in _DASHES
    body = Body([content, *_goes_on(s, end, content)], kind, "quote", direct)
    emit(s, body, source or shared_subject(s, at), (start, at + 1))
    return True


def _person_quoted(s: SlavicScene, at: int, outlet: Range | None) -> Range | None:
    """As in "приводит сайт слова Лена", "цитирует РБК мэра": whose words the outlet quotes."""
    if outlet is None or outlet[0] <= at or not s.lowers[at].startswith(_QUOTES):
        return None
    if s.lowers[at].startswith(CITES):
        site = _site_behind(s, outlet)  # "цитирует Карла Одена Velm.com", "процитировал Лена собеседник"
        if site > outlet[0] or (outlet[0] > at + 1 and _is_somebody(s, at + 1, outlet[0])):
            return at + 1 + (s.lowers[at + 1] in _WORDS), site
    if s.lowers[at + 1] in _HIS and outlet[0] == at + 2:
        return at + 1, at + 2  # "приводит его «Порт»"
    if s.lowers[at + 1] in _HIS and outlet[0] == at + 1 and outlet[1] > at + 2:
        return at + 1, at + 2  # "цитирует её агентство"
    words = next((i for i in range(outlet[0], min(s.high, outlet[0] + _OFFICE)) if s.lowers[i] in _WORDS), None)
    if words is not None:
        return (words + 1, phrase_end(s, words + 1, s.high)) if words + 1 < s.high else None
    named = named_in_marks(s, outlet[0])
    first = named[1] if named else outlet[0] + 1
    name = named is not None or s.words[outlet[0]].isupper() or s.words[outlet[0]][0].isascii()
    whole = first < s.high and s.words[first].islower() and is_alive(s, first)
    return (first, phrase_end(s, first, s.high)) if name and whole else None


def _site_behind(s: SlavicScene, source: Range) -> int:
    """Where behind a Cyrillic name a site stands by its address; the beginning of the source where none does."""
    name, site = s.words[source[1] - 2], s.words[source[1] - 1]
    found = "." in site[1:-1] and site[-1].isascii() and name[0].isupper() and not name[-1].isascii()
    return source[1] - 1 if found else source[0]


def _is_somebody(s: SlavicScene, first: int, last: int) -> bool:
    """Whether these tokens, right before a subject, are the person in the accusative whom it quotes."""
    inside = range(first, last)
    if any(not s.words[at][0].isalpha() or has(s, at, "preposition", "adverb", "time") for at in inside):
        return False
    return any(s.doc.capital[at] or is_alive(s, at) for at in inside)


def _opens_line(s: SlavicScene, start: int) -> bool:
    """As in "...,\n– сказала мэр": a dash and the cue on a line of their own, behind the words that they report."""
    dash = start - 1
    return dash > 0 and dash == s.low and s.words[dash] in _DASHES and not same_paragraph(s, dash - 1, dash)


def _read_line_before(s: SlavicScene, at: int, start: int, kind: str) -> bool:
    """The paragraph before is what was said, if it does not end as a sentence of the author's does."""
    before = s.doc.sentences[s.number - 1]
    if s.words[before.last - 1] not in _LEFT_OPEN:
        return False
    first = s.number - 1
    while first and s.doc.sentences[first - 1].paragraph == before.paragraph:
        first -= 1
    source = subject_right(s, at + 1, s.high, at)
    content = (s.doc.sentences[first].first, before.last)
    if source is None or content[1] - content[0] > LONGEST:
        return False
    emit(s, Body([content], kind, "quote", direct=True), source, (start, at + 1))
    return True


def _turn_start(s: SlavicScene, at: int) -> int | None:
    """The dash that opens the turn of a dialogue in which `at` stands, behind the last claim or the paragraph's."""
    words, sentences = s.doc.words, s.doc.sentences
    number = s.doc.sentence_of[at]
    paragraph = sentences[number].paragraph
    while number and sentences[number - 1].paragraph == paragraph and at - sentences[number].first <= LONGEST:
        number -= 1
    first = sentences[number].first
    behind = s.drafts[-1].content[-1][1] if s.drafts else first
    if first < behind <= at:
        first = next((i for i in range(behind, min(behind + 3, at)) if words[i] in _DASHES), first)
    return first if words[first] in _DASHES and at - first <= LONGEST else None


def _goes_on(s: SlavicScene, end: int, content: Range) -> list[Range]:
    words = s.doc.words
    if s.quotes.of_token[content[0]] >= 0:
        at = end
        while at < len(words) and at < s.high and s.quotes.of_token[at] < 0:
            at += 1
        while at < len(words) and words[at] in _DASHES:
            at += 1
        if at < len(words) and s.quotes.of_token[at] >= 0 and same_paragraph(s, end - 1, at):
            number = s.quotes.of_token[at]
            name = words[at - 1][0].isalnum()  # "в эфире канала «Дорно»"
            if (
                s.quotes.found[number].first == at
                and not name
                and not (is_told(s, at) or has_own_cue(s, s.quotes.found[number].last))
            ):
                return [(at, s.quotes.found[number].last), *following_quotes(s, number)]
        return []
    at = _behind_office(s, end)
    while at < len(words) - 1 and (words[at] in ".," or words[at] in _DASHES) and same_paragraph(s, end - 1, at + 1):
        at += 1
    if at - end >= 2 and words[at - 1] in _DASHES and at < len(words):
        return [(at, s.doc.sentences[s.doc.sentence_of[at]].last)]
    return []


def _behind_office(s: SlavicScene, end: int) -> int:
    """As in "— говорит Лен, начальник порта. — ...": the full stop behind what the speaker is."""
    words = s.doc.words
    stop = next((at for at in range(end, min(s.high, end + _OFFICE)) if words[at] == "."), None)
    dash = stop is not None and stop + 1 < len(words) and words[stop + 1] in _DASHES
    return stop if dash and stop is not None and words[end] == "," else end


def quotation_at(s: SlavicScene, at: int) -> list[Range]:
    number = s.quotes.of_token[at]
    return [(at, s.quotes.found[number].last), *following_quotes(s, number)]
