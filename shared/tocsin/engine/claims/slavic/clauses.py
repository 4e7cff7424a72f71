"""Where Russian and Ukrainian clauses begin and end."""

from __future__ import annotations

from typing import Final

from tocsin.engine.claims.slavic.scene import SlavicScene
from tocsin.engine.claims.slavic.words import has, has_adverb, has_companion, is_finite_cue, is_verb_form, lower_at
from tocsin.text.morphology import readings

_THAN: Final = frozenset(("того", "тем", "тому", "тим"))
_AS: Final = frozenset(("как", "як"))
_BY_LAW: Final = frozenset(("согласно", "згідно"))
"""What is done by a law or a treaty is one claim with it."""
_BREAKS: Final = frozenset(("хотя", "хоча"))
_WHILE: Final = frozenset(("тогда", "тоді"))
"""Before "как" what they open tells of somebody else."""
_HOWEVER: Final = frozenset(("однако", "однак", "проте"))
"""They open what the author adds, unless the verb right behind has the same subject."""
_BUT: Final = frozenset(("но", "але"))
"""What stands behind them turns the sense of what stands before, so that it belongs to the claim."""
_JOINING: Final = frozenset(("а", "и", "но", "і", "й", "та", "але", "тому", "поэтому"))
_QUALIFYING: Final = frozenset(("adjective", "participle"))
_RATHER: Final = frozenset(("а",))
_NOT: Final = frozenset(("не",))
_LIST: Final = 5
"""Tokens behind a comma among which an enumeration goes on."""
_THAT: Final = frozenset(("том", "то", "тому", "того", "тем", "те", "тим"))


def opens_that(s: SlavicScene, at: int) -> bool:
    return has(s, at, "complementizer", "question") or (
        has(s, at, "preposition") and at + 1 < s.high and has(s, at + 1, "question")
    )


def clause_end(s: SlavicScene, start: int, mode: str = "that") -> int:
    """First token behind the clause that begins at `start`."""
    words, of_token = s.doc.words, s.quotes.of_token
    at, depth = start, 0
    while at < s.high:
        if of_token[at] >= 0:
            at = max(at + 1, s.quotes.found[of_token[at]].last)
            continue
        word = words[at]
        if word == "(":
            depth += 1
        elif word == ")":
            if not depth:
                return at
            depth -= 1
        elif depth or at == start or (at == start + 1 and mode != "phrase"):
            pass
        elif word == ";" or (word == "," and _ends_at(s, start, at, mode)) or _next_cue(s, at):
            return _without_conjunction(s, start, at)
        at += 1
    return _without_conjunction(s, start, max(s.high, min(at, len(words))))


def _awaits_verb(s: SlavicScene, start: int, comma: int) -> bool:
    """As in "он вместе с другом, которого ищут, решил": the subject's own verb stands behind the comma."""
    first = next((at for at in range(start, comma + 1) if s.words[at] == ","), comma)
    opens = start + has(s, start, "complementizer")
    subject = is_finite_cue(s, comma + 1) and has(s, opens, "pronoun")
    return subject and not any(is_verb_form(s, at) for at in range(opens, first))


def _without_conjunction(s: SlavicScene, start: int, end: int) -> int:
    """As in "..., а, согласно закону, ...": what goes on behind the aside is cut off, and its conjunction too."""
    while end - 1 > start and (s.words[end - 1] == "," or s.lowers[end - 1] in _JOINING):
        end -= 1
    if end - 2 > start and s.words[end - 2] == "," and has(s, end - 1, "relative"):
        end -= 2  # "партии, которые | , по мнению мэра, боятся"
    return end


def _ends_at(s: SlavicScene, start: int, comma: int, mode: str) -> bool:
    if _in_that(s, comma) or _tells_when(s, comma) or _awaits_verb(s, start, comma):
        return False
    if mode == "phrase":
        return not (
            _lists_on(s, comma)
            or _qualifies_noun(s, start, comma)
            or _awaits_noun(s, comma)
            or is_contrast(s, start, comma)
        )
    return _quotes_anew(s, comma) or _comma_stops(s, comma)


def is_contrast(s: SlavicScene, start: int, comma: int) -> bool:
    """As in "не мина, а ракета": the second half is what is claimed."""
    return lower_at(s, comma + 1) in _RATHER and not _NOT.isdisjoint(s.lowers[start:comma])


def _quotes_anew(s: SlavicScene, comma: int) -> bool:
    """As in "сказал, что не судим, «однако известно, что ...»": he does not quote himself."""
    return lower_at(s, comma + 2) in _HOWEVER and s.of_token[comma + 1] >= 0


