"""Who says what in Russian and Ukrainian: cue words, the subject on either side of them, and "что" clauses."""

from __future__ import annotations

from itertools import compress
from typing import Final

from tocsin.engine.claims.draft import Body, Draft, Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.quotes import Quotes
from tocsin.engine.claims.reach import content_left
from tocsin.engine.claims.scene import emit
from tocsin.engine.claims.slavic.clauses import clause_end
from tocsin.engine.claims.slavic.contents import Right, behind_colon, content_at, content_behind, that_behind
from tocsin.engine.claims.slavic.heads import ANYONE, head_strength, is_modifier, is_noun
from tocsin.engine.claims.slavic.impersonal import read_impersonal
from tocsin.engine.claims.slavic.objects import read_accused, read_object_first
from tocsin.engine.claims.slavic.phrases import is_verb
from tocsin.engine.claims.slavic.quotations import read_behind_quote, read_inside_quote
from tocsin.engine.claims.slavic.refusals import says_nothing
from tocsin.engine.claims.slavic.related import related_sentences
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.sources import Named, place_told, source_behind
from tocsin.engine.claims.slavic.subjects import find_subject, governs, subject_before, subject_left, subject_right
from tocsin.engine.claims.slavic.taken_up import SUCH, behind_caption, read_taken_up, takes_up
from tocsin.engine.claims.slavic.verbs import looks_finite
from tocsin.engine.claims.slavic.words import has, has_companion, is_finite_cue, is_nominal, lower_at
from tocsin.engine.claims.walk import stretches
from tocsin.text.document import Document
from tocsin.text.morphology import readings

_AS: Final = frozenset(("как", "як"))
_ABOUT: Final = frozenset(("о", "об", "про", "о том", "в"))
_HIS: Final = frozenset(("его", "её", "ее", "их", "його", "її", "їх", "їхніми", "своим", "своими"))
_OBJECTS: Final = frozenset(("его", "её", "ее", "их", "меня", "нас", "вас", "його", "її", "їх", "мене", "вас"))
_RULES: Final = {"C": "that", "Q": "colon", "I": "infinitive", "B": "clause", "O": "preposition"}
_ABOUT_WHICH: Final = frozenset((("о", "чем"), ("о", "чём"), ("про", "що")))
_WITH: Final = frozenset(("с", "со", "з", "із", "зі"))
_REFERS: Final = ("ссыла", "со", "посила", "з", "із")
"""How the markers begin that refer to another source, which they mean nothing without."""
_BY_LAW: Final = frozenset(("согласно", "згідно"))
_RELIES: Final = ("ссылаясь", "посилаючись")
_FOLLOWS: Final = ("следует", "следовало", "вытекает", "явствует", "випливає")
_MANNER: Final = frozenset(("образом", "чином", "того", "тем"))
"""Nouns of words that only open a sentence: "таким образом"."""
_OFFICE: Final = 12
"""Tokens of an office between two commas."""
_NOMINATIVE: Final = frozenset(("nominative",))
_PREDICATES: Final = frozenset(("verb", "infinitive", "predicative", "numeral"))
_NOMINAL: Final = frozenset(("noun", "adjective", "participle", "pronoun"))
_FEW: Final = 4
"""Tokens, with the comma, of words that only open a sentence."""
_DASHES: Final = frozenset(("—", "–"))
_BEFORE: Final = frozenset((",", "—", "–", "-", "--"))


def read_slavic(doc: Document, quotes: Quotes) -> list[Draft]:
    """The drafts of a Russian or Ukrainian document, in the order of their cues."""
    s = SlavicScene(doc, quotes)
    lowers, of_token = s.doc.lowers, s.of_token
    cues, markers = s.lexicon.cues, s.lexicon.markers
    noted = compress(range(len(lowers)), map((cues.keys() | markers.keys()).__contains__, lowers))
    for tokens in stretches(s, sorted({*noted, *_unlisted_verbs(s)}), cues):
        asked = s.words[s.high - 1] == "?"
        for at in tokens:
            lower = lowers[at]
            if of_token[at] >= 0:
                if lower in cues:
                    read_inside_quote(s, at, cues[lower])
                continue
            if lower in markers and _read_marker(s, at, markers[lower]):
                continue
            if asked:
                continue  # "Что говорят в порту?" says nothing
            for cue, form in cues.get(lower, ()):
                if _read_cue(s, at, cue, form):
                    break
            if lower not in cues and lower not in markers and (is_nominal(s, at + 1) or lower_at(s, at + 1) in _HIS):
                read_behind_quote(s, at, at, "statement")
    related = related_sentences(doc)
    return [draft for draft in s.drafts if draft.sentence not in related] if related else s.drafts


