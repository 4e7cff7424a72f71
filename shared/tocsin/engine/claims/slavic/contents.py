"""What a Russian or Ukrainian cue says of its speaker: the words to its right."""

from __future__ import annotations

from typing import Final, NamedTuple

from tocsin.engine.claims.draft import Range
from tocsin.engine.claims.lexicon import Cue
from tocsin.engine.claims.slavic.clauses import clause_end, opens_that
from tocsin.engine.claims.slavic.heads import can_be, has_form_of, is_alive, is_noun, is_source, named_in_marks
from tocsin.engine.claims.slavic.quotations import quotation_at
from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.taken_up import takes_up
from tocsin.engine.claims.slavic.verbs import looks_finite, looks_gerund
from tocsin.engine.claims.slavic.words import has, has_adverb, is_finite_cue, is_nominal, lower_at
from tocsin.text.morphology import readings

_INFINITIVE: Final = ("ть", "ти", "чь", "ться", "тись", "тися", "чься")
_OF: Final = frozenset(("о", "об", "обо", "про"))
_THAT: Final = frozenset(("том", "то", "те", "этом", "це", "цьому", "этого"))
_PLACES: Final = frozenset(("где", "де", "куда", "куди", "откуда", "звідки"))
_THAT_MUCH: Final = frozenset(("того", "тем", "тим", "тому", "так", "такой", "такий", "такую", "таку"))
_FIRST_PERSON: Final = frozenset(("я", "мне", "меня", "мы", "нам", "нас", "мені", "мене", "ми", "мой", "наш", "наша"))
_AS: Final = frozenset(("как", "як"))
_NO_CLAUSE: Final = ("complementizer", "question", "relative", "coordinator", "subordinator")
_BLANK: Final = 2
"""Line breaks between a colon and its quotation; where there are more, what stood between them is missing."""
_SO_THAT: Final = frozenset(("чтобы", "чтоб", "щоб"))
_BEHIND_CLAIM: Final = frozenset((",", "—", "–", "-", "--", "как", "як"))
_BULLETS: Final = frozenset("*•·–—-")
_WINDOW: Final = 14
"""Tokens between a cue and its "что", colon or quotation."""
_LONG_QUOTE: Final = 4
"""Tokens, with the marks, from which a quotation behind a cue is what was said rather than a name."""
_LEAST: Final = 4
"""Letters of an infinitive."""


class Right(NamedTuple):
    """What stands right of a cue: the content, its frame (B: a clause without "что", O: behind "о"), and where the room
    for a subject between the two ends."""

    content: list[Range]
    frame: str
    end: int
    direct: bool = False


def content_behind(s: SlavicScene, at: int, cue: Cue) -> Right | None:
    """What the words to the right of the cue at `at` say."""
    plain = _behind_addressee(s, at + 1)
    behind = s.lowers[at - 1] == "," and at - 1 > s.low
    for here in range(at + 1, min(s.high, at + 1 + _WINDOW)):
        if s.of_token[here] >= 0:
            if _is_outlet(s, at, here):
                return None
            found = _quoted_behind(s, at, here) if "Q" in cue.frames else None
        else:
            found = (
                _list_behind(s, here, cue)
                or _clause_behind(s, here, cue, bare=here == plain, behind=behind)
                or _infinitive_behind(s, at, here, cue)
            )
            if not found and (_ends_at(s, here) or (here > at + 1 and is_finite_cue(s, here))):
                break
            found = found or (_told_of(s, here, cue) if here == plain or _is_speaker(s, plain) else None)
        if found:
            return found
    return _phrase_behind(s, at, cue)


def _quoted_behind(s: SlavicScene, at: int, here: int) -> Right | None:
    colon = s.words[here - 1] == ":"
    quoted = quotation_at(s, here)
    if quoted[-1][1] - here < _LONG_QUOTE or not (colon or here == at + 1):
        return None
    return Right(quoted, "Q", here - colon, direct=True)


def _is_outlet(s: SlavicScene, at: int, here: int) -> bool:
    """As in ", пишет «Новая весть»": behind a claim, a name in marks is who says it."""
    start = at - (lower_at(s, at - 1) in ("не", "ні"))
    told = lower_at(s, start - 1) in _BEHIND_CLAIM or takes_up(s, at)
    return told and here == at + 1 and named_in_marks(s, here) is not None


def _clause_behind(s: SlavicScene, here: int, cue: Cue, *, bare: bool, behind: bool) -> Right | None:
    """Behind a colon, or behind a comma: with "что", or `bare`, without. `behind`: the cue stands behind its claim."""
    word, frames = s.words[here], cue.frames
    if word == ":" and "Q" in frames and not _is_of_title(s, here) and not (here + 1 >= s.high and behind):
        return Right(behind_colon(s, here), "Q", here, _quote_next(s, here) or here + 1 >= s.high)
    if word != "," or "C" not in frames or here + 1 >= s.high:
        return None
    if lower_at(s, here + 1) in _SO_THAT and "I" not in frames and not cue.addressed:
        return None  # "передал деньги, чтобы ему помогли": what for
    if (
        opens_that(s, here + 1)
        and not _compares(s, here)
        and not _tells_of_noun(s, here, behind=bare)
        and (bare or not _tells_of_things(s, here))
    ):
        return Right([(here + 1, clause_end(s, here + 1))], "C", here)
    if bare and _opens_bare(s, here + 1) and not _compares(s, here):
        return Right([(here + 1, clause_end(s, here + 1))], "B", here)
    return None