def _qualifies_noun(s: SlavicScene, start: int, comma: int) -> bool:
    """As in "об атмосфере, царившей в семье", "закрыть место, священное для всех": the first comma of a phrase, behind
    which an adjective has the case, number and gender of the noun before it."""
    if any(word == "," for word in s.words[start:comma]):
        return False
    forms = [each.form for each in readings(lower_at(s, comma + 1), s.doc.language)]
    nouns = [each.form for each in readings(lower_at(s, comma - 1), s.doc.language) if each.form.part == "noun"]
    return any(
        form.part in ("adjective", "participle")
        and (form.case, form.number) == (noun.case, noun.number)
        and (form.number == "plural" or form.gender == noun.gender)
        for form in forms
        for noun in nouns
    )


def _awaits_noun(s: SlavicScene, comma: int) -> bool:
    """As in "построить прочный, безопасный мост": adjectives of one form on both sides, and no noun before."""
    found = readings(lower_at(s, comma - 1), s.doc.language)
    if not found or any(each.form.part not in _QUALIFYING for each in found):
        return False
    before, behind = (_forms_of_adjective(s, at) for at in (comma - 1, comma + 1))
    return not before.isdisjoint(behind)


def _forms_of_adjective(s: SlavicScene, at: int) -> set[tuple[str, str, str]]:
    forms = [each.form for each in readings(lower_at(s, at), s.doc.language)]
    return {(form.case, form.number, form.gender) for form in forms if form.part in _QUALIFYING and form.case}


def _lists_on(s: SlavicScene, comma: int) -> bool:
    """As in "о пробках на границах с Грузией, Казахстаном и Монголией": one oblique case on both sides, and "и"."""
    before, behind = _oblique(s, comma - 1), _oblique(s, comma + 1)
    close = range(comma + 2, min(s.high, comma + _LIST))
    return not before.isdisjoint(behind) and any(has(s, at, "coordinator") or s.words[at] == "," for at in close)


def _oblique(s: SlavicScene, at: int) -> set[str]:
    found = () if has(s, at, "coordinator") else readings(lower_at(s, at), s.doc.language)
    return {str(each.form.case) for each in found if each.form.part == "noun"} - {"", "nominative", "vocative"}


def _tells_when(s: SlavicScene, comma: int) -> bool:
    """As in "уйти после того, как примут закон": the comma stands inside of a conjunction."""
    return lower_at(s, comma - 1) in _THAN and lower_at(s, comma + 1) in _AS


def _next_cue(s: SlavicScene, at: int) -> bool:
    """As in "поддержали шаг и призвали"."""
    return has(s, at, "coordinator") and is_finite_cue(s, at + 1)


def _in_that(s: SlavicScene, comma: int) -> bool:
    """As in "обвинил соседа в том, что": the clause belongs to the phrase."""
    return lower_at(s, comma - 1) in _THAT and has(s, comma + 1, "complementizer")


def _comma_stops(s: SlavicScene, comma: int) -> bool:
    lower = lower_at(s, comma + 1)
    if lower in _BREAKS or (lower in _WHILE and lower_at(s, comma + 2) in _AS):
        return True
    if lower in _BUT or lower in _HOWEVER:
        return (lower in _HOWEVER and not _shares_subject(s, comma + 2)) or _tells_anew(s, comma + 2)
    if any(cue.part == "verb" for cue, _ in s.lexicon.cues.get(lower, ())) and has_companion(s, comma + 1):
        return True
    if lower in _AS and is_finite_cue(s, comma + 2):
        return True
    if has(s, comma + 1, "coordinator") if comma + 1 < s.high else False:
        return is_finite_cue(s, comma + 2)
    return lower not in _BY_LAW and any(
        tuple(s.doc.lowers[comma + 1 : comma + 1 + len(words)]) == words
        for words, _ in s.lexicon.markers.get(lower, ())
    )


def _shares_subject(s: SlavicScene, start: int) -> bool:
    """Whether the clause that begins at `start` begins with its verb."""
    verb = start
    while verb < s.high and (has_adverb(s, verb) or has(s, verb, "negation")):
        verb += 1
    return verb < s.high and is_verb_form(s, verb)


def _tells_anew(s: SlavicScene, start: int) -> bool:
    """Whether the clause that begins at `start` has a cue of its own: somebody else says or thinks something there."""
    for at in range(start, s.high):
        if s.words[at] in ",;:":
            return False
        if is_finite_cue(s, at):
            return True
    return False