def _unlisted_verbs(s: SlavicScene) -> list[int]:
    """Verbs that are no listed cues, behind a dash: "«...», — улыбается Белкова"."""
    lowers, language = s.doc.lowers, s.doc.language
    behind = [at + 1 for at in s.doc.odd if s.words[at] in _DASHES and at + 2 < len(lowers)]
    return [at for at in behind if looks_finite(lowers[at], language) and not s.doc.capital[at]]


def _read_cue(s: SlavicScene, at: int, cue: Cue, form: str) -> bool:
    if not has_companion(s, at):
        return False
    if cue.part == "verb":
        return _read_verb(s, at, cue, form)
    if cue.part == "adjective":
        return read_impersonal(s, at, cue)
    that = that_behind(s, at + 1, 5)
    if that is None or any(is_verb(s, i) for i in range(at + 1, that)):
        return False  # "в заявлении было сказано, что": the verb tells it
    comma = next((i for i in range(that, s.high) if s.words[i] == ","), s.high)
    end = comma if at - s.low < 3 else clause_end(s, that)
    kind = next(iter(cue.frames.values()))
    source = _find_owner(s, at, that)
    if source is None and kind == "inner":
        return False
    emit(s, Body([(that, end)], kind, "noun"), source, (at, at + 1), negated=_is_negated(s, at))
    return True


def _find_owner(s: SlavicScene, noun: int, that: int) -> Range | None:
    """As in "заявление Пескова о том, что", "его обещание, что", "мэрия выступила с заявлением о том, что"."""
    if lower_at(s, noun - 1) in _HIS:
        return (noun - 1, noun)
    end = next((i for i in range(noun + 1, that) if lower_at(s, i) in _ABOUT or s.words[i] == ","), that)
    if end > noun + 1:
        return (noun + 1, end) if is_nominal(s, noun + 1) else None
    verb = noun - 1 - (lower_at(s, noun - 1) in _WITH)
    return subject_left(s, verb, verb) if verb > s.low and is_verb(s, verb) else None


def _is_negated(s: SlavicScene, at: int) -> bool:
    return lower_at(s, at - 1) in ("не", "ні")


def _read_verb(s: SlavicScene, at: int, cue: Cue, form: str) -> bool:
    negated = _is_negated(s, at)
    start = at - 1 if negated else at
    kind = cue.frames.get("C") or cue.frames.get("Q") or next(iter(cue.frames.values()))
    if lower_at(s, start - 1) in _AS and "C" in cue.frames:
        return _read_as_reported(s, at, start - 1, kind)
    if says_nothing(s, at, start):
        return True
    if (
        ("Q" in cue.frames and read_behind_quote(s, at, start, kind))
        or ("N" in cue.frames and not takes_up(s, at) and read_object_first(s, at, start, cue, negated=negated))
        or _read_about_which(s, at, start, kind)
    ):
        return True
    body = content_behind(s, at, cue)
    if (body is None or body.frame not in "CQ") and not {"C", "N"}.isdisjoint(cue.frames) and takes_up(s, at):
        teller = subject_left(s, start, at) or subject_right(s, at + 1, s.high, at)
        return read_taken_up(s, teller, (start, at + 1), kind, negated=negated)
    if body is None:
        accused = form == "plural" and read_accused(s, at, start, cue, negated=negated)
        return accused or _read_behind_clause(s, at, start, cue, kind, negated=negated)
    return _read_said(s, at, cue, form, body)