def _list_behind(s: SlavicScene, comma: int, cue: Cue) -> Right | None:
    """As in "встановили, що:" with a list below it."""
    if lower_at(s, comma + 2) != ":" or "C" not in cue.frames or not has(s, comma + 1, "complementizer"):
        return None
    listed = behind_colon(s, comma + 2)
    return Right([_without_bullet(s, listed[0]), *listed[1:]], "C", comma) if listed else None


def _without_bullet(s: SlavicScene, part: Range) -> Range:
    """The first item of a list behind "що:", or what else stands there."""
    first, last = part
    if s.words[first] not in _BULLETS:
        return part
    end = next((at for at in range(first + 1, last) if s.words[at] in _BULLETS), last)
    return first + 1, end - (s.words[end - 1] == ";")


def _is_of_title(s: SlavicScene, colon: int) -> bool:
    """As in "мемуары Light My Fire: My Life"."""
    beside = s.words[colon - 1], s.words[colon + 1] if colon + 1 < s.high else ""
    return all(word[:1].isalpha() and word.isascii() for word in beside)


def _compares(s: SlavicScene, comma: int) -> bool:
    """As in "после того, как": when or how, not what."""
    return s.lowers[comma - 1] in _THAT_MUCH and lower_at(s, comma + 1) in _AS


def _tells_of_noun(s: SlavicScene, comma: int, *, behind: bool) -> bool:
    """As in "вказали номер, який вів до сусіда": the pronoun means the noun before its comma; `behind` the cue none."""
    if not behind and lower_at(s, comma + 1) in _PLACES:
        return True
    if behind or not has(s, comma + 1, "relative"):
        return False
    noun = comma - 1 - s.words[comma - 1].isdigit()
    thing = is_noun(s, noun) and not is_alive(s, noun) and (s.doc.capital[noun] or not can_be(s, noun, "dative"))
    return thing or has_form_of(s, noun, comma + 1)


def _tells_of_things(s: SlavicScene, comma: int) -> bool:
    """As in "вимагало довідку про сплату зборів, що стягують у порту": Ukrainian has "що" for "які" as well."""
    noun, verb = comma - 1, comma + 2
    while verb < s.high and has_adverb(s, verb):
        verb += 1
    if lower_at(s, comma + 1) != "що" or s.doc.capital[noun] or not is_noun(s, noun):
        return False
    told = can_be(s, noun, "nominative", "dative") and not has(s, noun - 1, "preposition")
    return not told and looks_finite(lower_at(s, verb), s.doc.language)


def _infinitive_behind(s: SlavicScene, at: int, here: int, cue: Cue) -> Right | None:
    word = s.words[here]
    if "I" not in cue.frames or len(word) < _LEAST or not word.islower() or not word.endswith(_INFINITIVE):
        return None
    if has(s, here, "adverb", "preposition") or _is_listed_noun(s, here):
        return None
    begin = here - 1 if lower_at(s, here - 1) in ("не", "ні") else here
    end = clause_end(s, here)
    return Right([(begin, _end_of_relative(s, at, here, end))], "I", at + 1)


def _end_of_relative(s: SlavicScene, at: int, start: int, end: int) -> int:
    """As in "ціна землі, на якій мер планує звести порт, | зросла": what a clause with "який" is closed by."""
    comma = next((i for i in range(at - 1, s.low, -1) if s.words[i] == ","), None)
    if comma is None or not any(has(s, i, "relative") for i in range(comma + 1, min(comma + 3, at))):
        return end
    closes = (i for i in range(start + 1, end - 1) if s.words[i] == "," and s.of_token[i] < 0)
    return next((i for i in closes if looks_finite(lower_at(s, i + 1), s.doc.language)), end)


def _is_speaker(s: SlavicScene, at: int) -> bool:
    """Not a thing: "вимагав оригінал довідки про борги" does not tell of debts."""
    return is_nominal(s, at) and (s.doc.capital[at] or is_source(s, at))


def _is_listed_noun(s: SlavicScene, at: int) -> bool:
    """ "Відсутність" ends as an infinitive does."""
    found = [each for each in readings(s.lowers[at], s.doc.language) if each.listed]
    return bool(found) and not any(each.form.part == "infinitive" for each in found)


def _told_of(s: SlavicScene, here: int, cue: Cue) -> Right | None:
    """As in "сообщили о гибели трёх человек"; "о том, что" opens a clause."""
    spoken = cue.frames.get("C", "inner") != "inner" and "N" not in cue.frames and lower_at(s, here) in _OF
    if s.words[s.high - 1] == ":" and "Q" in cue.frames and not _is_inside(s, here):
        return None  # "сказал о мосте:" with what he said below it
    if not spoken or here + 1 >= s.high or lower_at(s, here + 1) in _THAT:
        return None
    return Right([(here, clause_end(s, here + 1, "phrase"))], "O", here)