def _read_about_which(s: SlavicScene, at: int, start: int, kind: str) -> bool:
    """As in "Мост закроют, о чём сообщил мэр": the clause before is what is said."""
    comma = start - 3
    if comma <= s.low or s.words[comma] != "," or (s.lowers[start - 2], s.lowers[start - 1]) not in _ABOUT_WHICH:
        return False
    source, left = subject_right(s, at + 1, s.high, at), content_left(s, comma)
    if source is None or left is None:
        return False
    emit(s, Body([left], kind, "reported"), source, (start, at + 1))
    return True


def _read_said(s: SlavicScene, at: int, cue: Cue, form: str, body: Right) -> bool:
    """What stands right of the cue, and who says it."""
    start = at - _is_negated(s, at)
    content, frame, right, direct = body
    source = find_subject(s, at, start, right, form) or (subject_before(s, start, at) if frame in "CQ" else None)
    if source is None and (frame == "I" or (frame == "N" and form != "plural")):
        return False
    if source is None and (frame in "BO" or (frame == "N" and _has_object(s, start - 1))):
        return False  # "его приветствовали толпы": what stands behind is who does it
    if frame == "C" and not any(_tells(s, i) for first, last in content for i in range(first + 1, last)):
        return True  # "нагадав, що у 2008 рр.": the sentence breaks off
    if frame in "IN" and _is_stump(s, content[0], start):
        return True
    rule = "quote" if direct else _RULES.get(frame, "phrase")
    if source is None and frame == "N":
        rule = "passive"  # "в городе объявили тревогу": somebody did, and the text does not say who
    kind = cue.frames.get(frame) or cue.frames.get("C") or cue.frames.get("Q") or next(iter(cue.frames.values()))
    emit(s, Body(content, kind, rule, direct), source, (start, at + 1), negated=start < at)
    return True


def _is_stump(s: SlavicScene, content: Range, start: int) -> bool:
    """As in "не подтвердил эту информацию", "сына, которого они не хотят потерять": what it is stands elsewhere."""
    first, last = content
    words = tuple(word for word in s.lowers[first:last] if word != ".")
    if words in SUCH:
        return True
    comma = next((i for i in range(start - 1, s.low, -1) if s.words[i] == ","), None)
    return len(words) == 1 and comma is not None and any(has(s, i, "relative") for i in range(comma, start))


def _tells(s: SlavicScene, at: int) -> bool:
    """A word that a clause is about or says something with: it has neither only where it breaks off."""
    found = readings(s.lowers[at], s.doc.language)
    return (
        s.of_token[at] >= 0
        or (not found and s.words[at].isalpha())
        or any(
            (each.listed or s.doc.capital[at])
            and (each.form.part in _PREDICATES or (each.form.part in _NOMINAL and each.form.case in ("nominative", "")))
            for each in found
        )
    )


def _read_behind_clause(s: SlavicScene, at: int, start: int, cue: Cue, kind: str, *, negated: bool) -> bool:
    """As in "..., сообщил мэр." at the end of a sentence or between commas."""
    if "C" not in cue.frames or lower_at(s, start - 1) not in _BEFORE or start - 1 <= s.low:
        return False
    if takes_up(s, start):
        return True  # ", пише «Вісник»" behind who said the sentence before
    source = subject_right(s, at + 1, s.high, at)
    if source is None or has(s, source[0], "coordinator"):
        return False
    return _read_around(s, start - 1, source, (start, at + 1), kind, negated=negated)


def _read_around(s: SlavicScene, comma: int, source: Range, cue: Range, kind: str, *, negated: bool) -> bool:
    """The claim on the left of an inserted source, and on its right where the sentence goes on."""
    left = content_left(s, comma)
    if left is None:
        return False
    parts = [(behind_caption(s, *left), left[1])]
    if lower_at(s, source[1]) == "," and source[1] + 1 < s.high and not _is_of_source(s, source[1] + 1):
        parts.append((source[1] + 1, clause_end(s, source[1] + 1)))
    elif left[1] - left[0] < 2:
        return False
    direct = s.of_token[left[0]] >= 0 and s.of_token[left[1] - 1] >= 0
    emit(s, Body(parts, kind, "reported", direct), source, cue, negated=negated)
    return True


def _is_of_source(s: SlavicScene, at: int) -> bool:
    """As in "сообщил адвокат, представляющий истца", "который вёл дело": it tells of the speaker, not of the claim."""
    found = readings(s.lowers[at], s.doc.language)
    told = bool(found) and found[0].form.part in ("participle", "converb")
    return told or has(s, at, "relative") or _is_office(s, at) or _qualifies(s, at)


def _is_office(s: SlavicScene, at: int) -> bool:
    """As in "сказал Лен, президент порта.": somebody, or a body, and no verb behind it."""
    head = at
    while head + 1 < s.high and is_modifier(s, head, _NOMINATIVE) and not head_strength(s, head, ANYONE):
        head += 1
    return bool(head_strength(s, head, ANYONE)) and _has_no_verb(s, at)


def _qualifies(s: SlavicScene, at: int) -> bool:
    """As in "сообщил источник, близкий к мэрии"."""
    return is_modifier(s, at, _NOMINATIVE) and at + 1 < s.high and has(s, at + 1, "preposition") and _has_no_verb(s, at)


def _has_no_verb(s: SlavicScene, at: int) -> bool:
    end = next((i for i in range(at, s.high) if s.words[i] in ".;:"), s.high)
    return not any(looks_finite(s.lowers[i], s.doc.language) and is_verb(s, i) for i in range(at, end))


def _has_object(s: SlavicScene, at: int) -> bool:
    """As in "его назвали", "которую уже назвали"."""
    return any(lower_at(s, i) in _OBJECTS or (at > s.low and has(s, i, "relative")) for i in (at - 1, at))


def _with_office(s: SlavicScene, source: Range) -> Range:
    """As in "Как сообщил мэр, глава партии Лен, ...": what stands between two commas, without a verb, is who it is."""
    comma = source[1]
    second = next((i for i in range(comma + 1, min(s.high, comma + _OFFICE)) if s.words[i] == ","), None)
    if lower_at(s, comma) != "," or second is None or s.doc.capital[comma + 1]:
        return source
    office = head_strength(s, comma + 1, ANYONE) and not any(is_verb(s, i) for i in range(comma + 1, second))
    return (source[0], second) if office else source


def _comma_behind(s: SlavicScene, end: int) -> int | None:
    """As in "Как сообщили в отделе по связям с жителями, ...": the comma behind what else the source is."""
    for at in range(end, min(s.high, end + _OFFICE)):
        if s.words[at] == ",":
            return at
        if is_verb(s, at) or s.words[at] in ".:;":
            return None
    return None


def _follows_from(s: SlavicScene, at: int) -> Range | None:
    """As in "Как следует из документов, ...": the document that it follows from."""
    if not s.lowers[at].startswith(_FOLLOWS):
        return None
    mark = next((i for i in range(at + 1, s.high) if s.words[i] == ","), s.high)
    return place_told(s, at + 1, mark, of=True)


def _is_opening(s: SlavicScene, at: int) -> bool:
    """Behind nothing but "Так,", "Крім того,": no claim stands on the left."""
    if s.words[at - 1] != "," or at - s.low > _FEW:
        return False
    return not any(s.doc.capital[i] and i > s.low for i in range(s.low, at)) and not any(
        is_verb(s, i) or s.of_token[i] >= 0 or head_strength(s, i, ANYONE) or _is_subject(s, i)
        for i in range(s.low, at - 1)
    )


def _is_subject(s: SlavicScene, at: int) -> bool:
    """A noun that no preposition governs: the claim has begun."""
    return is_noun(s, at) and s.lowers[at] not in _MANNER and not (at > s.low and governs(s, at - 1))


def _read_as_reported(s: SlavicScene, at: int, start: int, kind: str) -> bool:
    """As in "Как сообщает агентство, ..." and "..., как сообщили в министерстве"."""
    source = subject_right(s, at + 1, s.high, at) or _follows_from(s, at)
    if source is None:
        return False
    source = _with_office(s, source)
    if takes_up(s, source[1] + 3):
        return True  # "Как передаёт портал, об этом заявил мэр": the mayor says the sentence before
    if start <= s.low + 1 or _is_opening(s, start):
        comma = _comma_behind(s, source[1])
        if comma is None:
            return False
        emit(s, Body(content_at(s, comma + 1), kind, "according"), source, (start, at + 1))
        return True
    return lower_at(s, start - 1) == "," and _read_around(s, start - 1, source, (start, at + 1), kind, negated=False)