def _is_inside(s: SlavicScene, at: int) -> bool:
    """Whether a mark parts the words at `at` from the colon that ends their sentence."""
    return any(mark in ",;" for mark in s.words[at : s.high - 1])


def _phrase_behind(s: SlavicScene, at: int, cue: Cue) -> Right | None:
    here = at + 1
    if "N" not in cue.frames or here >= s.high or not s.words[here][0].isalnum():
        return None
    if has(s, here, "preposition", "coordinator"):
        return None
    return Right([(here, clause_end(s, here, "phrase"))], "N", here)


def _ends_at(s: SlavicScene, here: int) -> bool:
    return s.words[here] == "," and not _apposition_goes_on(s, here)


def _behind_addressee(s: SlavicScene, at: int) -> int:
    while at < s.high and has(s, at, "addressee", "time", "adverb"):
        at += 1
    return at


def _opens_bare(s: SlavicScene, at: int) -> bool:
    """A clause without "что": "Мэр сказал, мост закроют в мае"; not "сказал, улыбаясь", "сказал, который"."""
    if at + 1 >= s.high or has(s, at, *_NO_CLAUSE) or looks_gerund(lower_at(s, at)):
        return False
    language = s.doc.language
    if looks_finite(lower_at(s, at), language) or (has(s, at, "preposition") and has(s, at + 1, *_NO_CLAUSE)):
        return False
    end = next((i for i in range(at + 1, s.high) if s.words[i] == ","), s.high)
    return any(looks_finite(lower_at(s, i), language) for i in range(at + 1, end) if not s.doc.capital[i])


def _apposition_goes_on(s: SlavicScene, comma: int) -> bool:
    """As in "заявил Иванов, мэр города, что ...": the clause comes behind the next comma."""
    following = next((i for i in range(comma + 1, min(s.high, comma + 10)) if s.words[i] == ","), None)
    if following is None or following + 1 >= s.high or not has(s, following + 1, "complementizer"):
        return False
    return not any(_is_converb(s, i) for i in range(comma + 1, following))


def _is_converb(s: SlavicScene, at: int) -> bool:
    found = readings(s.lowers[at], s.doc.language)
    return bool(found) and found[0].form.part == "converb"


def that_behind(s: SlavicScene, start: int, limit: int) -> int | None:
    """The "что" that opens the clause of a noun or predicative: ", что" or "о том, что"."""
    for at in range(start, min(s.high - 1, start + limit)):
        if s.words[at] == "," and has(s, at + 1, "complementizer"):
            return at + 1
        if s.words[at] in ".;:—–":
            return None
    return None


def _quote_next(s: SlavicScene, colon: int) -> bool:
    return colon + 1 < len(s.words) and s.of_token[colon + 1] >= 0


def behind_colon(s: SlavicScene, colon: int) -> list[Range]:
    """What a colon introduces; nothing where the text ends there, or the quotation is missing."""
    if colon + 1 >= len(s.words):
        return []
    if _quote_next(s, colon):
        return quotation_at(s, colon + 1)
    if colon + 1 >= s.high and s.number + 1 < len(s.doc.sentences):
        behind = paragraph_behind(s)
        gap = s.doc.text[s.doc.ends[colon] : s.doc.starts[behind[0]]]
        missing = s.words[behind[1] - 1] == ":" or _tells_of_speaker(s, behind[0])
        return [] if gap.count("\n") > _BLANK or missing else [behind]
    return [(colon + 1, clause_end(s, colon + 1))]


def paragraph_behind(s: SlavicScene) -> Range:
    """The paragraph behind a colon that ends its line: a quotation without marks."""
    sentences = s.doc.sentences
    last = s.number + 1
    while last + 1 < len(sentences) and sentences[last + 1].paragraph == sentences[s.number + 1].paragraph:
        last += 1
    return sentences[s.number + 1].first, sentences[last].last


def content_at(s: SlavicScene, begin: int) -> list[Range]:
    """The quotation or the clause that begins here; a name in marks only opens its clause."""
    if begin >= s.high:
        return []
    marks = named_in_marks(s, begin)
    opens = marks is not None and marks[1] < s.high and (s.words[marks[1]][0].isalnum() or s.words[marks[1]] in "—–(")
    if s.of_token[begin] >= 0 and not opens:
        return quotation_at(s, begin)
    return [(begin, clause_end(s, begin))]


def _tells_of_speaker(s: SlavicScene, first: int) -> bool:
    """As in "Мэр заявил:" with "Он добавил, что ..." below it: the quotation itself is missing."""
    cues, opening = s.lexicon.cues, s.lowers[first : first + 3]
    if not _FIRST_PERSON.isdisjoint(opening):
        return False  # "Нам сказали, что": he quotes others
    return any(cue.part == "verb" for word in opening for cue, _ in cues.get(word, ()))