def _read_marker(s: SlavicScene, at: int, found: list[tuple[tuple[str, ...], str]]) -> bool:
    lowers = s.doc.lowers
    for words, kind in found:
        size = len(words)
        if tuple(lowers[at : at + size]) == words:
            return _read_named_source(s, at, at + size, None, kind)
        if (
            size == 2
            and lowers[at + 1 : at + 2]
            and lowers[at + 1] in _HIS
            and tuple(lowers[at + 2 : at + 3]) == words[1:]
        ):
            return _read_named_source(s, at, at + 3, (at + 1, at + 2), kind)
    return False


def _read_over_break(s: SlavicScene, source: Range | None, end: int, cue: Range, kind: str) -> bool:
    """As in "За даними «Порт.\\nДорно», міст закриють": the name has a full stop inside."""
    begin = end + (end < len(s.words) and s.words[end] == ",")
    if begin == end or begin >= len(s.words):
        return False
    emit(s, Body([(begin, s.doc.sentences[s.doc.sentence_of[begin]].last)], kind, "according"), source, cue)
    return True


def _read_named_source(s: SlavicScene, at: int, behind: int, owner: Range | None, kind: str) -> bool:
    named = Named(owner, behind) if owner else source_behind(s, behind)
    if named is None:
        return False
    source, end = named
    if source is None and s.lowers[at].startswith(_REFERS):
        return False
    cue = (at, behind)
    if end >= s.high:
        return _read_over_break(s, source, end, cue, kind)
    if at == s.low or (at == s.low + 1 and has(s, s.low, "coordinator", "adverb")) or _is_opening(s, at):
        _read_right_of(s, source, end, cue, kind)
        return True
    return _read_left_of(s, source, end, cue, kind)


def _read_right_of(s: SlavicScene, source: Range | None, end: int, cue: Range, kind: str) -> None:
    """As in "По словам мэра, ..." and "По словам мэра:" with a quotation below it."""
    if lower_at(s, end) == ":":
        body = behind_colon(s, end)
        emit(s, Body(body, kind, "quote", bool(body) and body[0][0] >= s.high), source, cue)
        return
    begin = min(end + (lower_at(s, end) == ","), s.high - 1)
    emit(s, Body(content_at(s, begin), kind, "according"), source, cue)


def _goes_on_right(s: SlavicScene, left: Range, end: int) -> bool:
    """As in "Лен ушёл из банка, по данным мэрии он уехал": no comma behind the source, and a verb on either side."""
    right = any(is_verb(s, i) for i in range(end, s.high))
    return right and lower_at(s, end) not in (",", ".") and any(is_verb(s, i) for i in range(*left))


def _read_left_of(s: SlavicScene, source: Range | None, end: int, cue: Range, kind: str) -> bool:
    """As in "Мост, по словам мэра, закроют"."""
    comma = cue[0] - 1
    left = content_left(s, comma) if lower_at(s, comma) == "," else None
    if left is not None and _goes_on_right(s, left, end):
        emit(s, Body([(end, clause_end(s, end))], kind, "according"), source, cue)
        return True
    if s.lowers[cue[0]] in _BY_LAW and any(draft.sentence == s.number for draft in s.drafts[-1:]):
        return True  # "сказал, что отвод начат, согласно договору": it belongs to what he says
    if left is None or lower_at(s, comma - 1) in ("что", "що") or has(s, comma - 1, "coordinator"):
        return False
    parts = [left]
    relies = s.lowers[cue[0]].startswith(_RELIES)
    if relies and any(is_finite_cue(s, i) for i in range(end + 1, min(s.high, end + _FEW))):
        return True  # "фирма, ссылаясь на заключение, доказала, что": the firm says it
    if lower_at(s, end) == "," and end + 1 < s.high:
        parts.append((end + 1, clause_end(s, end + 1)))
    emit(s, Body(parts, kind, "according"), source, cue)
    return True
